"""Every write of the record: putting a youth on the register; adding, correcting and withdrawing claims."""

from .claims import Author, add_claim, add_claims, correct_claim, withdraw_claim
from .duplicates import tell_apart
from .register import admit_youths, refer_youth

__all__ = ["Author", "add_claim", "add_claims", "admit_youths", "correct_claim", "refer_youth", "tell_apart", "withdraw_claim"]
