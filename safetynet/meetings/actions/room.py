"""Opening a meeting, and who is checked in. While it is open, grants "on the agenda" count for those inside."""

from safetynet.audit.acts import Act
from safetynet.governance.models import Person
from safetynet.kernel import clock
from safetynet.kernel.faults import NotInScope, Refused
from safetynet.meetings.models import Attendance, Meeting, MeetingState
from safetynet.meetings.queries.agendas import Agenda, SeatLine
from safetynet.policy.door import Door
from safetynet.policy.rules import decide
from safetynet.policy.vocabulary import Category, Verb

from .agenda import change_state
from .refusals import in_words


def open_meeting(*, door: Door, meeting_id: int) -> Meeting:
    """The meeting begins."""
    return change_state(door, meeting_id, MeetingState.OPEN, "open")


def check_in(*, door: Door, agenda: Agenda, seat: SeatLine, handed_out: bool = False) -> Attendance:
    """Check a member in; ``handed_out``: the copy that was printed for the seat is in the member's hands, which the log keeps.

    Raises Refused without the right, and while the agency's memorandum or the person's agreement does not count (7.4).
    """
    _check_keeps_attendance(agenda)
    if seat.obstacle:
        raise Refused(f"{seat.name} cannot be checked in: {seat.obstacle}.", kept="Nothing was changed.")
    with door.opened(), in_words():
        attendance, _ = Attendance.objects.update_or_create(
            meeting_id=agenda.meeting, person_id=seat.person,
            defaults={"checked_out_at": None},
            create_defaults={
                "table_id": agenda.table, "name": seat.name, "agency_name": seat.agency, "agency_id": seat.agency_id,
                "checked_in_at": clock.now(), "level": _level_of(seat.person),
            },
        )  # fmt: skip
        if attendance.checked_in_at is None:  # who was said not to be there has come after all
            attendance.checked_in_at = clock.now()
            attendance.save(update_fields=["checked_in_at"])
        copy = seat.copy if handed_out else None
        door.note(_act("check in", agenda, seat, **({"copy": copy["number"]} if copy else {})))
    return attendance


def check_out(*, door: Door, agenda: Agenda, seat: SeatLine) -> None:
    """Check a member out; grants "on the agenda" end with that. Raises Refused without the right."""
    _check_keeps_attendance(agenda)
    with door.opened(), in_words():
        changed = Attendance.objects.filter(
            meeting_id=agenda.meeting, person_id=seat.person, checked_in_at__isnull=False, checked_out_at__isnull=True
        ).update(checked_out_at=clock.now())
        if not changed:
            raise NotInScope(f"{seat.name} is not checked in.", kept="Nothing was changed.")
        door.note(_act("check out", agenda, seat))


def _level_of(person: int) -> str:
    """The person's level on this day: attendance is counted by it long after (2.7: a higher-level representative)."""
    return Person.objects.filter(pk=person).values_list("level", flat=True).first() or ""


def _check_keeps_attendance(agenda: Agenda) -> None:
    decision = decide(agenda.standing, Verb.WRITE, Category.MEETING, agenda.row)
    if not decision:
        raise Refused(f"You may not keep this meeting's attendance. {decision.why}", kept="Nothing was changed.")


def _act(action: str, agenda: Agenda, seat: SeatLine, **more: object) -> Act:
    return Act(action, "meeting", subject=agenda.held_on.isoformat(), table=agenda.table, detail={"person": seat.person, **more})
