"""The safety plan, the adults the youth trusts, and the questions somebody must answer."""

from django.db import models
from django.db.models import Q

from safetynet.governance.models import Agency, CodeField
from safetynet.kernel.codes import FollowUpStatus
from safetynet.policy.vocabulary import Category

from .claim import Claim, RecordKind


class SafetyPlan(Claim):
    """What was agreed to keep the youth safe."""

    kind = RecordKind(
        Category.SAFETY_PLAN, "Safety plan", "Add a safety plan", begins="agreed_on", ends="review_on", head=("steps",),
        single=True,
    )  # fmt: skip
    concerns = models.TextField("What are the safety concerns?", max_length=2000, blank=True)
    steps = models.TextField("What was agreed?", max_length=4000)
    stay_away = models.CharField("Where is it not safe to go?", max_length=300, blank=True)
    youth_said = models.CharField("What does the youth want?", max_length=400, blank=True)
    agreed_on = models.DateField("Agreed on", null=True, blank=True)
    review_on = models.DateField("Review by", null=True, blank=True)


class TrustedAdult(Claim):
    """An adult the youth lets in."""

    kind = RecordKind(Category.SAFETY_PLAN, "Trusted adults", "Add a trusted adult", head=("name", "relation", "phone"))
    name = models.CharField("Name", max_length=120)
    relation = models.CharField("Who is it to the youth?", max_length=120, blank=True)
    phone = models.CharField("Phone", max_length=40, blank=True)
    safe_contact = models.CharField("How is it safe to reach them?", max_length=200, blank=True)


class FollowUp(Claim):
    """A question or action that somebody owns."""

    kind = RecordKind(
        Category.SAFETY_PLAN, "Questions and follow-up", "Ask a question", begins="asked_on", ends="due_on",
        head=("question", "status"),
    )  # fmt: skip
    question = models.CharField("What is asked?", max_length=400)
    asked_of = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="Who should answer?",
    )
    asked_on = models.DateField("Asked on", null=True, blank=True)
    due_on = models.DateField("Due by", null=True, blank=True)
    status = CodeField("Status", FollowUpStatus, default=FollowUpStatus.OPEN)
    answer = models.CharField("Answer", max_length=400, blank=True)

    class Meta(Claim.Meta):
        indexes = (
            *Claim.Meta.indexes,
            models.Index(fields=("table", "due_on"), name="followup_open", condition=Q(superseded_at__isnull=True, status="OPEN")),
            models.Index(fields=("asked_of",), name="followup_asked", condition=Q(superseded_at__isnull=True, status="OPEN")),
        )
