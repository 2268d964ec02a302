"""Reading a workbook safely: what is no workbook, too large, packed to burst, locked or damaged is refused in plain words.

Nothing is trusted before it is measured: the size of the file, the directory of the archive, the signs in its parts, then
the rows; and reading ends after a while, wherever it is. Every cell becomes text: a formula stays the formula that was
typed, a date becomes 2013-03-01. Nothing is kept on disk.
"""

import os
import time
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

import openpyxl
from django.conf import settings

from safetynet.intake.rules.mapping import SheetContent
from safetynet.intake.rules.text import clean_cell
from safetynet.kernel.faults import Fault

MOST_UNPACKED = 250 * 1024 * 1024
MOST_TIMES_PACKED = 150
MOST_PARTS = 2_000
MOST_SHEETS = 60
MOST_ROWS = 100_000
MOST_COLUMNS = 500
MOST_CELLS = 4_000_000
"""Cells of all sheets together, blank ones between and behind others too."""
MOST_CHARACTERS = 100_000_000
"""Characters of all cells together; one text may stand in many cells."""
MOST_STRINGS = 400_000
"""Texts that a workbook keeps apart from its cells."""
MOST_TAGS = 4 * MOST_CELLS
MOST_SECONDS = 40
_LAST_ROW = 1_048_576
_AT_ONCE = 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NOTHING_KEPT = "Nothing was read, nothing was changed."
_SAVE_AGAIN = "Open it in a spreadsheet program, save it as “Excel Workbook (.xlsx)”, and choose that file."


def read_workbook(file: BinaryIO) -> list[SheetContent]:
    """The sheets of a workbook with their rows that are not blank, every cell as text.

    Raises Fault when the file is no .xlsx workbook, is too large (packed or unpacked), is locked with a password, is
    damaged, or holds nothing.
    """
    check_file(file)
    limits = _Limits()
    try:
        _check_parts(_Watched(file, limits))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(_Watched(file, limits), read_only=True, data_only=False, keep_links=False)
            try:
                found = _worksheets(book)
                names = _told_apart([clean_cell(sheet.title)[:50] for sheet in found])
                sheets = [SheetContent(name, list(_rows(sheet, limits))) for name, sheet in zip(names, found, strict=True)]
            finally:
                book.close()
    except Fault:
        raise
    except Exception as error:
        raise Fault(
            "This workbook is damaged: its inside cannot be read.",
            kept=_NOTHING_KEPT,
            next="Open it in a spreadsheet program; if that mends it, save it and choose the saved file.",
        ) from error
    if not any(sheet.rows for sheet in sheets):
        raise Fault("This workbook is empty: no sheet has a filled cell.", kept=_NOTHING_KEPT, next="Choose another file.")
    return sheets


class _Limits:
    """What reading one workbook may cost in all, and what it has cost so far."""

    def __init__(self) -> None:
        self._until = time.monotonic() + MOST_SECONDS
        self._cells = self._characters = 0

    def check_time(self) -> None:
        """Raises Fault when reading has taken too long."""
        if time.monotonic() > self._until:
            raise Fault(
                f"This workbook takes longer to read than {MOST_SECONDS} seconds, so reading was stopped.",
                kept=_NOTHING_KEPT,
                next="Save the sheets that hold the youths into a new workbook.",
            )

    def count_row(self, title: str, values: Sequence[Any]) -> None:
        """Count a row as it comes, before anything is made of it. Raises Fault when it is one too many."""
        self.check_time()
        self._cells += len(values) or 1
        self._characters += sum(len(value) for value in values if isinstance(value, str))
        if self._cells > MOST_CELLS or self._characters > MOST_CHARACTERS:
            raise _too_much(title)


class _Watched:
    """A file that is read no longer than its limits allow, whoever reads it."""

    def __init__(self, file: BinaryIO, limits: _Limits) -> None:
        self._file = file
        self._limits = limits
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        """What the file holds here. Raises Fault when reading has taken too long."""
        self._limits.check_time()
        return self._file.read(size)


