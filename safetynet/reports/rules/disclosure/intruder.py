"""Who tries to work out withheld counts, and how well the marks hold.

Two readers are kept out, both with paper and pencil as good as ours: they have every told count of all tables that are released
together (and of earlier releases), know every sum, the hierarchy, that a nought is always told, k, the rules and this program.

- The **reader** sees marks that all look the same: a withheld count is 1 or more. To this reader each small count could be anything
  from 1 to k-1, wherever any way of withholding allows that (a total of seven parts that are not nought is never below 7).
- The **insider** was also told which marks stand for small counts (1 to k-1) and which for larger ones (k or more). To this one at
  least three values (`CANDIDATES`) are left for each withheld count, again wherever any way of withholding allows it. Whoever
  guesses from the rules which mark is which knows less than that, so the guess gains nothing.

What is not claimed: somebody who holds counts from elsewhere (a provider that knows its own youths) can take them away first; and
which of several equally good patterns was chosen may, to somebody who repeats the search for every possible table, say a little
about the table. Neither an exact count nor the bounds above rest on such a secret, but no formal proof covers the second.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .solver import INFINITY, SMALL, Ended, Numbers, Program
from .system import System

Flags = NDArray[np.bool_]
CANDIDATES = 3
"""Values that are left at least to the insider for each withheld count."""
WANDER_SECONDS = 2.0
MANY = 6_000
"""A system with more cells is walked through by the interior point method."""
LITTLE = 1e-4
FAR = 1e7
"""Further than any count; bounds beyond it are no bounds."""


@dataclass(frozen=True)
class Stakes:
    """What is at stake in a system: which cells are small, which may be withheld, which may only be told.

    ``small``: 1 to k-1, held or implied, to be protected · ``fixed``: told before or noughts, so told for good · ``choice``: larger
    counts that may be told or withheld · ``implied``: never told, and no nought.
    """

    system: System
    smallest_told: int
    candidates: int
    small: Flags
    fixed: Flags
    choice: Flags
    implied: Flags

    def hidden(self, withheld: Flags) -> Flags:
        """What an intruder does not see when these cells are withheld beside the small ones."""
        return np.asarray(self.implied | (self.small & ~self.fixed) | (withheld & self.choice))


def weigh(
    system: System, smallest_told: int, candidates: int, told: Flags | None = None, withheld_before: Flags | None = None
) -> Stakes:
    """The stakes of a system; cells that were ``told`` before stay so, and what was ``withheld_before`` only is not told now."""
    nothing = np.zeros(len(system.counts), dtype=bool)
    nought = (system.counts == 0) & ~system.open
    fixed = nought | (nothing if told is None else told)
    small = (system.counts > 0) & (system.counts < smallest_told) & ~system.open
    implied = (~system.held | (nothing if withheld_before is None else withheld_before)) & ~fixed
    choice = system.held & ~small & ~fixed & ~implied
    return Stakes(system, smallest_told, candidates, small, fixed, choice, implied)


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a pattern fails: what these cells give when withheld (``gives``) must reach ``need``, if ``cell`` is withheld."""

    cell: int
    gives: Numbers
    need: float


@dataclass
class Seen:
    """The least and the largest value of each cell in the tables that an intruder cannot tell from the true one."""

    least: Numbers
    most: Numbers

    def add(self, table: Numbers) -> None:
        """Another such table."""
        np.minimum(self.least, table, out=self.least)
        np.maximum(self.most, table, out=self.most)


