"""A member who recuses reads nothing more of the youth; the counter of a meeting moves with each change in its room; and turns
given at the same moment leave one."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from safetynet.config.home import Home
from safetynet.kernel import clock
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.vocabulary import Purpose
from tests.factories import World
from tests.factories.room import CONFLICT, REFUSED, Room, refused
from tests.factories.world import Someone
from tests.integration.policy.test_pass import pass_of

RECUSE = """
    INSERT INTO governance_wall (youth_id, table_id, person_id, reason, begins, ends, recorded_by_id, recorded_at)
    VALUES (%(youth)s, %(table)s, %(person)s, 'kin', %(begins)s, %(ends)s, %(by)s, '2001-01-01')
"""
BEAT = "SELECT beat FROM meetings_pulse WHERE meeting_id = %s"


@pytest.fixture
def room(admin: psycopg.Connection, roles: DatabaseRoles) -> Room:
    """A table in session."""
    return Room(World(admin, roles))


def wall(room: Room, by: Someone, person: Someone, **given: Any) -> None:
    """Somebody raises a wall between a person and the room's first youth."""
    values = {"youth": room.youth, "table": room.table, "begins": room.world.today, "ends": None, **given}
    values |= {"person": person.id, "by": values.get("said_by", by.id)}
    with room.world.looking_as(by) as connection:
        connection.execute(RECUSE, values)


# -- recusal -----------------------------------------------------------------------------------------------------


def test_from_the_recusal_on_a_member_reads_nothing_of_the_youth(room: Room) -> None:
    """From the next statement of the same transaction, however it was entered, and in every one after it."""
    about = {
        "youths_youth": [room.youth, room.client],
        "youths_riskfactor": [room.world.claim("youths_riskfactor", room.youth, room.ada.agency, room.ada.id)],
        "meetings_statement": [room.put("meetings_statement", room.kai)],
        "meetings_agendaitem": [room.item()],
        "meetings_task": [room.put("meetings_task", room.kai)],
        "meetings_draft": [room.put("meetings_draft", room.kai)],
        "meetings_plan": [room.put("meetings_plan", room.kai)],
        "meetings_jointitem": [
            room.put("meetings_jointitem", room.ada, other_table_id=room.world.table(room.county), words="said")
        ],
    }
    assert room.world.visible_in(room.kai, about) == {name: set(rows) for name, rows in about.items()}
    read = "SELECT count(*) FROM youths_youth WHERE id = %s"
    with room.world.looking_as(room.kai) as connection:
        connection.execute("SELECT policy.enter(current_setting('safetynet.pass'))")
        assert connection.execute(read, [room.youth]).fetchone()[0] == 1
        connection.execute(RECUSE, {"youth": room.youth, "table": room.table, "person": room.kai.id, "by": room.kai.id,
                                    "begins": room.world.today, "ends": None})  # fmt: skip
        assert connection.execute(read, [room.youth]).fetchone()[0] == 0
        assert connection.execute(read, [room.client]).fetchone()[0] == 1
    assert room.world.visible_in(room.kai, about) == {name: set() for name in about} | {"youths_youth": {room.client}}
    assert room.world.visible_in(room.cleo, about)["meetings_agendaitem"] == {room.item()}
    for write in (lambda: room.write(room.kai, "meetings_statement"), lambda: room.write(room.kai, "meetings_reserve")):
        with refused(REFUSED):
            write()


@pytest.mark.parametrize("begins_in", [0, 30])
def test_nobody_takes_the_own_wall_down(room: Room, begins_in: int) -> None:
    """Neither one raised today nor one that begins in a month; naming no row does not help. The coordinator takes it down."""
    wall(room, room.kai, room.kai, begins=room.world.today + timedelta(days=begins_in))
    standing = "SELECT count(*) FROM governance_wall WHERE person_id = %s AND ends IS NULL"
    change = "UPDATE governance_wall SET ends = %s"
    try:
        with room.world.looking_as(room.kai) as connection:
            connection.execute(change, [room.world.today + timedelta(days=begins_in)])
    except psycopg.errors.InsufficientPrivilege:
        assert begins_in, "today's wall is out of the member's sight"
    assert room.one(standing, room.kai.id) == 1
    with refused(REFUSED), room.world.looking_as(room.kai) as connection:
        connection.execute("DELETE FROM governance_wall")
    row = room.one("SELECT id FROM governance_wall WHERE person_id = %s", room.kai.id)
    assert room.change(room.ada, "governance_wall", row, ends=room.world.today + timedelta(days=begins_in)) == 1
    assert room.one(standing, room.kai.id) == 0


