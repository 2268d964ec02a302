"""The table's own issues: who keeps the list, who names one, of whom, and until when."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
import pytest
from django.test import Client

from safetynet.config.home import Home
from safetynet.kernel.faults import Conflict, NotInScope, Refused
from safetynet.kernel.identifiers import YouthId
from safetynet.meetings.actions.issues import add_issue, retire_issue, tag, take_over_list, untag
from safetynet.meetings.queries.issues import find_issue_list
from safetynet.meetings.rules.issues import DEFAULT_ISSUES
from safetynet.policy.vocabulary import Role
from tests.factories import World
from tests.factories.people import Member, new_member, new_table
from tests.integration.policy.test_definers import asked

Browser = Callable[..., Client]
INSERT = (
    "INSERT INTO meetings_issuetag (meeting_id, table_id, youth_id, kind_id, said_by_id, said_at) "
    "VALUES (%s, %s, %s, %s, %s, '2001-01-01') RETURNING said_at > '2020-01-01'"
)


@dataclass(frozen=True)
class Room:
    """An open meeting with one youth on its agenda and one deferred, and a youth who is not on it."""

    ada: Member
    kai: Member
    meeting: int
    day: str
    spoken_of: int
    number: str
    deferred: int
    other: int
    kind: int

    @property
    def page(self) -> str:
        """Where issues are named."""
        return f"/meetings/{self.day}/issues/"


@pytest.fixture
def room(home: Home, superuser: psycopg.Connection, roles: object) -> Room:
    """A table of its own with an open meeting and the list that comes with the house."""
    table = new_table("Inyo")
    ada, kai = new_member(table, Role.COORD), new_member(table, Role.PROB)
    world = World(superuser, roles)
    spoken_of, deferred, other = (world.youth(table.pk, ada.person) for _ in range(3))
    meeting = world.meeting(table.pk, spoken_of, deferred)
    superuser.execute("UPDATE meetings_agendaitem SET deferred_at = now(), deferred_why = 'x' WHERE youth_id = %s", [deferred])
    assert take_over_list(door=ada.door(), table=table.pk) == len(DEFAULT_ISSUES)
    kind = find_issue_list(ada.door(), table.pk).kinds[0]["id"]
    day = superuser.execute("SELECT held_on::text FROM meetings_meeting WHERE id = %s", [meeting]).fetchone()[0]
    number = superuser.execute("SELECT number FROM youths_youth WHERE id = %s", [spoken_of]).fetchone()[0]
    return Room(ada, kai, meeting, day, spoken_of, number, deferred, other, kind)


def chips(client: Client, room: Room) -> list[str]:
    """The issues on the page."""
    return re.findall(r'<span class="usa-tag">([^<]+)</span>', client.get(room.page).content.decode())


def test_every_default_issue_names_its_source() -> None:
    """An issue without a source is somebody's opinion."""
    assert len({issue.words for issue in DEFAULT_ISSUES}) == len(DEFAULT_ISSUES) >= 10
    assert all(re.match(r"S[01], \w", issue.source) for issue in DEFAULT_ISSUES)
    assert {issue.is_need for issue in DEFAULT_ISSUES} == {True, False}


def test_the_coordinator_keeps_the_list(room: Room, browser: Browser) -> None:
    """Take over once, add, not twice, retire, use again; others with a seat read it and change nothing."""
    ada, kai = browser(room.ada.username), browser(room.kai.username)
    with pytest.raises(Conflict, match="own list already"):
        take_over_list(door=room.ada.door(), table=room.ada.table)
    assert ada.post("/meetings/issues/", {"what": "add", "words": "  No  bus\tat night ", "is_need": "1"}).status_code == 302
    assert "No bus at night" in kai.get("/meetings/issues/").content.decode()
    assert ada.post("/meetings/issues/", {"what": "add", "words": "No bus at night"}).status_code == 302
    assert "on the list already" in ada.get("/meetings/issues/").content.decode()
    assert ada.post("/meetings/issues/", {"what": "retire", "kind": str(room.kind)}).status_code == 302
    assert "1 retired" in ada.get("/meetings/issues/").content.decode()
    for sent in ({"what": "add", "words": "Of Kai's own"}, {"what": "retire", "kind": str(room.kind)}, {"what": "take over"}):
        assert kai.post("/meetings/issues/", sent).status_code == 403
    for change in (
        lambda: add_issue(door=room.kai.door(), table=room.kai.table, words="Of Kai's own", is_need=False),
        lambda: retire_issue(door=room.kai.door(), table=room.kai.table, kind_id=room.kind + 1),
    ):
        with pytest.raises(Refused, match="Only the coordinator"):
            change()


def test_an_empty_list_offers_one(home: Home, browser: Browser) -> None:
    """On first use the coordinator sees what it could begin with, each with its source."""
    ada = browser(new_member(new_table("Inyo"), Role.COORD).username)
    shown = ada.get("/meetings/issues/").content.decode()
    assert f"Begin with these {len(DEFAULT_ISSUES)} issues" in shown
    assert "Mingus Mountain Academy" in shown
    assert ada.post("/meetings/issues/", {"what": "take over"}).status_code == 302
    shown = ada.get("/meetings/issues/").content.decode()
    assert "Begin with these" not in shown
    assert shown.count("Retire<") == len(DEFAULT_ISSUES)


