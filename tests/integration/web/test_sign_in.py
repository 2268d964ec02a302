"""Signing in (field facts 10, A1-A8): lockout, nothing told about who exists, new session ids, passwords, banner, the end."""

import hashlib
import re
from datetime import timedelta
from functools import cache
from itertools import count

import psycopg
import pytest
from django.core.cache import cache as tries_kept
from django.http import HttpResponse
from django.test import Client, override_settings

from safetynet.config.home import Home
from safetynet.config.sessions import SessionStore
from safetynet.governance import actions
from safetynet.governance.models import Account
from safetynet.kernel import clock
from safetynet.policy.vocabulary import Role
from tests.factories.people import BY, Member, new_member, new_table
from tests.integration.web.places import youth_of

PASSWORD = "a lantern over quiet water"
LOGIN = "/accounts/login/"
_machine = count(1)


def with_password() -> Member:
    """A coordinator with the password, at a table of its own. It is hashed once, because hashing is meant to take long."""
    member = new_member(new_table(), Role.COORD)
    Account.objects.using("owner").filter(username=member.username).update(password=_hashed())
    return member


@cache
def _hashed() -> str:
    first = new_member(new_table(), Role.COORD)
    actions.set_password(username=first.username, password=PASSWORD, by=BY)
    return Account.objects.using("owner").get(username=first.username).password


@pytest.fixture(scope="module")
def ivy(home: Home) -> Member:
    """A coordinator whom no test changes."""
    return with_password()


@pytest.fixture
def client() -> Client:
    """A browser on a machine of its own, so that tests do not use up each other's tries."""
    return Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR=f"127.0.1.{next(_machine)}")


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    """Send the form."""
    return client.post(LOGIN, {"login": username, "password": password, "purpose": "MEETING", **more})


def words(answer: HttpResponse, username: str = "") -> str:
    """A page without its token and without the name that was typed."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return page.replace(username, "NAME") if username else page


def is_in(client: Client) -> bool:
    """Whether the browser is signed in."""
    answer = client.get("/youths/")
    return answer.status_code == 200 and "house-bar__who" in answer.content.decode()


def test_the_banner_says_purpose_monitoring_and_penalty(client: Client) -> None:
    """A8: before anybody signs in."""
    page = client.get(LOGIN).content.decode()
    for said in ("confidential records of children", "designated", "recorded and reviewed", "is a crime", "you agree"):
        assert said in page, said


def test_the_right_password_signs_in_with_a_new_session(client: Client, ivy: Member, superuser: psycopg.Connection) -> None:
    """A session id that somebody planted before is not the one afterwards; the table keeps digests only."""
    planted = "plantedbeforesomebodysignedin123"
    client.cookies["session"] = planted
    client.get(LOGIN)
    token = client.cookies["csrf"].value
    assert sign_in(client, ivy.username).headers["Location"] == "/"
    key = client.cookies["session"].value
    assert key != planted
    assert client.cookies["csrf"].value != token
    assert is_in(client)
    keys = {row[0] for row in superuser.execute("SELECT session_key FROM governance_sessionkey").fetchall()}
    assert hashlib.sha256(key.encode()).hexdigest() in keys
    assert not {key, planted, hashlib.sha256(planted.encode()).hexdigest()} & keys


def test_signing_in_again_leaves_no_session_behind(client: Client, ivy: Member) -> None:
    """Another person at the same browser gets a session of their own; the first one's is worth nothing any more."""
    sign_in(client, ivy.username)
    first = client.cookies["session"].value
    client.post("/accounts/logout/")
    other = Client(SERVER_NAME="127.0.0.1")
    other.cookies["session"] = first
    assert not is_in(other)
    assert not is_in(client)


def test_asking_for_the_sign_out_page_signs_nobody_out(client: Client, ivy: Member) -> None:
    """GET changes nothing."""
    sign_in(client, ivy.username)
    assert client.get("/accounts/logout/").status_code == 200
    assert is_in(client)


