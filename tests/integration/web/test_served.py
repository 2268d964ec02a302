"""The real server: what the wire shows, a database that goes away, people at once, TLS, and where no demo sign-in exists."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from safetynet.config.home import Home
from safetynet.config.instance import server_of
from safetynet.config.server import EmbeddedServer
from safetynet.config.server.processes import is_running_postgres
from tests.instances import own_instance
from tests.integration.web.serving import Answer, Wire, served

FILE = "/youths/01-0253/"
NAME = "Linnetview"
"""The family name of the youth in the file."""


@pytest.fixture(scope="module")
def house() -> Iterator[tuple[Home, int]]:
    """A demo county of its own, served."""
    with own_instance("served", "demo") as folder, served(folder) as (port, _):
        yield Home(folder), port


def test_the_server_does_not_say_what_it_is(house: tuple[Home, int]) -> None:
    """No name and no version of any software in any header, whatever the answer."""
    wire = Wire(house[1])
    answers = [
        wire.get("/accounts/login/"),
        wire.get("/"),
        wire.get("/nowhere/"),
        wire.get("/static/nothing.css"),
        wire.ask("TRACE", "/"),
        wire.ask("POST", "/accounts/login/", {}),
        wire.get("/", Host="elsewhere.example"),
    ]
    assert [answer.status for answer in answers] == [200, 302, 404, 404, 405, 403, 400]
    for answer in answers:
        assert answer.headers["server"] == "SafetyNet"
        said = " ".join(f"{name}: {value}" for name, value in answer.headers.items()).lower()
        assert not [word for word in ("granian", "django", "python", "wsgi", "x-powered-by") if word in said]
        assert answer.headers["cache-control"] == "no-store"


def test_cookies_are_for_the_server_alone(house: tuple[Home, int]) -> None:
    """No script reads them, no other site sends them; without TLS they are not marked Secure, or nobody could sign in."""
    wire = Wire(house[1]).sign_in("ada")
    again = Wire(house[1])
    lines = [*again.get("/demo/").cookies, *again.sign_in("ben").get("/demo/").cookies]
    lines += [line for line in wire.send("/demo/", {"username": "ada"}).cookies]
    assert {line.partition("=")[0].strip() for line in lines} >= {"csrf", "session"}
    for line in lines:
        assert "HttpOnly" in line
        assert "SameSite=Strict" in line
        assert "Domain" not in line


def test_people_at_once_never_see_each_others_rows(house: tuple[Home, int]) -> None:
    """Ada, Cleo, Eve and Hal ask for the same youth at the same time, over and over, on the same few connections."""
    wires = {name: Wire(house[1]).sign_in(name) for name in ("ada", "cleo", "eve", "hal")}

    def ask(name: str) -> list[tuple[str, Answer]]:
        return [(name, wires[name].get(FILE)) for _ in range(15)]

    with ThreadPoolExecutor(len(wires)) as crowd:
        answers = [pair for pairs in crowd.map(ask, wires) for pair in pairs]
    for name, answer in answers:
        assert answer.status == (200 if name in ("ada", "cleo") else 404), name
        assert (NAME in answer.text) == (name in ("ada", "cleo"))
        assert (f"{name.capitalize()} " in answer.text) == (answer.status == 200 or "house-bar__who" in answer.text)
        assert ("/add/placement/" in answer.text) == (name == "ada")
        others = {"Ada Alder", "Cleo Cedar", "Eve Elm", "Hal Hazel"} - {_full(name)}
        assert not [other for other in others if f'house-bar__who">{other}' in answer.text]


def test_a_database_that_goes_away_and_comes_back(house: tuple[Home, int]) -> None:
    """A plain page with 503 and no traceback, in page and log; when it is back, the same session goes on."""
    home, port = house
    wire = Wire(port).sign_in("ada")
    assert wire.get(FILE).status == 200
    pid = EmbeddedServer(home.database, home.socket_folder(), home.secret("postgres")).process_id()
    os.kill(pid, signal.SIGQUIT)
    deadline = time.monotonic() + 20
    while is_running_postgres(pid):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    for answer in (wire.get(FILE), wire.get("/youths/"), Wire(port).get("/demo/"), wire.ask("POST", FILE, {})):
        assert answer.status in (503, 403), answer.text
        assert NAME not in answer.text
        assert not [word for word in ("Traceback", "psycopg", "OperationalError", "socket", str(home.path)) if word in answer.text]
    assert "The database does not answer at the moment." in wire.get(FILE).text
    assert Wire(port).get("/accounts/login/").status == 200
    said = (home.path / "served.log").read_text()
    assert "OperationalError" in said
    assert not [word for word in ("Traceback", NAME, "01-0253") if word in said]
    with server_of(home):
        answers = [wire.get(FILE) for _ in range(10)]
    assert answers[-1].status == 200
    assert NAME in answers[-1].text


def test_behind_tls_cookies_are_secure_and_there_is_no_demo(house: tuple[Home, int]) -> None:
    """Served by https: Secure cookies with the prefix that binds them to this host, HSTS, and no demo sign-in."""
    with served(house[0].path, SAFETYNET_TLS="1") as (port, _):
        wire = Wire(port, always={"X-Forwarded-Proto": "https"})
        answer = wire.get("/accounts/login/")
        assert answer.status == 200
        assert answer.cookies
        for line in answer.cookies:
            assert line.strip().startswith("__Host-")
            assert "Secure" in line
            assert "Path=/" in line
        assert answer.headers["strict-transport-security"].startswith("max-age=63072000")
        assert wire.get("/demo/").status == 404
        assert wire.ask("POST", "/demo/", {"username": "ada"}).status in (403, 404)


def test_an_instance_that_is_not_synthetic_has_no_demo_sign_in() -> None:
    """The address does not exist, the page to sign in does not name it, and a form sent there signs nobody in."""
    with own_instance("real", "empty") as folder:
        assert Home(folder).facts()["synthetic"] is False
        with served(folder) as (port, _):
            _has_no_demo(Wire(port))


def _has_no_demo(wire: Wire) -> None:
    assert wire.get("/demo/").status == 404
    page = wire.get("/accounts/login/")
    assert page.status == 200
    assert "/demo/" not in page.text
    assert "SYNTHETIC" not in page.text
    token = wire.cookies["csrf"]
    answer = wire.ask("POST", "/demo/", {"username": "coordinator", "csrfmiddlewaretoken": token})
    assert answer.status == 404
    assert "session" not in wire.cookies
    assert wire.get("/").status == 302


def _full(name: str) -> str:
    return {"ada": "Ada Alder", "cleo": "Cleo Cedar", "eve": "Eve Elm", "hal": "Hal Hazel"}[name]
