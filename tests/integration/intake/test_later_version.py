"""A later version of the same workbook: only what it says otherwise is touched, and only what the workbook had said."""

from pathlib import Path
from typing import Any

import psycopg
import pytest

from safetynet.governance.models import Table
from safetynet.kernel.codes import SourceType
from safetynet.pages.loading import Loaded
from safetynet.policy.vocabulary import Role
from safetynet.youths.actions import Author, add_claim, correct_claim
from safetynet.youths.models import RiskFactor, StatusAtTable, Youth
from tests.factories.county_workbooks import Scramble, Sheets, another_county, read_sheets, write_sheets
from tests.factories.people import Member, new_coordinator, new_member
from tests.integration.intake.loading_help import load, tally

ROWS = 12


@pytest.fixture
def first(home: object, tmp_path: Path) -> tuple[Member, Sheets, Path]:
    """A coordinator who has loaded a dozen youths, and what stood in the file."""
    path = another_county(tmp_path / "first.xlsx", Scramble(headers=False, order=False, sheet_names=False, rows=ROWS))
    member = new_coordinator()
    load(member, path)
    return member, read_sheets(path), tmp_path / "later.xlsx"


def test_a_changed_cell_supersedes_one_claim_with_the_reason(first: Any, superuser: psycopg.Connection) -> None:
    member, sheets, later = first
    change(sheets, "SN-0001", Status="Active", Summary="Moved home.")
    loaded = load(member, write_sheets(sheets, later))
    assert done(loaded) == (0, 1, ROWS - 1, 0, 2, 0)
    assert history(superuser, member, "SN-0001", "statusattable", "status") == ["INACTIVE", "ACTIVE"]
    [reason] = history(superuser, member, "SN-0001", "summary", "reason")[1:]
    assert reason.startswith("The workbook of ") and reason.endswith("says otherwise.")


def test_a_new_entry_is_added_and_one_that_is_gone_is_withdrawn(first: Any, superuser: psycopg.Connection) -> None:
    member, sheets, later = first
    change(sheets, "SN-0002", Services="BAWAR; WCC; Youth Alive", AKA=None)
    loaded = load(member, write_sheets(sheets, later))
    assert done(loaded) == (0, 1, ROWS - 1, 1, 0, 4)
    assert current(superuser, member, "SN-0002", "servicelink", "provider") == ["BAWAR", "WCC", "Youth Alive"]
    assert current(superuser, member, "SN-0002", "alias", "name") == []


def test_an_arrest_that_is_corrected_takes_its_charges_along(first: Any, superuser: psycopg.Connection) -> None:
    member, sheets, later = first
    [arrest, *_] = [row for row in sheets["Arrests"] if row[0] == "SN-0002"]
    arrest[3], arrest[4] = "647(b) PC; 459 PC", "Adult"
    loaded = load(member, write_sheets(sheets, later))
    assert done(loaded) == (0, 1, ROWS - 1, 0, 1, 0)
    assert current(superuser, member, "SN-0002", "arrest", "forum") == ["ADULT", "JUVENILE"]
    assert current(superuser, member, "SN-0002", "charge", "code") == ["242 PC", "459 PC", "647(b) PC", "778 WIC"]
    left = superuser.execute(
        "SELECT count(*) FROM youths_charge g JOIN youths_arrest a ON a.id = g.arrest_id WHERE g.table_id = %s "
        "AND g.superseded_at IS NULL AND NOT g.withdrawn AND a.superseded_at IS NOT NULL",
        [member.table],
    ).fetchone()
    assert left == (0,)


def test_arrests_and_schools_that_are_gone_are_withdrawn(first: Any, superuser: psycopg.Connection) -> None:
    member, sheets, later = first
    for name in ("Arrests", "Schools"):
        sheets[name] = [row for row in sheets[name] if row[0] != "SN-0002"]
    loaded = load(member, write_sheets(sheets, later))
    assert done(loaded) == (0, 1, ROWS - 1, 0, 0, 4)
    assert current(superuser, member, "SN-0002", "arrest", "id") == current(superuser, member, "SN-0002", "charge", "id") == []


