"""The first forty rows with one fault in each of the first sixteen: each is told, good rows are loaded, nothing is lost."""

import psycopg
import pytest

from safetynet.intake.queries import find_held
from safetynet.kernel.identifiers import TableId
from safetynet.pages.loading import Loaded
from tests.factories.county_workbooks import FAULTY
from tests.factories.people import Member, new_coordinator
from tests.integration.intake.loading_help import FAULTS, counts, load, tally

HELD = {2: "DOB", 3: "DOB", 4: "Client #", 5: "Date Referred", 7: "Last Name", 8: "Last Name", 14: "First Name"}
TOLD = {6: "Race", 9: "Sex", 10: "Type", 11: "County", 12: "Services", 13: "Status", 16: "Placement History", 17: "DOB"}
"""Rows that are loaded although something in them is told."""

World = tuple[Member, Loaded]


@pytest.fixture(scope="module")
def world(home: object) -> World:
    """A coordinator who has loaded the faulty workbook."""
    member = new_coordinator()
    return member, load(member, FAULTY)


def test_exactly_the_expected_faults_are_told(world: World) -> None:
    told = {(fault["row"], fault["column"]) for fault in world[1].report["faults"]}
    wanted = {(fault["row"], fault["column"]) for fault in FAULTS if "NOT an error" not in fault["why"]}
    assert told == wanted == {*HELD.items(), *TOLD.items()}


def test_every_fault_says_where_what_stood_there_what_was_expected_and_what_was_done(world: World) -> None:
    for fault in world[1].report["faults"]:
        assert fault["sheet"] == "Clients"
        assert fault["expected"] and fault["done"].endswith(".")
        assert fault["value"] or fault["code"] == "MISSING"
        assert fault["holds"] == (fault["row"] in HELD)


def test_bad_rows_are_held_whole_and_good_rows_are_loaded(world: World) -> None:
    member, loaded = world
    held = find_held(member.door(), TableId(member.table), workbook_id=loaded.progress.workbook)
    rows = {row["row"]: row for row in held["rows"] if not row["waits_for"]}
    assert set(rows) == set(HELD)
    assert rows[7]["values"]["Last Name"] == '=HYPERLINK("http://127.0.0.1/x","click")'
    assert rows[2]["values"]["DOB"] == "31/02/1999"
    assert rows[14]["values"]["First Name"] == "A" * 5000
    assert [fault["column"] for fault in rows[2]["faults"]] == ["DOB"]
    assert counts(member)["n"] == 40 - len(HELD) == tally(loaded, "youths_new")["youths_new"]


@pytest.mark.parametrize(
    ("number", "table", "column", "value"),
    [
        ("SN-0005", "demographics", "source_note", "Race as written: Zzz"),
        ("SN-0008", "demographics", "source_note", "Sex as written: 7"),
        ("SN-0008", "demographics", "sex", "UNKNOWN"),
        ("SN-0009", "classificationattable", "source_note", "Type as written: maybe"),
        ("SN-0009", "classificationattable", "classification", "UNDETERMINED"),
        ("SN-0010", "residence", "source_note", "County as written: Atlantis"),
        ("SN-0010", "residence", "city", "Oakland"),
        ("SN-0010", "residence", "county", ""),
        ("SN-0014", "summary", "text", "<script>alert(1)</script>"),
        ("SN-0015", "placementtext", "text", "then she went somewhere; 13/45/12 nowhere"),
        ("SN-0015", "placementtext", "unread", "then she went somewhere\n13/45/12 nowhere"),
        ("SN-0016", "identity", "birth_date", None),
    ],
)
def test_what_no_list_has_stays_beside_the_claim_as_it_was_written(
    world: World, superuser: psycopg.Connection, number: str, table: str, column: str, value: str | None
) -> None:
    assert claim(superuser, world[0], number, table, column) == value


def test_a_provider_that_no_list_has_is_kept_by_its_name(world: World, superuser: psycopg.Connection) -> None:
    found = superuser.execute(
        "SELECT s.provider FROM youths_servicelink s JOIN youths_agencycase c USING (youth_id) "
        "WHERE c.table_id = %s AND c.case_number = 'SN-0011' ORDER BY 1",
        [world[0].table],
    ).fetchall()
    assert found == [("BAWAR",), ("Nonesuch Org",)]


def test_a_second_run_tells_the_same_faults_and_changes_nothing(world: World, superuser: psycopg.Connection) -> None:
    member, first = world
    again = load(member, FAULTY)
    assert again.report["faults"] and len(again.report["faults"]) == len(first.report["faults"])
    assert tally(again, "youths_new", "youths_changed", "claims_added") == {
        "youths_new": 0, "youths_changed": 0, "claims_added": 0,
    }  # fmt: skip
    waiting = superuser.execute(
        "SELECT count(*) FROM intake_heldrow WHERE table_id = %s AND settled_at IS NULL AND waits_for = ''", [member.table]
    ).fetchone()
    assert waiting == (len(HELD),)


def claim(superuser: psycopg.Connection, member: Member, number: str, table: str, column: str) -> object:
    """One column of the one current claim of a youth whom the workbook calls by that number."""
    [(value,)] = superuser.execute(
        f"SELECT t.{column} FROM youths_{table} t JOIN youths_agencycase c USING (youth_id) "
        "WHERE c.table_id = %s AND c.case_number = %s AND t.superseded_at IS NULL AND NOT t.withdrawn",
        [member.table, number],
    ).fetchall()
    return value