def test_unknown_names_and_wrong_passwords_get_the_same_answer(client: Client, ivy: Member) -> None:
    """A3, V6.3.8: word for word."""
    wrong = sign_in(client, ivy.username, "not the password of anybody")
    unknown = sign_in(client, "nobody-at-all", "not the password of anybody")
    assert (wrong.status_code, unknown.status_code) == (200, 200)
    assert words(wrong, ivy.username) == words(unknown, "nobody-at-all")
    assert "The username and/or password you specified are not correct." in wrong.content.decode()


def test_five_failures_lock_the_account(client: Client, superuser: psycopg.Connection) -> None:
    """A3: then even the right password is refused, from anywhere; an unknown name is locked the same; each try is in the log;
    after 15 minutes, and not before, the right password does again."""
    member = with_password()
    before = counters(superuser)
    for name in ("nobody-there", member.username):
        for _ in range(5):
            assert not is_in_after(sign_in(client, name, "wrong again and again"))
    elsewhere = Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="127.0.2.1")
    locked, unknown = sign_in(elsewhere, member.username), sign_in(elsewhere, "nobody-there")
    assert words(locked, member.username) == words(unknown, "nobody-there")
    assert "Too many failed login attempts" in locked.content.decode()
    assert not is_in(elsewhere)
    told = superuser.execute(
        "SELECT outcome, count(*) FROM audit.entry WHERE who = %s AND action = 'sign-in' GROUP BY outcome", [member.username]
    ).fetchall()
    assert dict(told) == {"refused": 5, "locked": 1}
    histories = {key: tries for key in counters(superuser) - before if isinstance(tries := tries_kept.get(key), list)}
    for minutes, opens in ((14, False), (15.1, True)):
        for key, tries in histories.items():
            tries_kept.set(key, [each - minutes * 60 for each in tries], 900)
        assert is_in_after(sign_in(client, member.username)) == opens, minutes


def counters(superuser: psycopg.Connection) -> set[str]:
    """The keys under which tries are counted now."""
    return {row[0].partition(":1:")[2] for row in superuser.execute("SELECT cache_key FROM safetynet_cache").fetchall()}


def is_in_after(answer: HttpResponse) -> bool:
    """Whether the form let somebody in."""
    return answer.status_code == 302


def test_no_other_spelling_has_tries_of_its_own(superuser: psycopg.Connection) -> None:
    """Capitals, letters that only look alike, and other names of the house in the request count as the same name's tries."""
    member = with_password()
    clients = [Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR=f"127.0.3.{place}", SERVER_PORT=str(8000 + place)) for place in range(6)]
    for place, client in enumerate(clients[:5]):
        name = "".join(letter.upper() if number == place else letter for number, letter in enumerate(member.username))
        assert not is_in_after(sign_in(client, name, "wrong again and again"))
    assert not is_in_after(sign_in(clients[5], member.username))
    before = counters(superuser)
    strange = sign_in(clients[5], member.username.replace("s", "\u017f"))
    assert not is_in_after(strange)
    assert "The username and/or password you specified are not correct." in strange.content.decode()
    assert counters(superuser) == before


def test_capitals_in_a_name_do_not_count(client: Client, ivy: Member) -> None:
    """The other side of the test above."""
    assert is_in_after(sign_in(client, ivy.username.upper()))


def test_success_does_not_forgive_failures(client: Client) -> None:
    """Somebody who guesses cannot start anew with a success in between."""
    member = with_password()
    for _ in range(4):
        sign_in(client, member.username, "wrong again and again")
    assert is_in_after(sign_in(client, member.username))
    client.post("/accounts/logout/")
    sign_in(client, member.username, "wrong again and again")
    assert not is_in_after(sign_in(client, member.username))


@pytest.mark.parametrize("purpose", ["", "CURIOSITY"])
def test_nobody_signs_in_without_a_purpose(client: Client, ivy: Member, purpose: str) -> None:
    """What for is asked first, and only the house's purposes count."""
    assert sign_in(client, ivy.username, purpose=purpose).status_code == 200
    assert not is_in(client)


