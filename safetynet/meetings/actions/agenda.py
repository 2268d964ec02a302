"""Composing an agenda and changing it by hand. The coordinator's role writes; the database refuses everybody else."""

from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from safetynet.audit.acts import Act
from safetynet.kernel import clock
from safetynet.kernel.codes import WITHOUT_YOUTHS, AgendaSection, MeetingKind
from safetynet.kernel.faults import Conflict, NotInScope, Refused
from safetynet.kernel.identifiers import PersonId, TableId
from safetynet.meetings.models import TRANSITIONS, AgendaHeading, AgendaItem, AgendaReason, Meeting, MeetingState
from safetynet.meetings.rules.compose import MUST_COME_BACK, Candidate, Proposal, Reason, ReasonCode
from safetynet.meetings.rules.days import next_day_with_youths
from safetynet.policy.door import Door
from safetynet.youths.models import Youth

from .headings import category_of, place_of, put_under_headings, tells_custody
from .refusals import COORDINATOR_PREPARES, NOTHING_CHANGED, in_words
from .settings import number_set

_MUST_COME_BACK = sorted(code.value for code in MUST_COME_BACK)
_WHY_CARRIED = 120
_NOT_KEPT = (ReasonCode.CARRIED_OVER.value, ReasonCode.ADDED.value)
"""Reasons that a line which is carried over does not take along: how often it was is counted anew, and by whom it was added says
no more than that."""


def compose_agenda(
    *,
    door: Door,
    table: TableId,
    day: date,
    begins_at: str,
    minutes: int,
    proposal: Proposal,
    by: PersonId,
    kind: MeetingKind | None = None,
) -> Meeting:
    """Make the meeting of that day, if it is not there yet, with the proposal's lines.

    A meeting that has lines already keeps them; the proposal then adds nothing, unless all of them were only carried over to
    it. Raises Refused without the right and for a day too long ago, Conflict when that day's meeting is of another kind.
    """
    with door.opened(), in_words():
        meeting, made = Meeting.objects.get_or_create(
            table_id=table, held_on=day,
            defaults={
                "begins_at": begins_at, "minutes": minutes, "created_by_id": by, "kind": (kind or MeetingKind.WEEKLY).value,
            },
        )  # fmt: skip
        days = number_set(meeting.table, "paper_days") if made else 0
        if made and (clock.today() - day).days > days:
            raise Refused(
                f"A meeting more than {days} days ago cannot be prepared any more.", kept="Nothing was changed.",
                next="Notes of older meetings come in with the county's workbook.", title="Too long ago",
            )  # fmt: skip
        if kind is not None and meeting.kind != kind:
            there = MeetingKind.label_of(meeting.kind)
            raise Conflict(f"On that day there is a meeting of another kind already: {there}.", kept="Nothing was changed.")
        if made or not meeting.items.filter(carried_from__isnull=True).exists():
            check_open_to_change(meeting)
            _insert(meeting, proposal)
        door.note(_act("compose", meeting, youths=len(proposal.lines)))
    return meeting


def add_youth(*, door: Door, meeting_id: int, number: str, proposed: Candidate | None = None) -> AgendaItem:
    """Put a youth on the agenda by hand, at the end of its section; with the reasons and into the section for which it was
    ``proposed``, if it was. Raises Conflict when the youth stands there."""
    with door.opened(), in_words():
        meeting = _changeable(meeting_id)
        if meeting.kind in WITHOUT_YOUTHS:
            raise Conflict(f"{MeetingKind.label_of(meeting.kind)}: it speaks of no youth.", kept="Nothing was changed.")
        youth = Youth.objects.filter(number=number, table_id=meeting.table_id).first()
        if youth is None:
            raise NotInScope(f"There is no youth {number} at this table.", next="Look for the name and use the number.")
        if meeting.items.filter(youth=youth).exists():
            raise Conflict(f"{number} is on this agenda already.", kept="Nothing was changed.")
        by_hand = Candidate(youth.pk, number, number, (Reason(ReasonCode.ADDED),))
        candidate = replace(proposed, youth=youth.pk) if proposed else by_hand
        last = max((item.position for item in meeting.items.all()), default=0)
        item = _insert_line(meeting, candidate, last + 1)
        put_under_headings(meeting.table_id, [(item, candidate.section.value)])
        _renumber(meeting)
        door.note(_act("add to", meeting, youth=youth))
    return item


