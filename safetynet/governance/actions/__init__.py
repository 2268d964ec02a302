"""Every write of the directory (by the operator) and of what opens or closes one youth's record (by a coordinator)."""

from .authority import end_wall, raise_wall, record_consent, recuse, revoke_consent
from .directory import (
    admit_agency,
    admit_person,
    end_person,
    end_role,
    end_seat,
    found_table,
    give_role,
    release_account,
    seat_person,
    set_password,
)
from .keeper import KEEPER, find_agency, find_member, find_table
from .papers import change_setting, end_memorandum, settings_of, sign_agreement, sign_memorandum

__all__ = [
    "KEEPER",
    "admit_agency",
    "admit_person",
    "change_setting",
    "end_memorandum",
    "end_person",
    "end_role",
    "end_seat",
    "end_wall",
    "find_agency",
    "find_member",
    "find_table",
    "found_table",
    "give_role",
    "raise_wall",
    "record_consent",
    "recuse",
    "release_account",
    "revoke_consent",
    "seat_person",
    "set_password",
    "settings_of",
    "sign_agreement",
    "sign_memorandum",
]
