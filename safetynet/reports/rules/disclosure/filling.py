"""What follows from the counts that are given: counts that nobody wrote down, and contradictions.

A part that a table leaves out is not known. Where everything beside it is known it follows; where a total leaves something over
for several such parts, they stay open and what is left over is a cell of its own; all others count as nought, because that is what
a reader will take them for, and who takes them so can work out more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .solver import Program
from .tables import Contradiction

Say = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Relation:
    """A whole cell is the sum of its parts."""

    whole: int
    parts: tuple[int, ...]


@dataclass
class Filled:
    """Counts of all cells, which of them are open, all relations, and the rests: (relation, what is left over)."""

    counts: list[int]
    open: list[bool]
    relations: list[Relation]
    rests: list[tuple[int, int]]


def fill(known: Sequence[int | None], relations: Sequence[Relation], say: Say) -> Filled:
    """Work out every count that follows. Raises Contradiction, with the cell that cannot be as ``say`` names it."""
    counts = list(known)
    of_cell: list[list[int]] = [[] for _ in counts]
    for at, relation in enumerate(relations):
        for cell in (relation.whole, *relation.parts):
            of_cell[cell].append(at)
    for relation in relations:  # first of all what the tables say themselves, so that an error names what somebody wrote
        _decide(counts, relation, say)
    _spread(counts, relations, of_cell, range(len(relations)), say)
    opened = _open(counts, relations)
    wholes = {relation.whole for relation in relations}
    leaves = [cell for cell, count in enumerate(counts) if count is None and not opened[cell] and cell not in wholes]
    supposed = list(counts)
    for cell in leaves:
        supposed[cell] = 0
    try:
        _spread(supposed, relations, of_cell, sorted({at for cell in leaves for at in of_cell[cell]}), say)
        counts = supposed
    except Contradiction:
        pass  # two tables leave out different cells, and not all of these are noughts: then they all stay open
    left = [cell for cell, count in enumerate(counts) if count is None]
    rests, extended = _rests(counts, relations)
    if left:
        _suppose(counts, relations, left, say)
    unknown = set(left)
    return Filled([count or 0 for count in counts], [cell in unknown for cell in range(len(counts))], extended, rests)


def _spread(
    counts: list[int | None], relations: Sequence[Relation], of_cell: Sequence[Sequence[int]], first: Sequence[int], say: Say
) -> None:
    """Fill what one relation alone decides, until nothing follows any more."""
    waiting = list(first)
    while waiting:
        relation = relations[waiting.pop()]
        found = _decide(counts, relation, say)
        for cell, count in found:
            counts[cell] = count
            waiting += of_cell[cell]


def _decide(counts: Sequence[int | None], relation: Relation, say: Say) -> list[tuple[int, int]]:
    """What a relation decides: cells and their counts."""
    unknown = [part for part in relation.parts if counts[part] is None]
    total = counts[relation.whole]
    parts = sum(counts[part] or 0 for part in relation.parts)
    if total is None:
        return [] if unknown else [(relation.whole, parts)]
    if parts > total or (parts < total and not unknown):
        raise Contradiction(
            f"{say(relation.whole)} says {total}, and its parts sum to {parts}.",
            next="Mend the total or its parts, or name the dimension as overlapping (--overlapping) if one youth can stand in "
            "several of its values.",
        )
    if parts == total:
        return [(part, 0) for part in unknown]
    return [(unknown[0], total - parts)] if len(unknown) == 1 else []


def _open(counts: Sequence[int | None], relations: Sequence[Relation]) -> list[bool]:
    """Which unknown cells take part in something that is left over, directly or as a part of such a cell."""
    below: dict[int, list[int]] = {}
    waiting: list[int] = []
    for relation in relations:
        unknown = [part for part in relation.parts if counts[part] is None]
        if counts[relation.whole] is None:
            below.setdefault(relation.whole, []).extend(unknown)
        else:
            waiting += unknown
    opened = [False] * len(counts)
    while waiting:
        cell = waiting.pop()
        if not opened[cell]:
            opened[cell] = True
            waiting += below.get(cell, [])
    return opened


def _rests(counts: Sequence[int | None], relations: Sequence[Relation]) -> tuple[list[tuple[int, int]], list[Relation]]:
    """What several unknown parts share of a known total, as a cell of its own beside the known parts."""
    rests: list[tuple[int, int]] = []
    extended: list[Relation] = []
    for at, relation in enumerate(relations):
        total = counts[relation.whole]
        unknown = tuple(part for part in relation.parts if counts[part] is None)
        counted = tuple(part for part in relation.parts if counts[part] is not None)
        if total is None or not unknown or not any(counts[part] for part in counted):
            extended.append(relation)
            continue
        rest = len(counts) + len(rests)
        rests.append((at, total - sum(counts[part] or 0 for part in counted)))
        extended += [Relation(relation.whole, (*counted, rest)), Relation(rest, unknown)]
    return rests, extended


def _suppose(counts: list[int | None], relations: Sequence[Relation], unknown: Sequence[int], say: Say) -> None:
    """Give open cells some counts with which everything adds up."""
    program = Program(len(unknown))
    column = {cell: at for at, cell in enumerate(unknown)}
    for relation in relations:
        terms = {column[part]: 1.0 for part in relation.parts if part in column}
        given = sum(counts[part] or 0 for part in relation.parts)
        whole = counts[relation.whole]
        if whole is None:
            terms[column[relation.whole]] = -1.0
            whole = 0
        if terms:
            program.add(terms, whole - given, whole - given)
    found = program.solve_whole_numbers()
    if found is None:
        raise Contradiction(
            f"No counts exist with which all these tables are true; one of the cells concerned is {say(unknown[0])}.",
            next="Look at the totals of the tables that leave out cells.",
        )
    for cell, at in column.items():
        counts[cell] = round(float(found[at]))
