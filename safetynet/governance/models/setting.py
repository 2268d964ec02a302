"""What a county has set differently from the house's default."""

from django.db import models

from .agency import County


class CountySetting(models.Model):
    """One setting of one county with the source of the rule; the defaults stand in ``governance.rules``."""

    county = models.ForeignKey(County, on_delete=models.CASCADE, related_name="settings")
    key = models.CharField(max_length=60)
    value = models.CharField(max_length=200)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("county", "key"), name="setting_once_per_county"),)

    def __str__(self) -> str:
        return f"{self.key}={self.value}"