def test_another_purpose_stands_in_the_log(client: Client, ivy: Member, superuser: psycopg.Connection) -> None:
    """Who changed it, from which to which; one that the house does not know changes nothing."""
    sign_in(client, ivy.username)
    entries = (
        "SELECT purpose, detail ->> 'before', outcome, address FROM audit.entry "
        "WHERE person = %s AND action = 'change purpose' ORDER BY at"
    )
    assert client.post("/purpose/", {"purpose": "CURIOSITY"}).status_code == 200
    assert superuser.execute(entries, [ivy.person]).fetchall() == []
    assert client.post("/purpose/", {"purpose": "CASE_WORK"}).status_code == 302
    address = client.defaults["REMOTE_ADDR"]
    assert superuser.execute(entries, [ivy.person]).fetchall() == [("CASE_WORK", "MEETING", "done", address)]


@pytest.mark.parametrize("stated", [None, "", "CURIOSITY", "meeting", 7])
def test_a_session_without_a_purpose_opens_and_changes_nothing(
    client: Client, stated: object, superuser: psycopg.Connection
) -> None:
    """It is asked for one; what was sent meanwhile is not done. With a purpose everything goes on."""
    member = with_password()
    number = youth_of(member, "Dipper")
    sign_in(client, member.username)
    session = SessionStore(client.cookies["session"].value)
    session["purpose"] = stated
    session.save()
    entries = "SELECT count(*) FROM audit.entry WHERE person = %s"
    before = superuser.execute(entries, [member.person]).fetchone()
    for address in (f"/youths/{number}/", "/youths/", "/", "/county/"):
        for answer in (client.get(address), client.post(address, {"last_name": "Other"})):
            assert (answer.status_code, answer.headers["Location"]) == (303, "/purpose/?missing=1")
    assert superuser.execute(entries, [member.person]).fetchone() == before
    assert "has stated no purpose" in client.get("/purpose/?missing=1").content.decode()
    assert client.post("/purpose/", {"purpose": "CASE_WORK"}).status_code == 302
    assert "Dipper" in client.get(f"/youths/{number}/").content.decode()


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "/\\elsewhere.example"]
)
def test_signing_in_leads_to_no_other_site(client: Client, ivy: Member, target: str) -> None:
    """The address to go on to is one of ours."""
    assert sign_in(client, ivy.username, next=target).headers["Location"] == "/"


def test_a_person_who_has_left_is_out_at_once(client: Client) -> None:
    """A7: the session ends with the person; the right password opens nothing any more."""
    member = with_password()
    sign_in(client, member.username)
    assert is_in(client)
    actions.end_person(username=member.username, on=clock.today(), by=BY)
    assert client.get("/youths/").headers["Location"].startswith(LOGIN)
    answer = sign_in(client, member.username)
    assert not is_in(client)
    assert answer.headers.get("Location", "/accounts/inactive/") == "/accounts/inactive/"
    wrong = sign_in(client, member.username, "not the password of anybody")
    assert "The username and/or password you specified are not correct." in wrong.content.decode()


def unused_for(member: Member, superuser: psycopg.Connection, days: int) -> None:
    """As if the account had been made, and last used, so many days ago."""
    superuser.execute(
        "UPDATE governance_account SET opened_at = now() - %(ago)s, last_login = now() - %(ago)s WHERE username = %(name)s",
        {"ago": timedelta(days=days), "name": member.username},
    )


def test_an_account_unused_for_ninety_days_is_closed(client: Client, superuser: psycopg.Connection) -> None:
    """A7: the right password is told so, a wrong one nothing; the log knows; the operator releases it."""
    member = with_password()
    unused_for(member, superuser, 89)
    assert is_in_after(sign_in(client, member.username))
    client.post("/accounts/logout/")
    unused_for(member, superuser, 91)
    answer = sign_in(client, member.username)
    assert answer.status_code == 403
    assert "was not used for 90 days, so it is closed" in answer.content.decode()
    assert not is_in(client)
    wrong = sign_in(client, member.username, "not the password of anybody")
    assert "The username and/or password you specified are not correct." in wrong.content.decode()
    told = superuser.execute("SELECT outcome FROM audit.entry WHERE who = %s ORDER BY at", [member.username]).fetchall()
    assert [outcome for (outcome,) in told][-2:] == ["closed as unused", "refused"]
    actions.release_account(username=member.username, by=BY)
    assert is_in_after(sign_in(client, member.username))


