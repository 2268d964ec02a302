"""Composing an agenda: every line with its reason, the most urgent first, within the table's two hours.

The proposal is only that; the coordinator adds, removes, reorders and carries over.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from safetynet.kernel.codes import AgendaSection
from safetynet.kernel.codes.base import Codes
from safetynet.kernel.dates import say_date
from safetynet.policy.vocabulary import Category


class ReasonCode(Codes):
    """Why a youth is proposed, most urgent first."""

    MISSING = "MISSING", "Missing"
    NEW_REFERRAL = "NEW_REFERRAL", "New referral"
    RETURNING = "RETURNING", "Returning from placement"
    HEARING = "HEARING", "241.1 hearing"
    FOLLOW_UP_DUE = "FOLLOW_UP_DUE", "Follow-up due"
    ANSWERED = "ANSWERED", "An answer has come back"
    PARTNER_ASKED = "PARTNER_ASKED", "A partner asked"
    PLAN_REVIEW = "PLAN_REVIEW", "Safety plan review due"
    IN_CUSTODY = "IN_CUSTODY", "In custody"
    NOT_SEEN = "NOT_SEEN", "Not discussed lately"
    CARRIED_OVER = "CARRIED_OVER", "Carried over"
    DEFERRED = "DEFERRED", "Deferred"
    ADDED = "ADDED", "Added by the coordinator"


CATEGORY_OF: dict[ReasonCode, Category] = {
    ReasonCode.MISSING: Category.PLACEMENT,
    ReasonCode.NEW_REFERRAL: Category.DEMOGRAPHICS,
    ReasonCode.RETURNING: Category.PLACEMENT,
    ReasonCode.HEARING: Category.DELINQUENCY,
    ReasonCode.FOLLOW_UP_DUE: Category.SAFETY_PLAN,
    ReasonCode.ANSWERED: Category.SAFETY_PLAN,
    ReasonCode.PARTNER_ASKED: Category.NOTES,
    ReasonCode.PLAN_REVIEW: Category.SAFETY_PLAN,
    ReasonCode.IN_CUSTODY: Category.PLACEMENT,
    ReasonCode.NOT_SEEN: Category.NOTES,
    ReasonCode.CARRIED_OVER: Category.NOTES,
    ReasonCode.DEFERRED: Category.NOTES,
    ReasonCode.ADDED: Category.NOTES,
}
"""The category whose sharing each reason follows: the one it is read from, or, where it is read from the table's own papers
(agendas, requests), that of the meeting's notes."""

_WEIGHT = {
    ReasonCode.CARRIED_OVER: 70,
    ReasonCode.DEFERRED: 45,
    ReasonCode.MISSING: 60,
    ReasonCode.NEW_REFERRAL: 50,
    ReasonCode.RETURNING: 40,
    ReasonCode.HEARING: 35,
    ReasonCode.FOLLOW_UP_DUE: 30,
    ReasonCode.ANSWERED: 30,
    ReasonCode.PARTNER_ASKED: 30,
    ReasonCode.PLAN_REVIEW: 20,
    ReasonCode.IN_CUSTODY: 15,
    ReasonCode.NOT_SEEN: 10,
    ReasonCode.ADDED: 0,
}

_EACH_TIME_MORE = 10
"""What each further time that somebody was carried over adds: who has waited longest is not left waiting again."""

MUST_COME_BACK = frozenset(
    {ReasonCode.RETURNING, ReasonCode.PLAN_REVIEW, ReasonCode.HEARING, ReasonCode.FOLLOW_UP_DUE, ReasonCode.ANSWERED}
)
"""Reasons with a day that comes whether the table has time or not: the line is deferred with a reason, never just taken off."""

WHY_BACK: dict[ReasonCode, str] = {
    ReasonCode.HEARING: "a hearing is near",
    ReasonCode.RETURNING: "a return is near",
    ReasonCode.FOLLOW_UP_DUE: "an answer is due",
    ReasonCode.ANSWERED: "an answer has come back",
    ReasonCode.PLAN_REVIEW: "its plan is to be reviewed",
}
"""Why a youth must come back, in a few words."""

