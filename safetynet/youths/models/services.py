"""Services, benefits, and what became of it."""

from django.db import models

from safetynet.governance.models import CodeField
from safetynet.kernel.codes import BenefitKind, NoServiceReason, OutcomeKind, ServiceStatus, ServiceType
from safetynet.policy.vocabulary import Category

from .claim import Claim, RecordKind


class ServiceLink(Claim):
    """A referral to a service and how far it came."""

    kind = RecordKind(
        Category.SERVICES, "Services", "Add a service", begins="begins", ends="ends", head=("provider", "status"),
    )  # fmt: skip
    provider = models.CharField("Provider", max_length=80)
    service_type = CodeField("What kind?", ServiceType, blank=True)
    status = CodeField("How far?", ServiceStatus)
    begins = models.DateField("Referred on", null=True, blank=True)
    ends = models.DateField("Ended on", null=True, blank=True)


class NoService(Claim):
    """Why the youth has no service (study rule R14)."""

    kind = RecordKind(Category.SERVICES, "No service", "Say why there is no service", single=True, head=("why",))
    why = CodeField("Why is there none?", NoServiceReason)


class Benefit(Claim):
    """A benefit the youth has or was linked to."""

    kind = RecordKind(Category.SERVICES, "Benefits", "Add a benefit", begins="begins", head=("benefit", "status"))
    benefit = CodeField("Benefit", BenefitKind)
    status = CodeField("How far?", ServiceStatus)
    begins = models.DateField("Since", null=True, blank=True)


class Outcome(Claim):
    """What became of it."""

    kind = RecordKind(Category.SERVICES, "Outcomes", "Add an outcome", begins="happened_on", head=("outcome",))
    outcome = CodeField("What happened?", OutcomeKind)
    happened_on = models.DateField("On which day?")
    remark = models.CharField("Remark", max_length=300, blank=True)