def check_file(file: BinaryIO) -> None:
    """Measure a file before anything in it is believed. Raises Fault; leaves the file at its beginning."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size > settings.WORKBOOK_MAX_BYTES:
        raise Fault(
            f"This file has {size / 1024 / 1024:.0f} MB; a workbook may have {settings.WORKBOOK_MAX_BYTES // 1024 // 1024} MB.",
            kept=_NOTHING_KEPT,
            next="Take pictures and sheets that are not needed out of it, and save it again.",
        )
    start = file.read(8)
    file.seek(0)
    if start.startswith(_OLE):
        raise _old_or_locked(file)
    if not start.startswith(_ZIP):
        what = "This file is empty." if not size else "This file is not an Excel workbook (.xlsx)."
        raise Fault(what, kept=_NOTHING_KEPT, next=_SAVE_AGAIN)
    _check_archive(file, size)
    file.seek(0)


def _old_or_locked(file: BinaryIO) -> Fault:
    locked = _ENCRYPTED in file.read()
    file.seek(0)
    if locked:
        return Fault(
            "This workbook is locked with a password.",
            kept=_NOTHING_KEPT,
            next="Open it, take the password away (File, Info, Protect Workbook), save it, and choose it again.",
        )
    return Fault("This is a workbook of the old kind (.xls).", kept=_NOTHING_KEPT, next=_SAVE_AGAIN)


def _check_archive(file: BinaryIO, size: int) -> None:
    """The archive's own directory says how large its parts become; Python's reader never unpacks more than it says."""
    try:
        parts = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, UnicodeError) as error:
        raise Fault(
            "This workbook is damaged: it is not complete.",
            kept=_NOTHING_KEPT,
            next="Copy it again from where it came, or save it again in a spreadsheet program.",
        ) from error
    unpacked = sum(part.file_size for part in parts)
    burst = unpacked > 10 * 1024 * 1024 and unpacked > MOST_TIMES_PACKED * max(size, 1)
    if unpacked > MOST_UNPACKED or burst or len(parts) > MOST_PARTS:
        raise Fault(
            "This file unpacks to far more than a county's workbook holds, so it was not opened.",
            kept=_NOTHING_KEPT,
            next="Ask whoever sent it where it comes from. If it is yours, save its sheets into a new workbook.",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise Fault("This workbook is locked with a password.", kept=_NOTHING_KEPT, next="Save it without one.")
    names = {part.filename.lower() for part in parts}
    if "xl/workbook.xml" not in names:
        binary = "It is a binary workbook (.xlsb). " if "xl/workbook.bin" in names else ""
        raise Fault(f"This file is not an Excel workbook (.xlsx). {binary}".strip(), kept=_NOTHING_KEPT, next=_SAVE_AGAIN)


def _check_parts(file: _Watched) -> None:
    """Count the tags of each part before a reader builds anything of them. Raises Fault on more than a workbook needs."""
    with zipfile.ZipFile(file) as archive:
        for part in archive.infolist():
            tags = strings = 0
            with archive.open(part) as content:
                while piece := content.read(_AT_ONCE):
                    tags += piece.count(b"<")
                    strings += piece.count(b"<si")
            if tags > MOST_TAGS or strings > MOST_STRINGS:
                raise Fault(
                    "This workbook holds more cells or texts than can be read.",
                    kept=_NOTHING_KEPT,
                    next="Save the sheets that hold the youths into a new workbook.",
                )


def _worksheets(book: Any) -> list[Any]:
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    if len(sheets) > MOST_SHEETS:
        raise Fault(
            f"This workbook has {len(sheets)} sheets; {MOST_SHEETS} can be read.",
            kept=_NOTHING_KEPT,
            next="Save the sheets that are needed into a new workbook.",
        )
    return sheets


def _told_apart(names: list[str]) -> list[str]:
    return [name if name not in names[:place] else f"{name} ({place + 1})" for place, name in enumerate(names)]


def _rows(sheet: Any, limits: _Limits) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet that are not blank, by number, without blank cells at their end."""
    sheet.reset_dimensions()
    filled = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        limits.count_row(sheet.title, values)
        width = len(values)
        while width and values[width - 1] in (None, ""):
            width -= 1
        if number > _LAST_ROW or width > MOST_COLUMNS:
            raise _too_much(sheet.title)
        texts = [_text(value) for value in values[:width]]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            continue
        filled += 1
        if filled > MOST_ROWS:
            raise _too_much(sheet.title)
        yield number, texts


def _too_much(title: str) -> Fault:
    return Fault(
        f"Sheet “{title[:40]}” has more rows or columns than can be read ({MOST_ROWS:,} rows, {MOST_COLUMNS} columns).",
        kept=_NOTHING_KEPT,
        next="Save the part that holds the youths into a new workbook.",
    )


def _text(value: Any) -> str:
    """A cell as text. Formulas come as they were typed and are never worked out."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean_cell(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if hasattr(value, "text") and isinstance(value.text, str):
        return clean_cell(value.text)
    return clean_cell(str(value))
