"""What counties enter for the report to the Legislature (WIC 16524.10): who takes part, how many youths there are, what works and
what stands in the way. Rows are only added: of what a county has one of in a year, the newest counts."""

from django.db import models
from django.db.models import Q

from safetynet.governance.models import CodeField, County, Person
from safetynet.kernel.codes import ProgramEntryKind, ProgramTier, ProgramTopic

_FISCAL_YEAR = Q(fiscal_year__regex=r"^20[0-9]{2}-[0-9]{2}$")


class _CountyStatement(models.Model):
    """One county's statement about one fiscal year, by whom and when."""

    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.CharField("Fiscal year", max_length=7, help_text="July to June, as 2015-16")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.county}, {self.fiscal_year}"


class Participation(_CountyStatement):
    """How a county takes part in the CSEC Program in a fiscal year; "does not" takes back what was entered before."""

    tier = CodeField("How does the county take part?", ProgramTier)

    class Meta:
        constraints = (models.CheckConstraint(condition=_FISCAL_YEAR, name="participation_year"),)


class Denominator(_CountyStatement):
    """How many youths of 10 to 20 years received child-welfare services in the county in the year: what a rate is out of."""

    youths = models.PositiveIntegerField("Child-welfare youths of 10 to 20 years")
    source = models.CharField("Who says so?", max_length=200)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=_FISCAL_YEAR, name="denominator_year"),
            models.CheckConstraint(condition=Q(youths__gt=0), name="denominator_above_nought"),
            models.CheckConstraint(condition=~Q(source=""), name="denominator_has_a_source"),
        )


class ProgramEntry(_CountyStatement):
    """A service that is planned, a strategy or a barrier, in the county's words; it names no youth. It may replace an older one."""

    kind = CodeField("What is it?", ProgramEntryKind)
    topic = CodeField("What is it about?", ProgramTopic)
    words = models.CharField("In words", max_length=600)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=_FISCAL_YEAR, name="programentry_year"),
            models.CheckConstraint(condition=~Q(words=""), name="programentry_says_something"),
        )
