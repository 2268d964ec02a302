"""Periods of days, and ages. A period without an end is still running; both ends belong to it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """From ``begins`` to ``ends``, both included; ``ends=None`` means "until further notice"."""

    begins: date
    ends: date | None = None

    def __post_init__(self) -> None:
        if self.ends is not None and self.ends < self.begins:
            raise ValueError(f"a period cannot end ({self.ends}) before it begins ({self.begins})")

    def covers(self, day: date) -> bool:
        """Whether ``day`` lies inside the period."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


def age_on(birth_date: date | None, day: date | None) -> int | None:
    """Completed years on ``day``; None when either date is unknown. Never typed, always computed (study rule R3)."""
    if birth_date is None or day is None:
        return None
    before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before_birthday


def duration_in_words(days: int) -> str:
    """A length of time as people say it: days until 60, then months, then years.

    >>> duration_in_words(1), duration_in_words(59), duration_in_words(75), duration_in_words(1200)
    ('1 day', '59 days', '2 months', '3 years')
    """
    if days < 60:
        return f"{days} day" if days == 1 else f"{days} days"
    if days < 730:
        return f"{days // 30} months"
    return f"{days // 365} years"
