"""One record kind per file."""

from .released import ReleasedTable

__all__ = ["ReleasedTable"]
