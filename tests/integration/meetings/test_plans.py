"""A plan at a real table: written by several at once, agreed, owed by places, known to the file, opened again."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import psycopg
import pytest
from django.test import Client

from safetynet.config.home import Home
from safetynet.governance.models import Table
from safetynet.kernel import clock
from safetynet.kernel.codes import AftercareStep
from safetynet.policy.vocabulary import Role
from tests.factories.people import new_member

from .plan_help import Roundtable, new_plan_form, new_roundtable, open_with, plan_form_on, write

Browser = Callable[..., Client]
TODAY = clock.today()
SOON = (TODAY + timedelta(days=9)).isoformat()


@pytest.fixture
def table(home: Home) -> Roundtable:
    """A new table with a youth."""
    return new_roundtable()


@pytest.fixture
def clerk(table: Roundtable, browser: Browser) -> Client:
    """The coordinator's browser."""
    return browser(table.clerk.username)


@pytest.fixture
def officer(table: Roundtable, browser: Browser) -> Client:
    """The probation officer's browser."""
    return browser(table.officer.username)


def do(client: Client, table: Roundtable, what: str, kind: str = "safety", **more: object) -> int:
    """Press a button of the plans' page; the status of the answer."""
    return client.post(table.at("plans", kind, "state"), {"what": what, **more}).status_code


def begin(client: Client, table: Roundtable, kind: str = "safety") -> str:
    """Begin a plan; the address where it is written."""
    assert do(client, table, "begin", kind) == 302
    return table.at("plans", kind)


def agree(client: Client, table: Roundtable, superuser: psycopg.Connection, kind: str = "safety") -> int:
    """Mark the draft as agreed today."""
    (revision,) = superuser.execute(
        "SELECT p.revision FROM meetings_plan p JOIN youths_youth y ON y.id = p.youth_id WHERE y.number = %s AND p.kind = %s"
        " AND p.state = 'DRAFT'",
        [table.number, kind.upper()],
    ).fetchone()
    days = {"agreed_on": TODAY.isoformat(), "review_on": (TODAY + timedelta(days=30)).isoformat()}
    return do(client, table, "agree", kind, revision=revision, **days)


def rows(superuser: psycopg.Connection, table: Roundtable, columns: str, of: str, order: str = "r.id") -> list[tuple[object, ...]]:
    """Rows of a database table about the youth."""
    return superuser.execute(
        f"SELECT {columns} FROM {of} r JOIN youths_youth y ON y.id = r.youth_id WHERE y.number = %s ORDER BY {order}",
        [table.number],
    ).fetchall()


def place_of(superuser: psycopg.Connection, person: int) -> int:
    """The place that a person has."""
    (place,) = superuser.execute("SELECT id FROM governance_seat WHERE person_id = %s", [person]).fetchone()
    return place


def youth_id(superuser: psycopg.Connection, table: Roundtable) -> int:
    """The youth's id."""
    (youth,) = superuser.execute("SELECT id FROM youths_youth WHERE number = %s", [table.number]).fetchone()
    return youth


