"""Follow-ups: owned by a place that outlives its holder, answered by the agency that owes them, refused to everybody else by
Python and by PostgreSQL."""

from datetime import timedelta

import psycopg
import pytest

from safetynet.config.home import Home
from safetynet.kernel import clock
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.meetings.actions import tasks
from safetynet.meetings.models import TaskState
from safetynet.meetings.queries.follow_ups import find_mine, find_of_youth, find_one
from safetynet.meetings.queries.sections import sections_of
from tests.factories.people import Member
from tests.integration.meetings.task_help import (
    TaskWorld,
    ask,
    make_late,
    make_world,
    place_of,
    seen_by,
    standing,
    take_over,
    web_of,
)


@pytest.fixture
def world(home: Home, superuser: psycopg.Connection) -> TaskWorld:
    """A table of its own."""
    return make_world(superuser)


def section(member: Member, key: str, show: str = "") -> set[int]:
    """What stands under one heading of somebody's follow-ups."""
    found = {each.key: each for each in sections_of(find_mine(member.door(), clock.today()), show)}
    return {line.id for line in found[key].lines} if key in found else set()


def test_it_is_due_when_the_county_says(world: TaskWorld) -> None:
    """Seven days by default; asked, and by whom, is what the database says."""
    task = ask(world, world.kai)
    assert task.due_on == clock.today() + timedelta(days=7)
    assert (task.asked_by_id, task.asked_by_agency_id, task.state, task.revision) == (world.ada.person, world.ada.agency, "OPEN", 1)
    assert abs(task.asked_at - clock.now()) < timedelta(minutes=1)


def test_who_sees_it(world: TaskWorld) -> None:
    """Coordinator, the agency that owes it, nobody of the school, nobody of another table, not Finn."""
    task = ask(world, world.kai)
    assert task.pk in seen_by(world, world.ada) & seen_by(world, world.kai)
    assert find_one(world.theo.door(), task.pk)[0].number is None  # the agency owes it; which youth, only a seat tells
    assert task.pk not in seen_by(world, world.cleo)
    for stranger in (world.eve, world.finn, world.cleo):
        with pytest.raises(NotInScope):
            find_one(stranger.door(), task.pk)
    for stranger in (world.eve, world.finn):
        with pytest.raises(NotInScope):
            find_of_youth(stranger.door(), world.number)


def test_the_place_is_inherited(world: TaskWorld) -> None:
    """Whoever takes the place over owes what it owes, and answers it; the one before owes nothing any more by name."""
    task = ask(world, world.kai)
    assert section(world.kai, "yours") == {task.pk}
    heir = take_over(world, world.kai)
    assert section(heir, "yours") == {task.pk}
    assert section(world.kai, "yours") == set()
    line = find_one(heir.door(), task.pk)[0]
    assert (line.held, line.holder_id) == (True, heir.person)
    done = tasks.answer(door=heir.door(), by=standing(heir), task=task.pk, revision=1, words="She does.")
    assert (done.state, done.answered_by_id, done.answer) == ("DONE", heir.person, "She does.")


def test_the_answer_goes_back_to_whoever_asked(world: TaskWorld) -> None:
    """Done, by whom and when; it stands under the asker's answered ones."""
    task = ask(world, world.kai)
    assert section(world.ada, "asked") == {task.pk}
    done = tasks.answer(door=world.kai.door(), by=standing(world.kai), task=task.pk, revision=1, words="  She\n does. ")
    assert (done.answer, done.answered_by_id, done.revision) == ("She does.", world.kai.person, 2)
    assert section(world.ada, "asked") == set()
    assert section(world.ada, "answered") == {task.pk}


@pytest.mark.parametrize("who", ["cleo", "eve", "finn"])
def test_others_are_refused_by_python(world: TaskWorld, who: str) -> None:
    """They find nothing to answer, and may not ask."""
    task, other = ask(world, world.kai), getattr(world, who)
    with pytest.raises((NotInScope, Refused)):
        tasks.answer(door=other.door(), by=standing(other), task=task.pk, revision=1, words="No.")
    with pytest.raises((NotInScope, Refused)):
        ask(world, world.kai, by=other)


