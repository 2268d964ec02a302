"""The canary crawl: nobody finds anywhere what is not shared, and what is shared can be found.

A unique word, day or number stands in every field of every compartment, for youths in nine situations. Everybody of the cast
fetches every page, form, history, search, packet and command; who may find what comes from the field's matrix.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from django.apps import apps

from safetynet.config.database.doors import administrator, database_roles
from safetynet.config.home import Home
from safetynet.config.instance import server_of
from safetynet.policy.vocabulary import Role
from safetynet.youths.models import CLAIM_KINDS
from tests.commands import run_commands
from tests.instances import own_instance
from tests.integration.canary.crawling import Browser, Crawl, Visit, serving
from tests.integration.canary.planting import YOUTHS, Planted, plant
from tests.integration.canary.readers import CATEGORY_OF, DERIVED, OF_THE_NUMBERS, OTHERS, PAPERS, may_read
from tests.integration.canary.tokens import Canary, in_words

pytestmark = pytest.mark.xdist_group("canary")


@dataclass
class World:
    """The planted instance with its server, and what everybody found."""

    folder: Path
    port: int
    planted: Planted = field(repr=False)
    visits: list[Visit] = field(repr=False)

    def may(self, username: str, canary: Canary, *, holds: bool = False) -> bool:
        """Whether somebody may find it."""
        return may_read(self.planted.people[username], canary, YOUTHS, self.planted.agencies, holds=holds)

    def leaks(self, visits: list[Visit]) -> list[str]:
        """What was found by somebody who may not, and where."""
        return [
            f"{visit.username} at {visit.asked} ({visit.status}): {canary}"
            for visit in visits
            for canary in sorted(visit.found, key=str)
            if not self.may(visit.username, canary)
        ]


@pytest.fixture
def superuser(world: World) -> Iterator[psycopg.Connection]:
    """The administrator of the planted instance."""
    with administrator(Home(world.folder)) as connection:
        yield connection


HIDDEN = {
    "meetings_agendaitem": {"carried_from"},
    "meetings_agendaheading": {"id"},
    "meetings_agendareason": {"id", "code", "since"},
    "meetings_attendance": {"id"},
    "meetings_draft": {"id"},
    "meetings_guest": {"id"},
    "meetings_objection": {"id"},
    "meetings_jointitem": {"held_on"},
    "meetings_turn": {"id"},
    "meetings_issuetag": {"id"},
    "meetings_plan": {"id"},
    "meetings_planassent": {"id"},
    "intake_workbook": {"digest"},
    "intake_sheetrow": {"id", "sheet", "values", "kind", "unit", "key"},
    "intake_heldrow": {"digest", "unit", "settled_how"},
    "intake_workbookfault": {"id", "code"},
    "intake_loadedrow": {"id", "sheet_kind", "key", "digest"},
    "intake_savedmapping": {"id", "content"},
    "reports_releasedtable": {"id", "method", "body"},
}
"""What no page shows to anybody. A page that comes to show it takes it off this list, and somebody must then find it."""


def is_hidden(canary: Canary) -> bool:
    """Whether no page shows this."""
    if not canary.row.current and canary.field in ("id", "observed_on"):
        return True
    return canary.field in HIDDEN.get(canary.row.table, ())


IN_BUTTONS = frozenset(
    {
        "youths_youth", "meetings_agendaitem", "meetings_guestproposal", "meetings_topic", "meetings_jointitem", "meetings_reserve",
        "meetings_statement",
    }
)  # fmt: skip
"""Whose number stands in the forms of a meeting, for whoever may do something with the row while it may be done, and nowhere else:
a youth who is on no agenda, or the guest of a meeting that is closed, has no such form."""


def in_history(canary: Canary) -> bool:
    """Whether only the history of an entry shows this (the crawl looks at some histories of each kind, not at all), or a button
    that is there for some rows of the kind."""
    button = canary.row.table in IN_BUTTONS and canary.field == "id"
    return button or canary.field == "reason" or canary.row.table == "youths_charge"


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """Everybody looks everywhere, once."""
    with own_instance("canary", "demo") as folder:
        home = Home(folder)
        with server_of(home):
            with administrator(home) as connection:
                planted = plant(connection, database_roles(home))
            with serving(folder) as port:
                visits: list[Visit] = []
                for turn, username in enumerate(planted.people):
                    with Browser(port, planted, username) as browser:
                        visits += Crawl(browser, planted, turn).everywhere()
                yield World(folder, port, planted, visits)


def test_nobody_finds_what_is_not_shared(world: World) -> None:
    """Not in a page, a title, an address, a header, a form's default, a list of choices or a comment."""
    leaks = world.leaks(world.visits)
    assert not leaks, f"{len(leaks)}:\n" + "\n".join(leaks[:30])