def test_a_new_account_counts_from_when_it_was_made(client: Client, superuser: psycopg.Connection) -> None:
    """Nobody has signed in to it yet; after 90 days it is closed too."""
    member = with_password()
    superuser.execute("UPDATE governance_account SET opened_at = now() - interval '91 days' WHERE username = %s", [member.username])
    assert sign_in(client, member.username).status_code == 403
    assert not is_in(client)


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, None, "127.0.9.9"),
        (0, "192.0.2.7", "127.0.9.9"),
        (1, "192.0.2.7", "192.0.2.7"),
        (1, "203.0.113.66, 192.0.2.7", "192.0.2.7"),
        (1, "2001:DB8::7", "2001:db8::7"),
        (1, "203.0.113.66, <nobody>", "127.0.9.9"),
        (1, None, "127.0.9.9"),
        (2, "203.0.113.66, 192.0.2.7, 10.0.0.1", "192.0.2.7"),
        (2, "192.0.2.7", "127.0.9.9"),
    ],
)
def test_the_address_is_what_our_own_proxies_saw(
    proxies: int, told: str | None, address: str, superuser: psycopg.Connection, home: Home
) -> None:
    """In the log; whatever a browser writes into the header itself is not believed."""
    name = f"from-{proxies}-{told}".lower()
    with override_settings(TRUSTED_PROXIES=proxies):
        headers = {"HTTP_X_FORWARDED_FOR": told} if told else {}
        sign_in(Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="127.0.9.9", **headers), name, "not a password")
    assert superuser.execute("SELECT address FROM audit.entry WHERE who = %s", [name]).fetchall() == [(address,)]


def test_behind_a_proxy_one_machine_locks_itself_out_and_not_the_county(ivy: Member) -> None:
    """Wrong passwords of one address behind the proxy; another goes on, and inventing addresses does not help."""
    with override_settings(TRUSTED_PROXIES=1, ACCOUNT_RATE_LIMITS={"login_failed": "5/15m/key,6/15m/ip"}):

        def tries(address: str, username: str, password: str) -> HttpResponse:
            client = Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="127.0.9.8", HTTP_X_FORWARDED_FOR=address)
            return sign_in(client, username, password)

        for number in range(6):
            tries(f"203.0.113.{number}, 192.0.2.8", f"nobody-{number}", "not a password")
        assert "Too many failed" in tries("203.0.113.99, 192.0.2.8", ivy.username, PASSWORD).content.decode()
        assert is_in_after(tries("203.0.113.99, 192.0.2.9", ivy.username, PASSWORD))


@pytest.mark.parametrize("told", ["127.0.0.1", ""])
def test_behind_a_proxy_there_is_no_demo(home: Home, told: str) -> None:
    """Neither with a header that says "from here" nor without any."""
    headers = {"HTTP_X_FORWARDED_FOR": told} if told else {}
    with override_settings(TRUSTED_PROXIES=1):
        client = Client(SERVER_NAME="127.0.0.1", **headers)
        assert (client.get("/demo/").status_code, client.post("/demo/", {"username": "ada"}).status_code) == (404, 404)


def test_an_agreement_that_lapses_shuts_the_record_at_once(client: Client, superuser: psycopg.Connection) -> None:
    """The next request of a running session is refused with the rule, and the name is on no page."""
    member = new_member(new_table(), Role.COORD)
    number = youth_of(member, "Kingfisher")
    actions.set_password(username=member.username, password=PASSWORD, by=BY)
    sign_in(client, member.username)
    assert "Kingfisher" in client.get(f"/youths/{number}/").content.decode()
    superuser.execute("UPDATE governance_agreement SET expires_on = CURRENT_DATE - 2 WHERE person_id = %s", [member.person])
    answer = client.get(f"/youths/{number}/")
    assert answer.status_code == 403
    assert "Your confidentiality agreement with" in answer.content.decode()
    for address in (f"/youths/{number}/", "/youths/", "/", "/youths/?q=Kingfisher", f"/youths/?q={number}"):
        assert "Kingfisher, " not in client.get(address).content.decode()
    assert "Your confidentiality agreement is not in force" in client.get("/youths/").content.decode()


