"""Canaries: words, days and numbers that stand in one field of one row and nowhere else, and how they are found again."""

import calendar
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pypdf import PdfReader

from safetynet.policy.vocabulary import Category

_LETTERS = "bcdfghjklmnprstvwy"
_MONTHS = {name.lower(): place for place, name in enumerate(calendar.month_abbr) if name}
FIRST_ID = 7_700_000_000
FIRST_DAY = date(1901, 1, 1)
"""Days from here on stand in no other record: nobody of the demo was born before 1990."""

_PLAIN = tuple(re.compile(form) for form in (r"qzx[a-z]{4}", r"\b\d\d-77\d\d\b", r"77\d{8}", r"19\d\d-\d\d-\d\d"))
_YEAR = re.compile(r" (19\d\d)\b")
_BEFORE_YEAR = re.compile(r"(\d{1,2}) ([a-z]{3,9})$")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(19\d\d)")


@dataclass(frozen=True, slots=True)
class Row:
    """A planted row: of which youth (none for papers of the table), in which category, of which agency, by whom.

    ``rule`` says which rule decides who reads it: ``claim`` (the matrix), ``reason`` (the matrix without one's own claims),
    ``number`` (the youth's number), ``paper`` (the house's own rows), ``said`` (what an agency says of a youth at the table: the
    matrix, and both agencies), ``owed`` (a follow-up), ``draft`` (its writer). ``current`` is false for what was corrected since.
    """

    table: str
    rule: str
    category: Category | None
    county: str
    youth: str = ""
    agency: int | None = None
    author: int | None = None
    holder: int | None = None
    owner: int | None = None
    current: bool = True


@dataclass(frozen=True, slots=True)
class Canary:
    """One value that was planted."""

    row: Row
    field: str
    value: str

    def __str__(self) -> str:
        return f"{self.row.table}.{self.field} of {self.row.youth or self.row.county} ({self.value})"


class Mint:
    """Makes canaries and finds them again in whatever was said."""

    def __init__(self) -> None:
        self.made: dict[str, Canary] = {}

    def word(self, row: Row, field: str) -> str:
        """Seven letters, found in any case."""
        return self._keep(row, field, self._spell(len(self.made)))

    def day(self, row: Row, field: str) -> date:
        """A day of long ago; days of one row follow each other in the order in which they were made."""
        day = FIRST_DAY + timedelta(days=len(self.made))
        self._keep(row, field, day.isoformat())
        return day

    def row_id(self, row: Row) -> int:
        """The number of a row, as addresses carry it."""
        number = FIRST_ID + len(self.made)
        self._keep(row, "id", str(number))
        return number

    def own(self, row: Row, field: str, value: str) -> str:
        """A value that the test chose."""
        return self._keep(row, field, value)

    def find(self, text: str) -> set[Canary]:
        """Every canary that stands in a text."""
        return {self.made[value] for value in _values(text) if value in self.made}

    def find_in_pdf(self, content: bytes) -> set[Canary]:
        """Every canary on the pages of a PDF, however its lines were broken, and in its title and outline."""
        reader = PdfReader(io.BytesIO(content))
        pages = " ".join(page.extract_text() for page in reader.pages)
        about = " ".join(str(value) for value in (reader.metadata or {}).values())
        squeezed = re.sub(r"[\s\u00ad\u2010-]+", "", pages)
        return self.find(" ".join(pages.split())) | self.find(squeezed) | self.find(about)

    def _keep(self, row: Row, field: str, value: str) -> str:
        assert value not in self.made, value
        self.made[value] = Canary(row, field, value)
        return value

    @staticmethod
    def _spell(place: int) -> str:
        letters = ""
        for _ in range(4):
            place, letter = divmod(place, len(_LETTERS))
            letters += _LETTERS[letter]
        return f"qzx{letters}"


def _values(text: str) -> Iterator[str]:
    """Everything that looks like a canary, days in the three ways in which people write them."""
    small = text.lower()
    for form in _PLAIN:
        yield from form.findall(small)
    for year in _YEAR.finditer(small):
        before = _BEFORE_YEAR.search(small, max(0, year.start() - 12), year.start())
        if before and before[2][:3] in _MONTHS:
            yield _iso(year[1], _MONTHS[before[2][:3]], before[1])
    for month, day, year_said in _AMERICAN.findall(small):
        yield _iso(year_said, month, day)


def _iso(year: str, month: int | str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def in_words(canaries: Iterable[Canary]) -> str:
    """What a failed test says: a few of them, in order."""
    return "\n".join(sorted(str(canary) for canary in canaries)[:20])
