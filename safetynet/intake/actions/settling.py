"""Held rows: a person mends what stands in them, or sets them aside; what is mended is loaded by the same code."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from safetynet.audit.acts import Act
from safetynet.intake.models import HeldRow, Workbook, WorkbookFault
from safetynet.intake.rules.comparison import FIELDS_OF_KIND
from safetynet.intake.rules.drafts import WAITS, FaultCode
from safetynet.intake.rules.fields import SheetKind
from safetynet.intake.rules.mapping import WorkbookMapping
from safetynet.intake.rules.other_rows import day_of_meeting, youth_key
from safetynet.intake.rules.rows import Cell
from safetynet.intake.rules.text import clean_cell
from safetynet.intake.rules.units import SourceRow, YouthUnit
from safetynet.intake.rules.youth_row import read_youth
from safetynet.kernel import clock
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.kernel.identifiers import YouthId
from safetynet.kernel.past_meetings import RecordMeetings
from safetynet.policy.door import Door
from safetynet.policy.vocabulary import Category
from safetynet.youths.actions import add_claims

from .duplicates import flag_duplicates
from .holding import MENDED, SET_ASIDE
from .importer import Importer
from .loading import import_act, load_rows, one_at_a_table
from .receive import mapping_of
from .revising import Revision, earlier_claims, revise
from .steps import Step, source_row, step_of

DEPENDENTS = (SheetKind.ARRESTS, SheetKind.SCHOOLS, SheetKind.AGENDAS)
_LONGEST_VALUE = 40_000


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a held row: whether it is ``loaded`` (or set aside), how many rows ``waiting_for_it`` were loaded
    with it, and how many faults it still has."""

    loaded: bool
    set_aside: bool = False
    waiting_for_it: int = 0
    faults: int = 0


def settle_held_row(
    *, door: Door, by: Importer, held_id: int, values: Mapping[str, str] | None, record_meetings: RecordMeetings
) -> Settled:
    """Load a held row with the values a person has mended (by header, as the row has them), or set it aside (None).

    A row that still cannot be loaded stays held with what was typed and its new faults. When a youth's row is loaded, the
    arrests, schools and agenda lines that waited for it are loaded too. Raises NotInScope for a row of another table,
    Conflict when somebody settled it first.
    """
    with door.opened():
        one_at_a_table(by)
        held = _access_held(by, held_id)
        workbook = held.workbook
        if values is None:
            settled = _set_aside(held, by)
        elif held.waits_for:
            settled = _load_cells(door, held, by)
        else:
            settled = _load_mended(door, held, _cleaned(values), by, record_meetings)
        _recount(workbook, by)
        door.note(
            Act("settle row", "workbook", subject=str(workbook.pk), table=by.table,
                detail={"row": held.row_number, "loaded": settled.loaded, "set aside": settled.set_aside},
                address=door.reader.address, request=door.reader.request)
        )  # fmt: skip
    return settled


def _access_held(by: Importer, held_id: int) -> HeldRow:
    held = HeldRow.objects.select_for_update(of=("self",)).select_related("workbook").filter(pk=held_id, table_id=by.table).first()
    if held is None:
        raise NotInScope("There is no such row in your list.", next="Choose one from the list of rows that wait.")
    if held.settled_at is not None:
        raise Conflict("Somebody has settled this row already.", kept="Nothing was changed.")
    return held


def _set_aside(held: HeldRow, by: Importer) -> Settled:
    _settle(held, SET_ASIDE, by)
    _faults_of(held).update(done="A person set the row aside.")
    return Settled(loaded=False, set_aside=True)


def _load_mended(door: Door, held: HeldRow, values: Mapping[str, str], by: Importer, record_meetings: RecordMeetings) -> Settled:
    mapping = mapping_of(held.workbook)
    row = _row_of(mapping, held, values)
    step = step_of(held.workbook, by, mapping, [row], mended=True)
    if _takes_anothers_number(held, row, step):
        return _still_held(held, values, row)
    _faults_of(held).delete()
    load_rows(door, step, record_meetings)
    door.note(import_act(door, held.workbook, step.tally))
    if step.tally["held"]:
        HeldRow.objects.filter(pk=held.pk).update(digest=held.digest)
        return Settled(loaded=False, faults=step.tally["faults"])
    _settle(held, MENDED, by)
    dependents = _load_dependents(door, row, by, record_meetings) if row.kind is SheetKind.YOUTHS else 0
    flag_duplicates(held.workbook, by)
    return Settled(loaded=True, waiting_for_it=dependents, faults=step.tally["faults"])


def _row_of(mapping: WorkbookMapping, held: HeldRow, values: Mapping[str, str]) -> SourceRow:
    """The row with its mended values, under the youth or day that they name now."""
    row = source_row(mapping, held.sheet, held.row_number, values, "", "")
    key = ""
    if row.kind is not SheetKind.ATTENDANCE:
        key = youth_key(row.cells, mapping.word_book, clock.today(), row.kind)
        if "client_number" not in row.cells and row.kind is not SheetKind.YOUTHS:
            key = held.unit or key
    unit = key
    if row.kind in (SheetKind.ATTENDANCE, SheetKind.AGENDAS):
        day = day_of_meeting(row.cells, mapping.word_book, clock.today(), row.kind)
        unit = day.isoformat() if day else ""
    return source_row(mapping, held.sheet, held.row_number, values, unit, key)


