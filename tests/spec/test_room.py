"""What is said at the table and what a place owes: who reads it, one line for each person, by Python and by PostgreSQL.

A statement is read as its category is read, and by the two agencies it names: the one that wrote it down and the one that shared
it. A follow-up is read by whoever asked, by whoever owes it, and by those who keep after it. No gate is passed by either way.
"""

from dataclasses import dataclass
from datetime import date

import psycopg
import pytest

from safetynet.kernel.identifiers import AgencyId, CountyId, PersonId, TableId, YouthId
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.rules import RowFacts, may_read_row
from safetynet.policy.standing import read_standing
from safetynet.policy.tables import BY_NAME
from safetynet.policy.vocabulary import MATRIX_CATEGORIES, Category, Role
from tests.factories import World

WROTE, OTHER = "wrote", "other"
"""For which of a row's agencies somebody works: the one that wrote it (asked), or the other one it names (shared, owes)."""


@dataclass(frozen=True)
class Line:
    """One person, what is so about that person, and whether the row is read."""

    words: str
    reads: bool
    role: Role | None
    category: Category = Category.RISK
    works_for: str = ""
    seat: bool = True
    checked_in: bool = False
    client: bool = False
    consent: bool = False
    walled: bool = False
    covered: bool = True
    papers: bool = True
    away: bool = False


SAID = (
    Line("the coordinator, of risk", True, Role.COORD),
    Line("the coordinator, of health", False, Role.COORD, Category.HEALTH),
    Line("the coordinator, of health, taken down by herself", True, Role.COORD, Category.HEALTH, WROTE),
    Line("the school in the room, of risk", True, Role.SCH, checked_in=True),
    Line("the school, not in the room, of risk", False, Role.SCH),
    Line("the school in the room, of health", False, Role.SCH, Category.HEALTH, checked_in=True),
    Line("the school that shared it, of health", True, Role.SCH, Category.HEALTH, OTHER),
    Line("the school that wrote it down, long after the meeting", True, Role.SCH, Category.HEALTH, WROTE, seat=False),
    Line("the police in the room, of mental health", False, Role.LE, Category.MENTAL_HEALTH, checked_in=True),
    Line("the clinic, of health, with the youth's consent", True, Role.MH, Category.HEALTH, consent=True),
    Line("the clinic, of health, without", False, Role.MH, Category.HEALTH, checked_in=True),
    Line("counsel in the room, of a client's risk", True, Role.DEF, client=True, checked_in=True),
    Line("counsel in the room, of another youth's risk", False, Role.DEF, checked_in=True),
    Line("counsel who shared it, of a youth who is no client", True, Role.DEF, works_for=OTHER),
    Line("another county, with a consent", True, Role.XC, seat=False, consent=True, away=True),
    Line("another county, without", False, Role.XC, seat=False, away=True),
    Line("a reader of reports of the agency that shared it", False, Role.RPT, works_for=OTHER),
    Line("an administrator of the agency that wrote it", False, Role.ADM, works_for=WROTE),
    Line("somebody without a role, of the agency that wrote it", False, None, works_for=WROTE),
    Line("the agency that shared it, walled off", False, Role.SCH, works_for=OTHER, walled=True),
    Line("the agency that wrote it, whose memorandum does not cover that", False, Role.SCH, works_for=WROTE, covered=False),
    Line("the coordinator, whose memorandum does not cover that", False, Role.COORD, covered=False),
    Line("the agency that wrote it, with nothing signed", False, Role.SCH, works_for=WROTE, papers=False),
)
OWED = (
    Line("the coordinator", True, Role.COORD),
    Line("probation, with a seat", True, Role.PROB),
    Line("child welfare, with a seat", True, Role.CWS),
    Line("the advocate, with a seat", True, Role.ADV),
    Line("probation, without a seat", False, Role.PROB, seat=False),
    Line("the school in the room", True, Role.SCH, checked_in=True),
    Line("the school, not in the room", False, Role.SCH),
    Line("the school that owes it, without a seat", True, Role.SCH, works_for=OTHER, seat=False),
    Line("the school that asked", True, Role.SCH, works_for=WROTE),
    Line("counsel, of a client", True, Role.DEF, client=True),
    Line("counsel, of another youth", False, Role.DEF, checked_in=True),
    Line("another county, with a consent", False, Role.XC, seat=False, consent=True, away=True),
    Line("a reader of reports of the agency that owes it", False, Role.RPT, works_for=OTHER),
    Line("an administrator of the agency that owes it", False, Role.ADM, works_for=OTHER),
    Line("somebody without a role, of the agency that owes it", False, None, works_for=OTHER),
    Line("the agency that owes it, walled off", False, Role.PROB, works_for=OTHER, walled=True),
    Line("the agency that owes it, with nothing signed", False, Role.PROB, works_for=OTHER, papers=False),
    Line("the agency that owes it, whose memorandum covers something", True, Role.SCH, works_for=OTHER, covered=False),
)


