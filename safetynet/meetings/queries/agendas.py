"""The agenda of a meeting, the meetings of a table, and who has a reason to be discussed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from safetynet.audit.acts import Act
from safetynet.governance.rules import setting_number
from safetynet.kernel.codes import IN_CUSTODY, WITHOUT_YOUTHS, AgendaSection, MeetingKind
from safetynet.kernel.identifiers import CountyId, TableId
from safetynet.meetings.models import CopyState, JointState, MeetingState, copy_state
from safetynet.meetings.rules.compose import WHY_BACK, Asked, Candidate, Reason, ReasonCode
from safetynet.meetings.rules.days import next_day_with_youths
from safetynet.meetings.rules.seats import why_no_copy
from safetynet.policy.door import Door
from safetynet.policy.questions import question
from safetynet.policy.rules import RowFacts, Standing
from safetynet.policy.standing import read_standing


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A youth on an agenda as this reader sees it. ``line`` is its number on paper and everywhere, None where deferred.
    ``section`` is None where it would tell a placement that is not shared; ``must_come_back`` says why the youth must (empty: need
    not), ``deferred`` why the table does not speak of the youth this time, ``asked`` which partners asked and why, ``marks`` which
    agencies want no guest there, ``joint`` with which other county's table it is discussed together."""

    id: int
    line: int | None
    youth: int
    number: str | None
    name: str | None
    birth_date: date | None
    section: AgendaSection | None
    carried_from: date | None
    reasons: Sequence[str]
    deferred: str
    must_come_back: str
    asked: Sequence[Asked]
    marks: Sequence[str]
    joint: Sequence["Joint"]


@dataclass(frozen=True, slots=True)
class Joint:
    """What is discussed, or shall be, together with a table of another county. It names no youth."""

    id: int
    county: str
    words: str
    state: JointState
    answer: str
    held_on: date | None = None
    table: int | None = None


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat, and whether a copy is out. ``obstacle`` says why its holder may be given none; empty when nothing stands in
    the way."""

    seat: int
    person: int
    name: str
    agency: str
    agency_id: int
    chairs: bool
    obstacle: str
    checked_in: bool
    copy: Mapping[str, Any] | None
    missing: int | None = None

    @property
    def no_copy(self) -> str:
        """Why none is printed for this seat now: what stands in the holder's way, or a copy that has not come back."""
        return self.obstacle or (f"copy {self.missing} has not come back" if self.missing is not None else "")


@dataclass(frozen=True, slots=True)
class Agenda:
    """A meeting with its lines, seats and copies. ``lines`` are those the table speaks of, ``deferred`` those it does not."""

    meeting: int
    table: TableId
    table_name: str
    county: CountyId
    county_name: str
    held_on: date
    begins_at: str
    minutes: int
    kind: MeetingKind
    state: MeetingState
    standing: Standing
    settings: Mapping[str, str]
    lines: Sequence[AgendaLine]
    deferred: Sequence[AgendaLine]
    topics: Sequence[Mapping[str, Any]]
    guests: Mapping[str, int]
    elsewhere: Sequence[Mapping[str, Any]]
    incoming: Sequence[Joint]
    seats: Sequence[SeatLine]
    copies: Sequence[Mapping[str, Any]]
    lines_changed_at: datetime | None = None
    without_youths: Sequence[date] = ()

    @property
    def row(self) -> RowFacts:
        """The table's papers as the decision sees them."""
        return RowFacts(self.table, self.county)

    @property
    def has_youths(self) -> bool:
        """Whether this kind of meeting speaks of youths at all."""
        return self.kind not in WITHOUT_YOUTHS

    @property
    def next_day(self) -> date:
        """The day to whose agenda a line is carried over."""
        return next_day_with_youths(self.held_on, self.without_youths)

    @property
    def capacity(self) -> int:
        """How many youths the table wants on one agenda."""
        return setting_number("meeting_capacity", self.county_name, self.settings)