@dataclass
class Attack:
    """One intruder's linear program over one system."""

    stakes: Stakes
    insider: bool
    lower: Numbers = field(init=False)
    """How far below its count each cell could be, if it is not told."""
    upper: Numbers = field(init=False)
    _program: Program = field(init=False)
    _far_off: Program = field(init=False)
    _in_whole: Program = field(init=False)
    _least: Numbers = field(init=False)
    _most: Numbers = field(init=False)

    def __post_init__(self) -> None:
        system, smallest = self.stakes.system, self.stakes.smallest_told
        counts = system.counts
        least = np.where(system.held, 1.0, 0.0)
        most = np.full(len(counts), INFINITY)
        if self.insider:
            marked = system.held & ~self.stakes.fixed
            least[marked & ~self.stakes.small] = smallest
            most[marked & self.stakes.small] = smallest - 1
        nought = self.stakes.fixed & (counts == 0)
        self.lower = np.where(nought, 0.0, np.maximum(counts - least, 0))
        self.upper = np.where(nought, 0.0, most - counts)
        self._program = _sums(system)
        self._program.warm()
        self._far_off = _sums(system)
        if len(counts) > MANY:
            self._far_off.cold()
        else:
            self._far_off.warm()
        self._in_whole = _sums(system)
        self._in_whole.whole_numbers()

    def look(self, hidden: Flags) -> None:
        """From now on these cells are not told."""
        counts = self.stakes.system.counts
        self._least = np.where(hidden, counts - self.lower, counts)
        self._most = np.where(hidden, counts + self.upper, counts)
        self._program.bound(self._least, self._most)

    def look_partly(self, parts: Numbers, reach: float) -> None:
        """Each cell is withheld only in part: as the master problem sees it before it has to say yes or no."""
        counts, always = self.stakes.system.counts, self.stakes.hidden(np.zeros(len(parts), dtype=bool))
        share = np.where(always, 1.0, parts)
        self._least = counts - np.where(always, self.lower, share * np.minimum(self.lower, reach))
        self._most = counts + np.where(always, self.upper, share * np.minimum(self.upper, reach))
        self._program.bound(self._least, self._most)

    def loosen(self, hidden: Flags, reach: float) -> None:
        """Let told cells move a very little, too: what then gives way first are the cells that matter most.

        An end found so is none, but what each cell gives is as true, and says more: of many equal duals, one with few cells in it.
        """
        counts, choice = self.stakes.system.counts, self.stakes.choice & ~hidden
        least = np.where(choice, counts - LITTLE * np.minimum(self.lower, reach), self._least)
        most = np.where(choice, counts + LITTLE * np.minimum(self.upper, reach), self._most)
        self._least, self._most = least, most
        self._program.bound(least, most)

    def wander(self, costs: Numbers, reach: float, *, whole: bool) -> Numbers | None:
        """A table that cannot be told from the true one, as far as costs pull it, no cell further than ``reach`` away.

        In ``whole`` youths, a good one of a few seconds' search will do.
        """
        counts = self.stakes.system.counts
        program = self._in_whole if whole else self._far_off
        program.bound(np.maximum(self._least, counts - reach), np.minimum(self._most, counts + reach))
        program.cost(costs)
        if whole:
            program.begin_from(counts)
        found = program.solve(seconds=WANDER_SECONDS if whole else INFINITY, gap=0.02)
        if found.values is None or not (whole or found.ended is Ended.OPTIMAL):
            return None
        return np.round(found.values) if whole else found.values

    def stretch(self, cell: int, *, up: bool, reach: float) -> tuple[float, Numbers, Numbers]:
        """How far a cell can go in one direction (at most ``reach``), the table that shows it, and what each cell's freedom gives.

        What is given is a bound: whatever is withheld, the cell goes no further than the sum over withheld cells.
        """
        counts = self.stakes.system.counts
        at = counts[cell]
        self._program.bound_one(cell, at - min(self.lower[cell], reach), at + min(self.upper[cell], reach))
        self._program.cost_some([cell], [-1.0 if up else 1.0])
        found = self._program.solve()
        self._program.cost_some([cell], [0.0])
        self._program.bound_one(cell, self._least[cell], self._most[cell])
        if found.ended is not Ended.OPTIMAL or found.values is None:
            raise ArithmeticError("the solver found no end of a bounded program")
        worth = self._program.reduced_costs()
        worth[np.abs(worth) < SMALL] = 0
        gives = np.zeros(len(counts))
        rising, falling = worth > 0, worth < 0
        gives[rising] = worth[rising] * self.lower[rising]
        gives[falling] = -worth[falling] * np.minimum(self.upper[falling], FAR)
        slack = sum(
            abs(price) * (counts[whole] - counts[part])
            for price, (part, whole) in zip(
                self._program.row_prices()[len(self.stakes.system.relations) :], self.stakes.system.within, strict=True
            )
        )
        gives[cell] += slack
        return float(abs(found.values[cell] - at)), found.values, gives

    def stretch_whole(self, cell: int, *, up: bool, reach: float) -> tuple[float, Numbers]:
        """How far a cell can go in a table of whole numbers, and that table."""
        counts = self.stakes.system.counts
        program = self._in_whole
        program.bound(self._least, self._most)
        program.bound_one(cell, max(self._least[cell], counts[cell] - reach), min(self._most[cell], counts[cell] + reach))
        costs = np.zeros(len(counts))
        costs[cell] = -1.0 if up else 1.0
        program.cost(costs)
        program.begin_from(counts)
        found = program.solve()
        table = counts if found.values is None else np.round(found.values)
        return float(abs(table[cell] - counts[cell])), table


def _sums(system: System) -> Program:
    """A program with one column for each cell, in which everything adds up."""
    program = Program(len(system.cells))
    for relation in system.relations:
        columns = np.array([relation.whole, *relation.parts], dtype=np.int32)
        program.add_row(columns, np.array([-1.0, *[1.0] * len(relation.parts)]), 0.0, 0.0)
    for part, whole in system.within:
        program.add({part: 1.0, whole: -1.0}, -INFINITY, 0.0)
    return program
