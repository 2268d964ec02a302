"""Guests: proposed by name, admitted by the table, each seat may object; and the youths who wait until no guest is there."""

from django.db import models
from django.db.models import Q

from safetynet.governance.models import Agency, CodeField, Person, Table
from safetynet.youths.models import Youth

from .meeting import Meeting
from .states import GuestState


class GuestProposal(models.Model):
    """Somebody without a seat whom a member wants to bring to one meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="guest_proposals")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField("Who should come?", max_length=120)
    organization = models.CharField("From where?", max_length=120)
    why = models.CharField("Why should the table admit this guest?", max_length=300)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    said_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "name", "organization"), condition=Q(withdrawn_at__isnull=True), name="guest_proposed_once"
            ),
        )

    def __str__(self) -> str:
        return f"guest proposal {self.pk}"


class Objection(models.Model):
    """A member's objection to a guest. The reason is kept."""

    proposal = models.ForeignKey(GuestProposal, on_delete=models.PROTECT, related_name="objections")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    why = models.CharField("Why do you object?", max_length=300)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    said_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("proposal", "said_by"), condition=Q(withdrawn_at__isnull=True), name="one_objection_each"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="objection_says_why"),
        )

    def __str__(self) -> str:
        return f"objection {self.pk}"


class Guest(models.Model):
    """What the table decided about a proposed guest, the form the guest signed, and when the guest was in the room.

    The database admits nobody against whom as many members object as the county has set, and lets nobody in without a signed
    confidentiality form (S2).
    """

    proposal = models.OneToOneField(GuestProposal, on_delete=models.PROTECT, related_name="guest")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="guests")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = CodeField(codes=GuestState)
    why = models.CharField("Why?", max_length=300, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    decided_at = models.DateTimeField()
    form_signed_on = models.DateField("Confidentiality form signed on", null=True, blank=True)
    arrived_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=("PRESENT", "LEFT")) | Q(form_signed_on__isnull=False, arrived_at__isnull=False),
                name="guest_in_the_room_has_signed",
            ),
            models.CheckConstraint(condition=~Q(state="REFUSED") | ~Q(why=""), name="refused_guest_with_a_reason"),
        )

    def __str__(self) -> str:
        return f"guest {self.pk}"


class Reserve(models.Model):
    """A partner's mark on a youth of one agenda: not before guests. While a guest is in the room the item waits."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="reserves")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    youth = models.ForeignKey(Youth, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    said_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "youth", "said_by"), condition=Q(lifted_at__isnull=True), name="reserve_once_each"
            ),
        )

    def __str__(self) -> str:
        return f"reserve {self.pk}"
