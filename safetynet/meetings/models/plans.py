"""Plans the table agrees on, and its recommendations to the court."""

from django.db import models
from django.db.models import Q

from safetynet.governance.models import Agency, CodeField, Person, Table
from safetynet.kernel.codes import AftercareStep, PlanKind
from safetynet.youths.models import Youth

from .meeting import Meeting
from .states import PlanState, RecommendationState


class Plan(models.Model):
    """One version of a youth's safety plan or aftercare plan. While it is a draft everybody who may write it changes the same
    one, each change counted in ``revision``; agreed, it stays as it is until a later version replaces it."""

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", editable=False)
    youth = models.ForeignKey(Youth, on_delete=models.PROTECT, related_name="+", editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="plans", editable=False)
    kind = CodeField(codes=PlanKind, editable=False)
    version = models.PositiveSmallIntegerField(editable=False)
    state = CodeField(codes=PlanState, default=PlanState.DRAFT, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    concerns = models.TextField("What are the safety concerns?", max_length=2000, blank=True)
    safe_adults = models.TextField("Which adults are safe?", max_length=1000, blank=True)
    stay_away = models.CharField("Where is it not safe to go?", max_length=300, blank=True)
    youth_said = models.CharField("What did the youth say?", max_length=400, blank=True)
    returning_on = models.DateField("When does the youth come back?", null=True, blank=True)
    review_on = models.DateField("Review by", null=True, blank=True)
    agreed_on = models.DateField(null=True, editable=False)
    reopened_why = models.CharField("Why is the plan opened again?", max_length=300, blank=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False)
    created_at = models.DateTimeField(editable=False)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False)
    changed_at = models.DateTimeField(editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("youth", "kind", "version"), name="plan_version_once"),
            models.UniqueConstraint(fields=("youth", "kind"), condition=Q(state="DRAFT"), name="one_plan_being_written"),
            models.UniqueConstraint(fields=("youth", "kind"), condition=Q(state="AGREED"), name="one_plan_agreed"),
            models.CheckConstraint(
                condition=~Q(state__in=("AGREED", "REPLACED")) | Q(agreed_on__isnull=False, review_on__isnull=False),
                name="agreed_plan_has_its_days",
            ),
        )

    def __str__(self) -> str:
        return f"plan {self.pk}"


class PlanStep(models.Model):
    """What is done, by whom, by when. A step that a place at the table owns becomes a follow-up when the plan is agreed."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    youth = models.ForeignKey(Youth, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = CodeField(codes=AftercareStep, blank=True, default="")
    what = models.CharField("What is done?", max_length=300)
    who = models.CharField("Who does it, if nobody at the table?", max_length=120, blank=True)
    owner_place = models.BigIntegerField("Which place at the table owns it?", null=True, blank=True)
    due_on = models.DateField("By when?", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("plan_id", "position", "id")

    def __str__(self) -> str:
        return f"step {self.pk}"


class PlanAssent(models.Model):
    """An agency at the table agreed to a version of a plan."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="assents")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    youth = models.ForeignKey(Youth, on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    said_at = models.DateTimeField()
    revision = models.PositiveIntegerField(help_text="What the plan said when the agency agreed")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "agency", "revision"), name="one_assent_of_an_agency"),)

    def __str__(self) -> str:
        return f"assent {self.pk}"


class Recommendation(models.Model):
    """What the table recommends to the court for a hearing. It stands alone: what was only said at the table is not in it."""

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", editable=False)
    youth = models.ForeignKey(Youth, on_delete=models.PROTECT, related_name="+", editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="recommendations", editable=False)
    state = CodeField(codes=RecommendationState, default=RecommendationState.DRAFT, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    court = models.CharField("To which court or judge?", max_length=120)
    case_number = models.CharField("Case number at the court", max_length=40, blank=True)
    hearing_on = models.DateField("Hearing on")
    recommends = models.TextField("What does the table recommend?", max_length=1600)
    grounds = models.TextField("On what grounds? Only what may stand in a court's file.", max_length=1200, blank=True)
    adopted_on = models.DateField(null=True, editable=False)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False)
    created_at = models.DateTimeField(editable=False)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False)
    changed_at = models.DateTimeField(editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(state="ADOPTED") | Q(adopted_on__isnull=False), name="adopted_on_a_day"),
        )

    def __str__(self) -> str:
        return f"recommendation {self.pk}"
