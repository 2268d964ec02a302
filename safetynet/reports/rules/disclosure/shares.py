"""Which total a column of percentages is a share of: a percentage beside its count tells that total, if nobody wrote it down."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from .tables import TOTAL, Values, is_total

SCALES = (100, 1, 1_000, 10_000, 100_000)
"""Of 100, of one, of so many thousand."""


@dataclass(frozen=True, slots=True)
class Share:
    """A column of figures (by its place among them) that is a share of the total over these dimensions (by their places)."""

    figure: int
    over: tuple[int, ...]

    def whole(self, values: Values) -> Values:
        """The cell that the figure of a cell is a share of."""
        return tuple(TOTAL if place in self.over else value for place, value in enumerate(values))


def find_shares(rows: Mapping[Values, tuple[int, tuple[str, ...]]], figures: int) -> tuple[Share, ...]:
    """For each column of figures the totals of which all its figures are shares, to within their rounding.

    A column that fits several totals (with one dimension they are often the same) is a share of each: more is withheld then.
    """
    dimensions = len(next(iter(rows), ()))
    found = []
    for figure in range(figures):
        for size in range(1, dimensions + 1):
            for over in combinations(range(dimensions), size):
                share = Share(figure, over)
                if _fits(rows, share):
                    found.append(share)
    return tuple(found)


def _fits(rows: Mapping[Values, tuple[int, tuple[str, ...]]], share: Share) -> bool:
    wholes: dict[Values, int] = defaultdict(int)
    for values, (count, _) in rows.items():
        if not any(is_total(values[place]) for place in share.over):
            wholes[share.whole(values)] += count
    stated = {tuple(TOTAL if is_total(value) else value for value in values): count for values, (count, _) in rows.items()}
    pairs = []
    for values, (count, texts) in rows.items():
        whole = stated.get(share.whole(values), wholes[share.whole(values)])
        number = re.sub(r"[,%\s]", "", texts[share.figure])
        if count and whole and re.fullmatch(r"\d*\.?\d+", number) and not any(is_total(values[place]) for place in share.over):
            pairs.append((count / whole, number))
    return bool(pairs) and any(all(_is_rounded(part * scale, number) for part, number in pairs) for scale in SCALES)


def _is_rounded(exact: float, number: str) -> bool:
    decimals = len(number.partition(".")[2])
    return bool(abs(exact - float(number)) <= 0.5001 * 10.0**-decimals)
