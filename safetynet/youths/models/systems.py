"""Child protection, child welfare, probation, 241.1, arrests and their charges."""

from django.db import models

from safetynet.governance.models import CodeField
from safetynet.kernel.codes import (
    ChargeGroup,
    ChildWelfareBasis,
    CourtForum,
    CpsDisposition,
    ProbationBasis,
    SystemStatus,
)
from safetynet.policy.vocabulary import Category

from .claim import Claim, RecordKind


class CpsReport(Claim):
    """A report to child protection and how it ended; together they show the pattern no single one does."""

    kind = RecordKind(
        Category.CPS, "Reports to child protection", "Add a report", begins="received_on",
        head=("allegation", "disposition"),
    )  # fmt: skip
    received_on = models.DateField("Received on")
    allegation = models.CharField("Allegation", max_length=200, blank=True)
    disposition = CodeField("Disposition", CpsDisposition, default=CpsDisposition.UNKNOWN)
    disposed_on = models.DateField("Disposed on", null=True, blank=True)


class ChildWelfareStatus(Claim):
    """Whether social services has or had the youth in its care."""

    kind = RecordKind(
        Category.CPS, "Social services", "Add social-services status", begins="begins", ends="ends",
        head=("status", "basis"), compared=("status",),
    )  # fmt: skip
    status = CodeField("Now or before?", SystemStatus)
    basis = CodeField("On which basis?", ChildWelfareBasis, blank=True)
    begins = models.DateField("Since", null=True, blank=True)
    ends = models.DateField("Until", null=True, blank=True)


class ProbationStatus(Claim):
    """Whether probation has or had the youth under supervision."""

    kind = RecordKind(
        Category.DELINQUENCY, "Probation", "Add probation status", begins="begins", ends="ends", head=("status", "basis"),
        compared=("status",),
    )  # fmt: skip
    status = CodeField("Now or before?", SystemStatus)
    basis = CodeField("On which basis?", ProbationBasis, blank=True)
    begins = models.DateField("Since", null=True, blank=True)
    ends = models.DateField("Until", null=True, blank=True)


class JointAssessment(Claim):
    """The 241.1 calendar: which system should have the youth (WIC 241.1)."""

    kind = RecordKind(
        Category.DELINQUENCY, "241.1 calendar", "Add a 241.1 hearing", begins="hearing_on", head=("on_calendar", "hearing_on"),
    )  # fmt: skip
    on_calendar = models.BooleanField("On the 241.1 calendar", default=True)
    hearing_on = models.DateField("Hearing on", null=True, blank=True)
    outcome = models.CharField("Outcome", max_length=200, blank=True)


class Arrest(Claim):
    """An arrest with its charges. What a minor was arrested for under 647(b) or 653.22 is history about a victim."""

    kind = RecordKind(
        Category.ARREST, "Arrests", "Add an arrest", begins="arrested_on", head=("arrested_by", "forum"),
    )  # fmt: skip
    arrested_on = models.DateField("Arrested on", null=True, blank=True)
    arrested_by = models.CharField("Arresting agency", max_length=120)
    forum = CodeField("Court", CourtForum)


class Charge(Claim):
    """One charge of one arrest."""

    kind = RecordKind(Category.ARREST, "Charges", "Add a charge", head=("code",))
    arrest = models.ForeignKey(Arrest, on_delete=models.PROTECT, related_name="charges", verbose_name="Of which arrest?")
    code = models.CharField("Charge", max_length=80)
    charge_group = CodeField("Group", ChargeGroup)
    decriminalized_today = models.BooleanField("No offense of a minor today", default=False)
