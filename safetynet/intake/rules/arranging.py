"""Which rows of a workbook are loaded, and which of them together: a youth with arrests and schools, a meeting with its people.

Rows that are loaded together form a *unit* and have the same *turn*; a step of loading takes some turns whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .fields import SheetKind
from .mapping import ColumnMapping, SheetContent, SheetMapping, WorkbookMapping
from .other_rows import day_of_meeting, youth_key
from .places import cell_at, column_index, column_letter, find_columns, find_sheet
from .rows import Cell, Row, key_of_name, read_name
from .text import header_words, tidy

OF_A_YOUTH = (SheetKind.YOUTHS, SheetKind.ARRESTS, SheetKind.SCHOOLS)
OF_A_MEETING = (SheetKind.ATTENDANCE, SheetKind.AGENDAS)
_TOTALS = frozenset(("total", "grand total", "subtotal", "sub total", "count", "average", "sum", "total number"))
_REMARKS = (
    "total",
    "grand total",
    "subtotal",
    "note",
    "source",
    "legend",
    "printed",
    "page",
    "updated",
    "prepared",
    "last updated",
)


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row that is loaded: what it is, the unit it belongs to (a youth's key or a day), the youth it names, its turn."""

    sheet: str
    row_number: int
    kind: SheetKind
    unit: str
    key: str
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The mapping with every column at its place in this workbook, the rows in turns, and the rows that are left out
    because they are no record: the header repeated, a heading, a total."""

    mapping: WorkbookMapping
    rows: tuple[PlacedRow, ...]
    left_out: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Found:
    sheet: SheetMapping
    number: int
    cells: Mapping[str, Cell]


def arrange(sheets: Sequence[SheetContent], mapping: WorkbookMapping, today: date) -> Arrangement:
    """The rows of a workbook in the order in which they are loaded: youths as they stand, then meetings by date.

    Raises Fault when the mapping names a column that the workbook does not have.
    """
    located: list[SheetMapping] = []
    found: list[_Found] = []
    left_out: list[tuple[str, int]] = []
    for sheet in mapping.sheets:
        content = find_sheet(sheet, sheets) if sheet.kind is not SheetKind.IGNORED else None
        if content is None:
            located.append(replace(sheet, kind=SheetKind.IGNORED))
            continue
        at, fields, texts = find_columns(sheet, content)
        here = replace(sheet, name=content.name, header_row=content.rows[at][0], columns=_at_place(sheet, fields, texts))
        located.append(here)
        for number, values in content.rows[at + 1 :]:
            cells = cells_by_field(name_cells(values, texts), here.columns)
            if _is_record(cells, values, texts):
                found.append(_Found(here, number, cells))
            elif not _repeats(values, texts):
                left_out.append((content.name, number))
    placed = replace(mapping, sheets=tuple(located))
    return Arrangement(placed, tuple(_in_turns(_units(found, placed, today))), tuple(left_out))


def name_cells(values: Sequence[str], texts: Sequence[str]) -> dict[str, str]:
    """A row by header, without its blank cells."""
    return {text: cell_at(values, index) for index, text in enumerate(texts) if cell_at(values, index)}


def cells_by_field(named: Mapping[str, str], columns: Iterable[ColumnMapping]) -> dict[str, Cell]:
    """A row by field; several columns of one field are joined by semicolons."""
    cells: dict[str, Cell] = {}
    for column in columns:
        if not column.field or column.field == "computed":
            continue
        text = named.get(column.header, "")
        before = cells.get(column.field)
        if before is None or not before.text:
            cells[column.field] = Cell(column.header, text)
        elif text:
            cells[column.field] = Cell(before.header, f"{before.text}; {text}")
    return cells


def headers_of(sheet: SheetMapping) -> list[str]:
    """The header texts of a located sheet by column, as ``name_cells`` wants them."""
    width = max((column_index(column.letter) + 1 for column in sheet.columns), default=0)
    texts = [f"column {column_letter(index)}" for index in range(width)]
    for column in sheet.columns:
        texts[column_index(column.letter)] = column.header
    return texts


def _at_place(sheet: SheetMapping, fields: Mapping[int, str], texts: Sequence[str]) -> tuple[ColumnMapping, ...]:
    """The columns of the mapping as they stand in this workbook, those it does not load too."""
    known = {column.field: column for column in sheet.columns if column.field}
    return tuple(
        replace(known[fields[index]], letter=column_letter(index), header=text)
        if index in fields
        else ColumnMapping(column_letter(index), text, "")
        for index, text in enumerate(texts)
    )


def _is_record(cells: Mapping[str, Cell], values: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether a row below the header is a record: not blank where it counts, not the header again, no heading, no total."""
    written = [cell.text for cell in cells.values() if cell.text]
    if not written or _repeats(values, texts):
        return False
    if len(cells) >= 4 and len(written) == 1:
        return False
    texts_here = [value for value in values if value]
    words = [" ".join(header_words(text[:60])) for text in texts_here]
    if len(written) <= 3 and any(word in _TOTALS for word in words):
        others = [text for text, word in zip(texts_here, words, strict=True) if word not in _TOTALS]
        return not all(text.replace(",", "").replace(".", "").isdigit() for text in others)
    return not (len(written) <= 3 < len(cells) and any(words[0].startswith(f"{each} ") for each in _REMARKS))


