"""One record kind per file."""

from .released import ReleasedTable
from .snapshot import Snapshot

__all__ = ["ReleasedTable", "Snapshot"]