def text_of(client: Client, address: str) -> str:
    """What a page says."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_two_writers_of_different_words_come_together_without_being_asked(
    table: Roundtable, clerk: Client, officer: Client, superuser: psycopg.Connection
) -> None:
    """Both opened the same draft; one wrote the concerns and a step, the other where not to go and another step."""
    address = begin(clerk, table)
    first, second = new_plan_form(clerk, address), new_plan_form(officer, address)
    assert clerk.post(address, {**first, "concerns": "A man waits at school", "new-1-what": "Phone at eight"}).status_code == 302
    assert officer.post(address, {**second, "stay_away": "The motel", "new-1-what": "Ride home"}).status_code == 302
    assert rows(superuser, table, "r.concerns, r.stay_away, r.revision", "meetings_plan") == [
        ("A man waits at school", "The motel", 3)
    ]
    assert [row[0] for row in rows(superuser, table, "r.what", "meetings_planstep")] == ["Phone at eight", "Ride home"]


def test_what_both_changed_stands_side_by_side_and_nothing_typed_is_lost(
    table: Roundtable, clerk: Client, officer: Client, superuser: psycopg.Connection
) -> None:
    """The second is asked about the one field that both changed; what else was typed is kept in the form, and saved with it."""
    address = begin(clerk, table)
    first, second = new_plan_form(clerk, address), new_plan_form(officer, address)
    clerk.post(address, {**first, "concerns": "A man waits at school"})
    mine = {"concerns": "Messages at night", "youth_said": "I want my phone", "new-2-what": "Ride home", "new-2-who": "Aunt Fern"}
    answer = officer.post(address, {**second, **mine})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert rows(superuser, table, "r.concerns, r.youth_said", "meetings_plan") == [("A man waits at school", "")]
    for words in ("A man waits at school", "Messages at night", "I want my phone", "Ride home", "Aunt Fern"):
        assert words in page
    assert page.count('type="radio"') == 2
    form = plan_form_on(answer)
    assert form["concerns"] == "Messages at night"
    assert officer.post(address, form).status_code == 409, "without a choice it is asked again"
    shown = page.partition('value="theirs.')[2].partition('"')[0]
    chosen = {**form, "concerns": "Messages at night; a man waits", "take-concerns": f"mine.{shown}"}
    assert officer.post(address, chosen).status_code == 302
    assert rows(superuser, table, "r.concerns, r.youth_said", "meetings_plan") == [
        ("Messages at night; a man waits", "I want my phone")
    ]
    assert rows(superuser, table, "r.what, r.who", "meetings_planstep") == [("Ride home", "Aunt Fern")]


@pytest.mark.parametrize(("side", "left"), [("theirs", []), ("mine", ["Ride home by car"])])
def test_a_step_that_one_takes_out_while_the_other_changes_it_is_asked_about(
    table: Roundtable, clerk: Client, officer: Client, superuser: psycopg.Connection, side: str, left: list[str]
) -> None:
    """Taken out or kept as changed: a person decides."""
    address = begin(clerk, table)
    write(clerk, address, new__1__what="Ride home")
    ((step,),) = rows(superuser, table, "r.id", "meetings_planstep")
    second = new_plan_form(officer, address)
    assert write(clerk, address, **{f"step__{step}__out": "on"}).status_code == 302
    assert rows(superuser, table, "r.id", "meetings_planstep") == []
    answer = officer.post(address, {**second, f"step-{step}-what": "Ride home by car"})
    assert answer.status_code == 409
    shown = answer.content.decode().partition('value="theirs.')[2].partition('"')[0]
    assert officer.post(address, {**plan_form_on(answer), f"take-step-{step}": f"{side}.{shown}"}).status_code == 302
    assert [row[0] for row in rows(superuser, table, "r.what", "meetings_planstep")] == left


def test_an_agreed_plan_gives_its_places_their_follow_ups_and_stands_on_the_file(
    table: Roundtable, clerk: Client, officer: Client, superuser: psycopg.Connection
) -> None:
    """One transaction: the version is agreed, the place owes its step, the claim is on file; a step of others owes nothing."""
    address = begin(clerk, table)
    place = place_of(superuser, table.officer.person)
    steps = {"new-1-what": "Phone at eight", "new-1-owner": place, "new-1-due_on": SOON, "new-2-what": "Ride", "new-2-who": "Aunt"}
    clerk.post(address, {**new_plan_form(clerk, address), "concerns": "A man waits at school", **steps})
    assert do(officer, table, "assent", revision=2) == 302
    assert agree(clerk, table, superuser) == 302
    assert rows(superuser, table, "r.state, r.agreed_on, r.review_on", "meetings_plan") == [
        ("AGREED", TODAY, TODAY + timedelta(days=30))
    ]
    tasks = rows(superuser, table, "r.kind, r.what, r.owner_place, r.owner_agency_id, r.due_on, r.state", "meetings_task")
    assert tasks == [("SAFETY_PLAN", "Phone at eight", place, table.officer.agency, date.fromisoformat(SOON), "OPEN")]
    claim = rows(superuser, table, "r.concerns, r.steps, r.agreed_on, r.source_agency_id, r.source_type", "youths_safetyplan")
    ((concerns, lines, agreed_on, agency, source),) = claim
    assert (concerns, agreed_on, agency, source) == ("A man waits at school", TODAY, table.clerk.agency, "AT_THE_TABLE")
    assert lines.splitlines()[0].startswith("Phone at eight (agency")
    assert lines.splitlines()[1] == "Ride (Aunt)"
    assert "A man waits at school" in text_of(officer, table.at())
    page = text_of(clerk, table.at("plans"))
    assert "Agreed to this wording: agency" in page
    assert do(clerk, table, "agree", revision=2, agreed_on=TODAY, review_on=SOON) == 400, "it is no draft any more"
    acts = [
        row[0]
        for row in superuser.execute(
            "SELECT action FROM audit.entry WHERE subject_kind = 'plan' AND subject = %s ORDER BY at", [table.number]
        ).fetchall()
    ]
    assert acts == ["begin", "write", "assent to", "agree on"]  # fmt: skip


def test_an_agreed_plan_is_opened_again_for_a_reason_and_counts_until_the_next(
    table: Roundtable, clerk: Client, superuser: psycopg.Connection
) -> None:
    """Copied with its steps; agreeing replaces it, keeps the follow-up of a step that stays and drops that of one that goes."""
    address, place = begin(clerk, table), place_of(superuser, table.officer.person)
    steps = {f"new-{each}-{name}": value for each, what in enumerate(("Phone at eight", "Ride home"), start=1)
             for name, value in (("what", what), ("owner", place))}  # fmt: skip
    clerk.post(address, {**new_plan_form(clerk, address), "concerns": "A man waits", **steps})
    assert agree(clerk, table, superuser) == 302
    assert do(clerk, table, "open again", reason=" ") == 400
    assert do(clerk, table, "open again", reason="She changed schools") == 302
    assert do(clerk, table, "open again", reason="Twice") == 409
    assert rows(superuser, table, "r.version, r.state, r.reopened_why", "meetings_plan") == [
        (1, "AGREED", ""), (2, "DRAFT", "She changed schools"),
    ]  # fmt: skip
    ride = rows(superuser, table, "r.id", "meetings_planstep")[-1][0]
    superuser.execute("UPDATE meetings_task SET answer = 'The car is broken.', state = 'BLOCKED' WHERE what = 'Ride home'")
    write(clerk, address, concerns="Nobody waits", **{f"step__{ride}__out": "on", "new__1__what": "Bus", "new__1__owner": place})
    assert "A man waits" in text_of(clerk, table.at()), "what is agreed counts until then"
    assert agree(clerk, table, superuser) == 302
    assert rows(superuser, table, "r.version, r.state", "meetings_plan") == [(1, "REPLACED"), (2, "AGREED")]
    assert rows(superuser, table, "r.what, r.state", "meetings_task") == [
        ("Phone at eight", "OPEN"), ("Ride home", "DROPPED"), ("Bus", "OPEN"),
    ]  # fmt: skip
    answer = str(rows(superuser, table, "r.answer", "meetings_task")[1][0]).split("\n")
    assert answer[0] == "The car is broken.", "what was written to it stays"
    assert re.fullmatch(r"Dropped, .*: A later version of the plan does not have this step any more\.", answer[1])
    page = text_of(clerk, table.at("plans"))
    for words in ("Opened again because:", "She changed schools", "What changed from version 1 to 2 (3)", "before: A man waits"):
        assert words in page
    assert rows(superuser, table, "r.concerns, r.superseded_at IS NULL", "youths_safetyplan") == [
        ("A man waits", False), ("Nobody waits", True),
    ]  # fmt: skip


def test_what_was_agreed_stays_and_a_changed_draft_is_not_agreed_unread(
    table: Roundtable, clerk: Client, officer: Client, superuser: psycopg.Connection
) -> None:
    """Who agrees to an older wording is told; so is who marks it as agreed, and who writes too late loses nothing unsaid."""
    address = begin(clerk, table)
    write(clerk, address, new__1__what="Ride home", new__1__who="Aunt")
    stale = new_plan_form(officer, address)
    assert do(officer, table, "assent", revision=1) == 409
    days = {"agreed_on": TODAY.isoformat(), "review_on": SOON}
    assert do(clerk, table, "agree", revision=1, **days) == 409
    assert agree(clerk, table, superuser) == 302
    answer = officer.post(address, {**stale, "concerns": "Too late"})
    assert answer.status_code == 400
    assert "still there when you go back" in answer.content.decode()
    with pytest.raises(psycopg.Error, match="stays as it is"):
        superuser.execute("UPDATE meetings_plan SET concerns = 'otherwise' WHERE state = 'AGREED'")


def test_only_the_coordinator_gives_others_their_follow_ups_outside_a_meeting(
    table: Roundtable, clerk: Client, officer: Client, superuser: psycopg.Connection
) -> None:
    """Another writer may agree a plan whose steps are its own agency's; at an open meeting everybody's."""
    address, place = begin(officer, table), place_of(superuser, table.advocate.person)
    write(officer, address, new__1__what="Ride home", new__1__owner=place)
    assert agree(officer, table, superuser) == 403
    assert rows(superuser, table, "r.state", "meetings_plan") == [("DRAFT",)]
    assert rows(superuser, table, "r.id", "meetings_task") == []
    open_with(table.clerk, table.number, youth_id(superuser, table), [table.officer], TODAY)
    assert agree(officer, table, superuser) == 302
    assert rows(superuser, table, "r.owner_agency_id, r.asked_by_agency_id", "meetings_task") == [
        (table.advocate.agency, table.officer.agency)
    ]


def test_the_aftercare_checklist_is_owned_or_not_needed_before_it_is_agreed(
    table: Roundtable, clerk: Client, superuser: psycopg.Connection
) -> None:
    """Seven points with a day counted back from the return; blank ones are marked, and refuse in words."""
    address = begin(clerk, table, "aftercare")
    back = TODAY + timedelta(days=40)
    write(clerk, address, returning_on=back.isoformat())
    points = rows(superuser, table, "r.id, r.code, r.due_on", "meetings_planstep", "r.position")
    assert [code for _, code, _ in points] == [point.value for point in AftercareStep]
    assert {due for _, _, due in points} == {back - timedelta(days=14)}
    assert text_of(clerk, address).count("plan-step--blank") == 7
    assert agree(clerk, table, superuser, "aftercare") == 400
    page = clerk.post(
        table.at("plans", "aftercare", "state"), {"what": "agree", "revision": 2, "agreed_on": TODAY, "review_on": back}
    )
    assert "Enrolled in a school: say who does it, or why it is not needed." in page.content.decode()
    place = place_of(superuser, table.officer.person)
    typed = {f"step-{step}-owner": place for step, _, _ in points[1:]}
    typed |= {f"step-{points[0][0]}-not_needed": "she lives with her aunt"}
    assert clerk.post(address, {**new_plan_form(clerk, address), **typed}).status_code == 302
    assert "not needed, because she lives with her aunt" in text_of(clerk, table.at("plans"))
    assert agree(clerk, table, superuser, "aftercare") == 302
    owed = rows(superuser, table, "r.kind, r.due_on", "meetings_task")
    assert owed == [("AFTERCARE", back - timedelta(days=14))] * 6
    assert rows(superuser, table, "r.id", "youths_safetyplan") == [], "an aftercare plan is no safety plan"


def test_who_may_read_may_say_that_the_agency_agrees_and_others_may_not(
    table: Roundtable, clerk: Client, browser: Browser, superuser: psycopg.Connection
) -> None:
    """The school reads plans while the youth is on the open agenda, and agrees then; it never writes them."""
    write(clerk, begin(clerk, table), concerns="A man waits", new__1__what="Ride", new__1__who="Aunt")
    teacher = browser(table.teacher.username)
    page = text_of(teacher, table.at("plans"))
    assert "Not shared with you." in page
    assert "A man waits" not in page
    assert do(teacher, table, "assent", revision=2) == 403
    open_with(table.clerk, table.number, youth_id(superuser, table), [table.teacher], TODAY)
    assert "A man waits" in text_of(teacher, table.at("plans"))
    assert do(teacher, table, "assent", revision=2) == 302
    assert do(teacher, table, "assent", revision=2) == 302, "saying it twice is saying it once"
    assert len(rows(superuser, table, "r.id", "meetings_planassent")) == 1
    assert do(teacher, table, "begin", "aftercare") == 403
    assert teacher.get(table.at("plans", "safety")).status_code == 403


def test_no_plan_and_not_shared_do_not_look_the_same(table: Roundtable, clerk: Client, browser: Browser) -> None:
    """One page says that none is agreed, the other that nothing is shared."""
    assert "No safety plan is agreed, and none is being written" in text_of(clerk, table.at("plans"))
    page = text_of(browser(table.teacher.username), table.at("plans"))
    assert "Not shared with you." in page
    assert "is agreed" not in page


def test_strangers_learn_nothing_and_a_lapsed_agreement_is_named(
    table: Roundtable, clerk: Client, browser: Browser, superuser: psycopg.Connection
) -> None:
    """Eve is told that there is no such youth, Finn which rule keeps him out; neither changes anything."""
    begin(clerk, table)
    for path in (("plans",), ("plans", "safety")):
        assert browser("eve").get(table.at(*path)).status_code == 404
        assert browser("finn").get(table.at(*path)).status_code == 403
    for who, status in (("eve", 404), ("finn", 403)):
        for what in ("begin", "assent", "agree", "drop"):
            assert do(browser(who), table, what, revision=1) == status
        assert browser(who).post(table.at("plans", "safety"), {"concerns": "x"}).status_code == status
    lapsed = new_member(
        Table.objects.using("owner").select_related("county").get(pk=table.clerk.table), Role.PROB, agreement_until=date(2021, 1, 1)
    )
    assert browser(lapsed.username).get(table.at("plans")).status_code == 403
    assert rows(superuser, table, "r.state, r.revision", "meetings_plan") == [("DRAFT", 1)]


def test_no_step_is_asked_for_by_a_day_that_has_passed(table: Roundtable, clerk: Client, superuser: psycopg.Connection) -> None:
    """Said at the field; what was typed stays, and a day that stood there before may stay. Not where notes of a meeting held on
    paper are typed in."""
    address, gone = begin(clerk, table), (TODAY - timedelta(days=3)).isoformat()
    answer = write(clerk, address, new__1__what="Ride home", new__1__who="Aunt", new__1__due_on=gone)
    assert answer.status_code == 400
    assert '<a href="#id_new-1-due_on">By when? This day has passed.</a>' in answer.content.decode()
    assert plan_form_on(answer)["new-1-due_on"] == gone
    assert write(clerk, address, new__1__what="Ride home", new__1__who="Aunt", new__1__due_on=TODAY.isoformat()).status_code == 302
    superuser.execute("UPDATE meetings_planstep SET due_on = %s WHERE youth_id = %s", [gone, youth_id(superuser, table)])
    assert write(clerk, address, concerns="A man waits").status_code == 302, "it stood there before"
    assert write(clerk, address, new__1__what="Call", new__1__who="Aunt", new__1__due_on=gone).status_code == 400
    open_with(table.clerk, table.number, youth_id(superuser, table), [table.clerk], TODAY - timedelta(days=4))
    assert write(clerk, address, new__1__what="Call", new__1__who="Aunt", new__1__due_on=gone).status_code == 302
