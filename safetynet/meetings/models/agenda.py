"""The lines of an agenda and why each stands there."""

from django.db import models
from django.db.models import Q

from safetynet.governance.models import Agency, CodeField, Person, Table
from safetynet.kernel.codes import AgendaSection
from safetynet.policy.vocabulary import Category
from safetynet.youths.models import Youth

from .meeting import Meeting
from .states import JointState


class AgendaItem(models.Model):
    """A youth on an agenda. The youth has a number at the table already: from the referral, or from the county's workbook."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    youth = models.ForeignKey(Youth, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    carried_from = models.DateField(null=True, help_text="The meeting it was carried over from")
    carried_count = models.PositiveSmallIntegerField(default=0, help_text="How often it was carried over in a row")
    deferred_at = models.DateTimeField(null=True)
    deferred_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("meeting", "youth"), name="youth_once_on_an_agenda"),
            models.CheckConstraint(
                condition=Q(deferred_at__isnull=True, deferred_why="") | Q(deferred_at__isnull=False) & ~Q(deferred_why=""),
                name="deferred_with_a_reason",
            ),
        )
        ordering = ("meeting_id", "position")

    def __str__(self) -> str:
        return f"agenda item {self.pk}"

    @property
    def section(self) -> str:
        """The section under whose heading the line stands, as far as whoever asks may know it; empty where it is not told."""
        heading: AgendaHeading | None = getattr(self, "heading", None)
        return heading.section if heading else ""


class AgendaHeading(models.Model):
    """Under which heading of the agenda a line stands. That a youth is new is for every seat; every other heading tells custody,
    so it is shared like the placement (docs/adr/0007). It goes with its line, also where the remover may not read it: the key
    in the database says so."""

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="heading", db_constraint=False)
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    youth = models.ForeignKey(Youth, on_delete=models.PROTECT, related_name="+", db_index=False)
    category = CodeField(codes=Category)
    section = CodeField(codes=AgendaSection)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(section="NEW", category="MEETING") | ~Q(section="NEW") & Q(category="PLACEMENT"),
                name="custody_is_told_like_the_placement",
            ),
        )

    def __str__(self) -> str:
        return f"agenda heading {self.pk}"


class AgendaReason(models.Model):
    """Why a youth stands on an agenda: a code and a date, shared like the category it was read from."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="reasons")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    youth = models.ForeignKey(Youth, on_delete=models.PROTECT, related_name="+", db_index=False)
    category = CodeField(codes=Category)
    code = models.CharField(max_length=30)
    since = models.DateField(null=True)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("item", "code"), name="reason_once_per_line"),)

    def __str__(self) -> str:
        return f"agenda reason {self.pk}"


class Topic(models.Model):
    """Something of policy that the table discusses; it names no youth."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="topics")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    words = models.CharField("What is to be discussed?", max_length=300)
    raised_by = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField(default=0)
    conclusion = models.CharField("What did the table conclude?", max_length=1000, blank=True)

    class Meta:
        ordering = ("meeting_id", "position", "id")

    def __str__(self) -> str:
        return f"topic {self.pk}"


class JointItem(models.Model):
    """A youth whom this table and another county's want to discuss together. Each table has a row of its own (the database
    writes the other's). The own row names the line and its youth, and is behind the walls of that youth; that of the other table
    names no youth: its members read what a consent opens to them."""

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+")
    other_table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="joint")
    youth = models.ForeignKey(Youth, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    pair = models.UUIDField()
    outgoing = models.BooleanField(help_text="Whether this table proposed it")
    held_on = models.DateField()
    words = models.CharField("What should the other table know? Name no youth.", max_length=300, blank=True)
    state = CodeField(codes=JointState, default=JointState.PROPOSED)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    proposed_at = models.DateTimeField()
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("pair", "table"), name="joint_item_once_per_table"),
            models.CheckConstraint(condition=Q(outgoing=True) | Q(item__isnull=True), name="joint_item_of_another_names_no_youth"),
            models.CheckConstraint(
                condition=Q(item__isnull=True, youth__isnull=True) | Q(item__isnull=False, youth__isnull=False),
                name="joint_item_names_the_youth_of_its_line",
            ),
            models.CheckConstraint(condition=~Q(table=models.F("other_table")), name="joint_item_with_another_table"),
        )

    def __str__(self) -> str:
        return f"joint item {self.pk}"
