"""What becomes of a numbered copy: it comes back, or it is said to be missing, and why is told later (study rule R8)."""

from safetynet.audit.acts import Act
from safetynet.kernel import clock
from safetynet.kernel.faults import Conflict, Fault, NotInScope
from safetynet.kernel.identifiers import PersonId
from safetynet.meetings.models import COPY_TRANSITIONS, CopyState, MeetingState, PacketCopy
from safetynet.meetings.queries.agendas import Agenda
from safetynet.policy.door import Door

from .packet import check_keeps_copies
from .refusals import in_words

UNCHANGED = "Nothing was changed."
LONGEST = 400
"""Characters that an explanation may have."""


def return_copy(*, door: Door, agenda: Agenda, copy_id: int, by: PersonId) -> None:
    """A copy is back in the coordinator's hands; one that was missing too, also after the meeting was closed.

    Raises Refused without the right, NotInScope when the copy is not out.
    """
    check_keeps_copies(agenda, "take copies of this packet back", kept=UNCHANGED)
    with door.opened(), in_words():
        copy = _copy(agenda, copy_id)
        if CopyState.RETURNED not in COPY_TRANSITIONS[copy.state]:
            raise NotInScope("This copy is not out.", kept=UNCHANGED)
        copy.returned_at, copy.returned_to_id = clock.now(), by
        copy.save(update_fields=["returned_at", "returned_to"])
        door.note(_act("return copy", agenda, copy))


def return_all(*, door: Door, agenda: Agenda, by: PersonId) -> int:
    """Every copy that is out is back, but none that is missing; how many there were. Each is an entry of its own.

    Raises Refused without the right.
    """
    check_keeps_copies(agenda, "take copies of this packet back", kept=UNCHANGED)
    with door.opened(), in_words():
        held = PacketCopy.objects.select_for_update().filter(meeting_id=agenda.meeting).order_by("copy_number")
        out = [copy for copy in held if copy.state is CopyState.OUT]
        for copy in out:
            copy.returned_at, copy.returned_to_id = clock.now(), by
            copy.save(update_fields=["returned_at", "returned_to"])
            door.note(_act("return copy", agenda, copy))
    return len(out)


def say_missing(*, door: Door, agenda: Agenda, copy_id: int, by: PersonId) -> None:
    """A copy has not come back when the meeting ends. Its holder is named until it does, or until somebody explains.

    Raises Refused without the right, Conflict when the meeting is not in session or the copy is not out.
    """
    check_keeps_copies(agenda, "say that a copy is missing", kept=UNCHANGED)
    if agenda.state is not MeetingState.OPEN:
        raise Conflict("A copy is said to be missing at the end of a meeting that is in session.", kept=UNCHANGED)
    with door.opened(), in_words():
        copy = _copy(agenda, copy_id)
        if CopyState.MISSING not in COPY_TRANSITIONS[copy.state]:
            raise Conflict(f"Copy {copy.copy_number} is not out.", kept=UNCHANGED)
        copy.missing_at, copy.missing_said_by_id = clock.now(), by
        copy.save(update_fields=["missing_at", "missing_said_by"])
        door.note(_act("say missing", agenda, copy))


def explain_copy(*, door: Door, agenda: Agenda, copy_id: int, words: str, by: PersonId) -> None:
    """Why a copy that is missing will not come back; also after the meeting was closed.

    Raises Refused without the right, Conflict when the copy is not missing, Fault without words.
    """
    check_keeps_copies(agenda, "explain a missing copy", kept=UNCHANGED)
    said = words.strip()
    if not said or len(said) > LONGEST:
        raise Fault(f"Say in at most {LONGEST} characters what became of the copy.", kept=UNCHANGED)
    with door.opened(), in_words():
        copy = _copy(agenda, copy_id)
        if CopyState.EXPLAINED not in COPY_TRANSITIONS[copy.state]:
            raise Conflict(f"Copy {copy.copy_number} is not missing.", kept=UNCHANGED)
        copy.explained_at, copy.explained_by_id, copy.explanation = clock.now(), by, said
        copy.save(update_fields=["explained_at", "explained_by", "explanation"])
        door.note(_act("explain copy", agenda, copy))


def _copy(agenda: Agenda, copy_id: int) -> PacketCopy:
    """The copy, kept from others until we are done. Raises NotInScope when this meeting has none such."""
    copy = PacketCopy.objects.select_for_update().filter(pk=copy_id, meeting_id=agenda.meeting).first()
    if copy is None:
        raise NotInScope("There is no such copy of this packet.", kept=UNCHANGED)
    return copy


def _act(action: str, agenda: Agenda, copy: PacketCopy) -> Act:
    return Act(
        action, "packet", subject=agenda.held_on.isoformat(), table=agenda.table,
        detail={"copy_id": copy.pk, "copy": copy.copy_number, "holder": copy.holder_id},
    )  # fmt: skip
