"""An agency serves a youth from the day its case is opened until the day it is closed, also when both lie ahead."""

from datetime import timedelta

import psycopg
import pytest

from safetynet.policy.database import DatabaseRoles
from safetynet.policy.vocabulary import Role
from tests.factories import World


@pytest.mark.parametrize(
    ("opened", "closed", "by_day"),
    [
        (None, 2, [True, True, False]),
        (1, None, [False, True, True]),
        (1, 2, [False, True, False]),
        (0, 1, [True, False, False]),
        (None, 0, [False, False, False]),
    ],
)
def test_the_day_decides_and_not_the_writing(
    admin: psycopg.Connection, roles: DatabaseRoles, opened: int | None, closed: int | None, by_day: list[bool]
) -> None:
    """Today, tomorrow and the day after; nobody writes anything in between, the days alone pass."""
    world = World(admin, roles)
    county = world.county()
    table, keeper = world.table(county), world.person(world.agency(county), Role.COORD)
    officer = world.person(world.agency(county), Role.PROB)
    world.papers(officer, table)
    youth = world.youth(table, keeper.id)
    name = world.claim("youths_identity", youth, keeper.agency, keeper.id)
    first, last = (None if day is None else world.today + timedelta(days=day) for day in (opened, closed))
    world.serve(youth, officer.agency, keeper.id, first, last)
    for open_today in by_day:
        assert world.visible(officer, "youths_identity", [name]) == ({name} if open_today else set())
        with world.looking_as(officer) as connection:
            [served] = connection.execute("SELECT EXISTS (SELECT 1 FROM youths_served WHERE youth_id = %s)", [youth]).fetchone()
        facts = "SELECT f.served FROM youths_youth y, policy.youth_facts(y.number, %s) f WHERE y.id = %s"
        assert served is admin.execute(facts, [officer.id, youth]).fetchone()[0] is open_today
        admin.execute("UPDATE youths_served SET opened_on = opened_on - 1, closed_on = closed_on - 1")
