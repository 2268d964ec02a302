"""The log: appended to by everybody, changed by nobody, in chains that do not wait for each other."""

import json
import threading
from collections.abc import Callable

import psycopg
import pytest
from django.conf import settings
from django.test import Client

from safetynet.audit.acts import Act, ActOnMany
from safetynet.audit.keeping import read_chains
from safetynet.config.home import Home
from safetynet.kernel import clock
from safetynet.kernel.faults import Refused
from safetynet.kernel.identifiers import PersonId
from safetynet.policy.door import Door, NothingNotedError
from safetynet.policy.passes import Reader, sign_pass
from safetynet.policy.vocabulary import Purpose

Doors = Callable[..., Door]


def entry(superuser: psycopg.Connection, receipt: str) -> dict[str, object]:
    """The entry of a receipt, by column."""
    shard, seq = receipt.split(":")
    cursor = superuser.execute("SELECT * FROM audit.entry WHERE shard = %s AND seq = %s", [int(shard), int(seq)])
    return dict(zip([column.name for column in cursor.description], cursor.fetchone(), strict=True))


def test_an_entry_says_who_what_when_where_why(door_of: Doors, superuser: psycopg.Connection, person_ids: dict[str, int]) -> None:
    """All fields of an audit entry (AU-3), names of fields and no values."""
    door = door_of("ada", Purpose.CASE_WORK)
    with door.opened():
        receipt = door.note(Act("view", "test", "01-0001", youth=1, table=1, fields=["identity.last_name"], address="192.0.2.7"))
    found = entry(superuser, receipt)
    assert found["person"] == person_ids["ada"]
    assert (found["who"], found["agency"]) == ("Ada Alder", "SafetyNet office")
    assert (found["action"], found["subject_kind"], found["subject"]) == ("view", "test", "01-0001")
    assert (found["purpose"], found["outcome"], found["address"]) == ("CASE_WORK", "done", "192.0.2.7")
    assert found["fields"] == ["identity.last_name"]
    assert abs((clock.now() - found["at"]).total_seconds()) < 60


def test_nobody_writes_in_another_persons_name(door_of: Doors, superuser: psycopg.Connection) -> None:
    """The person of an entry is the bearer of the pass; the function takes no other."""
    door = door_of("ben")
    with door.opened():
        receipt = door.note(Act("view", "test"))
    assert entry(superuser, receipt)["who"] == "Ben Birch"


def test_no_line_can_be_forged(door_of: Doors, superuser: psycopg.Connection) -> None:
    """Control characters in what a person typed do not reach the log (no second line, no escape sequence)."""
    door = door_of("ada")
    with door.opened():
        receipt = door.note(Act("search", "test", "a\r\nADMIN view\x1b[2K", address="x\ny"))
    found = entry(superuser, receipt)
    assert found["subject"] == "a  ADMIN view [2K"
    assert found["address"] == "x y"


def test_what_was_not_noted_is_undone(door_of: Doors) -> None:
    """A transaction that wrote nothing into the log does not commit."""
    door = door_of("ada")
    with pytest.raises(NothingNotedError), door.opened():
        pass


def test_a_denial_survives_the_rollback_of_its_request(door_of: Doors, superuser: psycopg.Connection) -> None:
    """It is written on a connection of its own."""
    door = door_of("ada")
    with pytest.raises(Refused), door.opened():
        door.note(Act("view", "rolled back"))
        door.note_denial(Act("denied", "kept", outcome="refused"))
        raise Refused("no")
    kinds = {row[0] for row in superuser.execute("SELECT subject_kind FROM audit.entry").fetchall()}
    assert "kept" in kinds
    assert "rolled back" not in kinds


