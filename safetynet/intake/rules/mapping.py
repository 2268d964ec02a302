"""A mapping says what each sheet and column of a county's workbook means. A person can see, change and keep it (JSON)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from safetynet.kernel.codes.base import Codes
from safetynet.kernel.faults import Fault

from .fields import FIELDS, NEEDED, SheetKind, field_of
from .lookup import WordBook
from .text import plain, tidy
from .words import CLOSED_LISTS, known_words, meanings_of

VERSION = 1
SHOWN_LISTS = ("race", "sex", "classification", "status", "source", "provider", "system", "court", "section")
"""The word lists that a proposal writes out in full; a county may add to any other too."""


class Confidence(Codes):
    """How sure the proposal is of a column or sheet."""

    CERTAIN = "certain", "Certain"
    LIKELY = "likely", "Likely"
    GUESS = "guess", "A guess: please look"
    NONE = "none", "Not recognized, not loaded"


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What one column means: ``field`` is empty when the column is not loaded. ``letter`` is the spreadsheet's own."""

    letter: str
    header: str
    field: str
    confidence: Confidence = Confidence.CERTAIN
    why: str = ""
    empty: bool = False


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What one sheet is. ``header_row`` is numbered as the spreadsheet numbers it; the rows below it are loaded."""

    name: str
    kind: SheetKind
    header_row: int
    columns: tuple[ColumnMapping, ...]
    confidence: Confidence = Confidence.CERTAIN
    why: str = ""


@dataclass(frozen=True, slots=True)
class SheetContent:
    """A sheet as it was read: its name, and its rows that are not blank, by the spreadsheet's number."""

    name: str
    rows: Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class WorkbookMapping:
    """What a whole workbook means, and the words a county adds to the house's lists (list, word, meaning), some of them
    perhaps only proposed."""

    sheets: tuple[SheetMapping, ...]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    proposed_words: bool = False

    @property
    def word_book(self) -> WordBook:
        """The lists with the county's words."""
        return WordBook(self.words)

    @property
    def certain(self) -> bool:
        """Whether nothing needs a person's look: what is loaded has a known header, what is left out is known too."""
        loaded = [sheet for sheet in self.sheets if sheet.kind is not SheetKind.IGNORED]
        return (
            not self.proposed_words
            and any(sheet.kind is SheetKind.YOUTHS for sheet in loaded)
            and all(sheet.confidence is Confidence.CERTAIN for sheet in self.sheets)
            and all(column.confidence is Confidence.CERTAIN or column.empty for sheet in loaded for column in sheet.columns)
        )

    def sheet(self, name: str) -> SheetMapping | None:
        """The mapping of the sheet of that name."""
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == name.casefold()), None)


def to_document(mapping: WorkbookMapping) -> dict[str, Any]:
    """The mapping as it is shown, saved and changed: plain JSON; every word list with the county's own words in it."""
    return {
        "version": VERSION,
        "sheets": [
            {
                "sheet": sheet.name,
                "kind": sheet.kind.value,
                "header_row": sheet.header_row,
                "confidence": sheet.confidence.value,
                "why": sheet.why,
                "columns": [
                    {
                        "column": column.letter,
                        "header": column.header,
                        "field": column.field or None,
                        "confidence": column.confidence.value,
                        "why": column.why,
                        **({"empty": True} if column.empty else {}),
                    }
                    for column in sheet.columns
                ],
            }
            for sheet in mapping.sheets
        ],
        "words": _shown_words(mapping),
    }


def _shown_words(mapping: WorkbookMapping) -> dict[str, dict[str, list[str]]]:
    shown: dict[str, dict[str, list[str]]] = {}
    for name in (*SHOWN_LISTS, *(name for name in mapping.words if name not in SHOWN_LISTS)):
        words = {**known_words()[name], **mapping.words.get(name, {})} if name in SHOWN_LISTS else mapping.words[name]
        meanings = dict.fromkeys([*meanings_of(name), *words.values()])
        shown[name] = {meaning: [word for word, means in words.items() if means == meaning] for meaning in meanings}
        shown[name] = {meaning: listed for meaning, listed in shown[name].items() if listed}
    return shown


