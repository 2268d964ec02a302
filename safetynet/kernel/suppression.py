"""Small counts are not told (field facts 9.3 and 9.5, strict): 1 to 10 youths are few enough to be known by name.

One rule for one group of counts. The database holds the same rule (``policy.suppressed``), a test holds the two together.
"""

from collections.abc import Sequence

SMALLEST_TOLD = 11
"""The smallest count above nought that is told (CalHHS guidelines: 11)."""
MARK = "S"
"""What stands where a count is not told."""
NOT_SHARED_OUT = "–"
"""What stands where only a coarser count is told."""
MEANING = (
    f"{MARK}: a count of 1 to 10, withheld, or a larger one withheld so that those cannot be worked out. 0 is 0. "
    f"{NOT_SHARED_OUT}: not shared out, because a part would be too small."
)


def suppress(counts: Sequence[int]) -> list[int | None]:
    """The counts of one group as they may be told; None where one is not.

    Every 1 to 10 is withheld. Where one is, the smallest larger count is withheld too, with all that equal it: nobody can tell
    which of the marks stands for a small count, and a sum that is known from elsewhere gives none of them away (9.4, F1 and
    F2; S6 holds with it). Only one of several equals would not do: of 11, 11, 1 the second would tell by its being shown that
    the first is the larger one. A true nought stays (S3). Raises ValueError for a count below nought.
    """
    if any(count < 0 for count in counts):
        raise ValueError("a count is never below nought")
    small = any(0 < count < SMALLEST_TOLD for count in counts)
    beside = min((count for count in counts if count >= SMALLEST_TOLD), default=None) if small else None
    return [None if 0 < count < SMALLEST_TOLD or count == beside else count for count in counts]


def finest(levels: Sequence[Sequence[int]]) -> int | None:
    """Which of several ways to share out the same youths may be told: the finest (the first) without a small count; the finer
    ones are then not told at all, not even their noughts. None where each has a small count.

    Fewer and coarser groups are better than withheld counts (9.3), and a sum may stand here, since no part of it does.
    """
    return next((place for place, level in enumerate(levels) if not any(0 < count < SMALLEST_TOLD for count in level)), None)


def told(count: int | None) -> str:
    """A count as it stands on a page."""
    return MARK if count is None else str(count)
