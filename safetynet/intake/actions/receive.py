"""Taking a workbook in: read, measured, and its rows kept in the database until they are loaded; no file is kept."""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.db import connection

from safetynet.audit.acts import Act
from safetynet.intake.models import SheetRow, Workbook, WorkbookState
from safetynet.intake.rules.fields import SheetKind
from safetynet.intake.rules.looks import looks_like_header
from safetynet.intake.rules.mapping import SheetContent, WorkbookMapping, from_document
from safetynet.intake.rules.places import HEADER_ROWS
from safetynet.kernel.faults import Fault, NotInScope
from safetynet.policy.door import Door

from .importer import Importer
from .reading import check_file, read_workbook

_STAGE = """
INSERT INTO intake_sheetrow (workbook_id, table_id, sheet, row_number, values, kind, unit, key)
SELECT %s, %s, r.sheet, r.row_number, r.values, '', '', ''
FROM jsonb_to_recordset(%s::jsonb) AS r (sheet text, row_number integer, values jsonb)
"""
_ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class OpenedWorkbook:
    """A workbook that was read, before anything of it is kept: its size in bytes, its SHA-256, its sheets."""

    size: int
    digest: str
    sheets: Sequence[SheetContent]


def open_workbook(file: BinaryIO) -> OpenedWorkbook:
    """Read a workbook. Raises Fault when it cannot be read (see ``reading``) or when no row of it could be a header."""
    check_file(file)
    size, fingerprint = _fingerprint(file)
    sheets = read_workbook(file)
    if not any(looks_like_header(cells) for sheet in sheets for _, cells in sheet.rows[:HEADER_ROWS]):
        raise Fault(
            "No sheet of this workbook has a row of headers, so nobody can tell what its columns mean.",
            kept="Nothing was kept.",
            next="Put one row with a name above each column, save the workbook, and choose it again.",
        )
    return OpenedWorkbook(size, fingerprint, sheets)


def receive_workbook(*, door: Door, by: Importer, file_name: str, opened: OpenedWorkbook) -> Workbook:
    """Keep the rows of a workbook for loading. The same file handed in again is the same workbook, read again."""
    with door.opened():
        workbook, _ = Workbook.objects.update_or_create(
            table_id=by.table,
            digest=opened.digest,
            defaults={
                "file_name": os.path.basename(file_name)[:200] or "workbook.xlsx",
                "state": WorkbookState.READ.value,
                "received_by_id": by.author.person,
                "finished_at": None,
                "tally": {},
            },
        )
        workbook.rows.all().delete()
        _stage(workbook, opened.sheets)
        rows = sum(len(sheet.rows) for sheet in opened.sheets)
        door.note(
            Act("receive", "workbook", subject=str(workbook.pk), table=by.table,
                detail={"sheets": len(opened.sheets), "rows": rows, "bytes": opened.size},
                address=door.reader.address, request=door.reader.request)
        )  # fmt: skip
    return workbook


def access_workbook(*, by: Importer, workbook_id: int, lock: bool = False) -> Workbook:
    """A workbook of the importer's table, inside an opened door. Raises NotInScope when there is none of that number."""
    found = Workbook.objects.filter(pk=workbook_id, table_id=by.table)
    workbook = (found.select_for_update() if lock else found).first()
    if workbook is None:
        raise NotInScope("There is no such workbook at your table.", next="Choose one from the list of workbooks.")
    return workbook


def staged_sheets(workbook: Workbook) -> list[SheetContent]:
    """The rows of a workbook that wait to be loaded, by sheet, as they were read."""
    rows: dict[str, list[tuple[int, list[str]]]] = {}
    for sheet, number, values in (
        SheetRow.objects.filter(workbook=workbook).order_by("id").values_list("sheet", "row_number", "values")
    ):
        rows.setdefault(sheet, []).append((number, values))
    return [SheetContent(name, numbered) for name, numbered in rows.items()]


def mapping_of(workbook: Workbook) -> WorkbookMapping:
    """The mapping that was accepted for a workbook, every column at its place. Raises Fault when none was."""
    if not workbook.mapping:
        raise Fault(
            "Nobody has accepted a mapping for this workbook yet.",
            kept="Its rows are kept.",
            next="Look at the proposed mapping and accept it.",
        )
    return from_document(workbook.mapping)


def has_youths(mapping: WorkbookMapping) -> bool:
    """Whether a mapping loads anything."""
    return any(sheet.kind is not SheetKind.IGNORED for sheet in mapping.sheets)


def _fingerprint(file: BinaryIO) -> tuple[int, str]:
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while part := file.read(1024 * 1024):
        digest.update(part)
        size += len(part)
    file.seek(0)
    return size, digest.hexdigest()


def _stage(workbook: Workbook, sheets: Iterable[SheetContent]) -> None:
    rows = [{"sheet": sheet.name, "row_number": number, "values": values} for sheet in sheets for number, values in sheet.rows]
    with connection.cursor() as cursor:
        for begin in range(0, len(rows), _ROWS_AT_ONCE):
            part = json.dumps(rows[begin : begin + _ROWS_AT_ONCE])
            cursor.execute(_STAGE, [workbook.pk, workbook.table_id, part])
