"""The youth: a number at a table. Every word about the youth is a claim of some agency."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from safetynet.governance.models import Agency, Person, Table


class Youth(models.Model):
    """A youth known to a table. The number is what people say aloud; the name is a claim like any other."""

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", editable=False)
    number = models.CharField(max_length=12, unique=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("id", "table"), name="youth_at_its_table"),)

    def __str__(self) -> str:
        return self.number


class Numbering(models.Model):
    """The last number given out at a table; only ``policy.next_youth_numbers`` touches it."""

    table = models.OneToOneField(Table, on_delete=models.PROTECT, related_name="+", primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"numbering of {self.table_id}"


class NameEntry(models.Model):
    """The access index: one row per name a youth is known by, in the form it is sorted and searched.

    The database writes it from the identity and alias claims; the web role only reads. ``primary`` marks the one
    name the youth stands under in a list.
    """

    youth = models.ForeignKey(Youth, on_delete=models.CASCADE, related_name="+", db_index=False)
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    shown = models.CharField(max_length=250)
    last = models.CharField(max_length=120, db_collation="C")
    first = models.CharField(max_length=120, db_collation="C")
    sound_last = models.CharField(max_length=8, db_collation="C")
    sound_first = models.CharField(max_length=8, db_collation="C")
    birth_date = models.DateField(null=True)
    primary = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=("table", "last", "first", "youth"), name="nameentry_sorted", condition=Q(primary=True)),
            models.Index(fields=("table", "last", "first"), name="nameentry_last"),
            models.Index(fields=("table", "first"), name="nameentry_first"),
            models.Index(fields=("table", "sound_last", "sound_first"), name="nameentry_sound"),
            models.Index(fields=("table", "birth_date"), name="nameentry_birth"),
            models.Index(fields=("youth",), name="nameentry_youth"),
            GinIndex(fields=("last",), name="nameentry_looks", opclasses=("gin_trgm_ops",)),
        )

    def __str__(self) -> str:
        return f"name entry {self.pk}"


class Served(models.Model):
    """Which agencies have a case for a youth, from when to when; the database writes it from the agency-case claims.

    Whether a case is open is asked each day, not when it was written: a case may be opened or closed for a day to come.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+", db_index=False)
    youth = models.ForeignKey(Youth, on_delete=models.CASCADE, related_name="+", db_index=False)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("agency", "youth"), name="served_by_agency"),
            models.Index(fields=("youth",), name="served_youth"),
        )

    def __str__(self) -> str:
        return f"served {self.pk}"


class PossibleDuplicate(models.Model):
    """Two youths whose identities look alike. Never merged by itself; a person says "not the same", and it stays said."""

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+")
    youth = models.ForeignKey(Youth, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Youth, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=200)
    found_at = models.DateTimeField(auto_now_add=True)
    different = models.BooleanField(default=False)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("youth", "other"), name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(youth__lt=models.F("other")), name="duplicate_pair_ordered"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="duplicate_decided_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"possible duplicate {self.pk}"
