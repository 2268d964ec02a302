"""One record kind per file."""

from .program import Denominator, Participation, ProgramEntry
from .release import Release, ReleaseState
from .released import ReleasedTable
from .snapshot import Snapshot

__all__ = ["Denominator", "Participation", "ProgramEntry", "Release", "ReleaseState", "ReleasedTable", "Snapshot"]
