"""A unit of rows understood as a whole: one youth with arrests and schools, or one meeting."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from safetynet.kernel.identifiers import YouthId
from safetynet.kernel.past_meetings import PastAgendaLine, PastAttendance, PastMeeting

from .drafts import WAITS, Draft, FaultCode, ReadRow, RowFault, digest_of_values
from .fields import SheetKind
from .lookup import WordBook
from .mapping import SheetMapping
from .other_rows import MeetingRow, read_agenda_line, read_arrest, read_attendance, read_schooling
from .rows import Cell
from .youth_row import read_youth

LEFT_AS_IT_IS = "Left as it is."
_OWN_ROW_FIRST = "a youth whose own row is loaded; it is held and comes first"
_KNOWN_NUMBER = "the number of a youth of this workbook, or of one loaded before"


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of the workbook: its sheet, its number there, its texts by header and its cells by field; the unit it is loaded
    with (a youth's key, or the day of a meeting) and the key of the youth it names."""

    sheet: SheetMapping
    number: int
    named: Mapping[str, str]
    cells: Mapping[str, Cell]
    unit: str = ""
    key: str = ""

    @property
    def kind(self) -> SheetKind:
        """What the row is."""
        return self.sheet.kind

    @property
    def waits_under(self) -> str:
        """The youth or the day under which the row is found while it waits."""
        return self.key or self.unit

    @property
    def digest(self) -> str:
        """A fingerprint of the row as it stands in the file; the same row of a later file has the same."""
        return digest_of_values({**self.named, "": self.kind.value})

    def fault_of(self, code: FaultCode, expected: str, done: str = WAITS, *, holds: bool = True) -> RowFault:
        """A fault of the column that says which youth the row speaks of."""
        cell = next((self.cells[name] for name in ("client_number", "name", "last_name") if name in self.cells), Cell("", ""))
        return RowFault(cell.header, code, cell.text, expected, done, holds)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What must be known beside the rows: the words, the day, and the digests of rows a person has settled already."""

    words: WordBook
    today: date
    settled: Collection[str] = frozenset()


@dataclass(slots=True)
class YouthUnit:
    """What the workbook says about one youth. ``groups`` has an entry for each sheet that speaks of the youth."""

    key: str
    row: SourceRow | None = None
    groups: dict[SheetKind, list[Draft]] = field(default_factory=dict)
    sources: dict[SheetKind, list[SourceRow]] = field(default_factory=dict)
    held: list[SourceRow] = field(default_factory=list)
    faults: list[tuple[SourceRow, RowFault]] = field(default_factory=list)
    settled: int = 0

    @property
    def drafts(self) -> list[Draft]:
        """All that is said, sheet by sheet."""
        return [draft for group in self.groups.values() for draft in group]

    def holds_in(self, kind: SheetKind) -> bool:
        """Whether a row of that kind of sheet waits for a person."""
        return any(row.kind is kind for row in self.held)

    def hold_everything(self, code: FaultCode, expected: str) -> None:
        """Hold every row of the youth after all, with a fault of the youth's own row."""
        for rows in self.sources.values():
            for row in rows:
                own = row.kind is SheetKind.YOUTHS
                why = (code, expected) if own else (FaultCode.HELD_YOUTH, _OWN_ROW_FIRST)
                self.faults.append((row, row.fault_of(*why)))
                self.held.append(row)
        self.row, self.groups, self.sources = None, {}, {}

    def take(self, row: SourceRow, read: ReadRow) -> bool:
        """Keep the faults of a row and its drafts, or the row itself if it is held; whether it is loaded."""
        self.faults += [(row, fault) for fault in read.faults]
        if read.held:
            self.held.append(row)
            return False
        self.groups.setdefault(row.kind, []).extend(read.drafts)
        self.sources.setdefault(row.kind, []).append(row)
        return True


def understand_youth(
    key: str, rows: Sequence[SourceRow], given: Circumstances, *, known: bool, born_on: date | None = None
) -> YouthUnit:
    """One youth's rows. ``known`` says that the youth is on the register under this number already."""
    unit = YouthUnit(key)
    own = [row for row in rows if row.kind is SheetKind.YOUTHS]
    for place, row in enumerate(own):
        if row.digest in given.settled:
            unit.settled += 1
            continue
        read = read_youth(row.cells, given.words, given.today)
        if place > 0:
            _repeated(unit, row, read, own[0])
        elif unit.take(row, read):
            unit.row, born_on = row, read.born_on
    for row in rows:
        if row.kind is SheetKind.YOUTHS:
            continue
        if row.digest in given.settled:
            unit.settled += 1
            continue
        read = _read_other(row, given, born_on)
        if (missing := _nobody(unit, row, known, bool(own))) is not None:
            read.faults.insert(0, missing)
        unit.take(row, read)
    return unit


