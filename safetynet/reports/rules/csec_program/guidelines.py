"""The score of the state's de-identification guidelines for a table of youths by county and period (field facts 9.2).

Only what such a table has: events, time, residence, interaction. It is printed beside the strict rule, and decides nothing.
"""

from collections.abc import Iterable, Sequence

from safetynet.kernel.counties import find_county

SUPPRESSED_FROM = 13
"""From this score on a table is suppressed under the guidelines."""
_EVENTS = ((1_000, 2), (100, 3), (11, 5), (0, 7))
_MONTHS = ((60, -5), (24, -3), (12, 0), (6, 3), (3, 4), (0, 5))
_RESIDENCE = (
    (2_000_000, -5), (1_000_000, -3), (560_000, -1), (250_000, 0), (100_000, 1), (50_000, 3), (20_000, 4), (4_000, 5), (0, 7),
)  # fmt: skip
_INTERACTION = ((5, -5), (3, -3), (0, 0))


def score(counts: Sequence[int], counties: Iterable[str], months: int) -> int | None:
    """The sum of the highest value per variable; None where no count is above nought.

    The smallest count above nought decides about events, the smallest county of the table about residence.
    """
    smallest = min((count for count in counts if count), default=None)
    if smallest is None:
        return None
    facts = [fact for name in counties if (fact := find_county(name)) is not None]
    population = min((fact.population for fact in facts), default=0)
    return (
        _at_least(smallest, _EVENTS)
        + _at_least(months, _MONTHS)
        + next((points for above, points in _RESIDENCE if population > above), _RESIDENCE[-1][1])
        + _at_least(smallest, _INTERACTION)
    )


def _at_least(value: int, steps: Sequence[tuple[int, int]]) -> int:
    return next(points for start, points in steps if value >= start)
