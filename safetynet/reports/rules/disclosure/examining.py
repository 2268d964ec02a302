"""Whether a way of withholding holds against both intruders, and where it does not."""

from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np

from .intruder import Attack, Cut, Flags, Seen, Stakes
from .solver import SMALL, Numbers

WANDERS = 24
"""Tables drawn at most before cells are looked at one by one."""


PART = 0.02
"""A choice in parts must miss a need by this share of it, to be worth a cut."""
ENOUGH = 150
"""Failures of one kind in one round."""
FEW = 4
"""Fewer cells than this are looked at one by one at once."""


@dataclass(frozen=True, slots=True)
class Failure(Cut):
    """A cut, with which need is not met (``what``) and how much of it there is (``has``)."""

    what: str
    has: float


@dataclass
class Examiner:
    """Both intruders over one system, and what each cell needs from them.

    A need is never more than what withholding everything would give (found once, by `moderate`).
    """

    stakes: Stakes
    whole_range: bool = True
    """Whether the reader must be left all values from 1 to k-1, or as many as the insider."""
    reader: Attack = field(init=False)
    insider: Attack = field(init=False)
    up: Numbers = field(init=False)
    down: Numbers = field(init=False)
    wide: Numbers = field(init=False)
    aiming: "Examiner | None" = None
    """Whose needs are asked for, if not one's own."""
    moderated_whole: bool = False

    def __post_init__(self) -> None:
        counts, stakes = self.stakes.system.counts, self.stakes
        self.reader, self.insider = Attack(stakes, insider=False), Attack(stakes, insider=True)
        marked = stakes.small & stakes.system.held & ~stakes.fixed & self.whole_range
        self.up = np.where(marked, stakes.smallest_told - 1 - counts, 0.0)
        self.down = np.where(marked, counts - np.maximum(1.0, self._floors()), 0.0)
        self.wide = np.where((stakes.small & ~stakes.fixed) | stakes.choice, float(stakes.candidates - 1), 0.0)
        self._random = np.random.default_rng(11)

    def aims(self) -> tuple[Numbers, Numbers, Numbers]:
        """What each cell needs: upwards, downwards, in all."""
        return self.up.copy(), self.down.copy(), self.wide.copy()

    def take_aims(self, other: "Examiner") -> None:
        """Ask for what the other asks for, of cells that are not told for good."""
        self.aiming = other
        free = ~self.stakes.fixed
        self.up, self.down, self.wide = (np.where(free, need, 0.0) for need in other.aims())

    def lowered(self, aimed: tuple[Numbers, Numbers, Numbers]) -> Flags:
        """The cells that ask for less than was aimed at."""
        return np.asarray((self.up < aimed[0]) | (self.down < aimed[1]) | (self.wide < aimed[2]))

    def left_for(self, cell: int) -> tuple[int, int]:
        """The least and the largest value that the insider finds possible for a cell, in the pattern examined last."""
        self.insider.look(self._hidden)
        count = int(self.stakes.system.counts[cell])
        reach = float(self.stakes.smallest_told)
        down, up = (self.insider.stretch_whole(cell, up=way, reach=reach)[0] for way in (False, True))
        return count - int(down), count + int(up)

    def _floors(self) -> Numbers:
        """What each cell is at least, whatever is withheld: a total is not below the number of its parts that are no noughts."""
        stakes = self.stakes
        floors = np.where(stakes.system.held & ~stakes.fixed, 1.0, 0.0)
        waiting = set(range(len(stakes.system.relations)))
        while waiting:
            relation = stakes.system.relations[waiting.pop()]
            least = float(floors[list(relation.parts)].sum())
            if least > floors[relation.whole]:
                floors[relation.whole] = least
                waiting.update(stakes.system.of_cell[relation.whole])
        return np.minimum(floors, stakes.system.counts)

    def moderate(self) -> None:
        """Lower each need to what can be had at all: to what withholding everything gives."""
        self._lower(self._examine(self._everything(), self._everything(), whole=False))

    def _everything(self) -> Flags:
        return self.stakes.hidden(np.ones(len(self.up), dtype=bool))

    def _lower(self, failures: list[Failure]) -> None:
        for failure in failures:
            which = {"up": self.up, "down": self.down, "wide": self.wide}[failure.what]
            which[failure.cell] = min(which[failure.cell], np.floor(failure.has + SMALL))

    def examine(self, hidden: Flags, only: Flags | None = None) -> list[Failure]:
        """The needs that are not met while these cells are hidden, or those of ``only`` some cells; halves of youths allowed.

        All of them, or so many that looking for more would only take time: each of them makes another pattern.
        """
        return self._examine(hidden, hidden if only is None else hidden & only, whole=False, most=ENOUGH)

    def verify(self, hidden: Flags) -> list[Failure]:
        """The same, in whole youths: every need that is met has a table to show for it that could be the true one.

        Where that fails, needs are first lowered to what withholding everything gives in whole youths.
        """
        failures = self._examine(hidden, hidden, whole=True)
        aiming = self.aiming or self
        if not failures or aiming.moderated_whole:
            return failures
        aiming.moderated_whole = True
        aiming._lower(aiming._examine(aiming._everything(), aiming._everything(), whole=True))
        self.take_aims(aiming)
        return self._examine(hidden, hidden, whole=True)

    def _examine(self, hidden: Flags, asked: Flags, *, whole: bool, most: int | None = None) -> list[Failure]:
        counts = self.stakes.system.counts
        self._hidden, self._whole = hidden, whole
        seen = Seen(counts.copy(), counts.copy())
        wide, up, down = (np.where(asked, need, 0.0) for need in (self.wide, self.up, self.down))
        self.insider.look(hidden)
        self._wander(self.insider, seen, wide, wide, reach=float(self.stakes.candidates), both=False)
        cells = (self._widen(int(cell), wide[cell], seen) for cell in np.flatnonzero(wide))
        failures = self._sharpened(self.insider, list(islice(filter(None, cells), most)))
        self.reader.look(hidden)
        self._wander(self.reader, seen, up, down, reach=4.0 * self.stakes.smallest_told, both=True)
        ways = ((int(cell), way) for cell in np.flatnonzero(up + down) for way in (True, False))
        cells = (self._reach(cell, (up if way else down)[cell], seen, up=way) for cell, way in ways)
        return failures + self._sharpened(self.reader, list(islice(filter(None, cells), most)))

    def separate(self, parts: Numbers) -> list[Failure]:
        """Cuts that a choice in parts of yes and no does not pass."""
        found, reach = [], float(self.stakes.smallest_told)
        chosen = np.where(self.stakes.hidden(np.zeros(len(parts), dtype=bool)), 1.0, parts)
        self.insider.look_partly(parts, reach)
        for cell in np.flatnonzero((self.wide > 0) & (chosen > PART)):
            need = self.wide[cell]
            gives = np.sum([self.insider.stretch(int(cell), up=up, reach=need)[2] for up in (True, False)], axis=0)
            found.append(Failure(int(cell), gives, need, "wide", 0.0))
        self.reader.look_partly(parts, reach)
        for cell in np.flatnonzero(self.up + self.down):
            for up, needs in ((True, self.up), (False, self.down)):
                if needs[cell] > 0:
                    gives = self.reader.stretch(int(cell), up=up, reach=needs[cell])[2]
                    found.append(Failure(int(cell), gives, needs[cell], "up" if up else "down", 0.0))
        return [each for each in found if self._cuts_off(each, chosen)]

    @staticmethod
    def _cuts_off(failure: Failure, chosen: Numbers) -> bool:
        gives = np.minimum(failure.gives, failure.need)
        gives[failure.cell] = failure.gives[failure.cell]
        return bool(float(gives @ chosen) < failure.need * chosen[failure.cell] - PART * failure.need)

    def _sharpened(self, attack: Attack, failures: list[Failure]) -> list[Failure]:
        """The same failures, with cuts that say more where there are some."""
        if self._whole or not failures:
            return failures
        attack.loosen(self._hidden, float(self.stakes.smallest_told))
        found = []
        for failure in failures:
            ways = [True, False] if failure.what == "wide" else [failure.what == "up"]
            gives = np.sum([attack.stretch(failure.cell, up=up, reach=failure.need)[2] for up in ways], axis=0)
            holds = float(gives[self._hidden].sum()) < failure.need - SMALL
            found.append(replace(failure, gives=gives) if holds else failure)
        return found

    def _wander(self, attack: Attack, seen: Seen, up: Numbers, down: Numbers, *, reach: float, both: bool) -> None:
        """Draw tables that pull all cells in need away from their counts at once."""
        counts = self.stakes.system.counts
        left_before = np.inf
        for _ in range(WANDERS):
            short_up, short_down = seen.most - counts < up - SMALL, counts - seen.least < down - SMALL
            short = (short_up | short_down) if both else (seen.most - seen.least < up - SMALL)
            left = float(np.sum(short))
            if left < FEW or left > 0.98 * left_before:
                return
            left_before = left
            pull = self._random.choice([-1.0, 1.0], len(counts)) * self._random.uniform(0.5, 1.0, len(counts))
            if both:
                pull = np.where(short_up & ~short_down, -np.abs(pull), np.where(short_down & ~short_up, np.abs(pull), pull))
            table = attack.wander(np.where(short, pull, 0.0), reach, whole=self._whole)
            if table is not None:
                seen.add(table)

    def _widen(self, cell: int, need: float, seen: Seen) -> Failure | None:
        """A failure if fewer values are left for a cell than it needs from the insider."""
        if seen.most[cell] - seen.least[cell] >= need - SMALL:
            return None
        up, gives_up = self._stretch(self.insider, cell, need, seen, up=True)
        if up >= need - SMALL:
            return None
        down, gives_down = self._stretch(self.insider, cell, need, seen, up=False)
        if up + down >= need - SMALL:
            return None
        gives = self._more() if self._whole else gives_up + gives_down
        return Failure(cell, gives, 1.0 if self._whole else need, "wide", up + down)

    def _reach(self, cell: int, need: float, seen: Seen, *, up: bool) -> Failure | None:
        """A failure if a small cell cannot go as far in one direction as it needs from the reader."""
        count = self.stakes.system.counts[cell]
        if need <= 0 or (seen.most[cell] - count if up else count - seen.least[cell]) >= need - SMALL:
            return None
        has, gives = self._stretch(self.reader, cell, need, seen, up=up)
        if has >= need - SMALL:
            return None
        return Failure(cell, self._more() if self._whole else gives, 1.0 if self._whole else need, "up" if up else "down", has)

    def _stretch(self, attack: Attack, cell: int, reach: float, seen: Seen, *, up: bool) -> tuple[float, Numbers]:
        """How far a cell goes and what each cell gives to that (in whole youths, nothing is said of the latter)."""
        if self._whole:
            has, table = attack.stretch_whole(cell, up=up, reach=reach)
            seen.add(table)
            return has, table
        has, table, gives = attack.stretch(cell, up=up, reach=reach)
        seen.add(table)
        return has, gives

    def _more(self) -> Numbers:
        """What every pattern must have that is to do better than the one looked at: any cell that this one tells."""
        return np.where(self.stakes.choice & ~self._hidden, 1.0, 0.0)
