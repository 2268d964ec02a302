"""After each change of an agenda the page goes on where the coordinator was, without a script."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from .own_table import OwnTable

pytestmark = pytest.mark.xdist_group("meetings")
DAY = date(2032, 2, 3)
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
