"""Small counts are not told (field facts 9.3 and 9.5, strict): 1 to 10 youths are few enough to be known by name.

One rule for one group of counts. The database holds the same rule (``policy.suppressed``), a test holds the two together.
"""

from collections.abc import Sequence

SMALLEST_TOLD = 11
"""The smallest count above nought that is told (CalHHS guidelines: 11)."""
MARK = "S"
"""What stands where a count is not told."""
MEANING = f"{MARK}: 1 to 10, or a larger count withheld so that nothing can be worked out. A nought is a nought."


def suppress(counts: Sequence[int]) -> list[int | None]:
    """The counts of one group as they may be told; None where one is not.

    Every 1 to 10 is withheld. Where one is, the smallest larger count is withheld too (the first among equals): nobody can
    tell which of the marks stands for a small count, and a sum that is known from elsewhere gives none of them away (9.4,
    F1 and F2; S6 holds with it). A true nought stays (S3). Raises ValueError for a count below nought.
    """
    if any(count < 0 for count in counts):
        raise ValueError("a count is never below nought")
    small = {place for place, count in enumerate(counts) if 0 < count < SMALLEST_TOLD}
    larger = [(count, place) for place, count in enumerate(counts) if count >= SMALLEST_TOLD]
    if small and larger:
        small.add(min(larger)[1])
    return [None if place in small else count for place, count in enumerate(counts)]


def total(counts: Sequence[int]) -> int | None:
    """The sum of a group as it may be told: only where every count of the group is."""
    told = suppress(counts)
    return None if None in told else sum(counts)


def told(count: int | None) -> str:
    """A count as it stands on a page."""
    return MARK if count is None else str(count)
