"""Where things begin, and what a closed meeting takes up: refused by the database to whoever writes with a pass of their own."""

from datetime import date
from typing import Any

import psycopg
import pytest

from safetynet.kernel import clock
from safetynet.meetings.models import FIRST_STATES, MACHINES
from safetynet.policy.database import DatabaseRoles
from tests.factories import World
from tests.factories.room import CONFLICT, REFUSED, Room, refused

from .test_states import arguments, room

__all__ = ["room"]
NOW = clock.now()
CLOSED = "this meeting is closed and stays as it is"
LATER = [
    (name, state.value)
    for name, states in FIRST_STATES.items()
    for state in MACHINES[name][1]
    if state not in states and name not in ("meetings_guest", "meetings_jointitem")
]


def added(room: Room, table: str, **values: Any) -> int:
    """A row that the coordinator writes with SQL and her own pass."""
    with room.world.looking_as(room.ada):
        return room.world.insert(table, **values)


def of_the_agenda(room: Room, meeting: int, name: str = "Somebody") -> dict[str, dict[str, Any]]:
    """What a coordinator may add to a meeting: by table."""
    here = {"meeting_id": meeting, "table_id": room.table}
    seat = room.one("SELECT id FROM governance_seat WHERE table_id = %s AND person_id = %s", room.table, room.kai.id)
    return {
        "meetings_agendaitem": {**here, "youth_id": room.world.youth(room.table, room.ada.id), "position": 9},
        "meetings_attendance": {**here, "name": name, "agency_name": "some agency"},
        "meetings_topic": here,
        "meetings_packetcopy": {
            **here, "seat_id": seat, "holder_id": room.kai.id, "copy_number": 1, "issued_by_id": room.ada.id, "explanation": "",
        },
    }  # fmt: skip


def of_a_line(room: Room, item: int) -> dict[str, dict[str, Any]]:
    """What belongs to a line."""
    about = {"item_id": item, "table_id": room.table, "youth_id": room.youth}
    return {
        "meetings_agendaheading": {**about, "section": "IN_CUSTODY", "category": "PLACEMENT"},
        "meetings_agendareason": {**about, "category": "PLACEMENT", "code": "IN_CUSTODY"},
    }


def test_the_database_holds_the_same_first_states(admin: psycopg.Connection) -> None:
    """Table by table; a meeting and a copy have rules of their own."""
    known = {name: {state.value for state in states} for name, states in FIRST_STATES.items()}
    assert arguments(admin, "first_state") == {**known, "meetings_meeting": set(), "meetings_packetcopy": set()}


@pytest.mark.parametrize(("table", "state"), LATER, ids=[" ".join(each) for each in LATER])
def test_nothing_begins_in_a_later_state(room: Room, table: str, state: str) -> None:
    """Neither a plan that nobody agreed on nor a recommendation that the table never adopted."""
    with refused(CONFLICT, f"{table} does not begin as {state}"), room.world.connection.transaction():
        room.write(room.ada, table, state=state)
    assert room.write(room.ada, table, state="DRAFT")


@pytest.mark.parametrize("state", ["PRESENT", "LEFT"])
def test_a_guest_does_not_begin_in_the_room(room: Room, state: str) -> None:
    """The table decides first."""
    values = room.guest_values(room.proposal(), arrived_at=NOW, form_signed_on=NOW.date())
    with refused(CONFLICT), room.world.connection.transaction():
        added(room, "meetings_guest", **{**values, "state": state})
    assert added(room, "meetings_guest", **values)


@pytest.mark.parametrize("state", ["ACCEPTED", "DECLINED", "WITHDRAWN"])
def test_a_joint_item_begins_as_proposed(room: Room, admin: psycopg.Connection, roles: DatabaseRoles, state: str) -> None:
    """The web role cannot add one at all; the functions that can do not answer for the other table."""
    values = {**room.values("meetings_jointitem", room.ada), "other_table_id": room.world.table(room.county)}
    with refused(REFUSED), admin.transaction():
        added(room, "meetings_jointitem", **values)
    with refused(CONFLICT, f"does not begin as {state}"), admin.transaction():
        admin.execute(f'SET LOCAL ROLE "{roles.policy}"')
        room.world.insert("meetings_jointitem", **{**values, "state": state})


@pytest.mark.parametrize("state", ["PUBLISHED", "OPEN", "CLOSED"])
def test_a_meeting_begins_as_a_draft(room: Room, state: str) -> None:
    """Who could begin one in session, or closed, would open youths to whoever is said to be there."""
    values = {
        "table_id": room.table,
        "held_on": date(2014, 5, 6),
        "opened_at": NOW,
        "closed_at": NOW if state == "CLOSED" else None,
    }
    with refused(CONFLICT, f"a meeting does not begin as {state}"), room.world.connection.transaction():
        added(room, "meetings_meeting", **values, state=state)
    assert added(room, "meetings_meeting", **{**values, "opened_at": None, "closed_at": None}, state="DRAFT")


def test_a_meeting_on_paper_is_one_from_the_beginning(room: Room) -> None:
    """It begins closed and in no other state, and no meeting that was held here becomes one or ceases to be one."""
    values = {"table_id": room.table, "held_on": date(2014, 5, 6), "from_workbook": True}
    with refused(CONFLICT), room.world.connection.transaction():
        added(room, "meetings_meeting", **values, state="DRAFT")
    added(room, "meetings_meeting", **values, state="CLOSED")
    with refused(CONFLICT, "held on paper from the beginning"), room.world.connection.transaction():
        room.change(room.ada, "meetings_meeting", room.meeting, from_workbook=True)


