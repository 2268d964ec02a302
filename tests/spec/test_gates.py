"""Gates come first: whatever is granted, nothing is seen while a memorandum, an agreement, a training, a wall or the purpose
says no."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import psycopg
import pytest

from safetynet.kernel.identifiers import AgencyId, CountyId, PersonId, TableId, YouthId
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.rules import RowFacts, decide, shut_gate
from safetynet.policy.standing import read_standing
from safetynet.policy.vocabulary import Category, Gate, Purpose, Role, Verb
from tests.factories import World
from tests.factories.world import Someone

YESTERDAY, TOMORROW = timedelta(days=-1), timedelta(days=1)


@dataclass
class Setting:
    """A coordinator with a seat, and a youth of the same table; the papers differ from line to line."""

    world: World
    person: Someone
    table: int
    other_table: int
    youth: int

    def memorandum(self, **how: object) -> None:
        """The memorandum, with everything else in order."""
        self.world.memorandum(self.person.agency, self.table, **how)
        self.world.agreement(self.person, self.table)
        self.world.training(self.person)

    def agreement(self, **how: object) -> None:
        """The agreement, with everything else in order."""
        self.world.memorandum(self.person.agency, self.table)
        self.world.agreement(self.person, self.table, **how)
        self.world.training(self.person)

    def untrained(self, required: str = "") -> None:
        """Everything signed, but no training; what the county has set about it, if anything."""
        self.world.memorandum(self.person.agency, self.table)
        self.world.agreement(self.person, self.table)
        if required:
            self.world.setting(self.world.county(), "training_required", required)

    def training(self, **how: object) -> None:
        """The training, with everything signed."""
        self.untrained()
        self.world.training(self.person, **how)

    def two_trainings(self) -> None:
        """One that ended, and one that still counts."""
        self.training(counts_until=self.world.today + YESTERDAY)
        self.world.training(self.person, course="CSEC_102")

    def wall(self, **how: object) -> None:
        """A wall, with all papers in order."""
        self.world.papers(self.person, self.table)
        self.world.wall(self.person, self.youth, self.table, **how)


Build = Callable[[Setting], object]
LINES: tuple[tuple[str, Gate | None, Build], ...] = (
    ("everything is in order", None, lambda s: s.world.papers(s.person, s.table)),
    ("there is no memorandum", Gate.MOU, lambda s: s.world.agreement(s.person, s.table)),
    ("the memorandum ended yesterday", Gate.MOU, lambda s: s.memorandum(ends=s.world.today + YESTERDAY)),
    ("the memorandum ends today", None, lambda s: s.memorandum(ends=s.world.today)),
    ("the memorandum begins tomorrow", Gate.MOU, lambda s: s.memorandum(begins=s.world.today + TOMORROW)),
    ("the memorandum is with another table", Gate.MOU, lambda s: s.world.papers(s.person, s.other_table)),
    ("the memorandum leaves the category out", Gate.MOU, lambda s: s.memorandum(categories=(Category.INDEX,))),
    ("there is no agreement", Gate.AGREEMENT, lambda s: s.world.memorandum(s.person.agency, s.table)),
    ("the agreement expired yesterday", Gate.AGREEMENT, lambda s: s.agreement(expires_on=s.world.today + YESTERDAY)),
    ("the agreement expires today", None, lambda s: s.agreement(expires_on=s.world.today)),
    ("the agreement is of an older version", Gate.AGREEMENT, lambda s: s.agreement(version="1")),
    ("the agreement was signed for tomorrow", Gate.AGREEMENT, lambda s: s.agreement(signed_on=s.world.today + TOMORROW)),
    ("there is no training", Gate.TRAINING, lambda s: s.untrained()),
    ("there is no training, and the county says it must be", Gate.TRAINING, lambda s: s.untrained(required="yes")),
    ("there is no training, and the county asks for none", None, lambda s: s.untrained(required="no")),
    ("the training ended yesterday", Gate.TRAINING, lambda s: s.training(counts_until=s.world.today + YESTERDAY)),
    ("the training counts until today", None, lambda s: s.training(counts_until=s.world.today)),
    ("the training is completed today", None, lambda s: s.training(completed_on=s.world.today)),
    ("the training is planned for tomorrow", Gate.TRAINING, lambda s: s.training(completed_on=s.world.today + TOMORROW)),
    ("the training is another course", None, lambda s: s.training(course="OTHER")),
    ("one training ended, another counts", None, lambda s: s.two_trainings()),
    ("there is neither an agreement nor a training", Gate.AGREEMENT, lambda s: s.world.memorandum(s.person.agency, s.table)),
    ("the person is walled off from the youth", Gate.WALL, lambda s: s.wall()),
    ("the wall was taken down yesterday", None, lambda s: s.wall(ends=s.world.today + YESTERDAY)),
)  # fmt: skip


@pytest.fixture
def setting(admin: psycopg.Connection, roles: DatabaseRoles) -> Setting:
    """The setting before any paper."""
    world = World(admin, roles)
    county = world.county()
    table = world.table(county)
    person = world.person(world.agency(county), Role.COORD)
    world.seat(person, table)
    return Setting(world, person, table, world.table(county), world.youth(table, person.id))


def look(setting: Setting, purpose: str = Purpose.MEETING.value) -> tuple[bool, Gate | None]:
    """Whether the person sees a placement of the youth, by both; and the gate that Python names."""
    world, person = setting.world, setting.person
    other = world.person(world.agency(world.county()), Role.PROB)
    row = world.claim("youths_placement", setting.youth, other.agency, other.id)
    seen = bool(world.visible(person, "youths_placement", [row], purpose=purpose))
    facts = RowFacts(
        TableId(setting.table),
        CountyId(world.county()),
        YouthId(setting.youth),
        AgencyId(other.agency),
        PersonId(other.id),
    )
    decision = decide(read_standing(world.standing(person, purpose=purpose)), Verb.READ, Category.PLACEMENT, facts)
    assert decision.allowed == seen, decision.why
    return seen, decision.gate


@pytest.mark.parametrize(("gate", "build"), [line[1:] for line in LINES], ids=[line[0] for line in LINES])
def test_gates(setting: Setting, gate: Gate | None, build: Build) -> None:
    """Open only while every paper counts; the first gate that is shut is named."""
    build(setting)
    assert look(setting) == (gate is None, gate)


def test_no_purpose_no_rows(setting: Setting) -> None:
    """A session that never said why sees nothing."""
    setting.world.papers(setting.person, setting.table)
    assert look(setting, purpose="") == (False, Gate.PURPOSE)


def test_a_person_who_left_sees_nothing(admin: psycopg.Connection, roles: DatabaseRoles, setting: Setting) -> None:
    """Access ends with the last day at the agency."""
    setting.world.papers(setting.person, setting.table)
    assert look(setting)[0]
    admin.execute("UPDATE governance_person SET ended_on = %s WHERE id = %s", [setting.world.today + YESTERDAY, setting.person.id])
    assert look(setting) == (False, None)


@pytest.mark.parametrize(
    ("ended", "words"),
    [(None, "No training for {} is on file for you."), (timedelta(days=-9), "Your training for {} ended on {:%-d %b %Y}.")],
    ids=["none on file", "one that ended"],
)
def test_the_training_that_is_missing_is_named(setting: Setting, ended: timedelta | None, words: str) -> None:
    """With the table, and with the day on which the last one ended; one that is only planned is none."""
    world = setting.world
    last = world.today + (ended or timedelta())
    setting.training(completed_on=world.today + TOMORROW, course="OTHER")
    if ended:
        world.training(setting.person, counts_until=last + YESTERDAY)
        world.training(setting.person, counts_until=last, course="CSEC_102")
    standing = read_standing(world.standing(setting.person))
    shut = shut_gate(
        standing, Category.PLACEMENT, RowFacts(TableId(setting.table), CountyId(world.county()), YouthId(setting.youth))
    )
    assert shut == (Gate.TRAINING, words.format(standing.tables[TableId(setting.table)].name, last))
