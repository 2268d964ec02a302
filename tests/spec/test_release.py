"""What may be told of small groups: a small table in, one line out (field facts 9.1 to 9.5, fixtures F1 to F7)."""

import pytest

from safetynet.kernel.counties import COUNTIES, find_county
from safetynet.reports.rules.disclosure import (
    CountTable,
    Score,
    Span,
    Variable,
    is_large_enough,
    protect,
    read_file,
    score,
    small_cells,
    write_file,
)  # fmt: skip
from safetynet.reports.rules.disclosure.scoring import RESIDENCE

NONE: frozenset[str] = frozenset()
TABLE_3_3 = """
Alameda 75; Calaveras 0; Colusa 0; Contra Costa 5; El Dorado 7; Fresno 29; Humboldt 20; Kern 81;
Los Angeles 150; Madera 16; Marin 2; Merced 17; Monterey 24; Orange 105; Placer 14; Plumas 1; Riverside 124;
Sacramento 99; San Benito 3; San Bernardino 13; San Diego 584; San Francisco 171; San Joaquin 40;
San Luis Obispo 4; San Mateo 84; Santa Barbara 5; Santa Clara 67; Santa Cruz 3; Shasta 3; Siskiyou 2;
Solano 15; Sonoma 49; Stanislaus 15; Sutter 0; Tulare 63; Ventura 18; Yolo 3; Yuba 0
"""
POINTS_OF_COUNTIES = """
-3 7 4 1 4 4 -3 4 1 -3 4 1 1 5 -1 1 3 4 -5 1 0 5 3 0 5 5 0 1 1
-5 0 5 -5 -3 3 -5 -5 -1 -1 0 -1 0 -3 0 1 7 4 0 0 0 3 3 5 0 3 -1 1 3
"""
"""The last column of field facts 8.17, by county in the order of the alphabet."""


def group(counts: list[int], *, total: bool = True) -> CountTable:
    """One group of counts with its total."""
    cells = {(str(place),): count for place, count in enumerate(counts)}
    return CountTable("group", ("kind",), {**cells, **({("Total",): sum(counts)} if total else {})})


def said(counts: list[int], *, total: bool = True, k: int = 11) -> str:
    """The group as it is released, in one line."""
    (safe,) = protect([group(counts, total=total)], smallest_told=k).tables
    return " ".join("S" if count is None else str(count) for count in safe.told().values())


@pytest.mark.parametrize(
    ("counts", "line"),
    [
        ([10, 14, 10, 10, 0, 0, 0, 30], "S S S S 0 0 0 30 74"),  # F1: our mark states its reason, so 14 goes with the three tens
        ([10, 14, 9, 17, 0, 0, 0, 30], "S S S 17 0 0 0 30 80"),  # F2
        ([3, 50, 60], "S S 60 113"),  # one small count: the smaller neighbour goes, the total stays
        ([5, 6, 40], "S S 40 51"),  # the two sum to 11: neither is known, and nobody is added
        ([5, 5, 40], "S S S 50"),  # S6 b: two that sum to less than 11 get a third beside them
        ([3, 3, 3, 2, 40], "S S S S S 51"),  # S6 a: all 3 or less
        ([0, 0, 12, 30], "0 0 12 30 42"),  # S3: a true nought stays
        ([4, 0, 0], "S 0 0 S"),  # the total is the small count
        ([2, 3, 0], "S S 0 S"),
        ([11, 11, 1], "11 11 S S"),  # with an 11 beside it 1 would be known to who knows that both are not small
        ([0, 0], "0 0 0"),
        ([11], "11 11"),
        ([7], "S S"),
    ],
)  # fmt: skip
def test_one_group(counts: list[int], line: str) -> None:
    """A group with its total (the last count)."""
    assert said(counts) == line


def test_another_k() -> None:
    """With k = 5, 5 is told."""
    assert said([4, 5, 9, 30], k=5) == "S S 9 30 48"
    assert said([5, 9, 30], k=5) == "5 9 30 44"


def test_figures_of_withheld_counts() -> None:
    """F3: the small count goes with its 0.0 that came of rounding; the true nought keeps its own."""
    text = "kind,count,percent\nfirst,3,0.0\nsecond,15,1.0\nthird,0,0.0\n"
    file = read_file("f3.csv", text, dimensions=NONE, figures=NONE)
    (safe,) = protect([file.table]).tables
    assert write_file(file, safe, 11) == "kind,count,percent\nfirst,S,S\nsecond,15,1.0\nthird,0,0.0\n"


def report() -> dict[str, int]:
    """Counties of the 2017 report and the victims they served."""
    entries = (entry.strip().rsplit(" ", 1) for entry in TABLE_3_3.replace("\n", " ").split(";"))
    return {name: int(count) for name, count in entries}


def of_report(**more: object) -> Score:
    """The score of the report's table: its smallest county with a youth is Plumas."""
    plumas = find_county("Plumas")
    assert plumas is not None
    return score(smallest=1, span=Span.YEAR, residence=plumas.population, **more)  # type: ignore[arg-type]


def test_the_report_of_2017() -> None:
    """F4: 12 points, so scoring told it all; the strict rule withholds 11 counties (38 youths) and nothing beside them."""
    counts = report()
    assert (len(counts), sum(counts.values())) == (38, 1911)
    assert of_report().total == 12
    table = CountTable("report", ("county",), {(name,): count for name, count in counts.items()} | {("Total",): 1911})
    assert small_cells(table, score=of_report()) == frozenset()
    (free,) = protect([table], score=of_report()).tables
    assert free.withheld == frozenset()
    (strict,) = protect([table]).tables
    assert strict.withheld == small_cells(table)
    assert (len(strict.withheld), sum(table.counts[cell] for cell in strict.withheld)) == (11, 38)


@pytest.mark.parametrize(
    ("made", "total", "withholds"),
    [
        (of_report(), 12, False),  # F4
        (of_report(variables=[Variable.SEX]), 14, True),  # F5
        (score(smallest=1, span=Span.QUARTER, residence=1_682_353, variables=[Variable.RACE_FINER, Variable.SEX]), 14, True),  # F6
        (score(smallest=1, span=Span.YEAR, residence=1_682_353, others=[16]), 12, False),  # F7
    ],
)  # fmt: skip
def test_scores(made: Score, total: int, withholds: bool) -> None:
    """F4 to F7: 13 points or more withhold."""
    assert (made.total, made.withholds) == (total, withholds)


def test_the_points_of_every_county() -> None:
    """The 58 populations sum to California's, and each has the points of the field facts."""
    assert sum(county.population for county in COUNTIES) == 39_538_223
    assert [RESIDENCE.of(county.population) for county in COUNTIES] == [int(points) for points in POINTS_OF_COUNTIES.split()]


@pytest.mark.parametrize(
    ("numerators", "denominators", "enough"),
    [([11, 40], [20_001], True), ([11], [20_000], False), ([10], [50_000], False), ([0], [50_000], False), ([11], [], False)],
)
def test_numerators_and_denominators(numerators: list[int], denominators: list[int], enough: bool) -> None:
    """9.1: every count 11 or more, every population above 20,000."""
    assert is_large_enough(numerators, denominators) is enough
