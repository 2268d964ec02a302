"""One record kind per file."""

from .account import Account, SessionKey
from .agency import Agency, County, Table
from .agreement import Agreement, Memorandum
from .authority import Consent, Wall
from .fields import CodeField, DayField
from .person import Person, RoleHolding, Seat, Training
from .setting import CountySetting

__all__ = [
    "Account",
    "Agency",
    "Agreement",
    "CodeField",
    "Consent",
    "County",
    "CountySetting",
    "DayField",
    "Memorandum",
    "Person",
    "RoleHolding",
    "Seat",
    "SessionKey",
    "Table",
    "Training",
    "Wall",
]