def test_every_table_is_planted_and_every_kind_placed(world: World) -> None:
    """A new record kind or table is noticed here first: it must be planted, and its category written down by hand."""
    filled = {canary.row.table for canary in world.planted.canaries}
    assert filled == {*CATEGORY_OF, *PAPERS, *OTHERS} - {"meetings_meeting"}
    tables = {
        model._meta.db_table
        for name in ("youths", "meetings", "intake", "reports")
        for model in apps.get_app_config(name).get_models()
    }
    assert tables | {"governance_consent", "governance_wall"} == {*CATEGORY_OF, *PAPERS, *OTHERS, *DERIVED, *OF_THE_NUMBERS}
    assert {kind._meta.db_table for kind in CLAIM_KINDS} == set(CATEGORY_OF)


def test_what_is_shared_can_be_found(world: World) -> None:
    """The counter-proof: the crawl sees what it may. What no page shows is a list, and nothing on it is ever seen."""
    finders = defaultdict(set)
    for visit in world.visits:
        for canary in visit.found:
            finders[canary].add(visit.username)
    hidden = {canary for canary in world.planted.canaries if is_hidden(canary)}
    assert not hidden & finders.keys(), in_words(hidden & finders.keys())
    shared = [
        canary
        for canary in set(world.planted.canaries) - hidden
        if any(world.may(username, canary) for username in world.planted.people)
    ]
    missing = {canary for canary in shared if canary not in finders}
    found_fields = {(canary.row.table, canary.field, canary.row.current) for canary in finders}
    only_in_histories = {canary for canary in missing if not canary.row.current or in_history(canary)}
    never = {one for one in only_in_histories if (one.row.table, one.field, one.row.current) not in found_fields}
    assert not missing - only_in_histories, in_words(missing - only_in_histories)
    assert not never, in_words(never)
    assert len(shared) > 5000


def test_pages_answer_as_they_should(world: World) -> None:
    """Nobody breaks a page by looking; who has no business here meets 404 everywhere, and the lapsed one a reason; what is
    published is for whoever has signed in. A calendar opens to whoever is at a table, with its own key alone."""
    broken = [f"{visit.username}: {visit.asked}" for visit in world.visits if visit.status >= 500]
    assert not broken, broken[:20]
    for username in ("eve", "gale", "hal", "finn"):
        found = [visit for visit in world.visits if visit.username == username and visit.found]
        assert not [visit for visit in found if visit.asked != "/numbers/published/"]
    calendars = {visit.username for visit in world.visits if visit.asked.endswith(".ics") and visit.status == 200}
    assert calendars == {name for name, person in world.planted.people.items() if person.seat and person.seat in person.papers}
    assert {visit.status for visit in world.visits if visit.asked == "/calendar/nobody-was-given-this-key.ics"} == {404}


def test_packets_and_commands_show_their_reader_no_more(world: World) -> None:
    """Everybody's own copy of the packet, made out by the coordinator, and every command by everybody."""
    day, people = world.planted.days[0].isoformat(), world.planted.people
    seated = [person.username for person in people.values() if person.seat == people["ada"].seat]
    commands = [
        ["packet", day, "--by", "ada", "--for", username, "--out", str(world.folder / f"{username}.pdf")] for username in seated
    ]
    numbers = list(world.planted.numbers.values())
    for turn, username in enumerate(people):
        commands += [
            ["agenda", day, "--by", username, "--json"],
            ["counts", "--by", username, "--json"],
            ["policy", "--why", username, numbers[turn % len(numbers)], "--json"],
            ["packet", day, "--by", username, "--out", str(world.folder / f"own-{username}.pdf")],
        ]
    commands += [
        ["agenda", "2035-01-02", "--by", "ada", "--dry-run", "--json"],
        ["people", "--json"],
        ["audit", "verify", "--json"],
        ["policy", "--json"],
        ["policy", "--against-database", "--json"],
    ]
    answers = run_commands(world.folder, commands)
    leaks = [
        f"{' '.join(words)}: {canary}"
        for words, _, out, err in answers
        for canary in world.planted.mint.find(out + err) - world.planted.mint.find(" ".join(words))
        if "--by" not in words or not world.may(words[words.index("--by") + 1], canary)
    ]
    assert not leaks, "\n".join(leaks[:20])
    printed = {path.stem.removeprefix("own-"): path.read_bytes() for path in world.folder.glob("*.pdf")}
    abroad = {person.username for person in people.values() if person.role is Role.COORD}
    assert set(printed) == {*seated, *abroad} - {"finn"}
    for username, content in printed.items():
        found = world.planted.mint.find_in_pdf(content)
        wrong = {canary for canary in found if not world.may(username, canary, holds=True)}
        assert not wrong, f"{username}:\n{in_words(wrong)}"
    assert len(world.planted.mint.find_in_pdf(printed["ada"])) > 100
    assert {code for _, code, _, _ in answers} == {0, 1}


