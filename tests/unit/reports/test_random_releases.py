"""Random releases: an outsider who builds all sums from the files alone works out no withheld count."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.reports.attack import Key
from tests.unit.reports.releases import Counts, Release, assert_holds, release, summed, with_totals

COUNT = st.one_of(st.just(0), st.integers(1, 10), st.integers(1, 10), st.integers(11, 14), st.integers(11, 60))
patient = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@st.composite
def cells(draw: st.DrawFn, *, least: int = 1, most: int = 3, sizes: int = 4) -> Counts:
    """A table without totals: some dimensions with some values."""
    shape = draw(st.lists(st.integers(2, sizes), min_size=least, max_size=most))
    names = [[f"{'abc'[axis]}{value}" for value in range(size)] for axis, size in enumerate(shape)]
    return {cell: draw(COUNT) for cell in product(*names)}


def columns(counts: Counts) -> tuple[str, ...]:
    """Names for the dimensions of a table."""
    return tuple("abc"[: len(next(iter(counts)))])


@patient
@given(cells(), st.sampled_from((3, 5, 11)))
def test_one_table_with_all_totals(counts: Counts, k: int) -> None:
    """One to three dimensions, several k."""
    assert_holds(release({"t.csv": (columns(counts), with_totals(counts))}, k=k))


@patient
@given(cells(), st.data())
def test_one_table_with_some_rows_left_out(counts: Counts, data: st.DataObject) -> None:
    """Totals that nobody wrote down, cells that a table does not have: also if these are taken for noughts where they are."""
    every = with_totals(counts)
    kept = data.draw(st.sets(st.sampled_from(sorted(every)), min_size=1))
    for value in {value for cell in counts for value in cell}:
        if not any(value in cell for cell in kept):  # a value that no row has is no part of anything, and sums would not add up
            kept.add(data.draw(st.sampled_from(sorted(cell for cell in every if value in cell))))
    assert_holds(release({"t.csv": (columns(counts), {cell: n for cell, n in every.items() if cell in kept})}))
    seen = {cell: n for cell, n in every.items() if n or "Total" in cell}
    assert_holds(release({"t.csv": (columns(counts), seen)}), absent=True)


@patient
@given(cells(least=3), st.booleans())
def test_linked_tables(counts: Counts, totals: bool) -> None:
    """Two tables that share a margin, and three that share each dimension with another."""
    ends = [summed(counts, keep) for keep in ((0, 1), (0, 2), (1, 2))]
    tables = [with_totals(each) if totals else each for each in ends]
    named = [(("a", "b"), tables[0]), (("a", "c"), tables[1]), (("b", "c"), tables[2])]
    for taken in (2, 3):
        assert_holds(release({f"{at}.csv": each for at, each in enumerate(named[:taken])}))


@patient
@given(st.lists(COUNT, min_size=12, max_size=12), st.booleans())
def test_nested_areas(numbers: list[int], totals: bool) -> None:
    """Cities by sex, counties by sex, regions: in one column, in three files."""
    city_in = {f"city{at}": f"county{at // 2}" for at in range(6)}
    county_in = {"county0": "north", "county1": "north", "county2": "south"}
    lies = {("city", one): ("county", up) for one, up in city_in.items()}
    lies |= {("county", one): ("region", up) for one, up in county_in.items()}
    cities = {(f"city{at}", sex): numbers[2 * at + place] for at in range(6) for place, sex in enumerate("fm")}
    counties: Counts = {}
    regions: Counts = {}
    for (city, sex), count in cities.items():
        county = city_in[city]
        counties[county, sex] = counties.get((county, sex), 0) + count
        regions[county_in[county],] = regions.get((county_in[county],), 0) + count
    tables = [(("city", "sex"), cities), (("county", "sex"), counties), (("region",), regions)]
    made = {f"{at}.csv": (names, with_totals(each) if totals else each) for at, (names, each) in enumerate(tables)}
    assert_holds(release(made, lies=lies))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells(least=3, sizes=3))
def test_in_whole_youths(counts: Counts) -> None:
    """In three dimensions half youths could seem to leave room where whole ones do not."""
    assert_holds(release({"t.csv": (("a", "b", "c"), with_totals(counts))}), whole=True)


@pytest.mark.parametrize("shape", [(3,), (2, 2)])
def test_every_tiny_table_by_counting(shape: tuple[int, ...]) -> None:
    """All tables of up to a few more than k, counted one by one: whatever is published alike leaves the reader every value that is
    small for each small count (or as many as there are at all), and at least three to the insider who knows which is which."""
    k, values = 4, range(6)
    names = [[f"{'ab'[axis]}{value}" for value in range(size)] for axis, size in enumerate(shape)]
    places = list(product(*names))
    for numbers in list(product(values, repeat=len(places)))[:: 1 if shape == (3,) else 17]:
        counts = with_totals(dict(zip(places, numbers, strict=True)))
        made = release({"t.csv": (columns(counts), counts)}, k=k)
        for insider in (False, True):
            narrow = {key: left for key, left in counted(made, places, insider=insider).items() if len(left) < 3}
            best = counted(made, places, insider=insider, everything=True) if narrow else {}
            assert {key: left for key, left in narrow.items() if len(left) < len(best[key])} == {}, numbers


def counted(made: Release, places: list[tuple[str, ...]], *, insider: bool, everything: bool = False) -> dict[Key, set[int]]:
    """For each mark, the values it has in the tables of up to 2k a cell that look like the published one."""
    outsider = made.outsider()
    (file,) = outsider.files
    true = made.given[file.name][1]
    small = made.small()
    marked = {cell for cell, count, _ in file.rows if count is None or (everything and count)}
    left: dict[Key, set[int]] = {(file.name, cell): set() for cell in marked}
    for numbers in product(*(range(1, 2 * made.k) if true[place] else (0,) for place in places)):
        table = with_totals(dict(zip(places, numbers, strict=True)))
        if any(table[cell] != count for cell, count in true.items() if cell not in marked):
            continue
        if insider and any((table[cell] < made.k) != ((file.name, cell) in small) for cell in marked):
            continue
        for cell in marked:
            left[file.name, cell].add(table[cell])
    return left
