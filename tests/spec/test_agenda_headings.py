"""What an agenda tells of custody: who reads a line, and who the heading over it, by SQL of their own with their own pass.

Custody is told like the placement (docs/adr/0007): one line for each person, by Python's decision and by PostgreSQL.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import psycopg
import pytest

from safetynet.kernel.codes import AgendaSection
from safetynet.kernel.identifiers import CountyId, TableId, YouthId
from safetynet.meetings.actions.headings import category_of
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.rules import RowFacts, may_read_row
from safetynet.policy.standing import read_standing
from safetynet.policy.tables import BY_NAME
from safetynet.policy.vocabulary import MATRIX_CATEGORIES, Category, Role
from tests.factories import World

CUSTODY = tuple(section for section in AgendaSection if section is not AgendaSection.NEW)
SEATED = (
    Role.COORD, Role.DA, Role.DEF, Role.PROB, Role.CWS, Role.LE, Role.SCH, Role.MED, Role.MH, Role.ADV, Role.CBO, Role.CIV,
    Role.CRT,
)  # fmt: skip
ALWAYS = (Role.COORD, Role.PROB, Role.CWS)
IN_THE_ROOM = (*ALWAYS, Role.DA, Role.LE, Role.MED, Role.MH, Role.ADV, Role.CRT)
"""Who reads where youths stay (row PLACEMENT of the matrix): R, and M; counsel only of clients."""


@dataclass(frozen=True)
class Reader:
    """Somebody with a seat, and what is so."""

    role: Role
    line: bool = True
    custody: bool = False
    new: bool = True
    checked_in: bool = False
    client: bool = False
    walled: bool = False
    covered: bool = True

    def __str__(self) -> str:
        facts = [name for name in ("checked_in", "client", "walled") if getattr(self, name)]
        return " ".join([self.role.value, *facts, *([] if self.covered else ["placements not covered"])])


READERS = (
    *(Reader(role, custody=role in ALWAYS) for role in SEATED),
    *(Reader(role, custody=role in IN_THE_ROOM, checked_in=True) for role in SEATED),
    Reader(Role.DEF, custody=True, checked_in=True, client=True),
    Reader(Role.DEF, custody=False, client=True),
    Reader(Role.COORD, custody=False, covered=False),
    Reader(Role.LE, custody=False, checked_in=True, covered=False),
    Reader(Role.COORD, line=False, custody=False, new=False, walled=True),
    Reader(Role.LE, line=False, custody=False, new=False, checked_in=True, walled=True),
)


class Scene:
    """A meeting in session with one youth under each heading, and somebody who looks."""

    def __init__(self, world: World, reader: Reader) -> None:
        self.world = world
        county = world.county()
        table = world.table(county)
        keeper = world.person(world.agency(county), Role.COORD)
        self.me = world.person(world.agency(county), reader.role)
        covered = tuple(each for each in MATRIX_CATEGORIES if reader.covered or each is not Category.PLACEMENT)
        world.memorandum(self.me.agency, table, covered)
        world.agreement(self.me, table)
        world.training(self.me)
        world.seat(self.me, table)
        self.youths = {section: world.youth(table, keeper.id) for section in AgendaSection}
        self.facts = {section: RowFacts(TableId(table), CountyId(county), YouthId(youth)) for section, youth in self.youths.items()}
        meeting = world.meeting(table, *self.youths.values())
        rows = world.connection.execute("SELECT youth_id, id FROM meetings_agendaitem WHERE meeting_id = %s", [meeting])
        self.lines = dict(rows.fetchall())
        self.headings = {
            section: world.insert(
                "meetings_agendaheading", item_id=self.lines[youth], table_id=table, youth_id=youth, section=section.value,
                category=category_of(section.value).value,
            )
            for section, youth in self.youths.items()
        }  # fmt: skip
        if reader.checked_in:
            world.check_in(self.me, meeting, table)
        for youth in self.youths.values():
            if reader.client:
                world.represent(youth, self.me, keeper)
            if reader.walled:
                world.wall(self.me, youth, table)

    def found(self, statement: str) -> set[object]:
        """What the person's own SQL brings, with the person's pass."""
        with self.world.looking_as(self.me) as connection:
            return {value for (value,) in connection.execute(statement).fetchall()}


@pytest.mark.parametrize("reader", READERS, ids=str)
def test_custody_is_told_like_the_placement(admin: psycopg.Connection, roles: DatabaseRoles, reader: Reader) -> None:
    """Every seat reads the lines and who is new; custody stays with those who read placements."""
    scene = Scene(World(admin, roles), reader)
    lines = scene.found("SELECT id FROM meetings_agendaitem")
    assert lines & set(scene.lines.values()) == (set(scene.lines.values()) if reader.line else set())
    told = scene.found("SELECT id FROM meetings_agendaheading")
    expected = _expected(scene, [*(CUSTODY if reader.custody else ()), *([AgendaSection.NEW] if reader.new else ())])
    assert told & set(scene.headings.values()) == expected
    standing, secured = read_standing(scene.world.standing(scene.me)), BY_NAME["meetings_agendaheading"]
    decided = {
        scene.headings[section]
        for section, facts in scene.facts.items()
        if may_read_row(standing, secured, facts, category_of(section.value))
    }
    assert decided == expected


def _expected(scene: Scene, sections: Iterable[AgendaSection]) -> set[int]:
    return {scene.headings[section] for section in sections}


def test_the_line_itself_says_nothing_of_custody(admin: psycopg.Connection) -> None:
    """No column of the line is left that could."""
    columns = admin.execute("SELECT attname FROM pg_attribute WHERE attrelid = 'meetings_agendaitem'::regclass AND attnum > 0")
    named = {name for (name,) in columns.fetchall() if not name.startswith("........pg")}
    assert named == {
        "id", "meeting_id", "table_id", "youth_id", "position", "carried_from", "carried_count", "deferred_at", "deferred_why",
    }  # fmt: skip


def test_no_heading_lies_about_its_category(admin: psycopg.Connection, roles: DatabaseRoles) -> None:
    """Custody under the category of the meeting would be told to every seat; the database does not keep such a row."""
    scene = Scene(World(admin, roles), Reader(Role.COORD))
    for section in CUSTODY:
        with pytest.raises(psycopg.errors.CheckViolation), admin.transaction():
            admin.execute("UPDATE meetings_agendaheading SET category = 'MEETING' WHERE id = %s", [scene.headings[section]])
