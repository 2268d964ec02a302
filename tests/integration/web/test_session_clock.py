"""Idle screens lock, idle sessions end, no session lives for ever, and what was typed is kept (A4, A5)."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest
from django.contrib.auth.hashers import BasePasswordHasher, get_hashers
from django.core.cache import cache
from django.db import connections
from django.test import Client

from safetynet.config.home import Home
from safetynet.config.middleware import UNLOCK_TRIES
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
    """Her browser, signed in; the tries of other tests do not count."""
    cache.clear()
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


def test_tries_at_once_are_counted_one_by_one(client: Client, superuser: psycopg.Connection) -> None:
    """Thirty at the same moment: five passwords are looked at, the session ends."""
    wait(client, 16)
    began = superuser.execute("SELECT clock_timestamp()").fetchone()[0]

    def guess(number: int) -> int:
        mine = Client(SERVER_NAME="127.0.0.1")
        mine.cookies.update(client.cookies)
        try:
            return mine.post("/", {"unlock_password": f"wrong number {number}"}).status_code
        finally:
            connections.close_all()

    looked_at: list[str] = []
    with ThreadPoolExecutor(8) as guessers, counted_checks(looked_at):
        answers = list(guessers.map(guess, range(30)))
    assert len(looked_at) <= UNLOCK_TRIES
    assert answers.count(403) < UNLOCK_TRIES
    assert client.get("/").headers["Location"].startswith("/accounts/login/")
    refused = superuser.execute(
        "SELECT count(*) FROM audit.entry WHERE action = 'unlock' AND outcome = 'refused' AND at >= %s", [began]
    ).fetchone()[0]
    assert refused >= UNLOCK_TRIES


@contextmanager
def counted_checks(into: list[str]) -> Iterator[None]:
    """Notes each time the real hasher looks at a password."""
    hasher = type(get_hashers()[0])
    real = hasher.verify

    def noting(self: BasePasswordHasher, password: str, encoded: str) -> bool:
        into.append(password)
        return real(self, password, encoded)

    hasher.verify = noting
    try:
        yield
    finally:
        hasher.verify = real


@pytest.mark.parametrize("strange", [{}, {"HTTP_ORIGIN": "https://elsewhere.example"}], ids=["no token", "another origin"])
def test_only_the_houses_own_form_unlocks(june: tuple[Member, str], client: Client, strange: dict[str, str]) -> None:
    """Not even the right password is looked at in a form that another site has made; our own form unlocks."""
    own = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    own.cookies.update(client.cookies)
    wait(client, 16)
    token = dict(HIDDEN.findall(own.get("/").content.decode()))["csrfmiddlewaretoken"]
    form = {"unlock_password": PASSWORD} | ({"csrfmiddlewaretoken": token} if strange else {})
    refused = own.post("/", form, **strange)
    assert refused.status_code == 403
    assert "did not come from this site" in refused.content.decode()
    assert "Locked after 15 minutes" in own.get("/").content.decode()
    right = own.post("/", {"unlock_password": PASSWORD, "csrfmiddlewaretoken": token})
    assert (right.status_code, right.headers["Location"]) == (302, "/")
    assert own.get("/youths/").status_code == 200


def test_unlocking_leads_to_no_other_site(client: Client) -> None:
    """An address that a browser would read as another machine's name stays one of ours."""
    for address in ("//elsewhere.example/x", "///elsewhere.example/", "//elsewhere.example?a=b"):
        wait(client, 16)
        answer = client.post("/", {"unlock_password": PASSWORD}, PATH_INFO=address.partition("?")[0])
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/%2F")


def test_the_lock_repeats_no_password(client: Client) -> None:
    """A form for a new password that comes to a locked screen: nothing of it stands on the page."""
    wait(client, 16)
    typed = {"oldpassword": PASSWORD, "password1": "a new one of four words", "password2": "a new one of four words", "why": "so"}
    page = client.post("/accounts/password/", typed).content.decode()
    assert "Locked after 15 minutes" in page
    assert 'name="why" value="so"' in page
    assert PASSWORD not in page
    assert "a new one of four words" not in page


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