def _repeated(unit: YouthUnit, row: SourceRow, read: ReadRow, first: SourceRow) -> None:
    """A second row with the same number: the same row once more is read once; another row waits."""
    where = f"row {first.number}" if first.sheet.name == row.sheet.name else f"sheet {first.sheet.name}, row {first.number}"
    if dict(row.named) == dict(first.named):
        done = f"The same stands in {where}; it was read once."
        unit.faults.append((row, row.fault_of(FaultCode.REPEATED_NUMBER, "each youth once", done, holds=False)))
        return
    fault = row.fault_of(FaultCode.REPEATED_NUMBER, f"a number of its own; {where} has this one")
    unit.faults += [(row, each) for each in (fault, *read.faults)]
    unit.held.append(row)


def _read_other(row: SourceRow, given: Circumstances, born_on: date | None) -> ReadRow:
    if row.kind is SheetKind.ARRESTS:
        return read_arrest(row.cells, given.words, given.today, born_on)
    return read_schooling(row.cells, given.words, given.today)


def _nobody(unit: YouthUnit, row: SourceRow, known: bool, has_row: bool) -> RowFault | None:
    """Why a row of another sheet cannot be loaded yet: nobody has its number, or that youth's own row is held."""
    if known or unit.row is not None:
        return None
    if not unit.key:
        return row.fault_of(FaultCode.MISSING, "the client's number in this workbook")
    if has_row and unit.held:
        return row.fault_of(FaultCode.HELD_YOUTH, _OWN_ROW_FIRST)
    return row.fault_of(FaultCode.UNKNOWN_YOUTH, _KNOWN_NUMBER)


@dataclass(slots=True)
class MeetingUnit:
    """What the workbook says about one meeting; ``meeting`` is None where no row of it could be read."""

    meeting: PastMeeting | None = None
    held: list[SourceRow] = field(default_factory=list)
    faults: list[tuple[SourceRow, RowFault]] = field(default_factory=list)
    settled: int = 0


def understand_meeting(
    rows: Sequence[SourceRow], given: Circumstances, youths: Mapping[str, YouthId], held_keys: Collection[str]
) -> MeetingUnit:
    """The rows of one day. ``youths`` are those on the register by key, ``held_keys`` those whose own row is held."""
    unit = MeetingUnit()
    people: list[PastAttendance] = []
    lines: list[PastAgendaLine] = []
    held_on: date | None = None
    for row in rows:
        if row.digest in given.settled:
            unit.settled += 1
            continue
        read = _meeting_row(row, given, youths, held_keys)
        unit.faults += [(row, fault) for fault in read.read.faults]
        if read.read.held:
            unit.held.append(row)
            continue
        held_on = read.held_on
        if row.kind is SheetKind.ATTENDANCE:
            people.append(PastAttendance(read.name, read.agency))
        else:
            lines.append(PastAgendaLine(youths[row.key], read.section))
    if held_on is not None:
        unit.meeting = PastMeeting(held_on, tuple(dict.fromkeys(people)), tuple(_each_youth_once(lines)))
    return unit


def _meeting_row(row: SourceRow, given: Circumstances, youths: Mapping[str, YouthId], held_keys: Collection[str]) -> MeetingRow:
    if row.kind is SheetKind.ATTENDANCE:
        return read_attendance(row.cells, given.words, given.today)
    read = read_agenda_line(row.cells, given.words, given.today)
    if row.key in youths:
        return read
    if not row.key:
        fault = row.fault_of(FaultCode.MISSING, "the client's number in this workbook")
    elif row.key in held_keys:
        fault = row.fault_of(FaultCode.HELD_YOUTH, _OWN_ROW_FIRST)
    else:
        fault = row.fault_of(FaultCode.UNKNOWN_YOUTH, _KNOWN_NUMBER)
    read.read.faults.insert(0, fault)
    return read


def _each_youth_once(lines: Sequence[PastAgendaLine]) -> list[PastAgendaLine]:
    return list({line.youth: line for line in reversed(lines)}.values())[::-1]
