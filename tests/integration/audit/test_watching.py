"""What the watch must be able to see: refusals and whoever's names a page shows reach the coordinator of the table."""

import html
import re
from collections import defaultdict
from collections.abc import Callable

import psycopg
from django.test import Client

from safetynet.audit.acts import Act
from safetynet.governance.actions import seat_person
from safetynet.governance.models import Person
from safetynet.pages.desk import find_desk
from safetynet.policy.vocabulary import Role
from safetynet.youths.queries.file import find_file
from safetynet.youths.queries.lists import list_youths, search_youths
from safetynet.youths.queries.looks import find_looks
from tests.factories.people import BY, LONG_AGO, Member, new_member, new_table
from tests.integration.web.places import youth_of

Browser = Callable[..., Client]
LAST = "SELECT action, table_id, subject, detail FROM audit.entry WHERE person = %s ORDER BY at DESC LIMIT 1"
SEAT = "SELECT table_id FROM governance_seat WHERE person_id = %s"
WATCHED = "(SELECT coalesce(jsonb_agg(e.person), '[]') FROM audit.entry AS e WHERE e.action = 'denied' AND e.subject = 'test')"


def deny(member: Member, table: int | None = None) -> None:
    """Somebody is refused a page."""
    member.door().note_denial(Act("denied", "page", "test", table=table, outcome="refused"))


def watched(member: Member) -> list[int]:
    """Whose refusals somebody reads."""
    return list(member.door().ask(WATCHED, {}, Act("view log", "test")))


def test_a_refusal_is_told_to_the_coordinator_of_the_table(superuser: psycopg.Connection) -> None:
    """It names no table itself; the only seat of the one who was refused says where. Nobody else's coordinator reads it."""
    table = new_table()
    clerk, teacher, stranger = new_member(table, Role.COORD), new_member(table, Role.SCH), new_member(new_table(), Role.COORD)
    deny(teacher)
    assert superuser.execute(LAST, [teacher.person]).fetchone()[:2] == ("denied", table.pk)
    assert watched(clerk) == [teacher.person]
    assert watched(teacher) == [teacher.person]
    assert watched(stranger) == []


def test_whoever_sits_nowhere_is_of_no_table(superuser: psycopg.Connection) -> None:
    """Then it stays with the one who was refused; a table that is named stays the one that was named."""
    table = new_table()
    visitor = new_member(table, Role.SCH, seat=False)
    deny(visitor)
    assert superuser.execute(LAST, [visitor.person]).fetchone()[1] is None
    assert watched(visitor) == [visitor.person]
    member, named = new_member(table, Role.SCH), new_table()
    deny(member, named.pk)
    assert superuser.execute(LAST, [member.person]).fetchone()[1] == named.pk


def test_a_page_that_is_refused_names_the_table(browser: Browser, superuser: psycopg.Connection) -> None:
    """The refusal of a page, as it happens: she has one seat."""
    client = browser("cleo")
    (person,) = superuser.execute("SELECT id FROM governance_person WHERE username = 'cleo'").fetchone()
    assert client.get("/youths/99-9999/").status_code == 404
    (seat,) = superuser.execute(SEAT, [person]).fetchone()
    assert superuser.execute(LAST, [person]).fetchone()[:2] == ("denied", seat)


def test_signing_in_is_told_at_the_table(browser: Browser, superuser: psycopg.Connection) -> None:
    """Of somebody with one seat; not of somebody whose seats are several."""
    browser("cleo")
    (person,) = superuser.execute("SELECT id FROM governance_person WHERE username = 'cleo'").fetchone()
    assert superuser.execute(LAST, [person]).fetchone()[:2] == ("sign-in", superuser.execute(SEAT, [person]).fetchone()[0])
    table = new_table()
    member = new_member(table, Role.SCH)
    signed_in = "SELECT table_id FROM audit.entry WHERE person = %s AND action = 'sign-in'"
    note = "SELECT audit.record_sign_in(%s, 'x', 'sign-in', 'done', '', '')"
    superuser.execute(note, [member.person])
    assert superuser.execute(signed_in, [member.person]).fetchall() == [(table.pk,)]
    person = Person.objects.using("owner").get(pk=member.person)
    seat_person(person=person, table=new_table(), on=LONG_AGO, by=BY)
    superuser.execute(note, [member.person])
    assert superuser.execute(signed_in + " AND table_id IS NULL", [member.person]).fetchall() == [(None,)]


def test_the_desk_notes_whose_names_it_shows(browser: Browser, superuser: psycopg.Connection) -> None:
    """Numbers of the youths on it stand in the entry, as they do for lists and searches, and the only table of the reader."""
    client = browser("ada")
    assert client.get("/youths/01-0253/").status_code == 200
    page = client.get("/").content.decode()
    (person,) = superuser.execute("SELECT id FROM governance_person WHERE username = 'ada'").fetchone()
    action, table, _, detail = superuser.execute(LAST, [person]).fetchone()
    assert (action, table) == ("view", superuser.execute(SEAT, [person]).fetchone()[0])
    register = superuser.execute(
        "SELECT y.number, n.shown FROM youths_nameentry AS n JOIN youths_youth AS y ON y.id = n.youth_id "
        'WHERE n."primary" AND y.table_id = %s',
        [table],
    )
    named: dict[str, set[str]] = defaultdict(set)
    for number, name in register:
        named[name].add(number)
    shown = {words for words in map(html.unescape, re.findall(r">([^<]+)</a>", page)) if words in named}
    noted = set(detail["youths"])
    assert "01-0253" in noted
    assert {name for name, numbers in named.items() if numbers & noted} == shown
    assert len(noted) >= len(shown) > 1


def test_who_has_looked_tells_lists_searches_and_desks(superuser: psycopg.Connection) -> None:
    """Every page that showed the youth among others, to the coordinator of the table; none that showed others only."""
    table = new_table()
    clerk, helper = new_member(table, Role.COORD), new_member(table, Role.PROB)
    shown, other = youth_of(clerk, "Vireo"), youth_of(clerk, "Wren")
    list_youths(helper.door())
    assert [found.number for found in search_youths(helper.door(), "Vireo").youths] == [shown]
    find_file(helper.door(), shown)
    find_desk(helper.door())
    (helped,) = superuser.execute("SELECT DISTINCT who FROM audit.entry WHERE person = %s", [helper.person]).fetchone()

    def told(number: str) -> list[tuple[str, str]]:
        return [(look.action, look.kind) for look in find_looks(clerk.door(), number).looks if look.who == helped]

    assert told(shown) == [("view", "desk"), ("view", "youth file"), ("search", "youths"), ("list", "youths")]
    assert told(other) == [("list", "youths")]
