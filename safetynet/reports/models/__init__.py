"""One record kind per file."""

from .privacy import PrivacySpending
from .released import ReleasedTable
from .snapshot import Snapshot

__all__ = ["PrivacySpending", "ReleasedTable", "Snapshot"]
