"""kill -9 of whoever is writing in the room: of what was not committed nothing is left, no counter has moved, nobody waits."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import psycopg
import pytest

from safetynet.config.home import Home
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.vocabulary import Purpose
from tests.factories import World
from tests.factories.room import Room
from tests.instances import ROOT
from tests.integration.policy.test_pass import pass_of

_WRITER = """
import sys, time, psycopg
dsn, shown, commits, *statements = sys.argv[1:]
with psycopg.connect(dsn) as web:
    web.execute("SELECT policy.enter(%s)", [shown])
    for each in statements:
        web.execute(each)
    if commits == "yes":
        web.commit()
    print("written", flush=True)
    time.sleep(60)
"""
"""One transaction of the web role, as a page makes it, that is still open (or just committed) when it is killed."""


def writes(room: Room) -> list[str]:
    """A turn, a statement and a plan with its step, in one transaction."""
    of, by, agency = f"{room.meeting}, {room.table}, {room.youth}", room.ada.id, room.ada.agency
    return [
        f"""INSERT INTO meetings_turn (meeting_id, table_id, youth_id, item_id, said_by_id, begins_at)
            VALUES ({of}, {room.item()}, {by}, now())""",
        f"""INSERT INTO meetings_statement (meeting_id, table_id, youth_id, item_id, agency_id, shared_by_id, said_by_id, kind,
                                            category, text, taken_on, recorded_at, addendum, withdrawn)
            VALUES ({of}, {room.item()}, {agency}, {agency}, {by}, 'SAID', 'RISK', 'said', policy.today(), now(), false, false)""",
        f"""INSERT INTO meetings_plan (meeting_id, table_id, youth_id, kind, version, state, revision, concerns, safe_adults,
                                       stay_away, youth_said, reopened_why, created_by_id, created_at, changed_by_id, changed_at)
            VALUES ({of}, 'SAFETY', 1, 'DRAFT', 1, '', '', '', '', '', {by}, now(), {by}, now())""",
        f"""INSERT INTO meetings_planstep (plan_id, table_id, youth_id, code, what, who, position)
            SELECT id, table_id, youth_id, '', 'A bus card', '', 0 FROM meetings_plan WHERE youth_id = {room.youth}""",
    ]


def left(room: Room) -> dict[str, int]:
    """How many rows there are, and how often the counter moved."""
    return {
        "turns": room.one("SELECT count(*) FROM meetings_turn WHERE meeting_id = %s", room.meeting),
        "statements": room.one("SELECT count(*) FROM meetings_statement WHERE meeting_id = %s", room.meeting),
        "plans": room.one("SELECT count(*) FROM meetings_plan WHERE meeting_id = %s", room.meeting),
        "steps": room.one("SELECT count(*) FROM meetings_planstep WHERE youth_id = %s", room.youth),
        "beat": room.one("SELECT beat FROM meetings_pulse WHERE meeting_id = %s", room.meeting),
    }


def wait_until(true: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until the server has noticed."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def killed_while_writing(home: Home, room: Room, commits: str) -> None:
    """Let somebody write, and kill the process with the transaction open, or just committed."""
    dsn = psycopg.conninfo.make_conninfo(**home.role_dsn("web"), application_name=f"writer-{room.meeting}")
    command = [sys.executable, "-c", _WRITER, dsn, pass_of(room.ada.id, Purpose.MEETING), commits, *writes(room)]
    writer = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    said = writer.stdout.readline() if writer.stdout else ""
    os.kill(writer.pid, signal.SIGKILL)
    _, errors = writer.communicate()
    assert said == "written\n", errors
    connected = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s"
    wait_until(lambda: room.one(connected, f"writer-{room.meeting}") == 0)


@pytest.mark.parametrize("commits", ["no", "yes"])
def test_all_or_nothing_is_left(home: Home, superuser: psycopg.Connection, roles: DatabaseRoles, commits: str) -> None:
    """And the next one writes without waiting for the dead."""
    room = Room(World(superuser, roles), county="Alpine")
    before = left(room)
    killed_while_writing(home, room, commits)
    after = left(room)
    if commits == "no":
        assert after == before
    else:
        assert [after[name] for name in ("turns", "statements", "plans", "steps")] == [1, 1, 1, 1]
        assert after["beat"] > before["beat"]
    with psycopg.connect(**home.role_dsn("web")) as web:
        web.execute("SET LOCAL lock_timeout = '2s'")
        web.execute("SELECT policy.enter(%s)", [pass_of(room.ada.id, Purpose.MEETING)])
        web.execute(writes(room)[0])
    running = "SELECT count(*) FROM meetings_turn WHERE meeting_id = %s AND ends_at IS NULL"
    assert room.one(running, room.meeting) == 1
