"""The page of a table's meetings: which day is prepared next, what is missing of the copies, a meeting that was held on paper."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from safetynet.kernel import clock
from safetynet.meetings.actions.copies import say_missing
from safetynet.meetings.actions.packet import issue_copies, press
from safetynet.meetings.actions.prepare import next_to_prepare
from tests.cast import CAST

from .own_table import OwnTable
from .packet_help import words

pytestmark = pytest.mark.xdist_group("meetings")
TODAY = clock.today()
DAY = date(2032, 3, 2)
Browser = Callable[..., Client]


def test_the_next_day_is_one_that_is_still_to_be_held() -> None:
    """Today's own until its meeting is closed; then a week on, past whatever else is closed."""
    tuesday, week = date(2026, 11, 24), timedelta(days=7)
    assert next_to_prepare(1, tuesday, ()) == tuesday
    assert next_to_prepare(1, tuesday, {tuesday}) == tuesday + week
    assert next_to_prepare(1, tuesday - timedelta(days=1), {tuesday, tuesday + week}) == tuesday + 2 * week


def test_after_todays_meeting_the_page_proposes_the_next(own: OwnTable, browser: Browser) -> None:
    """The day in the form, and what the button says."""
    own.world.connection.execute("UPDATE governance_table SET meets_on = %s WHERE id = %s", [TODAY.weekday(), own.id])
    ada, following = browser(own.ada.username), TODAY + timedelta(days=7)
    agenda = own.open(own.compose(TODAY))
    assert f'value="{TODAY.isoformat()}"' in ada.get("/meetings/").content.decode()
    own.close(agenda)
    page = ada.get("/meetings/").content.decode()
    assert f'value="{following.isoformat()}"' in page
    assert "Compose a proposal" in page


def test_a_missing_copy_is_counted_beside_those_that_are_out(own: OwnTable, browser: Browser) -> None:
    """Said to be missing it is not out, and not nothing either."""
    agenda, ada = own.open(own.compose(DAY)), own.door(own.ada)
    seats = [seat for seat in agenda.seats if seat.person in (own.kai.person, own.cleo.person)]
    copies = issue_copies(door=ada, agenda=agenda, seats=seats, by=ada.reader.person, press=press()).copies
    say_missing(door=ada, agenda=own.agenda(DAY), copy_id=copies[0].pk, by=ada.reader.person)
    row = words(browser(own.ada.username).get("/meetings/")).split("Tue 2 Mar 2032")[1]
    assert row.split("In session")[1].split()[:5] == ["3", "0", "1", "1", "missing"]


def test_a_meeting_held_on_paper_has_an_entry_of_its_own(own: OwnTable, browser: Browser) -> None:
    """With the days that are possible; the agenda of such a day leads on, step by step. Whoever may not prepare finds none."""
    ada, day = browser(own.ada.username), TODAY - timedelta(days=6)
    page = ada.get("/meetings/").content.decode()
    assert "Write down a meeting held on paper (up to 7 days ago)" in page
    assert f'min="{(TODAY - timedelta(days=7)).isoformat()}" max="{(TODAY - timedelta(days=1)).isoformat()}"' in page
    assert "held on paper" not in browser(own.kai.username).get("/meetings/").content.decode()
    ada.post("/meetings/prepare/", {"day": day.isoformat()})
    steps = {"publish": "Open the meeting, below", "take back": "Make the agenda what it was"}
    for what, now in steps.items():
        ada.post(f"/meetings/{day}/state/", {"what": what})
        assert f"Now: {now}" in words(ada.get(f"/meetings/{day}/"))
    assert "This meeting was held on paper" not in words(browser(own.kai.username).get(f"/meetings/{day}/"))


def test_longer_ago_the_page_says_so(own: OwnTable, browser: Browser) -> None:
    """It is not a matter of sharing."""
    answer = browser(own.ada.username).post("/meetings/prepare/", {"day": (TODAY - timedelta(days=8)).isoformat()})
    assert answer.status_code == 403
    assert "<h1>Too long ago</h1>" in answer.content.decode()
    assert "Not shared with you" not in answer.content.decode()


def test_whoever_has_no_seat_is_told_that(own: OwnTable, browser: Browser) -> None:
    """The same words for a day with a meeting and for one without; with a seat elsewhere, nothing of this table either."""
    own.compose(DAY)
    eve, said = browser("eve"), []
    for day in (DAY, DAY + timedelta(days=1)):
        answer = eve.get(f"/meetings/{day}/")
        assert answer.status_code == 404
        said.append(words(answer))
    assert "You hold no seat at a table" in said[0]
    assert "Your table" not in said[0]
    assert said[0] == said[1]
    ada = words(browser("ada").get(f"/meetings/{DAY}/"))
    assert (
        "Your table has no meeting on Tue 2 Mar 2032 that is known to you. The page of the meetings lists those there are." in ada
    )


@pytest.mark.parametrize("page", ["", "plans/", "court/", "follow-ups/", "looks/", "add/identity/", "services/", "authority/"])
def test_whose_role_reads_no_record_is_told_that(own: OwnTable, browser: Browser, page: str) -> None:
    """The same words whether there is such a youth or not; somebody who reads records is told of that youth as ever."""
    there, nobody = own.youths[0][1], "99-9999"
    administrator = next(member.username for member in CAST if member.role.value == "ADM")
    answers = [browser(administrator).get(f"/youths/{number}/{page}") for number in (there, nobody)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert words(answers[0]) == words(answers[1])
    assert "Your role reads no record of a youth; you look after accounts and settings." in words(answers[0])
    assert f"There is no youth {nobody} that is known to you" in words(browser("ben").get(f"/youths/{nobody}/{page}"))
