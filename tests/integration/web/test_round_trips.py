"""How often a page goes to the database: the same number of times whatever there is to show, counted on the wire."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from django.test import Client
from psycopg.pq import Trace

Browser = Callable[..., Client]
SESSION = 1
"""Round trips for the session and its account, behind the door that sees no youth."""
PAGE = 1
"""Round trips for the page: pass, question, audit entry and commit travel together."""


@dataclass
class Trips:
    """Round trips by connection; the server ends each with ReadyForQuery."""

    by_door: dict[str, int]


@contextmanager
def counted(folder: Path) -> Iterator[Trips]:
    """Count what goes over the wire on both connections, as libpq itself traces it."""
    trips = Trips({})
    logs = {alias: (folder / f"{alias}.trace").open("w+") for alias in ("signin", "default", "denials")}
    raws = {}
    for alias, log in logs.items():
        connections[alias].ensure_connection()
        raws[alias] = connections[alias].connection.pgconn
        raws[alias].trace(log.fileno())
        raws[alias].set_trace_flags(Trace.SUPPRESS_TIMESTAMPS | Trace.REGRESS_MODE)
    try:
        yield trips
    finally:
        for alias, log in logs.items():
            raws[alias].untrace()
            log.seek(0)
            trips.by_door[alias] = sum("ReadyForQuery" in line for line in log)
            log.close()


def trips_of(client: Client, address: str, folder: Path, status: int = 200) -> tuple[int, int]:
    """Round trips of a page behind the sign-in door and behind the record's, once everything is prepared."""
    for _ in range(6):  # the driver prepares a statement at its fourth use; a prepared one needs no description
        assert client.get(address).status_code == status
    with counted(folder) as trips:
        client.get(address)
    assert trips.by_door["denials"] == 0
    return trips.by_door["signin"], trips.by_door["default"]


@pytest.fixture
def few_and_many(superuser: psycopg.Connection) -> tuple[str, str]:
    """Youths of the demo's table with the fewest and with the most claims on file."""
    tables = [
        row[0]
        for row in superuser.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'superseded_at'"
        ).fetchall()
    ]
    parts = " UNION ALL ".join(f"SELECT youth_id FROM {name} WHERE superseded_at IS NULL" for name in tables)
    rows = superuser.execute(
        f"SELECT y.number, count(*) FROM youths_youth y JOIN ({parts}) c ON c.youth_id = y.id "
        "WHERE y.number LIKE '01-0%' GROUP BY y.number ORDER BY count(*), y.number"
    ).fetchall()
    assert rows[-1][1] >= 3 * rows[0][1]
    return rows[0][0], rows[-1][0]


@pytest.mark.parametrize("username", ["ada", "ben", "mara"])
def test_a_file_takes_two_round_trips_whatever_is_on_file(
    browser: Browser, few_and_many: tuple[str, str], tmp_path: Path, username: str
) -> None:
    """One for the session, one for the file, for the thinnest and for the thickest."""
    client = browser(username)
    for number in few_and_many:
        assert trips_of(client, f"/youths/{number}/", tmp_path) == (SESSION, PAGE), number


def test_a_list_takes_two_round_trips_however_long(browser: Browser, superuser: psycopg.Connection, tmp_path: Path) -> None:
    """Ada's list of hundreds, Dev's of those whom Probation serves, Eve's of nobody; also the last page, and a search."""
    last = superuser.execute(
        'SELECT last, first, youth_id FROM youths_nameentry WHERE "primary" ORDER BY last DESC, first DESC LIMIT 1'
    ).fetchone()
    listed = {}
    for username in ("ada", "dev", "eve"):
        client = browser(username)
        listed[username] = client.get("/youths/").content.decode().count('scope="row"')
        assert trips_of(client, "/youths/", tmp_path) == (SESSION, PAGE), username
    assert (listed["ada"], listed["eve"]) == (50, 0)
    assert 0 < listed["dev"] <= 50
    client = browser("ada")
    for address in (
        f"/youths/?after={last[0][:1]}||0",
        "/youths/?q=a",
        "/youths/?q=Linnetview",
        "/youths/?q=01-0253",
        "/youths/?q=zzzz",
    ):
        assert trips_of(client, address, tmp_path) == (SESSION, PAGE), address


@pytest.mark.parametrize("address", ["/", "/county/", "/youths/01-0253/authority/", "/youths/01-0253/looks/", "/meetings/",
                                     "/youths/01-0253/add/placement/"])  # fmt: skip
def test_every_page_of_one_question_takes_two(browser: Browser, tmp_path: Path, address: str) -> None:
    """The other pages that ask one question."""
    assert trips_of(browser("ada"), address, tmp_path) == (SESSION, PAGE)


def test_a_refusal_needs_no_more_of_the_session(browser: Browser, tmp_path: Path) -> None:
    """A page that does not exist for Eve: her standing is asked for once more, so that she is told why; the denial has a
    connection of its own."""
    client = browser("eve")
    client.get("/youths/01-0253/")
    with counted(tmp_path) as trips:
        assert client.get("/youths/01-0253/").status_code == 404
    assert trips.by_door["signin"] == SESSION
    assert trips.by_door["default"] == 3 * PAGE
    assert 1 <= trips.by_door["denials"] <= 4
