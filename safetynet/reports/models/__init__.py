"""One record kind per file."""

from .release import Release, ReleaseState
from .released import ReleasedTable
from .snapshot import Snapshot

__all__ = ["Release", "ReleaseState", "ReleasedTable", "Snapshot"]
