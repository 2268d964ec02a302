"""A row of the sheet of youths, read into claims: who, when referred, from where, which class, which status."""

from collections.abc import Mapping
from datetime import date

from safetynet.kernel.codes import Classification, ReferralSource
from safetynet.kernel.dates import EXPECTED, NoSuchDay, NotADate, read_date
from safetynet.kernel.names import normal_name
from safetynet.kernel.periods import age_on

from .drafts import WAITS, Draft, FaultCode, ReadRow, at_most
from .fields import SheetKind
from .local_words import by_ending
from .lookup import WordBook
from .residence import read_residence
from .rows import Cell, PersonName, Row, key_of_name, read_name
from .text import each_once, key_of, split_list
from .words import labels_of
from .youth_record import read_record

LIKELY_AGES = range(5, 25)
"""Ages at referral that are believed without asking; the study knows 11 to 17."""


def read_youth(cells: Mapping[str, Cell], words: WordBook, today: date) -> ReadRow:
    """What a row of youths says. Never raises for what stands in a cell; see ``drafts`` for what holds a row."""
    row = Row(SheetKind.YOUTHS, cells, words, today)
    referred_on = _referred_on(row)
    born_on = _birth_date(row, referred_on)
    name = _identity(row, born_on)
    _number(row, name, born_on, referred_on)
    _demographics(row)
    if referred_on is not None:
        _referral(row, referred_on)
    read_residence(row)
    _classification(row)
    _status(row)
    read_record(row)
    row.read.born_on = born_on
    return row.read


def _referred_on(row: Row) -> date | None:
    referred_on = row.day("referred_on", holds=True)
    if referred_on is not None and referred_on > row.today:
        row.fault("referred_on", FaultCode.IN_THE_FUTURE, "a day that has come", holds=True)
        return None
    if referred_on is None and not row.text("referred_on"):
        kept = f" “Referred by {row.text('source')}” is kept in this list." if row.text("source") else ""
        row.fault(
            "referred_on", FaultCode.MISSING, EXPECTED,
            f"The row was loaded without a referral, so no count by year or age has the youth.{at_most(kept, 120)}",
        )  # fmt: skip
    return referred_on


def _birth_date(row: Row, referred_on: date | None) -> date | None:
    """The birth date. Of a two-digit year the century is taken in which it lies before the referral."""
    text, limit = row.text("birth_date"), referred_on or row.today
    if not text:
        row.fault("birth_date", FaultCode.MISSING, EXPECTED, "The row was loaded; age and search by birth date need it.")
        return None
    try:
        born_on = read_date(text, pivot=limit.year % 100, serial=True)
        if born_on > limit:
            born_on = read_date(text, pivot=limit.year % 100 - 1, serial=True)
    except NotADate:
        row.fault("birth_date", FaultCode.NOT_A_DATE, EXPECTED, WAITS, holds=True)
        return None
    except NoSuchDay:
        row.fault("birth_date", FaultCode.NO_SUCH_DAY, f"a day of the calendar: {EXPECTED}", WAITS, holds=True)
        return None
    if born_on > limit:
        if referred_on is None:
            row.fault("birth_date", FaultCode.IN_THE_FUTURE, "a day that has come", WAITS, holds=True)
        else:
            row.fault("birth_date", FaultCode.BORN_AFTER_REFERRAL, f"a day before the referral of {referred_on}", holds=True)
        return None
    age = age_on(born_on, referred_on)
    if age is not None and age not in LIKELY_AGES:
        row.fault(
            "birth_date", FaultCode.UNLIKELY_AGE, f"an age at referral from {LIKELY_AGES[0]} to {LIKELY_AGES[-1]}",
            f"The row was loaded as written; the age at referral is {age}.",
        )  # fmt: skip
    return born_on


def _identity(row: Row, born_on: date | None) -> PersonName:
    name = read_name(row)
    field = row.first_of("last_name", "name")
    if not normal_name(name.last) and not row.told_already(field):
        row.fault(field, FaultCode.MISSING, "a last name", holds=True)
    elif not name.first and row.has("first_name") and not row.text("first_name"):
        row.fault("first_name", FaultCode.MISSING, "a first name", "The row was loaded with the last name alone.")
    birth_place, phone = row.text("birth_place"), row.text("phone")
    row.fits("birth_place", birth_place)
    row.fits("phone", phone)
    row.read.drafts.append(
        Draft(
            "identity",
            {
                "last_name": name.last, "first_name": name.first, "middle_name": name.middle, "birth_date": born_on,
                "birth_place": birth_place, "phone": phone,
            },
        )
    )  # fmt: skip
    _aliases(row, name)
    return name


