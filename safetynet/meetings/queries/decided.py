"""What was decided about a youth at one meeting, as this reader may know it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from safetynet.kernel.codes import PlanKind, TaskKind
from safetynet.kernel.dates import say_date
from safetynet.kernel.identifiers import YouthId
from safetynet.meetings.rules.spoken import day_of
from safetynet.policy.questions import question
from safetynet.policy.rules import RowFacts, Standing, may
from safetynet.policy.vocabulary import Category, Verb

_DAYS = (
    "(m.opened_at AT TIME ZONE 'America/Los_Angeles')::date AS first_day, "
    "(coalesce(m.closed_at, now()) AT TIME ZONE 'America/Los_Angeles')::date AS last_day, "
    "ARRAY(SELECT policy.not_reached(m.table_id, m.id)) AS not_reached"
)
PLAN, RECOMMENDATION, FOLLOW_UP, DEFERRAL, RECUSAL = (
    "Plan agreed", "Recommendation adopted", "Follow-up asked", "Deferred", "Stepped back",
)  # fmt: skip
KINDS_OF_DECISION = (PLAN, RECOMMENDATION, FOLLOW_UP, DEFERRAL, RECUSAL)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: of which kind, in words, of which agency something is asked, by when, and when it was made (None: only the
    day is kept)."""

    kind: str
    words: str
    agency: str = ""
    due_on: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """A youth on the agenda with what was decided. ``place`` is the line's number on paper, None where deferred.
    ``number`` is None where the youth is not shared with the reader at all; ``shared``: whether plans and recommendations are.
    ``reached``: whether the table spoke of the youth, or said why not; ``goes_to``: the day of a later agenda on which the youth
    stands."""

    item: int
    place: int | None
    youth: YouthId
    number: str | None
    name: str | None
    seconds: int
    shared: bool
    decisions: Sequence[Decision]
    reached: bool = True
    goes_to: date | None = None

    @property
    def nothing(self) -> str:
        """What is said of a youth about whom this reader sees no decision."""
        if not self.reached:
            return f"Not reached; on the agenda of {say_date(self.goes_to)}." if self.goes_to else "Not reached."
        return "Nothing was decided." if self.shared or self.number is None else "Plans are not shared with you."

    @property
    def minutes(self) -> int:
        """How long the youth was spoken of, in whole minutes, a begun one counted."""
        return -(-self.seconds // 60)


@cache
def question_with_decisions(beside: str, name: str) -> str:
    """A question of that name with what was decided about each line put in."""
    text = question(beside, name).replace("/* days */", _DAYS)
    return text.replace("/* decisions */", question(__file__, "decisions"))


def read_line(line: Mapping[str, Any], standing: Standing, papers: RowFacts) -> DecidedLine:
    """One line of the document."""
    youth = YouthId(line["youth"])
    served = frozenset({youth}) if line["served"] else frozenset()
    shared = may(replace(standing, served=served), Verb.READ, Category.SAFETY_PLAN, replace(papers, youth=youth))
    return DecidedLine(
        item=line["id"], place=line["place"], youth=youth, number=line["number"], name=line["name"], seconds=line["seconds"],
        shared=shared, decisions=[*_agreed(line), *_asked(line), *_left(line)],
        reached=line["reached"], goes_to=day_of(line["goes_to"]) if line["goes_to"] else None,
    )  # fmt: skip


def _agreed(line: Mapping[str, Any]) -> list[Decision]:
    plans = [
        Decision(PLAN, f"{PlanKind.label_of(plan['kind'])}, version {plan['version']}{_by(', review by', plan['review_on'])}",
                 at=_at(plan["at"]))
        for plan in line["plans"]
    ]  # fmt: skip
    recommended = [
        Decision(RECOMMENDATION, f"To {each['court']}{_by(', hearing on', each['hearing_on'])}"
                 f"{' (withdrawn later)' if each['withdrawn'] else ''}", at=_at(each["at"]))
        for each in line["recommendations"]
    ]  # fmt: skip
    return plans + recommended


def _asked(line: Mapping[str, Any]) -> list[Decision]:
    return [
        Decision(
            FOLLOW_UP, f"{TaskKind.label_of(task['kind'])}: {task['what']}", task["agency"] or "another agency", task["due_on"],
            _at(task["at"]),
        )
        for task in line["tasks"]
    ]  # fmt: skip


def _left(line: Mapping[str, Any]) -> list[Decision]:
    deferred = [Decision(DEFERRAL, line["deferred_why"], at=_at(line["deferred_at"]))] if line["deferred_at"] else []
    return [*deferred, *(Decision(RECUSAL, each["name"], at=_at(each["at"])) for each in line["recusals"])]


def _by(joint: str, day: str | None) -> str:
    return f"{joint} {say_date(day_of(day))}" if day else ""


def _at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
