"""A row with its cells by field, and the reading of single cells. What cannot be read becomes a fault, never an error."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from safetynet.kernel.dates import EXPECTED, NoSuchDay, NotADate, read_date
from safetynet.kernel.names import normal_name, tidy_name

from .drafts import LOADED, WAITS, FaultCode, ReadRow, RowFault, at_most
from .fields import SheetKind, field_of
from .lookup import WordBook
from .text import plain, tidy

_BLANK = frozenset({"-", "--", "---", "—", "–", ".", "n/a", "#n/a", "null", "nil"})
_FORMULA = ("=", "+", "@")
_PARTICLES = frozenset(
    """
    de del dela della la las los van von der den di da du le st bin al el mac san santa dos das
    """.split()  # noqa: SIM905 (a table of words)
)
_SUFFIXES = frozenset(
    """
    jr sr ii iii iv
    """.split()  # noqa: SIM905 (a table of words)
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: the header it stands under, as in the file, and its text."""

    header: str
    text: str


class Row:
    """One row of a sheet, read field by field; faults are collected in ``read``."""

    def __init__(self, kind: SheetKind, cells: Mapping[str, Cell], words: WordBook, today: date) -> None:
        self.kind = kind
        self.words = words
        self.today = today
        self.read = ReadRow()
        self._cells = cells

    def has(self, field: str) -> bool:
        """Whether the sheet has a column for the field."""
        return field in self._cells

    def first_of(self, *fields: str) -> str:
        """The first of these fields that the sheet has a column for (the first named if it has none)."""
        return next((field for field in fields if field in self._cells), fields[0])

    def header(self, field: str) -> str:
        """The header of the field's column as in the file."""
        if field in self._cells:
            return self._cells[field].header
        known = field_of(self.kind, field)
        return known.label if known else field

    def written(self, field: str) -> str:
        """What stands in the cell; empty when it is blank, holds a dash, or there is no such column."""
        text = self._cells[field].text if field in self._cells else ""
        return "" if len(text) < 9 and text.strip().lower() in _BLANK else text

    def text(self, field: str) -> str:
        """The same on one line."""
        return tidy(self.written(field))

    def fields(self, prefix: str) -> Iterable[str]:
        """The fields with a column whose name begins like this."""
        return (field for field in self._cells if field.startswith(prefix))

    def fault(self, field: str, code: FaultCode, expected: str, done: str = LOADED, *, holds: bool = False) -> None:
        """Tell a fault of the field's cell."""
        value = self._cells[field].text if field in self._cells else ""
        told = WAITS if holds else at_most(done, 300)
        self.read.faults.append(RowFault(self.header(field), code, value, at_most(expected, 300), told, holds))

    def day(self, field: str, *, pivot: int | None = None, holds: bool = False) -> date | None:
        """The date in a cell; None when it is blank or a fault was told."""
        text = self.text(field)
        if not text:
            return None
        try:
            return read_date(text, pivot=self.today.year % 100 if pivot is None else pivot, serial=True)
        except NotADate:
            self.fault(field, FaultCode.NOT_A_DATE, EXPECTED, holds=holds)
        except NoSuchDay:
            self.fault(field, FaultCode.NO_SUCH_DAY, f"a day of the calendar: {EXPECTED}", holds=holds)
        return None

    def flag(self, field: str) -> tuple[str, str] | None:
        """YES, NO or UNKNOWN and the words beside it; None when the cell is blank. Unknown words are told."""
        text = self.text(field)
        if not text:
            return None
        meaning = self.words.find("flag", text)
        if meaning is not None:
            return meaning, ""
        meaning = self.words.find("flag", plain(text[:80]).partition(" ")[0])
        if meaning is not None and len(text) > 3:
            return meaning, f"As written: {text}"[:200]
        self.fault(
            field, FaultCode.UNKNOWN_WORD, "X, Y, Yes for yes; N, No for no; blank for unknown",
            "The row was loaded with “unknown” there; the words are kept beside it.",
        )  # fmt: skip
        return "UNKNOWN", at_most(f"As written: {text}", 200)

    def fits(self, field: str, text: str, longest: int = 0) -> bool:
        """Whether the record can hold the text; if not, the row is held."""
        known = field_of(self.kind, field)
        limit = longest or (known.longest if known else 0)
        if limit and len(text) > limit:
            self.fault(field, FaultCode.TOO_LONG, f"at most {limit} characters (there are {len(text)})", holds=True)
            return False
        return True

    def name(self, field: str) -> str:
        """A name, tidied; a formula or something too long for a name holds the row."""
        text = self.text(field)
        if text.startswith(_FORMULA):
            self.fault(field, FaultCode.FORMULA, "a name; this is a formula, kept as text and not worked out", holds=True)
            return ""
        return tidy_name(text) if self.fits(field, text) else ""

    def told_already(self, field: str) -> bool:
        """Whether a fault of the field's cell was told."""
        return any(fault.column == self.header(field) for fault in self.read.faults)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its parts."""

    last: str
    first: str
    middle: str = ""


def read_name(row: Row) -> PersonName:
    """The name on a row, from one column or several; the row is not held here when it is missing."""
    if row.has("last_name"):
        last, first, middle = row.name("last_name"), row.name("first_name"), row.name("middle_name")
        if "," in last and not first:
            return split_name(last, last_first=True)
        return PersonName(last, first, middle)
    header = row.header("name").lower()
    last_first = -1 < header.find("last") < header.find("first") or "surname" in header
    return split_name(row.name("name"), last_first=last_first)


def split_name(text: str, *, last_first: bool = False) -> PersonName:
    """A whole name taken apart: "Last, First Middle", or "First Middle Last" unless ``last_first`` says otherwise.

    >>> split_name("De La Cruz, Ana Maria"), split_name("Ana de la Cruz").last
    (PersonName(last='De La Cruz', first='Ana', middle='Maria'), 'de la Cruz')
    """
    before, comma, after = text.partition(",")
    if comma and plain(after) not in _SUFFIXES:
        first, _, middle = after.strip().partition(" ")
        return PersonName(before.strip(), first, middle.replace(",", " ").strip())
    words = text.replace(",", " ").split()
    suffix = [words.pop()] if len(words) > 2 and plain(words[-1]) in _SUFFIXES else []
    if len(words) < 2:
        return PersonName(" ".join(words + suffix), "")
    if last_first:
        cut = 1
        while cut < len(words) - 1 and words[cut - 1].lower() in _PARTICLES:
            cut += 1
        return PersonName(" ".join(words[:cut] + suffix), words[cut], " ".join(words[cut + 1 :]))
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in _PARTICLES:
        cut -= 1
    return PersonName(" ".join(words[cut:] + suffix), words[0], " ".join(words[1:cut]))


def key_of_name(name: PersonName, born_on: date | None) -> str:
    """How a youth is told from others in a workbook that has no client numbers."""
    return f"{normal_name(name.last)},{normal_name(name.first)},{born_on or ''}"[:150]
