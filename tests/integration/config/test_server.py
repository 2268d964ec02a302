"""The embedded server: started on first use, shared, found again after a kill, stopped with the last user."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from safetynet.config.home import Home
from safetynet.config.server import EmbeddedServer
from safetynet.config.server.processes import is_running_postgres, spent_process_id
from tests.instances import KEPT, ROOT

USER = """
import sys, time
from pathlib import Path
from safetynet.config.home import Home
from safetynet.config.server import EmbeddedServer
import psycopg

home = Home(Path(sys.argv[1]))
with EmbeddedServer(home.database, home.socket_folder(), home.secret("postgres")):
    with psycopg.connect(**home.address().admin_dsn("postgres")) as connection:
        print(connection.execute("SELECT pg_postmaster_start_time()").fetchone()[0].timestamp(), flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def home() -> Iterator[Home]:
    """A folder without an instance; whatever server is left in it is stopped."""
    folder = KEPT / f"server-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    made = Home(folder)
    made.create()
    yield made
    pid = server_of(made).process_id()
    if pid is not None and is_running_postgres(pid):
        os.kill(pid, signal.SIGQUIT)
        wait_until(lambda: not is_running_postgres(pid))
    shutil.rmtree(folder, ignore_errors=True)


def server_of(home: Home) -> EmbeddedServer:
    """The server of a folder."""
    return EmbeddedServer(home.database, home.socket_folder(), home.secret("postgres"))


def use(home: Home) -> subprocess.Popen[str]:
    """Another process that uses the server until a line is sent to it."""
    command = [sys.executable, "-c", USER, str(home.path)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def leave(user: subprocess.Popen[str]) -> None:
    """Let the other process go, and wait for it."""
    user.communicate("\n", timeout=60)


def wait_until(true, seconds: float = 30) -> None:
    """Wait for something that happens elsewhere."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def started_at(home: Home) -> float:
    """When the running server was started."""
    with psycopg.connect(**home.address().admin_dsn("postgres")) as connection:
        return connection.execute("SELECT pg_postmaster_start_time()").fetchone()[0].timestamp()


def test_it_starts_on_first_use_and_stops_with_the_last(home: Home) -> None:
    """Inside it runs, outside it does not."""
    server = server_of(home)
    with server:
        pid = server.process_id()
        assert pid is not None
        assert is_running_postgres(pid)
    assert not is_running_postgres(pid)


def test_several_who_come_at_once_share_one_server(home: Home) -> None:
    """Four processes, one postmaster; it lives until the last has left."""
    users = [use(home) for _ in range(4)]
    starts = {user.stdout.readline() for user in users}
    assert len(starts) == 1
    pid = server_of(home).process_id()
    for user in users[:-1]:
        leave(user)
    assert is_running_postgres(pid)
    leave(users[-1])
    assert not is_running_postgres(pid)


def test_a_killed_user_does_not_keep_it_running(home: Home) -> None:
    """The lock of a dead process is gone with it, so the next one to leave is the last."""
    with use(home) as killed:
        killed.stdout.readline()
        killed.kill()
    pid = server_of(home).process_id()
    assert is_running_postgres(pid)
    with server_of(home):
        assert server_of(home).process_id() == pid
    assert not is_running_postgres(pid)


def test_a_killed_server_is_started_again_with_its_data(home: Home) -> None:
    """kill -9 of the postmaster: the next user finds a server, and what was committed is there."""
    with server_of(home) as server, psycopg.connect(**home.address().admin_dsn("postgres"), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (x int)")
        connection.execute("INSERT INTO kept VALUES (7)")
        os.kill(server.process_id(), signal.SIGKILL)
        wait_until(lambda: not is_running_postgres(server.process_id()))
        with server_of(home), psycopg.connect(**home.address().admin_dsn("postgres")) as again:
            assert again.execute("SELECT x FROM kept").fetchall() == [(7,)]


@pytest.mark.parametrize("stranger", ["another program", "nobody"])
def test_a_process_id_that_belongs_to_somebody_else_is_no_obstacle(home: Home, stranger: str) -> None:
    """After a reboot the id in the server's file may be any program's; the server starts all the same."""
    with server_of(home):
        pass
    left = os.getpid() if stranger == "another program" else spent_process_id()
    (home.database / "data" / "postmaster.pid").write_text(f"{left}\n{home.database / 'data'}\n1\n")
    owner = (home.database / "data").stat()
    if os.geteuid() == 0:
        os.chown(home.database / "data" / "postmaster.pid", owner.st_uid, owner.st_gid)
    with server_of(home):
        assert started_at(home) > 0


def test_nobody_else_reaches_the_socket_or_the_data(home: Home) -> None:
    """Only its own account may enter the folders; a password is asked for all the same; there is no network port."""
    with server_of(home):
        for folder in (home.database / "data", home.socket_folder()):
            assert folder.stat().st_mode & 0o077 == 0
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(**{**home.address().admin_dsn("postgres"), "password": "wrong"})
        with psycopg.connect(**home.address().admin_dsn("postgres")) as connection:
            said = connection.execute(
                "SELECT current_setting('listen_addresses'), current_setting('log_statement'), "
                "current_setting('log_min_error_statement'), current_setting('synchronous_commit')"
            ).fetchone()
            assert said == ("", "none", "panic", "on")


def test_keys_are_readable_by_their_owner_only(home: Home) -> None:
    """Secrets of an instance: 0600 in a folder of 0700, different every time."""
    first, second = home.secret("one"), home.secret("two")
    assert first != second
    assert len(bytes.fromhex(first)) == 32
    assert home.secret("one") == first
    assert (home.keys / "one.key").stat().st_mode & 0o777 == 0o600
    assert home.keys.stat().st_mode & 0o777 == 0o700


def test_a_long_path_is_no_obstacle(tmp_path: Path) -> None:
    """A socket's path may have 107 characters; a longer home gets a folder elsewhere, of its own and private."""
    deep = KEPT / f"deep-{os.getpid()}" / ("x" * 60) / ("y" * 60)
    made = Home(deep)
    try:
        made.create()
        made.remember(database="embedded")
        assert len(str(made.socket_folder())) < 80
        with server_of(made):
            assert started_at(made) > 0
            assert made.socket_folder().stat().st_mode & 0o077 == 0
    finally:
        shutil.rmtree(made.socket_folder(), ignore_errors=True)
        shutil.rmtree(KEPT / f"deep-{os.getpid()}", ignore_errors=True)
