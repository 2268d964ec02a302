"""Classification, the sixteen risk factors, screening results."""

from django.db import models
from django.db.models import Q

from safetynet.governance.models import CodeField
from safetynet.kernel.codes import Classification, RiskFactorKind, ScreeningLevel, ScreeningTool, YesNoUnknown
from safetynet.policy.vocabulary import Category

from .claim import Claim, RecordKind


class ClassificationAtTable(Claim):
    """CSEC identified or at risk, decided by whom and when; every count is split by it."""

    kind = RecordKind(
        Category.RISK, "Classification", "Add a classification", begins="decided_on", single=True, head=("classification",),
        compared=("classification",),
    )  # fmt: skip
    classification = CodeField("Classification", Classification)
    decided_on = models.DateField("Decided on", null=True, blank=True)


class RiskFactor(Claim):
    """One of the sixteen factors: yes, no or unknown. Silence is unknown, never no (study rule R13)."""

    kind = RecordKind(
        Category.RISK, "Risk factors", "Add a risk factor", begins="noted_on", head=("factor", "value"),
        compared=("value",),
    )  # fmt: skip
    factor = CodeField("Factor", RiskFactorKind)
    value = CodeField("Yes, no or unknown?", YesNoUnknown)
    noted_on = models.DateField("Noted on", null=True, blank=True)


class Screening(Claim):
    """A screening: tool, version, total, level. The items of a tool are its owner's and never enter."""

    kind = RecordKind(
        Category.SCREENING, "Screening", "Add a screening", begins="screened_on", head=("tool", "level"),
    )  # fmt: skip
    tool = CodeField("Tool", ScreeningTool)
    version = models.CharField("Version", max_length=20, blank=True)
    screened_on = models.DateField("Screened on")
    total = models.PositiveSmallIntegerField("Total", null=True, blank=True)
    level = CodeField("Level", ScreeningLevel)

    class Meta(Claim.Meta):
        constraints = (
            *Claim.Meta.constraints,
            models.CheckConstraint(condition=Q(total__isnull=True) | Q(total__lte=100), name="screening_total"),
        )
