"""What was handed in, how far it is, what was wrong with it, what waits for a person. Each answer is one document.

The documents hold what the SQL files beside this one say; whoever may not load workbooks at the table gets empty lists or None.
"""

from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel.faults import NotInScope
from safetynet.kernel.identifiers import TableId
from safetynet.policy.door import Door
from safetynet.policy.questions import question

PAGE = 50
"""Faults or rows on one page."""

EVERYTHING = 1_000_000


def find_workbooks(door: Door, table: TableId) -> dict[str, Any]:
    """The workbooks of a table, the newest first (``workbooks``), with how many rows wait (``held_now``, ``cells_waiting``),
    how many pairs of youths look alike (``duplicates``), and the ``saved_mappings``."""
    return _ask(door, "workbooks", "workbook", table=table)


def find_progress(door: Door, workbook_id: int) -> dict[str, Any]:
    """How far a workbook is: ``state``, ``rows_waiting``, ``next_turn``, ``tally``. Raises NotInScope for one of another table."""
    return _ask(door, "progress", "workbook", workbook=workbook_id)


def find_mapping(door: Door, workbook_id: int) -> dict[str, Any]:
    """The mapping that was accepted for a workbook (``mapping``, an empty object before). Raises NotInScope."""
    return _ask(door, "mapping", "workbook", workbook=workbook_id)


def find_faults(door: Door, workbook_id: int, *, code: str = "", page: int = 1, size: int = PAGE) -> dict[str, Any]:
    """A page of the faults of a workbook (``faults``: sheet, row, column, code, value, expected, done, holds), with the
    ``count`` of all, how many hold a row (``holding``), and the counts ``by_code``. Raises NotInScope."""
    return _ask(door, "faults", "workbook fault", workbook=workbook_id, code=code, limit=size, offset=(max(page, 1) - 1) * size)


def find_held(
    door: Door, table: TableId, *, workbook_id: int | None = None, held_id: int | None = None, page: int = 1, size: int = PAGE
) -> dict[str, Any]:
    """A page of the rows that wait for a person (``rows``: id, sheet, row, kind, waits_for, values by header, headers in
    their order, faults), with the ``count`` of all."""
    return _ask(
        door, "held", "held row", table=table, workbook=workbook_id, held=held_id, limit=size, offset=(max(page, 1) - 1) * size
    )


def find_duplicates(door: Door, table: TableId, *, workbook_id: int | None = None) -> dict[str, Any]:
    """The pairs of youths that look like the same person (``pairs``: id, why, different, youths)."""
    return _ask(door, "duplicates", "possible duplicate", table=table, workbook=workbook_id)


def find_report(door: Door, workbook_id: int) -> dict[str, Any]:
    """Everything about one workbook for its report: ``workbook``, all ``faults``, all rows ``held``, all ``duplicates``."""
    progress = find_progress(door, workbook_id)
    table = TableId(progress["table_id"])
    return {
        "workbook": progress,
        "faults": find_faults(door, workbook_id, size=EVERYTHING)["faults"],
        "held": find_held(door, table, workbook_id=workbook_id, size=EVERYTHING)["rows"],
        "duplicates": find_duplicates(door, table, workbook_id=workbook_id)["pairs"],
    }


def _ask(door: Door, name: str, kind: str, **parameters: Any) -> dict[str, Any]:
    act = Act("view", kind, address=door.reader.address, request=door.reader.request, from_document=True)
    document: dict[str, Any] | None = door.ask(question(__file__, name), parameters, act)
    if document is None:
        raise NotInScope("There is no such workbook at your table.", next="Choose one from the list of workbooks.")
    return document
