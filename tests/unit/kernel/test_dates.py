"""Reading the dates of an office, and writing them for people."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safetynet.kernel.dates import NoSuchDay, NotADate, read_date, say_date, say_date_from
from safetynet.kernel.periods import Period, age_on, duration_in_words


@pytest.mark.parametrize(
    "written",
    ["3/1/2013", "03/01/2013", "3/1/13", "2013-03-01", "Mar 1, 2013", "March 1 2013", "1 Mar 2013", "3.1.2013", "3-1-13",
     "2013-03-01 00:00:00", datetime(2013, 3, 1, tzinfo=UTC), date(2013, 3, 1), "  3/1/2013 ", "Mar. 1st, 2013"],
)  # fmt: skip
def test_one_day_in_many_styles(written: object) -> None:
    """Months come first, as in the United States."""
    assert read_date(written) == date(2013, 3, 1)


@pytest.mark.parametrize("written", ["31/02/1999", "13/45/12", "2/30/2013", "2013-02-30", "Feb 30, 2013"])
def test_days_that_do_not_exist(written: str) -> None:
    """Written like a date, but not in the calendar."""
    with pytest.raises(NoSuchDay):
        read_date(written)


@pytest.mark.parametrize("written", ["", "sometime in 2012", "soon", "3/1", "Octember 4, 2013", "2013", "<script>", "1" * 1000])
def test_what_is_no_date(written: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(NotADate):
        read_date(written)


@given(st.dates(min_value=date(1951, 1, 1), max_value=date(2050, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    """Each style says the day it was written for."""
    for style in ("%m/%d/%Y", "%Y-%m-%d", "%b %d, %Y", "%d %B %Y", "%m/%d/%y"):
        assert read_date(day.strftime(style)) == day


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2015, 3, 12), "Thu 12 Mar 2015 (today)"),
        (date(2015, 3, 3), "Tue 3 Mar 2015 (9 days ago)"),
        (date(2015, 3, 13), "Fri 13 Mar 2015 (tomorrow)"),
        (date(2015, 3, 11), "Wed 11 Mar 2015 (yesterday)"),
        (date(2015, 8, 12), "Wed 12 Aug 2015 (in 5 months)"),
        (date(2010, 1, 1), "Fri 1 Jan 2010 (5 years ago)"),
    ],
)
def test_a_date_with_its_distance(day: date, words: str) -> None:
    """As people say it."""
    assert say_date_from(day, date(2015, 3, 12)) == words
    assert words.startswith(say_date(day))


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2000, 2, 29), date(2015, 2, 28), 14),
        (date(2000, 2, 29), date(2015, 3, 1), 15),
        (date(2000, 5, 4), date(2015, 5, 4), 15),
        (None, date(2015, 5, 4), None),
        (date(2000, 5, 4), None, None),
    ],
)
def test_ages_are_completed_years(born: date | None, day: date | None, age: int | None) -> None:
    """Never typed, always computed."""
    assert age_on(born, day) == age


def test_periods() -> None:
    """Both ends belong to a period; one without an end runs on; one cannot end before it begins."""
    running = Period(date(2015, 1, 1))
    ended = Period(date(2015, 1, 1), date(2015, 1, 3))
    assert running.covers(date(2099, 1, 1))
    assert not running.covers(date(2014, 12, 31))
    assert [ended.covers(date(2015, 1, day)) for day in (1, 3, 4)] == [True, True, False]
    assert duration_in_words(60) == "2 months"
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2015, 1, 2), date(2015, 1, 1))
