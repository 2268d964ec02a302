"""Random worlds: for every person and every row, Python's decision and the rows PostgreSQL returns are the same."""

from dataclasses import dataclass, field
from datetime import timedelta

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safetynet.kernel.identifiers import AgencyId, CountyId, PersonId, TableId, YouthId
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.rules import RowFacts, may
from safetynet.policy.standing import read_standing
from safetynet.policy.tables import SECURED_TABLES
from safetynet.policy.vocabulary import MATRIX_CATEGORIES, Category, Purpose, Role, Verb
from tests.factories import World
from tests.factories.world import Someone

CLAIMS = {table.name: table.category for table in SECURED_TABLES if table.is_claim}
DAYS = st.sampled_from((-400, -1, 0, 1, 400))
MAYBE_DAYS = st.one_of(st.none(), DAYS)
PLACE = st.integers(0, 2)
COURSES = ("CSEC_101", "OTHER")
CATEGORIES = st.one_of(st.just(MATRIX_CATEGORIES), st.lists(st.sampled_from(MATRIX_CATEGORIES), max_size=6, unique=True).map(tuple))


@dataclass
class Facts:
    """A drawn world, by place in its lists."""

    agency_counties: list[int]
    people: list[tuple[int, list[Role], int | None, str]]
    memoranda: list[tuple[int, int, tuple[Category, ...], int, int | None]]
    agreements: list[tuple[int, int, str, int, int]]
    trainings: list[tuple[int, str, int, int]]
    required: list[str]
    seats: list[tuple[int, int, int, int | None]]
    youths: list[int]
    claims: list[tuple[str, int, int, int]]
    consents: list[tuple[int, int, tuple[Category, ...], int | None, int | None]]
    walls: list[tuple[int, int, int | None]]
    meetings: list[tuple[int, str, list[int]]]
    check_ins: list[tuple[int, int, bool]]
    counsel: list[tuple[int, int, int]]
    served: list[tuple[int, int, int | None, int | None]]
    built: dict[str, list[int]] = field(default_factory=dict)


@st.composite
def worlds(draw: st.DrawFn) -> Facts:
    """Three agencies in two counties, three people, two tables (one in each county), three youths, and their papers."""
    person, youth, agency, table = PLACE, PLACE, PLACE, st.integers(0, 1)
    unique_pairs = lambda a, b: st.lists(st.tuples(a, b), max_size=4, unique=True)  # noqa: E731
    papers_in_order = draw(st.booleans())
    every_pair = [(p, t) for p in range(3) for t in range(2)]
    memorandum_pairs = every_pair if papers_in_order else draw(unique_pairs(agency, table))
    agreement_pairs = every_pair if papers_in_order else draw(unique_pairs(person, table))
    spread = st.just(0) if papers_in_order else DAYS
    everybody = [(p, course) for p in range(3) for course in COURSES[:1]]
    trained = everybody if draw(st.booleans()) else draw(unique_pairs(person, st.sampled_from(COURSES)))
    return Facts(
        agency_counties=draw(st.lists(st.integers(0, 1), min_size=3, max_size=3)),
        people=draw(st.lists(
            st.tuples(agency, st.lists(st.sampled_from(Role), max_size=3, unique=True), MAYBE_DAYS,
                      st.sampled_from((Purpose.MEETING.value, Purpose.CASE_WORK.value, ""))),
            min_size=3, max_size=3,
        )),
        memoranda=[(a, t, draw(CATEGORIES), draw(spread) - 400, draw(MAYBE_DAYS)) for a, t in memorandum_pairs],
        agreements=[(p, t, draw(st.sampled_from(("1", "2"))), -500, draw(spread)) for p, t in agreement_pairs],
        trainings=[(p, course, draw(DAYS) - 400 if course in COURSES[1:] else -500, draw(DAYS)) for p, course in trained],
        required=[draw(st.sampled_from(("", "yes", "no"))) for _ in range(2)],
        seats=[(p, t, -500, draw(MAYBE_DAYS)) for p, t in draw(unique_pairs(person, table))],
        youths=draw(st.lists(table, min_size=3, max_size=3)),
        claims=draw(st.lists(
            st.tuples(st.sampled_from(sorted(CLAIMS)), youth, agency, person),
            min_size=4, max_size=14, unique_by=lambda claim: claim[:3],
        )),
        consents=[(y, a, draw(CATEGORIES), draw(MAYBE_DAYS), draw(MAYBE_DAYS)) for y, a in draw(unique_pairs(youth, agency))],
        walls=[(p, y, draw(MAYBE_DAYS)) for p, y in draw(unique_pairs(person, youth))] if draw(st.booleans()) else [],
        meetings=draw(st.lists(
            st.tuples(table, st.sampled_from(("DRAFT", "PUBLISHED", "OPEN", "CLOSED")),
                      st.lists(youth, max_size=3, unique=True)),
            max_size=3,
        )),
        check_ins=[(p, m, draw(st.booleans())) for p, m in draw(unique_pairs(person, PLACE))],
        counsel=[(y, p, draw(DAYS)) for y, p in draw(unique_pairs(youth, person))],
        served=[(y, a, draw(MAYBE_DAYS), draw(MAYBE_DAYS)) for y, a in draw(unique_pairs(youth, agency))],
    )  # fmt: skip


