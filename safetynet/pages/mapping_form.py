"""The mapping of a workbook as a form: what a person sees of each sheet, column and word, and what comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from safetynet.intake.rules.fields import FIELDS, SheetKind, field_of
from safetynet.intake.rules.mapping import ColumnMapping, Confidence, SheetContent, SheetMapping, WorkbookMapping
from safetynet.intake.rules.places import HEADER_ROWS, cell_at, column_index
from safetynet.intake.rules.recognition import propose_as
from safetynet.intake.rules.text import plain, tidy
from safetynet.intake.rules.words import label_of, meanings_of

SAMPLES = 3
LONGEST_SAMPLE = 40
SPARE_WORDS = 3
"""Empty lines for words that a person adds; a saved form has as many again."""
_YOU = "You said so."
WORD_LISTS = {
    "race": "Race and ethnicity", "sex": "Sex", "classification": "CSEC or at risk", "status": "Status at the table",
    "source": "Referred by", "provider": "Providers", "risk": "Risk factors", "system": "Probation and social services",
    "court": "Courts", "section": "Sections of the agenda", "flag": "Yes or no",
}  # fmt: skip
"""The lists to which a county may add words on this page, as people call them."""


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column as it is shown: the name of its choice in the form, some of its values, what it may mean."""

    column: ColumnMapping
    name: str
    samples: Sequence[str]
    choices: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One sheet as it is shown, with the rows among which a person chooses the one with the headers."""

    place: int
    sheet: SheetMapping
    rows: int
    columns: Sequence[ColumnLine]
    header_rows: Sequence[tuple[int, str]]

    @property
    def ignored(self) -> bool:
        """Whether nothing of the sheet is loaded."""
        return self.sheet.kind is SheetKind.IGNORED


@dataclass(frozen=True, slots=True)
class WordLine:
    """One word of the county; ``meaning`` is written "list:meaning", as in the choices."""

    place: int
    word: str
    meaning: str


def sheet_lines(mapping: WorkbookMapping, content: Sequence[SheetContent]) -> list[SheetLine]:
    """The sheets of a mapping with samples of the rows that still wait."""
    by_name = {sheet.name: sheet for sheet in content}
    return [_sheet_line(place, sheet, by_name.get(sheet.name)) for place, sheet in enumerate(mapping.sheets)]


def _sheet_line(place: int, sheet: SheetMapping, content: SheetContent | None) -> SheetLine:
    rows = content.rows if content else []
    below = [cells for number, cells in rows if number > sheet.header_row]
    columns = [
        ColumnLine(column, f"field-{place}-{column.letter}", _samples(column, below), _choices(sheet.kind, column.field))
        for column in sheet.columns
    ]
    header_rows = [(number, " | ".join(tidy(cell)[:24] for cell in cells if cell)[:90]) for number, cells in rows[:HEADER_ROWS]]
    return SheetLine(place, sheet, len(below), columns, header_rows[:12] or [(sheet.header_row, "")])


def _samples(column: ColumnMapping, rows: Sequence[Sequence[str]]) -> list[str]:
    at = column_index(column.letter)
    found: dict[str, None] = {}
    for cells in rows:
        text = tidy(cell_at(cells, at))
        if text:
            found[text if len(text) <= LONGEST_SAMPLE else f"{text[:LONGEST_SAMPLE]}…"] = None
            if len(found) == SAMPLES:
                break
    return list(found)


def _choices(kind: SheetKind, chosen: str) -> list[tuple[str, str]]:
    choices = [("", "Not loaded"), *((name, field.label) for name, field in FIELDS[kind].items())]
    if chosen and chosen not in FIELDS[kind]:
        other = field_of(kind, chosen)
        choices.append((chosen, other.label if other else chosen))
    return choices


def word_lines(mapping: WorkbookMapping) -> list[WordLine]:
    """The words a county adds to the house's lists, and a few empty lines."""
    words = [(word, f"{name}:{meaning}") for name, added in sorted(mapping.words.items()) for word, meaning in added.items()]
    return [WordLine(place, *line) for place, line in enumerate([*words, *[("", "")] * SPARE_WORDS])]


def word_choices(mapping: WorkbookMapping) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a word can mean: list by list, "list:meaning" with its label."""
    groups = []
    for name, title in WORD_LISTS.items():
        meanings = dict.fromkeys((*meanings_of(name), *mapping.words.get(name, {}).values()))
        groups.append((title, [(f"{name}:{meaning}", label_of(name, meaning)) for meaning in meanings]))
    others = {name: added for name, added in mapping.words.items() if name not in WORD_LISTS}
    groups += [(name, [(f"{name}:{meaning}", meaning) for meaning in set(added.values())]) for name, added in others.items()]
    return groups


def read_form(typed: Mapping[str, str], proposed: WorkbookMapping, content: Sequence[SheetContent]) -> tuple[WorkbookMapping, bool]:
    """The mapping that a form holds, not yet checked; and whether a person has said of a sheet that it is something else,
    so that its columns are proposed anew and want another look."""
    by_name = {sheet.name: sheet for sheet in content}
    sheets: list[SheetMapping] = []
    anew = False
    for place, sheet in enumerate(proposed.sheets):
        kind = _kind(typed.get(f"kind-{place}"), sheet.kind)
        header_row = _number(typed.get(f"header-{place}"), sheet.header_row)
        here = sheet
        if sheet.name in by_name and (kind, header_row) != (sheet.kind, sheet.header_row):
            here = propose_as(by_name[sheet.name], kind, header_row)
        shown = (typed.get(f"shown-kind-{place}"), typed.get(f"shown-header-{place}"))
        if shown == (kind.value, str(header_row)):
            here = replace(here, columns=tuple(_column(typed, place, column) for column in here.columns))
        else:
            anew = True
        sheets.append(here)
    return WorkbookMapping(tuple(sheets), _words(typed)), anew


def _column(typed: Mapping[str, str], place: int, column: ColumnMapping) -> ColumnMapping:
    chosen = typed.get(f"field-{place}-{column.letter}", column.field)
    return column if chosen == column.field else replace(column, field=chosen, confidence=Confidence.CERTAIN, why=_YOU)


def _words(typed: Mapping[str, str]) -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = {}
    for name, text in typed.items():
        chosen = typed.get(f"means-{name.removeprefix('word-')}", "")
        if name.startswith("word-") and text.strip() and ":" in chosen:
            list_name, _, meaning = chosen.partition(":")
            words.setdefault(list_name, {})[plain(text)] = tidy(meaning)
    return words


def _kind(text: str | None, otherwise: SheetKind) -> SheetKind:
    return next((kind for kind in SheetKind if kind.value == text), otherwise)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else otherwise
