"""The calendar without names: made, renewed and taken back by its person; read without signing in; nothing for anybody else."""

import hashlib
import re
from datetime import timedelta

import psycopg
import pytest
from django.core.cache import cache
from django.test import Client

from safetynet.config.calendar import TRIES
from safetynet.config.home import Home
from safetynet.governance import actions as directory
from safetynet.governance.actions.calendar_keys import renew_calendar_key
from safetynet.kernel import clock
from tests.factories.people import BY, Member
from tests.integration.meetings.task_help import GIVEN, NAME, TaskWorld, ask, make_world, signed_in
from tests.unit.meetings.test_ics import read_back

TODAY = clock.today()


@pytest.fixture
def world(home: Home, superuser: psycopg.Connection) -> TaskWorld:
    """A table with a meeting in a week that speaks of the youth, and a follow-up that Kai's place owes."""
    made = make_world(superuser)
    (meeting,) = superuser.execute(
        "INSERT INTO meetings_meeting (table_id, held_on, begins_at, minutes, kind, state, from_workbook) "
        "VALUES (%s, %s, '10:00', 120, 'WEEKLY', 'PUBLISHED', false) RETURNING id",
        [made.table.pk, TODAY + timedelta(days=7)],
    ).fetchone()
    superuser.execute(
        "INSERT INTO meetings_agendaitem (meeting_id, table_id, youth_id, position, carried_count, deferred_why) "
        "VALUES (%s, %s, %s, 1, 0, '')",
        [meeting, made.table.pk, made.youth],
    )
    ask(made, made.kai, due_on=TODAY + timedelta(days=3))
    return made


@pytest.fixture
def program() -> Client:
    """A calendar program: it never signs in. Each has a machine of its own, so that tests do not use up each other's tries."""
    cache.clear()
    return Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)


def feed_of(member: Member, program: Client) -> str:
    """What a fresh key of somebody opens."""
    answer = program.get(f"/calendar/{renew_calendar_key(person=member.person)}.ics")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_tells_meetings_and_days_as_counts(world: TaskWorld, program: Client) -> None:
    """The meeting's hour, its youths as a number, and the day on which a follow-up is due."""
    meeting, due = read_back(feed_of(world.kai, program))
    day = TODAY + timedelta(days=7)
    assert meeting["SUMMARY"] == "SafetyNet meeting"
    assert meeting["DESCRIPTION"] == "1 youth, 1 of yours"
    assert meeting["DTSTART"].startswith(f"{day:%Y%m%d}T1")
    assert (due["SUMMARY"], due["DTSTART;VALUE=DATE"]) == ("1 SafetyNet follow-up due", f"{TODAY + timedelta(days=3):%Y%m%d}")
    assert len({meeting["UID"], due["UID"]}) == 2
    again = read_back(feed_of(world.kai, program))
    assert [each["UID"] for each in again] == [meeting["UID"], due["UID"]]


def test_it_tells_no_name_and_no_number(world: TaskWorld, program: Client) -> None:
    """Nor a word of what is asked, nor where the table meets, nor who anybody is."""
    feed = feed_of(world.kai, program).replace("\r\n ", "")
    for secret in (NAME, GIVEN, world.number, "Winnemucca", "aunt", "LOCATION", "Person", "agency"):
        assert secret not in feed, secret


def test_a_walled_off_youth_is_not_counted(world: TaskWorld, program: Client, superuser: psycopg.Connection) -> None:
    """Neither in the meeting's number nor among the days."""
    superuser.execute(
        "INSERT INTO governance_wall (person_id, youth_id, table_id, begins, reason, recorded_by_id, recorded_at) "
        "VALUES (%s, %s, %s, '2020-01-01', 'kin', %s, now())",
        [world.kai.person, world.youth, world.table.pk, world.ada.person],
    )
    [meeting] = read_back(feed_of(world.kai, program))
    assert "DESCRIPTION" not in meeting


