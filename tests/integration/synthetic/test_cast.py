"""The same cast in a test's world: who stands before which gate."""

import psycopg

from safetynet.policy.database import DatabaseRoles
from tests.cast import AT_THE_TABLE, CAST, STANDING_CAST, seat_in
from tests.factories import World


def test_the_cast_can_be_seated_at_two_tables_of_a_world(admin: psycopg.Connection, roles: DatabaseRoles) -> None:
    world = World(admin, roles)
    county = world.county()
    for table in (world.table(county), world.table(county)):
        cast = seat_in(world, table)
        youth = world.youth(table, cast["ada"].id)
        seeing = {name for name, someone in cast.items() if world.visible(someone, "youths_youth", [youth])}
        assert seeing == {member.username for member in AT_THE_TABLE} - {"finn", "jude"} | {"jude"}
        assert set(cast) == {member.username for member in CAST}


def test_a_few_can_be_seated_alone(admin: psycopg.Connection, roles: DatabaseRoles) -> None:
    world = World(admin, roles)
    table = world.table(world.county())
    cast = seat_in(world, table, who=("ada", "eve", "finn"))
    youth = world.youth(table, cast["ada"].id)
    assert set(cast) == {"ada", "eve", "finn"}
    assert not world.visible(cast["eve"], "youths_youth", [youth])
    assert not world.visible(cast["finn"], "youths_youth", [youth])


def test_the_standing_cast_is_the_eight() -> None:
    assert [member.given_name for member in STANDING_CAST] == ["Ada", "Ben", "Cleo", "Dev", "Eve", "Finn", "Gale", "Hal"]
