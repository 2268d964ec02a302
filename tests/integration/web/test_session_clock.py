"""Idle screens lock, idle sessions end, no session lives for ever, and what was typed is kept (A4, A5)."""

import re
from uuid import uuid4

import psycopg
import pytest
from django.test import Client

from safetynet.config.home import Home
from safetynet.config.sessions import SessionStore
from safetynet.governance import actions
from safetynet.policy.vocabulary import Role
from tests.factories.people import BY, Member, new_member, new_table
from tests.integration.web.places import youth_of

PASSWORD = "a lantern over quiet water"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture(scope="module")
def june(home: Home) -> tuple[Member, str]:
    """A coordinator with a password, and the number of a youth at her table."""
    member = new_member(new_table(), Role.COORD)
    actions.set_password(username=member.username, password=PASSWORD, by=BY)
    return member, youth_of(member, "Sandpiper")


@pytest.fixture
def client(june: tuple[Member, str]) -> Client:
    """Her browser, signed in."""
    made = Client(SERVER_NAME="127.0.0.1")
    assert made.post("/demo/", {"username": june[0].username}).status_code == 302
    return made


def wait(client: Client, minutes: float, *, since: str = "seen") -> None:
    """Let time pass: the session's clock is set back, as if the last request (or the sign-in) were so long ago."""
    session = SessionStore(client.cookies["session"].value)
    session[since] -= minutes * 60
    session.save()


def test_an_idle_screen_locks_after_fifteen_minutes(client: Client, june: tuple[Member, str]) -> None:
    """Not before 15 minutes; then no page of the record, only the question for the password."""
    address = f"/youths/{june[1]}/"
    wait(client, 14)
    assert "Sandpiper" in client.get(address).content.decode()
    wait(client, 16)
    for page in (address, "/youths/", "/", "/county/"):
        answer = client.get(page)
        assert answer.status_code == 403
        assert "Locked after 15 minutes" in answer.content.decode()
        assert "Sandpiper" not in answer.content.decode()
    wrong = client.post(address, {"unlock_password": "not her password"})
    assert wrong.status_code == 403
    assert "That was not the password of this account." in wrong.content.decode()
    right = client.post(address, {"unlock_password": PASSWORD})
    assert (right.status_code, right.headers["Location"]) == (302, address)
    assert "Sandpiper" in client.get(address).content.decode()


def test_what_was_typed_before_the_lock_is_saved_after_it(client: Client, june: tuple[Member, str]) -> None:
    """The form travels with the password, markup and several lines and all, and is saved once."""
    address = f"/youths/{june[1]}/add/summary/"
    client.get(address)
    wait(client, 20)
    text = 'Two lines,\nthe second with "quotes" & <marks>'
    typed = {"text": text, "source_type": "OWN_RECORD", "submission": str(uuid4())}
    locked = client.post(address, typed)
    assert locked.status_code == 403
    kept = {name: unescaped(value) for name, value in HIDDEN.findall(locked.content.decode())}
    assert {name: kept[name] for name in typed} == typed
    again = client.post(address, {**kept, "unlock_password": "not her password"})
    kept_again = {name: unescaped(value) for name, value in HIDDEN.findall(again.content.decode())}
    assert {name: kept_again[name] for name in typed} == typed
    assert client.post(address, {**kept_again, "unlock_password": PASSWORD}).status_code == 302
    page = client.get(f"/youths/{june[1]}/").content.decode()
    assert page.count("the second with &#34;quotes&#34; &amp; &lt;marks&gt;") >= 1
    assert PASSWORD not in page


def unescaped(value: str) -> str:
    """What a browser would send back."""
    for escaped, sign in (("&#34;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("&#39;", "'"), ("&amp;", "&")):
        value = value.replace(escaped, sign)
    return value


def test_five_wrong_passwords_end_a_locked_session(client: Client) -> None:
    """Whoever sits at the locked screen cannot guess for long."""
    wait(client, 16)
    answers = [client.post("/", {"unlock_password": f"wrong number {number}"}) for number in range(5)]
    assert [answer.status_code for answer in answers] == [403] * 4 + [302]
    assert client.get("/").headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(("minutes", "since"), [(61, "seen"), (12 * 60 + 1, "began")])
def test_a_session_ends(client: Client, superuser: psycopg.Connection, minutes: int, since: str) -> None:
    """After an hour without a request, and after twelve hours whatever was done; the row is gone, the end is in the log."""
    key = client.cookies["session"].value
    wait(client, minutes, since=since)
    answer = client.get("/youths/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/login/?ended=1")
    assert "Your session has ended" in client.get(answer.headers["Location"]).content.decode()
    assert not SessionStore().exists(key)
    replay = Client(SERVER_NAME="127.0.0.1")
    replay.cookies["session"] = key
    assert replay.get("/youths/").headers["Location"].startswith("/accounts/login/")
    row = superuser.execute("SELECT action, outcome FROM audit.entry WHERE action = 'lock' ORDER BY at DESC LIMIT 1").fetchone()
    assert row == ("lock", "session ended")


def test_eleven_hours_of_work_go_on(client: Client) -> None:
    """The other side of the test above."""
    wait(client, 11 * 60 + 50, since="began")
    assert client.get("/youths/").status_code == 200


def test_a_session_without_its_clocks_is_over(client: Client) -> None:
    """A session that somebody made by other means than signing in is not let pass."""
    session = SessionStore(client.cookies["session"].value)
    del session["began"], session["seen"]
    session.save()
    assert client.get("/youths/").headers["Location"] == "/accounts/login/?ended=1"


def test_somebody_without_a_password_signs_in_again(browser) -> None:
    """The demo's people have none, so there is nothing to unlock with: the session ends."""
    client = browser("ben")
    wait(client, 16)
    assert client.get("/youths/").headers["Location"] == "/accounts/login/?ended=1"
