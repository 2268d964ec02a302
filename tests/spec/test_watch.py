"""The records watch: who reads which entry of the log, for every entry that there can be. A wall closes one youth and no more,
and one's own acts are one's own also where they belong to no table."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest

from safetynet.kernel.identifiers import CountyId, PersonId, TableId, YouthId
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.grants import UNGATED_CATEGORIES
from safetynet.policy.rules import RowFacts, decide
from safetynet.policy.standing import read_standing
from safetynet.policy.tables import SECURED_TABLES
from safetynet.policy.vocabulary import Category, Gate, Purpose, Role, Verb
from tests.factories import World

WRITE = """
    INSERT INTO audit.entry
    SELECT 99, %(seq)s, now(), %(person)s, '', '', 'view', 'watch', '', %(youth)s, %(table)s, '{}', '', 'done', '{}', '', '', '', ''
"""


@dataclass(frozen=True)
class Entry:
    """One entry: whose act, about which youth, at which table; None where it names none."""

    person: int
    youth: int | None
    table: int | None


class Log:
    """Every entry there can be about two people, two youths and two tables, and somebody who looks at them."""

    def __init__(self, world: World, role: Role) -> None:
        self.world = world
        self.county = world.county()
        self.table, self.elsewhere = world.table(self.county), world.table(self.county)
        agency = world.agency(self.county)
        self.me, self.other = world.person(agency, role), world.person(agency, Role.PROB)
        world.seat(self.me, self.table)
        self.youth, self.walled = world.youth(self.table, self.other.id), world.youth(self.table, self.other.id)
        people = (self.me.id, self.other.id)
        youths = (None, self.youth, self.walled)
        self.entries = list(itertools.starmap(Entry, itertools.product(people, youths, (None, self.table, self.elsewhere))))
        for seq, each in enumerate(self.entries):
            world.connection.execute(WRITE, {"seq": seq, "person": each.person, "youth": each.youth, "table": each.table})

    def wall(self) -> None:
        """Keep the one who looks away from the second youth."""
        self.world.wall(self.me, self.walled, self.table)

    def seen(self, purpose: str = Purpose.MEETING.value) -> set[Entry]:
        """What PostgreSQL shows."""
        with self.world.looking_as(self.me, purpose=purpose) as connection:
            rows = connection.execute("SELECT seq FROM audit.entry WHERE shard = 99").fetchall()
        return {self.entries[seq] for (seq,) in rows}

    def decided(self, purpose: str = Purpose.MEETING.value) -> set[Entry]:
        """What Python says."""
        standing = read_standing(self.world.standing(self.me, purpose=purpose))
        return {each for each in self.entries if decide(standing, Verb.READ, Category.WATCH, self.facts(each))}

    def facts(self, entry: Entry) -> RowFacts:
        """An entry as the rules see it."""
        return RowFacts(
            None if entry.table is None else TableId(entry.table),
            None if entry.table is None else CountyId(self.county),
            None if entry.youth is None else YouthId(entry.youth),
            holder=PersonId(entry.person),
        )


@pytest.fixture
def world(admin: psycopg.Connection, roles: DatabaseRoles) -> World:
    """Nothing yet."""
    return World(admin, roles)


def both(log: Log, purpose: str = Purpose.MEETING.value) -> set[Entry]:
    """What is seen, by both."""
    seen = log.seen(purpose)
    assert seen == log.decided(purpose)
    return seen


def test_a_wall_hides_one_youth_and_no_more_from_the_coordinator(world: World) -> None:
    """She reads every entry of her table; walled off from one youth, all but that youth's."""
    log = Log(world, Role.COORD)
    world.papers(log.me, log.table)
    at_table = {each for each in log.entries if each.table == log.table}
    assert both(log) == at_table
    log.wall()
    assert both(log) == {each for each in at_table if each.youth != log.walled}
    assert any(each.youth is None for each in both(log))


def test_everybody_reads_their_own_acts_also_those_of_no_table(world: World) -> None:
    """A search, a refusal, a sign-in name no table; they are about whoever did them."""
    log = Log(world, Role.PROB)
    world.papers(log.me, log.table)
    mine = {each for each in log.entries if each.person == log.me.id and each.table != log.elsewhere}
    assert {each.table for each in mine} == {None, log.table}
    assert both(log) == mine
    log.wall()
    assert both(log) == {each for each in mine if each.youth != log.walled}


@pytest.mark.parametrize("role", [Role.PROB, Role.COORD, Role.ADM])
def test_without_papers_only_ones_own_of_no_table(world: World, role: Role) -> None:
    """A table's gate stays shut, whatever is one's own; roles that hold nothing in the log read nothing."""
    log = Log(world, role)
    own = {each for each in log.entries if each.person == log.me.id and each.table is None}
    assert both(log) == (own if role is Role.PROB else set())


def test_without_a_purpose_nothing(world: World) -> None:
    """A session that never said why reads not even its own acts."""
    log = Log(world, Role.PROB)
    world.papers(log.me, log.table)
    assert both(log, purpose="") == set()


def test_an_entry_of_no_table_is_refused_by_name(world: World) -> None:
    """Of somebody else: the rule says why."""
    log = Log(world, Role.COORD)
    world.papers(log.me, log.table)
    decision = decide(read_standing(world.standing(log.me)), Verb.READ, Category.WATCH, log.facts(Entry(log.other.id, None, None)))
    assert decision.gate is Gate.MOU
    assert "belongs to no table" in decision.why


OPTIONAL = """
    SELECT c.table_schema, c.table_name, c.column_name FROM information_schema.columns AS c
    WHERE c.is_nullable = 'YES' AND c.table_schema IN ('public', 'audit')
"""


def gated() -> Iterator[tuple[str, str, str]]:
    """The columns that gates compare, of tables whose rows must name a youth and a table."""
    for table in SECURED_TABLES:
        if table.category not in UNGATED_CATEGORIES and not table.loose:
            compared = (table.table,) if table.nameless else (table.youth, table.table)
            yield from ((table.schema, table.name, column) for column in compared if column)


def test_a_row_may_name_no_youth_where_the_gate_says_so_only(admin: psycopg.Connection) -> None:
    """In the log, and in what another county's table proposed. In every other table the columns that the gates compare are never
    empty, so that no gate answers with neither yes nor no."""
    assert set(gated()) & set(admin.execute(OPTIONAL).fetchall()) == set()
    assert {table.name for table in SECURED_TABLES if table.nameless} == {"meetings_jointitem"}