class Built:
    """The drawn facts in the database."""

    def __init__(self, world: World, facts: Facts) -> None:
        self.world = world
        self.counties = [world.county("Alameda"), world.county("Kern")]
        self.tables = [world.table(county) for county in self.counties]
        self.agencies = [world.agency(self.counties[place]) for place in facts.agency_counties]
        self.people = [
            world.person(self.agencies[agency], *roles, ended_on=self.day(ended)) for agency, roles, ended, _ in facts.people
        ]
        self.purposes = [purpose for *_, purpose in facts.people]
        self.youth_tables = facts.youths
        self.youths = [world.youth(self.tables[table], self.people[0].id) for table in facts.youths]
        self._papers(facts)
        self._relations(facts)
        self.served = {
            (self.youths[y], self.agencies[a])
            for y, a, opened, closed in facts.served
            if (opened is None or opened <= 0) and (closed is None or closed > 0)
        }
        self.rows = [
            (name, youth, agency, author,
             world.claim(name, self.youths[youth], self.agencies[agency], self.people[author].id))
            for name, youth, agency, author in facts.claims
        ]  # fmt: skip

    def day(self, offset: int | None):
        """Today and so many days."""
        return None if offset is None else self.world.today + timedelta(days=offset)

    def _papers(self, facts: Facts) -> None:
        world = self.world
        for agency, table, categories, begins, ends in facts.memoranda:
            end = self.day(ends)
            begin = min(self.day(begins), end) if end else self.day(begins)
            world.memorandum(self.agencies[agency], self.tables[table], categories, begins=begin, ends=end)
        for person, table, version, signed, expires in facts.agreements:
            world.agreement(
                self.people[person],
                self.tables[table],
                version,
                signed_on=self.day(signed),
                expires_on=self.day(expires),
            )
        for person, course, completed, until in facts.trainings:
            first, last = self.day(completed), self.day(until)
            world.training(self.people[person], completed_on=min(first, last), counts_until=last, course=course)
        for county, required in zip(self.counties, facts.required, strict=True):
            if required:
                world.setting(county, "training_required", required)
        for person, table, begins, ends in facts.seats:
            world.seat(self.people[person], self.tables[table], begins=self.day(begins), ends=self.day(ends))

    def _relations(self, facts: Facts) -> None:
        world = self.world
        for youth, agency, categories, ends, revoked in facts.consents:
            table = self.tables[self.youth_tables[youth]]
            world.consent(
                self.youths[youth], table, self.agencies[agency], categories, by=self.people[0].id,
                ends=self.day(ends), revoked_on=self.day(revoked),
            )  # fmt: skip
        for person, youth, ends in facts.walls:
            table = self.tables[self.youth_tables[youth]]
            world.wall(self.people[person], self.youths[youth], table, ends=self.day(ends))
        meetings = [
            (
                world.meeting(self.tables[table], *(self.youths[youth] for youth in agenda), state=state),
                self.tables[table],
            )
            for table, state, agenda in facts.meetings
        ]
        for person, place, out in facts.check_ins:
            if place < len(meetings):
                world.check_in(self.people[person], *meetings[place], out=out)
        for youth, person, begins in facts.counsel:
            world.represent(self.youths[youth], self.people[person], self.people[0], begins=self.day(begins))
        for youth, agency, opened, closed in facts.served:
            world.serve(self.youths[youth], self.agencies[agency], self.people[0].id, self.day(opened), self.day(closed))

    def decided(self, person: Someone, purpose: str) -> set[tuple[str, int]]:
        """The rows that Python says the person reads."""
        served = frozenset(YouthId(youth) for youth, agency in self.served if agency == person.agency)
        standing = read_standing(self.world.standing(person, purpose=purpose), served)
        return {
            (name, row)
            for name, youth, agency, author, row in self.rows
            if may(standing, Verb.READ, CLAIMS[name], self._facts(youth, agency, author))
        }

    def returned(self, person: Someone, purpose: str) -> set[tuple[str, int]]:
        """The rows that PostgreSQL returns."""
        rows: dict[str, list[int]] = {}
        for name, *_, row in self.rows:
            rows.setdefault(name, []).append(row)
        seen = self.world.visible_in(person, rows, purpose=purpose)
        return {(name, row) for name, found in seen.items() for row in found}

    def _facts(self, youth: int, agency: int, author: int) -> RowFacts:
        place = self.youth_tables[youth]
        return RowFacts(
            TableId(self.tables[place]), CountyId(self.counties[place]), YouthId(self.youths[youth]),
            AgencyId(self.agencies[agency]), PersonId(self.people[author].id),
        )  # fmt: skip


@settings(
    max_examples=250, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True,
)  # fmt: skip
@given(facts=worlds())
def test_python_and_postgresql_agree(admin: psycopg.Connection, roles: DatabaseRoles, facts: Facts) -> None:
    """Zero disagreements, over agencies, memoranda, agreements, trainings, seats, agendas, consents, walls, counsel and roles."""
    with admin.transaction(force_rollback=True):
        built = Built(World(admin, roles), facts)
        for person, purpose in zip(built.people, built.purposes, strict=True):
            assert built.decided(person, purpose) == built.returned(person, purpose)
