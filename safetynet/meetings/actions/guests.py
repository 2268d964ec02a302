"""Guests: proposed by name, objected to, admitted or refused by the table's coordinator, in the room and gone again; and the
marks of youths who wait until no guest is there. The database refuses whom the table does not admit."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel import clock
from safetynet.kernel.faults import Conflict, NotInScope, Refused
from safetynet.meetings.models import (
    GUEST_TRANSITIONS,
    AgendaItem,
    Guest,
    GuestProposal,
    GuestState,
    MeetingState,
    Objection,
    Reserve,
)
from safetynet.meetings.queries.agendas import Agenda
from safetynet.policy.door import Door
from safetynet.policy.rules import decide
from safetynet.policy.vocabulary import Category, Verb

from .refusals import in_words

_SEATS_SAY = "Only members with a seat at this table propose guests, object and mark youths."
_COORDINATOR_ADMITS = "Only the table's coordinator admits guests; the table decides."
_STAYS = "Somebody was first, or this stays as it is."
_NOT_ADMITTED = "The table does not admit this guest: a member objects, or the proposal was withdrawn."


def propose_guest(*, door: Door, agenda: Agenda, values: Mapping[str, Any]) -> GuestProposal:
    """Propose a guest by ``name``, ``organization`` and ``why``. Raises Refused without a seat, Conflict when the same guest is
    proposed already or the meeting is closed."""
    _check_speaks(agenda)
    with door.opened(), in_words(not_yours=_SEATS_SAY, moved=_STAYS):
        there = GuestProposal.objects.filter(
            meeting_id=agenda.meeting, name=values["name"], organization=values["organization"], withdrawn_at__isnull=True
        )
        if there.exists():
            raise Conflict(f"{values['name']} is proposed already.", kept="Nothing was changed.")
        proposal = GuestProposal.objects.create(
            meeting_id=agenda.meeting, table_id=agenda.table, said_by_id=agenda.standing.person, said_at=clock.now(),
            name=values["name"], organization=values["organization"], why=values["why"],
        )  # fmt: skip
        door.note(_act("propose guest", agenda, proposal=proposal.pk))
    return proposal


def withdraw_proposal(*, door: Door, agenda: Agenda, proposal_id: int) -> None:
    """Withdraw one's own proposal. Raises NotInScope when it is not there or not one's own."""
    with door.opened(), in_words(not_yours=_SEATS_SAY, moved="The guest is in the room, or the meeting is closed."):
        _changed(
            GuestProposal.objects.filter(
                pk=proposal_id, meeting_id=agenda.meeting, said_by_id=agenda.standing.person, withdrawn_at__isnull=True
            ).update(withdrawn_at=clock.now()),
            "You have made no such proposal.",
        )
        door.note(_act("withdraw guest", agenda, proposal=proposal_id))


def object_to(*, door: Door, agenda: Agenda, proposal_id: int, why: str) -> Objection:
    """Object to a guest, with a reason, which is kept and shown to the members. Raises Refused without a reason or a seat,
    Conflict when one objects already."""
    _check_speaks(agenda)
    if not why.strip():
        raise Refused("Say why you object.", kept="Nothing was changed.")
    with door.opened(), in_words(not_yours=_SEATS_SAY, moved="This guest is not proposed any more, or the meeting is closed."):
        proposal = _proposal(agenda, proposal_id)
        me = agenda.standing.person
        if proposal.objections.filter(said_by_id=me, withdrawn_at__isnull=True).exists():
            raise Conflict("You object to this guest already.", kept="Nothing was changed.")
        objection = Objection.objects.create(
            proposal=proposal, table_id=agenda.table, why=why.strip()[:300], said_by_id=me, said_at=clock.now()
        )
        door.note(_act("object to guest", agenda, proposal=proposal_id))
    return objection


def withdraw_objection(*, door: Door, agenda: Agenda, proposal_id: int) -> None:
    """Withdraw one's own objection; it stays on file as withdrawn. Raises NotInScope when one does not object."""
    with door.opened(), in_words(not_yours=_SEATS_SAY, moved=_STAYS):
        _changed(
            Objection.objects.filter(
                proposal_id=_proposal(agenda, proposal_id).pk, said_by_id=agenda.standing.person, withdrawn_at__isnull=True
            ).update(withdrawn_at=clock.now()),
            "You do not object to this guest.",
        )
        door.note(_act("withdraw objection", agenda, proposal=proposal_id))


