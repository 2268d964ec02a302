"""Any PostgreSQL by SAFETYNET_DATABASE_URL: a server that is not ours, with an administrator who may do no more than needed."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from safetynet.config.database.doors import administrator, database_roles
from safetynet.config.database.roles import acting_as_all, become
from safetynet.config.home import Home
from safetynet.config.server import EmbeddedServer
from safetynet.kernel.faults import Fault
from tests.commands import Answer, run_command, run_commands
from tests.instances import KEPT

pytestmark = pytest.mark.xdist_group("external PostgreSQL")
KEEPER = "county keeper"
"""An administrator as a county's database department gives one out: may make databases and roles, and is no superuser."""


@dataclass
class ForeignServer:
    """A PostgreSQL server that several instances use by its address."""

    socket: Path
    password: str

    def url(self, user: str, database: str, password: str = "") -> str:
        """The address of a database on it."""
        secret = quote(password or self.password, safe="")
        return f"postgresql://{quote(user)}:{secret}@/{database}?host={quote(str(self.socket), safe='')}&port=5432"

    def ask(self, statement: str, database: str = "postgres") -> list[tuple]:
        """What the server's superuser reads."""
        with psycopg.connect(self.url("postgres", database), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="module")
def server() -> Iterator[ForeignServer]:
    """The server, with the keeper's account."""
    folder = KEPT / f"foreign-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    foreign = ForeignServer(folder / "socket", "s%crt/@:?")
    with EmbeddedServer(folder, foreign.socket, foreign.password):
        foreign.ask(f"CREATE ROLE \"{KEEPER}\" LOGIN NOSUPERUSER CREATEROLE CREATEDB PASSWORD '{foreign.password}'")
        yield foreign
    shutil.rmtree(folder)


@contextlib.contextmanager
def instance(name: str) -> Iterator[Path]:
    """The folder of an instance on that server."""
    folder = KEPT / f"{name}-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    yield folder
    shutil.rmtree(folder)


def check_roles(server: ForeignServer, database: str) -> None:
    """Six roles, none of which may more than it needs, and nobody may act as another now that the commands have ended."""
    roles = server.ask(
        "SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb, rolcanlogin FROM pg_roles "
        f"WHERE rolname LIKE '{database}\\_%'"
    )
    assert {(name.removeprefix(f"{database}_"), more, signs_in) for name, more, signs_in in roles} == {
        ("owner", False, False), ("policy", False, False), ("auditor", False, False),
        ("web", False, True), ("signin", False, True), ("cohort", False, True),
    }  # fmt: skip
    acting = server.ask(
        "SELECT m.rolname, r.rolname FROM pg_roles m, pg_roles r WHERE NOT m.rolsuper AND m.oid <> r.oid "
        f"AND r.rolname LIKE '{database}\\_%' AND (pg_has_role(m.oid, r.oid, 'USAGE') OR pg_has_role(m.oid, r.oid, 'SET'))"
    )
    assert acting == []


def codes(answers: list[Answer]) -> dict[str, int]:
    """Exit code by command; what a failed one said stands in the failure."""
    assert not [err for _, _, _, err in answers if "Traceback" in err]
    return {" ".join(words[:2]): code for words, code, _, _ in answers}


def test_a_keeper_who_is_no_superuser_runs_the_demo(server: ForeignServer) -> None:
    """Make, ask, print, verify, upgrade; the database enforces the table of grants."""
    with instance("keeper") as folder:
        url = {"SAFETYNET_DATABASE_URL": server.url(KEEPER, "keepers")}
        made = run_command(folder, "init", "--demo", **url)
        assert made.returncode == 0, made.stderr
        packet = folder / "packet.pdf"
        answers = run_commands(
            folder,
            [["people", "--json"], ["policy", "--against-database"], ["agenda", "2030-01-01", "--by", "ada"], ["audit", "verify"],
             ["packet", "2030-01-01", "--by", "ada", "--out", str(packet)],
             ["policy", "--why", "ben", "01-0001"], ["counts", "--by", "ada", "--json"]],
            **url,
        )  # fmt: skip
        assert set(codes(answers).values()) == {0}, answers
        assert run_command(folder, "upgrade", **url).returncode == 0
        assert len(json.loads(answers[0][2])) == 21
        assert packet.read_bytes().startswith(b"%PDF-")
        assert json.loads(answers[6][2])["n"] == 482
        assert "no difference" in answers[1][2]
        check_roles(server, "keepers")
        assert not (folder / "database" / "data").exists()
        assert server.ask("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'keepers'") == [(KEEPER,)]


