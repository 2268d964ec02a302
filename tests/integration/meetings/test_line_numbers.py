"""A line of an agenda has one number: on paper, on the page, in the room, at the closing, in the minutes, and for everybody."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import psycopg
import pytest
from django.test import Client

from safetynet.meetings import actions
from safetynet.meetings.actions.typeset import note_sheets
from safetynet.meetings.queries.agendas import Agenda
from safetynet.meetings.queries.closing import find_closing
from safetynet.meetings.queries.packet import find_copy_content
from safetynet.meetings.queries.room import find_room
from safetynet.policy.door import Door
from safetynet.policy.vocabulary import Role
from tests.factories.people import Member, new_member, new_table
from tests.integration.policy.test_definers import asked

from .conftest import TABLE

DAY = date(2031, 4, 8)


@pytest.fixture
def opened(
    small: Callable[[date], None],
    agenda_of: Callable[..., Agenda],
    door_of: Callable[..., Door],
    person_ids: dict[str, int],
    superuser: psycopg.Connection,
) -> Iterator[Agenda]:
    """An open meeting; the first line is deferred, and Cleo is kept away from the youth of the third."""
    small(DAY)
    door, agenda = door_of("ada"), agenda_of(DAY)
    actions.publish(door=door, meeting_id=agenda.meeting)
    actions.open_meeting(door=door, meeting_id=agenda.meeting)
    actions.defer_item(door=door, meeting_id=agenda.meeting, item_id=agenda.lines[0].id, why="Invented")
    (wall,) = superuser.execute(
        "INSERT INTO governance_wall (person_id, youth_id, table_id, begins, reason, recorded_by_id, recorded_at) "
        "VALUES (%s, %s, %s, '2020-01-01', 'kin', %s, now()) RETURNING id",
        [person_ids["cleo"], agenda.lines[2].youth, TABLE, person_ids["ada"]],
    ).fetchone()
    yield agenda
    superuser.execute("DELETE FROM governance_wall WHERE id = %s", [wall])


def test_one_number_everywhere(opened: Agenda, agenda_of: Callable[..., Agenda], door_of: Callable[..., Door]) -> None:
    """The deferred line has none and stands last; the lines after it begin with 1. Whoever is kept from a line misses its number,
    and the others keep theirs."""
    first, *rest = [line.id for line in opened.lines]
    everybody = {item: place for place, item in enumerate(rest, start=1)}
    cleos = {item: place for item, place in everybody.items() if item != rest[1]}
    for username, expected in (("ada", everybody), ("iris", everybody), ("cleo", cleos)):
        door = door_of(username)
        page, room = agenda_of(DAY, username), find_room(door, TABLE, DAY)
        assert {line.id: line.line for line in page.lines} == expected, username
        assert {line.item: line.line for line in room.lines if not line.deferred} == expected, username
        assert [(line.item, line.line) for line in room.lines][-1] == (first, None)
        assert room.spoken_of == len(rest)
        closing = find_closing(door, opened.meeting)
        assert [(line.item, line.place) for line in closing.lines] == [*expected.items(), (first, None)]
        copy = find_copy_content(
            Door(door.reader.for_packet(door.reader.person, opened.meeting), alias="packets"), opened.meeting,
            printed_by=door.reader.person,
        )  # fmt: skip
        assert [line["line"] for line in copy.lines] == [*expected.values()]
        assert [sheet["line"] for sheet in note_sheets(copy)] == [f"Line {place}" for place in expected.values()]


def test_pages_count_alike(opened: Agenda, browser: Callable[..., Client]) -> None:
    """Desk, agenda, guests and room: so many, and one deferred; the room says which line has the turn."""
    spoken_of = len(opened.lines) - 1
    ada, day = browser("ada"), DAY.isoformat()
    assert ada.post(f"/meetings/{day}/room/turn/?table={TABLE}", {"item": opened.lines[3].id}).status_code == 302
    room = ada.get(f"/meetings/{day}/room/?table={TABLE}").content.decode()
    assert f"line 3 of {spoken_of}" in room
    assert f'Agenda <span class="mark">{spoken_of}; 1 deferred</span>' in room
    assert [int(each) for each in re.findall(r'<li[^>]* value="(\d+)"', room)] == [*range(1, spoken_of + 1)]
    assert f"{spoken_of} youths on the agenda; 1 deferred." in browser("ada").get("/").content.decode()
    assert f"{spoken_of} youths</strong>" in ada.get(f"/meetings/{day}/?table={TABLE}").content.decode()
    assert "lines, 1 of them deferred" in ada.get(f"/meetings/{day}/guests/?table={TABLE}").content.decode()


def test_numbers_are_told_to_whoever_reads_the_agenda(opened: Agenda, home: object, person_ids: dict[str, int]) -> None:
    """A seat at the table with all papers, in a role that reads the agenda; nobody else."""
    count = "SELECT count(*) FROM policy.line_numbers(%s)"
    elsewhere = new_member(new_table(), Role.PROB)
    lapsed = Member(person_ids["finn"], "finn", 0, TABLE, "")
    for member in (elsewhere, lapsed):
        assert asked(home, member, count, opened.meeting) == 0
