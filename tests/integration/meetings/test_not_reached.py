"""Youths whose turn never came: nobody vanishes when a meeting is closed, and its minutes do not say that nothing was decided."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from safetynet.kernel.faults import Conflict
from safetynet.meetings import actions
from safetynet.meetings.actions.closing import access_closing, confirm_attendance, confirm_read_back, say_not_there
from safetynet.meetings.actions.turns import give_turn
from safetynet.meetings.queries.agendas import Agenda
from safetynet.meetings.rules.compose import ReasonCode

from .own_table import OwnTable
from .packet_help import one_line, read_pages, words

pytestmark = pytest.mark.xdist_group("meetings")
DAY, NEXT = date(2031, 12, 2), date(2031, 12, 9)
CLOSING = f"/meetings/{DAY}/closing/"
Browser = Callable[..., Client]


@pytest.fixture
def agenda(own: OwnTable) -> Agenda:
    """A meeting in session with three youths, for two reasons each; the first had the turn."""
    agenda = own.open(own.compose(DAY, ReasonCode.NEW_REFERRAL, ReasonCode.PARTNER_ASKED))
    give_turn(door=own.door(own.ada), meeting_id=agenda.meeting, item_id=agenda.lines[0].id)
    return agenda


def make_all_else_whole(own: OwnTable, agenda: Agenda) -> None:
    """Roll and reading; only the turns are left."""
    ada = own.door(own.ada)
    say_not_there(door=ada, meeting_id=agenda.meeting, seats=list(agenda.seats))
    confirm_attendance(door=ada, meeting_id=agenda.meeting)
    confirm_read_back(door=ada, meeting_id=agenda.meeting)


def test_nobody_whose_turn_never_came_is_lost_at_closing(own: OwnTable, agenda: Agenda, browser: Browser) -> None:
    """Closing names how many wait; all go to the next agenda with one button, with the reasons for which they stood here."""
    make_all_else_whole(own, agenda)
    ada, client = own.door(own.ada), browser(own.ada.username)
    with pytest.raises(Conflict, match="2 youths have not had their turn"):
        actions.close_meeting(door=ada, meeting_id=agenda.meeting)
    assert "2 youths have not had their turn : carry all over to the next agenda, or give a reason" in words(client.get(CLOSING))
    client.post(CLOSING, {"what": "carry all"})
    page = words(client.get(CLOSING))
    assert "2 youths are on the agenda of Tue 9 Dec 2031" in page
    assert "On a later agenda:" in page
    following = own.agenda(NEXT)
    assert {line.youth for line in following.lines} == {youth for youth, _ in own.youths[1:]}
    for line in following.lines:
        assert list(line.reasons) == [
            "Carried over from Tue 2 Dec 2031: not reached", "New referral on Tue 2 Dec 2031", "A partner asked on Tue 2 Dec 2031",
        ]  # fmt: skip
    actions.close_meeting(door=ada, meeting_id=agenda.meeting)


def test_one_is_carried_over_and_another_is_given_a_reason(own: OwnTable, agenda: Agenda, browser: Browser) -> None:
    """Each by itself; then nothing is left to say, and who was deferred is proposed again."""
    make_all_else_whole(own, agenda)
    client, (_, second, third) = browser(own.ada.username), agenda.lines
    client.post(CLOSING, {"what": "carry", "item": second.id})
    ada = own.door(own.ada)
    with pytest.raises(Conflict, match="1 youth has not had a turn"):
        actions.close_meeting(door=ada, meeting_id=agenda.meeting)
    assert client.post(CLOSING, {"what": "defer", "item": third.id, "why": " "}).status_code == 403, "no reason is none"
    client.post(CLOSING, {"what": "defer", "item": third.id, "why": "Her worker had to leave"})
    assert access_closing(ada, agenda.meeting).waiting == []
    assert [line.number for line in own.agenda(NEXT).lines] == [second.number]
    assert "Her worker had to leave" in words(client.get(CLOSING))


def test_the_minutes_say_who_was_not_reached(own: OwnTable, agenda: Agenda, browser: Browser) -> None:
    """On the page and on paper, with the day on which the table comes back to the youth; agencies read how many."""
    own.close(agenda)
    client = browser(own.ada.username)
    address = f"/meetings/{DAY}/minutes/"
    page, paper = words(client.get(address)), one_line(" ".join(read_pages(client.get(f"{address}pdf/").content)))
    for text in (page, paper):
        assert text.count("Not reached; on the agenda of Tue 9 Dec 2031.") == 2
        assert text.count("Nothing was decided.") == 1, "of the youth who had the turn"
    nameless = (words(client.get(f"{address}?for=agencies")),
                one_line(" ".join(read_pages(client.get(f"{address}pdf/?for=agencies").content))))  # fmt: skip
    for text in nameless:
        assert "3 youths on the agenda, 2 of them not reached." in text
    assert "Not reached" in words(browser(own.cleo.username).get(address)), "the same for every reader"


def test_a_meeting_on_paper_asks_for_no_turns(own: OwnTable, browser: Browser) -> None:
    """Where nobody took down whose turn it was, every youth counts as discussed; the page says so."""
    agenda = own.open(own.compose(DAY))
    make_all_else_whole(own, agenda)
    assert "every youth who was not deferred counts as discussed" in words(browser(own.ada.username).get(CLOSING))
    actions.close_meeting(door=own.door(own.ada), meeting_id=agenda.meeting)
    assert "Not reached" not in words(browser(own.ada.username).get(f"/meetings/{DAY}/minutes/"))


def test_a_follow_up_of_the_meeting_counts_as_discussed(own: OwnTable, agenda: Agenda) -> None:
    """The table decided something about the youth, whether somebody pressed the button of the turn or not."""
    waiting = [line.youth for line in access_closing(own.door(own.ada), agenda.meeting).waiting]
    assert waiting == [youth for youth, _ in own.youths[1:]]
    own.task(own.youths[1][0], meeting_id=agenda.meeting, due_on=DAY + timedelta(days=7))
    waiting = [line.youth for line in access_closing(own.door(own.ada), agenda.meeting).waiting]
    assert waiting == [own.youths[2][0]]
