"""Disclosure control: which counts of a release are withheld, so that no small group can be worked out (field facts 9)."""

from .axes import Hierarchy, read_hierarchy
from .files import CountFile, read_file, read_hierarchy_file, write_file
from .primary import footnote, is_small, small_cells
from .protection import ProtectedTable, Protection, Revealed, protect, reveals
from .scoring import Score, Span, Variable, is_large_enough, score
from .tables import TOTAL, Contradiction, CountTable

__all__ = [
    "TOTAL", "Contradiction", "CountFile", "CountTable", "Hierarchy", "ProtectedTable", "Protection", "Revealed", "Score", "Span",
    "Variable", "footnote", "is_large_enough", "is_small", "protect", "read_file", "read_hierarchy", "read_hierarchy_file",
    "reveals", "score", "small_cells", "write_file",
]  # fmt: skip
