"""Composing an agenda and changing it by hand. The coordinator's role writes; the database refuses everybody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

from django.db import DatabaseError

from safetynet.audit.acts import Act
from safetynet.kernel import clock
from safetynet.kernel.codes import AgendaSection
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.kernel.identifiers import PersonId, TableId
from safetynet.meetings.models import TRANSITIONS, AgendaItem, AgendaReason, Meeting, MeetingState
from safetynet.meetings.rules.compose import SECTION_ORDER, Candidate, Proposal, Reason, ReasonCode
from safetynet.policy.door import Door
from safetynet.youths.models import Youth

_NOT_YOURS = "Only the table's coordinator prepares its agenda."


def compose_agenda(
    *, door: Door, table: TableId, day: date, begins_at: str, minutes: int, proposal: Proposal, by: PersonId
) -> Meeting:
    """Make the meeting of that day, if it is not there yet, with the proposal's lines.

    A meeting that has lines already keeps them; the proposal then adds nothing. Raises Refused without the right.
    """
    with door.opened(), in_words():
        meeting, made = Meeting.objects.get_or_create(
            table_id=table, held_on=day, defaults={"begins_at": begins_at, "minutes": minutes, "created_by_id": by}
        )
        if made or not meeting.items.exists():
            _check_open_to_change(meeting)
            _insert(meeting, proposal)
        door.note(_act("compose", meeting, youths=len(proposal.lines)))
    return meeting


def add_youth(*, door: Door, meeting_id: int, number: str, proposed: Candidate | None = None) -> AgendaItem:
    """Put a youth on the agenda by hand, at the end of its section; with the reasons and into the section for which it was
    ``proposed``, if it was. Raises Conflict when the youth stands there."""
    with door.opened(), in_words():
        meeting = _changeable(meeting_id)
        youth = Youth.objects.filter(number=number, table_id=meeting.table_id).first()
        if youth is None:
            raise NotInScope(f"There is no youth {number} at this table.", next="Look for the name and use the number.")
        if meeting.items.filter(youth=youth).exists():
            raise Conflict(f"{number} is on this agenda already.", kept="Nothing was changed.")
        by_hand = Candidate(youth.pk, number, number, (Reason(ReasonCode.ADDED),))
        candidate = replace(proposed, youth=youth.pk) if proposed else by_hand
        last = max((item.position for item in meeting.items.all()), default=0)
        item = _insert_line(meeting, candidate, last + 1)
        _renumber(meeting)
        door.note(_act("add to", meeting, youth=youth))
    return item


def remove_item(*, door: Door, meeting_id: int, item_id: int) -> None:
    """Take a line off the agenda. Raises NotInScope when it is not there."""
    with door.opened(), in_words():
        meeting = _changeable(meeting_id)
        item = _item(meeting, item_id)
        youth = item.youth
        item.delete()
        _renumber(meeting)
        door.note(_act("take off", meeting, youth=youth))


def move_item(*, door: Door, meeting_id: int, item_id: int, steps: int) -> None:
    """Move a line up (negative) or down by whole places within its section."""
    with door.opened(), in_words():
        meeting = _changeable(meeting_id)
        moved = _item(meeting, item_id)
        section = [item for item in meeting.items.order_by("position", "id") if item.section == moved.section]
        place = next(index for index, item in enumerate(section) if item.pk == moved.pk)
        target = min(max(place + steps, 0), len(section) - 1)
        section.insert(target, section.pop(place))
        for position, item in zip(sorted(item.position for item in section), section, strict=True):
            AgendaItem.objects.filter(pk=item.pk).update(position=position)
        door.note(_act("reorder", meeting, youth=moved.youth))


def set_section(*, door: Door, meeting_id: int, item_id: int, section: AgendaSection) -> None:
    """Put a line into another section of the agenda."""
    with door.opened(), in_words():
        meeting = _changeable(meeting_id)
        item = _item(meeting, item_id)
        item.section = section.value
        item.save(update_fields=["section"])
        _renumber(meeting)
        door.note(_act("reorder", meeting, youth=item.youth))


def carry_over(*, door: Door, meeting_id: int, item_id: int) -> Meeting:
    """Take a line to the table's next weekly meeting, which is made as a draft if it is not there yet."""
    with door.opened(), in_words():
        meeting = Meeting.objects.filter(pk=meeting_id).first()
        if meeting is None:
            raise NotInScope("There is no such meeting at your table.")
        item = _item(meeting, item_id)
        following, _ = Meeting.objects.get_or_create(
            table_id=meeting.table_id, held_on=meeting.held_on + timedelta(days=7),
            defaults={"begins_at": meeting.begins_at, "minutes": meeting.minutes, "created_by_id": meeting.created_by_id},
        )  # fmt: skip
        _check_open_to_change(following)
        if not following.items.filter(youth_id=item.youth_id).exists():
            reason = Reason(ReasonCode.CARRIED_OVER, meeting.held_on)
            candidate = Candidate(item.youth_id, item.youth.number, "", (reason,))
            last = max((other.position for other in following.items.all()), default=0)
            carried = _insert_line(following, candidate, last + 1)
            carried.section, carried.carried_from = item.section, meeting.held_on
            carried.save(update_fields=["section", "carried_from"])
            _renumber(following)
        if meeting.state in (MeetingState.DRAFT, MeetingState.PUBLISHED):
            youth = item.youth
            item.delete()
            _renumber(meeting)
        else:
            youth = item.youth
        door.note(_act("carry over", meeting, youth=youth))
    return following


