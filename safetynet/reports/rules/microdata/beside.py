"""Invented counts beside real ones, small counts withheld. An exact distance to the real record would itself tell of it, so the
distance is taken between what both tables tell and over nothing else.

A table of one column is suppressed as one group (``kernel.suppression``). A table of two columns has sums that tables of one column
tell, so it is told whole or not at all: whole when none of its counts is small.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from safetynet.kernel.suppression import MARK, NOT_SHARED_OUT, SMALLEST_TOLD, suppress

from .measuring import Codes
from .schema import Schema

BESIDES: tuple[tuple[str, str], ...] = (
    ("class", "mental_health"), ("class", "drug_use"), ("class", "service"), ("race", "system"), ("sex", "mental_health"),
    ("system", "runaway_history"), ("year", "service"), ("mental_health", "drug_use"),
)  # fmt: skip
"""Pairs that no edge holds: they show how much the tree leaves out."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One count: its values, the invented count, the real one; None for a real count that is not told."""

    values: tuple[str, ...]
    invented: int
    real: int | None


@dataclass(frozen=True, slots=True)
class Beside:
    """One table, invented beside real. ``measured``: noise was added to its very counts; else it follows from others."""

    keys: tuple[str, ...]
    cells: tuple[Cell, ...]
    measured: bool
    whole: bool = True
    """Whether the real table may be told at all."""

    @property
    def mark(self) -> str:
        """What stands where a real count is not told."""
        return MARK if self.whole else NOT_SHARED_OUT

    @property
    def distance(self) -> float | None:
        """Total variation distance between the shares of the cells that both tell: 0 the same, 1 nothing in common. None where
        fewer than two cells are told."""
        told = [(cell.invented, cell.real) for cell in self.cells if cell.real is not None]
        invented, real = sum(one for one, _ in told), sum(one for _, one in told)
        if len(told) < 2 or not real:
            return None
        if not invented:
            return 1.0
        return sum(abs(ours / invented - theirs / real) for ours, theirs in told) / 2


def put_beside(invented: Codes, real: Codes, schema: Schema) -> list[Beside]:
    """Every column, every edge and the pairs besides."""
    edges = frozenset(schema.edges)
    keys: list[tuple[str, ...]] = [(attribute.key,) for attribute in schema.attributes]
    keys += [*schema.edges, *(pair for pair in BESIDES if pair not in edges)]
    measured = {key for edge in edges for key in edge}
    return [_beside(each, invented, real, schema, each in edges or (len(each) == 1 and each[0] in measured)) for each in keys]


def counts_of(rows: Codes, keys: Sequence[str], schema: Schema) -> list[int]:
    """The counts of some columns together, in the order of their lists."""
    places = [schema.place(key) for key in keys]
    shape = [schema.sizes[place] for place in places]
    at = np.zeros(len(rows), dtype=np.int64)
    for place, size in zip(places, shape, strict=True):
        at = at * size + rows[:, place]
    told: list[int] = np.bincount(at, minlength=int(np.prod(shape))).tolist()
    return told


def _beside(keys: tuple[str, ...], invented: Codes, real: Codes, schema: Schema, measured: bool) -> Beside:
    ours, theirs = counts_of(invented, keys, schema), counts_of(real, keys, schema)
    whole = len(keys) == 1 or not any(0 < count < SMALLEST_TOLD for count in theirs)
    told = [None] * len(theirs) if not whole else suppress(theirs)
    values = product(*(schema.attributes[schema.place(key)].values for key in keys))
    cells = tuple(Cell(value, our, their) for value, our, their in zip(values, ours, told, strict=True))
    return Beside(keys, cells, measured, whole)