SECTION_ORDER = (AgendaSection.NEW, AgendaSection.IN_CUSTODY, AgendaSection.OUT_OF_CUSTODY, AgendaSection.AFTERCARE)
"""The order of the printed agenda (S2); aftercare comes last, where the coordinator puts somebody there (8.11)."""
_ALWAYS = frozenset({AgendaSection.NEW, AgendaSection.IN_CUSTODY, AgendaSection.OUT_OF_CUSTODY})
"""The headings that stand there also over nobody."""
UNTOLD = "Also on the agenda"
"""The heading over youths of whom a reader may not know whether they are in custody."""
LineT = TypeVar("LineT")


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with the day it dates from; ``times``: how often in a row, where that is counted."""

    code: ReasonCode
    since: date | None = None
    times: int = 1

    @property
    def category(self) -> Category:
        """The category whose sharing it follows."""
        return CATEGORY_OF[self.code]

    @property
    def words(self) -> str:
        """The reason as the agenda states it."""
        if self.since is None:
            return self.code.label
        joint = {
            ReasonCode.MISSING: "since",
            ReasonCode.IN_CUSTODY: "since",
            ReasonCode.RETURNING: "on",
            ReasonCode.HEARING: "on",
            ReasonCode.FOLLOW_UP_DUE: "by",
            ReasonCode.PLAN_REVIEW: "by",
            ReasonCode.NOT_SEEN: "since",
            ReasonCode.CARRIED_OVER: "from",
            ReasonCode.DEFERRED: "from",
        }.get(self.code, "on")
        again = f", {ordinal(self.times)} time" if self.times > 1 else ""
        return f"{self.code.label} {joint} {say_date(self.since)}{again}"

    @property
    def weight(self) -> int:
        """How urgent it is."""
        return _WEIGHT[self.code] + _EACH_TIME_MORE * (self.times - 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A partner's request to discuss a youth, for whoever may read it: which agency, when, and why."""

    agency: str
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A youth with at least one reason. ``in_custody`` and ``new`` decide the section; ``asked`` tells which partners asked."""

    youth: int
    number: str
    name: str
    reasons: tuple[Reason, ...]
    in_custody: bool = False
    new: bool = False
    asked: tuple[Asked, ...] = ()

    @property
    def asked_for(self) -> bool:
        """Whether a partner asked for the youth to be discussed."""
        return any(reason.code is ReasonCode.PARTNER_ASKED for reason in self.reasons)

    @property
    def section(self) -> AgendaSection:
        """New cases first, then those in custody, then all others (S2)."""
        if self.new:
            return AgendaSection.NEW
        return AgendaSection.IN_CUSTODY if self.in_custody else AgendaSection.OUT_OF_CUSTODY

    @property
    def weight(self) -> int:
        """How urgent the reasons are together."""
        return sum(reason.weight for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The agenda as proposed, in the order in which it is printed, and who else has a reason."""

    lines: Sequence[Candidate]
    others: Sequence[Candidate]


def compose(candidates: Iterable[Candidate], capacity: int) -> Proposal:
    """The most urgent youths up to the capacity, in the sections of the printed agenda.

    Among equals the one whose oldest reason lies further back comes first, then the number, so that the same facts always
    give the same agenda.
    """
    ranked = sorted(candidates, key=lambda one: (-one.weight, _oldest(one), one.number))
    chosen, others = ranked[:capacity], ranked[capacity:]
    order = {section: place for place, section in enumerate(SECTION_ORDER)}
    return Proposal(sorted(chosen, key=lambda one: order[one.section]), others)


def compose_review(candidates: Iterable[Candidate]) -> Proposal:
    """The agenda of a monthly review (S1 wish): everybody whom the table has not discussed lately, longest not seen first, then
    whose plan is to be reviewed, by the day of that. However many there are; the others are named as ever."""
    ranked = sorted(candidates, key=lambda one: (-one.weight, _oldest(one), one.number))
    reviewed = [one for one in ranked if _since(one, ReasonCode.NOT_SEEN) or _since(one, ReasonCode.PLAN_REVIEW)]
    there = {one.youth for one in reviewed}
    order = {section: place for place, section in enumerate(SECTION_ORDER)}
    return Proposal(
        sorted(
            reviewed,
            key=lambda one: (
                order[one.section], _since(one, ReasonCode.NOT_SEEN) or date.max, _since(one, ReasonCode.PLAN_REVIEW) or date.max,
                one.number,
            ),
        ),
        [one for one in ranked if one.youth not in there],
    )  # fmt: skip


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th ... 11th, 12th ... 21st.

    >>> [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 22, 101)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '22nd', '101st']
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def under_headings(lines: Sequence[tuple[AgendaSection | None, LineT]]) -> list[tuple[str, list[LineT]]]:
    """The lines under the headings of the printed agenda; those whose section is not told stand in one list at the end, and
    then a heading of custody is there only over lines that are told."""
    by_section = {section: [line for of, line in lines if of is section] for section in (*SECTION_ORDER, None)}
    untold = by_section.pop(None)
    if not untold:
        return [(section.label, by_section[section]) for section in SECTION_ORDER if by_section[section] or section in _ALWAYS]
    shown = [section for section in SECTION_ORDER if by_section[section] or section is AgendaSection.NEW]
    return [*((section.label, by_section[section]) for section in shown), (UNTOLD, untold)]


def minutes_each(minutes: int, youths: int) -> int:
    """How many minutes each youth has when the meeting's time is shared out; all of it while nobody is on the agenda."""
    return minutes // youths if youths else minutes


def over_capacity(youths: int, capacity: int) -> bool:
    """Whether the agenda is longer than the table wants (S2: more than 15 leaves too little time)."""
    return youths > capacity


def _since(candidate: Candidate, code: ReasonCode) -> date | None:
    """The day of one of the reasons; None where the youth has no such reason. A reason without a day dates from ever."""
    return next((reason.since or date.min for reason in candidate.reasons if reason.code is code), None)


def _oldest(candidate: Candidate) -> date:
    return min((reason.since for reason in candidate.reasons if reason.since), default=date.max)