@pytest.mark.parametrize("field", ["returned_at", "replaced_at", "missing_at", "explained_at"])
def test_a_copy_begins_by_being_out(room: Room, field: str) -> None:
    """One that counts as back without ever having been out would be missed by nobody."""
    values = of_the_agenda(room, room.meeting)["meetings_packetcopy"]
    more = {"returned_at": NOW, "missing_at": NOW, "explained_at": NOW, "replaced_at": NOW}
    with refused(CONFLICT, "begins by being out"), room.world.connection.transaction():
        added(room, "meetings_packetcopy", **values, **{field: more[field]})
    assert added(room, "meetings_packetcopy", **values)


def test_nothing_is_added_to_a_closed_meeting(room: Room, admin: psycopg.Connection) -> None:
    """Lines, people, topics, copies, and what belongs to a line; all of it goes into one that is still open."""
    items = {name: added(room, name, **values) for name, values in of_a_line(room, room.item()).items()}
    for name, values in of_the_agenda(room, room.meeting).items():
        assert added(room, name, **values), name
    back = "UPDATE meetings_packetcopy SET returned_at = %s, returned_to_id = %s WHERE meeting_id = %s"
    admin.execute(back, [NOW, room.ada.id, room.meeting])
    room.close()
    for name, values in of_the_agenda(room, room.meeting, "Somebody else").items():
        with refused(CONFLICT, CLOSED), admin.transaction():
            added(room, name, **values)
    for name, values in of_a_line(room, room.item(room.client)).items():
        with refused(CONFLICT, CLOSED), admin.transaction():
            added(room, name, **values)
    for name, row in items.items():
        with refused(CONFLICT, CLOSED), admin.transaction():
            room.change(room.ada, name, row, category="PLACEMENT")
        with refused(CONFLICT, CLOSED), admin.transaction(), room.world.looking_as(room.ada) as connection:
            connection.execute(f"DELETE FROM {name} WHERE id = {row}")


def test_nothing_is_added_to_a_meeting_of_another_table(room: Room, admin: psycopg.Connection) -> None:
    """Under one's own table's name neither; an unknown meeting is answered the same."""
    elsewhere = Room(room.world).meeting
    for meeting in (elsewhere, 0):
        for name, values in of_the_agenda(room, meeting).items():
            if name != "meetings_topic":  # its table is that of its meeting, whatever it says, and the policy refuses it
                with refused(REFUSED), admin.transaction():
                    added(room, name, **values)


def test_what_belongs_to_a_line_is_about_its_youth(room: Room) -> None:
    """Whatever its writer says: custody of one youth does not stand at another's line, and so behind another's wall."""
    for name, values in of_a_line(room, room.item()).items():
        row = added(room, name, **{**values, "youth_id": room.client})
        assert room.one(f"SELECT youth_id FROM {name} WHERE id = {row}") == room.youth


def test_a_meeting_on_paper_takes_up_names_and_lines_and_no_account(room: Room, admin: psycopg.Connection) -> None:
    """A row that was held back is mended later. Whoever is said to be there has no account, so nothing is opened to anybody."""
    paper = added(
        room, "meetings_meeting", table_id=room.table, held_on=date(2014, 5, 6), from_workbook=True, state="CLOSED", opened_at=NOW,
        closed_at=NOW,
    )  # fmt: skip
    given = of_the_agenda(room, paper)
    item = added(room, "meetings_agendaitem", **given["meetings_agendaitem"])
    heading = of_a_line(room, item)["meetings_agendaheading"]
    assert added(room, "meetings_agendaheading", **heading)
    assert added(room, "meetings_attendance", **given["meetings_attendance"])
    for account in ({"person_id": room.cleo.id}, {"checked_in_at": NOW}, {"checked_out_at": NOW}):
        with refused(CONFLICT, "names nobody's account"), admin.transaction():
            added(room, "meetings_attendance", **{**given["meetings_attendance"], "name": "another", **account})
    for name in ("meetings_topic", "meetings_packetcopy"):
        with refused(CONFLICT, CLOSED), admin.transaction():
            added(room, name, **given[name])
    for name in ("meetings_agendaitem", "meetings_attendance"):
        with refused(CONFLICT, CLOSED), admin.transaction(), room.world.looking_as(room.ada) as connection:
            connection.execute(f"UPDATE {name} SET meeting_id = meeting_id WHERE meeting_id = {paper}")


def test_the_rule_binds_whoever_drops_the_pass_midway(room: Room, admin: psycopg.Connection) -> None:
    """Not what the session says of itself decides whether somebody is bound, but what role the policy is in force for."""
    room.close()
    with refused(CONFLICT, CLOSED), admin.transaction(), room.world.looking_as(room.ada) as connection:
        connection.execute(
            "INSERT INTO meetings_attendance (meeting_id, table_id, name, agency_name, level) "
            "SELECT %s, %s, 'n' || n || set_config('safetynet.pass', '', true), 'a', '' FROM generate_series(1, 2) AS n",
            [room.meeting, room.table],
        )


def test_world_is_not_bound(admin: psycopg.Connection, roles: DatabaseRoles) -> None:
    """The database's administrator restores what was there."""
    world = World(admin, roles)
    assert world.meeting(world.table(world.county()), state="CLOSED", closed_hours_ago=1)
