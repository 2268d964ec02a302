"""Meetings that were held before there was a system, from a county's workbook: closed from the beginning."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import DatabaseError

from safetynet.audit.acts import Act
from safetynet.kernel import clock
from safetynet.kernel.faults import Refused
from safetynet.kernel.identifiers import PersonId, TableId
from safetynet.kernel.past_meetings import PastMeeting, PastTally
from safetynet.meetings.models import AgendaItem, Attendance, Meeting, MeetingState
from safetynet.policy.door import Door

from .headings import put_under_headings


def record_past_meetings(*, door: Door, table: TableId, meetings: Sequence[PastMeeting], by: PersonId) -> PastTally:
    """Keep past meetings of a table, closed, with who was there and which youths were on the agenda.

    What is kept already stays as it is, so doing it twice changes nothing; a meeting of that day that was not taken from a
    workbook is left alone. Raises Refused without the right to write the table's meetings.
    """
    with door.opened():
        try:
            tally = _record(table, meetings, by)
        except DatabaseError as error:
            raise Refused("Your role does not let you keep the table's meetings.", kept="Nothing was changed.") from error
        door.note(
            Act("record past", "meeting", subject=str(table), table=table,
                detail={"meetings": tally.meetings, "people": tally.people, "lines": tally.lines},
                address=door.reader.address, request=door.reader.request)
        )  # fmt: skip
    return tally


def _record(table: TableId, meetings: Sequence[PastMeeting], by: PersonId) -> PastTally:
    days = [meeting.held_on for meeting in meetings]
    known = set(Meeting.objects.filter(table_id=table, held_on__in=days).values_list("held_on", flat=True))
    new = [
        Meeting(
            table_id=table, held_on=day, state=MeetingState.CLOSED.value, created_by_id=by, from_workbook=True,
            opened_at=_noon(day), closed_at=_noon(day),
        )
        for day in dict.fromkeys(days)
        if day not in known
    ]  # fmt: skip
    Meeting.objects.bulk_create(new, batch_size=1000)
    ids = dict(Meeting.objects.filter(table_id=table, held_on__in=days, from_workbook=True).values_list("held_on", "pk"))
    people = _new_people(table, meetings, ids)
    lines = _new_lines(table, meetings, ids)
    Attendance.objects.bulk_create(people, batch_size=1000)
    AgendaItem.objects.bulk_create([line for line, _ in lines], batch_size=1000)
    put_under_headings(table, lines)
    return PastTally(len(new), len(people), len(lines))


def _new_people(table: TableId, meetings: Sequence[PastMeeting], ids: dict[date, int]) -> list[Attendance]:
    known = set(
        Attendance.objects.filter(meeting_id__in=ids.values(), person=None).values_list("meeting_id", "name", "agency_name")
    )
    wanted = {
        (ids[meeting.held_on], person.name, person.agency): None
        for meeting in meetings
        if meeting.held_on in ids
        for person in meeting.people
    }
    return [
        Attendance(meeting_id=meeting, table_id=table, name=name, agency_name=agency)
        for meeting, name, agency in wanted
        if (meeting, name, agency) not in known
    ]


def _new_lines(table: TableId, meetings: Sequence[PastMeeting], ids: dict[date, int]) -> list[tuple[AgendaItem, str]]:
    last: dict[int, int] = {}
    known: set[tuple[int, int]] = set()
    for meeting_id, youth_id, position in AgendaItem.objects.filter(meeting_id__in=ids.values()).values_list(
        "meeting_id", "youth_id", "position"
    ):
        known.add((meeting_id, youth_id))
        last[meeting_id] = max(last.get(meeting_id, 0), position)
    lines = []
    for meeting in meetings:
        place = ids.get(meeting.held_on)
        for line in meeting.lines if place is not None else ():
            if place is None or (place, int(line.youth)) in known:
                continue
            known.add((place, int(line.youth)))
            last[place] = last.get(place, 0) + 1
            made = AgendaItem(meeting_id=place, table_id=table, youth_id=line.youth, position=last[place])
            lines.append((made, str(line.section)))
    return lines


def _noon(day: date) -> datetime:
    """A moment on that day; the workbook keeps no hours."""
    return datetime.combine(day, time(12), tzinfo=clock.ZONE)
