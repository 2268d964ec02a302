"""Proposing, accepting, saving and finding again what the columns of a workbook mean."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from safetynet.audit.acts import Act
from safetynet.intake.models import SavedMapping, Workbook, WorkbookFault, WorkbookState
from safetynet.intake.rules.arranging import Arrangement, arrange
from safetynet.intake.rules.fields import SheetKind
from safetynet.intake.rules.mapping import SheetContent, WorkbookMapping, from_document, to_document
from safetynet.intake.rules.places import fits_exactly
from safetynet.intake.rules.recognition import propose_mapping
from safetynet.kernel import clock
from safetynet.kernel.faults import Fault
from safetynet.policy.door import Door

from .importer import Importer
from .receive import access_workbook, has_youths, staged_sheets

MOST_SAVED = 200
_TURNS = """
UPDATE intake_sheetrow AS s SET kind = p.kind, unit = p.unit, key = p.key, turn = p.turn
FROM jsonb_to_recordset(%s::jsonb) AS p (sheet text, row_number integer, kind text, unit text, key text, turn integer)
WHERE s.workbook_id = %s AND s.sheet = p.sheet AND s.row_number = p.row_number
"""


def propose(*, door: Door, by: Importer, workbook_id: int) -> WorkbookMapping:
    """What a workbook that was received seems to mean; see ``propose_for``."""
    with door.opened():
        workbook = access_workbook(by=by, workbook_id=workbook_id)
        sheets = staged_sheets(workbook)
        return propose_for(door=door, by=by, sheets=sheets)


def staged_content(*, door: Door, by: Importer, workbook_id: int) -> list[SheetContent]:
    """The sheets of a workbook as they were read, as far as their rows still wait; to show beside its mapping."""
    with door.opened():
        workbook = access_workbook(by=by, workbook_id=workbook_id)
        door.note(_act(door, "view rows", workbook))
        return staged_sheets(workbook)


def propose_for(*, door: Door, by: Importer, sheets: Sequence[SheetContent]) -> WorkbookMapping:
    """What the sheets of a workbook seem to mean: a mapping saved at this table that fits them column by column, else what
    the program recognizes. A sheet that is nothing known is ``ignored``, with the reason."""
    with door.opened():
        saved = [from_document(each.content) for each in SavedMapping.objects.filter(table_id=by.table).order_by("-saved_at")]
        door.note(Act("propose mapping", "mapping", table=by.table, address=door.reader.address, request=door.reader.request))
    for mapping in saved:
        if fits_exactly(mapping, sheets):
            return mapping
    return propose_mapping(sheets)


def accept_mapping(*, door: Door, by: Importer, workbook_id: int, mapping: WorkbookMapping) -> Arrangement:
    """Take a mapping for a workbook and put its rows into the order in which they are loaded.

    Raises Fault when the mapping loads nothing or names a column that the workbook does not have.
    """
    if not has_youths(mapping):
        raise Fault(
            "No sheet of this workbook was recognized, so nothing would be loaded.",
            kept="Its rows are kept until it is loaded or handed in again.",
            next="Say in the mapping which sheet holds the youths and what its columns mean.",
        )
    with door.opened():
        workbook = access_workbook(by=by, workbook_id=workbook_id, lock=True)
        arrangement = arrange(staged_sheets(workbook), mapping, clock.today())
        _put_in_turns(workbook, arrangement)
        WorkbookFault.objects.filter(workbook=workbook).delete()
        workbook.mapping = to_document(arrangement.mapping)
        workbook.state = WorkbookState.LOADING.value
        workbook.tally = _first_tally(arrangement)
        workbook.save()
        door.note(_act(door, "accept mapping", workbook, rows=len(arrangement.rows)))
    return arrangement


def save_mapping(*, door: Door, by: Importer, name: str, mapping: WorkbookMapping) -> SavedMapping:
    """Keep a mapping under a name for the table's next workbook; one of that name is replaced."""
    name = " ".join(name.split())[:120]
    if not name:
        raise Fault("A saved mapping needs a name.", next="Give it one, such as the office that keeps the workbook.")
    with door.opened():
        if SavedMapping.objects.filter(table_id=by.table).exclude(name=name).count() >= MOST_SAVED:
            raise Fault(f"There are {MOST_SAVED} saved mappings already.", next="Take one of their names to replace it.")
        saved, _ = SavedMapping.objects.update_or_create(
            table_id=by.table, name=name, defaults={"content": to_document(mapping), "saved_by_id": by.author.person}
        )
        door.note(
            Act("save mapping", "mapping", subject=str(saved.pk), table=by.table, address=door.reader.address,
                request=door.reader.request)
        )  # fmt: skip
    return saved


def read_mapping(text: str | bytes) -> WorkbookMapping:
    """A mapping from the text of a JSON file. Raises Fault in plain words where it is none."""
    try:
        document: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Fault(
            "The mapping is not a JSON document.",
            kept="Nothing was loaded.",
            next="Let the program write one with --save-mapping and change that.",
        ) from error
    return from_document(document)


def cancel_workbook(*, door: Door, by: Importer, workbook_id: int) -> Workbook:
    """Stop loading a workbook and take its waiting rows away. What is loaded stays, what is held stays in the list."""
    with door.opened():
        workbook = access_workbook(by=by, workbook_id=workbook_id, lock=True)
        workbook.rows.all().delete()
        workbook.state = WorkbookState.CANCELED.value
        workbook.finished_at = clock.now()
        workbook.save()
        door.note(_act(door, "stop import", workbook))
    return workbook


def _put_in_turns(workbook: Workbook, arrangement: Arrangement) -> None:
    rows = [
        {
            "sheet": row.sheet, "row_number": row.row_number, "kind": row.kind.value, "unit": row.unit, "key": row.key,
            "turn": row.turn,
        }
        for row in arrangement.rows
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_TURNS, [json.dumps(rows), workbook.pk])
    workbook.rows.filter(turn__isnull=True).delete()


def _first_tally(arrangement: Arrangement) -> dict[str, Any]:
    kinds = [kind for kind in SheetKind if kind is not SheetKind.IGNORED]
    return {
        "rows": len(arrangement.rows),
        "rows_by_kind": {kind.value: sum(1 for row in arrangement.rows if row.kind is kind) for kind in kinds},
        "turns": max((row.turn for row in arrangement.rows), default=0),
        "left_out": [list(place) for place in arrangement.left_out[:200]],
    }


def _act(door: Door, action: str, workbook: Workbook, **detail: int) -> Act:
    return Act(
        action, "workbook", subject=str(workbook.pk), table=workbook.table_id, detail=detail,
        address=door.reader.address, request=door.reader.request,
    )  # fmt: skip
