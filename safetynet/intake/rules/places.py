"""Where things stand in a sheet: column letters, header texts, and the columns of a mapping found again in a workbook."""

from collections.abc import Sequence

from safetynet.kernel.faults import Fault

from .fields import SheetKind
from .mapping import SheetContent, SheetMapping, WorkbookMapping
from .text import header_words, tidy

HEADER_ROWS = 40
"""A header stands among the first rows that are not blank."""


def column_letter(index: int) -> str:
    """The spreadsheet's letters for a column counted from 0.

    >>> column_letter(0), column_letter(25), column_letter(26), column_letter(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letter: str) -> int:
    """The column counted from 0 that letters mean; -1 when they are no letters of a column.

    >>> column_index("A"), column_index("AA"), column_index("7")
    (0, 26, -1)
    """
    if not letter or len(letter) > 3 or not all("A" <= each <= "Z" for each in letter):
        return -1
    index = 0
    for each in letter:
        index = index * 26 + ord(each) - 64
    return index - 1


def cell_at(row: Sequence[str], index: int) -> str:
    """The text of one cell; empty beyond the row's end."""
    return row[index] if 0 <= index < len(row) else ""


def header_texts(rows: Sequence[tuple[int, Sequence[str]]], at: int) -> list[str]:
    """The header of each column as people read it, when the header row is ``rows[at]``.

    A blank header takes the text of the rows right above it (merged cells); a column without any is called by its letter.
    """
    above = [cells for _, cells in rows[max(0, at - 2) : at]]
    width = max(len(cells) for _, cells in rows[at : at + 400])
    texts = []
    for index in range(width):
        text = tidy(cell_at(rows[at][1], index))
        for cells in reversed(above):
            text = text or _unless_a_title(cells, index)
        texts.append(text[:120] or f"column {column_letter(index)}")
    return _told_apart(texts)


def _unless_a_title(cells: Sequence[str], index: int) -> str:
    return tidy(cell_at(cells, index)) if sum(1 for cell in cells if cell) > 1 else ""


def _told_apart(texts: list[str]) -> list[str]:
    """Equal headers get their letter, so that each column has a name of its own."""
    folded = [text.casefold() for text in texts]
    return [
        text if folded.index(text.casefold()) == index else f"{text[:105]} (column {column_letter(index)})"
        for index, text in enumerate(texts)
    ]


def find_sheet(mapping: SheetMapping, sheets: Sequence[SheetContent]) -> SheetContent | None:
    """The sheet that a mapping means: of that name, else the only one that has all its headers."""
    for sheet in sheets:
        if tidy(sheet.name).casefold() == tidy(mapping.name).casefold():
            return sheet
    fitting = [sheet for sheet in sheets if _find_header(mapping, sheet) is not None]
    return fitting[0] if len(fitting) == 1 else None


def find_columns(mapping: SheetMapping, sheet: SheetContent) -> tuple[int, dict[int, str], list[str]]:
    """Where a mapping's columns stand in a sheet: the place of the header row in ``sheet.rows``, the field of each column
    that is loaded (by index), and all header texts.

    Columns are found by their header wherever they stand, by their letter only where the header is blank. Raises Fault
    when one that is to be loaded is not there.
    """
    at = _find_header(mapping, sheet)
    if at is None:
        wanted = ", ".join(f"“{column.header}”" for column in mapping.columns if column.field)
        raise Fault(
            f"Sheet “{sheet.name}” has no row with the headers of the mapping: {wanted[:400]}.",
            kept="Nothing was loaded.",
            next="Change the mapping, or let the program propose one for this workbook.",
        )
    texts = header_texts(sheet.rows, at)
    fields: dict[int, str] = {}
    for column in mapping.columns:
        if column.field:
            fields[_place(column.header, column.letter, texts)] = column.field
    return at, fields, texts


def _find_header(mapping: SheetMapping, sheet: SheetContent) -> int | None:
    """Where the header row stands: at its number if the headers are there, else the first row that has them."""
    wanted = [column for column in mapping.columns if column.field]
    places = range(min(len(sheet.rows), HEADER_ROWS))
    for at in sorted(places, key=lambda at: sheet.rows[at][0] != mapping.header_row):
        texts = header_texts(sheet.rows, at)
        if all(_place(column.header, column.letter, texts) >= 0 for column in wanted):
            return at
    return None


def _place(header: str, letter: str, texts: Sequence[str]) -> int:
    """The column with that header; -1 when there is none."""
    same = [index for index, text in enumerate(texts) if text.casefold() == tidy(header)[:120].casefold()]
    if not same:
        words = header_words(header)
        same = [index for index, text in enumerate(texts) if words and header_words(text) == words]
    at = column_index(letter)
    if at in same:
        return at
    if same:
        return same[0]
    return at if not tidy(header) and 0 <= at < len(texts) else -1


def fits_exactly(mapping: WorkbookMapping, sheets: Sequence[SheetContent]) -> bool:
    """Whether a mapping was made for a workbook like this: every sheet and every header of it is known to the mapping."""
    loaded = [sheet for sheet in mapping.sheets if sheet.kind is not SheetKind.IGNORED]
    if not loaded or {_folded(sheet.name) for sheet in sheets} - {_folded(sheet.name) for sheet in mapping.sheets}:
        return False
    for sheet in loaded:
        content = find_sheet(sheet, sheets)
        at = _find_header(sheet, content) if content is not None else None
        if content is None or at is None:
            return False
        headers = {_folded(column.header) for column in sheet.columns}
        if any(_folded(text) not in headers for text in header_texts(content.rows, at)):
            return False
    return True


def _folded(text: str) -> str:
    return tidy(text).casefold()
