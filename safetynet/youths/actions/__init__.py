"""Every write of the record: putting a youth on the register; adding, correcting and withdrawing claims."""

from .claims import Author, add_claim, add_claims, correct_claim, withdraw_claim
from .duplicates import tell_apart
from .exchange import Imported, export_case, import_case
from .register import admit_youths, refer_youth
from .services import take_service_further

__all__ = [
    "Author",
    "Imported",
    "add_claim",
    "add_claims",
    "admit_youths",
    "correct_claim",
    "export_case",
    "import_case",
    "refer_youth",
    "take_service_further",
    "tell_apart",
    "withdraw_claim",
]
