"""Periods of the report: whole months, and the state's fiscal years (July to June) in which they lie."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from safetynet.kernel.dates import say_date

_YEAR = re.compile(r"(20\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both in it. Only whole months are counted, because a snapshot keeps months, not days."""

    first: date
    last: date

    @property
    def months(self) -> tuple[int, ...]:
        """The whole months as year times 100 plus month, the first one first."""
        month = self.first if self.first.day == 1 else _next_month(self.first)
        found = []
        while _next_month(month) - timedelta(days=1) <= self.last:
            found.append(month.year * 100 + month.month)
            month = _next_month(month)
        return tuple(found)

    @property
    def fiscal_years(self) -> tuple[str, ...]:
        """The fiscal years that have at least one of the months."""
        return tuple(sorted({fiscal_year(month) for month in self.months}))

    @property
    def main_year(self) -> str:
        """The fiscal year that has most of the months, of equals the later: whose denominators count. Empty without a month."""
        counted = Counter(fiscal_year(month) for month in self.months)
        return max(counted, key=lambda year: (counted[year], year)) if counted else ""

    @property
    def words(self) -> str:
        """As it is printed."""
        return f"{say_date(self.first)} to {say_date(self.last)}"


def fiscal_year(month: int) -> str:
    """The fiscal year of a month: 201507 and 201606 lie in 2015-16."""
    begins = month // 100 - (month % 100 < 7)
    return f"{begins}-{(begins + 1) % 100:02d}"


def is_fiscal_year(text: str) -> bool:
    """Whether a text names a fiscal year: 2015-16, but not 2015-17."""
    found = _YEAR.fullmatch(text)
    return found is not None and (int(found[1]) + 1) % 100 == int(found[2])


def year_before(year: str) -> str:
    """The fiscal year before another one."""
    begins = int(year[:4]) - 1
    return f"{begins}-{(begins + 1) % 100:02d}"


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
