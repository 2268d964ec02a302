"""What happens in the room of a meeting now, as one reader sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel import clock
from safetynet.kernel.codes import MeetingKind, PlanKind
from safetynet.kernel.dates import say_date
from safetynet.kernel.identifiers import CountyId, TableId, YouthId
from safetynet.meetings.models import MeetingState, PlanState
from safetynet.meetings.rules.plans import say_on_file
from safetynet.meetings.rules.room import TimeLeft, own_first, speakable, time_left
from safetynet.meetings.rules.spoken import say_taken
from safetynet.policy.door import Door
from safetynet.policy.questions import question
from safetynet.policy.rules import RowFacts, Standing, may
from safetynet.policy.standing import read_standing
from safetynet.policy.vocabulary import Category, Verb
from safetynet.youths.queries.file import read_records, records_expression
from safetynet.youths.rules.face import FaceSheet, Records, face_sheet

_ON_THE_FACE = frozenset(
    {
        "identity", "alias", "safetyplan", "trustedadult", "followup", "placement", "absence", "jointassessment", "courtcase",
        "referral", "classificationattable", "statusattable",
    }
)  # fmt: skip
"""Kinds of claims that a face sheet is made from."""

BEAT = """SELECT p.beat FROM public.meetings_pulse AS p JOIN public.meetings_meeting AS m ON m.id = p.meeting_id
          WHERE m.held_on = %(day)s::date AND m.table_id = %(table)s::bigint"""


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A youth on the agenda as this reader sees it here. ``line`` is the number that it has on paper, None where deferred."""

    item: int
    line: int | None
    youth: int
    number: str | None
    name: str | None
    deferred_why: str
    deferred: bool
    reasons: Sequence[str]
    seconds: int


@dataclass(frozen=True, slots=True)
class InView:
    """The youth in view: the face sheet, what was said (own first), what is open, what is decided."""

    item: int
    youth: YouthId
    number: str
    deferred: bool
    face: FaceSheet
    statements: Sequence[Mapping[str, Any]]
    tasks: Sequence[Mapping[str, Any]]
    plans: Sequence[Mapping[str, Any]]
    on_file: Sequence[str]
    issues: Sequence[str]
    recused: Sequence[str]
    draft: Mapping[str, Any] | None
    categories: Sequence[Category]
    may_speak: bool
    shared: Mapping[Category, bool]


@dataclass(frozen=True, slots=True)
class Room:
    """The room of one meeting. ``turn`` is the item whose turn it is; None with ``kept`` when it is kept from this reader;
    ``spoken_of`` counts the numbered lines, those from which the reader is kept too, for the numbers run through."""

    meeting: int
    table: TableId
    table_name: str
    county: CountyId
    held_on: date
    minutes: int
    state: MeetingState
    kind: MeetingKind
    opened_at: datetime | None
    now: datetime
    beat: int
    standing: Standing
    agencies: Mapping[int, str]
    leads: bool
    coordinates: bool
    here: bool
    turn: int | None
    lines: Sequence[RoomLine]
    spoken_of: int
    people: Sequence[Mapping[str, Any]]
    guests: Sequence[Mapping[str, Any]]
    view: InView | None
    time: TimeLeft

    @property
    def row(self) -> RowFacts:
        """The table's papers as the decision sees them."""
        return RowFacts(self.table, self.county)

    def beside(self, steps: int) -> int | None:
        """The item so many places before or after the one whose turn it is, among those not deferred; the first when nobody
        had a turn yet."""
        order = [line.item for line in self.lines if not line.deferred]
        if self.turn not in order:
            return order[0] if order and steps > 0 else None
        place = order.index(self.turn) + steps
        return order[place] if 0 <= place < len(order) else None


def find_beat(door: Door, table: TableId, day: date) -> int | None:
    """The counter of a meeting's room; None when this reader may not know of the meeting."""
    return door.watch(BEAT, {"day": day, "table": table})


def find_room(door: Door, table: TableId, day: date, item: int | None = None, *, entering: bool = False) -> Room | None:
    """The room of a table's meeting on a day, with the youth of one item in view or the one whose turn it is; None when there
    is no such meeting that this reader may know of. ``entering``: the whole page is shown, which the log tells of every youth on
    the agenda, and not again each time that something changes."""
    act = Act("view", "room", subject=day.isoformat(), from_document=True)
    document = door.ask(_question(), {"day": day, "table": table, "item": item, "entering": entering}, act)
    return None if document is None else _room(document)


