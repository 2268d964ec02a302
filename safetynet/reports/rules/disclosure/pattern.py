"""Which larger counts are withheld beside the small ones: the cheapest choice that passes all cuts found so far."""

from dataclasses import dataclass, field

import numpy as np

from .intruder import Cut, Flags, Stakes
from .solver import INFINITY, SMALL, Answer, Ended, Numbers, Program

LOW = 3
"""Withheld counts of a group that are all this small, or less, get another one beside them (9.3, S6 a)."""

STEP = 0.0099
"""Costs are in hundredths: what is nearer to the best than one is the best."""


def worth(counts: Numbers) -> Numbers:
    """What a reader loses with a count: its digits, one for each tenfold (log10 of count + 1), to a hundredth.

    By digits, not by size: else the largest count would be kept at the price of many middling ones, and not evenly: else a total of
    the whole state would be as dear as one county's detail.
    """
    return np.asarray(np.round(np.log10(counts + 1), 2), dtype=np.float64)


@dataclass
class Choice:
    """The master problem: one column for each cell that may be told or withheld."""

    stakes: Stakes
    cells: np.ndarray[tuple[int], np.dtype[np.int64]] = field(init=False)
    costs: Numbers = field(init=False)
    rows: int = 0

    def __post_init__(self) -> None:
        self.cells = np.flatnonzero(self.stakes.choice)
        self.costs = worth(self.stakes.system.counts[self.cells])
        self._column = np.full(len(self.stakes.small), -1, dtype=np.int64)
        self._column[self.cells] = np.arange(len(self.cells))
        self._always = self.stakes.implied | (self.stakes.small & ~self.stakes.fixed)
        self._rows: list[tuple[np.ndarray[tuple[int], np.dtype[np.int32]], Numbers, float]] = []
        for row in self._of_groups():
            self._rows.append(row)

    def _of_groups(self) -> list[tuple[np.ndarray[tuple[int], np.dtype[np.int32]], Numbers, float]]:
        """Groups whose small counts sum to less than k, or are all 3 or less, get another count beside them (S6)."""
        counts, stakes, rows = self.stakes.system.counts, self.stakes, []
        for relation in stakes.system.relations:
            parts = np.array(relation.parts, dtype=np.int64)
            small = parts[stakes.small[parts] & ~stakes.fixed[parts]]
            hidden_whole = self._always[relation.whole]
            beside = parts[stakes.implied[parts] & ~stakes.small[parts]]
            if hidden_whole or not len(small) or len(beside):
                continue
            if counts[small].sum() >= stakes.smallest_told and counts[small].max() > LOW:
                continue
            others = self._column[np.array([relation.whole, *parts])]
            others = others[others >= 0].astype(np.int32)
            if len(others):
                rows.append((others, np.ones(len(others)), 1.0))
        return rows

    def add(self, cut: Cut) -> bool:
        """Require what the cut says; False if it asks for what nothing can give."""
        constant = float(cut.gives[self._always].sum())
        own = self._column[cut.cell]
        if own >= 0:
            constant += float(cut.gives[cut.cell])
        need = cut.need - constant
        if need <= SMALL:
            return False
        gives = np.minimum(cut.gives[self.cells], need)
        gives[gives > need - SMALL] = need
        if own >= 0:
            gives[own] = 0
        columns = np.flatnonzero(gives > SMALL)
        if gives[columns].sum() < need - SMALL:
            return False
        if own >= 0:
            row = (np.append(columns, own).astype(np.int32), np.append(gives[columns] / need, -1.0), 0.0)
        else:
            row = (columns.astype(np.int32), gives[columns] / need, 1.0)
        self._rows.append(row)
        return True

    def withheld(self, values: Numbers) -> Flags:
        """The pattern of a solution."""
        flags = np.zeros(len(self._column), dtype=bool)
        flags[self.cells[values > 0.5]] = True
        return flags

    def cost_of(self, withheld: Flags) -> float:
        """What a reader loses with a pattern."""
        return float(self.costs[withheld[self.cells]].sum())

    def solve(self, *, whole: bool, seconds: float, gap: float, start: Flags | None = None, only: Flags | None = None) -> Answer:
        """The cheapest choice under all cuts; ``only`` these cells may be withheld, if given."""
        if not len(self.cells):
            return Answer(Ended.OPTIMAL, np.zeros(0), 0.0, 0.0)
        program = Program(len(self.cells))
        most = np.ones(len(self.cells)) if only is None else only[self.cells].astype(float)
        program.bound(np.zeros(len(self.cells)), most)
        program.cost(self.costs)
        for columns, gives, need in self._rows:
            program.add_row(columns, gives, need, INFINITY)
        if whole:
            program.whole_numbers()
        if start is not None:
            program.begin_from(start[self.cells].astype(float))
        return program.solve(seconds=seconds, gap=gap, step=STEP)