def _aliases(row: Row, name: PersonName) -> None:
    written = row.written("aka").replace("a.k.a.", ";").replace("A.K.A.", ";")
    for marker in (" aka ", " AKA ", "aka:", "AKA:"):
        written = written.replace(marker, ";")
    aliases = each_once(alias.strip(" \"'“”‘’()") for alias in split_list(written))
    if len(aliases) > 40:
        row.fault("aka", FaultCode.TOO_LONG, f"at most 40 names (there are {len(aliases)})", holds=True)
        return
    for alias in aliases:
        if row.fits("aka", alias):
            row.read.drafts.append(Draft("alias", {"name": alias}))


def _number(row: Row, name: PersonName, born_on: date | None, referred_on: date | None) -> None:
    if not row.has("client_number"):
        row.read.key = key_of_name(name, born_on)
        return
    number = row.text("client_number")
    row.read.key = key_of(number)
    if not row.read.key:
        row.fault("client_number", FaultCode.MISSING, "the client's number in this workbook", holds=True)
    elif row.fits("client_number", number):
        row.read.drafts.append(Draft("agencycase", {"case_number": number, "opened_on": referred_on}))


def _demographics(row: Row) -> None:
    notes: list[str] = []
    sex = _coded(row, "sex", notes)
    races = _races(row, notes)
    language = row.text("language")
    row.fits("language", language)
    if row.text("sex") or row.text("race") or language:
        said = {"sex": sex or "UNKNOWN", "races": races, "language": language}
        row.read.drafts.append(Draft("demographics", said, note=at_most("; ".join(notes), 200)))


def _coded(row: Row, field: str, notes: list[str]) -> str:
    """The code of a word; what no list has is told, and kept in the notes as it was written."""
    text = row.text(field)
    if not text:
        return ""
    meaning = row.words.find(field, text)
    if meaning is None:
        notes.append(f"{row.header(field)} as written: {text}")
        row.fault(field, FaultCode.UNKNOWN_WORD, _expected(field), "Loaded as unknown; the word is kept beside it.")
    return meaning or ""


def _races(row: Row, notes: list[str]) -> list[str]:
    text = row.text("race")
    if not text or row.words.knows("race", text):
        meaning = row.words.find("race", text) if text else None
        return [meaning] if meaning else []
    parts = split_list(text.replace("&", "/").replace(" and ", "/").replace("+", "/"), ";,/|")
    found = [meaning for part in parts if (meaning := row.words.find("race", part))]
    if len(found) == len(parts) and found:
        return sorted(set(found))
    notes.append(f"{row.header('race')} as written: {text}")
    row.fault("race", FaultCode.UNKNOWN_WORD, _expected("race"), "Loaded as unknown; the word is kept beside it.")
    return []


def _referral(row: Row, referred_on: date) -> None:
    written = row.text("source")
    source = row.words.find("source", written) or by_ending(written)
    if written and source is None:
        row.fault("source", FaultCode.UNKNOWN_WORD, _expected("source"), "Loaded as “Other” with the words as they were written.")
    if row.fits("source", written):
        said = {"referred_on": referred_on, "source": source or ReferralSource.OTHER.value, "source_words": written}
        row.read.drafts.append(Draft("referral", said))


def _classification(row: Row) -> None:
    notes: list[str] = []
    meaning = _coded(row, "classification", notes)
    if row.text("classification"):
        meaning = meaning or Classification.UNDETERMINED.value
    elif row.has("is_csec") or row.has("is_at_risk"):
        csec, risk = row.flag("is_csec"), row.flag("is_at_risk")
        if csec and csec[0] == "YES":
            meaning = Classification.CSEC_IDENTIFIED.value
        elif (risk and risk[0] == "YES") or (csec and csec[0] == "NO" and not row.has("is_at_risk")):
            meaning = Classification.AT_RISK.value
        elif csec and csec[0] == "NO":
            meaning = Classification.NOT_CSEC.value
    if meaning:
        row.read.drafts.append(Draft("classificationattable", {"classification": meaning}, note=at_most("; ".join(notes), 200)))


def _status(row: Row) -> None:
    text = row.text("status")
    if not text:
        return
    meaning = row.words.find("status", text) or row.words.find("status", text[:80].replace("-", " ").split(" ")[0])
    if meaning is None:
        row.fault("status", FaultCode.UNKNOWN_WORD, _expected("status"), "The row was loaded without a status.")
        return
    note = "" if row.words.knows("status", text) else at_most(f"{row.header('status')} as written: {text}", 200)
    row.read.drafts.append(Draft("statusattable", {"status": meaning, "since": row.day("status_since")}, note=note))


def _expected(name: str) -> str:
    """What a list has, for a fault."""
    return f"a word for one of: {labels_of(name)} (the mapping can add words)"
