"""How the time of a meeting is shared out among those who are still to come."""

from datetime import UTC, datetime, timedelta

import pytest

from safetynet.meetings.rules.room import TimeLeft, own_first, say_minutes, time_left

TEN = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


def left(minutes_gone: int, turn_began: int | None, youths_left: int) -> TimeLeft:
    """In a meeting of two hours."""
    began = TEN + timedelta(minutes=turn_began) if turn_began is not None else None
    now = TEN + timedelta(minutes=minutes_gone, seconds=30)
    return time_left(now=now, opened_at=TEN, minutes=120, turn_began=began, youths_left=youths_left)


@pytest.mark.parametrize(
    ("gone", "began", "youths", "meeting", "youth"),
    [
        (0, None, 12, 120, None),
        (10, None, 11, 110, None),
        (10, 10, 11, 110, 10),
        (14, 10, 11, 106, 6),
        (20, 10, 11, 100, 0),
        (23, 10, 11, 97, -3),
        (119, 115, 1, 1, 1),
        (130, 125, 2, -10, -5),
    ],
)
def test_time_left(gone: int, began: int | None, youths: int, meeting: int, youth: int | None) -> None:
    """What was left when the turn began, in equal parts; over time is told as such."""
    found = left(gone, began, youths)
    assert (found.meeting, found.youth) == (meeting, youth)


def test_a_long_talk_is_seen_in_what_is_left_for_the_others() -> None:
    """Twelve youths in two hours have ten minutes each; after half an hour on the first, the others have eight."""
    assert left(0, 0, 12).each == 10
    assert left(30, 30, 11).each == 8


def test_before_it_begins() -> None:
    """Nobody has a turn; the time is shared out all the same."""
    assert time_left(now=TEN, opened_at=None, minutes=120, turn_began=None, youths_left=13) == TimeLeft(None, None, 9)


def test_nobody_left() -> None:
    """An agenda without youths divides by nobody."""
    assert left(5, None, 0).each == 115


def test_words() -> None:
    """One minute is one minute."""
    assert [say_minutes(each) for each in (2, 1, 0, -1, -2)] == [
        "2 minutes left", "1 minute left", "time is up", "1 minute over", "2 minutes over",
    ]  # fmt: skip


def test_own_first() -> None:
    """What one's agency said, or is said to have shared, stands before the others, each in the order of speaking."""
    said = [
        {"agency": 1, "shared_by": 1},
        {"agency": 2, "shared_by": 2},
        {"agency": 1, "shared_by": 2},
        {"agency": 3, "shared_by": 3},
    ]
    assert own_first(said, 2) == [said[1], said[2], said[0], said[3]]
