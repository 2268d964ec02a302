"""Text that looks like markup, SQL, a formula or a template is text: on every page, in every field, in the search."""

from collections.abc import Callable
from html import escape
from urllib.parse import quote

import psycopg
import pytest
from django.test import Client

from safetynet.config.home import Home
from safetynet.policy.vocabulary import Role
from tests.factories.people import Member, new_member, new_table
from tests.integration.web.paper import fill, form_on
from tests.integration.web.places import youth_of

Browser = Callable[..., Client]
HOSTILE = (
    "<script>alert('otter')</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea></select></title><svg onload=alert(1)>",
    "'; DROP TABLE youths_youth; --",
    "x' OR '1'='1",
    "Robert'); SELECT pg_sleep(9);--",
    "{{ 7 * 7 }}{% raw %}${7*7}#{7*7}",
    "%(number)s %s %% %d",
    '=HYPERLINK("http://example.test","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3 +1 \t=1",
    "javascript:alert(1)",
    "\u202egnirts desrever\u202c \u200b\u2028 ünï©ødé 💡",
    "\\x41 \\u0041 &lt;b&gt; &amp;amp;",
)


@pytest.fixture(scope="module")
def place(home: Home) -> tuple[Member, str]:
    """A coordinator, and a youth at a table of her own."""
    member = new_member(new_table(), Role.COORD)
    return member, youth_of(member, "Plover")


def shown(page: str, words: str) -> bool:
    """Whether the words stand on the page as text, escaped the way the house escapes."""
    as_text = escape(words).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")
    return as_text in page or escape(words) in page


def harmless(page: str) -> None:
    """Nothing of it became markup, an attribute or a number."""
    for live in ("<script>alert", "<img src=x", "<svg onload", "<b>", "</textarea></select>"):
        assert live not in page, live
    assert "49${" not in page


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_it_is_text_on_every_page(browser: Browser, place: tuple[Member, str], superuser: psycopg.Connection, words: str) -> None:
    """In a short field, a long one, a remark and a reason: on the file, the form, the history; kept letter for letter."""
    client, file = browser(place[0].username), f"/youths/{place[1]}/"
    sent = {"name": words, "source_note": f"note {words}"}
    assert fill(client, f"{file}add/alias/", **sent).status_code == 302
    claim, kept = superuser.execute("SELECT id, name FROM youths_alias ORDER BY id DESC LIMIT 1").fetchone()
    assert kept == words.strip()
    assert fill(client, f"{file}add/meetingnote/", text=f"{words}\n{words}").status_code == 302
    correct = client.get(f"{file}alias/{claim}/")
    assert form_on(correct, "name")["name"] == words.strip()
    assert fill(client, f"{file}alias/{claim}/", reason=f"because {words}").status_code == 302
    pages = [client.get(f"{file}{where}").content.decode() for where in ("", f"alias/{claim}/history/", "looks/", "authority/")]
    for page in (*pages, correct.content.decode()):
        harmless(page)
    assert shown(pages[0], words.strip())
    assert shown(pages[1], f"because {words}".strip())


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_it_is_text_in_the_search(browser: Browser, place: tuple[Member, str], superuser: psycopg.Connection, words: str) -> None:
    """Echoed as text, never part of the question, and not in the log."""
    client = browser(place[0].username)
    answer = client.get("/youths/", {"q": words})
    assert answer.status_code == 200
    harmless(answer.content.decode())
    assert shown(answer.content.decode(), words.strip())
    said = superuser.execute(
        "SELECT subject || detail::text FROM audit.entry WHERE person = %s AND action = 'search' ORDER BY at DESC LIMIT 1",
        [place[0].person],
    ).fetchone()[0]
    assert words.strip() not in said


def test_a_name_that_is_markup_is_found_and_listed_as_text(browser: Browser, place: tuple[Member, str]) -> None:
    """In the list, the title of the file, the desk, the meeting's candidates."""
    client = browser(place[0].username)
    form = form_on(client.get("/youths/refer/"), "submission")
    form |= {
        "last_name": "<script>alert('heron')</script>",
        "first_name": "{{ 7 * 7 }}",
        "referred_on": "2025-02-03",
        "source": "COURT",
    }
    address = client.post("/youths/refer/", form).headers["Location"]
    for page in (
        client.get(address),
        client.get("/youths/"),
        client.get("/youths/?q=<script>alert"),
        client.get("/"),
        client.get("/meetings/"),
    ):
        assert page.status_code == 200
        harmless(page.content.decode())
    assert shown(client.get("/youths/").content.decode(), "<script>alert('heron')</script>")


def test_what_is_refused_is_shown_as_text_too(browser: Browser, place: tuple[Member, str]) -> None:
    """A form that comes back with its errors, and the addresses of pages that are not there."""
    client = browser(place[0].username)
    form = form_on(client.get(f"/youths/{place[1]}/add/placement/"), "submission")
    for words in HOSTILE:
        answer = client.post(
            f"/youths/{place[1]}/add/placement/", {**form, "placement_kind": words, "place": words, "begins": words}
        )
        assert answer.status_code == 400
        harmless(answer.content.decode())
        missing = client.get(f"/youths/{quote(words.replace('/', ''))}/")
        assert missing.status_code in (400, 404)
        harmless(missing.content.decode())
