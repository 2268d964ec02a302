"""The shape of what people type. Which fields a form has follows from the policy."""

from .claims import ClaimForm, WithdrawForm, make_claim_form
from .youth import NewYouthForm

__all__ = ["ClaimForm", "NewYouthForm", "WithdrawForm", "make_claim_form"]
