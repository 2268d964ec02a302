"""One record kind per file."""

from .privacy import PrivacySpending
from .program import Denominator, Participation, ProgramEntry
from .release import Release, ReleaseState
from .released import ReleasedTable
from .snapshot import Snapshot

__all__ = [
    "Denominator",
    "Participation",
    "PrivacySpending",
    "ProgramEntry",
    "Release",
    "ReleaseState",
    "ReleasedTable",
    "Snapshot",
]
