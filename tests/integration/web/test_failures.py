"""Hard days: a log that cannot be written, a page that forgets it, a connection that was somebody else's."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connections, transaction
from django.db.utils import DatabaseError
from django.test import Client, override_settings
from psycopg import sql

from safetynet.config.home import Home
from safetynet.config.logs import NumbersOnly
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.vocabulary import Role
from safetynet.youths.models import Youth
from tests.factories.people import Member, new_member, new_table
from tests.integration.web.conftest import Snapshot
from tests.integration.web.forgetful_urls import SECRET
from tests.integration.web.paper import form_on
from tests.integration.web.places import youth_of

Browser = Callable[..., Client]
FILE, NAME = "/youths/01-0253/", "Linnetview"


@contextmanager
def no_log(superuser: psycopg.Connection, roles: DatabaseRoles) -> Iterator[None]:
    """The log takes no entry: its keeper may not insert any more."""
    keeper = sql.Identifier(roles.auditor)
    superuser.execute(sql.SQL("REVOKE INSERT ON audit.entry FROM {}").format(keeper))
    try:
        yield
    finally:
        superuser.execute(sql.SQL("GRANT INSERT ON audit.entry TO {}").format(keeper))


@pytest.fixture(scope="module")
def other(home: Home) -> tuple[Member, str]:
    """A coordinator of another county, and her youth."""
    member = new_member(new_table("Napa"), Role.COORD)
    return member, youth_of(member, "Whimbrel")


def test_what_cannot_be_written_down_does_not_happen(
    browser: Browser, superuser: psycopg.Connection, roles: DatabaseRoles, snapshot: Snapshot
) -> None:
    """Without its entry in the log nothing is shown, searched, added, corrected, prepared; and nothing is kept."""
    client = browser("ada", raise_request_exception=False)
    forms = {address: form_on(client.get(address), having) for address, having in (
        (f"{FILE}add/alias/", "submission"), ("/youths/refer/", "submission"), (f"{FILE}authority/", "what"))}  # fmt: skip
    forms[f"{FILE}add/alias/"] |= {"name": "Kept by nobody"}
    forms["/youths/refer/"] |= {"last_name": "Nobody", "referred_on": "2025-01-01", "source": "COURT"}
    forms["/meetings/prepare/"] = {"day": "2031-03-04"}
    before = snapshot()
    with no_log(superuser, roles):
        for address in ("/", FILE, "/youths/", "/youths/?q=Linnetview", f"{FILE}looks/", "/meetings/", "/county/"):
            answer = client.get(address)
            assert answer.status_code == 500, address
            assert NAME not in answer.content.decode()
        for address, form in forms.items():
            answer = client.post(address, form)
            assert answer.status_code == 500, address
            assert "Nothing was changed by this request." in answer.content.decode()
        assert snapshot() == before
    assert client.get(FILE).status_code == 200
    assert client.post(f"{FILE}add/alias/", forms[f"{FILE}add/alias/"]).status_code == 302


def test_nobody_signs_in_or_is_refused_unseen(
    home: Home, browser: Browser, superuser: psycopg.Connection, roles: DatabaseRoles
) -> None:
    """A sign-in that cannot be written down opens no session; a refusal that cannot be written down is a failure of ours."""
    eve = browser("eve", raise_request_exception=False)
    nobody = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False, REMOTE_ADDR="127.0.0.1")
    sessions = "SELECT count(*) FROM governance_sessionkey WHERE account_id IS NOT NULL"
    before = superuser.execute(sessions).fetchone()
    with no_log(superuser, roles):
        assert eve.get(FILE).status_code == 500
        assert nobody.post("/demo/", {"username": "ada"}).status_code == 500
        form = {"login": "ada", "password": "not the password", "purpose": "MEETING"}
        assert nobody.post("/accounts/login/", form).status_code == 500
    assert nobody.get("/youths/").headers["Location"].startswith("/accounts/login/")
    assert superuser.execute(sessions).fetchone() == before
    assert eve.get(FILE).status_code == 404


@override_settings(ROOT_URLCONF="tests.integration.web.forgetful_urls")
@pytest.mark.parametrize("address", ["/forgets/", "/breaks/", "/goes-round/"])
def test_a_careless_page_does_not_leave_the_house(browser: Browser, address: str, caplog: pytest.LogCaptureFixture) -> None:
    """Nobody wrote it down, it broke, or it went round the door: 500 in plain words; the log has no words of it either."""
    client = browser("ada", raise_request_exception=False)
    assert client.get(FILE).status_code == 200
    with caplog.at_level(logging.ERROR):
        answer = client.get(address)
    assert answer.status_code == 500
    for hidden in (SECRET, "Traceback", "ValueError", "psycopg", "forgetful", "482"):
        assert hidden not in answer.content.decode()
    lines = [NumbersOnly().format(record) for record in caplog.records]
    assert not [line for line in lines if SECRET in line]
    assert client.get(FILE).status_code == 200


def test_a_reused_connection_without_its_pass_is_an_error(browser: Browser) -> None:
    """After Ada's page, on the very connection that served it: no pass, no rows, not even an empty answer."""
    assert NAME in browser("ada").get(FILE).content.decode()
    backend = connections["default"].connection.info.backend_pid
    with pytest.raises(DatabaseError, match="no pass"), transaction.atomic():
        Youth.objects.count()
    with pytest.raises(DatabaseError, match="no pass"), connections["default"].cursor() as cursor:
        cursor.execute("SELECT last_name FROM youths_identity LIMIT 1")
    assert connections["default"].connection.info.backend_pid == backend
    assert browser("hal", raise_request_exception=False).get(FILE).status_code == 404


def test_people_who_take_turns_on_one_connection_see_their_own(browser: Browser, other: tuple[Member, str]) -> None:
    """Two counties, a stranger and an administrator in turn on one connection, also after a page that broke."""
    member, number = other
    clients = {name: browser(name, raise_request_exception=False) for name in ("ada", member.username, "eve", "hal")}
    backends = set()
    with override_settings(ROOT_URLCONF="tests.integration.web.forgetful_urls"):
        for turn in range(6):
            for name, client in clients.items():
                pages = [client.get(address).content.decode() for address in (FILE, f"/youths/{number}/", "/youths/")]
                assert [NAME in page for page in pages] == [name == "ada", False, False]
                assert ["Whimbrel" in page for page in pages] == [False, name == member.username, name == member.username]
                backends.add(connections["default"].connection.info.backend_pid)
                if turn % 3 == 1:
                    assert client.get("/goes-round/").status_code == 500
    assert len(backends) == 1