def _takes_anothers_number(held: HeldRow, row: SourceRow, step: Step) -> bool:
    """Whether a youth's mended row has the number of a youth on the register who is not this row's own."""
    if row.kind is not SheetKind.YOUTHS or step.youth_of(row.key) is None:
        return False
    return row.key != held.unit or _faults_of(held).filter(code=FaultCode.REPEATED_NUMBER.value).exists()


def _still_held(held: HeldRow, values: Mapping[str, str], row: SourceRow) -> Settled:
    fault = row.fault_of(FaultCode.REPEATED_NUMBER, "a number of its own; a youth on the register has this one")
    _faults_of(held).delete()
    WorkbookFault.objects.create(
        workbook_id=held.workbook_id, table_id=held.table_id, sheet=held.sheet, row_number=held.row_number,
        column=fault.column[:120], code=fault.code.value, value=fault.value, expected=fault.expected, done=WAITS, holds=True,
    )  # fmt: skip
    HeldRow.objects.filter(pk=held.pk).update(values=dict(values))
    return Settled(loaded=False, faults=1)


def _load_dependents(door: Door, row: SourceRow, by: Importer, record_meetings: RecordMeetings) -> int:
    """Load the rows of other sheets that waited for a youth; returns how many."""
    waiting = HeldRow.objects.filter(
        table_id=by.table, unit=row.key, kind__in=[kind.value for kind in DEPENDENTS], settled_at=None, waits_for=""
    ).select_related("workbook")
    loaded = 0
    by_workbook: dict[Workbook, list[HeldRow]] = {}
    for each in waiting:
        by_workbook.setdefault(each.workbook, []).append(each)
    for workbook, held in by_workbook.items():
        mapping = mapping_of(workbook)
        step = step_of(workbook, by, mapping, [_row_of(mapping, each, each.values) for each in held], mended=True)
        for each in held:
            _faults_of(each).delete()
        load_rows(door, step, record_meetings)
        loaded += len(held) - step.tally["held"]
    return loaded


def _load_cells(door: Door, held: HeldRow, by: Importer) -> Settled:
    """Load cells of a youth on the register that waited for somebody whose role may write them."""
    mapping = mapping_of(held.workbook)
    row = source_row(mapping, held.sheet, held.row_number, held.values, held.unit, held.unit)
    step = step_of(held.workbook, by, mapping, [row], mended=True)
    youth = step.youth_of(held.unit)
    kinds = _kinds_in(row.cells) & by.kinds
    if youth is None or not kinds:
        raise Refused(
            f"These cells wait for somebody whose role may write “{Category(held.waits_for).label}”.",
            kept="They stay in the list.",
            next="Somebody who coordinates and has that role too can load them.",
        )
    read = read_youth(row.cells, step.given.words, step.given.today)
    unit = YouthUnit(held.unit, row, {SheetKind.YOUTHS: [draft for draft in read.drafts if draft.kind in kinds]})
    revision = Revision()
    earlier = earlier_claims([youth], kinds, by)
    revise(revision, unit, YouthId(youth), earlier, kinds, by=by, version=step.version)
    add_claims(door=door, claims=revision.claims)
    door.note(import_act(door, held.workbook, {"claims_added": revision.added, "claims_corrected": revision.corrected}))
    _settle(held, MENDED, by)
    return Settled(loaded=True)


def _kinds_in(cells: Mapping[str, Cell]) -> frozenset[str]:
    filled = {field for field, cell in cells.items() if cell.text}
    return frozenset(kind for kind, fields in FIELDS_OF_KIND.items() if filled & set(fields) and kind != "identity")


def _cleaned(values: Mapping[str, str]) -> dict[str, str]:
    cleaned = {str(header): clean_cell(str(text)) for header, text in values.items()}
    if any(len(text) > _LONGEST_VALUE for text in cleaned.values()):
        raise Fault("One of these values is longer than a cell can be.", kept="The row stays as it was.", next="Shorten it.")
    return {header: text for header, text in cleaned.items() if text}


def _faults_of(held: HeldRow) -> QuerySet[WorkbookFault]:
    return WorkbookFault.objects.filter(workbook_id=held.workbook_id, sheet=held.sheet, row_number=held.row_number)


def _settle(held: HeldRow, how: str, by: Importer) -> None:
    HeldRow.objects.filter(pk=held.pk).update(
        settled_how=how, settled_at=clock.now(), settled_by_id=by.author.person, digest=held.digest, values=held.values
    )


def _recount(workbook: Workbook, by: Importer) -> None:
    """The counts of a workbook that a settled row changes."""
    workbook = Workbook.objects.get(pk=workbook.pk)
    workbook.tally["held_now"] = HeldRow.objects.filter(workbook=workbook, settled_at=None, waits_for="").count()
    workbook.tally["faults"] = WorkbookFault.objects.filter(workbook=workbook).count()
    workbook.save(update_fields=["tally"])
