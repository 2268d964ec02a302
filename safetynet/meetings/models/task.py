"""Follow-ups: questions to answer and steps to take, each owned by a place at the table."""

from django.db import models
from django.db.models import Q

from safetynet.governance.models import Agency, CodeField, Person, Table
from safetynet.kernel.codes import TaskKind
from safetynet.youths.models import FollowUp, Youth

from .meeting import Meeting
from .plans import PlanStep
from .states import TaskState


class Task(models.Model):
    """Something that a place at the table owes. The place outlives its holder, so staff that changes inherits it. What is
    overdue is worked out from its day, never stored."""

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", editable=False)
    youth = models.ForeignKey(Youth, on_delete=models.PROTECT, related_name="+", editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="tasks", editable=False)
    kind = CodeField("What sort is it?", TaskKind, default=TaskKind.FOLLOW_UP)
    what = models.CharField("What is asked?", max_length=400)
    owner_place = models.BigIntegerField("Who should answer?", db_index=True)
    owner_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", editable=False)
    due_on = models.DateField("By when?")
    state = CodeField(codes=TaskState, default=TaskState.OPEN, editable=False)
    answer = models.CharField("Answer", max_length=1000, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False)
    asked_by_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False)
    asked_at = models.DateTimeField(editable=False)
    step = models.OneToOneField(PlanStep, on_delete=models.SET_NULL, null=True, related_name="task", editable=False)
    question = models.OneToOneField(
        FollowUp, on_delete=models.PROTECT, null=True, related_name="+", editable=False,
        help_text="The question of the youth's file that it takes up",
    )  # fmt: skip
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="DONE") | Q(answered_at__isnull=False, answered_by__isnull=False), name="done_by_somebody"
            ),
        )
        indexes = (models.Index(fields=("table", "due_on"), name="task_open", condition=Q(state__in=("OPEN", "BLOCKED"))),)

    def __str__(self) -> str:
        return f"follow-up {self.pk}"
