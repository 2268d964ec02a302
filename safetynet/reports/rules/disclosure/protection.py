"""A release: tables given together, protected together, and held against what was released before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from safetynet.kernel.faults import Fault, Refused
from safetynet.kernel.suppression import SMALLEST_TOLD

from .axes import Hierarchy
from .complementary import complete
from .examining import Examiner
from .intruder import CANDIDATES, Flags, Stakes, weigh
from .pattern import worth
from .primary import SMALLEST_K, shown
from .scoring import Score
from .system import System, arrange
from .tables import Cell, CountTable, Values, is_total, plain

SECONDS = 60.0
"""Seconds of work for which the cheapest pattern is looked for, unless said otherwise; a matter of cheapness, never of safety."""


@dataclass(frozen=True)
class ProtectedTable:
    """A table as it is released: the true counts, and which cells are withheld, ``small`` in themselves and ``beside`` them.

    ``beside`` also names totals that the table only tells through its percentages: these are withheld with it.
    """

    table: CountTable
    small: frozenset[Values]
    beside: frozenset[Values]

    @property
    def withheld(self) -> frozenset[Values]:
        """All cells that are not told."""
        return self.small | self.beside

    def told(self) -> Mapping[Values, int | None]:
        """The counts as they may be told; None where one is withheld."""
        return shown(self.table, self.withheld)


@dataclass(frozen=True)
class Protection:
    """A release and how it was protected.

    ``cost``: what a reader loses, in digits (see `pattern.worth`); ``bound``: no safe way of withholding costs less · ``narrow``:
    cells, in words, that keep less than is aimed at because no way of withholding could give it.
    """

    tables: tuple[ProtectedTable, ...]
    smallest_told: int
    cost: float
    bound: float
    rounds: int
    narrow: tuple[str, ...]

    @property
    def gap(self) -> float:
        """How far the cost may be from the least possible, as a share; nought is proven to be the least."""
        return max(0.0, (self.cost - self.bound) / self.cost) if self.cost > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Revealed:
    """A cell that releases together would reveal, in words; the least and the largest value left for it; where it stands."""

    cell: str
    left: tuple[int, int]
    at: Cell


def protect(
    tables: Sequence[CountTable],
    *,
    smallest_told: int = SMALLEST_TOLD,
    hierarchy: Hierarchy | None = None,
    overlapping: frozenset[str] = frozenset(),
    score: Score | None = None,
    already_published: Sequence[ProtectedTable] = (),
    seconds: float = SECONDS,
    candidates: int = CANDIDATES,
    whole_range: bool = True,
) -> Protection:
    """Decide what is withheld in these tables, together.

    For each withheld count the insider is left ``candidates`` values; the reader all from 1 to k-1, or without ``whole_range`` as
    many as the insider, which withholds less.
    With a ``score`` of 12 or less everything is told (9.2). Raises Contradiction where counts cannot all be true, Refused where
    no way of withholding keeps ``already_published`` counts and these from revealing something, Fault for a k that hides nothing.
    """
    if smallest_told < SMALLEST_K:
        raise Fault(f"k = {smallest_told} would hide nothing.", next=f"Use {SMALLEST_K} or more; the guidelines say 11.")
    if score is not None and not score.withholds:
        free = tuple(ProtectedTable(table, frozenset(), frozenset()) for table in tables)
        return Protection(free, smallest_told, 0.0, 0.0, 0, ())
    earlier = [release.table for release in already_published]
    system = arrange([*tables, *earlier], hierarchy or {}, overlapping)
    told, hidden = _published(system, already_published, len(tables))
    base = weigh(system, smallest_told, min(candidates, smallest_told - 1))
    examiner = Examiner(base, whole_range)
    aimed = examiner.aims()
    examiner.moderate()
    stakes = weigh(system, smallest_told, base.candidates, told, hidden)
    if already_published:
        examiner = _held_against(stakes, examiner)
    found = complete(stakes, examiner, seconds=seconds)
    withheld = found.withheld | (stakes.small & ~stakes.fixed)
    narrow = tuple(system.name(int(cell)) for cell in np.flatnonzero(examiner.lowered(aimed) & stakes.hidden(found.withheld)))
    return Protection(
        tuple(_released(system, number, table, withheld, stakes.small) for number, table in enumerate(tables)),
        smallest_told, found.cost, found.bound, found.rounds, narrow,
    )  # fmt: skip


def reveals(
    new: Sequence[ProtectedTable],
    earlier: Sequence[ProtectedTable] = (),
    *,
    smallest_told: int = SMALLEST_TOLD,
    hierarchy: Hierarchy | None = None,
    overlapping: frozenset[str] = frozenset(),
    candidates: int = CANDIDATES,
    whole_range: bool = True,
) -> list[Revealed]:
    """The withheld cells that these releases together would reveal, or leave too few values for. Empty is good.

    Counts that were told before and are now another by 1 to k-1 are among them: the difference is a small count itself.
    """
    differing = _differences(new, earlier, smallest_told)
    if differing:
        return differing
    releases = [*new, *earlier]
    system = arrange([release.table for release in releases], hierarchy or {}, overlapping)
    told, hidden = _published(system, releases, 0)
    examiner = Examiner(weigh(system, smallest_told, min(candidates, smallest_told - 1)), whole_range)
    examiner.moderate()
    stakes = weigh(system, smallest_told, examiner.stakes.candidates, told, hidden)
    against = Examiner(stakes)
    against.take_aims(examiner)
    left = []
    hidden_now = stakes.hidden(np.zeros(len(told), dtype=bool))
    for failure in against.examine(hidden_now) or against.verify(hidden_now):
        left.append(Revealed(system.name(failure.cell), against.left_for(failure.cell), system.cells[failure.cell]))
    plain_small = stakes.small & told & system.held
    for cell in np.flatnonzero(plain_small):
        left.append(Revealed(system.name(int(cell)), (int(system.counts[cell]),) * 2, system.cells[cell]))
    return sorted(set(left), key=lambda one: (one.cell, one.left))


def _held_against(stakes: Stakes, before: Examiner) -> Examiner:
    """The intruders who also have the earlier releases. Raises Refused where they cannot be kept out."""
    examiner = Examiner(stakes)
    examiner.take_aims(before)
    everything = stakes.hidden(np.ones(len(stakes.small), dtype=bool))
    names = sorted({stakes.system.name(failure.cell) for failure in examiner.examine(everything)})
    names += [stakes.system.name(int(cell)) for cell in np.flatnonzero(stakes.small & stakes.fixed & stakes.system.held)]
    if names:
        raise Refused(
            f"Together with what was released before, these tables reveal {len(names)} small counts whatever is withheld now, "
            f"such as {names[0]}.",
            kept="Nothing was released.",
            next="Leave out the dimension or the rows that the earlier release shares out otherwise, or publish coarser groups.",
        )
    return examiner


def _published(system: System, releases: Sequence[ProtectedTable], first: int) -> tuple[Flags, Flags]:
    """Which cells of the system were told by these releases (the tables from ``first`` on), and which only withheld by them."""
    told = np.zeros(len(system.cells), dtype=bool)
    hidden = np.zeros(len(system.cells), dtype=bool)
    for cell, places in enumerate(system.listed):
        past = [(number, values) for number, values in places if number >= first]
        told[cell] = any(values not in releases[number - first].withheld for number, values in past)
        hidden[cell] = bool(past) and len(past) == len(places) and not told[cell]
    return told, hidden


def _differences(new: Sequence[ProtectedTable], earlier: Sequence[ProtectedTable], smallest_told: int) -> list[Revealed]:
    before: dict[Cell, int] = {}
    for release in earlier:
        before |= _told_cells(release)
    found = []
    for release in new:
        for cell, count in _told_cells(release).items():
            if 0 < abs(count - before.get(cell, count)) < smallest_told:
                words = ", ".join(" ".join(one) for one in sorted(cell)) or "the grand total"
                found.append(Revealed(f"{words}, by its difference", (abs(count - before[cell]),) * 2, cell))
    return found


def _told_cells(release: ProtectedTable) -> dict[Cell, int]:
    names = [plain(name) for name in release.table.dimensions]
    cells: dict[Cell, int] = {}
    for values, count in release.told().items():
        if count is not None:
            places = zip(names, values, strict=True)
            cells[frozenset((name, plain(value)) for name, value in places if not is_total(value))] = count
    return cells


def _released(system: System, number: int, table: CountTable, withheld: Flags, small: Flags) -> ProtectedTable:
    mine = {
        values: bool(small[cell])
        for cell in np.flatnonzero(withheld)
        for at, values in (*system.listed[cell], *system.beside[cell])
        if at == number
    }
    return ProtectedTable(
        table,
        frozenset(values for values, low in mine.items() if low),
        frozenset(values for values, low in mine.items() if not low),
    )


def share_kept(protection: Protection) -> tuple[int, int, float]:
    """How many cells are told, of how many, and which share of the tables' digits (see `pattern.worth`) that is."""
    told = [count for release in protection.tables for count in release.told().values() if count is not None]
    every = [count for release in protection.tables for count in release.table.counts.values()]
    digits = float(worth(np.array(every, dtype=float)).sum())
    return len(told), len(every), float(worth(np.array(told, dtype=float)).sum()) / digits if digits else 1.0
