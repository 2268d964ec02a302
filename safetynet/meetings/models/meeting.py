"""A meeting of a table and who was there."""

from django.db import models
from django.db.models import Q

from safetynet.governance.models import Agency, CodeField, Person, Table
from safetynet.kernel.codes import MeetingKind

from .states import MeetingState


class Meeting(models.Model):
    """One weekly meeting. While it is open, members who are checked in read what their grant says for the agenda."""

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    begins_at = models.TimeField(default="10:00")
    minutes = models.PositiveSmallIntegerField(default=120)
    kind = CodeField(codes=MeetingKind, default=MeetingKind.WEEKLY)
    state = CodeField(codes=MeetingState, default=MeetingState.DRAFT)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    attendance_complete_at = models.DateTimeField(null=True, help_text="When the coordinator said that the roll is whole")
    read_back_at = models.DateTimeField(null=True, help_text="When the decisions were read back to the table")
    lines_changed_at = models.DateTimeField(
        null=True, editable=False, help_text="When a youth was last put on the agenda, taken off, deferred, or taken up again"
    )
    from_workbook = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("table", "held_on"), name="one_meeting_a_day"),
            models.CheckConstraint(
                condition=~Q(state="OPEN") | Q(opened_at__isnull=False, closed_at__isnull=True),
                name="open_meeting_opened",
            ),
        )
        ordering = ("-held_on",)

    def __str__(self) -> str:
        return f"meeting of {self.held_on}"


class Attendance(models.Model):
    """A person at a meeting. From a workbook only a name and an agency's name may be known."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=160)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    agency_name = models.CharField(max_length=120)
    level = CodeField(blank=True, default="", help_text="Level of the person on that day; empty where it is not known")
    checked_in_at = models.DateTimeField(null=True)
    checked_out_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "attendance"
        constraints = (
            models.UniqueConstraint(fields=("meeting", "person"), condition=Q(person__isnull=False), name="checked_in_once"),
            models.UniqueConstraint(fields=("meeting", "name", "agency_name"), condition=Q(person__isnull=True), name="named_once"),
        )

    def __str__(self) -> str:
        return f"attendance {self.pk}"


class Pulse(models.Model):
    """A counter for each meeting that the database moves with every change in its room; who looks on asks it, and nothing
    else, whether there is something new. It tells nothing about anybody."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="pulse", primary_key=True, db_constraint=False)
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    beat = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"pulse of {self.meeting_id}"
