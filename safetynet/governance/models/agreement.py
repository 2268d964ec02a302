"""What must be signed before anything is shared: the agency's memorandum, the person's agreement."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from safetynet.policy.vocabulary import Category

from .agency import Agency, Table
from .fields import CodeField
from .person import DateRange, Person


class Memorandum(models.Model):
    """An agency's memorandum of understanding (MOU) with a table: which categories, from when to when.

    ``signatory`` signed for the agency, and is of it (a foreign key over both columns): what the agency lets become
    overdue is told to that person.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memoranda")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="memoranda")
    categories = ArrayField(CodeField(codes=Category))
    signed_on = models.DateField()
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True)
    signatory = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signed_memoranda",
        help_text="Who signed for the agency",
    )

    class Meta:
        verbose_name_plural = "memoranda"
        constraints = (
            models.CheckConstraint(condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")), name="memorandum_period"),
            ExclusionConstraint(
                name="one_memorandum_at_a_time",
                expressions=[
                    ("agency", RangeOperators.EQUAL),
                    ("table", RangeOperators.EQUAL),
                    (DateRange("begins", "ends"), RangeOperators.OVERLAPS),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"memorandum {self.pk}"


class Agreement(models.Model):
    """A person's confidentiality agreement with a table, in one version, until it expires (S2, 7.4)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="agreements")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="agreements")
    version = models.CharField(max_length=20)
    signed_on = models.DateField()
    expires_on = models.DateField(help_text="Last day on which it counts")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(expires_on__gte=F("signed_on")), name="agreement_period"),
            models.UniqueConstraint(fields=("person", "table", "version", "signed_on"), name="agreement_once_a_day"),
        )

    def __str__(self) -> str:
        return f"agreement {self.pk}"
