"""The safety plan that an agency has put on the youth's file and the versions that the table writes know each other."""

from collections.abc import Callable
from datetime import date, timedelta

import psycopg
import pytest
from django.test import Client

from safetynet.config.home import Home
from safetynet.kernel import clock
from safetynet.youths.actions import Author, add_claim
from safetynet.youths.models import SafetyPlan, Youth
from tests.factories.people import Member

from .packet_help import words
from .plan_help import Roundtable, new_plan_form, new_roundtable, open_with

Browser = Callable[..., Client]
TODAY = clock.today()
AGREED, REVIEW = date(2026, 11, 12), date(2026, 12, 12)
DAY = date(2032, 1, 6)


@pytest.fixture
def table(home: Home) -> Roundtable:
    """A new table with a youth."""
    return new_roundtable("Fieldfare")


@pytest.fixture
def youth(table: Roundtable, superuser: psycopg.Connection) -> int:
    """The youth's id; Probation and the coordinator's agency each have a safety plan on file."""
    (youth,) = superuser.execute("SELECT id FROM youths_youth WHERE number = %s", [table.number]).fetchone()
    for who, concerns in ((table.officer, "A man waits at school\nThe motel"), (table.clerk, "Messages at night")):
        on_file(who, youth, table.number, concerns)
    return int(youth)


def on_file(who: Member, youth: int, number: str, concerns: str) -> None:
    """A safety plan as an agency puts it on the file."""
    add_claim(
        door=who.door(), kind=SafetyPlan, youth=Youth(pk=youth, table_id=who.table, number=number),
        values={"concerns": concerns, "steps": "- Phone at eight\n- Ride home", "agreed_on": AGREED, "review_on": REVIEW,
                "stay_away": "the bus stop", "youth_said": "My own room", "source_type": "AT_THE_TABLE"},
        by=Author(who.person, who.agency),
    )  # fmt: skip


def press(client: Client, table: Roundtable, **told: object) -> int:
    """A button of the plans' page."""
    return client.post(table.at("plans", "safety", "state"), told).status_code


def test_the_page_shows_the_plan_on_file_and_a_draft_begins_from_it(
    table: Roundtable, youth: int, browser: Browser, superuser: psycopg.Connection
) -> None:
    """Its words and steps stand in the draft; a plan that is not on file is refused; one may also start anew."""
    clerk = browser(table.clerk.username)
    page = words(clerk.get(table.at("plans")))
    assert "none is being written" not in page.split("Aftercare plan")[0]
    assert "The plan on file, agreed Thu 12 Nov 2026" in page
    assert "A man waits at school The motel" in page
    assert "Start a new safety plan, empty" in page
    assert press(clerk, table, what="begin", **{"from": "999999999"}) == 400
    (claim,) = superuser.execute(
        "SELECT id FROM youths_safetyplan WHERE youth_id = %s AND source_agency_id = %s", [youth, table.officer.agency]
    ).fetchone()
    assert press(clerk, table, what="begin", **{"from": str(claim)}) == 302
    form = new_plan_form(clerk, table.at("plans", "safety"))
    assert str(form["concerns"]).splitlines() == ["A man waits at school", "The motel"]
    assert (form["stay_away"], form["youth_said"]) == ("the bus stop", "My own room")
    steps = superuser.execute("SELECT what FROM meetings_planstep WHERE youth_id = %s ORDER BY position", [youth]).fetchall()
    assert steps == [("Phone at eight",), ("Ride home",)]


def test_agreeing_says_what_leaves_the_face_sheet(table: Roundtable, youth: int, browser: Browser) -> None:
    """What the same agency said before and the draft does not say leaves it; what another agency said stays."""
    clerk = browser(table.clerk.username)
    assert press(clerk, table, what="begin") == 302
    address = table.at("plans", "safety")
    clerk.post(address, {**new_plan_form(clerk, address), "concerns": "A new phone", "new-1-what": "Ride", "new-1-who": "Aunt"})
    page = words(clerk.get(table.at("plans")))
    assert "Leaves the face sheet , because your agency&rsquo;s plan on file is replaced" in page
    assert "does not say it: Messages at night; the bus stop." in page
    days = {"agreed_on": TODAY.isoformat(), "review_on": (TODAY + timedelta(days=30)).isoformat()}
    assert press(clerk, table, what="agree", revision=2, **days) == 302
    page = words(clerk.get(table.at("plans")))
    assert "Left the face sheet: Messages at night; the bus stop." in page
    assert "Marked as agreed by the table; no agency said so by itself." in page
    assert "The plan on file, agreed Thu 12 Nov 2026" in page, "that of Probation stands on"
    face = words(clerk.get(table.at()))
    assert "A new phone" in face
    assert "A man waits at school" in face
    assert "Messages at night" not in face.split("Safety concerns")[1].split("Trusted adults")[0]


def test_the_room_shows_the_plan_on_file(table: Roundtable, youth: int, browser: Browser) -> None:
    """To whoever reads plans there, until the table has agreed on a version of its own."""
    agenda = open_with(table.clerk, table.number, youth, [table.clerk, table.teacher], DAY)
    room = f"/meetings/{DAY}/room/?table={agenda.table}&item={agenda.lines[0].id}"
    clerk = browser(table.clerk.username)
    for client in (clerk, browser(table.teacher.username)):
        assert words(client.get(room)).count("Safety plan on file, agreed Thu 12 Nov 2026") == 2, "one of each agency"
    assert press(clerk, table, what="begin") == 302
    address = table.at("plans", "safety")
    clerk.post(address, {**new_plan_form(clerk, address), "new-1-what": "Ride", "new-1-who": "Aunt"})
    days = {"agreed_on": TODAY.isoformat(), "review_on": (TODAY + timedelta(days=30)).isoformat()}
    assert press(clerk, table, what="agree", revision=2, **days) == 302
    room_now = words(clerk.get(room))
    assert "Safety plan 1, agreed" in room_now
    assert "Safety plan on file" not in room_now
