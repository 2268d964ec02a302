"""A county's victims beside its child-welfare youths of 10 to 20 years: without that number there is no rate, and no nought."""

from safetynet.kernel.suppression import MARK

from .declaring import Denominator

PER = 1_000
NO_DENOMINATOR = "no denominator entered"


def rate(count: int | None, denominator: Denominator | None) -> float | None:
    """Per 1,000 youths; None where the count is not told or no denominator is entered."""
    if count is None or denominator is None:
        return None
    return PER * count / denominator.youths


def rate_in_words(count: int | None, denominator: Denominator | None) -> str:
    """The rate as it is printed, or why there is none. A rate of a count that is not told is not told (9.3, S5)."""
    if denominator is None:
        return NO_DENOMINATOR
    found = rate(count, denominator)
    return MARK if found is None else f"{found:.1f}"
