"""Functions that act with their owner's rights do not trust their caller: whoever sends SQL of its own gains nothing by them."""

import re

import psycopg
import pytest

from safetynet.config.database.objects import sql_files
from safetynet.config.home import Home
from safetynet.kernel.faults import Refused
from safetynet.policy.grants import roles_with
from safetynet.policy.vocabulary import Category, Purpose, Relation, Role, Verb
from tests.factories.people import Member, new_member, new_table
from tests.integration.policy.test_pass import pass_of
from tests.integration.web.places import youth_of

NAMED = {
    "lookalikes": roles_with(Verb.READ, Category.INDEX, Relation.SEAT),
    "next_youth_numbers": roles_with(Verb.WRITE, Category.REGISTER, Relation.SEAT),
    "quarter_counts": roles_with(Verb.READ, Category.ROOM, Relation.SEAT),
    "begin_turn": roles_with(Verb.WRITE, Category.MEETING, Relation.SEAT),
    "keep_task": roles_with(Verb.WRITE, Category.TASK, Relation.SEAT),
    "keep_wall": roles_with(Verb.WRITE, Category.WALL, Relation.SEAT),
    "propose_joint": roles_with(Verb.WRITE, Category.MEETING, Relation.SEAT),
    "answer_joint": roles_with(Verb.WRITE, Category.MEETING, Relation.SEAT),
    "tables_elsewhere": roles_with(Verb.READ, Category.MEETING, Relation.SEAT),
    "line_numbers": roles_with(Verb.READ, Category.MEETING, Relation.SEAT),
}
"""Functions that name roles, and where the table of grants says the same."""


def asked(home: Home, member: Member, question: str, *values: object) -> object:
    """What somebody gets who has the web role's connection and this person's pass, and sends what they like."""
    with psycopg.connect(**home.role_dsn("web"), autocommit=True) as web, web.transaction():
        web.execute("SELECT policy.enter(%s)", [pass_of(member.person, Purpose.CASE_WORK)])
        return web.execute(question, values).fetchone()[0]


def test_every_function_that_names_roles_stands_here() -> None:
    """A new one is noticed, in whichever way it names them."""
    functions = [each for path in sql_files() for each in re.split(r"(?=CREATE OR REPLACE FUNCTION )", path.read_text())[1:]]
    roles = re.compile("|".join(rf"'{{?(?:[A-Z]+,)*{role.value}(?:,[A-Z]+)*}}?'" for role in Role))
    found = {re.match(r"CREATE OR REPLACE FUNCTION \w+\.(\w+)", each)[1] for each in functions if roles.search(each)}
    reads_no_case = {"consents_of"}  # it names those roles (CASELESS_ROLES); the spec of other counties holds it to them
    asks_itself = {"told_tables"}  # the tests of reminders hold its roles against two rows of the grants
    counts = {
        "cohort_tables",
        "cohort_agencies",
        "statistics_counties",
    }  # the tests of snapshots hold them against the row STATISTICS
    assert found == {*NAMED} | reads_no_case | asks_itself | counts


@pytest.mark.parametrize("name", NAMED)
def test_roles_in_a_function_are_those_of_the_grants(name: str) -> None:
    """The table of grants is the only place that grants; a function that must name roles names its roles."""
    text = next(path.read_text() for path in sql_files() if f"FUNCTION policy.{name}(" in path.read_text())
    own = text[text.index(f"FUNCTION policy.{name}(") :].partition("\n$$;")[0]
    said = {each for each in re.findall(r"'\{([A-Z]+(?:,[A-Z]+)*)\}'", own) if {*each.split(",")} <= {*Role}}
    assert len(said) == 1
    assert {Role(each) for each in said.pop().split(",")} == {*NAMED[name]}


def test_no_name_is_guessed_by_somebody_who_reads_no_index(home: Home, superuser: psycopg.Connection) -> None:
    """A seat alone does not do, nor does a role when there is a wall; the coordinator finds the misspelt name."""
    table = new_table()
    clerk = new_member(table, Role.COORD)
    number = youth_of(clerk, "Quetzalford")
    (youth,) = superuser.execute("SELECT id FROM youths_youth WHERE number = %s", [number]).fetchone()
    question = "SELECT policy.lookalikes('quetzalfrod', '')"
    assert asked(home, clerk, question) == [youth]
    for role in (Role.ADM, Role.RPT, Role.CRT, Role.DEF):
        assert asked(home, new_member(table, role), question) == [], role
    walled = new_member(table, Role.PROB)
    assert asked(home, walled, question) == [youth]
    superuser.execute(
        "INSERT INTO governance_wall (person_id, youth_id, table_id, begins, reason, recorded_by_id, recorded_at) "
        "VALUES (%s, %s, %s, '2020-01-01', 'kin', %s, now())",
        [walled.person, youth, table.pk, clerk.person],
    )
    assert asked(home, walled, question) == []


def test_nobody_takes_numbers_of_another_register(home: Home, superuser: psycopg.Connection) -> None:
    """Neither of another table, nor in a role that puts nobody on a register; the count of that table stands still."""
    table, elsewhere = new_table(), new_table()
    clerk, teacher = new_member(table, Role.COORD), new_member(table, Role.SCH)
    counted = "SELECT last FROM youths_numbering WHERE table_id = %s"
    before = superuser.execute(counted, [elsewhere.pk]).fetchone()
    for member, of in ((clerk, elsewhere), (teacher, table), (teacher, elsewhere)):
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="no numbers"):
            asked(home, member, "SELECT policy.next_youth_numbers(%s, 1)", of.pk)
    assert superuser.execute(counted, [elsewhere.pk]).fetchone() == before
    assert len(asked(home, clerk, "SELECT policy.next_youth_numbers(%s, 3)", table.pk)) == 3


def test_the_refusal_is_told_in_plain_words() -> None:
    """Somebody whose role puts nobody on the register is refused by name of the rule, as before."""
    table = new_table()
    teacher = new_member(table, Role.SCH)
    with pytest.raises(Refused, match="put a youth on this table's register"):
        youth_of(teacher, "Heron")
