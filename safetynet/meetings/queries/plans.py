"""Which plans does a table have for a youth, and what is needed to write one?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from safetynet.audit.acts import Act
from safetynet.governance.rules import setting_number
from safetynet.kernel.codes import PlanKind
from safetynet.kernel.identifiers import CountyId, TableId, YouthId
from safetynet.meetings.models import PlanState
from safetynet.meetings.rules.plans import (
    Change,
    Step,
    changes,
    digest,
    fields_of,
    not_said_again,
    plain,
    say_on_file,
    step_line,
    step_text,
)
from safetynet.policy.door import Door
from safetynet.policy.questions import question
from safetynet.policy.rules import RowFacts, Standing
from safetynet.policy.standing import read_standing
from safetynet.youths.queries.unknown import no_such_youth

from .places import Place, find_places, place_of


@dataclass(frozen=True, slots=True)
class Assent:
    """An agency agreed to what the plan said in a revision."""

    agency: int
    name: str
    revision: int


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One version of a plan as one reader sees it."""

    id: int
    kind: PlanKind
    version: int
    state: PlanState
    revision: int
    values: Mapping[str, Any]
    agreed_on: date | None
    reopened_why: str
    changed_by: str
    changed_at: datetime
    steps: Sequence[Step]
    assents: Sequence[Assent]

    @property
    def review_on(self) -> date | None:
        """When it is looked at again."""
        day: date | None = self.values["review_on"]
        return day

    @property
    def agreeing(self) -> list[Assent]:
        """Who agreed to what it says now."""
        return [assent for assent in self.assents if assent.revision == self.revision]

    @property
    def agreed_before(self) -> list[str]:
        """Who agreed to an earlier wording of this version, and has not said so of what it says now."""
        now = {assent.agency for assent in self.agreeing}
        return list(dict.fromkeys(assent.name for assent in self.assents if assent.agency not in now))

    def parts(self) -> dict[str, str]:
        """Everything it says, part by part, as two writings are compared."""
        fields = {name: plain(self.values[name]) for name in fields_of(self.kind)}
        return fields | {f"step-{step.id}": step_text(step) for step in self.steps}

    def began(self) -> dict[str, str]:
        """The digests that a form carries of the words from which its writer begins."""
        return {part: digest(text) for part, text in self.parts().items()}


@dataclass(frozen=True, slots=True)
class OnFile:
    """A safety plan as an agency has put it on the youth's file, besides the versions that the table writes."""

    id: int
    agency: int
    agency_name: str
    agreed_on: date | None
    review_on: date | None
    concerns: str
    steps: str
    stay_away: str
    youth_said: str

    @property
    def words(self) -> str:
        """Which plan it is."""
        return say_on_file(self.agreed_on, self.review_on, self.agency_name)

    def says_as(self, plan: PlanVersion) -> bool:
        """Whether it is what the table agreed in this version."""
        told = {name: plain(plan.values[name]) for name in ("concerns", "stay_away", "youth_said")}
        return self.agreed_on == plan.agreed_on and told == {name: plain(getattr(self, name)) for name in told}


