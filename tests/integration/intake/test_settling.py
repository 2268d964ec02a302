"""Rows that are held: a person mends them or sets them aside; what is mended is loaded by the same code, and stays so."""

from pathlib import Path
from typing import Any

import pytest

from safetynet.governance.models import Table
from safetynet.intake.queries import find_held
from safetynet.kernel.faults import Conflict, NotInScope, Refused
from safetynet.kernel.identifiers import TableId
from safetynet.pages.loading import settle_row
from safetynet.policy.vocabulary import Role
from tests.factories.county_workbooks import FAULTY, Scramble, another_county, read_sheets, write_sheets
from tests.factories.people import Member, new_coordinator, new_member
from tests.integration.intake.loading_help import counts, importer, load, tally

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def coordinator() -> Member:
    """Somebody who has loaded the faulty workbook."""
    member = new_coordinator()
    load(member, FAULTY)
    return member


@pytest.mark.parametrize(
    ("row", "values"),
    [
        (2, {"DOB": "2/28/1999"}),
        (3, {"DOB": "5/1/1995"}),
        (4, {"Client #": "SN-0003"}),
        (5, {"Date Referred": "6/1/2012"}),
        (7, {"Last Name": "Garcia"}),
        (8, {"Last Name": "Jones"}),
        (14, {"First Name": "Ana"}),
    ],
)
def test_a_mended_row_is_loaded_and_leaves_the_list(coordinator: Member, row: int, values: dict[str, str]) -> None:
    before = counts(coordinator)["n"]
    settled = settle(coordinator, row, values)
    assert settled.loaded and not settled.faults
    assert counts(coordinator)["n"] == before + 1
    assert row not in waiting(coordinator)


def test_a_row_that_is_still_wrong_stays_with_what_was_typed_and_its_new_fault(coordinator: Member) -> None:
    assert not settle(coordinator, 2, {"DOB": "31/12/1999", "City": "Hayward"}).loaded
    held = waiting(coordinator)[2]
    assert (held["values"]["DOB"], held["values"]["City"]) == ("31/12/1999", "Hayward")
    assert [(fault["column"], fault["value"]) for fault in held["faults"]] == [("DOB", "31/12/1999")]


def test_a_number_that_is_taken_is_not_given_twice(coordinator: Member) -> None:
    before = counts(coordinator)
    assert not settle(coordinator, 4, {"Client #": "SN-0005"}).loaded
    assert counts(coordinator) == before
    assert waiting(coordinator)[4]["faults"][0]["code"] == "REPEATED_NUMBER"
    assert settle(coordinator, 4, {"Client #": "SN-0003"}).loaded


def test_a_row_set_aside_stays_aside(coordinator: Member) -> None:
    assert settle(coordinator, 5, None).set_aside
    again = load(coordinator, FAULTY)
    assert 5 not in waiting(coordinator)
    assert tally(again, "rows_settled_before", "youths_new") == {"rows_settled_before": 1, "youths_new": 0}


def test_the_same_file_does_not_undo_what_a_person_mended(coordinator: Member) -> None:
    settle(coordinator, 3, {"DOB": "5/1/1995"})
    before = counts(coordinator)
    again = load(coordinator, FAULTY)
    assert tally(again, "youths_new", "youths_changed", "rows_settled_before") == {
        "youths_new": 0, "youths_changed": 0, "rows_settled_before": 1,
    }  # fmt: skip
    assert counts(coordinator) == before
    assert 3 not in {fault["row"] for fault in again.report["faults"]}


def test_a_later_file_with_the_row_put_right_takes_it_from_the_list(coordinator: Member, tmp_path: Path) -> None:
    sheets = read_sheets(FAULTY)
    sheets["Clients"][1][sheets["Clients"][0].index("DOB")] = "2/28/1999"
    loaded = load(coordinator, write_sheets(sheets, tmp_path / "better.xlsx"))
    assert tally(loaded, "youths_new", "youths_unchanged") == {"youths_new": 1, "youths_unchanged": 33}
    assert set(waiting(coordinator)) == {3, 4, 5, 7, 8, 14}


