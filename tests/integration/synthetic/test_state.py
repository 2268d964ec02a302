"""The invented state in small: spread by population, readable with passes, rich where it says so."""

from collections.abc import Iterator

import psycopg
import pytest

from safetynet.kernel.counties import COUNTIES
from safetynet.kernel.names import normal_name
from safetynet.policy.database import DatabaseRoles
from safetynet.youths.models import CLAIM_KINDS
from synthetic.names import surnames
from synthetic.state import StateLoaded, load_state, shares
from tests.factories import World
from tests.factories.world import Someone

N = 2000


@pytest.fixture(scope="module")
def admin(_administration: psycopg.Connection) -> Iterator[psycopg.Connection]:
    """The database administrator, in one transaction for all tests of this file."""
    with _administration.transaction(force_rollback=True):
        yield _administration


@pytest.fixture(scope="module")
def state(admin: psycopg.Connection) -> StateLoaded:
    """Two thousand youths."""
    return load_state(admin, N, seed=1, say=lambda step: None)


def count(connection: psycopg.Connection, statement: str, *parameters: object) -> int:
    """One number."""
    return connection.execute(statement, parameters).fetchone()[0]


def test_shares_follow_population() -> None:
    populations = [county.population for county in COUNTIES]
    dealt = shares(populations, 100_000)
    assert sum(dealt) == 100_000
    assert min(dealt) >= 1
    assert max(dealt) == dealt[[county.name for county in COUNTIES].index("Los Angeles")]
    assert sum(shares(populations, 20)) == 20


def test_there_are_enough_family_names() -> None:
    made = surnames(12_000)
    assert len(set(made)) == 12_000
    assert made[:5] == surnames(12_000)[:5]
    assert len({normal_name(name) for name in made}) >= 10_000


def test_the_state_can_be_read_with_passes(state: StateLoaded, admin: psycopg.Connection, roles: DatabaseRoles) -> None:
    world = World(admin, roles)
    assert (state.youths, len(state.tables), len(state.coordinators), len(state.rich)) == (N, 58, 58, 8)
    coordinator = Someone(state.coordinators["Los Angeles"], 0)
    there = count(admin, "SELECT count(*) FROM youths_youth WHERE table_id = %s", state.tables["Los Angeles"])
    assert there > 300
    with world.looking_as(coordinator) as web:
        assert count(web, "SELECT count(*) FROM youths_youth") == there
        assert count(web, "SELECT count(*) FROM youths_nameentry") == there
        assert count(web, "SELECT count(*) FROM youths_referral") >= there
    narrow = Someone(state.narrow["Los Angeles"], 0)
    with world.looking_as(narrow) as web:
        assert 0 < count(web, "SELECT count(DISTINCT youth_id) FROM youths_identity") < there / 20


def test_rows_are_whole(state: StateLoaded, admin: psycopg.Connection) -> None:
    """Foreign keys were not checked while loading, so they are checked here; numbers go on where the loading stopped."""
    for kind in CLAIM_KINDS:
        table = kind._meta.db_table
        stray = count(
            admin,
            f"SELECT count(*) FROM {table} c LEFT JOIN youths_youth y ON y.id = c.youth_id AND y.table_id = c.table_id "
            "LEFT JOIN governance_person p ON p.id = c.recorded_by_id LEFT JOIN governance_agency g ON g.id = c.source_agency_id "
            "WHERE y.id IS NULL OR p.id IS NULL OR g.id IS NULL OR p.agency_id <> c.source_agency_id",
        )
        assert stray == 0, table
    assert (
        count(admin, "SELECT count(*) FROM youths_charge c LEFT JOIN youths_arrest a ON a.id = c.arrest_id WHERE a.id IS NULL") == 0
    )
    assert count(admin, "SELECT sum(last) FROM youths_numbering") >= N
    open_cases = (
        "SELECT count(DISTINCT (source_agency_id, youth_id)) FROM youths_agencycase "
        "WHERE superseded_at IS NULL AND NOT withdrawn AND (closed_on IS NULL OR closed_on > policy.today())"
    )
    assert count(admin, open_cases) == count(admin, "SELECT count(*) FROM youths_served")


def test_rich_files_are_rich(state: StateLoaded, admin: psycopg.Connection) -> None:
    rows = sum(
        count(admin, f"SELECT count(*) FROM {kind._meta.db_table} WHERE youth_id = ANY (%s)", state.rich) for kind in CLAIM_KINDS
    )
    kinds = sum(
        count(admin, f"SELECT count(*) FROM {kind._meta.db_table} WHERE youth_id = ANY (%s)", state.rich) > 0
        for kind in CLAIM_KINDS
    )
    assert 60 <= rows / len(state.rich) <= 95
    assert kinds >= 38


def test_names_in_the_index_are_what_the_database_would_write(state: StateLoaded, admin: psycopg.Connection) -> None:
    wrong = count(
        admin,
        'SELECT count(*) FROM youths_nameentry n WHERE n."primary" AND NOT EXISTS (SELECT 1 FROM youths_identity i '
        "WHERE i.youth_id = n.youth_id AND n.last = public.normal_name(i.last_name) "
        "AND n.first = public.normal_name(i.first_name) AND n.sound_last = left(public.dmetaphone(n.last), 8) "
        "AND n.sound_first = left(public.dmetaphone(n.first), 8) AND n.birth_date IS NOT DISTINCT FROM i.birth_date)",
    )
    assert wrong == 0
