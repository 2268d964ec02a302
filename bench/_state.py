"""The invented state as an instance: made on first use under ``build/bench``, kept, and brought up to date at each run."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg

from bench._kept import kept
from safetynet.config.database.doors import administrator, make_doors
from safetynet.config.home import Home
from safetynet.config.instance import close_connections, server_of, start_django
from safetynet.kernel import clock

AGENDAS = 12
"""Tables at which the clerk with many agendas is checked in, each with fifteen youths on an open agenda."""
CLERK = "bench-clerk"


@dataclass(frozen=True, slots=True)
class State:
    """A running instance of the invented state; ``admin`` is the database's administrator, whom no policy binds."""

    home: Home
    admin: psycopg.Connection[Any]
    youths: int
    claims: int
    rich: list[int]
    tables: dict[str, int]

    def web(self) -> psycopg.Connection[Any]:
        """Another connection of the web role."""
        return psycopg.connect(**self.home.role_dsn("web"), autocommit=True)

    def person(self, username: str) -> int:
        """The id of somebody by user name."""
        return self.one("SELECT id FROM governance_person WHERE username = %s", username)

    def one(self, statement: str, *parameters: Any) -> Any:
        """The one value that answers."""
        row = self.admin.execute(statement, parameters).fetchone()
        return row[0] if row else None


@contextmanager
def state_of(youths: int, folder: Path | None = None) -> Iterator[State]:
    """The state with so many youths. ``folder`` is an instance of the demo county to load it into (for tests)."""
    home = Home(folder or kept(f"state-{youths}"))
    os.environ["SAFETYNET_HOME"] = str(home.path)
    os.environ["SAFETYNET_SETTING_UP"] = "1"
    if not home.exists():
        home.create()
        home.remember(database="embedded" if home.uses_embedded_server() else "url", synthetic=True)
    with server_of(home):
        if folder is None:
            make_doors(home)
        start_django(setting_up=True)
        if folder is None:
            _found(home)
        known = home.path / "state.json"
        with administrator(home) as connection:
            if not known.exists():
                known.write_text(json.dumps(_load(connection, youths)))
            facts = json.loads(known.read_text())
            try:
                yield State(home, connection, facts["youths"], facts["claims"], facts["rich"], facts["tables"])
            finally:
                close_connections()


def _found(home: Home) -> None:
    """Tables, functions and policies of this version of the code; the demo county in a new instance."""
    from safetynet.config.database.upgrade import upgrade_database  # noqa: PLC0415 (needs Django)
    from synthetic.demo import found_demo  # noqa: PLC0415 (needs Django)

    upgrade_database(home, say=lambda step: None)
    if not home.facts().get("ready"):
        found_demo(today=clock.today(), say=lambda step: None)
        home.remember(ready=True)


def _load(connection: psycopg.Connection[Any], youths: int) -> dict[str, Any]:
    from synthetic.state import load_state  # noqa: PLC0415 (needs Django)

    loaded = load_state(connection, youths, say=lambda step: print(f"  {step}", flush=True))
    _seat_a_clerk(connection, loaded.tables)
    connection.execute("ANALYZE")
    return asdict(loaded)


def _seat_a_clerk(connection: psycopg.Connection[Any], tables: dict[str, int]) -> None:
    """Court staff with a seat at several tables, checked in at an open meeting of each: the longest agenda anybody has."""
    today = clock.today()
    with connection.transaction():
        agency = _insert(connection, "governance_agency", name="Court of the invented state", short_name="Court", kind="COURT")
        clerk = _insert(
            connection, "governance_person", agency_id=agency, given_name="Clerk", family_name="", title="", username=CLERK,
            level="LINE",
        )  # fmt: skip
        _insert(
            connection, "governance_training", person_id=clerk, course="CSEC_101", completed_on=today - timedelta(days=1),
            counts_until=today + timedelta(days=300),
        )  # fmt: skip
        _insert(connection, "governance_roleholding", person_id=clerk, role="CRT", begins=today - timedelta(days=1))
        for table in [tables["Los Angeles"], *(id for name, id in tables.items() if name != "Los Angeles")][:AGENDAS]:
            _sit_down(connection, agency, clerk, table)


def _sit_down(connection: psycopg.Connection[Any], agency: int, clerk: int, table: int) -> None:
    today, since = clock.today(), clock.today() - timedelta(days=1)
    version = connection.execute("SELECT agreement_version FROM governance_table WHERE id = %s", [table]).fetchone()
    categories = connection.execute("SELECT categories FROM governance_memorandum ORDER BY cardinality(categories) DESC").fetchone()
    assert version and categories
    _insert(
        connection,
        "governance_memorandum",
        agency_id=agency,
        table_id=table,
        categories=categories[0],
        signed_on=since,
        begins=since,
    )
    _insert(
        connection, "governance_agreement", person_id=clerk, table_id=table, version=version[0], signed_on=since,
        expires_on=today + timedelta(days=300),
    )  # fmt: skip
    _insert(connection, "governance_seat", table_id=table, agency_id=agency, person_id=clerk, begins=since, chairs=False)
    meeting = _insert(
        connection, "meetings_meeting", table_id=table, held_on=today + timedelta(days=1), state="OPEN", opened_at=clock.now(),
        begins_at="10:00", minutes=120, created_by_id=clerk, from_workbook=False,
        kind="WEEKLY",
    )  # fmt: skip
    connection.execute(
        "INSERT INTO meetings_agendaitem (meeting_id, table_id, youth_id, position, carried_count, deferred_why) "
        "SELECT %s, %s, y.id, row_number() OVER (ORDER BY y.id), 0, '' FROM youths_youth AS y WHERE y.table_id = %s "
        "ORDER BY y.id LIMIT 15",
        [meeting, table, table],
    )
    _insert(
        connection, "meetings_attendance", meeting_id=meeting, table_id=table, person_id=clerk, name="Clerk", agency_id=agency,
        agency_name="Court", checked_in_at=clock.now(), level="",
    )  # fmt: skip


def _insert(connection: psycopg.Connection[Any], table: str, **values: Any) -> int:
    statement = psycopg.sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING id").format(
        psycopg.sql.Identifier(table),
        psycopg.sql.SQL(", ").join(map(psycopg.sql.Identifier, values)),
        psycopg.sql.SQL(", ").join(psycopg.sql.Placeholder() for _ in values),
    )
    row = connection.execute(statement, list(values.values())).fetchone()
    assert row is not None
    return int(row[0])
