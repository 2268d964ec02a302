"""Topics of policy on an agenda: added, put in order, concluded. They name no youth. The coordinator writes them."""

from collections.abc import Mapping
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel.faults import NotInScope, Refused
from safetynet.meetings.models import Meeting, Topic
from safetynet.meetings.queries.agendas import Agenda
from safetynet.policy.door import Door
from safetynet.policy.rules import decide
from safetynet.policy.vocabulary import Category, Verb

from .agenda import check_open_to_change
from .refusals import in_words

_CLOSED = "This meeting is closed; its topics stay as they are."


def add_topic(*, door: Door, agenda: Agenda, values: Mapping[str, Any]) -> Topic:
    """Put a topic at the end: its ``words``, and which agency raised it. Raises Refused without the right, Conflict when the
    meeting is closed."""
    _check_keeps(agenda)
    with door.opened(), in_words(moved=_CLOSED):
        meeting = Meeting.objects.get(pk=agenda.meeting)
        check_open_to_change(meeting)
        last = max(meeting.topics.values_list("position", flat=True), default=0)
        topic = Topic.objects.create(
            meeting=meeting, table_id=agenda.table, words=values["words"], raised_by_id=values["raised_by"], position=last + 1
        )
        door.note(_act("add topic", agenda, topic))
    return topic


def change_topic(*, door: Door, agenda: Agenda, topic_id: int, values: Mapping[str, Any]) -> Topic:
    """Say a topic in other words. Raises NotInScope when it is not there, else as add_topic."""
    _check_keeps(agenda)
    with door.opened(), in_words(moved=_CLOSED):
        topic = _topic(agenda, topic_id)
        topic.words, topic.raised_by_id = values["words"], values["raised_by"]
        topic.save(update_fields=["words", "raised_by"])
        door.note(_act("change topic", agenda, topic))
    return topic


def conclude_topic(*, door: Door, agenda: Agenda, topic_id: int, conclusion: str) -> Topic:
    """What the table concluded, written while the meeting is not closed."""
    _check_keeps(agenda)
    with door.opened(), in_words(moved=_CLOSED):
        topic = _topic(agenda, topic_id)
        topic.conclusion = conclusion.strip()[:1000]
        topic.save(update_fields=["conclusion"])
        door.note(_act("conclude topic", agenda, topic))
    return topic


def move_topic(*, door: Door, agenda: Agenda, topic_id: int, steps: int) -> None:
    """Move a topic up (negative) or down by whole places."""
    _check_keeps(agenda)
    with door.opened(), in_words(moved=_CLOSED):
        moved = _topic(agenda, topic_id)
        topics = list(Topic.objects.filter(meeting_id=agenda.meeting).order_by("position", "id"))
        place = next(index for index, topic in enumerate(topics) if topic.pk == moved.pk)
        target = min(max(place + steps, 0), len(topics) - 1)
        topics.insert(target, topics.pop(place))
        for position, topic in enumerate(topics, start=1):
            if topic.position != position:
                Topic.objects.filter(pk=topic.pk).update(position=position)
        door.note(_act("reorder topics", agenda, moved))


def _topic(agenda: Agenda, topic_id: int) -> Topic:
    topic = Topic.objects.select_related("meeting").filter(pk=topic_id, meeting_id=agenda.meeting).first()
    if topic is None:
        raise NotInScope("This topic is not on the agenda.", kept="Nothing was changed.")
    check_open_to_change(topic.meeting)
    return topic


def _check_keeps(agenda: Agenda) -> None:
    decision = decide(agenda.standing, Verb.WRITE, Category.MEETING, agenda.row)
    if not decision:
        raise Refused(f"You may not change this agenda's topics. {decision.why}", kept="Nothing was changed.")


def _act(action: str, agenda: Agenda, topic: Topic) -> Act:
    return Act(action, "meeting", subject=agenda.held_on.isoformat(), table=agenda.table, detail={"topic": topic.pk})
