"""Every write of the directory (by the operator) and of what opens or closes one youth's record (by a coordinator)."""

from .authority import end_wall, raise_wall, record_consent, recuse, revoke_consent
from .directory import (
    admit_agency,
    admit_person,
    change_level,
    end_person,
    end_role,
    found_table,
    give_role,
    name_supervisor,
    release_account,
    set_email,
    set_password,
)
from .keeper import KEEPER, find_agency, find_member, find_table
from .papers import (
    change_setting,
    end_memorandum,
    has_memorandum,
    name_signatory,
    settings_of,
    sign_agreement,
    sign_memorandum,
    train_person,
)
from .seats import end_seat, find_seat, seat_person

__all__ = [
    "KEEPER",
    "admit_agency",
    "admit_person",
    "change_level",
    "change_setting",
    "end_memorandum",
    "end_person",
    "end_role",
    "end_seat",
    "end_wall",
    "find_agency",
    "find_member",
    "find_seat",
    "find_table",
    "found_table",
    "give_role",
    "has_memorandum",
    "name_signatory",
    "name_supervisor",
    "raise_wall",
    "record_consent",
    "recuse",
    "release_account",
    "revoke_consent",
    "seat_person",
    "set_email",
    "set_password",
    "settings_of",
    "sign_agreement",
    "sign_memorandum",
    "train_person",
]