def remove_item(*, door: Door, meeting_id: int, item_id: int) -> None:
    """Take a line off the agenda. Raises NotInScope when it is not there, Conflict when it must come back: then it is deferred,
    with a reason."""
    with door.opened(), in_words():
        meeting = _changeable(meeting_id)
        item = _item(meeting, item_id)
        if item.reasons.filter(code__in=_MUST_COME_BACK).exists():
            raise Conflict(
                "This youth must come back, so the line is not just taken off.", kept="Nothing was changed.",
                next="Say why the table does not speak of the youth this time: defer it.",
            )  # fmt: skip
        youth = item.youth
        item.delete()
        _renumber(meeting)
        door.note(_act("take off", meeting, youth=youth))


def defer_item(*, door: Door, meeting_id: int, item_id: int, why: str) -> None:
    """The table does not speak of this youth this time, and says why; the youth is proposed again for the next meeting.

    Before the meeting and in session. Raises Refused without a reason or the right, Conflict when it is deferred already."""
    said = why.strip()
    if not said:
        raise Refused("Say why the line is deferred.", kept="Nothing was changed.")
    with door.opened(), in_words():
        meeting = _changeable(meeting_id)
        item = _item(meeting, item_id)
        if item.deferred_at is not None:
            raise Conflict("This line is deferred already.", kept="Nothing was changed.")
        item.deferred_at, item.deferred_why = clock.now(), said[:200]
        item.save(update_fields=["deferred_at", "deferred_why"])
        door.note(_act("defer", meeting, youth=item.youth))


def take_up_item(*, door: Door, meeting_id: int, item_id: int) -> None:
    """The table speaks of a deferred youth after all. Raises Conflict while a guest is there for whom it was deferred."""
    with door.opened(), in_words(moved="The line is not deferred any more, or it waits until no guest is in the room."):
        meeting = _changeable(meeting_id)
        item = _item(meeting, item_id)
        if item.deferred_at is None:
            raise Conflict("This line is not deferred.", kept="Nothing was changed.")
        item.deferred_at, item.deferred_why = None, ""
        item.save(update_fields=["deferred_at", "deferred_why"])
        door.note(_act("take up", meeting, youth=item.youth))


def move_item(*, door: Door, meeting_id: int, item_id: int, steps: int) -> None:
    """Move a line up (negative) or down by whole places within its section."""
    with door.opened(), in_words():
        meeting = _changeable(meeting_id)
        moved = _item(meeting, item_id)
        section = [item for item in _lines(meeting).order_by("position", "id") if item.section == moved.section]
        place = next(index for index, item in enumerate(section) if item.pk == moved.pk)
        target = min(max(place + steps, 0), len(section) - 1)
        section.insert(target, section.pop(place))
        for position, item in zip(sorted(item.position for item in section), section, strict=True):
            AgendaItem.objects.filter(pk=item.pk).update(position=position)
        door.note(_act("reorder", meeting, youth=moved.youth))


def set_section(*, door: Door, meeting_id: int, item_id: int, section: AgendaSection) -> None:
    """Put a line into another section of the agenda. Raises Refused where custody is not shared with whoever does it."""
    with door.opened(), in_words():
        meeting = _changeable(meeting_id)
        item = _item(meeting, item_id)
        if not tells_custody(meeting.table_id):
            raise Refused(
                "The sections tell custody, and your agency's memorandum does not share where youths stay.", kept=NOTHING_CHANGED
            )
        AgendaHeading.objects.update_or_create(
            item=item,
            defaults={
                "table_id": meeting.table_id, "youth_id": item.youth_id, "section": section.value,
                "category": category_of(section.value).value,
            },
        )  # fmt: skip
        _renumber(meeting)
        door.note(_act("reorder", meeting, youth=item.youth))


