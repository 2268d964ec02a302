"""The room: how much time is left, in which order what was said is read, and about what somebody may speak."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from safetynet.policy.rules import RowFacts, Standing, may
from safetynet.policy.tables import SPOKEN_OF
from safetynet.policy.vocabulary import Category, Verb


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """Minutes left of the meeting and of the youth whose turn it is; negative when it is over. None: not begun."""

    meeting: int | None
    youth: int | None
    each: int


def time_left(
    *, now: datetime, opened_at: datetime | None, minutes: int, turn_began: datetime | None, youths_left: int
) -> TimeLeft:
    """How the rest of the time is shared out: whoever is still to come (with the one whose turn it is) gets an equal part of
    what was left when the turn began, so that a long talk about one youth is seen at once in what is left for the others."""
    if opened_at is None:
        return TimeLeft(None, None, minutes // max(youths_left, 1))
    left = minutes - _minutes(now - opened_at)
    if turn_began is None:
        return TimeLeft(left, None, max(left, 0) // max(youths_left, 1))
    left_then = minutes - _minutes(turn_began - opened_at)
    each = max(left_then, 0) // max(youths_left, 1)
    return TimeLeft(left, each - _minutes(now - turn_began), each)


def say_minutes(left: int) -> str:
    """Minutes left in words.

    >>> say_minutes(7), say_minutes(1), say_minutes(0), say_minutes(-3)
    ('7 minutes left', '1 minute left', 'time is up', '3 minutes over')
    """
    if left > 0:
        return f"{left} minute{'' if left == 1 else 's'} left"
    return f"{-left} minute{'' if left == -1 else 's'} over" if left < 0 else "time is up"


def own_first(statements: Sequence[Mapping[str, Any]], agency: int) -> list[Mapping[str, Any]]:
    """What the reader's own agency said (or is said to have shared) comes first, then the others by the time they spoke."""
    return sorted(statements, key=lambda each: agency not in (each["agency"], each["shared_by"]))


def speakable(standing: Standing, row: RowFacts) -> list[Category]:
    """The categories in which this person may put a statement about this youth: those that the person may read or write
    oneself, so that nobody puts words where they cannot look."""
    return [
        category for category in SPOKEN_OF if may(standing, Verb.READ, category, row) or may(standing, Verb.WRITE, category, row)
    ]


def _minutes(span: Any) -> int:
    return int(span.total_seconds() // 60)