class Scene:
    """A statement and a follow-up about one youth, and somebody who looks."""

    def __init__(self, world: World, line: Line) -> None:
        self.world, self.line = world, line
        self.county = world.county()
        self.table = world.table(self.county)
        self.keeper = world.person(world.agency(self.county), Role.COORD)
        self.youth = world.youth(self.table, self.keeper.id)
        agency = world.agency(world.county("Contra Costa") if line.away else self.county)
        self.me = world.person(agency, *([line.role] if line.role else []))
        self.wrote = agency if line.works_for == WROTE else self.keeper.agency
        self.other = agency if line.works_for == OTHER else world.agency(self.county)
        self._stand(line)
        past = world.meeting(self.table, self.youth, state="CLOSED", closed_hours_ago=10_000)
        item = world.connection.execute("SELECT id FROM meetings_agendaitem WHERE meeting_id = %s", [past]).fetchone()[0]
        self.about = {"youth_id": self.youth, "table_id": self.table, "meeting_id": past}
        self.item = item

    def _stand(self, line: Line) -> None:
        world, me = self.world, self.me
        if line.papers:
            covered = tuple(each for each in MATRIX_CATEGORIES if line.covered or each is not line.category)
            world.memorandum(me.agency, self.table, covered)
            world.agreement(me, self.table)
            world.training(me)
        if line.seat:
            world.seat(me, self.table)
        if line.checked_in:
            world.check_in(me, world.meeting(self.table, self.youth), self.table)
        if line.client:
            world.represent(self.youth, me, self.keeper)
        if line.consent:
            world.consent(self.youth, self.table, me.agency, by=self.keeper.id)
        if line.walled:
            world.wall(me, self.youth, self.table)

    def statement(self) -> tuple[bool, bool]:
        """Whether the statement is read, by Python and by PostgreSQL."""
        row = self.world.insert(
            "meetings_statement", **self.about, item_id=self.item, category=self.line.category.value, text="said",
            agency_id=self.wrote, shared_by_id=self.other, said_by_id=self.keeper.id, taken_on=date(2015, 3, 3),
        )  # fmt: skip
        return self._both("meetings_statement", row, self.line.category)

    def follow_up(self) -> tuple[bool, bool]:
        """Whether the follow-up is read, by Python and by PostgreSQL."""
        row = self.world.insert(
            "meetings_task", **self.about, asked_by_agency_id=self.wrote, asked_by_id=self.keeper.id, owner_agency_id=self.other,
            owner_place=1,
        )  # fmt: skip
        return self._both("meetings_task", row, Category.TASK)

    def _both(self, table: str, row: int, category: Category) -> tuple[bool, bool]:
        facts = RowFacts(
            TableId(self.table), CountyId(self.county), YouthId(self.youth), AgencyId(self.wrote), PersonId(self.keeper.id),
            owner=AgencyId(self.other),
        )  # fmt: skip
        decided = bool(may_read_row(read_standing(self.world.standing(self.me)), BY_NAME[table], facts, category))
        return decided, self.world.visible(self.me, table, [row]) == {row}


@pytest.mark.parametrize("line", SAID, ids=[line.words for line in SAID])
def test_who_reads_a_statement(admin: psycopg.Connection, roles: DatabaseRoles, line: Line) -> None:
    """Line by line."""
    assert Scene(World(admin, roles), line).statement() == (line.reads, line.reads)


@pytest.mark.parametrize("line", OWED, ids=[line.words for line in OWED])
def test_who_reads_a_follow_up(admin: psycopg.Connection, roles: DatabaseRoles, line: Line) -> None:
    """Line by line."""
    assert Scene(World(admin, roles), line).follow_up() == (line.reads, line.reads)


def test_what_is_privileged_is_no_statement(admin: psycopg.Connection, roles: DatabaseRoles) -> None:
    """Were such a row there all the same, nobody would read it: neither whoever wrote it nor the coordinator."""
    for category in (Category.PRIVILEGED, Category.VAULT, Category.RELEASED):
        for role, works_for in ((Role.ADV, WROTE), (Role.DEF, WROTE), (Role.CIV, OTHER), (Role.COORD, "")):
            line = Line("", False, role, category, works_for, client=True, checked_in=True)
            assert Scene(World(admin, roles), line).statement() == (False, False), (category, role)
