"""What lies in what: the values of all dimensions, and which of them together make up which.

An axis is a dimension, or several that are levels of one another (city, county, region). Each node of an axis can be made up in
one or more ways from other nodes; the whole axis is made up of the nodes that lie in no other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from safetynet.kernel.faults import Fault

from .tables import Cell, Contradiction, CountTable, Node, Values, is_total, plain

Hierarchy = Mapping[Node, Node]
"""Which node lies in which, both as `node` makes them."""


def node(dimension: str, value: str) -> Node:
    """A value of a dimension as it is compared."""
    return plain(dimension), plain(value)


def read_hierarchy(rows: Iterable[Sequence[str]], tables: Sequence[CountTable]) -> dict[Node, Node]:
    """Which node lies in which, from rows of ``dimension, child, parent`` and, if wanted, ``parent_dimension``.

    Where that is not said, the parents stand in another column if each value of that column is one of them (a table of regions
    beside one of counties), else in the child's own. Raises Fault for a child with two parents, and for a ring.
    """
    said = [(plain(row[0]), plain(row[1]), plain(row[2]), plain(row[3]) if len(row) > 3 else "") for row in rows]
    columns: dict[str, set[str]] = defaultdict(set)
    for table in tables:
        for place, dimension in enumerate(table.dimensions):
            columns[plain(dimension)] |= {plain(values[place]) for values in table.counts if not is_total(values[place])}
    for dimension, child, _, _ in said:
        columns[dimension].add(child)
    parents_of: dict[str, set[str]] = defaultdict(set)
    for dimension, _, parent, _ in said:
        parents_of[dimension].add(parent)
    found: dict[Node, Node] = {}
    for dimension, child, parent, at in said:
        above = at or _column_of_parents(dimension, parents_of[dimension], columns)
        if found.setdefault((dimension, child), (above, parent)) != (above, parent):
            raise Fault(f"The hierarchy puts {dimension} “{child}” into two places.", next="Leave one of the two lines.")
    _check_rings(found)
    return found


def _column_of_parents(dimension: str, parents: set[str], columns: Mapping[str, set[str]]) -> str:
    for other, values in columns.items():
        if other != dimension and values and values <= parents:
            return other
    return dimension


def _check_rings(parents: Hierarchy) -> None:
    for start in parents:
        at, steps = start, 0
        while at in parents:
            at, steps = parents[at], steps + 1
            if at == start or steps > len(parents):
                raise Fault(f"The hierarchy goes round in a ring at {start[0]} “{start[1]}”.", next="Take out one of its lines.")


@dataclass
class Axes:
    """All axes of some tables. ``parts``: for each axis and node (None: the whole axis) the ways in which it is made up."""

    parents: Hierarchy
    overlapping: frozenset[str]
    axis_of: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, set[Node]] = field(default_factory=lambda: defaultdict(set))
    parts: dict[tuple[str, Node | None], list[tuple[Node, ...]]] = field(default_factory=lambda: defaultdict(list))
    groups: dict[tuple[int, str], Node] = field(default_factory=dict)

    def above(self, of: Node) -> list[Node]:
        """What a node lies in, from the nearest outwards."""
        found = []
        while of in self.parents:
            of = self.parents[of]
            found.append(of)
        return found

    def locate(self, number: int, table: CountTable, values: Values) -> Cell:
        """Where a cell of the table stands among all tables. Raises Contradiction where two values cannot go together."""
        deepest: dict[str, Node] = {}
        for dimension, value in zip(table.dimensions, values, strict=True):
            axis = self.axis_of[plain(dimension)]
            if is_total(value):
                if group := self.groups.get((number, plain(dimension))):
                    deepest[axis] = group
                continue
            one, other = node(dimension, value), deepest.get(axis)
            if other is None or other in self.above(one):
                deepest[axis] = one
            elif one not in self.above(other):
                raise Contradiction(
                    f"{table.place(values)}: “{value}” does not lie where the hierarchy puts it.",
                    next="Mend the line or the hierarchy.",
                )
        return frozenset(deepest.values())


def lay_out(tables: Sequence[CountTable], parents: Hierarchy, overlapping: frozenset[str]) -> Axes:
    """The axes of these tables.

    A table that lists only some values of a dimension, with a total that is the sum of exactly those, gets a group of its own for
    that total: it is another thing than the total of all (three counties' total beside the state's).
    """
    axes = Axes(parents, frozenset(plain(dimension) for dimension in overlapping))
    _name_axes(axes, tables)
    for table in tables:
        for place, dimension in enumerate(table.dimensions):
            axis = axes.axis_of[plain(dimension)]
            for value in {values[place] for values in table.counts}:
                if not is_total(value):
                    one = node(dimension, value)
                    axes.nodes[axis] |= {one, *axes.above(one)}
    for child in parents:
        axes.nodes[axes.axis_of[child[0]]] |= {child, *axes.above(child)}
    for axis, nodes in axes.nodes.items():
        children: dict[Node | None, list[Node]] = defaultdict(list)
        for one in sorted(nodes):
            children[parents.get(one)].append(one)
        for whole, parts in children.items():
            axes.parts[axis, whole].append(tuple(parts))
    for number, table in enumerate(tables):
        for place, dimension in enumerate(table.dimensions):
            _find_group(axes, number, table, place, dimension)
    return axes


def _name_axes(axes: Axes, tables: Sequence[CountTable]) -> None:
    names = {plain(dimension) for table in tables for dimension in table.dimensions}
    for name in names | {dimension for child, parent in axes.parents.items() for dimension in (child[0], parent[0])}:
        axes.axis_of[name] = name
    for child, parent in axes.parents.items():
        old, new = axes.axis_of[child[0]], axes.axis_of[parent[0]]
        for name, axis in axes.axis_of.items():
            if axis == old:
                axes.axis_of[name] = new


def _find_group(axes: Axes, number: int, table: CountTable, place: int, dimension: str) -> None:
    """Whether the table's total of this dimension is a total of its own values only."""
    axis = axes.axis_of[plain(dimension)]
    alone = [name for name in table.dimensions if axes.axis_of[plain(name)] == axis] == [dimension]
    own = {node(dimension, values[place]) for values in table.counts if not is_total(values[place])}
    outermost = {one for one in own if not own & set(axes.above(one))}
    if not alone or not own or plain(dimension) in axes.overlapping or _covers(axes, axis, outermost):
        return
    told_beside = any(is_total(values[place]) for values in table.told_totals)
    if not told_beside and not _adds_up(table, place, dimension, outermost):
        return
    group = (axis, "\x00" + "\x00".join(sorted(name for _, name in outermost)))
    axes.groups[number, plain(dimension)] = group
    if not axes.parts[axis, group]:
        axes.parts[axis, group].append(tuple(sorted(outermost)))


def _covers(axes: Axes, axis: str, chosen: set[Node]) -> bool:
    """Whether these nodes together are the whole axis."""

    def covered(one: Node | None) -> bool:
        ways = axes.parts.get((axis, one), [])
        return one in chosen or (bool(ways) and all(covered(part) for part in ways[0]))

    return covered(None)


def _adds_up(table: CountTable, place: int, dimension: str, outermost: set[Node]) -> bool:
    """Whether each total along a dimension is the sum of the table's own values; at least one is, and none is not."""
    sums: dict[Values, int] = defaultdict(int)
    totals: dict[Values, int] = {}
    for values, count in table.counts.items():
        rest = (*values[:place], *values[place + 1 :])
        if is_total(values[place]):
            totals[rest] = count
        elif node(dimension, values[place]) in outermost:
            sums[rest] += count
    return bool(totals.keys() & sums.keys()) and all(sums[rest] == total for rest, total in totals.items() if rest in sums)