@pytest.mark.parametrize(
    "weak", [("short one", "123456789012", "passwordpassword"), ("qwertyuiopasd", "iloveyou2026", "!!SafetyNet2026")]
)
def test_weak_passwords_are_refused(client: Client, weak: tuple[str, ...]) -> None:
    """A6: twelve characters, none of the common ones, none that a guesser tries first; the page does not repeat it."""
    member = with_password()
    sign_in(client, member.username)
    for each in weak:
        answer = client.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": each, "password2": each})
        assert answer.status_code == 200, each
        assert "usa-alert--error" in answer.content.decode()
        assert each not in answer.content.decode()
    assert is_in_after(sign_in(Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="127.0.2.4"), member.username))


def test_guessing_the_old_password_is_limited(client: Client) -> None:
    """A few tries a minute at a browser that was left open, then a plain page."""
    member = with_password()
    sign_in(client, member.username)
    form = {"oldpassword": "not the old one", "password1": "four plain words here", "password2": "four plain words here"}
    answers = [client.post("/accounts/password/", form) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert "too many tries" in answers[-1].content.decode()
    assert answers[-1].headers["Cache-Control"] == "no-store"
    assert is_in_after(sign_in(Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="127.0.2.3"), member.username))


@pytest.mark.parametrize(
    "strong",
    [
        "яблоко и четыре длинных слова у тихой воды, где живёт выдра ночью",
        "past the mill, over the bridge and along the river, " * 2 + "home",
    ],
    ids=len,
)
def test_long_passwords_of_any_letters_do(client: Client, strong: str, superuser: psycopg.Connection) -> None:
    """A6: no composition rules, 64 and 128 characters; kept as Argon2id; the other sessions end, this one goes on."""
    member = with_password()
    other = Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="127.0.2.2")
    sign_in(client, member.username)
    sign_in(other, member.username)
    before = client.cookies["session"].value
    answer = client.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": strong, "password2": strong})
    assert answer.status_code == 302, words(answer)
    assert not is_in(other)
    assert is_in(client)
    assert client.cookies["session"].value != before
    assert is_in_after(sign_in(Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="127.0.2.2"), member.username, strong))
    kept = superuser.execute("SELECT password FROM governance_account WHERE username = %s", [member.username]).fetchone()[0]
    assert kept.startswith("argon2$argon2id$")


@pytest.mark.parametrize(
    "how",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": "10.0.0.1"},
        {"REMOTE_ADDR": "::ffff:192.0.2.7"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_PROTO": "http"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_VIA": "1.1 proxy"},
        {"SERVER_NAME": "county.example"},
    ],
)
def test_the_demo_sign_in_does_not_exist_for_anybody_far(home: Home, how: dict[str, str]) -> None:
    """From another machine, through a proxy, or under another name: 404, and nobody is signed in."""
    with override_settings(ALLOWED_HOSTS=["county.example", "127.0.0.1"]):
        client = Client(**{"SERVER_NAME": "127.0.0.1", **how})
        assert client.get("/demo/").status_code == 404
        assert client.post("/demo/", {"username": "ada"}).status_code == 404
        assert "session" not in client.cookies


def test_the_demo_sign_in_exists_here_and_only_for_its_people(home: Home, client: Client) -> None:
    """The other side of the test above: on this machine, in an invented county."""
    near = Client(SERVER_NAME="127.0.0.1")
    assert near.get("/demo/").status_code == 200
    assert near.post("/demo/", {"username": "mallory"}).status_code == 404
    assert near.post("/demo/", {"username": "ada"}).status_code == 302
