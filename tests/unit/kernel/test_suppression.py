"""Small counts: what is told gives none of them away, also to somebody who knows the rule."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safetynet.kernel.suppression import SMALLEST_TOLD, suppress, told, total

MOST = 16
"""Counts from 0 to this are tried; beyond the smallest that is told, all behave alike."""
GROUPS = st.lists(st.integers(0, MOST), min_size=1, max_size=3)


def possible(counts: list[int]) -> list[tuple[int, ...]]:
    """Every group of counts that would be told just like this one: what somebody can find out who knows the rule."""
    said = suppress(counts)
    choices = [range(1, MOST + 1) if count is None else (count,) for count in said]
    return [group for group in product(*choices) if suppress(group) == said]


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
        ([5, 12, 12], [None, None, 12]),
        ([], []),
    ],
)
def test_groups_of_the_field_facts(counts: list[int], expected: list[int | None]) -> None:
    """The examples of the guidelines, and the edges."""
    assert suppress(counts) == expected


@given(GROUPS)
def test_no_small_count_is_told_and_no_nought_is_hidden(counts: list[int]) -> None:
    """1 to 10 never, 0 always; at most one larger count is withheld, and only beside a small one."""
    said = suppress(counts)
    for count, shown in zip(counts, said, strict=True):
        assert shown in (count, None)
        assert (shown is None) or not 0 < count < SMALLEST_TOLD
        assert (shown is not None) or count > 0
    beside = [count for count, shown in zip(counts, said, strict=True) if shown is None and count >= SMALLEST_TOLD]
    assert len(beside) <= 1
    assert not beside or beside == [min(count for count in counts if count >= SMALLEST_TOLD)]


@settings(max_examples=40, deadline=None)
@given(GROUPS)
def test_who_knows_the_rule_learns_no_withheld_count(counts: list[int]) -> None:
    """At least ten values are left for each mark; with the group's sum known from elsewhere, still more than one wherever the
    group has a count that is not small."""
    groups = possible(counts)
    same_sum = [group for group in groups if sum(group) == sum(counts)]
    for place, shown in enumerate(suppress(counts)):
        if shown is None:
            assert len({group[place] for group in groups}) >= 10
            if max(counts) >= SMALLEST_TOLD:
                assert len({group[place] for group in same_sum}) > 1


@given(GROUPS)
def test_a_sum_is_told_only_where_it_gives_nothing_away(counts: list[int]) -> None:
    """Beside a mark there is no sum."""
    assert total(counts) == (None if None in suppress(counts) else sum(counts))


def test_a_count_below_nought_is_a_fault() -> None:
    """It would slip through."""
    with pytest.raises(ValueError, match="below nought"):
        suppress([3, -1])


def test_how_a_count_is_written() -> None:
    """The mark, or the figure."""
    assert [told(None), told(0), told(11)] == ["S", "0", "11"]
