"""When something was said at the table and when it was typed in. Notes kept on paper are typed in later, and say so."""

from datetime import date

from safetynet.kernel.dates import say_date


def day_of(text: str) -> date:
    """The day of a document of the database: ``2026-11-24``."""
    return date.fromisoformat(text)


def say_taken(taken_on: date, recorded_on: date) -> str:
    """When a statement was taken down and typed in, in words.

    >>> say_taken(date(2026, 3, 3), date(2026, 3, 5))
    'taken on paper on Tue 3 Mar 2026, typed in on Thu 5 Mar 2026'
    >>> say_taken(date(2026, 3, 3), date(2026, 3, 3))
    'said on Tue 3 Mar 2026'
    """
    if taken_on < recorded_on:
        return f"taken on paper on {say_date(taken_on)}, typed in on {say_date(recorded_on)}"
    return f"said on {say_date(recorded_on)}"
