"""Who may load a workbook: a coordinator with a seat at that county's table, whose papers are in order. Nobody else."""

from datetime import date
from pathlib import Path

import psycopg
import pytest

from safetynet.intake.actions.importer import access_importer
from safetynet.intake.actions.loading import load_step
from safetynet.intake.actions.mappings import propose
from safetynet.intake.actions.receive import open_workbook, receive_workbook
from safetynet.intake.queries import find_duplicates, find_faults, find_held, find_workbooks
from safetynet.kernel.faults import Fault, NotInScope, Refused
from safetynet.kernel.identifiers import TableId
from safetynet.kernel.past_meetings import PastTally
from safetynet.pages.loading import load_next
from safetynet.policy.vocabulary import MATRIX_CATEGORIES, Category, Role
from tests.factories.county_workbooks import FAULTY, Scramble, another_county
from tests.factories.people import new_coordinator, new_member, new_table
from tests.integration.intake.loading_help import importer, load

pytestmark = pytest.mark.usefixtures("home")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORD])
def test_no_other_role_may(role: Role, superuser: psycopg.Connection) -> None:
    member = new_member(new_table(), role)
    with pytest.raises(Refused, match="may not load a workbook for Alpine County"):
        importer(member)
    denied = superuser.execute(
        "SELECT action, outcome FROM audit.entry WHERE person = %s ORDER BY at DESC LIMIT 1", [member.person]
    ).fetchone()
    assert denied == ("denied", "denied")


def test_a_coordinator_of_another_county_may_not() -> None:
    with pytest.raises(Refused, match="no seat at a table of Fresno County"):
        access_importer(door=new_coordinator("Kern").door(), county="Fresno")


def test_a_coordinator_without_a_seat_may_not() -> None:
    with pytest.raises(Refused, match="no seat"):
        importer(new_member(new_table(), Role.COORD, seat=False))


def test_a_coordinator_whose_agreement_has_lapsed_may_not() -> None:
    with pytest.raises(Refused, match=r"agreement with .* ended on"):
        importer(new_member(new_table(), Role.COORD, agreement_until=date(2021, 1, 1)))


def test_a_memorandum_that_leaves_out_demographics_is_not_enough() -> None:
    categories = tuple(category for category in MATRIX_CATEGORIES if category is not Category.DEMOGRAPHICS)
    with pytest.raises(Refused, match="does not cover"):
        importer(new_member(new_table(), Role.COORD, categories=categories))


def test_a_county_that_california_does_not_have_is_told() -> None:
    with pytest.raises(Fault, match="California has no county called Atlantis"):
        access_importer(door=new_coordinator().door(), county="Atlantis")


@pytest.mark.parametrize("written", ["Alpine", "alpine county", "  ALPINE  "])
def test_the_county_may_be_written_as_people_do(written: str) -> None:
    assert access_importer(door=new_coordinator("Alpine").door(), county=written).county == "Alpine"


def test_what_the_memorandum_leaves_out_waits(tmp_path: Path, superuser: psycopg.Connection) -> None:
    categories = tuple(category for category in MATRIX_CATEGORIES if category is not Category.ARREST)
    member = new_member(new_table(), Role.COORD, categories=categories)
    load(member, another_county(tmp_path / "some.xlsx", Scramble(headers=False, order=False, sheet_names=False, rows=4)))
    waiting = dict(
        superuser.execute(
            "SELECT waits_for, count(*) FROM intake_heldrow WHERE table_id = %s GROUP BY 1", [member.table]
        ).fetchall()
    )
    assert waiting == {"ARREST": 10, "VICTIM_WITNESS": 1}


def test_nobody_at_another_table_can_touch_or_see_a_workbook() -> None:
    member, eve = new_coordinator("Alpine"), new_coordinator("Alpine")
    workbook = load(member, FAULTY).progress.workbook
    with pytest.raises(NotInScope):
        propose(door=eve.door(), by=importer(eve), workbook_id=workbook)
    with pytest.raises(NotInScope):
        load_next(door=eve.door(), by=importer(eve), workbook_id=workbook)
    with pytest.raises(NotInScope):
        find_faults(eve.door(), workbook)
    table = TableId(member.table)
    assert find_workbooks(eve.door(), table)["workbooks"] == []
    assert find_held(eve.door(), table)["rows"] == find_duplicates(eve.door(), table)["pairs"] == []


def test_a_member_of_the_same_table_who_does_not_coordinate_sees_no_workbook() -> None:
    table = new_table()
    coordinator, member = new_member(table, Role.COORD), new_member(table, Role.PROB)
    load(coordinator, FAULTY)
    assert find_workbooks(member.door(), TableId(table.pk))["workbooks"] == []
    assert len(find_workbooks(coordinator.door(), TableId(table.pk))["workbooks"]) == 1


def test_rows_are_not_loaded_before_a_mapping_is_accepted() -> None:
    member = new_coordinator()
    by = importer(member)
    with FAULTY.open("rb") as file:
        workbook = receive_workbook(door=member.door(), by=by, file_name="x.xlsx", opened=open_workbook(file))
    with pytest.raises(Fault, match="not being loaded"):
        load_step(door=member.door(), by=by, workbook_id=workbook.pk, record_meetings=lambda meetings: PastTally())
