"""Rows of the other sheets: an arrest, a school, a person at a meeting, a youth on an agenda."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from safetynet.kernel.codes import AgendaSection, CourtForum, charge_group
from safetynet.kernel.dates import EXPECTED
from safetynet.kernel.names import normal_name
from safetynet.kernel.periods import age_on
from safetynet.youths.rules.charges import is_no_offense_today

from .drafts import Draft, FaultCode, ReadRow, at_most
from .fields import SheetKind
from .lookup import WordBook
from .rows import Cell, Row, key_of_name, read_name
from .text import key_of, plain, split_list
from .words import labels_of

_MOST_CHARGES = 60


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A row about a meeting: a person who was there (name, agency), or a youth on its agenda (section)."""

    read: ReadRow
    held_on: date | None
    name: str = ""
    agency: str = ""
    section: str = ""


def youth_key(cells: Mapping[str, Cell], words: WordBook, today: date, kind: SheetKind) -> str:
    """Which youth a row of another sheet speaks of: the client number, else the name; empty when it says neither."""
    row = Row(kind, cells, words, today)
    if row.has("client_number"):
        return key_of(row.text("client_number"))
    name = read_name(row)
    return key_of_name(name, row.day("birth_date")) if normal_name(name.last) else ""


def day_of_meeting(cells: Mapping[str, Cell], words: WordBook, today: date, kind: SheetKind) -> date | None:
    """The meeting a row speaks of; None when its date cannot be read."""
    return Row(kind, cells, words, today).day("held_on")


def read_arrest(cells: Mapping[str, Cell], words: WordBook, today: date, born_on: date | None) -> ReadRow:
    """An arrest with its charges. Where the sheet does not say which court, the age on the day of the arrest does."""
    row = Row(SheetKind.ARRESTS, cells, words, today)
    row.read.key = youth_key(cells, words, today, SheetKind.ARRESTS)
    notes: list[str] = []
    arrested_on = row.day("arrested_on")
    if arrested_on is not None and arrested_on > today:
        row.fault("arrested_on", FaultCode.IN_THE_FUTURE, "a day that has come", holds=True)
    elif arrested_on is None and row.text("arrested_on"):
        notes.append(f"{row.header('arrested_on')} as written: {row.text('arrested_on')}")
    forum = _forum(row, arrested_on, born_on, notes)
    agency = row.text("arrested_by")
    row.fits("arrested_by", agency)
    charges = _charges(row, arrested_on, born_on)
    if forum:
        said = {"arrested_on": arrested_on, "arrested_by": agency, "forum": forum}
        row.read.drafts.append(Draft("arrest", said, note=at_most("; ".join(notes), 200), charges=tuple(charges)))
    return row.read


def _forum(row: Row, arrested_on: date | None, born_on: date | None, notes: list[str]) -> str:
    text = row.text("forum")
    expected = f"one of: {labels_of('court')}"
    if text:
        meaning = row.words.find("court", text) or row.words.find("court", plain(text[:80]).partition(" ")[0])
        if meaning is None:
            row.fault("forum", FaultCode.UNKNOWN_WORD, expected, holds=True)
        return meaning or ""
    age = age_on(born_on, arrested_on)
    if age is None:
        row.fault("forum", FaultCode.MISSING, f"{expected}, or a birth date and a date of arrest that tell it", holds=True)
        return ""
    notes.append(f"The court is not written; the age on that day was {age}")
    return CourtForum.ADULT.value if age >= 18 else CourtForum.JUVENILE.value


def _charges(row: Row, arrested_on: date | None, born_on: date | None) -> list[Draft]:
    codes = [code for part in split_list(row.written("charges"), ";\n|") for code in _by_comma(part)]
    if len(codes) > _MOST_CHARGES:
        row.fault("charges", FaultCode.TOO_LONG, f"at most {_MOST_CHARGES} charges in one cell", holds=True)
        return []
    charges = []
    for code in dict.fromkeys(codes):
        if not row.fits("charges", code):
            return []
        group = charge_group(code)
        minor = is_no_offense_today(group, arrested_on=arrested_on, birth_date=born_on)
        said = {"code": code, "charge_group": group.value, "decriminalized_today": minor}
        charges.append(Draft("charge", said))
    return charges


def _by_comma(part: str) -> list[str]:
    """Charges that commas part, if each piece is a charge of its own (has a digit or is a warrant)."""
    pieces = split_list(part, ",&")
    if len(pieces) > 1 and all(any(each.isdigit() for each in piece) or "warrant" in piece.lower() for piece in pieces):
        return pieces
    return [part]


def read_schooling(cells: Mapping[str, Cell], words: WordBook, today: date) -> ReadRow:
    """A school (or several in one cell)."""
    row = Row(SheetKind.SCHOOLS, cells, words, today)
    row.read.key = youth_key(cells, words, today, SheetKind.SCHOOLS)
    schools = split_list(row.written("school"), ";\n|")
    if not schools:
        row.fault("school", FaultCode.MISSING, "the name of a school", holds=True)
    begins, ends = row.day("begins"), row.day("ends")
    said: dict[str, object] = {"begins": begins, "ends": ends, "district": row.text("district"), "grade": row.text("grade")}
    row.fits("district", row.text("district"))
    row.fits("grade", row.text("grade"))
    for field in ("enrolled", "records_received", "often_absent"):
        flag = row.flag(field)
        said[field] = flag[0] if flag else "UNKNOWN"
    for school in schools[:_MOST_CHARGES]:
        if row.fits("school", school):
            row.read.drafts.append(Draft("schooling", {"school": school, **said}))
    return row.read


def read_attendance(cells: Mapping[str, Cell], words: WordBook, today: date) -> MeetingRow:
    """A person at a meeting."""
    row = Row(SheetKind.ATTENDANCE, cells, words, today)
    held_on = _held_on(row)
    name = row.name("name")
    if row.has("last_name"):
        name = " ".join(part for part in (row.name("first_name"), row.name("last_name")) if part)
    field = row.first_of("name", "last_name")
    if not name and not row.told_already(field):
        row.fault(field, FaultCode.MISSING, "the name of somebody who was there", holds=True)
    agency = row.text("agency")
    row.fits("agency", agency)
    return MeetingRow(row.read, held_on, name=name, agency=agency)


def read_agenda_line(cells: Mapping[str, Cell], words: WordBook, today: date) -> MeetingRow:
    """A youth on the agenda of a meeting. On a sheet without a column for the section everybody stands in the last one,
    out of custody, as on an agenda that is not parted."""
    row = Row(SheetKind.AGENDAS, cells, words, today)
    row.read.key = youth_key(cells, words, today, SheetKind.AGENDAS)
    held_on = _held_on(row)
    text = row.text("section")
    section = row.words.find("section", text) if text else None
    if section is None and not row.has("section"):
        section = AgendaSection.OUT_OF_CUSTODY.value
    elif section is None:
        code = FaultCode.UNKNOWN_WORD if text else FaultCode.MISSING
        row.fault("section", code, f"one of: {labels_of('section')}", holds=True)
    return MeetingRow(row.read, held_on, section=section or "")


def _held_on(row: Row) -> date | None:
    held_on = row.day("held_on", holds=True)
    if held_on is None:
        if not row.text("held_on"):
            row.fault("held_on", FaultCode.MISSING, EXPECTED, holds=True)
    elif held_on > row.today:
        row.fault("held_on", FaultCode.IN_THE_FUTURE, "a day that has come", holds=True)
        return None
    return held_on
