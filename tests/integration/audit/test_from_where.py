"""Every entry of an act through the web says from where and in which request, writes as well as reads."""

from collections.abc import Callable
from uuid import uuid4

import psycopg
import pytest
from django.test import Client

from safetynet.audit.acts import Act, ActOnMany
from safetynet.policy.door import Door
from safetynet.policy.vocabulary import Role
from tests.factories.people import Member, new_member, new_table
from tests.integration.web.paper import fill, form_on

Browser = Callable[..., Client]


@pytest.fixture
def clerk() -> Member:
    """A coordinator at a table of her own."""
    return new_member(new_table(), Role.COORD)


def test_no_act_through_the_web_lacks_address_or_request(browser: Browser, clerk: Member, superuser: psycopg.Connection) -> None:
    """Refer, add, correct, withdraw, wall, and all that is read on the way: no entry of this person is without."""
    client = browser(clerk.username)
    referred = fill(client, "/youths/refer/", last_name="Where", first_name="From", referred_on="2025-02-03", source="COURT")
    file = referred.headers["Location"].partition("#")[0]
    assert fill(client, f"{file}add/summary/", text="Seen on Friday.").status_code == 302
    first, *_ = superuser.execute("SELECT max(id) FROM youths_summary").fetchone()
    assert fill(client, f"{file}summary/{first}/", text="Seen on Saturday.", reason="The day after").status_code == 302
    second = first + 1
    withdraw = form_on(client.get(f"{file}summary/{second}/"), "reason")
    sent = {**withdraw, "reason": "Somebody else", "submission": uuid4()}
    assert client.post(f"{file}summary/{second}/withdraw/", sent).status_code == 302
    assert client.get("/youths/99-9999/").status_code == 404
    told = superuser.execute(
        "SELECT action, subject_kind, address, request FROM audit.entry WHERE person = %s ORDER BY at", [clerk.person]
    ).fetchall()
    assert {"create", "correct", "withdraw", "view", "open form", "denied"} <= {action for action, *_ in told}
    assert [(action, kind) for action, kind, address, request in told if address != "127.0.0.1" or len(request) != 12] == []


def test_the_readers_address_is_noted_and_an_acts_own_stands(clerk: Member, superuser: psycopg.Connection) -> None:
    """One act, many acts, a question: where the act is silent the reader's address is written, else its own."""
    door = Door(clerk.door().reader)
    with door.opened():
        door.note(Act("view", "from where", "silent"))
        door.note(Act("view", "from where", "told", address="192.0.2.9", request="mine"))
        door.note(ActOnMany("print", "from where", [{"id": 1, "table": clerk.table, "subject": "many", "fields": []}]))
        door.ask("'{}'::jsonb", {}, Act("view", "from where", "asked"))
    rows = superuser.execute(
        "SELECT subject, address, request FROM audit.entry WHERE subject_kind = 'from where' AND person = %s", [clerk.person]
    ).fetchall()
    assert {row[0]: row[1:] for row in rows} == {
        "silent": ("test", ""),
        "told": ("192.0.2.9", "mine"),
        "many": ("test", ""),
        "asked": ("test", ""),
    }
