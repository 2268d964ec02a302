"""Who reads and writes what: the field's whole matrix, in every situation, by Python's decision and by PostgreSQL."""

import psycopg
import pytest

from safetynet.kernel.identifiers import AgencyId, CountyId, PersonId, TableId, YouthId
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.rules import RowFacts, Standing, may
from safetynet.policy.standing import read_standing
from safetynet.policy.tables import SECURED_TABLES, SecuredTable
from safetynet.policy.vocabulary import MATRIX_CATEGORIES, Category, Role, Verb
from tests.factories import World
from tests.spec.situations import SITUATIONS, Scene, Situation, matrix, stage

CELLS = matrix()
CLAIMS = [table for table in SECURED_TABLES if table.is_claim and table.category in MATRIX_CATEGORIES]
EVERY = [(role, situation) for role in Role for situation in SITUATIONS]
NAMES = [f"{role.value}-{situation.words}" for role, situation in EVERY]


def facts_of(scene: Scene) -> RowFacts:
    """The claim of the scene, as the decision reads it."""
    return RowFacts(
        TableId(scene.table), CountyId(scene.county), YouthId(scene.youth), AgencyId(scene.claim_agency),
        PersonId(scene.claim_author),
    )  # fmt: skip


def standing_of(world: World, scene: Scene, situation: Situation) -> Standing:
    """The person of the scene, as the database tells."""
    served = frozenset({YouthId(scene.youth)}) if situation.served else frozenset()
    return read_standing(world.standing(scene.person), served)


def insert_claim(world: World, scene: Scene, table: SecuredTable, agency: int, author: int) -> bool:
    """Whether the person of the scene may add a claim in the name of that agency and person."""
    arrest = world.claim("youths_arrest", scene.youth, scene.claim_agency, scene.claim_author)
    try:
        with world.looking_as(scene.person):
            world.claim(table.name, scene.youth, agency, author, arrest_id=arrest) if table.name == "youths_charge" else (
                world.claim(table.name, scene.youth, agency, author)
            )
    except psycopg.errors.InsufficientPrivilege:
        return False
    return True


@pytest.mark.parametrize(("role", "situation"), EVERY, ids=NAMES)
def test_reading(admin: psycopg.Connection, roles: DatabaseRoles, role: Role, situation: Situation) -> None:
    """Python and PostgreSQL both read exactly what the matrix says."""
    world = World(admin, roles)
    scene = stage(world, role, situation)
    standing, facts = standing_of(world, scene, situation), facts_of(scene)
    expected = {category: situation.reads(role, category, CELLS) for category in MATRIX_CATEGORIES}

    decided = {category: may(standing, Verb.READ, category, facts) for category in MATRIX_CATEGORIES}
    assert decided == expected

    rows = {t.name: [world.claim(t.name, scene.youth, scene.claim_agency, scene.claim_author)] for t in CLAIMS}
    seen = {name: bool(found) for name, found in world.visible_in(scene.person, rows).items()}
    assert seen == {table.name: expected[table.category] for table in CLAIMS}

    released = world.insert("reports_releasedtable")
    assert bool(world.visible(scene.person, "reports_releasedtable", [released])) == expected[Category.RELEASED]

    if not (situation.own_claim or situation.author):
        entries = admin.execute("SELECT id FROM youths_nameentry WHERE youth_id = %s", [scene.youth]).fetchall()
        found = world.visible(scene.person, "youths_nameentry", [entry for (entry,) in entries])
        assert bool(found) == expected[Category.INDEX]


@pytest.mark.parametrize(("role", "situation"), EVERY, ids=NAMES)
def test_writing(admin: psycopg.Connection, roles: DatabaseRoles, role: Role, situation: Situation) -> None:
    """Python and PostgreSQL both let exactly those write whom the matrix names, and only in their own agency's name."""
    world = World(admin, roles)
    scene = stage(world, role, situation)
    standing, facts = standing_of(world, scene, situation), facts_of(scene)
    expected = {category: situation.writes(role, category, CELLS) for category in MATRIX_CATEGORIES}

    decided = {category: may(standing, Verb.WRITE, category, facts) for category in MATRIX_CATEGORIES}
    assert decided == expected

    person = scene.person
    written = {table.name: insert_claim(world, scene, table, person.agency, person.id) for table in CLAIMS}
    assert written == {table.name: expected[table.category] for table in CLAIMS}
    if not situation.own_claim:
        forged = {table.name: insert_claim(world, scene, table, scene.claim_agency, person.id) for table in CLAIMS}
        assert not any(forged.values())


@pytest.mark.parametrize(("role", "situation"), EVERY, ids=NAMES)
def test_the_number_without_a_name(admin: psycopg.Connection, roles: DatabaseRoles, role: Role, situation: Situation) -> None:
    """Whoever has a seat, serves or represents the youth, or has a consent, can tell youths apart by number."""
    world = World(admin, roles)
    scene = stage(world, role, situation)
    reads_cases = role not in (Role.ADM, Role.RPT, Role.XC)
    expected = (
        (situation.seat and reads_cases)
        or (situation.served and reads_cases and role is not Role.DEF)
        or (situation.client and role is Role.DEF)
        or (
            situation.consent
            and (
                (situation.other_county and role not in (Role.ADM, Role.RPT))
                or role in (Role.PROB, Role.CWS, Role.MED, Role.MH, Role.ADV)
            )
        )
    )
    assert bool(world.visible(scene.person, "youths_youth", [scene.youth])) == expected


def test_every_category_of_the_matrix_has_a_table() -> None:
    """Tables exist for every compartment, also for those whose screens come later."""
    assert {table.category for table in SECURED_TABLES} >= set(MATRIX_CATEGORIES)