def decide_on_guest(*, door: Door, agenda: Agenda, proposal_id: int, state: GuestState, why: str = "") -> Guest:
    """Admit a guest, or refuse with a reason. Raises Refused without the right or the reason, Conflict while the table objects
    or where the states do not allow it."""
    if state is GuestState.REFUSED and not why.strip():
        raise Refused("Say why the guest is not admitted.", kept="Nothing was changed.")
    _check_coordinates(agenda)
    with door.opened(), in_words(not_yours=_COORDINATOR_ADMITS, moved=_NOT_ADMITTED):
        proposal = _proposal(agenda, proposal_id)
        guest = Guest.objects.select_for_update().filter(proposal=proposal).first()
        if guest is None:
            guest = Guest(proposal=proposal, meeting_id=agenda.meeting, table_id=agenda.table, state=state.value)
        else:
            _check_step(guest, state)
        guest.state, guest.why = state.value, why.strip()[:300]
        guest.decided_by_id, guest.decided_at = agenda.standing.person, clock.now()
        guest.save()
        door.note(_act("admit guest" if state is GuestState.ADMITTED else "refuse guest", agenda, proposal=proposal_id))
    return guest


def sign_form(*, door: Door, agenda: Agenda, proposal_id: int, on: date) -> Guest:
    """The day on which a guest signed the confidentiality form. Raises Refused for a day to come or without the right."""
    if on > clock.today():
        raise Refused("The form cannot have been signed on a day to come.", kept="Nothing was changed.")
    with door.opened(), in_words(not_yours=_COORDINATOR_ADMITS, moved=_NOT_ADMITTED):
        guest = _guest(agenda, proposal_id)
        guest.form_signed_on = on
        guest.save(update_fields=["form_signed_on"])
        door.note(_act("sign guest form", agenda, proposal=proposal_id))
    return guest


def come_in(*, door: Door, agenda: Agenda, proposal_id: int) -> Guest:
    """A guest comes into the room; in the same transaction the database defers every line that waits until no guest is there.

    Raises Conflict unless the guest is admitted, has signed, and the meeting is in session; Refused without the right."""
    with door.opened(), in_words(not_yours=_COORDINATOR_ADMITS, moved=_NOT_ADMITTED):
        guest = _guest(agenda, proposal_id)
        _check_step(guest, GuestState.PRESENT)
        if agenda.state is not MeetingState.OPEN:
            raise Conflict("Guests come in while the meeting is in session.", kept="Nothing was changed.")
        if guest.form_signed_on is None:
            raise Conflict(f"{guest.proposal.name} has not signed the confidentiality form.", kept="Nothing was changed.")
        guest.state, guest.arrived_at = GuestState.PRESENT.value, clock.now()
        guest.save(update_fields=["state", "arrived_at"])
        door.note(_act("guest comes in", agenda, proposal=proposal_id))
    return guest


def leave(*, door: Door, agenda: Agenda, proposal_id: int) -> Guest:
    """A guest has left; when it was the last one, the database takes up the lines that waited. Raises Conflict when the guest is
    not in the room, Refused without the right."""
    with door.opened(), in_words(not_yours=_COORDINATOR_ADMITS, moved=_STAYS):
        guest = _guest(agenda, proposal_id)
        _check_step(guest, GuestState.LEFT)
        guest.state, guest.left_at = GuestState.LEFT.value, clock.now()
        guest.save(update_fields=["state", "left_at"])
        door.note(_act("guest leaves", agenda, proposal=proposal_id))
    return guest


