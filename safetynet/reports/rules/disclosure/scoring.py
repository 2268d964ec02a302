"""How much a table of counts could tell about one person: CalHHS Data De-Identification Guidelines v2.0 (field facts 9.1, 9.2).

A table of points for each variable, each with its source; the score is the sum of the highest value of each variable that the
table has. Where two bands of the text share a bound ("250,000-560,000", "100,000-250,000"), the bound gets the higher points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

WITHHOLDS_FROM = 13
"""A table with this score or more withholds its small counts; 12 or less may be told as it is (9.2)."""
NUMERATOR, DENOMINATOR = 11, 20_000
"""Every numerator at least this and every denominator above that: no more analysis is needed (9.1)."""


@dataclass(frozen=True, slots=True)
class Points:
    """The points of one variable: (above this number, points), from the largest number to the smallest, and their source."""

    variable: str
    above: tuple[tuple[int, int], ...]
    source: str

    def of(self, number: int) -> int:
        """The points of this number. Raises ValueError for a number that the table does not know."""
        for least, points in self.above:
            if number > least:
                return points
        raise ValueError(f"{self.variable} is never {number}")


_SOURCE = "CalHHS DDG v2.0, publication scoring criteria"
EVENTS = Points("events", ((999, 2), (99, 3), (10, 5), (-1, 7)), f"{_SOURCE}: events, smallest cell")
AGE_BAND = Points("age band", ((29, 1), (10, 2), (5, 3), (2, 5), (0, 7)), f"{_SOURCE}: age range, narrowest band in years")
PEOPLE = Points(
    "people of a group in the state",
    ((4_000_000, 1), (300_000, 2), (100_000, 3), (20_000, 5), (-1, 7)),
    f"{_SOURCE}: detailed race, language and other variables by statewide population",
)
RESIDENCE = Points(
    "residence",
    ((2_000_000, -5), (1_000_000, -3), (560_000, -1), (250_000, 0), (100_000, 1), (50_000, 3), (20_000, 4), (4_000, 5), (-1, 7)),
    f"{_SOURCE}: residence geography, population",
)
SERVICE = Points(
    "place of service",
    ((2_000_000, -5), (1_000_000, -4), (560_000, -3), (250_000, -1), (20_000, 0), (-1, 1)),
    f"{_SOURCE}: service geography, population",
)
OTHER_GROUPS = Points("groups of another variable", ((9, 7), (4, 5), (0, 3)), f"{_SOURCE}: other variables, number of groups")
STACKED = Points("variables beyond events, time and place", ((2, 4), (1, 2), (0, 1)), f"{_SOURCE}: variable interactions")


class Variable(Enum):
    """A variable whose points depend on how it is shared out, not on a number: its name, its points."""

    RACE = "race, combined: White, Asian, Black, Hispanic, MENA", 2
    RACE_FINER = "race, combined, with American Indian, Pacific Islander or mixed", 3
    HISPANIC = "Hispanic yes or no", 1
    SEX = "sex: male, female", 1
    SEX_WITH_INTERSEX = "sex with intersex", 2
    ORIENTATION = "sexual orientation, four groups", 2
    GENDER = "gender identity: man, woman, trans or nonbinary", 3
    GENDER_FINER = "gender identity, finer", 5
    LANGUAGE = "language: English, Spanish, other", 1
    IMMIGRATION = "born here or abroad", 1
    IMMIGRATION_RESIDENT = "born here or abroad, with permanent residents", 2
    IMMIGRATION_DETAILED = "immigration status, detailed", 7
    PAYER = "expected payer", 1
    PAYER_WITH_UNINSURED = "expected payer, with uninsured", 2
    SERVICE_STREET = "street address of the service", 3
    SERVICE_RURAL = "rural address of the service", 5
    SERVICE_FRONTIER = "frontier address of the service", 7

    def __init__(self, label: str, points: int) -> None:
        self.label = label
        self.points = points


class Span(Enum):
    """How long a period each count is for, and its points."""

    FIVE_YEARS = "five years", -5
    TWO_TO_FOUR_YEARS = "two to four years", -3
    YEAR = "a year", 0
    HALF_YEAR = "half a year", 3
    QUARTER = "a quarter", 4
    MONTH = "a month", 5

    def __init__(self, label: str, points: int) -> None:
        self.label = label
        self.points = points


@dataclass(frozen=True, slots=True)
class Score:
    """The points of a table, line by line."""

    lines: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """The score."""
        return sum(points for _, points in self.lines)

    @property
    def withholds(self) -> bool:
        """Whether small counts of the table are withheld under scoring alone."""
        return self.total >= WITHHOLDS_FROM


def is_large_enough(numerators: Sequence[int], denominators: Sequence[int]) -> bool:
    """The numerator-denominator condition (9.1): every count 11 or more, and every population above 20,000.

    Without a denominator it does not hold: nobody knows how many people a count is out of.
    """
    return bool(denominators) and min(numerators, default=NUMERATOR) >= NUMERATOR and min(denominators) > DENOMINATOR


def score(
    *,
    smallest: int,
    span: Span,
    residence: int | None = None,
    service: int | None = None,
    age_band: int | None = None,
    variables: Sequence[Variable] = (),
    others: Sequence[int] = (),
    detailed: Sequence[int] = (),
) -> Score:
    """The score of a table (9.2).

    ``smallest`` cell of the table · ``span`` of time of each count · population of the smallest place of ``residence`` and of
    ``service`` (the higher points of the two count once if both are given) · years of the narrowest ``age_band`` · the other
    ``variables`` · for each variable of another kind how many groups it has (``others``) or how many people in the state its
    smallest group has (``detailed``). Raises ValueError for a table without any place.
    """
    places = [points.of(number) for points, number in ((RESIDENCE, residence), (SERVICE, service)) if number is not None]
    if not places:
        raise ValueError("a score needs the population of the smallest place")
    lines = [("smallest count", EVENTS.of(smallest)), ("period", span.points), ("place", max(places))]
    if age_band is not None:
        lines.append(("ages", AGE_BAND.of(age_band)))
    lines += [(variable.label, variable.points) for variable in variables]
    lines += [("another variable, by its groups", OTHER_GROUPS.of(groups)) for groups in others]
    lines += [("another variable, by its people", PEOPLE.of(people)) for people in detailed]
    lines.append(("interaction", interaction(smallest, len(lines) - 3)))
    return Score(tuple(lines))


def interaction(smallest: int, stacked: int) -> int:
    """The points of variables shown together: ``stacked`` is how many there are beyond events, time and place."""
    if stacked:
        return STACKED.of(stacked)
    return -5 if smallest >= 5 else -3 if smallest >= 3 else 0
