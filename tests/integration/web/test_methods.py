"""An address serves the methods it is made for, takes no form without its token, and changes nothing when it is only asked."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.test import Client

from safetynet.config.home import Home
from tests.integration.web.conftest import Snapshot
from tests.integration.web.matrix import Line, lines, written
from tests.integration.web.places import found_places

Browser = Callable[..., Client]
STRANGE = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND")


@pytest.fixture(scope="module")
def addresses(home: Home) -> Iterator[list[Line]]:
    """One address of each name."""
    with psycopg.connect(**home.address().admin_dsn(), autocommit=True) as superuser, found_places(superuser) as places:
        yield list({line.name: line for line in reversed(list(lines(places)))}.values())


def test_no_address_serves_another_method(browser: Browser, addresses: list[Line], snapshot: Snapshot) -> None:
    """Nothing but GET, HEAD and POST is served anywhere, token or no token; the answer names what is."""
    client = browser("ada")
    before = snapshot()
    for line in addresses:
        for method in STRANGE:
            answer = client.generic(method, line.address)
            assert answer.status_code == 405, (method, line.address)
            assert answer.headers["Allow"] == "GET, HEAD, POST"
    assert snapshot() == before


def test_head_is_get_without_the_page(browser: Browser, addresses: list[Line]) -> None:
    """The same status, no body."""
    client = browser("ada")
    for line in addresses:
        asked = client.head(line.address)
        assert asked.content == b"", line.address
        assert asked.status_code == client.get(line.address).status_code, line.address


def test_pages_to_read_take_no_form(browser: Browser, addresses: list[Line]) -> None:
    """POST to a page without a form is refused as a method."""
    client = browser("ada")
    served = {words.partition(" (")[0].split()[0]: " POST " in f" {row[46:56]} " for words, row in written().items()}
    reading = [line for line in addresses if not served[line.name]]
    assert {line.name for line in reading} >= {"desk", "youths", "file", "history", "looks", "county", "meetings"}
    for line in reading:
        assert client.post(line.address, {"what": "x"}).status_code == 405, line.address


def test_every_form_needs_its_token(browser: Browser, addresses: list[Line], snapshot: Snapshot) -> None:
    """Without the token, and with a wrong one, every POST is refused, whoever sends it, and nothing changes."""
    signed_in = browser("ada").cookies
    before = snapshot()
    for token in ("", "x" * 32, "A" * 64):
        client = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
        client.cookies.update(signed_in)
        for line in addresses:
            answer = client.post(
                line.address, {"csrfmiddlewaretoken": token, "what": "publish", "reason": "x", "purpose": "REVIEW"}
            )
            assert answer.status_code == 403, line.address
            assert "This form is too old, or it did not come from this site." in answer.content.decode()
    assert snapshot() == before


def test_anothers_token_is_no_token(browser: Browser) -> None:
    """The token belongs to the browser that got the page."""
    sender, other = (Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True) for _ in range(2))
    for client in (sender, other):
        client.cookies.update(browser("ada").cookies)
        client.get("/purpose/")
    token = other.cookies["csrf"].value
    assert sender.post("/purpose/", {"purpose": "REVIEW", "csrfmiddlewaretoken": token}).status_code == 403
    own = sender.cookies["csrf"].value
    assert sender.post("/purpose/", {"purpose": "REVIEW", "csrfmiddlewaretoken": own}).status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "/youths/01-0253/identity/99999999999999999999/history/",
        "/youths/01-0253/identity/99999999999999999999/",
        "/workbooks/99999999999999999999/",
        "/workbooks/held/99999999999999999999/",
        "/youths/%00/",
        "/youths/?q=%00",
        "/youths/?after=%00",
        "/youths/?after=a|b|%C2%B2",
        "/youths/?after=a|b|99999999999999999999",
        "/youths/?after=|||||||",
        "/youths/?workbook=%C2%B2",
        "/youths/?workbook=99999999999999999999",
        "/youths/?q=" + "a" * 4000,
        "/youths/?q=%ED%A0%80",
        "/youths/?q=1/2/99999",
        "/youths/?q=%25%27%22%5C",
        "/youths/%F0%9F%92%A9/",
        "/youths/..%2f..%2fetc/",
        "/meetings/9999-12-31/",
        "/meetings/0000-00-00/",
        "/workbooks/?table=%C2%B2",
        "/workbooks/held/?page=99999999999999999999",
        "/workbooks/held/?page=-1",
        "/workbooks/held/?page=%C2%B2",
    ],
)
def test_nonsense_in_an_address_is_no_failure_of_ours(browser: Browser, address: str) -> None:
    """Numbers too large for PostgreSQL, digits that are none, octets that no text holds: a plain answer, never 500."""
    assert browser("ada").get(address).status_code in (200, 400, 404)


NONSENSE = (
    ("/meetings/prepare/", {"day": "9999-12-31"}),
    ("/meetings/prepare/", {"day": "2026-02-30"}),
    ("/meetings/prepare/", {"day": "²"}),
    ("/workbooks/duplicates/", {"pair": "99999999999999999999"}),
    ("/workbooks/duplicates/", {"pair": "²"}),
    ("/workbooks/", {"table": "99999999999999999999"}),
    ("/youths/01-0253/authority/", {"what": "revoke", "paper": "99999999999999999999"}),
    ("/youths/01-0253/authority/", {"what": "end", "paper": "²"}),
    ("/youths/01-0253/authority/", {"what": "consent", "consent-begins": "9999-12-31"}),
    ("/youths/01-0253/add/alias/", {"name": "a\0b", "submission": "no uuid"}),
    ("/youths/01-0253/add/charge/", {"arrest": "99999999999999999999"}),
    ("/youths/01-0253/identity/1/", {"replaces": "99999999999999999999", "reason": "x"}),
    ("/youths/refer/", {"last_name": "\0"}),
    ("/purpose/", {"purpose": "²"}),
    ("/accounts/login/", {"login": "a\0b", "password": "\0", "purpose": "MEETING"}),
)


def test_nonsense_in_a_form_is_no_failure_of_ours(browser: Browser, snapshot: Snapshot) -> None:
    """A plain answer, and nothing is changed."""
    client = browser("ada", raise_request_exception=False)
    before = snapshot()
    for address, form in NONSENSE:
        assert client.post(address, form).status_code in (200, 302, 400, 403, 404, 409), (address, form)
    assert snapshot() == before
