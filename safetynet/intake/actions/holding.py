"""What waits for a person: rows that are held, cells that the importer's role may not write, and the faults that are told."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from safetynet.intake.models import HeldRow, Workbook, WorkbookFault
from safetynet.intake.rules.comparison import FIELDS_OF_KIND
from safetynet.intake.rules.drafts import RowFault, at_most
from safetynet.intake.rules.fields import SheetKind
from safetynet.intake.rules.units import SourceRow, YouthUnit
from safetynet.kernel import clock

from .importer import Importer

BY_A_LATER_FILE = "a later file"
LOADED = "loaded with the file"
MENDED = "mended"
SET_ASIDE = "set aside"

Fault = tuple[SourceRow, RowFault]


def settled_digests(by: Importer, digests: Collection[str]) -> frozenset[str]:
    """Which of these rows a person has settled already (mended and loaded, or set aside): they are left alone."""
    found = HeldRow.objects.filter(
        table_id=by.table, digest__in=digests, settled_how__in=(MENDED, SET_ASIDE), waits_for=""
    ).values_list("digest", flat=True)
    return frozenset(found)


def held_keys(by: Importer, keys: Collection[str]) -> frozenset[str]:
    """Which of these youths' own rows are held."""
    found = HeldRow.objects.filter(
        table_id=by.table, kind=SheetKind.YOUTHS.value, unit__in=keys, settled_at=None, waits_for=""
    ).values_list("unit", flat=True)
    return frozenset(found)


def keep_faults(workbook: Workbook, faults: Iterable[Fault]) -> int:
    """Write the faults down; returns how many."""
    kept = [
        WorkbookFault(
            workbook=workbook, table_id=workbook.table_id, sheet=row.sheet.name, row_number=row.number,
            column=fault.column[:120], code=fault.code.value, value=fault.value, expected=at_most(fault.expected, 300),
            done=at_most(fault.done, 300), holds=fault.holds,
        )
        for row, fault in faults
    ]  # fmt: skip
    WorkbookFault.objects.bulk_create(kept, batch_size=1000)
    return len(kept)


def hold_rows(workbook: Workbook, rows: Sequence[SourceRow]) -> int:
    """Keep rows until a person settles them; returns how many."""
    held = [
        HeldRow(
            workbook=workbook, table_id=workbook.table_id, sheet=row.sheet.name, row_number=row.number,
            values=dict(row.named), kind=row.kind.value, unit=row.waits_under, digest=row.digest,
        )
        for row in rows
    ]  # fmt: skip
    _keep(held)
    return len(held)


def hold_cells(workbook: Workbook, units: Sequence[YouthUnit], by: Importer) -> int:
    """Keep the cells of loaded youths that the importer's role may not write, until somebody who may loads them; returns
    how many rows have some. Cells that wait already, or were loaded, stay as they are unless the file says otherwise now."""
    keys = {unit.key for unit in units}
    known: dict[tuple[str, str], list[HeldRow]] = {}
    for each in HeldRow.objects.filter(table_id=by.table, unit__in=keys).exclude(waits_for=""):
        known.setdefault((each.kind, each.unit), []).append(each)
    held: list[HeldRow] = []
    replaced: list[int] = []
    for unit in units:
        for row, texts, category in _unwritable_cells(unit, by):
            before = known.get((row.kind.value, unit.key), [])
            if any(each.values == texts for each in before):
                continue
            replaced += [each.pk for each in before if each.settled_at is None]
            held.append(
                HeldRow(
                    workbook=workbook, table_id=workbook.table_id, sheet=row.sheet.name, row_number=row.number,
                    values=texts, kind=row.kind.value, unit=unit.key, digest=row.digest, waits_for=category,
                )
            )  # fmt: skip
    HeldRow.objects.filter(pk__in=replaced).exclude(workbook=workbook).update(
        settled_how=BY_A_LATER_FILE, settled_at=clock.now(), settled_by_id=by.author.person
    )
    _keep(held)
    return len(held)


def _unwritable_cells(unit: YouthUnit, by: Importer) -> Iterator[tuple[SourceRow, dict[str, str], str]]:
    """Each row with the cells that make claims of kinds the importer may not write, and the category they wait for."""
    for kind, rows in unit.sources.items():
        refused = sorted({draft.kind for draft in unit.groups[kind] if draft.kind not in by.kinds})
        fields = {field for each in refused for field in FIELDS_OF_KIND[each]}
        for row in rows:
            texts = {cell.header: cell.text for field, cell in row.cells.items() if field in fields and cell.text}
            if texts:
                yield row, texts, by.category_of(refused[0]).value


def settle_by_loading(workbook: Workbook, rows: Iterable[SourceRow], still_held: Collection[str], by: Importer) -> None:
    """Rows that were held before and have now been loaded, or stand corrected in this file, no longer wait.

    ``rows`` are all rows of this step, ``still_held`` the digests of those that are held again.
    """
    here, units, digests = set(), set(), set()
    for row in rows:
        digests.add(row.digest)
        units.add((row.kind.value, row.waits_under))
        if row.digest not in still_held:
            here.add((row.sheet.name, row.number))
    loaded, corrected = [], []
    for held in HeldRow.objects.filter(table_id=by.table, settled_at=None, waits_for="").defer("values"):
        if held.workbook_id == workbook.pk:
            if (held.sheet, held.row_number) in here:
                loaded.append(held.pk)
        elif held.digest in digests or (held.unit and (held.kind, held.unit) in units):
            corrected.append(held.pk)
    for ids, how in ((loaded, LOADED), (corrected, BY_A_LATER_FILE)):
        if ids:
            HeldRow.objects.filter(pk__in=ids).update(settled_how=how, settled_at=clock.now(), settled_by_id=by.author.person)


def _keep(held: Sequence[HeldRow]) -> None:
    HeldRow.objects.bulk_create(
        held, batch_size=500, update_conflicts=True, unique_fields=["workbook", "sheet", "row_number", "waits_for"],
        update_fields=["values", "kind", "unit", "digest", "settled_at", "settled_by", "settled_how"],
    )  # fmt: skip
