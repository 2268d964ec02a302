"""Closing a meeting: the roll is whole, every copy is accounted for, the decisions were read back (field facts 7.4, 10 P7)."""

from collections.abc import Iterator
from contextlib import contextmanager

from safetynet.audit.acts import Act
from safetynet.kernel import clock
from safetynet.kernel.faults import Conflict, NotInScope
from safetynet.meetings.models import Attendance, Meeting, MeetingState
from safetynet.meetings.queries.agendas import Agenda, SeatLine
from safetynet.meetings.queries.closing import Closing, find_closing
from safetynet.policy.door import Door

from .agenda import access_locked, carry_over, change_state
from .refusals import in_words

UNCHANGED = "Nothing was changed."
NOT_REACHED = "not reached"
"""Why a line is carried over whose turn did not come."""


def say_not_there(*, door: Door, meeting_id: int, seats: list[SeatLine]) -> int:
    """The holders of these seats did not come; those of whom something was said already stay as they are. Returns how many.

    Raises Refused without the right, Conflict when the meeting is not in session.
    """
    with _in_session(door, meeting_id) as meeting:
        known = set(meeting.attendance.filter(person__isnull=False).values_list("person_id", flat=True))
        new = [
            Attendance(meeting=meeting, table_id=meeting.table_id, person_id=seat.person, name=seat.name, agency_name=seat.agency)
            for seat in seats
            if seat.person not in known
        ]
        Attendance.objects.bulk_create(new)
        door.note(_act("say not there", meeting, people=len(new)))
    return len(new)


def confirm_attendance(*, door: Door, meeting_id: int) -> None:
    """The roll is whole. Raises Conflict while nobody has said of some seat whether its holder came, Refused without the
    right."""
    with _in_session(door, meeting_id) as meeting:
        untold = access_closing(door, meeting_id).untold
        if untold:
            names = ", ".join(seat.name for seat in untold)
            raise Conflict(
                f"Nobody said whether these came: {names}.", kept=UNCHANGED, next="Check them in, or say that they did not."
            )
        meeting.attendance_complete_at = clock.now()
        meeting.save(update_fields=["attendance_complete_at"])
        door.note(_act("confirm attendance", meeting))


def confirm_read_back(*, door: Door, meeting_id: int) -> None:
    """The decisions were read back to the table. Raises Conflict when the meeting is not in session, Refused without the
    right."""
    with _in_session(door, meeting_id) as meeting:
        meeting.read_back_at = clock.now()
        meeting.save(update_fields=["read_back_at"])
        door.note(_act("read back", meeting))


def carry_waiting(*, door: Door, meeting_id: int) -> tuple[int, Meeting | None]:
    """Everybody whose turn has not come goes to the table's next meeting, with the reasons for which each stood here. Returns how
    many, and that meeting (None when nobody waited). Raises Refused without the right, Conflict when the meeting is not in
    session."""
    following = None
    with _in_session(door, meeting_id) as meeting:
        waiting = access_closing(door, meeting_id).waiting
        for line in waiting:
            following = carry_over(door=door, meeting_id=meeting.pk, item_id=line.item, why=NOT_REACHED)
    return len(waiting), following


def close_meeting(*, door: Door, meeting_id: int) -> Meeting:
    """The meeting is over and stays as it is from now on; who stayed to the end reads on for the hours the county has set.

    Raises Conflict, naming what is missing, unless the attendance is complete, no copy is out, of every youth whose turn did not
    come somebody said when or why, and the decisions were read back; Refused without the right.
    """
    with door.opened(), in_words():
        meeting = access_locked(meeting_id)
        if meeting.state == MeetingState.OPEN:
            lacks = access_closing(door, meeting_id).lacks
            if lacks:
                raise Conflict(
                    f"This meeting cannot be closed yet: {'; '.join(lacks)}.", kept=UNCHANGED, next="The page of the closing helps."
                )
        return change_state(door, meeting_id, MeetingState.CLOSED, "close")


def access_closing(door: Door, meeting_id: int) -> Closing:
    """What closing waits for. Raises NotInScope when there is no such meeting."""
    closing = find_closing(door, meeting_id)
    if closing is None:
        raise NotInScope("There is no such meeting at your table.")
    return closing


def holders(agenda: Agenda, seat: int | None) -> list[SeatLine]:
    """The seat that is meant, or all of them."""
    return [each for each in agenda.seats if seat is None or each.seat == seat]


@contextmanager
def _in_session(door: Door, meeting_id: int) -> Iterator[Meeting]:
    """The meeting in session, kept from others until we are done."""
    with door.opened(), in_words():
        meeting = access_locked(meeting_id)
        if meeting.state != MeetingState.OPEN:
            now = MeetingState.label_of(meeting.state).lower()
            raise Conflict(f"This meeting is {now}; that is done while it is in session.", kept=UNCHANGED)
        yield meeting


def _act(action: str, meeting: Meeting, **detail: int) -> Act:
    return Act(action, "meeting", subject=meeting.held_on.isoformat(), table=meeting.table_id, detail=detail)