def test_a_superuser_runs_an_instance_beside_it(server: ForeignServer) -> None:
    """Two instances on one server have roles of their own, and the doors of one do not open the other."""
    with instance("super") as folder, instance("beside") as other:
        url = {"SAFETYNET_DATABASE_URL": server.url("postgres", "supers")}
        made = run_command(folder, "init", "--empty", "--county", "Alameda", **url)
        assert made.returncode == 0, made.stderr
        commands = [["people", "--json"], ["policy", "--against-database"], ["audit", "verify"]]
        assert run_command(folder, "upgrade", **url).returncode == 0
        assert set(codes(run_commands(folder, commands, **url)).values()) == {0}
        beside = {"SAFETYNET_DATABASE_URL": server.url(KEEPER, "besides")}
        made = run_command(other, "init", "--empty", "--county", "Yolo", **beside)
        assert made.returncode == 0, made.stderr
        check_roles(server, "supers")
        check_roles(server, "besides")
        web = Home(folder).secret("web")
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(server.url("supers_web", "besides", web))


def test_an_address_that_does_not_work_is_told(server: ForeignServer) -> None:
    """A wrong password, a server that is not there, and an instance whose address was not given: words, nothing changed."""
    with instance("wrong") as folder:
        wrong = server.url(KEEPER, "never", "not the password")
        for url in (wrong, "postgresql://nobody@/never?host=/nowhere"):
            done = run_command(folder, "init", "--empty", "--county", "Yolo", SAFETYNET_DATABASE_URL=url)
            assert done.returncode == 1
            assert "does not answer" in done.stderr
            assert "Traceback" not in done.stderr
        assert server.ask("SELECT 1 FROM pg_database WHERE datname = 'never'") == []
        Home(folder).remember(ready=True, database="url")
        done = run_command(folder, "people")
        assert done.returncode == 1
        assert "Set SAFETYNET_DATABASE_URL" in done.stderr


def test_whatever_fails_nobody_stays_somebody_else(home: Home) -> None:
    """The administrator may act as the keepers of tables and log only while it lasts, also when it ends with an error."""
    roles = database_roles(home)
    with administrator(home) as connection:
        with pytest.raises(psycopg.errors.UndefinedTable), acting_as_all(connection, roles):
            become(connection, roles.owner)
            connection.execute("SELECT * FROM nothing_of_that_name")
        assert connection.execute("SELECT current_user = session_user").fetchone() == (True,)
        left = connection.execute(
            "SELECT roleid::regrole::text FROM pg_auth_members WHERE roleid::regrole::text LIKE '%safetynet%'"
        )
        assert left.fetchall() == []


def test_a_session_of_the_web_role_cannot_keep_the_operator_waiting(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever lock it takes: it cannot even name the one that commands of the operator wait for."""
    monkeypatch.setattr("safetynet.config.database.roles.PATIENCE", "2s")
    with psycopg.connect(**home.role_dsn("web"), autocommit=True) as web, administrator(home) as connection:
        web.execute("SELECT pg_advisory_lock(hashtextextended('safetynet acting as all', 0))")
        with acting_as_all(connection, database_roles(home)):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), web.transaction():
                web.execute("LOCK TABLE turns.acting_as_all IN ACCESS SHARE MODE")
            second = acting_as_all(connection, database_roles(home))
            with pytest.raises(Fault, match=r"database process \d+"), second:
                pass
        with acting_as_all(connection, database_roles(home)):
            pass