@pytest.mark.parametrize("who", ["cleo", "eve", "finn"])
def test_others_are_refused_by_postgresql(world: TaskWorld, home: Home, who: str) -> None:
    """Whoever sends what they like on the web role's connection changes no row and adds none."""
    task, other = ask(world, world.kai), getattr(world, who)
    with web_of(home, other) as web:
        assert web.execute("UPDATE meetings_task SET answer = 'no', state = 'DONE' WHERE id = %s", [task.pk]).rowcount == 0
        assert web.execute("SELECT count(*) FROM meetings_task WHERE id = %s", [task.pk]).fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            insert(web, world, owner=world.kai)


def insert(web: psycopg.Connection, world: TaskWorld, owner: Member, **more: object) -> None:
    """A follow-up as somebody would send it who knows the table."""
    values = {
        "table_id": world.table.pk, "youth_id": world.youth, "kind": "FOLLOW_UP", "what": "?", "owner_place": place_of(owner),
        "owner_agency_id": owner.agency, "due_on": clock.today(), "state": "OPEN", "answer": "", "asked_by_id": owner.person,
        "asked_by_agency_id": owner.agency, "asked_at": clock.now(), "revision": 1, **more,
    }  # fmt: skip
    columns = psycopg.sql.SQL(", ").join(map(psycopg.sql.Identifier, values))
    marks = psycopg.sql.SQL(", ").join([psycopg.sql.Placeholder()] * len(values))
    web.execute(psycopg.sql.SQL("INSERT INTO meetings_task ({}) VALUES ({})").format(columns, marks), list(values.values()))


def test_nobody_answers_in_another_agencys_name(world: TaskWorld, home: Home) -> None:
    """The coordinator may write an answer down; it is signed with the coordinator's own name, whatever was sent."""
    task = ask(world, world.kai)
    with web_of(home, world.ada) as web:
        web.execute(
            "UPDATE meetings_task SET state = 'DONE', answer = 'yes', answered_by_id = %s, answered_at = '2001-01-01' "
            "WHERE id = %s",
            [world.kai.person, task.pk],
        )
        by, at = web.execute("SELECT answered_by_id, answered_at FROM meetings_task WHERE id = %s", [task.pk]).fetchone()
        assert by == world.ada.person
        assert clock.now() - at < timedelta(minutes=1)


@pytest.mark.parametrize(
    "change",
    [
        "what = 'something else'",
        "due_on = due_on + 30",
        "asked_by_id = answered_by_id",
        "youth_id = youth_id + 1",
        "owner_agency_id = owner_agency_id + 1",
    ],
)
def test_who_owes_the_answer_changes_no_question(world: TaskWorld, home: Home, change: str) -> None:
    """Neither its words, nor its day, nor who asked, about whom and of whom."""
    task = ask(world, world.kai)
    with web_of(home, world.kai) as web, pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.CheckViolation)):
        web.execute(f"UPDATE meetings_task SET {change} WHERE id = %s", [task.pk])


def test_a_place_is_one_of_the_agency_at_the_table(world: TaskWorld, home: Home) -> None:
    """The database refuses a place that is somebody else's, also from the coordinator."""
    with web_of(home, world.ada) as web, pytest.raises(psycopg.errors.CheckViolation):
        insert(web, world, owner=world.kai, owner_place=place_of(world.cleo))
    with pytest.raises(NotInScope):
        tasks.ask(door=world.ada.door(), by=standing(world.ada), youth=world.youth, what="?", owner_place=place_of(world.eve))


def test_who_comes_second_is_told(world: TaskWorld) -> None:
    """The first answer stands; the second is a conflict, and nothing of it is kept."""
    task = ask(world, world.kai)
    tasks.set_blocked(door=world.kai.door(), by=standing(world.kai), task=task.pk, revision=1, why="No number is known.")
    with pytest.raises(Conflict, match="before you"):
        tasks.answer(door=world.ada.door(), by=standing(world.ada), task=task.pk, revision=1, words="She does.")
    line = find_one(world.ada.door(), task.pk)[0]
    assert (line.state, line.revision) == (TaskState.BLOCKED, 2)
    assert "No number is known." in line.answer


