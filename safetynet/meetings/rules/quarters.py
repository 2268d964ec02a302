"""A quarter of a year: how it is named in an address and in words, and which days it has."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_KEY = re.compile(r"(\d{4})-([1-4])")
_ORDINALS = ("1st", "2nd", "3rd", "4th")
_YEARS = range(2000, 3000)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """One calendar quarter; ``number`` is 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter in which a day lies."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The quarter that an address names (``2026-3``); None when it names none."""
        found = _KEY.fullmatch(text) if text.isascii() else None
        return cls(int(found[1]), int(found[2])) if found and int(found[1]) in _YEARS else None

    @property
    def key(self) -> str:
        """How an address names it."""
        return f"{self.year}-{self.number}"

    @property
    def begins(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def ends(self) -> date:
        """Its last day."""
        return self.following.begins - timedelta(days=1)

    @property
    def following(self) -> Self:
        """The next quarter."""
        return type(self)(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def before(self) -> Self:
        """The quarter before."""
        return self.of(self.begins - timedelta(days=1))

    @property
    def words(self) -> str:
        """In words: ``3rd quarter of 2026``."""
        return f"{_ORDINALS[self.number - 1]} quarter of {self.year}"

    def is_over(self, today: date) -> bool:
        """Whether it has ended."""
        return self.ends < today
