"""Quarters of a year, and the figures that are made from a suppressed document."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safetynet.meetings.actions.quarterly_pages import LINES_ON_A_SLIDE, in_parts
from safetynet.meetings.rules.quarter_figures import Figure, Line, meetings_in_words, without_untold
from safetynet.meetings.rules.quarters import Quarter


@given(st.dates(date(2000, 1, 1), date(2999, 12, 31)))
def test_every_day_lies_in_one_quarter(day: date) -> None:
    """Which the address names, between the one before and the one after."""
    quarter = Quarter.of(day)
    assert quarter.begins <= day <= quarter.ends
    assert Quarter.read(quarter.key) == quarter == quarter.following.before
    assert quarter.following.begins == quarter.ends + timedelta(days=1)
    assert (quarter.is_over(quarter.ends), quarter.is_over(quarter.following.begins)) == (False, True)


@pytest.mark.parametrize("text", ["2026-5", "2026-0", "1999-1", "3000-1", "2026", "٢٠٢٦-1", "2026-1 ", ""])
def test_no_other_address_names_a_quarter(text: str) -> None:
    """Nothing is guessed."""
    assert Quarter.read(text) is None


def test_in_words() -> None:
    """As people say it."""
    assert Quarter(2026, 3).words == "3rd quarter of 2026"


def test_how_many_people_came_is_said_plainly() -> None:
    """One meeting has no half; a median between two numbers is the larger, which half the meetings had."""
    assert meetings_in_words({"held": 0, "mean": None, "median": None}) == "No meeting was held in this quarter."
    assert meetings_in_words({"held": 1, "mean": 13, "median": 13}) == "1 meeting held, 13 people present."
    assert meetings_in_words({"held": 2, "mean": None, "median": None}) == "2 meetings held."
    assert meetings_in_words({"held": 2, "mean": 15.5, "median": 15.5}).endswith("half the meetings had 16 or more.")


def test_a_withheld_count_has_no_bar() -> None:
    """Its length would tell it; the largest that is told is the longest."""
    lines = [Line("a", ["20"]), Line("b", ["S"]), Line("c", ["0"]), Line("d", ["40"])]
    figure = Figure("k", "Title", "Method.", ("What", "Youths"), lines, drawn=0)
    assert [(line.label, value, share) for line, value, share in figure.bars] == [
        ("a", "20", 0.5), ("b", "S", 0.0), ("c", "0", 0.0), ("d", "40", 1.0),
    ]  # fmt: skip


def test_what_no_line_shares_out_is_named_and_not_listed() -> None:
    """Three columns of dashes tell nothing; that they are left out is said."""
    lines = [Line("a", ["20", "–", "–"]), Line("b", ["S", "–", "11"])]
    figure = without_untold(Figure("k", "Title", "Method.", ("What", "Asked", "Late", "Done"), lines, drawn=0))
    assert list(figure.heads) == ["What", "Asked", "Done"]
    assert [list(line.values) for line in figure.lines] == [["20", "–"], ["S", "11"]]
    assert figure.method.endswith("too small: late.")


@given(st.integers(0, 50))
def test_slides_leave_nothing_out(count: int) -> None:
    """Every line stands on one slide, in order, and each slide says which part it is."""
    told = {"title": "Who came", "lines": list(range(count))}
    parts = in_parts(told)
    assert [line for part in parts for line in part["lines"]] == told["lines"]
    assert all(len(part["lines"]) <= LINES_ON_A_SLIDE for part in parts)
    assert len({part["title"] for part in parts}) == len(parts)
