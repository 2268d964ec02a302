"""A workbook on its way into the record: its rows, their faults, what waits for a person, what is loaded."""

from django.db import models

from safetynet.governance.models import CodeField, Person, Table
from safetynet.kernel.codes.base import Codes
from safetynet.policy.vocabulary import Category
from safetynet.youths.models import Youth


class WorkbookState(Codes):
    """How far a workbook has come."""

    READ = "READ", "Read, waiting for its mapping"
    LOADING = "LOADING", "Being loaded"
    DONE = "DONE", "Loaded"
    CANCELED = "CANCELED", "Stopped"


class Workbook(models.Model):
    """One file handed in. Its rows wait here, not in a file; they are taken away once they are loaded.

    The same file handed in again is the same workbook: it is read again and loaded again, which changes nothing that is
    loaded already.
    """

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file")
    mapping = models.JSONField(default=dict)
    state = CodeField(codes=WorkbookState, default=WorkbookState.READ)
    received_at = models.DateTimeField(auto_now_add=True)
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    finished_at = models.DateTimeField(null=True)
    tally = models.JSONField(default=dict, help_text="Counts of what was done; never a value from a row")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("table", "digest"), name="workbook_file_once"),)

    def __str__(self) -> str:
        return self.file_name


class SheetRow(models.Model):
    """A row still to be loaded: the texts of its cells from column A on. Once the mapping is accepted ``kind`` says what
    it is, ``unit`` to which youth or meeting it belongs, ``key`` which youth it names, ``turn`` when it is loaded (rows of
    one turn together)."""

    workbook = models.ForeignKey(Workbook, on_delete=models.CASCADE, related_name="rows")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    sheet = models.CharField(max_length=60)
    row_number = models.PositiveIntegerField()
    values = models.JSONField()
    kind = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=200, blank=True)
    turn = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("workbook", "sheet", "row_number"), name="sheet_row_once"),)
        indexes = (models.Index(fields=("workbook", "turn"), name="sheet_row_turn"),)

    def __str__(self) -> str:
        return f"row {self.row_number}"


class HeldRow(models.Model):
    """A row that could not be loaded whole; it waits until a person mends it or sets it aside.

    ``values`` are its cells by header, as they stand in the file. With ``waits_for`` the row itself was loaded, and only
    these cells wait for somebody whose role may write that category. ``unit`` is the key of the youth it names (or the day
    of the meeting), ``digest`` tells the same row in a later file.
    """

    workbook = models.ForeignKey(Workbook, on_delete=models.PROTECT, related_name="held")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    sheet = models.CharField(max_length=60)
    row_number = models.PositiveIntegerField()
    values = models.JSONField()
    kind = models.CharField(max_length=20)
    unit = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    waits_for = CodeField(codes=Category, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    settled_how = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("workbook", "sheet", "row_number", "waits_for"), name="held_row_once"),)
        indexes = (models.Index(fields=("table", "kind", "unit"), name="held_row_unit"),)

    def __str__(self) -> str:
        return f"held row {self.row_number}"


class WorkbookFault(models.Model):
    """One fault told to a person: where, what stood there, what was expected, what was done."""

    workbook = models.ForeignKey(Workbook, on_delete=models.CASCADE, related_name="faults")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    sheet = models.CharField(max_length=60)
    row_number = models.PositiveIntegerField()
    column = models.CharField(max_length=120)
    code = models.CharField(max_length=40)
    value = models.TextField()
    expected = models.CharField(max_length=300)
    done = models.CharField(max_length=300)
    holds = models.BooleanField(help_text="Whether the row waits for a person because of it")

    class Meta:
        indexes = (models.Index(fields=("workbook", "sheet", "row_number"), name="fault_of_row"),)

    def __str__(self) -> str:
        return f"{self.sheet} {self.row_number} {self.column}"


class LoadedRow(models.Model):
    """What was loaded of a youth's row, arrests or schools, so that a second run changes nothing.

    ``key`` is the client number as it is compared, ``digest`` a fingerprint of what was understood, ``workbook`` the file
    that said it last.
    """

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    sheet_kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    youth = models.ForeignKey(Youth, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    workbook = models.ForeignKey(Workbook, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("table", "sheet_kind", "key"), name="loaded_row_once"),)
        indexes = (models.Index(fields=("youth",), name="loaded_row_youth"),)

    def __str__(self) -> str:
        return f"loaded row {self.pk}"
