"""The rows of one step of loading, with what the register knows about them, understood unit by unit."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Min

from safetynet.intake.models import LoadedRow, SheetRow, Workbook
from safetynet.intake.rules.arranging import OF_A_MEETING, cells_by_field, headers_of, name_cells
from safetynet.intake.rules.drafts import RowFault
from safetynet.intake.rules.fields import SheetKind
from safetynet.intake.rules.mapping import WorkbookMapping
from safetynet.intake.rules.units import Circumstances, MeetingUnit, SourceRow, YouthUnit, understand_meeting, understand_youth
from safetynet.kernel import clock
from safetynet.kernel.dates import say_date
from safetynet.kernel.faults import Fault
from safetynet.kernel.identifiers import YouthId
from safetynet.youths.models import Identity

from .holding import held_keys, settled_digests
from .importer import Importer
from .receive import mapping_of
from .revising import Version

Loaded = Mapping[tuple[str, str], LoadedRow]
"""What was loaded before, by kind of sheet and key."""


@dataclass(slots=True)
class Step:
    """Rows that are loaded in one transaction, and the counts of what was done with them. ``mended`` rows were held before;
    a person has settled what stands in them, so they are read whatever was settled, and other rows of the same youth may
    be loaded already."""

    workbook: Workbook
    by: Importer
    mapping: WorkbookMapping
    given: Circumstances
    rows: list[SourceRow]
    loaded: Loaded
    mended: bool = False
    tally: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[SourceRow, RowFault]] = field(default_factory=list)

    @property
    def version(self) -> Version:
        """Which file says it, for the reason of a correction."""
        return Version(self.workbook.pk, say_date(clock.local(self.workbook.received_at).date()))

    @property
    def sheet_kinds(self) -> frozenset[SheetKind]:
        """The kinds of sheets that this workbook has."""
        return frozenset(sheet.kind for sheet in self.mapping.sheets)

    @property
    def has_meetings(self) -> bool:
        """Whether rows of meetings are among these."""
        return any(row.kind in OF_A_MEETING for row in self.rows)

    def loaded_now(self) -> Loaded:
        """What is loaded by now of the youths that these rows name."""
        keys = {row.key for row in self.rows if row.key}
        found = LoadedRow.objects.filter(table_id=self.by.table, key__in=keys)
        return {(row.sheet_kind, row.key): row for row in found}

    def youth_of(self, key: str) -> YouthId | None:
        """The youth on the register whom the workbooks call by that key."""
        row = self.loaded.get((SheetKind.YOUTHS.value, key))
        return YouthId(row.youth_id) if row is not None and row.youth_id is not None else None


def next_step(workbook: Workbook, by: Importer, turns: int) -> tuple[Step, int] | None:
    """The rows of the next turns and the first turn after them; None when no row waits."""
    waiting = SheetRow.objects.filter(workbook=workbook)
    first = waiting.aggregate(turn=Min("turn"))["turn"]
    if first is None:
        return None
    mapping = mapping_of(workbook)
    texts = {sheet.name: headers_of(sheet) for sheet in mapping.sheets}
    rows = [
        source_row(mapping, row.sheet, row.row_number, name_cells(row.values, texts[row.sheet]), row.unit, row.key)
        for row in waiting.filter(turn__lt=first + turns).order_by("turn", "id")
    ]
    return step_of(workbook, by, mapping, rows), first + turns


def step_of(workbook: Workbook, by: Importer, mapping: WorkbookMapping, rows: list[SourceRow], *, mended: bool = False) -> Step:
    """A step of these rows."""
    settled = frozenset() if mended else settled_digests(by, {row.digest for row in rows})
    step = Step(workbook, by, mapping, Circumstances(mapping.word_book, clock.today(), settled), rows, {}, mended)
    step.loaded = step.loaded_now()
    return step


def source_row(mapping: WorkbookMapping, sheet: str, number: int, named: Mapping[str, str], unit: str, key: str) -> SourceRow:
    """A row by its texts under the headers of the mapping's sheet. Raises Fault when the mapping has no such sheet."""
    said = mapping.sheet(sheet)
    if said is None:
        raise Fault(f"The mapping of this workbook has no sheet “{sheet}”.", kept="Nothing was changed.")
    return SourceRow(said, number, named, cells_by_field(named, said.columns), unit, key)


def understand_youths(step: Step) -> list[YouthUnit]:
    """The youths of a step."""
    units: dict[object, list[SourceRow]] = {}
    for row in step.rows:
        if row.kind not in OF_A_MEETING:
            units.setdefault(row.unit or (row.sheet.name, row.number), []).append(row)
    born = _birth_dates(step)
    return [
        understand_youth(
            rows[0].unit, rows, step.given, known=(youth := step.youth_of(rows[0].unit)) is not None, born_on=born.get(youth)
        )
        for rows in units.values()
    ]


def understand_meetings(step: Step) -> list[MeetingUnit]:
    """The meetings of a step. Their youths must have been loaded before."""
    units: dict[object, list[SourceRow]] = {}
    for row in step.rows:
        if row.kind in OF_A_MEETING:
            units.setdefault(row.unit or (row.sheet.name, row.number), []).append(row)
    if not units:
        return []
    keys = {row.key for rows in units.values() for row in rows if row.key}
    youths = {key: youth for key in keys if (youth := step.youth_of(key)) is not None}
    held = held_keys(step.by, keys - set(youths))
    return [understand_meeting(rows, step.given, youths, held) for rows in units.values()]


def _birth_dates(step: Step) -> dict[YouthId | None, date | None]:
    """The birth dates on record of youths of whom this step has rows but not their own row."""
    own = {row.unit for row in step.rows if row.kind is SheetKind.YOUTHS}
    others = {row.unit for row in step.rows if row.kind is SheetKind.ARRESTS} - own
    ids = [youth for key in others if (youth := step.youth_of(key)) is not None]
    if not ids:
        return {}
    known = Identity.objects.filter(youth_id__in=ids, superseded_at=None, withdrawn=False).order_by("id")
    return {YouthId(youth): born_on for youth, born_on in known.values_list("youth_id", "birth_date")}