def publish(*, door: Door, meeting_id: int) -> Meeting:
    """The agenda stands; members may be given their copies."""
    return change_state(door, meeting_id, MeetingState.PUBLISHED, "publish")


def take_back(*, door: Door, meeting_id: int) -> Meeting:
    """Back to preparing."""
    return change_state(door, meeting_id, MeetingState.DRAFT, "take back")


def change_state(door: Door, meeting_id: int, state: MeetingState, action: str) -> Meeting:
    """Bring a meeting into another state. Raises Conflict when it cannot go there from where it is."""
    with door.opened(), in_words():
        meeting = access_locked(meeting_id)
        if state not in TRANSITIONS[MeetingState(meeting.state)]:
            now = MeetingState.label_of(meeting.state).lower()
            raise Conflict(f"This meeting is {now}; that cannot be done with it now.", kept="Nothing was changed.")
        meeting.state = state.value
        _stamp(meeting, state)
        meeting.save()
        door.note(_act(action, meeting))
    return meeting


def _stamp(meeting: Meeting, state: MeetingState) -> None:
    now = clock.now()
    if state is MeetingState.OPEN:
        meeting.opened_at = now
    elif state is MeetingState.CLOSED:
        meeting.closed_at = now


def _changeable(meeting_id: int) -> Meeting:
    meeting = access_locked(meeting_id)
    _check_open_to_change(meeting)
    return meeting


def access_locked(meeting_id: int) -> Meeting:
    """The meeting, kept from others until we are done. The database locks only what one may change: who reads it and may
    not is told so, who may not know of it finds nothing."""
    meeting = Meeting.objects.select_for_update().filter(pk=meeting_id).first()
    if meeting is not None:
        return meeting
    if Meeting.objects.filter(pk=meeting_id).exists():
        raise Refused(_NOT_YOURS, kept="Nothing was changed.")
    raise NotInScope("There is no such meeting at your table.")


def _check_open_to_change(meeting: Meeting) -> None:
    if meeting.state == MeetingState.CLOSED:
        raise Conflict("This meeting is closed; its agenda stays as it was.", kept="Nothing was changed.")


def _item(meeting: Meeting, item_id: int) -> AgendaItem:
    item = AgendaItem.objects.select_related("youth").filter(pk=item_id, meeting=meeting).first()
    if item is None:
        raise NotInScope("This line is not on the agenda any more.", kept="Nothing was changed.")
    return item


def _insert(meeting: Meeting, proposal: Proposal) -> None:
    for position, candidate in enumerate(proposal.lines, start=1):
        _insert_line(meeting, candidate, position)


def _insert_line(meeting: Meeting, candidate: Candidate, position: int) -> AgendaItem:
    item = AgendaItem.objects.create(
        meeting=meeting, table_id=meeting.table_id, youth_id=candidate.youth, section=candidate.section.value, position=position
    )
    AgendaReason.objects.bulk_create(
        AgendaReason(
            item=item, table_id=meeting.table_id, youth_id=candidate.youth, category=reason.category.value,
            code=reason.code.value, since=reason.since, words=reason.words,
        )
        for reason in candidate.reasons
    )  # fmt: skip
    return item


def _renumber(meeting: Meeting) -> None:
    """Sections in the printed order, positions 1, 2, 3 ..."""
    order = {section.value: place for place, section in enumerate(SECTION_ORDER)}
    items = sorted(meeting.items.all(), key=lambda item: (order[item.section], item.position, item.pk))
    for position, item in enumerate(items, start=1):
        if item.position != position:
            AgendaItem.objects.filter(pk=item.pk).update(position=position)


@contextmanager
def in_words(not_yours: str = _NOT_YOURS) -> Iterator[None]:
    """A refusal of the database in words; without others, it means that the person is not the table's coordinator."""
    try:
        yield
    except Fault:
        raise
    except DatabaseError as error:
        code = getattr(error.__cause__, "sqlstate", "")
        if code == "SN409":
            raise Conflict("Somebody changed this meeting at the same moment.", kept="Nothing was changed.") from error
        if code == "42501":
            raise Refused(not_yours, kept="Nothing was changed.") from error
        raise


def _act(action: str, meeting: Meeting, youth: Youth | None = None, **detail: int) -> Act:
    return Act(
        action, "agenda", subject=meeting.held_on.isoformat(), youth=youth.pk if youth else None, table=meeting.table_id,
        detail=detail,
    )  # fmt: skip