def test_what_waited_for_the_youth_is_loaded_with_it(tmp_path: Path) -> None:
    path = another_county(tmp_path / "some.xlsx", Scramble(headers=False, order=False, sheet_names=False, rows=5))
    plain = new_coordinator()
    load(plain, path)
    sheets = read_sheets(path)
    sheets["Clients"][2][sheets["Clients"][0].index("DOB")] = "someday"
    member = new_coordinator()
    loaded = load(member, write_sheets(sheets, tmp_path / "one-bad.xlsx"))
    codes = {fault["sheet"]: fault["code"] for fault in loaded.report["faults"]}
    assert codes == {"Clients": "NOT_A_DATE", "Arrests": "HELD_YOUTH", "Schools": "HELD_YOUTH", "Agendas": "HELD_YOUTH"}
    settled = settle(member, 3, {"DOB": "12/22/1993"}, sheet="Clients")
    assert settled.loaded and settled.waiting_for_it == len(loaded.report["held"]) - 1 - roles_wait(loaded)
    assert waiting(member) == {}
    assert counts(member) == counts(plain)


def test_rows_of_a_youth_nobody_knows_wait_and_can_be_mended(tmp_path: Path) -> None:
    path = another_county(tmp_path / "some.xlsx", Scramble(headers=False, order=False, sheet_names=False, rows=3))
    sheets = read_sheets(path)
    sheets["Schools"].append(["SN-9999", "Dewey Academy"])
    member = new_coordinator()
    loaded = load(member, write_sheets(sheets, tmp_path / "stray.xlsx"))
    [fault] = loaded.report["faults"]
    assert (fault["sheet"], fault["column"], fault["code"], fault["holds"]) == ("Schools", "Client #", "UNKNOWN_YOUTH", True)
    before = counts(member)["school_rows"]
    assert settle(member, fault["row"], {"Client #": "SN-0003"}).loaded
    assert counts(member)["school_rows"] == before + 1


def test_a_row_is_settled_once(coordinator: Member) -> None:
    held = waiting(coordinator)[8]
    settle(coordinator, 8, None)
    with pytest.raises(Conflict):
        settle_row(door=coordinator.door(), by=importer(coordinator), held_id=held["id"], values=None)


def test_a_row_of_another_table_is_out_of_reach(coordinator: Member) -> None:
    eve = new_coordinator()
    with pytest.raises(NotInScope):
        settle_row(door=eve.door(), by=importer(eve), held_id=waiting(coordinator)[8]["id"], values=None)


def test_cells_that_wait_for_a_role_are_loaded_by_somebody_who_has_it(tmp_path: Path) -> None:
    path = another_county(tmp_path / "some.xlsx", Scramble(headers=False, order=False, sheet_names=False, rows=4))
    member = new_coordinator()
    load(member, path)
    [held] = [row for row in find_held(member.door(), TableId(member.table))["rows"] if row["waits_for"]]
    assert (held["waits_for"], held["values"]) == ("VICTIM_WITNESS", {"V/W Cases": "Witness, adult court, pending"})
    with pytest.raises(Refused, match="Victim or witness"):
        settle_row(door=member.door(), by=importer(member), held_id=held["id"], values=held["values"])
    table = table_of(member)
    both = new_member(table, Role.COORD, Role.DA)
    assert settle_row(door=both.door(), by=importer(both), held_id=held["id"], values=held["values"]).loaded
    again = load(member, path)
    assert tally(again, "cells_waiting", "claims_added") == {"cells_waiting": 0, "claims_added": 0}
    assert find_held(member.door(), TableId(member.table))["count"] == 0


def settle(member: Member, row: int, values: dict[str, str] | None, sheet: str = "") -> Any:
    """Mend some values of a held row, or set it aside."""
    held = waiting(member, sheet)[row]
    mended = None if values is None else {**held["values"], **values}
    return settle_row(door=member.door(), by=importer(member), held_id=held["id"], values=mended)


def waiting(member: Member, sheet: str = "") -> dict[int, Any]:
    """The rows that wait for a person, by number."""
    rows = find_held(member.door(), TableId(member.table), size=1_000)["rows"]
    return {row["row"]: row for row in rows if not row["waits_for"] and sheet in ("", row["sheet"])}


def roles_wait(loaded: Any) -> int:
    return sum(1 for row in loaded.report["held"] if row["waits_for"])


def table_of(member: Member) -> Any:
    return Table.objects.using("owner").select_related("county").get(pk=member.table)
