"""People, the roles they hold, the seats they take."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from safetynet.policy.vocabulary import Role

from .agency import Agency, Table
from .fields import CodeField


class DateRange(Func):
    """``daterange(begins, ends, '[]')``: the days of a period, for constraints that forbid overlaps."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"


class Person(models.Model):
    """Somebody who works for an agency. Never a youth."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="people")
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80, blank=True)
    username = models.SlugField(max_length=60, unique=True, help_text="How commands and the sign-in page call the person")
    title = models.CharField(max_length=120, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="The day the person left; access ends with it")

    class Meta:
        ordering = ("given_name", "family_name")
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class RoleHolding(models.Model):
    """A person's column of the sharing matrix, for a period."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="role_holdings")
    role = CodeField(codes=Role)
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")), name="role_period"),
            ExclusionConstraint(
                name="role_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (DateRange("begins", "ends"), RangeOperators.OVERLAPS),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class Seat(models.Model):
    """A place at a table, held by one person for an agency."""

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="seats")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    chairs = models.BooleanField(default=False, help_text="Leads the meeting")
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")), name="seat_period"),
            ExclusionConstraint(
                name="one_seat_each_at_a_time",
                expressions=[
                    ("table", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (DateRange("begins", "ends"), RangeOperators.OVERLAPS),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"seat {self.pk}"
