"""kill -9, whatever is killed and whenever: the next command goes on, and nothing is half-done."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest

from safetynet.config.home import Home
from safetynet.config.instance import server_of
from safetynet.config.server import EmbeddedServer
from safetynet.config.server.processes import is_running_postgres
from tests.commands import own_environment, run_command
from tests.factories.county_workbooks import DATA, PUBLIC
from tests.instances import ROOT, own_instance

pytestmark = pytest.mark.xdist_group("killed")


@pytest.fixture
def home() -> Iterator[Home]:
    """An instance of one county, for one test alone."""
    with own_instance("killed") as folder:
        yield Home(folder)


def start(home: Home, *words: str) -> subprocess.Popen[str]:
    """A command that goes on while the test does something else."""
    command = [sys.executable, "-m", "safetynet", *words]
    environment = own_environment(home.path)
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def server_id(home: Home) -> int | None:
    """The process id of the instance's database server, if it runs."""
    pid = EmbeddedServer(home.database, home.socket_folder(), home.secret("postgres")).process_id()
    return pid if pid is not None and is_running_postgres(pid) else None


def kill_server(home: Home) -> None:
    """kill -9 of the database server."""
    pid = server_id(home)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not is_running_postgres(pid))


def wait_until(true: Callable[[], bool], seconds: float = 120) -> None:
    """Wait for something that happens elsewhere."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_commands_that_come_after_a_kill_share_a_new_server(home: Home) -> None:
    """Four at once on a server that was killed; one starts it, all answer, and with the last user it is gone."""
    with server_of(home):
        kill_server(home)
        commands = [
            start(home, *words) for words in (["people"], ["audit", "verify"], ["policy", "--against-database"], ["people"])
        ]
        for command in commands:
            said, errors = command.communicate(timeout=120)
            assert command.returncode == 0, errors
            assert said
        assert server_id(home) is not None
    assert server_id(home) is None


def test_commands_that_come_at_once_to_a_cold_instance_leave_nothing(home: Home) -> None:
    """Nobody was there before; the last of them stops the server, though none knows which one it is."""
    commands = [start(home, *words) for words in (["people"], ["policy", "--against-database"], ["audit", "verify"])]
    for command in commands:
        _, errors = command.communicate(timeout=120)
        assert command.returncode == 0, errors
    assert server_id(home) is None


def test_an_import_that_is_killed_twice_completes_when_it_is_run_again(home: Home) -> None:
    """First the database server dies in the middle, then the command itself. What was loaded is whole, nothing is loaded twice,
    and in the end every count agrees with the truth behind the workbook."""
    words = ("import", str(PUBLIC), "--county", "Alameda", "--by", "coordinator-alameda", "--accept-mapping", "--json")
    with server_of(home):
        loading = start(home, *words)
        wait_until(lambda: 0 < youths(home) < 482)
        kill_server(home)
        _, errors = loading.communicate(timeout=120)
        assert loading.returncode == 1
        assert "The database does not answer" in errors
        assert "Traceback" not in errors
    with server_of(home):
        first = check_whole(home)
        assert 0 < first < 482
        loading = start(home, *words)
        wait_until(lambda: youths(home) > first)
        os.kill(loading.pid, signal.SIGKILL)
        loading.communicate()
        second = check_whole(home)
        assert first < second < 482
        done = run_command(home.path, *words)
        assert json.loads(done.stdout)["counts"]["faults"] == 0, done.stderr
        assert check_whole(home) == 482
        counted = json.loads(run_command(home.path, "counts", "--by", "coordinator-alameda", "--json").stdout)
        truth = json.loads((DATA / "expected.json").read_text())
        assert counted == {key: truth[key] for key in counted}
        assert run_command(home.path, "audit", "verify").returncode == 0


def youths(home: Home) -> int:
    """How many youths are on the register; none while there is no server."""
    with contextlib.suppress(psycopg.OperationalError):
        return ask(home, "SELECT count(*) FROM youths_youth")
    return 0


def check_whole(home: Home) -> int:
    """Every youth that is there came with name, list entry and log entry, and is known as loaded; returns how many."""
    count = ask(home, "SELECT count(*) FROM youths_youth")
    for question in (
        "SELECT count(DISTINCT youth_id) FROM youths_identity WHERE superseded_at IS NULL",
        'SELECT count(*) FROM youths_nameentry WHERE "primary"',
        "SELECT count(DISTINCT youth_id) FROM intake_loadedrow WHERE sheet_kind = 'youths'",
        "SELECT count(DISTINCT youth_id) FROM youths_residence",
        "SELECT count(DISTINCT youth_id) FROM audit.entry WHERE action = 'create'",
    ):
        assert ask(home, question) == count, question
    return count


def ask(home: Home, question: str) -> int:
    """One number, as the administrator counts it."""
    with psycopg.connect(**home.address().admin_dsn()) as connection:
        return connection.execute(question).fetchone()[0]
