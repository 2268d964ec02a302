"""What a meeting's day and state allow, and how it is announced without a name."""

from datetime import date, timedelta

import pytest

from safetynet.kernel.codes import MeetingKind
from safetynet.meetings.models import MeetingState
from safetynet.meetings.rules.days import before_opening, too_long_ago, what_is_open
from safetynet.meetings.rules.digest import say_digest

TODAY = date(2015, 3, 3)


@pytest.mark.parametrize(("days", "too_long"), [(-30, False), (0, False), (7, False), (8, True), (400, True)])
def test_paper_is_written_down_within_a_week(days: int, too_long: bool) -> None:
    """Seven days back, not eight; ahead as far as one likes."""
    assert too_long_ago(TODAY - timedelta(days=days), TODAY) is too_long


def test_opening_asks_on_every_day_but_its_own() -> None:
    """It names the day, the distance and the consequence."""
    assert before_opening(TODAY, TODAY) == ""
    ahead, past = before_opening(TODAY + timedelta(days=3), TODAY), before_opening(TODAY - timedelta(days=3), TODAY)
    assert "Fri 6 Mar 2015 (in 3 days). It has not come yet." in ahead
    assert "Sat 28 Feb 2015 (3 days ago). It has passed." in past
    assert all("cannot be taken back" in words for words in (ahead, past))


@pytest.mark.parametrize("state", MeetingState)
@pytest.mark.parametrize("kind", MeetingKind)
def test_each_state_says_what_it_allows(state: MeetingState, kind: MeetingKind) -> None:
    """In words, and never of lines where no youth is spoken of before it opens."""
    words = what_is_open(state.value, kind)
    assert words.endswith(".")
    if kind is MeetingKind.POLICY and state in (MeetingState.DRAFT, MeetingState.PUBLISHED):
        assert "ines" not in words


@pytest.mark.parametrize(
    ("youths", "yours", "words"),
    [
        (13, 4, "Tuesday 10:00, 13 youths, 4 of yours"),
        (1, 1, "Tuesday 10:00, 1 youth, 1 of yours"),
        (2, 0, "Tuesday 10:00, 2 youths, none of yours"),
        (0, 0, "Tuesday 10:00, no youths"),
    ],
)
def test_a_meeting_is_announced_in_numbers(youths: int, yours: int, words: str) -> None:
    """Day of the week, hour, counts; seconds are left out."""
    assert say_digest(TODAY, "10:00:00", youths, yours) == words
