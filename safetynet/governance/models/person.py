"""People, the roles they hold, the seats they take, what they have learned."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from safetynet.kernel.codes import StaffLevel, TrainingCourse
from safetynet.policy.vocabulary import Role

from .agency import Agency, Table
from .fields import CodeField


class DateRange(Func):
    """``daterange(begins, ends, '[]')``: the days of a period, for constraints that forbid overlaps."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"


class Person(models.Model):
    """Somebody who works for an agency. Never a youth.

    ``supervisor`` is of the same agency (a foreign key over both columns says so); who it names may have left since.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="people")
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80, blank=True)
    username = models.SlugField(max_length=60, unique=True, help_text="How commands and the sign-in page call the person")
    title = models.CharField(max_length=120, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="The day the person left; access ends with it")
    level = CodeField(codes=StaffLevel, default=StaffLevel.LINE)
    supervisor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supervised", help_text="Of the same agency"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("id", "agency"), name="person_in_agency"),
            models.CheckConstraint(condition=~Q(supervisor=F("id")), name="nobody_supervises_oneself"),
        )
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


class Training(models.Model):
    """A course that a person has completed, and until when it counts (field facts A11, 3.10)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="trainings")
    course = CodeField(codes=TrainingCourse)
    completed_on = models.DateField()
    counts_until = models.DateField(help_text="Last day on which it counts")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(counts_until__gte=F("completed_on")), name="training_period"),
            models.UniqueConstraint(fields=("person", "course", "completed_on"), name="training_once_a_day"),
        )

    def __str__(self) -> str:
        return f"training {self.pk}"


class Seat(models.Model):
    """A place at a table, held by one person for an agency.

    ``place`` outlives the holder: it is the id of the first seat in the line of those who took the place over, one from
    the other. A new seat that names none begins a place of its own (a trigger says so); the seats of one place are of one
    table and one agency (a foreign key over the three columns), and it has one holder at a time.
    """

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="seats")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    chairs = models.BooleanField(default=False, help_text="Leads the meeting")
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True)
    place = models.BigIntegerField(editable=False, help_text="The same for everybody who took the place over; never changes")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")), name="seat_period"),
            models.UniqueConstraint(fields=("id", "table", "agency"), name="seat_at_table_for_agency"),
            ExclusionConstraint(
                name="one_holder_of_a_place_at_a_time",
                expressions=[
                    ("place", RangeOperators.EQUAL),
                    (DateRange("begins", "ends"), RangeOperators.OVERLAPS),
                ],
            ),
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
