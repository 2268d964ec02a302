"""Tables of counts, as they stand in a report: dimensions, cells, totals."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from safetynet.kernel.faults import Fault

TOTAL = "Total"
"""The category that stands for all categories of a dimension together, in any capitals."""

Values = tuple[str, ...]
"""Where a cell stands in its table: one value for each dimension, in the table's order."""
Node = tuple[str, str]
"""A value of a dimension, both as `plain` makes them: ``("county", "alameda")``."""
Cell = frozenset[Node]
"""Where a cell stands among all tables: the nodes it is for, one at most for each axis. What it is a total of is left out."""


class Contradiction(Fault):
    """Two statements of the tables cannot both be true."""


def plain(text: str) -> str:
    """A name as it is compared: spaces and capitals do not make another county."""
    return " ".join(text.split()).casefold()


def is_total(value: str) -> bool:
    """Whether this value stands for all values of its dimension."""
    return plain(value) == plain(TOTAL)


@dataclass(frozen=True)
class CountTable:
    """Counts of people by ``dimensions``; a cell that is not in ``counts`` is not known, and not nought.

    A dimension that the table lacks, and the value `TOTAL`, are a total. ``where`` says where a cell was read ("line 12"), for
    what is told about contradictions. ``told_totals`` are totals that the table does not hold and yet tells, because its
    percentages are shares of them. Raises Fault for a cell of another shape and for a count below nought.
    """

    name: str
    dimensions: tuple[str, ...]
    counts: Mapping[Values, int]
    where: Mapping[Values, str] = field(default_factory=dict)
    told_totals: frozenset[Values] = frozenset()

    def __post_init__(self) -> None:
        names = [plain(dimension) for dimension in self.dimensions]
        if len(set(names)) < len(names):
            raise Fault(f"{self.name} has two columns of the same name.", next="Give each dimension a name of its own.")
        for values, count in self.counts.items():
            if len(values) != len(self.dimensions):
                raise Fault(f"{self.name} has a cell with {len(values)} values for {len(names)} dimensions.")
            if count < 0:
                raise Fault(f"{self.place(values)} has a count below nought: {count}.")

    def place(self, values: Values) -> str:
        """Where a cell stands, for a person: file, line, and the values."""
        where = self.where.get(values)
        named = ", ".join(f"{name} {value}" for name, value in zip(self.dimensions, values, strict=True)) or "the one count"
        return f"{self.name}{f', {where}' if where else ''} ({named})"