def test_only_the_coordinator_walls_somebody_else_off(room: Room) -> None:
    """Not the chair, not a colleague, not counsel; nor does anybody read who is walled off."""
    for member in (room.iris, room.kai, room.cleo, room.jude):
        with refused(REFUSED):
            wall(room, member, room.ada if member is not room.ada else room.kai)
    wall(room, room.ada, room.iris)
    rows = [room.one("SELECT id FROM governance_wall WHERE person_id = %s", room.iris.id)]
    assert room.world.visible(room.ada, "governance_wall", rows) == set(rows)
    for member in (room.iris, room.kai, room.cleo, room.jude):
        assert room.world.visible(member, "governance_wall", rows) == set()


def test_a_wall_tells_truly_who_raised_it_and_where(room: Room) -> None:
    """Recorded by the bearer of the pass, now, at the youth's table; and it keeps that beginning."""
    other = Room(room.world)
    wall(room, room.kai, room.kai, said_by=room.ada.id, table=other.table)
    told = room.one(
        "SELECT ARRAY[recorded_by_id, table_id] FROM governance_wall WHERE person_id = %s AND recorded_at > '2020-01-01'",
        room.kai.id,
    )
    assert told == [room.kai.id, room.table]
    row = room.one("SELECT id FROM governance_wall WHERE person_id = %s", room.kai.id)
    for change in ({"person_id": room.iris.id}, {"youth_id": room.client}, {"recorded_by_id": room.ada.id}):
        with refused(REFUSED):
            room.change(room.ada, "governance_wall", row, **change)
    with refused(REFUSED):
        wall(room, room.kai, room.kai, youth=other.youth)


# -- the counter -------------------------------------------------------------------------------------------------


def _guest(room: Room) -> None:
    with room.world.looking_as(room.ada):
        room.world.insert("meetings_guest", **room.guest_values(room.one("SELECT max(id) FROM meetings_guestproposal")))


def _copy(room: Room) -> None:
    seat = room.one("SELECT id FROM governance_seat WHERE person_id = %s", room.kai.id)
    with room.world.looking_as(room.ada):
        room.world.insert(
            "meetings_packetcopy", meeting_id=room.meeting, table_id=room.table, seat_id=seat, holder_id=room.kai.id, copy_number=1,
            issued_by_id=room.ada.id,
        )  # fmt: skip


def _step(room: Room) -> None:
    values = {"plan_id": room.one("SELECT max(id) FROM meetings_plan"), "table_id": room.table, "youth_id": room.youth}
    with room.world.looking_as(room.kai):
        room.world.insert("meetings_planstep", **values)


def _leave(room: Room) -> None:
    row = room.one("SELECT id FROM meetings_attendance WHERE person_id = %s AND meeting_id = %s", room.cleo.id, room.meeting)
    assert room.change(room.ada, "meetings_attendance", row, checked_out_at=clock.now()) == 1


MOVES: dict[str, Callable[[Room], object]] = {
    "turn": lambda room: room.write(room.iris, "meetings_turn"),
    "statement": lambda room: room.write(room.kai, "meetings_statement"),
    "attendance": _leave,
    "copy": _copy,
    "guest proposed": lambda room: room.write(room.cleo, "meetings_guestproposal"),
    "objection": lambda room: room.objection(room.jude, room.one("SELECT max(id) FROM meetings_guestproposal")),
    "guest": _guest,
    "mark": lambda room: room.write(room.kai, "meetings_reserve"),
    "topic": lambda room: room.write(room.ada, "meetings_topic"),
    "plan": lambda room: room.write(room.kai, "meetings_plan", state="DRAFT"),
    "step": _step,
    "follow-up": lambda room: room.write(room.cleo, "meetings_task"),
    "recommendation": lambda room: room.write(room.ada, "meetings_recommendation", state="DRAFT"),
    "recusal": lambda room: wall(room, room.cleo, room.cleo),
    "meeting": lambda room: room.change(room.ada, "meetings_meeting", room.meeting, read_back_at=clock.now()),
}
"""What members do in the room, and must show to the others."""


def beat(room: Room) -> int:
    """What a member's page asks for."""
    with room.world.looking_as(room.iris) as connection:
        return connection.execute(BEAT, [room.meeting]).fetchone()[0]


@pytest.mark.parametrize("what", MOVES)
def test_the_counter_moves_with_each_change_and_with_none_that_is_undone(room: Room, what: str) -> None:
    """So nobody waits for what happened, and nobody asks for what did not."""
    room.put("meetings_guestproposal", room.cleo)
    if what == "step":
        room.put("meetings_plan", room.ada, state="DRAFT")
    before, other = beat(room), room.world.meeting(room.table)
    with room.world.connection.transaction(force_rollback=True):
        MOVES[what](room)
        assert beat(room) > before
    assert beat(room) == before
    MOVES[what](room)
    assert beat(room) > before
    assert room.one(BEAT, other) == 0


