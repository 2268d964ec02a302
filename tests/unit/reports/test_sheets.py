"""Sheets of counts that leave the house: what is withheld in a group, and when a finer group is told at all."""

from hypothesis import given
from hypothesis import strategies as st

from safetynet.kernel.suppression import MARK, NOT_SHARED_OUT
from safetynet.reports.rules.sheets import Group, Line, Sheet, counted, protected_groups

counts = st.lists(st.integers(0, 60), min_size=1, max_size=8)


def group(key: str, *numbers: int, finer: bool = False) -> Group:
    """A group of these counts."""
    return Group(key, key, "How.", tuple(Line(f"{key} {place}", number) for place, number in enumerate(numbers)), finer=finer)


def told(*groups: Group) -> dict[str, list[str]]:
    """What each line of the protected groups says."""
    return {one.key: [line[1] for line in one.section.lines] for one in protected_groups(groups)}


def test_a_small_count_and_the_next_larger_are_withheld() -> None:
    assert told(group("a", 3, 0, 12, 40)) == {"a": [MARK, "0", MARK, "40"]}


def test_a_finer_group_is_told_only_where_nothing_is_small() -> None:
    whole, finer = group("whole", 30, 40), group("finer", 11, 19, finer=True)
    assert told(whole, finer) == {"whole": ["30", "40"], "finer": ["11", "19"]}
    assert told(group("whole", 3, 40), finer)["finer"] == [NOT_SHARED_OUT]
    assert told(whole, group("finer", 29, 1, finer=True)) == {"whole": ["30", "40"], "finer": [NOT_SHARED_OUT]}


@given(groups=st.lists(st.tuples(counts, st.booleans()), min_size=1, max_size=4))
def test_no_small_count_is_ever_told(groups: list[tuple[list[int], bool]]) -> None:
    made = [group(str(place), *numbers, finer=finer) for place, (numbers, finer) in enumerate(groups)]
    values = [value for lines in told(*made).values() for value in lines]
    assert not {str(number) for number in range(1, 11)} & set(values)


def test_codes_without_a_label_are_told_as_they_are_and_noughts_stand() -> None:
    assert counted({"B": 2, "Z": 1}, {"A": "Letter A", "B": "Letter B"}) == (Line("Letter A", 0), Line("Letter B", 2), Line("Z", 1))


def test_words_that_look_like_a_formula_are_plain_in_a_spreadsheet() -> None:
    sheet = Sheet("T", "Snapshot x.", "told", (Group("a", "A", "", (Line("=1+1", 20),)).section,))
    assert sheet.csv_lines[1:] == [["A", "'=1+1", "Youths", "20", "Snapshot x."]]