def from_document(document: Any) -> WorkbookMapping:
    """The mapping a document holds. Raises Fault in plain words where it is not one."""
    if not isinstance(document, dict) or not isinstance(document.get("sheets"), list):
        raise _not_a_mapping("It has no list called “sheets”.")
    if document.get("version", VERSION) != VERSION:
        raise _not_a_mapping(f"It is of version {document.get('version')}; this program reads version {VERSION}.")
    sheets = tuple(_sheet(entry) for entry in document["sheets"])
    if len({sheet.name.casefold() for sheet in sheets}) < len(sheets):
        raise _not_a_mapping("It names a sheet twice.")
    return WorkbookMapping(sheets, _words(document.get("words") or {}))


def _sheet(entry: Any) -> SheetMapping:
    if not isinstance(entry, dict) or not isinstance(entry.get("sheet"), str):
        raise _not_a_mapping("One of its sheets has no name.")
    name = entry["sheet"]
    kind = next((kind for kind in SheetKind if kind.value == entry.get("kind")), None)
    if kind is None:
        kinds = ", ".join(kind.value for kind in SheetKind)
        raise _not_a_mapping(f"Sheet “{name}” has no known kind; the kinds are {kinds}.")
    header_row = entry.get("header_row", 1)
    if not isinstance(header_row, int) or isinstance(header_row, bool) or header_row < 1:
        raise _not_a_mapping(f"The header row of sheet “{name}” is not a row number.")
    columns = entry.get("columns") or []
    if not isinstance(columns, list):
        raise _not_a_mapping(f"The columns of sheet “{name}” are not a list.")
    read = tuple(_column(name, kind, column) for column in columns)
    check_columns(name, kind, read)
    return SheetMapping(
        name, kind, header_row, read, _confidence(entry.get("confidence")), str(entry.get("why", ""))[:300]
    )  # fmt: skip


def _column(sheet: str, kind: SheetKind, entry: Any) -> ColumnMapping:
    if not isinstance(entry, dict):
        raise _not_a_mapping(f"A column of sheet “{sheet}” is not an object with “header” and “field”.")
    meant = entry.get("field") or ""
    header, letter = str(entry.get("header") or ""), str(entry.get("column") or "").upper()
    if not isinstance(meant, str) or (meant and kind is not SheetKind.IGNORED and field_of(kind, meant) is None):
        known = ", ".join(FIELDS[kind])
        raise _not_a_mapping(f"Column “{header}” of sheet “{sheet}” names the field “{meant}”; the fields are {known}.")
    return ColumnMapping(
        letter, header, meant, _confidence(entry.get("confidence")), str(entry.get("why", ""))[:300],
        entry.get("empty") is True,
    )  # fmt: skip


def check_columns(name: str, kind: SheetKind, columns: Iterable[ColumnMapping]) -> None:
    """Raises Fault when a sheet lacks a column it cannot be loaded without."""
    meant = {column.field for column in columns}
    for group in NEEDED[kind]:
        if not meant & set(group):
            names = " or ".join(FIELDS[kind][one].label.lower() for one in group)
            raise _not_a_mapping(f"Sheet “{name}” is said to hold {kind.label.lower()} in each row, but no column is its {names}.")


def _confidence(value: Any) -> Confidence:
    return next((confidence for confidence in Confidence if confidence.value == value), Confidence.CERTAIN)


def _words(document: Any) -> dict[str, dict[str, str]]:
    """What a document adds to the house's lists; the words it repeats from them are left out."""
    if not isinstance(document, dict):
        raise _not_a_mapping("Its “words” are not lists by name.")
    added: dict[str, dict[str, str]] = {}
    for name, meanings in document.items():
        if name not in known_words() or not isinstance(meanings, dict):
            raise _not_a_mapping(f"It has a word list called “{name}”; the lists are {', '.join(known_words())}.")
        for meaning, words in meanings.items():
            if name in CLOSED_LISTS and meaning not in meanings_of(name):
                raise _not_a_mapping(f"The list “{name}” has no “{meaning}”; it has {', '.join(meanings_of(name))}.")
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise _not_a_mapping(f"The words for “{meaning}” in the list “{name}” are not a list of words.")
            for word in map(plain, words):
                if word and known_words()[name].get(word) != meaning:
                    added.setdefault(name, {})[word] = tidy(meaning)
    return added


def _not_a_mapping(what: str) -> Fault:
    return Fault(
        f"This is not a mapping that can be used. {what}",
        kept="Nothing was loaded.",
        next="Mend the mapping, or let the program propose one.",
    )