def carry_over(*, door: Door, meeting_id: int, item_id: int, why: str = "") -> Meeting:
    """Take a line to the table's next weekly meeting that speaks of youths, which is made as a draft if it is not there yet. The
    line says how often it was carried over and ``why``, and keeps the reasons for which it stood there.

    Raises Refused when a youth who must come back would be put off without saying why.
    """
    with door.opened(), in_words():
        meeting = Meeting.objects.filter(pk=meeting_id).first()
        if meeting is None:
            raise NotInScope("There is no such meeting at your table.")
        item = _item(meeting, item_id)
        if not why.strip() and item.reasons.filter(code__in=_MUST_COME_BACK).exists():
            raise Refused("This youth must come back: say why the table speaks of the youth later.", kept=NOTHING_CHANGED)
        following = _next_with_youths(meeting)
        check_open_to_change(following)
        if not following.items.filter(youth_id=item.youth_id).exists():
            _carry(item, meeting, following, " ".join(why.split())[:_WHY_CARRIED])
        youth = item.youth
        if meeting.state in (MeetingState.DRAFT, MeetingState.PUBLISHED):
            item.delete()
            _renumber(meeting)
        door.note(_act("carry over", meeting, youth=youth))
    return following


def undo_carry(*, door: Door, meeting_id: int, number: str) -> AgendaItem:
    """Take back that a youth was carried over from this meeting: the youth leaves the agenda of the later one and stands on this
    one again, for the reasons the line had. Returns the line here.

    Raises Conflict when nobody of that number was carried over from here, or when a meeting is closed.
    """
    with door.opened(), in_words():
        meeting = _changeable(meeting_id)
        item = (
            AgendaItem.objects.select_related("youth", "meeting")
            .filter(
                table_id=meeting.table_id, youth__number=number, carried_from=meeting.held_on, meeting__held_on__gt=meeting.held_on
            )
            .first()
        )
        if item is None:
            raise Conflict(f"{number} was not carried over from this meeting.", kept=NOTHING_CHANGED)
        check_open_to_change(item.meeting)
        back = meeting.items.filter(youth_id=item.youth_id).first() or _put_back(item, meeting)
        youth, following = item.youth, item.meeting
        item.delete()
        _renumber(following)
        door.note(_act("take back carrying over", meeting, youth=youth))
    return back


def _put_back(item: AgendaItem, former: Meeting) -> AgendaItem:
    """The line on the agenda from which it was carried, at the end of its section. How often it had been carried over before that
    is known, from which day is the meeting before; without a reason left, the coordinator has added it."""
    kept = [Reason(ReasonCode(reason.code), reason.since) for reason in item.reasons.exclude(code__in=_NOT_KEPT).order_by("pk")]
    before = Meeting.objects.filter(table_id=former.table_id, held_on__lt=former.held_on).order_by("-held_on").first()
    times = item.carried_count - 1
    again = times > 0 and before is not None
    if again and before is not None:
        kept.insert(0, Reason(ReasonCode.CARRIED_OVER, before.held_on, times))
    candidate = Candidate(item.youth_id, item.youth.number, "", tuple(kept) or (Reason(ReasonCode.ADDED),))
    last = max((other.position for other in former.items.all()), default=0)
    back = _insert_line(former, candidate, last + 1)
    put_under_headings(former.table_id, [(back, item.section)])
    if again and before is not None:
        back.carried_from, back.carried_count = before.held_on, times
    back.save(update_fields=["carried_from", "carried_count"])
    _renumber(former)
    return back


