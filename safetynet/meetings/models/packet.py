"""Numbered copies of the packet, each for one seat, given out and returned."""

from django.db import models
from django.db.models import Q

from safetynet.governance.models import Person, Seat, Table

from .meeting import Meeting


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
        )
        ordering = ("meeting_id", "copy_number")

    def __str__(self) -> str:
        return f"copy {self.copy_number}"