def test_one_act_on_many_youths_is_one_entry_each(door_of: Doors, superuser: psycopg.Connection) -> None:
    """A packet copy is a disclosure of everybody in it."""
    door = door_of("ada")
    youths = [{"id": number, "table": 1, "subject": f"x-{number}", "fields": ["identity"]} for number in (1, 2, 3)]
    with door.opened():
        door.note(ActOnMany("print", "packet copy of a test", youths, detail={"copy": 4}))
    rows = superuser.execute(
        "SELECT subject, fields, detail FROM audit.entry WHERE subject_kind = 'packet copy of a test' ORDER BY subject"
    ).fetchall()
    assert [row[0] for row in rows] == ["x-1", "x-2", "x-3"]
    assert all(row[1] == ["identity"] and row[2] == {"copy": 4} for row in rows)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit.entry SET who = 'x'", "DELETE FROM audit.entry", "TRUNCATE audit.entry", "DELETE FROM audit.checkpoint"],
)
def test_even_the_administrator_is_stopped_by_the_guard(admin: psycopg.Connection, statement: str) -> None:
    """A slip of an administrator does not change the log; only somebody who lifts the guard on purpose can."""
    with pytest.raises(psycopg.DatabaseError, match="append-only"):
        admin.execute(statement)


def test_writers_do_not_wait_for_each_other(home: Home, person_ids: dict[str, int], superuser: psycopg.Connection) -> None:
    """Eight transactions that are open at once all append, each to a chain of its own: there is no global lock."""
    shown = sign_pass(Reader(PersonId(person_ids["ada"]), Purpose.MEETING), settings.PASS_KEY, clock.now())
    statement = "SELECT audit.record('view', 'together', '', NULL, NULL, '{}', 'done', '{}', '', '')"
    connections = [psycopg.connect(**home.role_dsn("web")) for _ in range(8)]
    try:
        receipts = []
        for connection in connections:
            connection.execute("SELECT policy.enter(%s)", [shown])
            receipts.append(connection.execute(statement).fetchone()[0])
        assert len({receipt.split(":")[0] for receipt in receipts}) == 8
        for connection in connections:
            connection.commit()
    finally:
        for connection in connections:
            connection.close()
    assert read_chains(superuser).broken() == []


def test_the_chains_hold_under_many_writers(home: Home, person_ids: dict[str, int], superuser: psycopg.Connection) -> None:
    """Twenty threads, more than there are chains: every entry is there and every link holds."""
    shown = sign_pass(Reader(PersonId(person_ids["ada"]), Purpose.MEETING), settings.PASS_KEY, clock.now())
    statement = "SELECT audit.record('view', 'crowd', '', NULL, NULL, '{}', 'done', '{}', '', '')"

    def write() -> None:
        with psycopg.connect(**home.role_dsn("web"), autocommit=True) as connection:
            for _ in range(10):
                with connection.transaction():
                    connection.execute("SELECT policy.enter(%s)", [shown])
                    connection.execute(statement)

    threads = [threading.Thread(target=write) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert superuser.execute("SELECT count(*) FROM audit.entry WHERE subject_kind = 'crowd'").fetchone()[0] == 200
    assert read_chains(superuser).broken() == []


def test_a_page_is_refused_when_its_entry_fails(browser: Callable[..., Client], superuser: psycopg.Connection) -> None:
    """Fail closed: with the log broken, no page of the record leaves, and none of its words."""
    client = browser("ada", raise_request_exception=False)
    assert client.get("/youths/").status_code == 200
    superuser.execute("ALTER TABLE audit.entry ADD CONSTRAINT broken CHECK (false) NOT VALID")
    try:
        for address in ("/", "/youths/", "/youths/01-0253/", "/meetings/", "/county/"):
            answer = client.get(address)
            assert answer.status_code == 500, address
            assert b"Linnetview" not in answer.content
    finally:
        superuser.execute("ALTER TABLE audit.entry DROP CONSTRAINT broken")
    assert client.get("/youths/01-0253/").status_code == 200


def test_a_view_is_told_with_what_was_shown(browser: Callable[..., Client], superuser: psycopg.Connection) -> None:
    """The entry of a youth's file names the kinds of claims that the database let through."""
    browser("cleo").get("/youths/01-0253/")
    fields, detail = superuser.execute(
        "SELECT fields, detail FROM audit.entry WHERE who = 'Cleo Cedar' AND subject = '01-0253' ORDER BY at DESC LIMIT 1"
    ).fetchone()
    assert "identity" in fields
    assert "schooling" in fields
    assert not {"placement", "arrest", "riskfactor"} & set(fields)
    assert "Linnetview" not in json.dumps([fields, detail])
