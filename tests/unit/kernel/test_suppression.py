"""Small counts: what is told gives none of them away, also to somebody who knows the rule."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safetynet.kernel.suppression import SMALLEST_TOLD, finest, suppress, told

MOST = 16
"""Counts from 0 to this are tried; beyond the smallest that is told, all behave alike."""
GROUPS = st.lists(st.integers(0, MOST), min_size=1, max_size=3)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([10, 14, 10, 10, 0, 0, 0, 30], [None, None, None, None, 0, 0, 0, 30]),  # 9.4, F1 where the reason is stated
        ([10, 14, 9, 17, 0, 0, 0, 30], [None, None, None, 17, 0, 0, 0, 30]),  # F2
        ([3, 15, 0], [None, None, 0]),  # F3, with the complement of 9.5
        ([0, 1, 10, 11, 25], [0, None, None, None, 25]),
        ([0, 0, 0], [0, 0, 0]),
        ([11, 25, 0], [11, 25, 0]),
        ([5], [None]),
        ([5, 12, 12, 13], [None, None, None, 13]),
        ([11, 11, 1], [None, None, None]),
        ([], []),
    ],
)
def test_groups_of_the_field_facts(counts: list[int], expected: list[int | None]) -> None:
    """The examples of the guidelines, and the edges."""
    assert suppress(counts) == expected


@given(GROUPS)
def test_no_small_count_is_told_and_no_nought_is_hidden(counts: list[int]) -> None:
    """1 to 10 never, 0 always; the smallest larger count and its equals are withheld, and only beside a small one."""
    said = suppress(counts)
    for count, shown in zip(counts, said, strict=True):
        assert shown in (count, None)
        assert (shown is None) or not 0 < count < SMALLEST_TOLD
        assert (shown is not None) or count > 0
    beside = [count for count, shown in zip(counts, said, strict=True) if shown is None and count >= SMALLEST_TOLD]
    assert set(beside) == ({min(count for count in counts if count >= SMALLEST_TOLD)} if beside else set())


@pytest.mark.parametrize("cells", [1, 2, 3, 4])
def test_who_knows_the_rule_learns_no_withheld_count(cells: int) -> None:
    """Of all groups there are: those that are told alike leave at least ten values for each mark; and still more than one to
    somebody who knows the group's sum from elsewhere, wherever the group has a count that is not small."""
    alike: dict[tuple[int | None, ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(MOST + 1), repeat=cells):
        alike[tuple(suppress(counts))].append(counts)
    for said, groups in alike.items():
        marked = [place for place, shown in enumerate(said) if shown is None]
        by_sum: dict[int, list[tuple[int, ...]]] = defaultdict(list)
        for counts in groups:
            by_sum[sum(counts)].append(counts)
        for place in marked:
            assert len({counts[place] for counts in groups}) >= 10, said
            for same in by_sum.values():
                values = {counts[place] for counts in same}
                assert len(values) > 1 or max(max(counts) for counts in same) < SMALLEST_TOLD, (said, same)


def levels(cells: tuple[int, ...]) -> list[list[int]]:
    """Four parts, two halves, the whole: as an agency's follow-ups are told."""
    return [list(cells), [cells[0] + cells[1], cells[2] + cells[3]], [sum(cells)]]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [((25, 11, 0, 0), 0), ((10, 1, 11, 0), 1), ((10, 10, 25, 0), 1), ((5, 0, 5, 1), 2), ((5, 0, 5, 0), None), ((0, 0, 0, 0), 0)],
)
def test_the_finest_way_without_a_small_count(cells: tuple[int, ...], expected: int | None) -> None:
    """Coarser only where it must be."""
    assert finest(levels(cells)) == expected


def test_who_knows_the_coarser_count_learns_no_finer_one() -> None:
    """Of every sum up to thirteen, all ways to share it out: at least ten values are left for each count that is not told."""
    most = 13
    alike: dict[tuple[object, ...], list[tuple[int, ...]]] = defaultdict(list)
    for cells in product(range(most + 1), repeat=4):
        if sum(cells) <= most:
            chosen = finest(levels(cells))
            alike[(chosen, *(levels(cells)[chosen] if chosen is not None else ()))].append(cells)
    assert {said[0] for said in alike} == {0, 1, 2, None}
    for (chosen, *_), groups in alike.items():
        hidden = [[cells[place] for cells in groups] for place in range(4)] if chosen != 0 else []
        if chosen == 1:
            hidden = [values for values in hidden if max(values) > 0]  # a half that is nought has nought parts, and says so
        assert all(len(set(values)) >= 10 for values in hidden), (chosen, groups[:3])


def test_a_count_below_nought_is_a_fault() -> None:
    """It would slip through."""
    with pytest.raises(ValueError, match="below nought"):
        suppress([3, -1])


def test_how_a_count_is_written() -> None:
    """The mark, or the figure."""
    assert [told(None), told(0), told(11)] == ["S", "0", "11"]