def test_any_seat_names_an_issue_and_takes_back_its_own(room: Room, browser: Browser) -> None:
    """Two voices are one chip; one of them taken back leaves the other; naming twice changes nothing."""
    ada, kai = browser(room.ada.username), browser(room.kai.username)
    form = {"what": "add", "number": room.number, "kind": str(room.kind)}
    assert chips(kai, room) == []
    assert kai.post(room.page, form).status_code == 302
    assert kai.post(room.page, form).status_code == 302
    [words] = chips(ada, room)
    assert "Take back" not in ada.get(room.page).content.decode()
    assert ada.post(room.page, {**form, "what": "remove"}).status_code == 404
    assert ada.post(room.page, form).status_code == 302
    assert chips(ada, room) == [f"{words} (2 voices)"]
    assert kai.post(room.page, {**form, "what": "remove"}).status_code == 302
    assert chips(kai, room) == [words]
    assert kai.post(room.page, {**form, "back": "room"}).headers["Location"].startswith(f"/meetings/{room.day}/room/")


def test_only_of_who_is_spoken_of_and_with_the_tables_own_words(room: Room, browser: Browser) -> None:
    """Not of a youth who is deferred or not on the agenda, not with a retired issue or another table's."""
    door = room.kai.door()
    elsewhere = new_member(new_table("Inyo"), Role.COORD)
    strange = add_issue(door=elsewhere.door(), table=elsewhere.table, words="Another table's", is_need=False).pk
    for youth, kind in ((room.deferred, room.kind), (room.other, room.kind), (room.spoken_of, strange)):
        with pytest.raises(NotInScope):
            tag(door=door, meeting_id=room.meeting, youth=YouthId(youth), kind=kind)
    retire_issue(door=room.ada.door(), table=room.ada.table, kind_id=room.kind)
    with pytest.raises(NotInScope, match="not on your table's list"):
        tag(door=door, meeting_id=room.meeting, youth=YouthId(room.spoken_of), kind=room.kind)
    with pytest.raises(NotInScope):
        tag(door=elsewhere.door(), meeting_id=room.meeting, youth=YouthId(room.spoken_of), kind=strange)
    assert browser(room.kai.username).post(room.page, {"what": "add", "number": "x", "kind": "y"}).status_code == 403


def test_only_while_the_meeting_is_open(room: Room, superuser: psycopg.Connection, browser: Browser) -> None:
    """Not before, not after; what was named then stays."""
    tag(door=room.kai.door(), meeting_id=room.meeting, youth=YouthId(room.spoken_of), kind=room.kind)
    superuser.execute(
        "UPDATE meetings_meeting SET state = 'CLOSED', closed_at = now(), attendance_complete_at = now(), read_back_at = now()"
        " WHERE id = %s", [room.meeting],
    )  # fmt: skip
    for change in (tag, untag):
        with pytest.raises(Conflict, match="while the meeting is open"):
            change(door=room.kai.door(), meeting_id=room.meeting, youth=YouthId(room.spoken_of), kind=room.kind)
    assert len(chips(browser(room.kai.username), room)) == 1
    assert "Name it" not in browser(room.kai.username).get(room.page).content.decode()


def test_the_database_itself_refuses(home: Home, room: Room, superuser: psycopg.Connection) -> None:
    """Whoever sends SQL of their own: not for others, not of others' youths, not before the meeting, no changed words or times."""
    kai, values = room.kai, [room.meeting, room.kai.table, room.spoken_of, room.kind]
    assert asked(home, kai, INSERT, *values, kai.person) is True
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        asked(home, kai, INSERT, *values, room.ada.person)
    for youth in (room.deferred, room.other):
        with pytest.raises(psycopg.DatabaseError, match="not open, or does not speak"):
            asked(home, kai, INSERT, room.meeting, kai.table, youth, room.kind, kai.person)
    for change in ("removed_at = NULL", f"kind_id = {room.kind + 1}, removed_at = now()", f"youth_id = {room.deferred}"):
        with pytest.raises(psycopg.DatabaseError, match="stays as it was named"):
            asked(home, kai, f"UPDATE meetings_issuetag SET {change} WHERE meeting_id = %s RETURNING 1", room.meeting)
    with pytest.raises(TypeError):
        asked(home, room.ada, "UPDATE meetings_issuetag SET removed_at = now() WHERE meeting_id = %s RETURNING 1", room.meeting)
    draft = World(superuser, None).meeting(kai.table, room.spoken_of, state="PUBLISHED")
    with pytest.raises(psycopg.DatabaseError, match="not open"):
        asked(home, kai, INSERT, draft, kai.table, room.spoken_of, room.kind, kai.person)


def test_eve_and_finn(room: Room, browser: Browser) -> None:
    """For a stranger there is no list and no meeting; whose agreement ended is told the rule; a neighbor's table is not here."""
    neighbor = new_member(new_table("Inyo"), Role.COORD).username
    for address in ("/meetings/issues/", room.page):
        for username, status in (("eve", 404), ("finn", 403), (neighbor, 404 if address == room.page else 200)):
            assert browser(username).get(address).status_code == status, (username, address)
        for username, status in (("eve", 404), ("finn", 403)):
            sent = {"what": "add", "words": "Theirs", "number": room.number, "kind": str(room.kind)}
            assert browser(username).post(address, sent).status_code == status, (username, address)
    assert "agreement" in browser("finn").get(room.page).content.decode()
