"""What counties enter for the report to the Legislature. Rows are only added; the newest of a county and a year counts."""

import psycopg
from django.db import DatabaseError, models

from safetynet.audit.acts import Act
from safetynet.governance.models import County
from safetynet.kernel import clock
from safetynet.kernel.codes import ProgramEntryKind, ProgramTier, ProgramTopic
from safetynet.kernel.faults import Fault, NotInScope, Refused
from safetynet.policy.door import Door
from safetynet.reports.models import Denominator, Participation, ProgramEntry
from safetynet.reports.rules.csec_program.years import is_fiscal_year

LONGEST = 600
_MOST_YOUTHS = 2_147_483_647
_NOTHING = "Nothing was entered."


def enter_participation(*, county: str, fiscal_year: str, tier: ProgramTier, by: Door) -> Participation:
    """How a county takes part in a fiscal year; entered again, the newer counts. Raises Refused without the right."""
    _check_year(fiscal_year)
    with by.opened() as door:
        home = _county(county)
        row = Participation(
            county=home, fiscal_year=fiscal_year, tier=tier.value, entered_at=clock.now(), entered_by_id=by.reader.person
        )
        _save(row)
        door.note(Act("enter", "participation", f"{home.name} {fiscal_year}", detail={"tier": tier.value}))
    return row


def enter_denominator(*, county: str, fiscal_year: str, youths: int, source: str, by: Door) -> Denominator:
    """How many youths of 10 to 20 years received child-welfare services, and who says so. Raises Fault for none at all: a rate
    out of nobody is none."""
    _check_year(fiscal_year)
    if not 0 < youths <= _MOST_YOUTHS:
        raise Fault("A rate is out of at least one youth.", kept=_NOTHING, next="Leave it out until the number is known.")
    said = _words(source, 200, "A number names its source.")
    with by.opened() as door:
        home = _county(county)
        row = Denominator(
            county=home, fiscal_year=fiscal_year, youths=youths, source=said, entered_at=clock.now(),
            entered_by_id=by.reader.person,
        )  # fmt: skip
        _save(row)
        door.note(Act("enter", "denominator", f"{home.name} {fiscal_year}", detail={"youths": youths}))
    return row


def enter_words(
    *, county: str, fiscal_year: str, kind: ProgramEntryKind, topic: ProgramTopic, words: str, replaces: int | None = None, by: Door
) -> ProgramEntry:
    """A strategy, a barrier or a service that is planned, in at most 600 characters that name no youth.

    ``replaces``: the number of an entry of the same county that no longer counts. Raises NotInScope when there is none.
    """
    _check_year(fiscal_year)
    said = _words(words, LONGEST, "An entry says something.")
    with by.opened() as door:
        home = _county(county)
        if replaces is not None and not ProgramEntry._default_manager.filter(pk=replaces, county=home).exists():
            raise NotInScope(f"{home.name} has no entry {replaces} that you may replace.")
        row = ProgramEntry(
            county=home, fiscal_year=fiscal_year, kind=kind.value, topic=topic.value, words=said, replaces_id=replaces,
            entered_at=clock.now(), entered_by_id=by.reader.person,
        )  # fmt: skip
        _save(row)
        detail = {"kind": kind.value, "topic": topic.value, "replaces": replaces}
        door.note(Act("enter", "program entry", f"{home.name} {fiscal_year}", detail=detail))
    return row


def _check_year(fiscal_year: str) -> None:
    if not is_fiscal_year(fiscal_year):
        raise Fault(f"{fiscal_year} is not a fiscal year.", kept=_NOTHING, next="Write it as 2015-16, July to June.")


def _words(text: str, most: int, empty: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise Fault(empty, kept=_NOTHING)
    if len(said) > most:
        raise Fault(f"That is {len(said)} characters long.", kept=_NOTHING, next=f"At most {most} can be kept.")
    return said


def _county(name: str) -> County:
    found = County.objects.filter(name__iexact=name.strip()).first()
    if found is None:
        raise Fault(f"California has no county called {name}.", kept=_NOTHING, next="Write it as in 'Contra Costa'.")
    return found


def _save(row: models.Model) -> None:
    try:
        row.save(force_insert=True)
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") != psycopg.errors.InsufficientPrivilege.sqlstate:
            raise
        raise Refused(
            "You keep no statistics of this county.",
            kept=_NOTHING,
            next="Coordinators and readers of reports enter what their own county reports.",
        ) from error
