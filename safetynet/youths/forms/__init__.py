"""The shape of what people type. Which fields a form has follows from the policy."""

from .claims import ClaimForm, WithdrawForm, make_claim_form
from .services import NewBenefitForm, NewServiceForm, ServiceStepForm
from .youth import NewYouthForm

__all__ = [
    "ClaimForm",
    "NewBenefitForm",
    "NewServiceForm",
    "NewYouthForm",
    "ServiceStepForm",
    "WithdrawForm",
    "make_claim_form",
]
