"""What has the table recommended to a court about a youth, and which words may not stand there?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel.faults import NotInScope
from safetynet.kernel.identifiers import CountyId, TableId, YouthId
from safetynet.meetings.models import RecommendationState
from safetynet.meetings.rules.court import Source
from safetynet.policy.door import Door
from safetynet.policy.questions import question
from safetynet.policy.rules import RowFacts, Standing
from safetynet.policy.standing import read_standing
from safetynet.youths.queries.unknown import no_such_youth


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation as one reader sees it."""

    id: int
    state: RecommendationState
    revision: int
    court: str
    case_number: str
    hearing_on: date
    recommends: str
    grounds: str
    adopted_on: date | None
    withdrawn_why: str
    changed_by: str


@dataclass(frozen=True, slots=True)
class YouthCourt:
    """A youth and the table's recommendations to courts, newest hearing first."""

    youth: YouthId
    number: str
    name: str
    birth_date: date | None
    table: TableId
    table_name: str
    county: CountyId
    county_name: str
    standing: Standing
    hearing_on: date | None
    recommendations: Sequence[RecommendationView]

    @property
    def row(self) -> RowFacts:
        """The youth as the decision sees it."""
        return RowFacts(self.table, self.county, self.youth)

    def one(self, wanted: int) -> RecommendationView:
        """The recommendation with that number. Raises NotInScope when there is none for this youth."""
        for each in self.recommendations:
            if each.id == wanted:
                return each
        raise NotInScope("There is no such recommendation.")


def find_court(door: Door, number: str, *, action: str = "view") -> YouthCourt:
    """What concerns courts about the youth with that number. Raises NotInScope when the reader may not know of such a youth."""
    document = door.ask(question(__file__, "court"), {"number": number}, Act(action, "court", subject=number, from_document=True))
    if document is None:
        raise no_such_youth(door, number)
    youth, identity = YouthId(document["youth_id"]), document["identity"] or {}
    return YouthCourt(
        youth=youth,
        number=document["number"],
        name=identity.get("name") or "",
        birth_date=_day(identity.get("birth_date")),
        table=TableId(document["table_id"]),
        table_name=document["table_name"],
        county=CountyId(document["county"]),
        county_name=document["county_name"],
        standing=read_standing(document["standing"], frozenset({youth}) if document["served"] else frozenset()),
        hearing_on=_day(document["hearing_on"]),
        recommendations=[_recommendation(each) for each in document["recommendations"]],
    )


def find_sources(door: Door, number: str) -> list[Source]:
    """Every text about the youth, of those that this writer can read, that may not be repeated to a court."""
    act = Act("compare", "court", subject=number, from_document=True)
    document = door.ask(question(__file__, "court_sources"), {"number": number}, act)
    return [Source(where, words, never) for where, words, never in document["texts"]] if document else []


def _recommendation(each: Mapping[str, Any]) -> RecommendationView:
    days = {name: _day(each[name]) for name in ("hearing_on", "adopted_on")}
    state = RecommendationState(each["state"])
    return RecommendationView(**{**each, **days, "state": state, "changed_by": each["changed_by"] or "somebody of another county"})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
