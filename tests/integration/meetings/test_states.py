"""States and closed meetings: the database holds the same lists as the tables of transitions, and refuses every other step."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import sql

from safetynet.kernel import clock
from safetynet.meetings.models import MACHINES
from safetynet.policy.database import DatabaseRoles
from tests.factories import World
from tests.factories.room import CONFLICT, REFUSED, Room, refused
from tests.factories.rows import DAY

_ARGUMENTS = """
    SELECT c.relname, t.tgargs FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE t.tgname = %s AND NOT t.tgisinternal AND t.tgenabled <> 'D'
"""
NOW = clock.now()
STEPS = [
    (name, start.value, target.value, target in allowed)
    for name, (_, transitions) in MACHINES.items()
    if name != "meetings_packetcopy"  # its state is read from its own times; test_closing goes through it
    for start, allowed in transitions.items()
    for target in transitions
    if target is not start
]
CHANGED, MORE = ("meetings_agendaitem", "meetings_attendance", "meetings_topic"), (
    "meetings_guest", "meetings_guestproposal", "meetings_reserve", "meetings_issuetag",
)  # fmt: skip
"""What a closed meeting keeps as it is, and to what besides nothing more is added."""


@pytest.fixture
def room(admin: psycopg.Connection, roles: DatabaseRoles) -> Room:
    """A table in session."""
    return Room(World(admin, roles))


def arguments(admin: psycopg.Connection, trigger: str) -> dict[str, set[str]]:
    """By table: what a trigger of that name is given."""
    rows = admin.execute(_ARGUMENTS, [trigger]).fetchall()
    return {name: {each.decode() for each in bytes(given).split(b"\0") if each} for name, given in rows}


def test_the_database_holds_the_same_machines(admin: psycopg.Connection) -> None:
    """Step by step, for each of them; no table has a machine that Python does not know."""
    known = {
        name: {f"{start.value}>{target.value}" for start, targets in transitions.items() for target in targets}
        for name, (_, transitions) in MACHINES.items()
    }
    assert arguments(admin, "check_state") == known


def in_state(room: Room, table: str, state: str) -> int:
    """A row of that table in that state."""
    if table == "meetings_meeting":
        return room.world.meeting(room.table, state=state, closed_hours_ago=0 if state == "CLOSED" else None)
    if table == "meetings_guest":
        values = room.guest_values(room.proposal(), why="said", form_signed_on=DAY, arrived_at=NOW)
        guest = room.world.insert(table, **values)
        for step in {"ADMITTED": (), "LEFT": ("PRESENT", "LEFT")}.get(state, (state,)):
            room.world.connection.execute("UPDATE meetings_guest SET state = %s WHERE id = %s", [step, guest])
        return guest
    answered = {"answered_by_id": room.kai.id, "answered_at": NOW} if table == "meetings_task" else {}
    return room.put(table, room.ada, state=state, **answered)


@pytest.mark.parametrize(("table", "start", "target", "allowed"), STEPS, ids=[f"{t} {a}>{b}" for t, a, b, _ in STEPS])
def test_a_row_goes_only_where_its_table_says(room: Room, table: str, start: str, target: str, allowed: bool) -> None:
    """Each step of each machine, by the coordinator, who may write all of them."""
    row = in_state(room, table, start)
    more: dict[str, Any] = {}
    if table == "meetings_meeting":
        more = {
            "opened_at": NOW,
            "closed_at": NOW if target == "CLOSED" else None,
            "attendance_complete_at": NOW,
            "read_back_at": NOW,
        }

    def act() -> int:
        if table == "meetings_jointitem":  # only functions of the database write it, so its own administrator tries
            connection = room.world.connection
            return connection.execute("UPDATE meetings_jointitem SET state = %s WHERE id = %s", [target, row]).rowcount
        return room.change(room.ada, table, row, state=target, **more)

    if allowed:
        assert act() == 1
    else:
        with refused(CONFLICT), room.world.connection.transaction():
            act()
    assert room.one(f"SELECT state FROM {table} WHERE id = {row}") == (target if allowed else start)


def test_a_closed_meeting_itself_stays(room: Room) -> None:
    """Not even its hour changes."""
    room.close()
    with refused(CONFLICT):
        room.change(room.ada, "meetings_meeting", room.meeting, minutes=30)


def of_a_meeting(room: Room) -> Iterator[tuple[str, dict[str, Any]]]:
    """A row for each table whose rows stay with a closed meeting."""
    yield "meetings_agendaitem", {**_of(room), "youth_id": room.world.youth(room.table, room.ada.id), "position": 9}
    yield "meetings_attendance", {**_of(room), "name": "Somebody", "agency_name": "some agency"}
    yield "meetings_topic", room.values("meetings_topic", room.ada)
    yield "meetings_guest", room.guest_values(room.proposal())
    yield "meetings_guestproposal", room.values("meetings_guestproposal", room.kai)
    yield "meetings_reserve", room.values("meetings_reserve", room.kai)
    kind = room.world.insert("meetings_issuekind", table_id=room.table, words="needed other housing")
    yield "meetings_issuetag", {**_of(room), "youth_id": room.youth, "kind_id": kind, "said_by_id": room.kai.id}


def _of(room: Room) -> dict[str, Any]:
    return {"meeting_id": room.meeting, "table_id": room.table}


def test_every_trigger_of_closed_meetings_is_known(admin: psycopg.Connection) -> None:
    """Which tables it watches, and where nothing more may be added."""
    assert arguments(admin, "closed_stays") == {**{name: set() for name in CHANGED}, **{name: {"nothing more"} for name in MORE}}


def test_what_was_done_at_a_closed_meeting_stays(room: Room, admin: psycopg.Connection) -> None:
    """Neither changed, nor taken out of it into another meeting, nor removed; not even by the administrator."""
    elsewhere = room.world.meeting(room.table)
    rows = {name: room.world.insert(name, **values) for name, values in of_a_meeting(room)}
    assert set(rows) == {*CHANGED, *MORE}
    room.close()
    for name, row in rows.items():
        for change in ("meeting_id = meeting_id", f"meeting_id = {elsewhere}"):
            with refused(CONFLICT), admin.transaction():
                admin.execute(f"UPDATE {name} SET {change} WHERE id = {row}")
        if name in CHANGED:
            with refused(CONFLICT), admin.transaction():
                admin.execute(f"DELETE FROM {name} WHERE id = {row}")


def test_nothing_goes_into_a_closed_meeting_from_another_one(room: Room, admin: psycopg.Connection) -> None:
    """The other way round."""
    rows = {name: room.world.insert(name, **values) for name, values in of_a_meeting(room) if name != "meetings_guest"}
    closed = room.world.meeting(room.table, state="CLOSED", closed_hours_ago=1)
    for name, row in rows.items():
        with refused(CONFLICT), admin.transaction():
            admin.execute(f"UPDATE {name} SET meeting_id = {closed} WHERE id = {row}")


def test_nothing_more_is_added_to_a_closed_meeting(room: Room, admin: psycopg.Connection) -> None:
    """Guests, proposals, marks and issues, by nobody; what else (test_first_states) the administrator alone restores."""
    waiting = dict(of_a_meeting(room))
    room.close()
    for name, values in waiting.items():
        if name in MORE:
            with refused(CONFLICT), admin.transaction():
                room.world.insert(name, **values)
        else:
            room.world.insert(name, **values)


def test_an_agreed_plan_stays_and_so_do_its_steps(room: Room) -> None:
    """Until it is agreed everybody who may write it changes it; then only its replacement is marked."""
    plan = room.write(room.kai, "meetings_plan", state="DRAFT")
    with room.world.looking_as(room.kai):
        values = {"plan_id": plan, "table_id": room.table, "youth_id": room.youth, "what": "A bus card"}
        step = room.world.insert("meetings_planstep", **values)
    assert room.change(room.ada, "meetings_planstep", step, what="A bus card and a phone") == 1
    assert room.change(room.ada, "meetings_plan", plan, concerns="The corner", state="AGREED") == 1
    for name, row, change in (
        ("meetings_plan", plan, {"concerns": "Nothing"}),
        ("meetings_plan", plan, {"revision": 9, "state": "REPLACED"}),
        ("meetings_planstep", step, {"what": "Nothing"}),
    ):
        with refused(CONFLICT):
            room.change(room.ada, name, row, **change)
    with refused(CONFLICT), room.world.looking_as(room.kai) as connection:
        connection.execute(sql.SQL("DELETE FROM meetings_planstep WHERE id = {}").format(step))
    with refused(CONFLICT), room.world.looking_as(room.kai):
        room.world.insert("meetings_planstep", **values)
    assert room.change(room.ada, "meetings_plan", plan, state="REPLACED") == 1
    with refused(CONFLICT):
        room.change(room.ada, "meetings_plan", plan, concerns="Nothing")


def test_an_adopted_recommendation_stays(room: Room) -> None:
    """Only its withdrawal is marked, with the reason."""
    row = room.write(room.ada, "meetings_recommendation", state="DRAFT", recommends="Placement near home")
    assert room.change(room.ada, "meetings_recommendation", row, state="ADOPTED") == 1
    with refused(CONFLICT):
        room.change(room.ada, "meetings_recommendation", row, recommends="Detention")
    assert room.change(room.ada, "meetings_recommendation", row, state="WITHDRAWN", withdrawn_why="The hearing was moved") == 1


def test_a_plan_is_signed_by_whoever_holds_the_pass(room: Room) -> None:
    """Who made it and who changed it last is what the pass says, not what the row says; and it lies at the youth's table."""
    elsewhere = Room(room.world)
    plan = room.write(room.kai, "meetings_plan", state="DRAFT", created_by_id=room.cleo.id, changed_by_id=room.cleo.id)
    signed = "SELECT ARRAY[created_by_id, changed_by_id, table_id] FROM meetings_plan WHERE id = %s"
    assert room.one(signed, plan) == [room.kai.id, room.kai.id, room.table]
    assert room.change(room.ada, "meetings_plan", plan, created_by_id=room.cleo.id, changed_by_id=room.cleo.id) == 1
    assert room.one(signed, plan) == [room.kai.id, room.ada.id, room.table]
    values = {**room.values("meetings_plan", room.kai), "youth_id": elsewhere.youth, "state": "DRAFT"}
    for meeting in (room.meeting, None):
        with refused(REFUSED), room.world.looking_as(room.kai):
            room.world.insert("meetings_plan", **{**values, "meeting_id": meeting})
