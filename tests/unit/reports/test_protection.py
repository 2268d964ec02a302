"""Releases held against earlier ones, the edges, and what a pattern costs."""

import pytest

from safetynet.kernel.faults import Fault, Refused
from safetynet.reports.rules.disclosure import Contradiction, CountTable, ProtectedTable, protect, read_hierarchy, reveals
from safetynet.reports.rules.disclosure.complementary import complete
from safetynet.reports.rules.disclosure.examining import Examiner
from safetynet.reports.rules.disclosure.intruder import weigh
from safetynet.reports.rules.disclosure.system import arrange
from tests.unit.reports.attack import Outsider, candidates
from tests.unit.reports.attack import read as read_published
from tests.unit.reports.releases import Counts, release, summed, with_totals

YEARS: Counts = {
    ("Alpine", "2015"): 3, ("Alpine", "2016"): 9, ("Kern", "2015"): 40, ("Kern", "2016"): 31, ("Napa", "2015"): 17,
    ("Napa", "2016"): 25, ("Yolo", "2015"): 21, ("Yolo", "2016"): 14,
}  # fmt: skip


def table(counts: Counts, *dimensions: str, name: str = "table") -> CountTable:
    """A table."""
    return CountTable(name, dimensions, counts)


def test_what_is_protected_alone_is_revealed_together_with_an_earlier_release() -> None:
    """A lone small count without a total; then a table with the total and the others."""
    earlier = protect([table({("Alpine",): 3, ("Kern",): 40, ("Napa",): 20}, "county")]).tables
    assert earlier[0].told() == {("Alpine",): None, ("Kern",): 40, ("Napa",): 20}
    total = ProtectedTable(table({(): 63}), frozenset(), frozenset())
    found = reveals([total], earlier)
    assert [(one.cell, one.left) for one in found] == [("county alpine", (3, 3))]
    assert reveals(earlier) == []
    with pytest.raises(Refused, match="reveal 1 small counts whatever is withheld now, such as county alpine") as refused:
        protect(
            [table({("Alpine",): 3, ("Kern",): 40, ("Napa",): 20, ("All others",): 0}, "county")],
            already_published=[total, *earlier],
        )
    assert refused.value.kept == "Nothing was released."


def test_a_later_release_withholds_what_an_earlier_one_would_give_away() -> None:
    """The total was told before: now two counts are withheld, and both releases together hold."""
    total = ProtectedTable(table({(): 63}), frozenset(), frozenset())
    counties = table({("Alpine",): 3, ("Kern",): 40, ("Napa",): 20}, "county")
    alone = protect([counties]).tables
    assert [each.beside for each in alone] == [frozenset()]
    later = protect([counties], already_published=[total]).tables
    assert later[0].withheld == {("Alpine",), ("Napa",)}
    assert reveals(later, [total]) == []
    assert reveals(alone, [total])


def test_a_count_that_was_mended_since_tells_the_difference() -> None:
    """30 last month, 33 now: three youths."""
    before, now = (ProtectedTable(table({("Kern",): count}, "county"), frozenset(), frozenset()) for count in (30, 33))
    assert [(one.cell, one.left) for one in reveals([now], [before])] == [("county kern, by its difference", (3, 3))]
    much_later = ProtectedTable(table({("Kern",): 80}, "county"), frozenset(), frozenset())
    with pytest.raises(Contradiction):
        reveals([much_later], [before])


def test_a_small_count_that_is_told_is_revealed() -> None:
    """Who forgot to withhold hears of it."""
    told = ProtectedTable(table({("Alpine",): 3}, "county"), frozenset(), frozenset())
    assert [(one.cell, one.left) for one in reveals([told])] == [("county alpine", (3, 3)), ("the grand total", (3, 3))]


@pytest.mark.parametrize("seconds", [0.0, 60.0])
def test_without_time_it_is_as_safe_and_says_how_far_from_the_least_it_may_be(seconds: float) -> None:
    """What cannot be searched is widened until it holds; the bound stays a bound."""
    counts = with_totals(YEARS)
    best = protect([table(counts, "county", "year")])
    made = protect([table(counts, "county", "year")], seconds=seconds)
    assert reveals(made.tables) == []
    assert made.bound <= best.cost <= made.cost + 1e-6
    assert best.gap == pytest.approx(0)


def test_an_empty_pattern_is_widened_until_it_holds() -> None:
    """The way that is taken when time is up, from the small counts alone."""
    system = arrange([table(with_totals(YEARS), "county", "year")], {})
    stakes = weigh(system, 11, 3)
    examiner = Examiner(stakes)
    examiner.moderate()
    found = complete(stakes, examiner, seconds=0.02)
    hidden = stakes.hidden(found.withheld)
    assert examiner.examine(hidden) == []
    assert examiner.verify(hidden) == []