def find_agenda(door: Door, table: TableId, day: date) -> Agenda | None:
    """The agenda of a table's meeting on a day; None when there is none that this reader may know of."""
    act = Act(
        "view", "agenda", subject=day.isoformat(), address=door.reader.address, request=door.reader.request, from_document=True
    )
    document = door.ask(question(__file__, "agenda"), {"day": day, "table": table}, act)
    if document is None:
        return None
    row = RowFacts(TableId(document["table_id"]), CountyId(document["county"]))
    standing = read_standing(document["standing"])
    counties = {each["table"]: each["county"] for each in document["elsewhere"]}
    lines = [_line(item, counties) for item in document["items"]]
    return Agenda(
        meeting=document["meeting"],
        table=TableId(document["table_id"]),
        table_name=document["table_name"],
        county=CountyId(document["county"]),
        county_name=document["county_name"],
        held_on=date.fromisoformat(document["held_on"]),
        begins_at=document["begins_at"][:5],
        minutes=document["minutes"],
        kind=MeetingKind(document["kind"]),
        state=MeetingState(document["state"]),
        standing=standing,
        settings=document["settings"],
        lines=[line for line in lines if not line.deferred],
        deferred=[line for line in lines if line.deferred],
        topics=document["topics"],
        guests=document["guests"],
        elsewhere=document["elsewhere"],
        incoming=[_joint(each, counties) for each in document["incoming"]],
        seats=[_seat(seat, row) for seat in document["seats"]],
        copies=[{**copy, "state": _state_of_copy(copy)} for copy in document["copies"]],
        lines_changed_at=datetime.fromisoformat(document["lines_changed_at"]) if document["lines_changed_at"] else None,
        without_youths=[date.fromisoformat(day) for day in document["without_youths"]],
    )


def find_meetings(door: Door) -> Mapping[str, Any]:
    """The table's meetings, newest first, with the reader's standing."""
    act = Act("view", "meetings", address=door.reader.address, request=door.reader.request, from_document=True)
    document = door.ask(question(__file__, "meetings"), {}, act)
    counties = {int(table): county for table, county in document["elsewhere"].items()}
    return {
        "standing": read_standing(document["standing"]),
        "tables": document["tables"],
        "incoming": [_joint(each, counties) for each in document["incoming"]],
        "meetings": [
            {**each, "held_on": date.fromisoformat(each["held_on"]), "kind": MeetingKind(each["kind"])}
            for each in document["meetings"]
        ],
    }


@dataclass(frozen=True, slots=True)
class MyTables:
    """The tables where the reader has a seat, each with the settings of its own county."""

    standing: Standing
    tables: Sequence[Mapping[str, Any]]


_MY_TABLES = """(SELECT jsonb_build_object(
    'standing', policy.standing(),
    'tables', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'county', t.county_id,
                   'county_name', c.name, 'meets_on', t.meets_on, 'meets_at', t.meets_at,
                   'settings', (SELECT coalesce(jsonb_object_agg(s.key, s.value), '{}')
                                FROM public.governance_countysetting AS s WHERE s.county_id = t.county_id)) ORDER BY t.id), '[]')
               FROM public.governance_table AS t JOIN public.governance_county AS c ON c.id = t.county_id
               WHERE t.id = ANY ((SELECT policy.my_seats())::bigint[]))
))"""


def find_my_tables(door: Door) -> MyTables:
    """Where the reader has a seat."""
    act = Act("view", "tables", address=door.reader.address, request=door.reader.request)
    document = door.ask(_MY_TABLES, {}, act)
    return MyTables(read_standing(document["standing"]), document["tables"])


