"""The issues that a table may begin its own list with, each with where it was named in the sources."""

from dataclasses import dataclass

from safetynet.kernel.faults import Fault

LONGEST = 120
"""Characters of an issue in words; the record holds no more."""


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue to watch for: its words, whether some agency could meet it, and its source."""

    words: str
    is_need: bool
    source: str


DEFAULT_ISSUES: tuple[Issue, ...] = (
    Issue("Needed other housing", True, "S1, Interviewee 2: nine kids set to go home who needed alternative housing"),
    Issue("No bed or no funding for one", True, "S1, Interviewee 2: 'we need beds for this or we need funding for this'"),
    Issue("No service in the home county", True, "S1, residence: refer minors to the jurisdiction in which they reside"),
    Issue("Not linked to a service after return", True, "S1, Interviewee 5: 'not being connected to services immediately'"),
    Issue("Waiting list too long", True, "S1, services: clients without a service; field facts 8.5"),
    Issue("Benefits not linked", True, "S1, SafetyNet: Social Security, Medi-Cal, WIC, AB 12, transitional housing"),
    Issue("Clothes or transport missing at return", True, "S1, Interviewee 4: 'get clothes together'"),
    Issue("No steady adult: worker changed again", False, "S1, Interviewee 6: 'a different Probation Officer for each step'"),
    Issue("Education records lost after out-of-state placement", False, "S1, Interviewee 2: Mingus Mountain Academy"),
    Issue("Not enrolled in school after return", False, "S1, Interviewees 4 and 5: 'oh they're not enrolled in school'"),
    Issue("Nobody told of the return from placement", False, "S1, Probation: plan ahead of time for returns"),
    Issue("No aftercare plan at return", False, "S1, Probation: gaps in the aftercare plans"),
    Issue("CPS referral screened out", False, "S1, Interviewees 2 and 11: 'unfounded', 'evaluated out', screener"),
    Issue("Different answers from different staff", False, "S1, Social Services: different CPS employees"),
    Issue("No answer from Social Services", False, "S1, Interviewee 11: data sharing is not reciprocated"),
    Issue("Not present: probation", False, "S1, Interviewee 2: Probation absent for six months, then placement only"),
    Issue("Not present: school", False, "S1, education: the district could not export its lists"),
)
"""Offered while a table's list is empty; the coordinator takes it over and changes it."""


def checked_words(words: str) -> str:
    """The words of an issue, tidied. Raises Fault when there are none or too many."""
    tidy = " ".join(words.split())
    if not 3 <= len(tidy) <= LONGEST:
        raise Fault(f"An issue has 3 to {LONGEST} characters.", kept="Nothing was changed.", next="Write it shorter or in words.")
    return tidy
