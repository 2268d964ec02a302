"""The signed pass: nobody becomes somebody else, and a connection without one shows nothing."""

from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from safetynet.config.home import Home
from safetynet.kernel import clock
from safetynet.kernel.identifiers import PersonId
from safetynet.policy.passes import PASS_LIFE, Reader, pads, sign_pass
from safetynet.policy.tables import SECURED_TABLES
from safetynet.policy.vocabulary import Purpose


@pytest.fixture
def web(home: Home) -> Iterator[psycopg.Connection]:
    """A fresh connection of the web role, outside any transaction."""
    with psycopg.connect(**home.role_dsn("web"), autocommit=True) as connection:
        yield connection


def pass_of(person: int, purpose: Purpose = Purpose.MEETING) -> str:
    """A pass as the house signs it."""
    return sign_pass(Reader(PersonId(person), purpose), settings.PASS_KEY, clock.now())


def enter(connection: psycopg.Connection, shown: str) -> None:
    """Show a pass in the transaction."""
    connection.execute("SELECT policy.enter(%s)", [shown])


def youths(connection: psycopg.Connection) -> int:
    """How many youths the connection sees."""
    return connection.execute("SELECT count(*) FROM youths_youth").fetchone()[0]


def test_without_a_pass_no_row_of_any_table_is_seen(web: psycopg.Connection) -> None:
    """A connection that never showed a pass sees no row, in no table."""
    for table in SECURED_TABLES:
        query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table.schema, table.name))
        assert web.execute(query).fetchone()[0] == 0, table.name


def test_a_pass_opens_what_is_granted_for_one_transaction(web: psycopg.Connection, person_ids: dict[str, int]) -> None:
    """Ada sees the county's youths while the transaction lasts; afterwards the same connection is refused."""
    with web.transaction():
        enter(web, pass_of(person_ids["ada"]))
        assert youths(web) > 400
    with pytest.raises(psycopg.DatabaseError, match="no pass"):
        youths(web)


def test_a_reused_connection_never_shows_the_last_persons_rows(web: psycopg.Connection, person_ids: dict[str, int]) -> None:
    """Forgetting the pass is an error, and another person's pass shows that person's rows."""
    with web.transaction():
        enter(web, pass_of(person_ids["ada"]))
    with pytest.raises(psycopg.DatabaseError), web.transaction():
        youths(web)
    with web.transaction():
        enter(web, pass_of(person_ids["hal"]))
        assert youths(web) == 0


def test_set_local_alone_is_enough(web: psycopg.Connection, person_ids: dict[str, int]) -> None:
    """The pass counts however it is shown; entering only makes it cheap."""
    with web.transaction():
        web.execute("SELECT set_config('safetynet.pass', %s, true)", [pass_of(person_ids["ada"])])
        assert youths(web) > 400


@pytest.mark.parametrize("how", ["SELECT set_config('safetynet.pass', %s, true)", "SELECT set_config('safetynet.pass', %s, false)"])
def test_injected_person_gains_nothing(web: psycopg.Connection, person_ids: dict[str, int], how: str) -> None:
    """Hal, with SQL of his own choice inside his request, cannot become Ada."""
    ada = person_ids["ada"]
    expires = int((clock.now() + PASS_LIFE).timestamp())
    signature = pass_of(person_ids["hal"]).rpartition(":")[2]
    forged = [
        f"{ada}:{expires}:MEETING::{'0' * 64}",
        f"{ada}:{expires}:MEETING::{signature}",
        f"{ada}:{expires}:MEETING:",
        f"{ada}",
        pass_of(person_ids["hal"]).replace(f"{person_ids['hal']}:", f"{ada}:", 1),
    ]
    for attempt in forged:
        with pytest.raises(psycopg.DatabaseError, match="not signed"), web.transaction():
            enter(web, pass_of(person_ids["hal"]))
            assert youths(web) == 0
            web.execute(how, [attempt])
            youths(web)