def mark_youth(*, door: Door, agenda: Agenda, item_id: int) -> Reserve:
    """Mark a youth of the agenda 'not before guests', for one's agency. Raises NotInScope when the line is not known to one,
    Conflict when one has marked it, Refused without a seat."""
    _check_speaks(agenda)
    with door.opened(), in_words(not_yours=_SEATS_SAY, moved="This line is not on the agenda any more, or the meeting is closed."):
        item = AgendaItem.objects.filter(pk=item_id, meeting_id=agenda.meeting).first()
        if item is None:
            raise NotInScope("This line is not on the agenda.", kept="Nothing was changed.")
        me = agenda.standing.person
        if Reserve.objects.filter(
            meeting_id=agenda.meeting, youth_id=item.youth_id, said_by_id=me, lifted_at__isnull=True
        ).exists():
            raise Conflict("You have marked this youth already.", kept="Nothing was changed.")
        mark = Reserve.objects.create(
            meeting_id=agenda.meeting, table_id=agenda.table, youth_id=item.youth_id, agency_id=agenda.standing.agency,
            said_by_id=me, said_at=clock.now(),
        )  # fmt: skip
        door.note(_act("mark not before guests", agenda, youth=item.youth_id))
    return mark


def lift_mark(*, door: Door, agenda: Agenda, mark_id: int) -> None:
    """Lift one's own mark. Raises NotInScope when there is none."""
    with door.opened(), in_words(not_yours=_SEATS_SAY, moved=_STAYS):
        mine = Reserve.objects.filter(
            pk=mark_id, meeting_id=agenda.meeting, said_by_id=agenda.standing.person, lifted_at__isnull=True
        )
        youth = mine.values_list("youth_id", flat=True).first()
        _changed(mine.update(lifted_at=clock.now()), "You have set no such mark.")
        door.note(_act("lift mark", agenda, youth=youth))


def _proposal(agenda: Agenda, proposal_id: int) -> GuestProposal:
    found = GuestProposal.objects.filter(pk=proposal_id, meeting_id=agenda.meeting).first()
    if found is None:
        raise NotInScope("This guest is not proposed for this meeting.", kept="Nothing was changed.")
    return found


def _guest(agenda: Agenda, proposal_id: int) -> Guest:
    """The guest, kept from others until we are done. Raises Conflict when the table has not decided yet."""
    _check_coordinates(agenda)
    proposal = _proposal(agenda, proposal_id)
    guest = Guest.objects.select_for_update().filter(proposal=proposal).first()
    if guest is None:
        raise Conflict(f"{proposal.name} is not admitted yet.", kept="Nothing was changed.")
    return guest


def _check_step(guest: Guest, state: GuestState) -> None:
    now = GuestState(guest.state)
    if state not in GUEST_TRANSITIONS[now]:
        raise Conflict(f"The guest is {now.label.lower()}; that cannot be said now.", kept="Nothing was changed.")


def _check_coordinates(agenda: Agenda) -> None:
    decision = decide(agenda.standing, Verb.WRITE, Category.MEETING, agenda.row)
    if not decision:
        raise Refused(f"{_COORDINATOR_ADMITS} {decision.why}", kept="Nothing was changed.")


def _check_speaks(agenda: Agenda) -> None:
    decision = decide(agenda.standing, Verb.WRITE, Category.ROOM, agenda.row)
    if not decision:
        raise Refused(f"{_SEATS_SAY} {decision.why}", kept="Nothing was changed.")


def _changed(rows: int, otherwise: str) -> None:
    if not rows:
        raise NotInScope(otherwise, kept="Nothing was changed.")


def _act(action: str, agenda: Agenda, youth: int | None = None, **detail: int) -> Act:
    return Act(action, "meeting", subject=agenda.held_on.isoformat(), youth=youth, table=agenda.table, detail=detail)