@dataclass(frozen=True, slots=True)
class YouthPlans:
    """The plans of one youth as one reader sees them, with the places at the table that may own a step. ``paper_day``: the day
    of a meeting that has passed, is in session, and speaks of the youth."""

    youth: YouthId
    number: str
    name: str
    table: TableId
    table_name: str
    county: CountyId
    county_name: str
    settings: Mapping[str, str]
    standing: Standing
    trusted: Sequence[str]
    returning_on: date | None
    paper_day: date | None
    plans: Sequence[PlanVersion]
    on_file: Sequence[OnFile]
    places: Sequence[Place]

    @property
    def row(self) -> RowFacts:
        """The youth as the decision sees it."""
        return RowFacts(self.table, self.county, self.youth)

    def days(self, setting: str) -> int:
        """A setting of the county, in days."""
        return setting_number(setting, self.county_name, self.settings)

    @property
    def first_day(self) -> date:
        """The first day by which a step may be asked for: today, or the day of a meeting held on paper that is being typed in."""
        return self.paper_day or self.standing.today

    def of(self, kind: PlanKind) -> list[PlanVersion]:
        """The versions of one kind, first to last."""
        return [plan for plan in self.plans if plan.kind is kind]

    def draft(self, kind: PlanKind) -> PlanVersion | None:
        """The version that is being written."""
        return next((plan for plan in self.of(kind) if plan.state is PlanState.DRAFT), None)

    def agreed(self, kind: PlanKind) -> PlanVersion | None:
        """The version that counts."""
        return next((plan for plan in self.of(kind) if plan.state is PlanState.AGREED), None)

    def besides(self, kind: PlanKind) -> list[OnFile]:
        """The plans on file that are not what the table has agreed here."""
        agreed = self.agreed(kind)
        known = [each for each in self.on_file if agreed is None or not each.says_as(agreed)]
        return known if kind is PlanKind.SAFETY else []

    def leaving(self, draft: PlanVersion) -> list[str]:
        """What leaves the face sheet when this draft is agreed: the agreed plan takes the place of what the same agency said
        before; what other agencies said stays."""
        own = [each for each in self.on_file if each.agency == self.standing.agency]
        said = [text for each in own for text in (each.concerns, each.stay_away)]
        return not_said_again(said, (plain(draft.values["concerns"]), plain(draft.values["stay_away"])))

    def owner(self, step: Step) -> str:
        """Who does a step, in words; empty when nobody is named."""
        place = place_of(self.places, step.owner_place)
        return place.words if place else step.who

    def lines(self, plan: PlanVersion) -> list[str]:
        """The steps of a version as lines of text."""
        return [step_line(step, self.owner(step)) for step in plan.steps]

    def changed(self, before: PlanVersion, after: PlanVersion) -> list[Change]:
        """What changed from one version to another."""
        sides = [({name: plain(value) for name, value in plan.values.items()}, self.lines(plan)) for plan in (before, after)]
        return changes(sides[0], sides[1])


def find_plans(door: Door, number: str, *, action: str = "view") -> YouthPlans:
    """The plans of the youth with that number. Raises NotInScope when the reader may not know of such a youth."""
    act = Act(action, "plans", subject=number, from_document=True)
    document = door.ask(question(__file__, "plans"), {"number": number}, act)
    if document is None:
        raise no_such_youth(door, number)
    youth = YouthId(document["youth_id"])
    return YouthPlans(
        youth=youth,
        number=document["number"],
        name=document["name"] or "",
        table=TableId(document["table_id"]),
        table_name=document["table_name"],
        county=CountyId(document["county"]),
        county_name=document["county_name"],
        settings=document["settings"],
        standing=read_standing(document["standing"], frozenset({youth}) if document["served"] else frozenset()),
        trusted=[", ".join(filter(None, (each["name"], each["relation"], each["phone"]))) for each in document["trusted"]],
        returning_on=_day(document["returning_on"]),
        paper_day=_day(document["paper_day"]),
        plans=[_plan(each) for each in document["plans"]],
        on_file=[_on_file(each) for each in document["on_file"]],
        places=find_places(door, document["table_id"]),
    )


def _plan(each: Mapping[str, Any]) -> PlanVersion:
    days = ("returning_on", "review_on")
    texts = ("concerns", "safe_adults", "stay_away", "youth_said")
    return PlanVersion(
        id=each["id"],
        kind=PlanKind(each["kind"]),
        version=each["version"],
        state=PlanState(each["state"]),
        revision=each["revision"],
        values={name: each[name] for name in texts} | {name: _day(each[name]) for name in days},
        agreed_on=_day(each["agreed_on"]),
        reopened_why=each["reopened_why"],
        changed_by=each["changed_by"] or "somebody of another county",
        changed_at=datetime.fromisoformat(each["changed_at"]),
        steps=[
            Step(step["id"], step["what"], step["who"], step["owner_place"], _day(step["due_on"]), step["code"])
            for step in each["steps"]
        ],
        assents=[Assent(one["agency"], one["name"], one["revision"]) for one in each["assents"]],
    )


def _on_file(each: Mapping[str, Any]) -> OnFile:
    days = {name: _day(each[name]) for name in ("agreed_on", "review_on")}
    return OnFile(**{**each, **days, "agency_name": each["agency_name"] or "another agency"})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
