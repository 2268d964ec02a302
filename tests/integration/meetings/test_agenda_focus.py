"""After each change of an agenda the page goes on where the coordinator was, without a script."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from safetynet.meetings.rules.compose import ReasonCode

from .own_table import OwnTable
from .packet_help import words

pytestmark = pytest.mark.xdist_group("meetings")
DAY, NEXT = date(2032, 2, 3), date(2032, 2, 10)
ADDRESS = f"/meetings/{DAY}/"
Browser = Callable[..., Client]


def focused(client: Client, **sent: object) -> str:
    """Send one change, follow it, and find what the page gives the focus to: ``line-7`` or ``line-7 up``."""
    answer = client.post(ADDRESS, sent, follow=True)
    assert answer.status_code == 200
    assert "#" not in answer.redirect_chain[0][0], "a part of the page in the address would take the focus away"
    page = answer.content.decode()
    [tag] = re.findall(r"<[^>]* autofocus[^>]*>", page)
    if tag.startswith("<tr"):
        return re.search(r'id="(line-\d+)"', tag).group(1)
    form = page[: page.index(tag)].rpartition("<form")[2]
    what, item = (re.search(rf'name="{name}" value="([^"]+)"', form).group(1) for name in ("what", "item"))
    return f"line-{item} {what}"


def test_the_focus_stays_where_the_change_was(own: OwnTable, browser: Browser) -> None:
    """On the same button; where that is gone with its line, on the line beside it; on the line that was added or put off."""
    agenda, ada = own.compose(DAY), browser(own.ada.username)
    first, second, third = (line.id for line in agenda.lines)
    assert focused(ada, what="down", item=first) == f"line-{first} down"
    assert focused(ada, what="up", item=first) == f"line-{first} up"
    assert focused(ada, what="section", item=second, section="IN_CUSTODY") == f"line-{second} section"
    assert focused(ada, what="section", item=second, section="OUT_OF_CUSTODY") == f"line-{second} section"
    assert focused(ada, what="defer", item=third, why="Her worker is ill") == f"line-{third}"
    assert focused(ada, what="take up", item=third) == f"line-{third}"
    assert focused(ada, what="remove", item=first) in (f"line-{second}", f"line-{third}")
    number = next(line.number for line in agenda.lines if line.id == first)
    added = focused(ada, what="add", number=number)
    assert added == f"line-{next(line.id for line in own.agenda(DAY).lines if line.number == number)}"


def test_the_page_as_it_is_opened_takes_no_focus(own: OwnTable, browser: Browser) -> None:
    """Nor for a line that is not there, or an address that somebody made up."""
    own.compose(DAY)
    ada = browser(own.ada.username)
    for asked in ("", "?line=99999999&did=up", "?line=first&did=%22%3E", "?line=&did=up"):
        assert " autofocus" not in ada.get(ADDRESS + asked).content.decode(), asked


def test_putting_a_youth_on_the_next_agenda_can_be_undone(own: OwnTable, browser: Browser) -> None:
    """The button names the day and asks why where the youth must come back; Undo brings the line back with its reasons."""
    agenda, ada = own.compose(DAY, ReasonCode.HEARING, ReasonCode.PARTNER_ASKED), browser(own.ada.username)
    line = agenda.lines[0]
    page = words(ada.get(ADDRESS))
    assert "Put on the agenda of Tue 10 Feb 2032" in page
    assert "Must come back (a hearing is near): why later?" in page
    answer = ada.post(ADDRESS, {"what": "carry", "item": line.id, "why": "the judge is away"}, follow=True)
    assert f"{line.number} now stands on the agenda of Tue 10 Feb 2032." in words(answer)
    [carried] = own.agenda(NEXT).lines
    assert carried.reasons[0] == "Carried over from Tue 3 Feb 2032: the judge is away"
    assert line.number not in [one.number for one in own.agenda(DAY).lines]
    assert focused(ada, what="undo", number=line.number) in answer_ids(ada)
    [back] = [one for one in own.agenda(DAY).lines if one.number == line.number]
    assert back.reasons == line.reasons
    assert own.agenda(NEXT).lines == []
    assert ada.post(ADDRESS, {"what": "undo", "number": line.number}).status_code == 409, "once"
    assert "now stands on" not in words(ada.get(f"{ADDRESS}?went=%3Cb%3E")), "an address that somebody made up says nothing"


def test_in_session_undo_takes_it_off_the_later_agenda_only(own: OwnTable, browser: Browser) -> None:
    """The line stays where it was all the time."""
    agenda, ada = own.open(own.compose(DAY)), browser(own.ada.username)
    line = agenda.lines[1]
    ada.post(ADDRESS, {"what": "carry", "item": line.id})
    assert [one.number for one in own.agenda(NEXT).lines] == [line.number]
    assert focused(ada, what="undo", number=line.number) == f"line-{line.id}"
    assert own.agenda(NEXT).lines == []
    assert own.agenda(DAY).lines == agenda.lines


def answer_ids(client: Client) -> list[str]:
    """The lines of the page."""
    return re.findall(r'id="(line-[0-9]+)"', client.get(ADDRESS).content.decode())
