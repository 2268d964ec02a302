"""Numbered copies of the packet, each for one seat, given out and returned."""

from django.db import models
from django.db.models import Q

from safetynet.governance.models import Person, Seat, Table

from .meeting import Meeting
from .states import CopyState


class PacketCopy(models.Model):
    """One numbered copy. A seat has at most one that is out; every copy is a disclosure of each youth in it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="copies")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    copy_number = models.PositiveSmallIntegerField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    witness_code = models.CharField(max_length=20, help_text="Short code of the audit log's heads, printed on the copy")
    youths = models.PositiveSmallIntegerField()
    returned_at = models.DateTimeField(null=True)
    returned_to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    replaced_at = models.DateTimeField(null=True, help_text="When a newer copy took its place")
    missing_at = models.DateTimeField(null=True, help_text="When it was found not to have come back")
    missing_said_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    explained_at = models.DateTimeField(null=True)
    explained_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    explanation = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name_plural = "packet copies"
        constraints = (
            models.UniqueConstraint(fields=("meeting", "copy_number"), name="copy_number_once"),
            models.UniqueConstraint(
                fields=("meeting", "seat"),
                condition=Q(returned_at__isnull=True, replaced_at__isnull=True),
                name="one_open_copy_per_seat",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True, returned_to__isnull=True)
                | Q(returned_at__isnull=False, returned_to__isnull=False),
                name="returned_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(missing_at__isnull=True, missing_said_by__isnull=True)
                | Q(missing_at__isnull=False, missing_said_by__isnull=False),
                name="missing_said_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(explained_at__isnull=True, explained_by__isnull=True, explanation="")
                | Q(explained_at__isnull=False, explained_by__isnull=False, missing_at__isnull=False) & ~Q(explanation=""),
                name="explained_by_somebody_in_words",
            ),
        )
        ordering = ("meeting_id", "copy_number")

    @property
    def state(self) -> CopyState:
        """Where it is."""
        return copy_state(
            returned=self.returned_at is not None, replaced=self.replaced_at is not None,
            missing=self.missing_at is not None, explained=self.explained_at is not None,
        )  # fmt: skip

    def __str__(self) -> str:
        return f"copy {self.copy_number}"


def copy_state(*, returned: bool, replaced: bool, missing: bool, explained: bool) -> CopyState:
    """Where a copy is, from which of its times are known: what happened last counts."""
    if returned:
        return CopyState.RETURNED
    if replaced:
        return CopyState.REPLACED
    if explained:
        return CopyState.EXPLAINED
    return CopyState.MISSING if missing else CopyState.OUT
