"""De-identified tables that were released; the statistics to come fill them."""

from django.db import models

from safetynet.governance.models import County


class ReleasedTable(models.Model):
    """A table without names, suppressed and approved, that every reader of reports may see."""

    county = models.ForeignKey(County, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    method = models.TextField()
    body = models.JSONField()
    released_on = models.DateField()

    def __str__(self) -> str:
        return self.title