def _repeats(values: Sequence[str], texts: Sequence[str]) -> bool:
    same = [tidy(value).casefold() == text.casefold() for value, text in zip(values, texts, strict=False) if value]
    return len(same) > 1 and sum(same) > 0.6 * len(same)


def _units(found: Sequence[_Found], mapping: WorkbookMapping, today: date) -> Iterator[PlacedRow]:
    words = mapping.word_book
    by_name: dict[str, set[str]] = defaultdict(set)
    keys: list[str] = []
    for row in found:
        key = youth_key(row.cells, words, today, row.sheet.kind) if row.sheet.kind is not SheetKind.ATTENDANCE else ""
        keys.append(key)
        if row.sheet.kind is SheetKind.YOUTHS and key:
            reader = Row(SheetKind.YOUTHS, row.cells, words, today)
            name = read_name(reader)
            by_name[key_of_name(name, reader.day("birth_date"))].add(key)
            by_name[key_of_name(name, None)].add(key)
    for row, said in zip(found, keys, strict=True):
        kind = row.sheet.kind
        by_number = kind is SheetKind.YOUTHS or "client_number" in row.cells
        key = said if by_number else _resolved(said, by_name)
        unit = key
        if kind in OF_A_MEETING:
            held_on = day_of_meeting(row.cells, words, today, kind)
            unit = held_on.isoformat() if held_on else ""
        yield PlacedRow(row.sheet.name, row.number, kind, unit, key)


def _resolved(key: str, by_name: Mapping[str, set[str]]) -> str:
    """The youth whom a name means, if the workbook has exactly one of that name."""
    keys = by_name.get(key, set())
    return next(iter(keys)) if len(keys) == 1 else key


def _in_turns(rows: Iterable[PlacedRow]) -> Iterator[PlacedRow]:
    """Youths in the order of their rows, then youths of whom only other sheets speak, then meetings by date; rows that
    belong to no unit come one by one at their place."""
    rows = list(rows)
    order = {kind: place for place, kind in enumerate(SheetKind)}
    youths = sorted((row for row in rows if row.kind in OF_A_YOUTH), key=lambda row: order[row.kind])
    meetings = sorted((row for row in rows if row.kind in OF_A_MEETING), key=lambda row: (row.unit or "9999", order[row.kind]))
    turns: dict[tuple[bool, str], int] = {}
    last = 0
    for of_a_meeting, group in ((False, youths), (True, meetings)):
        for row in group:
            turn = turns.get((of_a_meeting, row.unit)) if row.unit else None
            if turn is None:
                last += 1
                turn = last
                if row.unit:
                    turns[(of_a_meeting, row.unit)] = turn
            yield replace(row, turn=turn)
