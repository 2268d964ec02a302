"""Preparing a meeting: who has a reason, the proposal, the meeting with its lines. The page and the command do the same."""

from calendar import monthrange
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from safetynet.governance.rules import setting_number
from safetynet.kernel.codes import WITHOUT_YOUTHS, MeetingKind
from safetynet.kernel.faults import Fault, NotInScope, Refused
from safetynet.kernel.identifiers import CountyId, TableId
from safetynet.meetings.models import Meeting
from safetynet.meetings.queries.agendas import find_candidates, find_my_tables
from safetynet.meetings.rules.compose import Candidate, Proposal, compose, compose_review
from safetynet.policy.door import Door
from safetynet.policy.rules import RowFacts, decide
from safetynet.policy.vocabulary import Category, Verb

from .agenda import compose_agenda


@dataclass(frozen=True, slots=True)
class Prepared:
    """A proposal, and the meeting it became (None when it was only asked for)."""

    proposal: Proposal
    meeting: Meeting | None
    table: Mapping[str, Any]


def next_meeting_day(meets_on: int, after: date) -> date:
    """The table's next weekly meeting day from ``after`` on; Monday is 0."""
    return after + timedelta(days=(meets_on - after.weekday()) % 7)


def next_to_prepare(meets_on: int, today: date, closed: Container[date]) -> date:
    """The next weekly meeting day that is still to be held: today's own only while its meeting is not ``closed``."""
    day = next_meeting_day(meets_on, today)
    while day in closed:
        day = next_meeting_day(meets_on, day + timedelta(days=1))
    return day


def review_by(kind: MeetingKind, day: date) -> date:
    """Until which day a plan's review is a reason: a monthly review looks ahead to the end of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1]) if kind is MeetingKind.MONTHLY_REVIEW else day


def propose(kind: MeetingKind, candidates: Sequence[Candidate], capacity: int) -> Proposal:
    """The proposal of a meeting of this kind."""
    return compose_review(candidates) if kind is MeetingKind.MONTHLY_REVIEW else compose(candidates, capacity)


def prepare(
    *,
    door: Door,
    day: date,
    county: str = "",
    table_id: TableId | None = None,
    only_propose: bool = False,
    kind: MeetingKind | None = None,
) -> Prepared:
    """Compose the agenda of the person's table for a day. A meeting that has lines keeps them.

    ``county`` or ``table_id`` chooses among several tables; without a ``kind`` a new meeting is a weekly one.
    Raises NotInScope without a seat there, Refused without the
    coordinator's role, Fault when several tables are left to choose from.
    """
    mine = find_my_tables(door)
    standing = mine.standing
    table = _one_of(mine.tables, county, table_id)
    decision = decide(standing, Verb.WRITE, Category.MEETING, RowFacts(TableId(table["id"]), CountyId(table["county"])))
    if not decision:
        raise Refused(f"You may not prepare this table's agenda. {decision.why}", kept="Nothing was changed.")
    settings, county_name = table["settings"], table["county_name"]
    meant = kind or MeetingKind.WEEKLY
    proposal = Proposal([], [])
    if meant not in WITHOUT_YOUTHS:
        candidates = find_candidates(door, TableId(table["id"]), day, county_name, settings, review_by(meant, day))
        proposal = propose(meant, candidates, setting_number("meeting_capacity", county_name, settings))
    if only_propose:
        return Prepared(proposal, None, table)
    meeting = compose_agenda(
        door=door, table=TableId(table["id"]), day=day, begins_at=table["meets_at"],
        minutes=setting_number("meeting_minutes", county_name, settings), proposal=proposal, by=standing.person,
        kind=kind,
    )  # fmt: skip
    return Prepared(proposal, meeting, table)


def _one_of(tables: Sequence[Mapping[str, Any]], county: str, table_id: TableId | None) -> Mapping[str, Any]:
    """The one table that is meant. Raises NotInScope when there is none, Fault when there are several."""
    meant = [
        table
        for table in tables
        if (not county or table["county_name"].lower() == county.lower()) and table_id in (None, table["id"])
    ]
    if not meant:
        raise NotInScope("You hold no seat at a table that could meet.", next="The coordinator prepares the agenda.")
    if len(meant) > 1:
        names = ", ".join(f"{table['name']} ({table['county_name']} County)" for table in meant)
        raise Fault("You sit at several tables.", kept="Nothing was changed.", next=f"Say which one is meant: {names}.")
    return meant[0]
