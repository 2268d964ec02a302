"""Pages of follow-ups as people use them: asked, answered in two presses, refused, kept when somebody was first."""

import re

import psycopg
import pytest
from django.test import Client

from safetynet.config.home import Home
from safetynet.kernel import clock
from safetynet.meetings.models import Task
from safetynet.meetings.queries.agendas import find_candidates
from tests.integration.meetings.task_help import WORDS, TaskWorld, ask, make_late, make_world, place_of, signed_in

MINE = "/follow-ups/"


@pytest.fixture
def world(home: Home, superuser: psycopg.Connection) -> TaskWorld:
    """A table of its own."""
    return make_world(superuser)


def page_of(world: TaskWorld) -> str:
    """The address of the youth's follow-ups."""
    return f"/youths/{world.number}/follow-ups/"


def state_of(superuser: psycopg.Connection, task: Task) -> tuple[str, str]:
    """What is on file."""
    return superuser.execute("SELECT state, answer FROM meetings_task WHERE id = %s", [task.pk]).fetchone()


def test_asked_on_the_youths_page_and_answered_from_the_list(world: TaskWorld, superuser: psycopg.Connection) -> None:
    """Ada chooses a place; Kai opens the answer and sends it; Ada finds it answered."""
    ada, kai = signed_in(world.ada), signed_in(world.kai)
    form = {"what": WORDS, "place": place_of(world.kai), "due_on": clock.today().isoformat(), "kind": "FOLLOW_UP"}
    assert ada.post(page_of(world), form).status_code == 302
    page = kai.get(MINE).content.decode()
    assert WORDS in page
    assert "Due today" in page
    [action, revision] = re.search(r'action="(/follow-ups/\d+/)".*?name="revision" value="(\d+)"', page, re.DOTALL).groups()
    answer = kai.post(action, {"what": "answer", "revision": revision, "words": "She does.", "back": "mine"})
    assert (answer.status_code, answer.headers["Location"]) == (302, MINE)
    assert "She does." in ada.get(MINE).content.decode()
    assert "She does." in ada.get(page_of(world)).content.decode()


