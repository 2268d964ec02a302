"""What happens in the room: whose turn it is, what agencies say, what somebody is still writing, which issues are named."""

from django.db import models
from django.db.models import Q

from safetynet.governance.models import Agency, CodeField, Person, Table
from safetynet.kernel.codes import StatementKind
from safetynet.policy.vocabulary import Category
from safetynet.youths.models import Youth

from .agenda import AgendaItem
from .meeting import Meeting


class Turn(models.Model):
    """From when to when a youth was the one the table spoke of. A new turn ends the one before; the database sees to it, and
    lets only the chair and the coordinator begin one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="turns")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="turns")
    youth = models.ForeignKey(Youth, on_delete=models.PROTECT, related_name="+", db_index=False)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("meeting",), condition=Q(ends_at__isnull=True), name="one_turn_at_a_time"),
            models.CheckConstraint(condition=Q(ends_at__isnull=True) | Q(ends_at__gte=models.F("begins_at")), name="turn_period"),
        )

    def __str__(self) -> str:
        return f"turn {self.pk}"


class Statement(models.Model):
    """A short statement of one agency about a youth, shared at a meeting, in a category that says with whom. Rows are only
    added; a later one supersedes it. After the meeting is closed it is an addendum, with the day it was taken down."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="statements", editable=False)
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="statements", editable=False)
    youth = models.ForeignKey(Youth, on_delete=models.PROTECT, related_name="+", editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False)
    shared_by = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name="Which agency shared it?"
    )
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False)
    kind = CodeField("What is said?", StatementKind, default=StatementKind.SAID)
    category = CodeField("What is it about?", Category)
    text = models.CharField("Statement", max_length=1000, blank=True)
    taken_on = models.DateField("Said on", help_text="The day it was taken down, for notes that were kept on paper")
    recorded_at = models.DateTimeField(editable=False)
    addendum = models.BooleanField(default=False, editable=False)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    superseded_at = models.DateTimeField(null=True, editable=False)
    withdrawn = models.BooleanField(default=False, editable=False)
    submission = models.UUIDField(null=True, editable=False, help_text="The form it came from; a form counts once")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(kind="SAID") | ~Q(text=""), name="statement_says_something"),
            models.UniqueConstraint(fields=("submission",), condition=Q(submission__isnull=False), name="statement_sent_once"),
        )
        ordering = ("recorded_at", "id")

    def __str__(self) -> str:
        return f"statement {self.pk}"


class Draft(models.Model):
    """What somebody is still writing at a meeting, kept as it is typed; nobody else reads it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="drafts")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    youth = models.ForeignKey(Youth, on_delete=models.PROTECT, related_name="+", db_index=False)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    form = models.CharField(max_length=30)
    words = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("said_by", "meeting", "youth", "form"), name="one_draft_of_a_form"),)

    def __str__(self) -> str:
        return f"draft {self.pk}"


class IssueKind(models.Model):
    """An issue that the table of a county watches for, in the words of its own list ('needed other housing')."""

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+")
    words = models.CharField("In words", max_length=120)
    is_need = models.BooleanField("Is it a need that some agency could meet?", default=False)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("table", "words"), name="issue_once_per_table"),)

    def __str__(self) -> str:
        return self.words


class IssueTag(models.Model):
    """Somebody at the table named an issue while a youth was discussed. Only counts of it ever leave the table."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="issue_tags")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    youth = models.ForeignKey(Youth, on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey(IssueKind, on_delete=models.PROTECT, related_name="+")
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    said_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "youth", "kind", "said_by"), condition=Q(removed_at__isnull=True), name="issue_named_once_each"
            ),
        )

    def __str__(self) -> str:
        return f"issue tag {self.pk}"
