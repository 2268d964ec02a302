"""Deleting any single grant is noticed: the spec of the matrix fails without it, in Python and in PostgreSQL."""

import psycopg
import pytest
from psycopg import sql

from safetynet.kernel.identifiers import AgencyId, CountyId, PersonId, TableId, YouthId
from safetynet.policy.compiler import compile_policies
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.grants import GRANTS, HOUSE_CATEGORIES, Grant
from safetynet.policy.rules import RowFacts, may
from safetynet.policy.rules import decide as decide_row
from safetynet.policy.standing import read_standing
from safetynet.policy.tables import SECURED_TABLES, SecuredTable
from safetynet.policy.vocabulary import Category, Relation, Role, Verb
from tests.factories import World
from tests.spec.situations import Scene, Situation, stage

ALONE = {
    Relation.SEAT: Situation("seat", seat=True),
    Relation.SERVED: Situation("served", served=True),
    Relation.OWN: Situation("own", own_claim=True),
    Relation.AUTHOR: Situation("author", author=True),
    Relation.AGENDA: Situation("agenda", seat=True, checked_in=True),
    Relation.CLIENT: Situation("client", client=True),
    Relation.AGENDA_CLIENT: Situation("agenda client", seat=True, checked_in=True, client=True),
    Relation.CONSENT: Situation("consent", consent=True),
    Relation.CLIENT_CONSENT: Situation("client consent", client=True, consent=True),
    Relation.CONSENT_ELSEWHERE: Situation("elsewhere", other_county=True, consent=True),
    Relation.ANYONE: Situation("nothing"),
}
"""For each relation, the situation in which it holds and no other grant of the same cell does."""

MATRIX_GRANTS = sorted(grant for grant in GRANTS if grant.category not in HOUSE_CATEGORIES)
GROUPS = sorted({(grant.role, grant.relation) for grant in MATRIX_GRANTS})


def recompile(world: World, table: SecuredTable, grants: frozenset[Grant]) -> None:
    """Give one table the policies of another table of grants."""
    connection, schema = world.connection, table.schema
    names = connection.execute(
        "SELECT policyname FROM pg_policies WHERE tablename = %s AND policyname ~ '^(read|insert|update|delete|gate)_'",
        [table.name],
    ).fetchall()
    for (name,) in names:
        connection.execute(sql.SQL("DROP POLICY {} ON {}").format(sql.Identifier(name), sql.Identifier(schema, table.name)))
    for policy in compile_policies(grants, (table,)):
        if policy.table == table.name:
            connection.execute(policy.sql(f'"{world.roles.web}"'))


def passes(world: World, scene: Scene, table: SecuredTable, verb: Verb) -> bool:
    """Whether PostgreSQL lets the person of the scene read or add in that table."""
    if verb is Verb.READ and not table.youth:
        row = world.insert(table.name)
        return bool(world.visible(scene.person, table.name, [row]))
    if verb is Verb.READ:
        row = world.claim(table.name, scene.youth, scene.claim_agency, scene.claim_author)
        return bool(world.visible(scene.person, table.name, [row]))
    try:
        with world.looking_as(scene.person):
            world.claim(table.name, scene.youth, scene.person.agency, scene.person.id)
    except psycopg.errors.InsufficientPrivilege:
        return False
    return True


@pytest.mark.parametrize(("role", "relation"), GROUPS, ids=[f"{a.value}-{b.value}" for a, b in GROUPS])
def test_every_grant_is_needed(admin: psycopg.Connection, roles: DatabaseRoles, role: Role, relation: Relation) -> None:
    """With the grant the person of the situation passes; without that one grant, neither Python nor PostgreSQL says yes."""
    world = World(admin, roles)
    situation = ALONE[relation]
    scene = stage(world, role, situation)
    served = frozenset({YouthId(scene.youth)}) if situation.served else frozenset()
    standing = read_standing(world.standing(scene.person), served)
    facts = RowFacts(
        TableId(scene.table), CountyId(scene.county), YouthId(scene.youth), AgencyId(scene.claim_agency),
        PersonId(scene.claim_author),
    )  # fmt: skip
    for grant in MATRIX_GRANTS:
        if (grant.role, grant.relation) != (role, relation):
            continue
        without = GRANTS - {grant}
        if relation is Relation.CONSENT_ELSEWHERE:
            without -= {other for other in GRANTS if other.category is grant.category and other.relation is relation}
        assert may(standing, grant.verb, grant.category, facts)
        assert not decide_row(standing, grant.verb, grant.category, facts, without), grant
        table = next(t for t in SECURED_TABLES if t.category is grant.category and (t.is_claim or not t.youth))
        assert passes(world, scene, table, grant.verb), grant
        with admin.transaction(force_rollback=True):
            recompile(world, table, without)
            assert not passes(world, scene, table, grant.verb), grant


def test_the_house_grants_are_needed_too(admin: psycopg.Connection, roles: DatabaseRoles) -> None:
    """The rows around the meeting: a seat reads the agenda, a holder the own copy, a coordinator keeps both."""
    world = World(admin, roles)
    home = world.county()
    cells = {(grant.category, grant.role, grant.verb, grant.relation) for grant in GRANTS}
    seated = set(Role) - {Role.XC, Role.ADM, Role.RPT}
    for role in Role:
        table = world.table(home)
        person = world.person(world.agency(home), role)
        world.papers(person, table)
        seat = world.seat(person, table)
        meeting = world.meeting(table, world.youth(table, person.id))
        copy = world.insert(
            "meetings_packetcopy", meeting_id=meeting, table_id=table, seat_id=seat, holder_id=person.id,
            issued_by_id=person.id,
        )  # fmt: skip
        assert bool(world.visible(person, "meetings_meeting", [meeting])) == (role in seated)
        assert bool(world.visible(person, "meetings_packetcopy", [copy])) == (role in seated)
        assert ((Category.MEETING, role, Verb.READ, Relation.SEAT) in cells) == (role in seated)
        with world.looking_as(person) as connection:
            changed = None
            try:
                changed = connection.execute("UPDATE meetings_meeting SET minutes = 90 WHERE id = %s", [meeting]).rowcount
            except psycopg.errors.InsufficientPrivilege:
                changed = 0
        assert changed == (1 if role is Role.COORD else 0)