def test_three_margins_of_one_table_hold_against_who_knows_that_there_is_one() -> None:
    """County by year, year by sex, county by sex: the outsider counts youths, not cells."""
    cells: Counts = {
        ("Alpine", "2015", "F"): 0, ("Alpine", "2015", "M"): 2, ("Alpine", "2016", "F"): 12, ("Alpine", "2016", "M"): 0,
        ("Kern", "2015", "F"): 14, ("Kern", "2015", "M"): 0, ("Kern", "2016", "F"): 0, ("Kern", "2016", "M"): 13,
    }  # fmt: skip
    ends = ((0, 1), (1, 2), (0, 2))
    named = {f"{at}.csv": (tuple("abc"[each] for each in keep), with_totals(summed(cells, keep))) for at, keep in enumerate(ends)}
    made = release(named)
    files = [read_published(name, text) for name, text in made.published.items()]
    assert min(candidates(span) for span in Outsider(files, whole=True).worked_out().values()) >= 3


def test_a_hierarchy_is_checked() -> None:
    """Two parents, a ring, and a county in a region where it does not lie."""
    with pytest.raises(Fault, match="two places"):
        read_hierarchy([("county", "Kern", "South"), ("county", "Kern", "North")], [])
    with pytest.raises(Fault, match="ring"):
        read_hierarchy([("area", "a", "b"), ("area", "b", "a")], [])
    both = table({("North", "Kern"): 12}, "region", "county")
    lies = read_hierarchy([("county", "Kern", "South", "region")], [both])
    with pytest.raises(Contradiction, match="does not lie where the hierarchy puts it"):
        protect([both], hierarchy=lies)


def test_regions_and_counties_in_one_column_and_in_two() -> None:
    """The same cells, written in two ways, are withheld alike."""
    lies = [("area", "Alpine", "North"), ("area", "Napa", "North"), ("area", "Kern", "South"), ("area", "Yolo", "South")]
    one = table(
        {("Alpine",): 3, ("Napa",): 20, ("Kern",): 40, ("Yolo",): 30, ("North",): 23, ("South",): 70, ("Total",): 93}, "area"
    )
    (safe,) = protect([one], hierarchy=read_hierarchy(lies, [one])).tables
    assert safe.withheld == {("Alpine",), ("Napa",)}
    two = table(
        {("North", "Alpine"): 3, ("North", "Napa"): 20, ("South", "Kern"): 40, ("South", "Yolo"): 30, ("North", "Total"): 23,
         ("South", "Total"): 70, ("Total", "Total"): 93}, "region", "county",
    )  # fmt: skip
    rows = [("county", child, parent, "region") for _, child, parent in lies]
    (safe,) = protect([two], hierarchy=read_hierarchy(rows, [two])).tables
    assert safe.withheld == {("North", "Alpine"), ("North", "Napa")}


def test_a_cell_that_is_left_out_is_protected_too_when_the_total_tells_it() -> None:
    """Two files: the second says what the first leaves out."""
    left_out = table(
        {("Kern", "2015"): 40, ("Kern", "2016"): 20, ("Alpine", "2015"): 15, ("Alpine", "Total"): 18}, "county", "year"
    )
    (safe,) = protect([left_out]).tables
    assert safe.withheld & {("Alpine", "2015"), ("Alpine", "Total")}


@pytest.mark.parametrize("k", [-1, 0, 2])
def test_a_k_that_hides_nothing_is_refused(k: int) -> None:
    """Less than three would leave a small count no company."""
    with pytest.raises(Fault, match="would hide nothing"):
        protect([table({("Kern",): 12}, "county")], smallest_told=k)


def test_a_table_says_what_is_wrong_with_it() -> None:
    """Shape, sign, names."""
    with pytest.raises(Fault, match="below nought"):
        table({("Kern",): -1}, "county")
    with pytest.raises(Fault, match="2 values for 1 dimensions"):
        table({("Kern", "2015"): 1}, "county")
    with pytest.raises(Fault, match="same name"):
        table({("Kern", "Kern"): 1}, "county", "County ")


def test_counts_that_cannot_all_be_true_are_told() -> None:
    """Two tables leave out different cells, and the sums of the rest do not fit."""
    one = table({("Kern", "2015"): 40, ("Napa", "2015"): 20, ("Total", "2015"): 60, ("Total", "Total"): 50}, "county", "year")
    with pytest.raises(Contradiction, match=r"says 50, and its parts sum to 60"):
        protect([one])


def test_less_is_withheld_where_three_values_are_enough() -> None:
    """For the operator who chooses so; what is left is still three values to both."""
    cells: Counts = {
        ("a0", "b0"): 38, ("a0", "b1"): 24, ("a0", "b2"): 8, ("a1", "b0"): 0, ("a1", "b1"): 13, ("a1", "b2"): 35,
        ("a2", "b0"): 5, ("a2", "b1"): 19, ("a2", "b2"): 50,
    }  # fmt: skip
    whole, narrow = (protect([table(with_totals(cells), "a", "b")], whole_range=way) for way in (True, False))
    assert len(narrow.tables[0].withheld) < len(whole.tables[0].withheld)
    assert narrow.cost < whole.cost
    assert reveals(narrow.tables, whole_range=False) == []
    assert reveals(narrow.tables)