@pytest.mark.parametrize("who", ["eve", "finn", "theo"])
def test_without_a_seat_or_papers_a_key_opens_what_no_key_opens(world: TaskWorld, program: Client, who: str) -> None:
    """Finn's agreement has lapsed, Theo has no seat: 404, the same page as for a key that nobody was given. Eve sees her own
    table's calendar only."""
    member = getattr(world, who)
    key = renew_calendar_key(person=member.person)
    answer, unknown = program.get(f"/calendar/{key}.ics"), program.get("/calendar/nobody-has-this.ics")
    if who == "eve":
        assert read_back(answer.content.decode()) == []
        return
    assert (answer.status_code, unknown.status_code) == (404, 404)
    assert answer.content == unknown.content


def test_somebody_who_has_left_has_no_calendar(world: TaskWorld, program: Client) -> None:
    """At once, with the key still on file."""
    key = renew_calendar_key(person=world.kai.person)
    directory.end_person(username=world.kai.username, on=TODAY - timedelta(days=1), by=BY)
    assert program.get(f"/calendar/{key}.ics").status_code == 404


def test_the_page_makes_renews_and_takes_back(world: TaskWorld, program: Client, superuser: psycopg.Connection) -> None:
    """Shown once; a new address ends the old one; taken back, none opens anything. Each act is in the log."""
    browser = signed_in(world.kai)
    addresses = []
    for _ in range(2):
        page = browser.post("/calendar/", {"what": "renew"}).content.decode()
        [path] = re.findall(r"(/calendar/[\w-]{43}\.ics)", page)
        addresses.append(path)
        assert program.get(path).status_code == 200
        assert path not in browser.get("/calendar/").content.decode()
    assert program.get(addresses[0]).status_code == 404
    assert browser.post("/calendar/", {"what": "revoke"}).status_code == 302
    assert program.get(addresses[1]).status_code == 404
    told = superuser.execute(
        "SELECT outcome FROM audit.entry WHERE person = %s AND action = 'calendar key' ORDER BY at", [world.kai.person]
    ).fetchall()
    assert [outcome for (outcome,) in told] == ["made", "made", "taken back"]


def test_only_a_digest_is_kept(world: TaskWorld, superuser: psycopg.Connection) -> None:
    """Whoever reads the table opens no calendar; the key has more than 128 bits."""
    key = renew_calendar_key(person=world.kai.person)
    assert len(key) >= 43
    row = superuser.execute(
        "SELECT to_jsonb(k)::text FROM governance_calendarkey k WHERE person = %s", [world.kai.person]
    ).fetchone()
    assert key not in row[0]
    assert hashlib.sha256(key.encode()).hexdigest() in row[0]


def test_it_is_kept_by_nobody_on_the_way_and_asked_as_often_as_programs_do(world: TaskWorld, program: Client) -> None:
    """No cache keeps it; guessing is slow; another method is none."""
    key = renew_calendar_key(person=world.kai.person)
    answer = program.get(f"/calendar/{key}.ics")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert program.post(f"/calendar/{key}.ics").status_code == 405
    last = [program.get(f"/calendar/guess{turn}.ics").status_code for turn in range(TRIES + 1)]
    assert set(last[: TRIES - 3]) == {404}
    assert last[-1] == 429
    elsewhere = Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="127.0.9.9")
    assert elsewhere.get(f"/calendar/{key}.ics").status_code == 200


def test_a_stranger_makes_no_calendar_of_others(world: TaskWorld, program: Client) -> None:
    """The page is each person's own; who has not signed in is asked to."""
    assert program.get("/calendar/").status_code == 302
    assert program.post("/calendar/", {"what": "renew"}).status_code == 302
    browser = signed_in(world.finn)
    page = browser.post("/calendar/", {"what": "renew", "person": world.kai.person}).content.decode()
    [path] = re.findall(r"(/calendar/[\w-]{43}\.ics)", page)
    assert program.get(path).status_code == 404