def test_a_sheet_or_column_that_is_missing_says_nothing(first: Any, superuser: psycopg.Connection) -> None:
    member, sheets, later = first
    at = sheets["Clients"][0].index("Services")
    only = {"Clients": [[value for place, value in enumerate(row) if place != at] for row in sheets["Clients"]]}
    change(only, "SN-0001", Sex="Male")
    assert done(load(member, write_sheets(only, later))) == (0, 1, ROWS - 1, 0, 1, 0)
    assert len(current(superuser, member, "SN-0001", "servicelink", "provider")) == 2
    assert len(current(superuser, member, "SN-0001", "arrest", "id")) == 2


def test_youths_that_are_no_longer_in_the_file_stay_as_they_are(first: Any, superuser: psycopg.Connection) -> None:
    member, sheets, later = first
    sheets["Clients"] = sheets["Clients"][:-1]
    for name in ("Arrests", "Schools", "Agendas", "Attendance"):
        sheets[name] = sheets[name][:1]
    loaded = load(member, write_sheets({"Clients": sheets["Clients"]}, later))
    assert done(loaded) == (0, 0, ROWS - 1, 0, 0, 0)


def test_what_a_person_corrected_by_hand_is_left_and_told(first: Any, superuser: psycopg.Connection) -> None:
    member, sheets, later = first
    youth = youth_of(superuser, member, "SN-0003")
    door, by = member.door(), Author(member.person, member.agency)
    with door.opened():
        mine = StatusAtTable.objects.get(youth=youth, superseded_at=None)
        correct_claim(
            door=door, claim=mine, youth=youth, values={"status": "AGED_OUT", "source_type": SourceType.OWN_RECORD.value},
            reason="She turned 18.", by=by,
        )  # fmt: skip
    again = write_sheets(sheets, later.with_name("same-values.xlsx"))
    assert done(load(member, again)) == (0, 0, ROWS, 0, 0, 0)
    change(sheets, "SN-0003", Status="Active", City="Hayward")
    loaded = load(member, write_sheets(sheets, later))
    assert done(loaded) == (0, 1, ROWS - 1, 0, 1, 0)
    assert current(superuser, member, "SN-0003", "statusattable", "status") == ["AGED_OUT"]
    assert current(superuser, member, "SN-0003", "residence", "city") == ["Hayward"]
    [fault] = loaded.report["faults"]
    assert (fault["code"], fault["column"], fault["value"], fault["holds"]) == ("CORRECTED_BY_HAND", "Status", "Active", False)


def test_claims_of_others_and_claims_typed_by_hand_are_never_touched(first: Any, superuser: psycopg.Connection) -> None:
    member, sheets, later = first
    youth = youth_of(superuser, member, "SN-0004")
    other = new_member(Table.objects.using("owner").select_related("county").get(pk=member.table), Role.PROB)
    add_claim(
        door=other.door(), kind=RiskFactor, youth=youth, values={"factor": "TATTOOS", "value": "YES"},
        by=Author(other.person, other.agency),
    )  # fmt: skip
    add_claim(
        door=member.door(), kind=RiskFactor, youth=youth, values={"factor": "RECRUITER", "value": "NO"},
        by=Author(member.person, member.agency),
    )  # fmt: skip
    change(sheets, "SN-0004", **{"Behavioral": None, "Drug Use": "N"})
    assert done(load(member, write_sheets(sheets, later))) == (0, 1, ROWS - 1, 0, 1, 1)
    rows = superuser.execute(
        "SELECT factor, value, source_agency_id FROM youths_riskfactor WHERE youth_id = %s AND superseded_at IS NULL "
        "AND NOT withdrawn AND factor IN ('TATTOOS', 'RECRUITER', 'DRUG_USE', 'BEHAVIORAL') ORDER BY 1",
        [youth.pk],
    ).fetchall()
    assert rows == [("DRUG_USE", "NO", member.agency), ("RECRUITER", "NO", member.agency), ("TATTOOS", "YES", other.agency)]


def test_a_value_that_goes_and_comes_back_takes_its_old_place(first: Any, superuser: psycopg.Connection) -> None:
    member, sheets, later = first
    before = dict(zip(sheets["Clients"][0], row_of(sheets, "SN-0005"), strict=True))
    change(sheets, "SN-0005", City=None, County=None)
    load(member, write_sheets(sheets, later))
    assert current(superuser, member, "SN-0005", "residence", "city") == []
    change(sheets, "SN-0005", City=before["City"], County=before["County"], Summary="Back.")
    loaded = load(member, write_sheets(sheets, later.with_name("third.xlsx")))
    assert done(loaded) == (0, 1, ROWS - 1, 0, 2, 0)
    assert current(superuser, member, "SN-0005", "residence", "city") == [before["City"]]


