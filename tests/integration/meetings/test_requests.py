"""What a partner asks the table to discuss: on top of those who wait for the agenda, and never lost to whoever asked."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from safetynet.kernel import clock
from safetynet.kernel.codes import SourceType
from safetynet.meetings import actions
from safetynet.meetings.actions.turns import give_turn
from safetynet.meetings.queries.requests import find_requests

from .own_table import OwnTable
from .packet_help import words

pytestmark = pytest.mark.xdist_group("meetings")
TODAY = clock.today()
Browser = Callable[..., Client]
WHY = "Before the hearing on Monday"


@pytest.fixture
def asked(own: OwnTable, browser: Browser) -> Browser:
    """Probation has asked for the first youth."""
    sent = {"why": WHY, "asked_on": TODAY.isoformat(), "submission": str(uuid4()), "source_type": next(iter(SourceType)).value}
    assert browser(own.kai.username).post(f"/youths/{own.youths[0][1]}/add/reviewrequest/", sent).status_code == 302
    return browser


def became(own: OwnTable) -> list[str]:
    """What became of what Probation asked."""
    return [each.taken_up for each in find_requests(own.door(own.kai))]


def test_whom_a_partner_asked_for_stands_on_top_of_those_who_wait(own: OwnTable, asked: Browser) -> None:
    """In a group of their own with the partner's words; added from there, the line keeps them."""
    agenda = own.compose(TODAY, youths=0)
    ada, address = asked(own.ada.username), f"/meetings/{TODAY}/"
    page = words(ada.get(address))
    partners = page.split("Asked for by a partner 1")[1].split("Others with a reason")[0]
    assert WHY in partners
    assert own.youths[0][1] not in page.split("Others with a reason")[1].split("Seats")[0]
    ada.post(address, {"what": "add", "number": own.youths[0][1]})
    [line] = own.agenda(TODAY).lines
    assert any(reason.startswith("A partner asked") for reason in line.reasons)
    assert [each.why for each in line.asked] == [WHY]
    assert "Asked for by a partner 0" in words(ada.get(address))
    assert agenda.lines == []


def test_whoever_asked_reads_what_became_of_it(own: OwnTable, asked: Browser) -> None:
    """Not yet, on the agenda of a day, not when its turn never came, discussed; nobody else reads the request there."""
    (youth, number), (_, other) = own.youths[:2]
    assert became(own) == ["Not yet taken up"]
    agenda = own.compose(TODAY, youths=2)
    assert became(own) == [f"On the agenda of {words_of(TODAY)}"]
    page = words(asked(own.kai.username).get("/follow-ups/"))
    assert f"On the agenda of {words_of(TODAY)}. Asked on {words_of(TODAY)}: &ldquo;{WHY}&rdquo;" in page
    assert WHY not in words(asked(own.cleo.username).get("/follow-ups/"))
    own.open(agenda)
    give_turn(door=own.door(own.ada), meeting_id=agenda.meeting, item_id=next(x.id for x in agenda.lines if x.number == other))
    own.close(agenda)
    following = TODAY + timedelta(days=7)
    assert became(own) == [f"On the agenda of {words_of(following)}"], "its turn never came: it was carried over"
    [line] = [each for each in own.agenda(following).lines if each.youth == youth]
    actions.remove_item(door=own.door(own.ada), meeting_id=own.agenda(following).meeting, item_id=line.id)
    assert became(own) == ["Not yet taken up"]
    assert number == line.number


def test_a_youth_who_had_the_turn_was_discussed(own: OwnTable, asked: Browser) -> None:
    """After the meeting is closed, with its day."""
    agenda = own.open(own.compose(TODAY, youths=1))
    give_turn(door=own.door(own.ada), meeting_id=agenda.meeting, item_id=agenda.lines[0].id)
    own.close(agenda)
    assert became(own) == [f"Discussed on {words_of(TODAY)}"]


def words_of(day: object) -> str:
    """The day as pages say it."""
    return f"{day:%a} {day.day} {day:%b %Y}"
