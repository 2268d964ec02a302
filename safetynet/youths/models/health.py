"""Health in three compartments that the law keeps apart: physical, mental, substance-use treatment."""

from django.db import models

from safetynet.governance.models import CodeField
from safetynet.kernel.codes import ServiceStatus
from safetynet.policy.vocabulary import Category

from .claim import Claim, RecordKind


class HealthNote(Claim):
    """Physical health (HIPAA, CMIA)."""

    kind = RecordKind(Category.HEALTH, "Physical health", "Add a health note", begins="noted_on", head=("topic",))
    topic = models.CharField("About what?", max_length=120)
    detail = models.TextField("What should be known?", max_length=2000, blank=True)
    noted_on = models.DateField("On which day?", null=True, blank=True)


class MentalHealthNote(Claim):
    """Mental health: linkage may be shown, content only by consent (WIC 5328, EC 1014). Psychotherapy notes never enter."""

    kind = RecordKind(
        Category.MENTAL_HEALTH,
        "Mental health",
        "Add a mental-health note",
        begins="noted_on",
        head=("topic", "linkage"),
    )
    topic = models.CharField("About what?", max_length=120)
    linkage = CodeField("Linked to care?", ServiceStatus, blank=True)
    detail = models.TextField("What should be known?", max_length=2000, blank=True)
    noted_on = models.DateField("On which day?", null=True, blank=True)


class SubstanceTreatment(Claim):
    """Records of a Part 2 program (42 CFR Part 2). What police, school or youth say of drug use is a risk factor, not this."""

    kind = RecordKind(
        Category.SUBSTANCE_TREATMENT, "Substance-use treatment", "Add treatment", begins="begins", ends="ends",
        head=("program", "status"),
    )  # fmt: skip
    program = models.CharField("Program", max_length=120)
    status = CodeField("How far?", ServiceStatus)
    begins = models.DateField("Since", null=True, blank=True)
    ends = models.DateField("Until", null=True, blank=True)