def _next_with_youths(meeting: Meeting) -> Meeting:
    """The table's meeting a week later; of weeks whose meeting speaks of no youth, the one after."""
    others = Meeting.objects.filter(table_id=meeting.table_id, held_on__gt=meeting.held_on, kind__in=WITHOUT_YOUTHS)
    day = next_day_with_youths(meeting.held_on, set(others.values_list("held_on", flat=True)))
    following, _ = Meeting.objects.get_or_create(
        table_id=meeting.table_id, held_on=day,
        defaults={"begins_at": meeting.begins_at, "minutes": meeting.minutes, "created_by_id": meeting.created_by_id},
    )  # fmt: skip
    return following


def _carry(item: AgendaItem, meeting: Meeting, following: Meeting, why: str) -> None:
    times = item.carried_count + 1
    kept = tuple(
        Reason(ReasonCode(reason.code), reason.since) for reason in item.reasons.exclude(code__in=_NOT_KEPT).order_by("pk")
    )
    reason = Reason(ReasonCode.CARRIED_OVER, meeting.held_on, times)
    candidate = Candidate(item.youth_id, item.youth.number, "", (reason, *kept))
    last = max((other.position for other in following.items.all()), default=0)
    carried = _insert_line(following, candidate, last + 1)
    carried.carried_from, carried.carried_count = meeting.held_on, times
    carried.save(update_fields=["carried_from", "carried_count"])
    put_under_headings(meeting.table_id, [(carried, item.section)])
    if why:
        carried.reasons.filter(code=ReasonCode.CARRIED_OVER.value).update(words=f"{reason.words}: {why}")
    _renumber(following)


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
    check_open_to_change(meeting)
    return meeting


def access_locked(meeting_id: int) -> Meeting:
    """The meeting, kept from others until we are done. The database locks only what one may change: who reads it and may
    not is told so, who may not know of it finds nothing."""
    meeting = Meeting.objects.select_for_update().filter(pk=meeting_id).first()
    if meeting is not None:
        return meeting
    if Meeting.objects.filter(pk=meeting_id).exists():
        raise Refused(COORDINATOR_PREPARES, kept=NOTHING_CHANGED)
    raise NotInScope("There is no such meeting at your table.")


def check_open_to_change(meeting: Meeting) -> None:
    """Raises Conflict when the meeting is closed."""
    if meeting.state == MeetingState.CLOSED:
        raise Conflict("This meeting is closed; its agenda stays as it was.", kept="Nothing was changed.")


def _item(meeting: Meeting, item_id: int) -> AgendaItem:
    item = _lines(meeting).select_related("youth").filter(pk=item_id).first()
    if item is None:
        raise NotInScope("This line is not on the agenda any more.", kept="Nothing was changed.")
    return item


def _lines(meeting: Meeting) -> QuerySet[AgendaItem]:
    """The lines of a meeting with their headings, where these are told."""
    return AgendaItem.objects.filter(meeting=meeting).select_related("heading")


def _insert(meeting: Meeting, proposal: Proposal) -> None:
    there = set(meeting.items.values_list("youth_id", flat=True))
    missing = [candidate for candidate in proposal.lines if candidate.youth not in there]
    lines = [_insert_line(meeting, candidate, position) for position, candidate in enumerate(missing, start=len(there) + 1)]
    put_under_headings(meeting.table_id, zip(lines, (candidate.section.value for candidate in missing), strict=True))
    if there:
        _renumber(meeting)


def _insert_line(meeting: Meeting, candidate: Candidate, position: int) -> AgendaItem:
    item = AgendaItem.objects.create(meeting=meeting, table_id=meeting.table_id, youth_id=candidate.youth, position=position)
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
    items = sorted(_lines(meeting), key=lambda item: (place_of(item), item.position, item.pk))
    for position, item in enumerate(items, start=1):
        if item.position != position:
            AgendaItem.objects.filter(pk=item.pk).update(position=position)


def _act(action: str, meeting: Meeting, youth: Youth | None = None, **detail: int) -> Act:
    return Act(
        action, "agenda", subject=meeting.held_on.isoformat(), youth=youth.pk if youth else None, table=meeting.table_id,
        detail=detail,
    )  # fmt: skip
