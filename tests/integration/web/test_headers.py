"""The walls of the browser stand on every answer, whatever its status."""

import re
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.http import HttpResponse
from django.test import Client

from safetynet.config.home import Home
from tests.integration.web.matrix import Line, lines
from tests.integration.web.places import found_places

Browser = Callable[..., Client]

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
}
PLAIN = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "SafetyNet",
}


@pytest.fixture(scope="module")
def addresses(home: Home) -> Iterator[list[Line]]:
    """Every address of the house."""
    with psycopg.connect(**home.address().admin_dsn(), autocommit=True) as superuser, found_places(superuser) as places:
        yield list(lines(places))


def check(answer: HttpResponse, *, kept: bool = False) -> None:
    """All headers of one answer; ``kept`` for files that are the same for everybody, which a browser may keep."""
    said = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
    assert said == POLICY
    for name, value in PLAIN.items():
        assert answer.headers[name] == value, (name, answer.status_code)
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    assert ("immutable" if kept else "no-store") in answer.headers["Cache-Control"], answer.status_code
    assert not {"X-Powered-By", "Via", "ETag", "Last-Modified"} & set(answer.headers) or kept


@pytest.mark.parametrize("username", ["", "ada", "finn", "eve"])
def test_every_page_carries_them(browser: Browser, addresses: list[Line], username: str) -> None:
    """Pages, redirects, refusals and what is not there, for somebody who sees much, little, nothing, and for nobody."""
    client = browser(username, raise_request_exception=False)
    seen = set()
    for line in addresses:
        answer = client.get(line.address)
        check(answer)
        seen.add(answer.status_code)
    assert seen >= {"": {200, 302}, "ada": {200, 302, 403, 404, 405}, "finn": {200, 403}, "eve": {200, 404}}[username]


def test_what_is_refused_before_anybody_is_asked_for(browser: Browser) -> None:
    """Forged forms, other sites, strange methods, octets that no text holds, other hosts, files of no size anybody has."""
    client = browser("ada", raise_request_exception=False)
    strict = browser("", enforce_csrf_checks=True)
    answers = {
        "forged": strict.post("/accounts/login/", {"login": "ada"}),
        "other site": client.post("/purpose/", {"purpose": "REVIEW"}, headers={"Sec-Fetch-Site": "cross-site"}),
        "method": client.delete("/youths/"),
        "octet": client.get("/youths/?q=a%00b"),
        "host": client.get("/", SERVER_NAME="elsewhere.example"),
        "size": client.post("/workbooks/", b"x", content_type="text/plain", CONTENT_LENGTH=str(2**31)),
    }
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "forged": 403, "other site": 403, "method": 405, "octet": 400, "host": 400, "size": 413,
    }  # fmt: skip
    for answer in answers.values():
        check(answer)


def test_a_broken_page_carries_them(browser: Browser, superuser: psycopg.Connection) -> None:
    """With the log broken every page is a failure of ours: plain words, no trace, all headers."""
    client = browser("ada", raise_request_exception=False)
    superuser.execute("ALTER TABLE audit.entry ADD CONSTRAINT broken CHECK (false) NOT VALID")
    try:
        answer = client.get("/youths/")
    finally:
        superuser.execute("ALTER TABLE audit.entry DROP CONSTRAINT broken")
    assert answer.status_code == 500
    check(answer)
    page = answer.content.decode()
    assert "Something went wrong on our side." in page
    assert not re.search(r"Traceback|psycopg|audit\.entry|SELECT|File &quot;|/site-packages/", page)


def test_files_of_our_own_may_be_kept_and_nothing_else_is_served(browser: Browser) -> None:
    """The stylesheet is found under a name that changes with it; a file that is not there is no-store like any page."""
    client = browser("")
    page = client.get("/accounts/login/").content.decode()
    found = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert {address.rpartition(".")[2] for address in found} == {"css", "js", "svg"}
    for address in found:
        assert re.search(r"\.[0-9a-f]{12}\.", address)
        answer = client.get(address)
        assert answer.status_code == 200
        check(answer, kept=True)
        b"".join(answer.streaming_content)
        answer.close()
    for address in ("/static/nothing.css", "/static/", "/static/../settings.py", "/static/%2e%2e/manifest"):
        answer = client.get(address)
        assert answer.status_code == 404, address
        check(answer)


def test_a_page_names_no_other_site_and_runs_nothing_inline(browser: Browser) -> None:
    """What the policy refuses is not on the pages in the first place."""
    client = browser("ada")
    for address in (
        "/",
        "/youths/",
        "/youths/01-0253/",
        "/youths/01-0253/add/placement/",
        "/meetings/",
        "/county/",
        "/accounts/login/",
    ):
        page = client.get(address).content.decode()
        assert not re.search(r"https?://(?!www\.w3\.org)", page), address
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|javascript:", page), address


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_can_only_lead_here_by_a_link(browser: Browser, site: str) -> None:
    """A link is followed; a frame, an image, a script or a form of another site gets nothing."""
    client = browser("ada")
    link = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate"}
    assert client.get("/youths/", headers=link).status_code == 200
    assert client.post("/purpose/", {"purpose": "REVIEW"}, headers=link).status_code == 403
    for mode in ("no-cors", "cors", "same-origin"):
        assert client.get("/youths/", headers={**link, "Sec-Fetch-Mode": mode}).status_code == 403