def test_pages_that_say_what_went_wrong_show_nothing(world: World, superuser: psycopg.Connection) -> None:
    """Not there, forged, unreadable, and refused because it could not be written into the log."""
    number = world.planted.numbers["tuesday"]
    role = database_roles(Home(world.folder)).web
    record = "FUNCTION audit.record"
    with Browser(world.port, world.planted, "ada") as ada, Browser(world.port, world.planted, "") as nobody:
        for address in ("/nothing/", f"/youths/{number}/nothing/1/", "/youths/?q=%00", "/youths/?workbook=" + "9" * 30):
            assert ada.fetch(address)[0] < 500, address
        superuser.execute(f'REVOKE EXECUTE ON {record} FROM "{role}"')
        try:
            status, text = ada.fetch(f"/youths/{number}/")
            assert status == 500
            assert "Traceback" not in text
            assert not ada.visits[-1].found
        finally:
            superuser.execute(f'GRANT EXECUTE ON {record} TO "{role}"')
        for visit in ada.visits:
            nobody.fetch(visit.asked)
        assert not [visit for visit in nobody.visits if visit.found]


@pytest.mark.parametrize(
    ("do", "undo", "username", "youth", "table"),
    [
        (
            "CREATE POLICY too_much ON youths_mentalhealthnote FOR SELECT TO {web} USING (true)",
            "DROP POLICY too_much ON youths_mentalhealthnote", "cleo", "tuesday", "youths_mentalhealthnote",
        ),
        (
            "INSERT INTO governance_roleholding (person_id, role, begins) "
            "SELECT id, 'PROB', '2000-01-01' FROM governance_person WHERE username = 'ben'",
            "DELETE FROM governance_roleholding WHERE role = 'PROB' AND person_id = "
            "(SELECT id FROM governance_person WHERE username = 'ben')", "ben", "quiet", "youths_arrest",
        ),
        (
            "UPDATE governance_wall SET ends = '2001-01-01' WHERE person_id = "
            "(SELECT id FROM governance_person WHERE username = 'kai')",
            "UPDATE governance_wall SET ends = NULL WHERE ends = '2001-01-01'", "kai", "walled", "youths_identity",
        ),
    ],
    ids=["a policy too many", "a role too many", "a wall that fell"],
)  # fmt: skip
def test_the_crawl_notices_one_grant_too_many(
    world: World, superuser: psycopg.Connection, do: str, undo: str, username: str, youth: str, table: str
) -> None:
    """The proof that it can fail: with one thing wrongly opened in the database, the same crawl finds what leaks."""
    address = f"/youths/{world.planted.numbers[youth]}/"
    with Browser(world.port, world.planted, username) as browser:
        Crawl(browser, world.planted, 0).follow(address)
        assert not world.leaks(browser.visits)
        superuser.execute(do.format(web=f'"{database_roles(Home(world.folder)).web}"'))
        try:
            browser.fetch(address)
        finally:
            superuser.execute(undo)
        assert any(f": {table}." in leak for leak in world.leaks(browser.visits))
        browser.visits.clear()
        browser.fetch(address)
        assert not world.leaks(browser.visits)


def test_logs_hold_no_value(world: World, superuser: psycopg.Connection) -> None:
    """Neither what the server says, nor PostgreSQL's log, nor any file of the instance, nor the audit log: fields, no values."""
    entries = superuser.execute("SELECT count(*), string_agg(to_jsonb(e)::text, ' ') FROM audit.entry AS e").fetchone()
    assert entries[0] > len(world.visits) // 2
    words = {canary for canary in world.planted.mint.find(entries[1]) if canary.field not in ("id", "number")}
    assert not words, in_words(words)
    read = 0
    for path in world.folder.rglob("*"):
        if path.is_file() and path.suffix != ".pdf" and "data" not in path.relative_to(world.folder).parts:
            found = world.planted.mint.find(path.read_bytes().decode(errors="replace"))
            assert not found, f"{path.name}:\n{in_words(found)}"
            read += 1
    assert read > 5
    assert {"server.log", "log", "heads.jsonl"} <= {path.name for path in world.folder.rglob("*")}
