"""What is withheld in itself, and what stands under a table that withholds (field facts 9.3)."""

from collections.abc import Mapping

from safetynet.kernel.suppression import MARK, SMALLEST_TOLD

from .scoring import Score
from .tables import CountTable, Values

SMALLEST_K = 3
"""k below this would leave a withheld count fewer than two values: nothing would be withheld at all."""


def is_small(count: int, smallest_told: int = SMALLEST_TOLD) -> bool:
    """Whether a count is withheld in itself: 1 to k-1 (S1). A true nought never is (S3)."""
    return 0 < count < smallest_told


def small_cells(table: CountTable, *, smallest_told: int = SMALLEST_TOLD, score: Score | None = None) -> frozenset[Values]:
    """The cells of a table that are withheld in themselves.

    Strict, unless a score is given: then only a table with 13 points or more withholds its small counts (9.2).
    """
    if score is not None and not score.withholds:
        return frozenset()
    return frozenset(values for values, count in table.counts.items() if is_small(count, smallest_told))


def is_figure_withheld(count: int | None, group: int | None, withheld: bool, group_withheld: bool, smallest_told: int) -> bool:
    """Whether a percentage, rate, mean or sum of money that belongs to a count is withheld with it (S4, S5, and 9.5).

    It is if the count is, even where it was rounded to 0.0; if the count of the group that it is a share of is withheld, for that
    could be worked out from it; and if that group has fewer than k youths. A true nought keeps its 0.
    """
    if count == 0:
        return False
    return withheld or group_withheld or (group is not None and is_small(group, smallest_told))


def footnote(smallest_told: int = SMALLEST_TOLD) -> str:
    """What stands under a table with marks (S7)."""
    return (
        f"{MARK}: a count of 1 to {smallest_told - 1} is withheld (CalHHS Data De-Identification Guidelines v2.0), or a larger one "
        f"so that no withheld count can be worked out (complementary suppression). Figures made from a withheld count are "
        f"withheld with it. A nought is a nought."
    )


def shown(table: CountTable, withheld: frozenset[Values]) -> Mapping[Values, int | None]:
    """The counts of a table as they may be told; None where one is withheld."""
    return {values: None if values in withheld else count for values, count in table.counts.items()}
