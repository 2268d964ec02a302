"""One record kind per file."""

from .account import Account, SessionKey
from .agency import Agency, County, Table
from .agreement import Agreement, Memorandum
from .authority import Consent, Wall
from .calendar_key import CalendarKey
from .fields import CodeField, DayField, dress
from .person import Person, RoleHolding, Seat, Training
from .sent_notice import SentNotice
from .setting import CountySetting

__all__ = [
    "Account",
    "Agency",
    "Agreement",
    "CalendarKey",
    "CodeField",
    "Consent",
    "County",
    "CountySetting",
    "DayField",
    "Memorandum",
    "Person",
    "RoleHolding",
    "Seat",
    "SentNotice",
    "SessionKey",
    "Table",
    "Training",
    "Wall",
    "dress",
]
