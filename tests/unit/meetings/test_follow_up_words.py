"""Words of follow-ups: how late, what was written to it, and the figures of an agency."""

from datetime import date, timedelta

import pytest

from safetynet.kernel.faults import Fault
from safetynet.meetings.rules.follow_ups import LONGEST, Told, add_words, say_due, tell

DAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-70, "2 months overdue, since Tue 3 Mar 2026"),
        (-1, "1 day overdue, since Tue 3 Mar 2026"),
        (0, "Due today"),
        (1, "Due tomorrow"),
        (7, "Due Tue 3 Mar 2026, in 7 days"),
    ],
)
def test_when_it_is_due(days: int, words: str) -> None:
    """In words, and overdue in words."""
    assert say_due(DAY, DAY - timedelta(days=days)) == words


def test_nothing_that_was_written_is_lost() -> None:
    """Answer, asked again, answered again: all three stand, each with who and when."""
    said = add_words("", "At her aunt's.", what="", by="Kai", on=DAY)
    said = add_words(said, "Which aunt?", what="Asked again", by="Ada", on=DAY)
    said = add_words(said, "The one in  Hayward.\n", what="", by="Kai", on=DAY)
    assert said.split("\n") == [
        "At her aunt's.",
        "Asked again, Ada, Tue 3 Mar 2026: Which aunt?",
        "Answer, Kai, Tue 3 Mar 2026: The one in Hayward.",
    ]


def test_when_there_is_no_room_nothing_is_cut_off() -> None:
    """It is refused in words instead."""
    with pytest.raises(Fault, match="no room left"):
        add_words("x" * (LONGEST - 5), "more than five", what="", by="Kai", on=DAY)


def test_figures_of_nothing_and_of_something() -> None:
    """The mean is of what was answered only; late is what is open and past its day."""
    assert tell([], DAY) == Told(0, 0, 0, None)
    asked = DAY - timedelta(days=10)
    told = tell(
        [
            (asked, asked + timedelta(days=2), DAY, False),
            (asked, asked + timedelta(days=5), asked, False),
            (asked, None, DAY, True),
            (asked, None, DAY - timedelta(days=1), True),
        ],
        DAY,
    )
    assert told == Told(asked=4, answered=2, late=1, mean_days=3.5)
