"""Which column of a county's workbook means what, kept under a name for the next time."""

from django.db import models

from safetynet.governance.models import Person, Table


class SavedMapping(models.Model):
    """A mapping a person has looked at and kept."""

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    content = models.JSONField()
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("table", "name"), name="mapping_name_once"),)

    def __str__(self) -> str:
        return self.name
