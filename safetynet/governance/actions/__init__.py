"""Every write of the directory (by the operator) and of what opens or closes one youth's record (by a coordinator)."""

from .authority import end_wall, raise_wall, record_consent, revoke_consent
from .directory import (
    KEEPER,
    a_year_later,
    admit_agency,
    admit_person,
    end_person,
    found_table,
    seat_person,
    set_password,
    sign_agreement,
    sign_memorandum,
)

__all__ = [
    "KEEPER",
    "a_year_later",
    "admit_agency",
    "admit_person",
    "end_person",
    "end_wall",
    "found_table",
    "raise_wall",
    "record_consent",
    "revoke_consent",
    "seat_person",
    "set_password",
    "sign_agreement",
    "sign_memorandum",
]