def test_it_goes_only_where_its_states_lead(world: TaskWorld) -> None:
    """Blocked, open again, dropped, asked again, answered; what is answered is not answered twice."""
    task, kai = ask(world, world.kai), standing(world.kai)
    common = {"by": kai, "task": task.pk}
    tasks.set_blocked(door=world.kai.door(), revision=1, why="Waiting.", **common)
    tasks.reopen(door=world.kai.door(), revision=2, why="Not any more.", **common)
    with pytest.raises(Refused):
        tasks.drop(door=world.kai.door(), revision=3, why="Not needed.", **common)
    tasks.drop(door=world.ada.door(), by=standing(world.ada), task=task.pk, revision=3, why="Not needed.")
    tasks.reopen(door=world.ada.door(), by=standing(world.ada), task=task.pk, revision=4, why="It is.")
    done = tasks.answer(door=world.kai.door(), revision=5, words="Yes.", **common)
    assert [line.partition(",")[0] for line in done.answer.split("\n")] == [
        "Blocked", "Asked again", "Dropped", "Asked again", "Answer",
    ]  # fmt: skip
    with pytest.raises(Conflict, match="already"):
        tasks.answer(door=world.kai.door(), revision=6, words="Yes again.", **common)
    with pytest.raises(Conflict, match="already"):
        tasks.set_blocked(door=world.kai.door(), revision=6, why="Hm.", **common)


def test_a_day_that_has_passed_is_refused(world: TaskWorld) -> None:
    """Nothing is asked for yesterday."""
    with pytest.raises(Fault, match="has passed"):
        ask(world, world.kai, due_on=clock.today() - timedelta(days=1))


def test_handing_over(world: TaskWorld) -> None:
    """The agency among its own places, the coordinator to anybody at the table; the agency not to another."""
    heir_place = place_of(world.kai)
    task = ask(world, world.kai)
    with pytest.raises(Refused, match="among its own places"):
        tasks.hand_over(door=world.kai.door(), by=standing(world.kai), task=task.pk, revision=1, place=place_of(world.cleo))
    moved = tasks.hand_over(door=world.ada.door(), by=standing(world.ada), task=task.pk, revision=1, place=place_of(world.cleo))
    assert (moved.owner_agency_id, moved.revision) == (world.cleo.agency, 2)
    assert section(world.cleo, "yours") == {task.pk}
    with pytest.raises(Refused):
        tasks.hand_over(door=world.kai.door(), by=standing(world.kai), task=task.pk, revision=2, place=heir_place)


def test_people_above_see_what_is_late(world: TaskWorld, superuser: psycopg.Connection) -> None:
    """A day late: the supervisor. A week: whoever signed, too. On its day: nobody above. Others of the office see no such list."""
    on_its_day, late, long_late = (ask(world, world.kai) for _ in range(3))
    for task, days in ((on_its_day, 0), (late, 1), (long_late, 7)):
        make_late(superuser, task, days)
    assert section(world.theo, "supervised") == {late.pk, long_late.pk}
    assert section(world.uma, "whole") == {long_late.pk}
    assert section(world.kai, "supervised") == section(world.kai, "whole") == set()
    assert section(world.ada, "table") == {late.pk, long_late.pk}
    assert section(world.kai, "yours", "late") == {late.pk, long_late.pk}
    said = find_one(world.ada.door(), long_late.pk)[0].shown_to
    assert len(said) == 2
    assert all("Shown to Person" in words for words in said)


def test_a_walled_off_member_owes_nothing_about_that_youth(world: TaskWorld, superuser: psycopg.Connection) -> None:
    """Neither lists nor pages show it, and it cannot be answered."""
    task = ask(world, world.kai)
    superuser.execute(
        "INSERT INTO governance_wall (person_id, youth_id, table_id, begins, reason, recorded_by_id, recorded_at) "
        "VALUES (%s, %s, %s, '2020-01-01', 'kin', %s, now())",
        [world.kai.person, world.youth, world.table.pk, world.ada.person],
    )
    assert section(world.kai, "yours") == set()
    with pytest.raises(NotInScope):
        tasks.answer(door=world.kai.door(), by=standing(world.kai), task=task.pk, revision=1, words="Yes.")


def test_every_change_is_in_the_log(world: TaskWorld, superuser: psycopg.Connection) -> None:
    """Who did what to whose follow-up; never the words."""
    task = ask(world, world.kai)
    tasks.answer(door=world.kai.door(), by=standing(world.kai), task=task.pk, revision=1, words="Violet umbrella")
    rows = superuser.execute(
        "SELECT action, person, detail::text || subject FROM audit.entry WHERE youth_id = %s AND subject_kind = 'follow-up' "
        "AND action <> 'view' ORDER BY at",
        [world.youth],
    ).fetchall()
    assert [row[:2] for row in rows] == [("ask", world.ada.person), ("answer", world.kai.person)]
    assert not any("Violet" in row[2] or "Winnemucca" in row[2] for row in rows)
