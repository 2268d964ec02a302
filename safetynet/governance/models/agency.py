"""Counties, their tables, and the agencies around them."""

from django.db import models

from safetynet.kernel.codes import AgencyType

from .fields import CodeField


class County(models.Model):
    """One of California's 58 counties (reference data)."""

    fips = models.CharField(max_length=5, unique=True)
    state_code = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=40, unique=True)
    population = models.PositiveIntegerField(help_text="2020 Census")

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "counties"

    def __str__(self) -> str:
        return self.name


class Table(models.Model):
    """A county's team: the weekly meeting, its records and its members."""

    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="tables")
    name = models.CharField(max_length=80)
    meets_on = models.PositiveSmallIntegerField(default=1, help_text="Weekday of the meeting, Monday is 0")
    meets_at = models.TimeField(default="10:00")
    agreement_version = models.CharField(
        max_length=20, default="1", help_text="The confidentiality agreement that is current; older signatures lapse"
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("county", "name"), name="table_once_per_county"),)
        ordering = ("county_id", "name")

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """A body that sends people to a table or feeds the record. Without a county it works statewide."""

    county = models.ForeignKey(County, on_delete=models.PROTECT, null=True, blank=True, related_name="agencies")
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40)
    kind = CodeField(codes=AgencyType)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("county", "short_name"), name="agency_once_per_county"),)
        ordering = ("short_name",)
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.short_name
