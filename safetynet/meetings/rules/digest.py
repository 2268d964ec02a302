"""A meeting announced in numbers: a message that may lie on any screen says no name and no youth."""

from datetime import date


def say_digest(held_on: date, begins_at: str, youths: int, yours: int) -> str:
    """When the meeting is, of how many youths it speaks, and how many of them are the reader's own.

    >>> say_digest(date(2015, 3, 3), "10:00", 13, 4)
    'Tuesday 10:00, 13 youths, 4 of yours'
    >>> say_digest(date(2015, 3, 3), "10:00", 1, 0)
    'Tuesday 10:00, 1 youth, none of yours'
    >>> say_digest(date(2015, 3, 3), "10:00", 0, 0)
    'Tuesday 10:00, no youths'
    """
    when = f"{held_on:%A} {begins_at[:5]}"
    if not youths:
        return f"{when}, no youths"
    return f"{when}, {youths} youth{'' if youths == 1 else 's'}, {yours or 'none'} of yours"