def test_a_draft_moves_nothing(room: Room) -> None:
    """Nobody else is told that somebody is writing."""
    before = beat(room)
    room.write(room.kai, "meetings_draft")
    assert beat(room) == before


def test_a_meeting_older_than_the_counters_gets_one(room: Room) -> None:
    """As after an upgrade."""
    room.world.connection.execute("DELETE FROM meetings_pulse WHERE meeting_id = %s", [room.meeting])
    room.write(room.kai, "meetings_statement")
    assert beat(room) == 1


def test_the_counter_is_read_with_a_seat_and_written_by_nobody(room: Room) -> None:
    """Somebody of another table, or without a pass, asks in vain; nobody sets it."""
    stranger = Room(room.world).ada
    with room.world.looking_as(stranger) as connection:
        assert connection.execute(BEAT, [room.meeting]).fetchone() is None
    with refused(REFUSED):
        room.change(room.ada, "meetings_pulse", room.meeting, key="meeting_id", beat=0)


# -- at the same moment ------------------------------------------------------------------------------------------


def test_turns_given_at_the_same_moment_leave_one(home: Home, superuser: psycopg.Connection, roles: DatabaseRoles) -> None:
    """Coordinator and chair press at once, again and again: all are kept, one runs, and they follow each other."""
    room = Room(World(superuser, roles), county="Alpine")
    start = threading.Barrier(6)
    failed: list[BaseException] = []

    def press(by: Someone, youth: int) -> None:
        values = [room.item(youth), room.meeting, room.table, youth, by.id]
        try:
            with psycopg.connect(**home.role_dsn("web"), autocommit=True) as web:
                start.wait(timeout=30)
                for _ in range(5):
                    with web.transaction():
                        web.execute("SELECT policy.enter(%s)", [pass_of(by.id, Purpose.MEETING)])
                        web.execute(
                            "INSERT INTO meetings_turn (item_id, meeting_id, table_id, youth_id, said_by_id, begins_at) "
                            "VALUES (%s, %s, %s, %s, %s, now())",
                            values,
                        )
        except BaseException as error:
            failed.append(error)

    values = [(by, youth) for by in (room.ada, room.iris) for youth in (room.youth, room.client, room.youth)]
    presses = [threading.Thread(target=press, args=each) for each in values]
    for each in presses:
        each.start()
    for each in presses:
        each.join(timeout=60)
    assert failed == []
    running = "SELECT ARRAY[count(*), count(*) FILTER (WHERE ends_at IS NULL)] FROM meetings_turn WHERE meeting_id = %s"
    assert room.one(running, room.meeting) == [30, 1]
    gaps = """SELECT count(*) FROM (SELECT ends_at, lead(begins_at) OVER (ORDER BY begins_at) AS next
              FROM meetings_turn WHERE meeting_id = %s) AS t WHERE ends_at IS DISTINCT FROM next"""
    assert room.one(gaps, room.meeting) == 0


def test_no_turn_begins_unseen_while_the_meeting_is_closed(home: Home, superuser: psycopg.Connection, roles: DatabaseRoles) -> None:
    """Whoever presses while the closing is not yet committed waits for it, and is refused."""
    room = Room(World(superuser, roles), county="Alpine")
    values = [room.item(), room.meeting, room.table, room.youth, room.ada.id]
    said: list[str | None] = []

    def press() -> None:
        with psycopg.connect(**home.role_dsn("web"), autocommit=True) as web:
            try:
                with web.transaction():
                    web.execute("SELECT policy.enter(%s)", [pass_of(room.ada.id, Purpose.MEETING)])
                    web.execute(
                        "INSERT INTO meetings_turn (item_id, meeting_id, table_id, youth_id, said_by_id, begins_at) "
                        "VALUES (%s, %s, %s, %s, %s, now())",
                        values,
                    )
                said.append(None)
            except psycopg.Error as error:
                said.append(error.sqlstate)

    pressed = threading.Thread(target=press)
    with psycopg.connect(**home.address().admin_dsn()) as closing:
        closing.execute(
            "UPDATE meetings_meeting SET state = 'CLOSED', closed_at = now(), attendance_complete_at = now(), read_back_at = now()"
            " WHERE id = %s", [room.meeting],
        )  # fmt: skip
        pressed.start()
        pressed.join(timeout=0.5)
        assert pressed.is_alive()
        closing.commit()
        pressed.join(timeout=30)
    assert said == [CONFLICT]
    assert room.one("SELECT count(*) FROM meetings_turn WHERE meeting_id = %s AND ends_at IS NULL", room.meeting) == 0
