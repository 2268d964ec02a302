"""What every record about a youth carries: who says so, since when, recorded when, and what it replaced."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from safetynet.governance.models import Agency, CodeField, Person, Table
from safetynet.kernel.codes import SourceType
from safetynet.policy.vocabulary import Category

from .youth import Youth


@dataclass(frozen=True, slots=True)
class RecordKind:
    """How one kind of claim is shared and shown.

    ``title`` is the question people ask; ``add`` what the button says; ``begins`` and ``ends`` name the date fields that
    put it on the timeline; ``head`` the fields of its one-line summary; ``single`` that one current claim per agency is
    the rule; ``compared`` the field whose differing values between agencies are a contradiction worth showing.
    """

    category: Category
    title: str
    add: str
    begins: str = ""
    ends: str = ""
    head: tuple[str, ...] = ()
    single: bool = False
    compared: tuple[str, ...] = ()


class Claim(models.Model):
    """One statement of one agency about one youth. Rows are only ever added; the database marks what they replace."""

    kind: ClassVar[RecordKind]

    youth = models.ForeignKey(Youth, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False)
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False)
    source_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False)
    source_type = CodeField("How do you know?", SourceType, default=SourceType.OWN_RECORD)
    source_note = models.CharField("Which document, or a remark", max_length=200, blank=True)
    observed_on = models.DateField("As of which day?", null=True, blank=True)
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    superseded_at = models.DateTimeField(null=True, editable=False)
    withdrawn = models.BooleanField(default=False, editable=False)
    reason = models.CharField("Why is it corrected?", max_length=300, blank=True, editable=False)
    batch = models.BigIntegerField(null=True, editable=False, help_text="The workbook it came from")
    submission = models.UUIDField(null=True, editable=False, help_text="The form it came from; a form counts once")

    class Meta:
        abstract = True
        indexes = (
            models.Index(fields=("youth",), name="%(class)s_now", condition=Q(superseded_at__isnull=True)),
            models.Index(fields=("table", "youth"), name="%(class)s_table"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True, withdrawn=False) | Q(supersedes__isnull=False) & ~Q(reason=""),
                name="%(class)s_says_why",
            ),
            models.UniqueConstraint(fields=("submission",), condition=Q(submission__isnull=False), name="%(class)s_sent_once"),
        )

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"

    @classmethod
    def said_fields(cls) -> tuple["models.Field[Any, Any]", ...]:
        """The fields that hold what is claimed, without the bookkeeping that every claim carries."""
        common = {field.name for field in Claim._meta.get_fields()} | {"id"}
        return tuple(field for field in cls._meta.concrete_fields if field.name not in common)
