"""Giving a youth the turn, and stepping out while one is discussed."""

from datetime import date

from safetynet.audit.acts import Act
from safetynet.governance.actions import recuse
from safetynet.kernel import clock
from safetynet.kernel.faults import NotInScope, Refused
from safetynet.meetings.models import AgendaItem, Meeting, MeetingState, Turn
from safetynet.policy.door import Door

from .refusals import in_words


def give_turn(*, door: Door, meeting_id: int, item_id: int) -> Turn:
    """The table speaks of this youth from now on; the turn before ends. Raises Refused unless it is the chair or the
    coordinator who gives it (PostgreSQL narrows it), NotInScope when the line is not on the agenda of this open meeting."""
    with door.opened(), in_words("Only the chair and the coordinator say whose turn it is."):
        item = AgendaItem.objects.select_related("meeting", "youth").filter(pk=item_id, meeting_id=meeting_id).first()
        if item is None:
            raise NotInScope("This line is not on the agenda any more.", kept="Nothing was changed.")
        _check_open(item.meeting)
        if item.deferred_at is not None:
            raise Refused("This youth was deferred.", kept="Nothing was changed.", next="Take the line up again first.")
        turn = Turn.objects.create(
            meeting_id=item.meeting_id, table_id=item.table_id, item=item, youth_id=item.youth_id,
            said_by_id=door.reader.person, begins_at=clock.now(),
        )  # fmt: skip
        door.note(Act("give the turn", "meeting", item.youth.number, youth=item.youth_id, table=item.table_id))
    return turn


def step_out(*, door: Door, meeting_id: int, item_id: int, reason: str, on: date) -> None:
    """Recuse oneself from the youth of an agenda line, from that day on. Raises NotInScope, and Refused without a reason."""
    with door.opened():
        item = AgendaItem.objects.select_related("youth", "meeting").filter(pk=item_id, meeting_id=meeting_id).first()
        if item is None:
            raise NotInScope("This line is not on the agenda any more.", kept="Nothing was changed.")
        recuse(
            door=door, youth_id=item.youth_id, table_id=item.table_id, number=item.youth.number, reason=reason,
            begins=on,
        )  # fmt: skip


def _check_open(meeting: Meeting) -> None:
    if meeting.state != MeetingState.OPEN:
        now = MeetingState.label_of(meeting.state).lower()
        raise Refused(f"This meeting is {now}; nobody has a turn.", kept="Nothing was changed.")