@cache
def _question() -> str:
    return question(__file__, "room").replace("/* records */", records_expression("v.youth_id", _ON_THE_FACE))


def _room(document: Mapping[str, Any]) -> Room:
    standing = read_standing(document["standing"])
    papers = RowFacts(TableId(document["table_id"]), CountyId(document["county"]))
    turn, now = document["turn"], datetime.fromisoformat(document["now"])
    opened, began = _instant(document["opened_at"]), _instant(turn["begins_at"]) if turn else None
    lines = [_line(each) for each in document["items"]]
    waiting = sum(1 for line in lines if not line.deferred and (not line.seconds or (turn and line.item == turn["item"])))
    coordinates = may(standing, Verb.WRITE, Category.MEETING, papers)
    return Room(
        meeting=document["meeting"], table=TableId(document["table_id"]), table_name=document["table_name"],
        county=CountyId(document["county"]), held_on=date.fromisoformat(document["held_on"]), minutes=document["minutes"],
        state=MeetingState(document["state"]), kind=MeetingKind(document["kind"]), opened_at=opened, now=now,
        beat=document["beat"] or 0, standing=standing,
        agencies={int(key): name for key, name in (document["agencies"] or {}).items()},
        leads=document["chairs"] or coordinates, coordinates=coordinates, here=document["here"],
        turn=turn["item"] if turn else None, lines=lines,
        spoken_of=max((each["lines"] or 0 for each in document["items"]), default=0), people=document["people"],
        guests=document["guests"], view=_view(document, standing, papers),
        time=time_left(now=now, opened_at=opened, minutes=document["minutes"], turn_began=began, youths_left=waiting),
    )  # fmt: skip


def _line(each: Mapping[str, Any]) -> RoomLine:
    return RoomLine(
        each["id"], each["line"], each["youth"], each["number"], each["name"], each["deferred_why"], each["deferred"],
        each["reasons"], each["seconds"] or 0,
    )  # fmt: skip


def _view(document: Mapping[str, Any], standing: Standing, papers: RowFacts) -> InView | None:
    told = document["view"]
    if told is None or told["number"] is None:
        return None
    youth = YouthId(told["youth"])
    row = RowFacts(papers.table, papers.county, youth)
    if told["served"]:
        standing = read_standing(document["standing"], frozenset({youth}))
    agencies = {int(key): name for key, name in (document["agencies"] or {}).items()}
    records = read_records(told["records"], standing.roles)
    return InView(
        item=told["item"], youth=youth, number=told["number"], deferred=told["deferred"],
        face=face_sheet(records, standing.today, agencies),
        statements=own_first([_when(each) for each in told["statements"]], standing.agency),
        tasks=told["tasks"], plans=told["plans"], on_file=_on_file(told["plans"], records, agencies),
        issues=told["issues"], recused=told["recused"], draft=told["draft"],
        categories=speakable(standing, row),
        may_speak=may(standing, Verb.WRITE, Category.STATEMENT, row),
        shared={each: may(standing, Verb.READ, each, row) for each in (Category.PLACEMENT, Category.SAFETY_PLAN, Category.INDEX)},
    )  # fmt: skip


def _on_file(plans: Sequence[Mapping[str, Any]], records: Records, agencies: Mapping[int, str]) -> list[str]:
    """The safety plans on file, in words, as long as the table has agreed on no version of its own."""
    if any((plan["kind"], plan["state"]) == (PlanKind.SAFETY, PlanState.AGREED) for plan in plans):
        return []
    return [
        say_on_file(_date(row.agreed_on), _date(row.review_on), agencies.get(row.source_agency_id, "another agency"))
        for row in records.get("safetyplan", ())
    ]


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _when(statement: Mapping[str, Any]) -> Mapping[str, Any]:
    """The statement with when it was said; what was kept on paper says when it was typed in."""
    recorded = clock.local(datetime.fromisoformat(statement["recorded_at"]))
    taken = date.fromisoformat(statement["taken_on"])
    when = say_taken(taken, recorded.date()) if taken < recorded.date() else f"{say_date(taken)}, {recorded:%H:%M}"
    return {**statement, "when": when}


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