@pytest.mark.parametrize("who", ["eve", "finn"])
def test_strangers(world: TaskWorld, superuser: psycopg.Connection, who: str) -> None:
    """Neither page nor form: the youth and the follow-up do not exist for Eve; Finn is told his rule."""
    task = ask(world, world.kai)
    browser, status = signed_in(getattr(world, who)), {"eve": 404, "finn": 403}[who]
    sent = {"what": "answer", "revision": 1, "words": "No."}
    answers = [
        browser.get(page_of(world)), browser.post(page_of(world), {"what": "?", "place": place_of(world.kai)}),
        browser.get(f"/follow-ups/{task.pk}/"), browser.post(f"/follow-ups/{task.pk}/", sent),
        browser.get("/follow-ups/question/1/"), browser.post("/follow-ups/question/1/", sent),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [status] * 6
    assert all(WORDS not in answer.content.decode() for answer in answers)
    assert WORDS not in browser.get(MINE).content.decode()
    assert state_of(superuser, task) == ("OPEN", "")


def test_who_may_not_ask_is_told_why_and_gets_no_form(world: TaskWorld) -> None:
    """The school reads the youth's page and asks only at the meeting; a form sent all the same is refused."""
    cleo = signed_in(world.cleo)
    page = cleo.get(page_of(world)).content.decode()
    assert place_of(world.kai) not in [int(each) for each in re.findall(r'<option value="(\d+)"', page)]
    form = {"what": WORDS, "place": place_of(world.kai), "due_on": clock.today().isoformat(), "kind": "FOLLOW_UP"}
    assert cleo.post(page_of(world), form).status_code == 400


def test_who_comes_second_keeps_what_was_typed(world: TaskWorld, superuser: psycopg.Connection) -> None:
    """409, with what it says now and the words that were typed; sent again with the new revision, they count."""
    task, kai = ask(world, world.kai), signed_in(world.kai)
    sent = {"what": "block", "revision": 1, "words": "No number is known."}
    assert kai.post(f"/follow-ups/{task.pk}/", sent).status_code == 302
    ada = signed_in(world.ada)
    late = ada.post(f"/follow-ups/{task.pk}/", {"what": "answer", "revision": 1, "words": "She <b>does</b>."})
    page = late.content.decode()
    assert late.status_code == 409
    assert "No number is known." in page
    assert "She &lt;b&gt;does&lt;/b&gt;." in page
    revision = re.search(r'name="revision" value="(\d+)"', page).group(1)
    assert ada.post(f"/follow-ups/{task.pk}/", {"what": "answer", "revision": revision, "words": "She does."}).status_code == 302
    assert state_of(superuser, task)[0] == "DONE"


@pytest.mark.parametrize(
    "sent",
    [
        {"what": "answer", "revision": 1, "words": "  "},
        {"what": "answer", "revision": 1, "words": "x" * 601},
        {"what": "block", "revision": 1, "words": "x" * 201},
        {"what": "drop", "revision": 1},
        {"what": "hand over", "revision": 1},
        {"what": "something", "revision": 1, "words": "x"},
        {"what": "answer", "revision": "first", "words": "x"},
        {},
    ],
)
def test_a_form_that_says_nothing_changes_nothing(world: TaskWorld, superuser: psycopg.Connection, sent: dict[str, object]) -> None:
    """400, in words."""
    task = ask(world, world.kai)
    answer = signed_in(world.kai).post(f"/follow-ups/{task.pk}/", sent)
    assert answer.status_code == (200 if not sent else 400)
    assert state_of(superuser, task) == ("OPEN", "")


def test_people_above_find_what_is_late_and_the_figures(world: TaskWorld, superuser: psycopg.Connection) -> None:
    """Theo the list, Uma also how her agency answers; Kai neither."""
    task = ask(world, world.kai)
    make_late(superuser, task, 8)
    pages = {name: signed_in(getattr(world, name)).get(MINE).content.decode() for name in ("theo", "uma", "kai")}
    assert "Late, of people you supervise" in pages["theo"]
    assert "8 days overdue" in pages["theo"]
    assert "Long overdue at" in pages["uma"]
    assert "Days to an answer, on average" in pages["uma"]
    assert "Late, of people you supervise" not in pages["kai"]
    assert "Shown to" in pages["kai"]


def test_filters_and_empty_headings_say_why(world: TaskWorld, superuser: psycopg.Connection) -> None:
    """Late only; a heading that the filter empties says how many there are."""
    ask(world, world.kai)
    kai = signed_in(world.kai)
    assert "None of the 1 is late" in kai.get(f"{MINE}?show=late").content.decode()
    assert kai.get(f"{MINE}?show=nonsense").status_code == 200
    assert "You hold no place at a table" in signed_in(world.theo).get(MINE).content.decode()


def question_of(superuser: psycopg.Connection, world: TaskWorld) -> int:
    """A question that Ada's agency has written into the youth's file for Kai's, due today."""
    (number,) = superuser.execute(
        "INSERT INTO youths_followup (youth_id, table_id, source_agency_id, source_type, source_note, recorded_at, recorded_by_id, "
        "withdrawn, reason, question, asked_of_id, due_on, status, answer) VALUES (%s, %s, %s, 'OWN_RECORD', '', now(), %s, false, "
        "'', 'Which school is it now?', %s, %s, 'OPEN', '') RETURNING id",
        [world.youth, world.table.pk, world.ada.agency, world.ada.person, world.kai.agency, clock.today()],
    ).fetchone()
    return number


def reasons(world: TaskWorld) -> set[str]:
    """Why the youth would stand on the next agenda."""
    found = find_candidates(world.ada.door(), world.table.pk, clock.today(), "Alpine", {})
    return {reason.code.value for one in found if one.number == world.number for reason in one.reasons}


def test_a_question_of_the_file_is_answered_here_and_counts_everywhere(world: TaskWorld, superuser: psycopg.Connection) -> None:
    """Desk and list show it until it is answered; then the agenda does not propose it, and it cannot be answered twice."""
    number = question_of(superuser, world)
    kai, address = signed_in(world.kai), f"/follow-ups/question/{number}/"
    assert address in kai.get("/").content.decode()
    assert address in kai.get(MINE).content.decode()
    assert "FOLLOW_UP_DUE" in reasons(world)
    assert "Which school is it now?" in kai.get(f"/youths/{world.number}/").content.decode().partition("</section>")[0]
    assert kai.post(address, {"words": " "}).status_code == 400
    assert kai.post(address, {"words": "The one in Hayward."}).status_code == 302
    assert "FOLLOW_UP_DUE" not in reasons(world)
    assert address not in kai.get("/").content.decode()
    assert address not in kai.get(MINE).content.decode()
    assert kai.post(address, {"words": "Another."}).status_code == 404
    page = signed_in(world.ada).get(page_of(world)).content.decode()
    assert "The one in Hayward." in page
    assert "in the youth&#39;s file" in page or "in the youth's file" in page
    file = signed_in(world.ada).get(f"/youths/{world.number}/").content.decode()
    face, rest = file.partition('id="face"')[2].split("</section>", 1)
    assert "Which school is it now?" not in face
    assert "The one in Hayward. (agency" in rest
    asked = superuser.execute("SELECT asked_by_id, answered_by_id FROM meetings_task WHERE question_id = %s", [number]).fetchone()
    assert asked == (world.ada.person, world.kai.person)


def test_nobody_else_answers_a_question_of_the_file(world: TaskWorld, superuser: psycopg.Connection) -> None:
    """Not the school, not the one who asked: it is asked of probation."""
    number = question_of(superuser, world)
    for member in (world.cleo, world.ada, world.eve):
        assert signed_in(member).post(f"/follow-ups/question/{number}/", {"words": "No."}).status_code == 404
    assert superuser.execute("SELECT count(*) FROM meetings_task WHERE question_id = %s", [number]).fetchone() == (0,)


def test_the_desk_tells_what_is_yours(world: TaskWorld, superuser: psycopg.Connection) -> None:
    """Follow-ups of one's place, how many, how many late, each a link to answer it; nobody else's desk has them."""
    task = ask(world, world.kai)
    make_late(superuser, task, 2)
    desk = signed_in(world.kai).get("/").content.decode()
    assert "Yours to answer" in desk
    assert "1, 1 late" in desk
    assert f"/follow-ups/{task.pk}/" in desk
    assert WORDS not in signed_in(world.theo).get("/").content.decode()
    assert WORDS not in signed_in(world.cleo).get("/").content.decode()


def test_who_has_not_signed_in_is_asked_to(world: TaskWorld) -> None:
    """For every address."""
    task = ask(world, world.kai)
    nobody = Client(SERVER_NAME="127.0.0.1")
    for address in (MINE, f"/follow-ups/{task.pk}/", "/follow-ups/question/1/", page_of(world)):
        assert nobody.get(address).headers["Location"].startswith("/accounts/login/")
