"""All cells of all tables as one system of sums: what an intruder can add up and subtract.

Cells that stand for the same people are one cell, whichever table holds them. Beside the cells that the tables hold (listed), the
system has those that they imply: marginal totals that nobody wrote down, parts that a table leaves out, and the rest that is left
when the known parts are taken from a total.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from safetynet.kernel.faults import Fault

from .axes import Axes, Hierarchy, lay_out
from .filling import Relation, fill
from .tables import Cell, Contradiction, CountTable, Node, Values

Numbers = NDArray[np.float64]
MOST_TOGETHER = 20_000
"""A table by all axes larger than this is not laid out; what is known from its mere existence is then left out of account."""
MOST_CELLS = 400_000
"""More cells than this, with those that are implied, are not arranged: nobody reads such a release, and it would take hours."""


@dataclass
class System:
    """Cells by number, and how they add up.

    ``counts``: what is true of each cell (for an ``open`` one: what could be, nobody here knows) · ``listed``: the places in the
    tables where the cell stands (none: it is implied) · ``beside``: the places where percentages tell it · ``held``: a table tells
    it or could (listed, or beside) · ``relations``: a whole and all its parts · ``within``: a part and a whole in an overlapping
    dimension, where parts do not add up but none is larger than the whole.
    """

    cells: list[Cell]
    index: dict[Cell, int]
    counts: Numbers
    listed: list[list[tuple[int, Values]]]
    beside: list[list[tuple[int, Values]]]
    held: NDArray[np.bool_]
    open: NDArray[np.bool_]
    relations: list[Relation]
    within: list[tuple[int, int]]
    of_cell: list[list[int]] = field(default_factory=list)
    """For each cell the numbers of the relations that it stands in."""

    def name(self, number: int) -> str:
        """A cell in words."""
        nodes = sorted(self.cells[number])
        return ", ".join(f"{axis} {'some' if value.startswith(chr(0)) else value}" for axis, value in nodes) or "the grand total"


def arrange(tables: Sequence[CountTable], hierarchy: Hierarchy, overlapping: frozenset[str] = frozenset()) -> System:
    """The system of these tables. Raises Contradiction where their counts cannot all be true, naming the cell."""
    axes = lay_out(tables, hierarchy, overlapping)
    listed: dict[Cell, list[tuple[int, Values]]] = {}
    counts: dict[Cell, int] = {}
    told_beside: dict[Cell, list[tuple[int, Values]]] = {}
    for number, table in enumerate(tables):
        for values, count in table.counts.items():
            cell = axes.locate(number, table, values)
            if counts.setdefault(cell, count) != count:
                first = listed[cell][0]
                raise Contradiction(
                    f"The same cell has two counts: {counts[cell]} in {tables[first[0]].place(first[1])}, "
                    f"{count} in {table.place(values)}.",
                    next="Mend the wrong one; a table of other people needs a dimension that says so.",
                )
            listed.setdefault(cell, []).append((number, values))
        for values in table.told_totals:
            told_beside.setdefault(axes.locate(number, table, values), []).append((number, values))
    cells, relations, within = _relate(axes, [*listed, *told_beside, *_together(axes, listed)])
    index = {cell: number for number, cell in enumerate(cells)}
    known = [counts.get(cell) for cell in cells]
    names = _Names(tables, cells, listed)
    filled = fill(known, relations, names.of)
    for number, rest in filled.rests:
        index[frozenset({("\x00rest", str(number))})] = len(cells)
        cells.append(frozenset({("\x00rest", str(number))}))
        filled.counts.append(rest)
        filled.open.append(False)
    for part, whole in within:
        if not (filled.open[part] or filled.open[whole]) and filled.counts[part] > filled.counts[whole]:
            raise Contradiction(f"A part is larger than the whole: {names.of(part)}, {names.of(whole)}.")
    system = System(
        cells, index, np.array(filled.counts, dtype=float),
        [listed.get(cell, []) for cell in cells], [told_beside.get(cell, []) for cell in cells],
        np.array([cell in listed or cell in told_beside for cell in cells], dtype=bool),
        np.array(filled.open, dtype=bool), filled.relations, within, [[] for _ in cells],
    )  # fmt: skip
    for at, relation in enumerate(system.relations):
        for cell_number in (relation.whole, *relation.parts):
            system.of_cell[cell_number].append(at)
    return system


def _together(axes: Axes, held: Iterable[Cell]) -> list[Cell]:
    """The cells of one table by all axes, where such a table says more than the sums of the tables that are given.

    Of tables by county and sex, by sex and year, by county and year there must be one by all three: counts that add up in each of
    them need not have one, so who knows that there is one can rule some out. Tables that hang together like a tree always have one
    (their sets of axes are taken away one by one, as Graham, Yu and Ozsoyoglu do).
    """
    sets = {frozenset(axes.axis_of.get(one[0], one[0]) for one in cell) for cell in held}
    left = [each for each in sets if not any(each < other for other in sets)]
    shrinking = True
    while shrinking and len(left) > 1:
        shrinking = False
        for each in left:
            others = [other for other in left if other is not each]
            shared = frozenset(axis for axis in each if any(axis in other for other in others))
            if any(shared <= other for other in others):
                left, shrinking = others, True
                break
    involved = sorted(frozenset[str]().union(*left)) if len(left) > 1 else []
    if axes.overlapping.intersection(involved):
        return []
    ends = [[one for one in sorted(axes.nodes[axis]) if not axes.parts.get((axis, one))] for axis in involved]
    if not involved or prod(len(each) + 1 for each in ends) > MOST_TOGETHER:
        return []
    return [frozenset(each) for each in product(*ends)]


@dataclass(frozen=True)
class _Names:
    """Where cells stand, for errors."""

    tables: Sequence[CountTable]
    cells: Sequence[Cell]
    listed: Mapping[Cell, list[tuple[int, Values]]]

    def of(self, number: int) -> str:
        places = self.listed.get(self.cells[number])
        if places:
            return self.tables[places[0][0]].place(places[0][1])
        named = ", ".join(f"{axis} {value}" for axis, value in sorted(self.cells[number]) if not value.startswith("\x00"))
        return f"the total that is not written down ({named or 'all'})"


def _relate(axes: Axes, held: Sequence[Cell]) -> tuple[list[Cell], list[Relation], list[tuple[int, int]]]:
    """All cells, listed and implied, and how they add up."""
    found: dict[Cell, None] = dict.fromkeys(held)
    waiting = list(found)
    sums: dict[tuple[Cell, str, int], tuple[Cell, ...]] = {}
    while waiting:
        cell = waiting.pop()
        for whole, axis, way in _wholes(axes, cell):
            key = (whole, axis, way)
            if key in sums:
                continue
            at = _at(whole, axis, axes)
            rest = whole - {at} if at else whole
            sums[key] = tuple(rest | {part} for part in axes.parts[axis, at][way])
            for new in (whole, *sums[key]):
                if new not in found:
                    found[new] = None
                    waiting.append(new)
            if len(found) > MOST_CELLS:
                raise Fault(
                    f"These tables have more than {MOST_CELLS} cells together.",
                    next="Publish fewer dimensions at once, or coarser groups.",
                )
    cells = list(found)
    number = {cell: at for at, cell in enumerate(cells)}
    relations, within = [], []
    for (whole, axis, _), parts in sums.items():
        if axis in axes.overlapping:
            within += [(number[part], number[whole]) for part in parts]
        else:
            relations.append(Relation(number[whole], tuple(number[part] for part in parts)))
    return cells, relations, within


def _at(cell: Cell, axis: str, axes: Axes) -> Node | None:
    return next((one for one in cell if axes.axis_of.get(one[0], one[0]) == axis), None)


def _wholes(axes: Axes, cell: Cell) -> Iterator[tuple[Cell, str, int]]:
    """The totals that a cell is a part of; and those of which it is the whole are found from their parts.

    A group of a table (three counties' total) is a whole only where the table holds it, so it is not looked for from its parts
    unless the cell itself stands in it: then its parts are wanted.
    """
    for one in cell:
        axis = axes.axis_of.get(one[0], one[0])
        rest = cell - {one}
        if one[1].startswith("\x00"):
            yield cell, axis, 0
            continue
        above = axes.parents.get(one)
        for way, parts in enumerate(axes.parts[axis, above]):
            if one in parts:
                yield (rest | {above} if above else rest), axis, way
