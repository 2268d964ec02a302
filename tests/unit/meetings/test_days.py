"""What a meeting's day and state allow."""

from datetime import date, timedelta

import pytest

from safetynet.kernel.codes import MeetingKind
from safetynet.meetings.models import MeetingState
from safetynet.meetings.rules.days import before_opening, what_is_open

TODAY = date(2015, 3, 3)


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
