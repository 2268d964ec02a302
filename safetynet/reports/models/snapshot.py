"""The register of cohort snapshots: which one, of which tables, by whom, when, what for, and its content's hash."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from safetynet.governance.models import Person


class Snapshot(models.Model):
    """A dated, immutable, de-identified extract. Its files lie in the instance's folder under its code; rows are only added."""

    content = models.CharField(max_length=64, help_text="SHA-256 over the hashes of its files")
    program = models.CharField(max_length=80, help_text="The version of the program that made it")
    day = models.DateField(help_text="The day of the record it shows")
    tables = ArrayField(models.BigIntegerField(), help_text="Whose youths are in it")
    youths = models.PositiveIntegerField()
    rows = models.PositiveBigIntegerField()
    purpose = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(purpose=""), name="snapshot_says_what_for"),)
        indexes = (models.Index(fields=("-made_at",), name="snapshot_newest"),)

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The beginning of the content's hash; printed beside every number, and the name of the folder of its files."""
        return self.content[:12]