def test_a_number_that_means_somebody_else_now_is_held(first: Any, superuser: psycopg.Connection) -> None:
    member, sheets, later = first
    change(sheets, "SN-0006", **{"Last Name": "Otherperson", "First Name": "Quite", "DOB": "1/2/1996"})
    loaded = load(member, write_sheets(sheets, later))
    assert done(loaded) == (0, 0, ROWS - 1, 0, 0, 0)
    assert {fault["code"] for fault in loaded.report["faults"] if fault["sheet"] == "Clients"} == {"ANOTHER_PERSON"}
    assert current(superuser, member, "SN-0006", "identity", "last_name") == ["Sanchez"]


@pytest.mark.parametrize(
    "said",
    [
        {"Last Name": "Otherperson", "First Name": "Quite", "DOB": ""},
        {"Last Name": "Otherperson", "First Name": "Quite"},
        {"First Name": "Quite", "DOB": "1/2/1996"},
        {"Last Name": "Otherperson", "DOB": ""},
    ],
    ids=["nothing agrees", "the birth date alone agrees", "the last name alone agrees", "the first name alone agrees"],
)
def test_one_child_is_never_written_onto_anothers_file(first: Any, superuser: psycopg.Connection, said: dict[str, str]) -> None:
    """Fewer than two of last name, first name and birth date agree: the row is held, and says whom the number means."""
    member, sheets, later = first
    change(sheets, "SN-0006", **said)
    loaded = load(member, write_sheets(sheets, later))
    assert done(loaded)[:3] == (0, 0, ROWS - 1)
    [fault] = [fault for fault in loaded.report["faults"] if fault["code"] == "ANOTHER_PERSON"]
    assert "Sanchez" in fault["expected"]
    assert current(superuser, member, "SN-0006", "identity", "last_name") == ["Sanchez"]


def done(loaded: Loaded) -> tuple[int, ...]:
    """New, changed and unchanged youths; claims added, corrected, withdrawn."""
    names = ("youths_new", "youths_changed", "youths_unchanged", "claims_added", "claims_corrected", "claims_withdrawn")
    return tuple(tally(loaded, *names).values())


def row_of(sheets: Sheets, number: str) -> list[Any]:
    return next(row for row in sheets["Clients"] if row[0] == number)


def change(sheets: Sheets, number: str, **values: Any) -> None:
    """Write other values into a youth's row."""
    row = row_of(sheets, number)
    for header, value in values.items():
        row[sheets["Clients"][0].index(header)] = value


def youth_of(superuser: psycopg.Connection, member: Member, number: str) -> Youth:
    [(pk, name)] = superuser.execute(
        "SELECT y.id, y.number FROM youths_youth y JOIN youths_agencycase c ON c.youth_id = y.id "
        "WHERE c.table_id = %s AND c.case_number = %s",
        [member.table, number],
    ).fetchall()
    return Youth(pk=pk, number=name, table_id=member.table)


def history(superuser: psycopg.Connection, member: Member, number: str, table: str, column: str) -> list[Any]:
    """A column of all claims of a youth in a kind, the oldest first."""
    return _column(superuser, member, number, table, column, "true", "t.id")


def current(superuser: psycopg.Connection, member: Member, number: str, table: str, column: str) -> list[Any]:
    """A column of the current claims of a youth in a kind, sorted."""
    return _column(superuser, member, number, table, column, "t.superseded_at IS NULL AND NOT t.withdrawn", "1")


def _column(
    superuser: psycopg.Connection, member: Member, number: str, table: str, column: str, condition: str, order: str
) -> list[Any]:
    rows = superuser.execute(
        f"SELECT t.{column} FROM youths_{table} t JOIN youths_agencycase c ON c.youth_id = t.youth_id "
        f"AND c.superseded_at IS NULL WHERE c.table_id = %s AND c.case_number = %s AND {condition} ORDER BY {order}",
        [member.table, number],
    ).fetchall()
    return [row[0] for row in rows]