def find_candidates(
    door: Door, table: TableId, day: date, county_name: str, settings: Mapping[str, str], review_by: date | None = None
) -> list[Candidate]:
    """Everybody of a table who has a reason to be discussed on that day; plans count that are to be reviewed by ``review_by``
    (else by the day itself)."""
    act = Act(
        "search", "candidates", subject=day.isoformat(), address=door.reader.address, request=door.reader.request,
        from_document=True,
    )  # fmt: skip
    parameters = {
        "table": table,
        "day": day,
        "review_by": review_by or day,
        "new_days": setting_number("new_referral_days", county_name, settings),
        "return_days": setting_number("return_notice_days", county_name, settings),
        "hearing_days": setting_number("hearing_notice_days", county_name, settings),
        "grown_up": setting_number("grown_up_age", county_name, settings),
        "weeks": setting_number("not_seen_weeks", county_name, settings),
        "custody": sorted(kind.value for kind in IN_CUSTODY),
    }
    document = door.ask(question(__file__, "candidates"), parameters, act)
    return [_candidate(each) for each in document["candidates"]]


def _candidate(each: Mapping[str, Any]) -> Candidate:
    reasons = tuple(
        sorted(
            (_reason(ReasonCode(code), since, each["times"]) for code, since in each["reasons"]),
            key=lambda reason: list(ReasonCode).index(reason.code),
        )
    )
    codes = {reason.code for reason in reasons}
    return Candidate(
        youth=each["youth"],
        number=each["number"],
        name=each["name"] or each["number"],
        reasons=reasons,
        in_custody=each["in_custody"],
        new=ReasonCode.NEW_REFERRAL in codes,
        asked=tuple(_asked(asked) for asked in each["asked"]),
    )


def _reason(code: ReasonCode, since: str | None, times: int | None) -> Reason:
    counted = (times or 1) if code is ReasonCode.CARRIED_OVER else 1
    return Reason(code, date.fromisoformat(since) if since else None, max(counted, 1))


def _asked(each: Mapping[str, Any]) -> Asked:
    return Asked(each["agency"], date.fromisoformat(each["on"]), each["why"])


def _joint(each: Mapping[str, Any], counties: Mapping[int, str]) -> Joint:
    return Joint(
        id=each["id"],
        county=counties.get(each["with"], "another county"),
        words=each["words"],
        state=JointState(each["state"]),
        answer=each["answer"],
        held_on=_day(each.get("held_on")),
        table=each.get("table"),
    )


def section_of(item: Mapping[str, Any]) -> AgendaSection | None:
    """The section of a line of an agenda as this reader may know it: its heading is a row that is shared like the placement."""
    return AgendaSection(item["section"]) if item["section"] else None


def _line(item: Mapping[str, Any], counties: Mapping[int, str]) -> AgendaLine:
    return AgendaLine(
        id=item["id"],
        line=item["line"],
        youth=item["youth"],
        number=item["number"],
        name=item["name"],
        birth_date=_day(item["birth_date"]),
        section=section_of(item),
        carried_from=_day(item["carried_from"]),
        reasons=item["reasons"],
        deferred=item["deferred"],
        must_come_back=", ".join(why for code, why in WHY_BACK.items() if code in item["codes"]),
        asked=[_asked(each) for each in item["asked"]],
        marks=item["marks"],
        joint=[_joint(each, counties) for each in item["joint"]],
    )


def _seat(seat: Mapping[str, Any], row: RowFacts) -> SeatLine:
    return SeatLine(
        seat=seat["seat"],
        person=seat["person"],
        name=seat["name"],
        agency=seat["agency"],
        agency_id=seat["agency_id"],
        chairs=seat["chairs"],
        obstacle=why_no_copy(read_standing(seat["standing"]), row),
        checked_in=seat["checked_in"] is not None,
        copy=seat["copy"],
        missing=seat["missing"],
    )


def _state_of_copy(copy: Mapping[str, Any]) -> CopyState:
    times = {name: copy[f"{name}_at"] is not None for name in ("returned", "replaced", "missing", "explained")}
    return copy_state(**times)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
