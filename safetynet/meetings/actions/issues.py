"""The table's list of issues, and naming one while a youth is discussed. The coordinator keeps the list; any seat names an
issue, each in the own name, and takes back only what was named by the same person. The database sees to both."""

from functools import partial

from safetynet.audit.acts import Act
from safetynet.kernel import clock
from safetynet.kernel.faults import Conflict, NotInScope, Refused
from safetynet.kernel.identifiers import TableId, YouthId
from safetynet.meetings.models import IssueKind, IssueTag, Meeting, MeetingState
from safetynet.meetings.rules.issues import DEFAULT_ISSUES, checked_words
from safetynet.policy.door import Door

from . import refusals
from .refusals import NOTHING_CHANGED

_in_words = partial(
    refusals.in_words, moved="Issues are named while the meeting is open.", twice="Somebody said the same at the same moment."
)


def take_over_list(*, door: Door, table: TableId) -> int:
    """Begin the table's list with the one that comes with the house; how many issues it has now. Raises Conflict when the table
    has a list already."""
    with door.opened(), _in_words("Only the coordinator keeps the table's list of issues."):
        if IssueKind.objects.filter(table_id=table).exists():
            raise Conflict("This table has its own list already.", kept=NOTHING_CHANGED)
        made = IssueKind.objects.bulk_create(
            IssueKind(table_id=table, words=issue.words, is_need=issue.is_need) for issue in DEFAULT_ISSUES
        )
        door.note(Act("create", "issue list", table=table, detail={"issues": len(made)}))
    return len(made)


def add_issue(*, door: Door, table: TableId, words: str, is_need: bool) -> IssueKind:
    """Put an issue on the table's list, or one that was retired back on it. Raises Conflict when it stands there."""
    tidy = checked_words(words)
    with door.opened(), _in_words("Only the coordinator keeps the table's list of issues."):
        kind = IssueKind.objects.filter(table_id=table, words=tidy).first()
        if kind is None:
            kind = IssueKind.objects.create(table_id=table, words=tidy, is_need=is_need)
        elif kind.retired_at is None:
            raise Conflict(f"“{tidy}” is on the list already.", kept=NOTHING_CHANGED)
        elif not IssueKind.objects.filter(pk=kind.pk).update(retired_at=None, is_need=is_need):
            raise Refused("Only the coordinator keeps the table's list of issues.", kept=NOTHING_CHANGED)
        door.note(Act("create", "issue list", subject=tidy, table=table))
    return kind


def retire_issue(*, door: Door, table: TableId, kind_id: int) -> None:
    """Take an issue off the list; what was named so far still counts. Raises NotInScope when it does not stand there."""
    with door.opened(), _in_words("Only the coordinator keeps the table's list of issues."):
        kind = IssueKind.objects.filter(pk=kind_id, table_id=table, retired_at=None).first()
        if kind is None:
            raise NotInScope("This issue is not on your table's list.", kept=NOTHING_CHANGED)
        if not IssueKind.objects.filter(pk=kind.pk).update(retired_at=clock.now()):
            raise Refused("Only the coordinator keeps the table's list of issues.", kept=NOTHING_CHANGED)
        door.note(Act("withdraw", "issue list", subject=kind.words, table=table))


def tag(*, door: Door, meeting_id: int, youth: YouthId, kind: int) -> IssueTag:
    """Name an issue of a youth who is on the agenda of an open meeting. Naming it again changes nothing.

    Raises NotInScope for a meeting, youth or issue that the person may not know of, Conflict when the meeting is not open.
    """
    with door.opened(), _in_words("Only somebody with a seat at this table names an issue."):
        meeting = _open_meeting(meeting_id)
        if not meeting.items.filter(youth_id=youth, deferred_at=None).exists():
            raise NotInScope("This youth is not spoken of at this meeting.", kept=NOTHING_CHANGED)
        if not IssueKind.objects.filter(pk=kind, table_id=meeting.table_id, retired_at=None).exists():
            raise NotInScope("This issue is not on your table's list.", kept=NOTHING_CHANGED)
        named, _ = IssueTag.objects.get_or_create(
            meeting=meeting, youth_id=youth, kind_id=kind, said_by_id=door.reader.person, removed_at=None,
            defaults={"table_id": meeting.table_id, "said_at": clock.now()},
        )  # fmt: skip
        door.note(_act("create", meeting, youth, kind))
    return named


def untag(*, door: Door, meeting_id: int, youth: YouthId, kind: int) -> None:
    """Take back what oneself named. Raises NotInScope when it was not named by this person, Conflict when the meeting is over."""
    with door.opened(), _in_words("Each takes back what they named themselves."):
        meeting = _open_meeting(meeting_id)
        changed = IssueTag.objects.filter(
            meeting=meeting, youth_id=youth, kind_id=kind, said_by_id=door.reader.person, removed_at=None
        ).update(removed_at=clock.now())
        if not changed:
            raise NotInScope("You have not named this issue here; each takes back their own.", kept=NOTHING_CHANGED)
        door.note(_act("withdraw", meeting, youth, kind))


def _open_meeting(meeting_id: int) -> Meeting:
    meeting = Meeting.objects.filter(pk=meeting_id).first()
    if meeting is None:
        raise NotInScope("There is no such meeting at your table.")
    if meeting.state != MeetingState.OPEN:
        raise Conflict("Issues are named while the meeting is open.", kept=NOTHING_CHANGED)
    return meeting


def _act(action: str, meeting: Meeting, youth: YouthId, kind: int) -> Act:
    day = meeting.held_on.isoformat()
    return Act(action, "issue", subject=day, youth=youth, table=meeting.table_id, detail={"issue": kind})
