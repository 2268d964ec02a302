"""An agency is told how many questions of youths' files wait for it, also where youth and words are not shared with the reader."""

from datetime import timedelta

import psycopg
import pytest

from safetynet.config.home import Home
from safetynet.kernel import clock
from safetynet.policy.vocabulary import Purpose, Role
from tests.factories.people import Member, new_member
from tests.integration.meetings.task_help import NAME, TaskWorld, ask, make_late, make_world, signed_in
from tests.integration.policy.test_pass import pass_of

MINE = "/follow-ups/"
QUESTION = "Which bus does she take now?"


@pytest.fixture
def world(home: Home, superuser: psycopg.Connection) -> TaskWorld:
    """A table of its own."""
    return make_world(superuser)


def write_question(superuser: psycopg.Connection, world: TaskWorld, of: Member, days_late: int | None) -> int:
    """A question that Ada's agency has written into the youth's file; None: no day is said."""
    due = None if days_late is None else clock.today() - timedelta(days=days_late)
    (number,) = superuser.execute(
        "INSERT INTO youths_followup (youth_id, table_id, source_agency_id, source_type, source_note, recorded_at, recorded_by_id, "
        "withdrawn, reason, question, asked_of_id, due_on, status, answer) VALUES (%s, %s, %s, 'OWN_RECORD', '', now(), %s, false, "
        "'', %s, %s, %s, 'OPEN', '') RETURNING id",
        [world.youth, world.table.pk, world.ada.agency, world.ada.person, QUESTION, of.agency, due],
    ).fetchone()
    return number


def counted(home: Home, member: Member, purpose: Purpose | None = Purpose.CASE_WORK) -> tuple[object, ...]:
    """What the database tells somebody who sends what they like."""
    with psycopg.connect(**home.role_dsn("web"), autocommit=True) as web, web.transaction(force_rollback=True):
        if purpose is not None:
            web.execute("SELECT policy.enter(%s)", [pass_of(member.person, purpose)])
        return web.execute("SELECT * FROM policy.questions_waiting()").fetchone()


def test_the_school_is_told_that_one_waits_and_not_of_whom(world: TaskWorld, superuser: psycopg.Connection) -> None:
    """Before check-in: the number and the day on desk and list, and neither name, number of the youth nor words."""
    write_question(superuser, world, world.cleo, 28)
    cleo = signed_in(world.cleo)
    for address in ("/", MINE):
        page = cleo.get(address).content.decode()
        assert "1 question to" in page
        assert "28 days overdue, since" in page
        assert "You can read it once a meeting" in page
        assert all(words not in page for words in (QUESTION, NAME, world.number))


def test_who_reads_them_is_told_nothing_twice(world: TaskWorld, superuser: psycopg.Connection) -> None:
    """Probation reads the file: the question itself stands there, once in the count, and nothing is said to be hidden. Desk and
    list say the same numbers."""
    write_question(superuser, world, world.kai, 3)
    kai = signed_in(world.kai)
    desk, mine = kai.get("/").content.decode(), kai.get(MINE).content.decode()
    assert QUESTION in desk
    assert QUESTION in mine
    for page in (desk, mine):
        assert "You can read" not in page
        assert 'Yours to answer <span class="mark">0</span>' in page
    assert 'in youths\' files <span class="mark">1, 1 late</span>' in desk
    assert 'in youths\' files <span class="mark">1</span>' in mine


def test_people_above_have_the_figures(world: TaskWorld, superuser: psycopg.Connection) -> None:
    """The head: how many questions of files wait, though none of them is read; the supervisor: what is late, on the desk too."""
    for late in (200, 3, None):
        write_question(superuser, world, world.kai, late)
    make_late(superuser, ask(world, world.kai), 8)
    uma, theo = signed_in(world.uma), signed_in(world.theo)
    page = uma.get(MINE).content.decode()
    assert "counted apart: 3 wait now, 2 of them late; the first was due on" in page
    assert "3 questions to" in page
    assert "has a seat at the table reads them there" in page
    assert QUESTION not in page
    assert "Late, of people you supervise: 1" in theo.get("/").content.decode()
    assert "Late, of people you supervise" not in signed_in(world.kai).get("/").content.decode()


def test_a_count_is_of_the_own_agency_behind_every_gate(world: TaskWorld, superuser: psycopg.Connection, home: Home) -> None:
    """Nobody else's agency, no lapsed agreement, no other table, nobody kept away, no role without cases, nobody without a pass."""
    write_question(superuser, world, world.cleo, 5)
    first = clock.today() - timedelta(days=5)
    assert counted(home, world.cleo) == (1, 1, first)
    lapsed = new_member(world.table, Role.SCH, agency=world.cleo.agency, agreement_until=clock.today() - timedelta(days=1))
    clerk = new_member(world.table, Role.ADM, agency=world.cleo.agency)
    for member in (world.kai, world.ada, world.eve, lapsed, clerk):
        assert counted(home, member) == (0, 0, None), member
    assert counted(home, world.cleo, None) == (0, 0, None)
    superuser.execute(
        "INSERT INTO governance_wall (person_id, youth_id, table_id, begins, reason, recorded_by_id, recorded_at) "
        "VALUES (%s, %s, %s, '2020-01-01', 'kin', %s, now())",
        [world.cleo.person, world.youth, world.table.pk, world.ada.person],
    )
    assert counted(home, world.cleo) == (0, 0, None)


def test_what_is_withdrawn_answered_or_taken_up_does_not_wait(world: TaskWorld, superuser: psycopg.Connection, home: Home) -> None:
    """Only what somebody still has to answer."""
    number = write_question(superuser, world, world.kai, 1)
    assert counted(home, world.kai)[0] == 1
    browser = signed_in(world.kai)
    assert browser.post(f"/follow-ups/question/{number}/", {"words": "Line 10."}).status_code == 302
    assert counted(home, world.kai) == (0, 0, None)