def test_entering_with_a_forged_pass_is_an_error(web: psycopg.Connection, person_ids: dict[str, int]) -> None:
    """The function that enters verifies too."""
    with pytest.raises(psycopg.DatabaseError, match="not signed"), web.transaction():
        enter(web, f"{person_ids['ada']}:9999999999:MEETING::{'0' * 64}")


def test_an_expired_pass_is_an_error(web: psycopg.Connection, person_ids: dict[str, int]) -> None:
    """A pass that was overheard is worthless two minutes later."""
    old = sign_pass(Reader(PersonId(person_ids["ada"]), Purpose.MEETING), settings.PASS_KEY, clock.now() - 2 * PASS_LIFE)
    with pytest.raises(psycopg.DatabaseError, match="expired"), web.transaction():
        enter(web, old)


def test_the_key_and_the_worked_out_row_are_out_of_reach(web: psycopg.Connection) -> None:
    """The web role reads neither the key nor anybody's worked-out standing, and cannot call what works it out."""
    for statement in (
        "SELECT * FROM policy.pass_key",
        "SELECT * FROM policy.entered",
        "INSERT INTO policy.entered SELECT * FROM policy.entered",
        "SELECT policy.work_out()",
        "SELECT policy.youth_facts('01-0001', 1)",
        "SELECT * FROM governance_account",
        "SELECT * FROM governance_sessionkey",
        "SELECT * FROM pg_authid",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute(statement)


def test_a_second_pass_in_one_transaction_is_worked_out_anew(web: psycopg.Connection, person_ids: dict[str, int]) -> None:
    """What was worked out for one pass is never used for another."""
    with web.transaction():
        enter(web, pass_of(person_ids["ada"]))
        assert youths(web) > 400
        web.execute("SELECT set_config('safetynet.pass', %s, true)", [pass_of(person_ids["eve"])])
        assert youths(web) == 0
        enter(web, pass_of(person_ids["ada"]))
        assert youths(web) > 400


def test_the_web_role_cannot_leave_its_place(web: psycopg.Connection, home: Home, person_ids: dict[str, int]) -> None:
    """No way round: not by role, not by setting, not by emptying tables, not by changing policies."""
    for statement in (
        f'SET ROLE "{home.role("owner")}"',
        f'SET ROLE "{home.role("policy")}"',
        f'SET ROLE "{home.role("auditor")}"',
        "TRUNCATE youths_identity",
        "ALTER TABLE youths_identity DISABLE ROW LEVEL SECURITY",
        "DROP POLICY gate_read ON youths_identity",
        "CREATE TABLE public.mine (x int)",
        "UPDATE youths_identity SET last_name = 'x'",
        "DELETE FROM youths_identity",
        "UPDATE youths_nameentry SET shown = 'x'",
        "DELETE FROM audit.entry",
        "INSERT INTO audit.checkpoint (at, heads, code, signature) VALUES (now(), '{}', '', '')",
    ):
        with pytest.raises(psycopg.DatabaseError), web.transaction():
            enter(web, pass_of(person_ids["ada"]))
            web.execute(statement)
    with pytest.raises(psycopg.DatabaseError, match="row-level security"), web.transaction():
        enter(web, pass_of(person_ids["ada"]))
        web.execute("SET LOCAL row_security = off")
        youths(web)


def test_the_sign_in_role_sees_no_youth(home: Home) -> None:
    """The connection that reads accounts cannot name a table of the record, nor record in somebody's name."""
    with psycopg.connect(**home.role_dsn("signin"), autocommit=True) as signin:
        assert signin.execute("SELECT count(*) FROM governance_account").fetchone()[0] > 10
        for table in SECURED_TABLES:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                signin.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table.schema, table.name)))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            signin.execute("SELECT audit.record('a', 'b', 'c', NULL, NULL, '{}', 'd', '{}', '', '')")


def test_pads_are_those_of_the_standard() -> None:
    """RFC 2104: the key is exclusive-ored with 0x36 and 0x5c over one block."""
    inner, outer = pads(b"\x01")
    assert inner == bytes([0x37]) + b"\x36" * 63
    assert outer == bytes([0x5D]) + b"\x5c" * 63
