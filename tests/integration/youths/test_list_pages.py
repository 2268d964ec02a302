"""The pages of the list: each youth once, in order, and no name in an address."""

import re
from collections.abc import Callable

import psycopg
from django.test import Client

NEXT = re.compile(r'rel="next" href="([^"]+)"')
LINE = re.compile(r'href="/youths/(\d\d-\d{4,})/"')
Browser = Callable[..., Client]


def test_the_pages_hold_everybody_once_and_no_address_a_name(browser: Browser, superuser: psycopg.Connection) -> None:
    """From page to page as a browser goes; where the next page begins is told by a number."""
    rows = superuser.execute(
        """SELECT y.number, n.last, n.first FROM youths_youth y JOIN youths_nameentry n ON n.youth_id = y.id AND n."primary"
           JOIN governance_table t ON t.id = y.table_id WHERE t.name = 'SafetyNet Alameda County'
           ORDER BY n.last COLLATE "C", n.first COLLATE "C", y.id"""
    ).fetchall()
    client, address, listed = browser("ada"), "/youths/", []
    while address:
        page = client.get(address).content.decode()
        listed += dict.fromkeys(LINE.findall(page))
        found = NEXT.search(page)
        address = found[1] if found else ""
        assert not address or re.fullmatch(r"/youths/\?after=\d\d-\d{4,}", address)
    assert len(rows) > 100
    assert listed == [row[0] for row in rows]


def test_a_place_that_the_reader_cannot_see_is_the_beginning(browser: Browser) -> None:
    """Another table's number, and what is no number at all, tell nothing."""
    client = browser("ada")
    first = LINE.findall(client.get("/youths/").content.decode())
    for after in ("99-9999", "Heron|Wren|1", "' OR true --"):
        assert LINE.findall(client.get("/youths/", {"after": after}).content.decode()) == first
