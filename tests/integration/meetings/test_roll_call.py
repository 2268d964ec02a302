"""The roll call: in the middle of the room until the first youth has the turn, one act for a person and the copy."""

from collections.abc import Callable
from datetime import date

import psycopg
import pytest
from django.test import Client

from safetynet.meetings import actions
from safetynet.meetings.actions.packet import issue_copies, press
from safetynet.meetings.queries.agendas import Agenda
from safetynet.policy.door import Door

from .conftest import TABLE

DAY = date(2031, 5, 6)
ROOM = f"/meetings/{DAY.isoformat()}/room/?table={TABLE}"
STATE = f"/meetings/{DAY.isoformat()}/state/?table={TABLE}"
Browser = Callable[..., Client]


@pytest.fixture
def opened(
    small: Callable[[date], None], agenda_of: Callable[..., Agenda], door_of: Callable[..., Door], person_ids: dict[str, int]
) -> Agenda:
    """An open meeting with a copy printed for Kai, Cleo and Mara; nobody is checked in."""
    small(DAY)
    door, agenda = door_of("ada"), agenda_of(DAY)
    actions.publish(door=door, meeting_id=agenda.meeting)
    seats = [seat for seat in agenda.seats if seat.person in {person_ids[name] for name in ("kai", "cleo", "mara")}]
    issue_copies(door=door, agenda=agenda, seats=seats, by=door.reader.person, press=press())
    actions.open_meeting(door=door, meeting_id=agenda.meeting)
    return agenda_of(DAY)


def seat_of(agenda: Agenda, person: int) -> object:
    """Somebody's seat."""
    return next(seat for seat in agenda.seats if seat.person == person)


def entry(superuser: psycopg.Connection, action: str) -> object:
    """What the log keeps of the last such act."""
    return superuser.execute("SELECT detail FROM audit.entry WHERE action = %s ORDER BY at DESC LIMIT 1", [action]).fetchone()[0]


def test_it_stands_in_the_middle_until_somebody_has_the_turn(opened: Agenda, browser: Browser) -> None:
    """Before the agenda, for the coordinator; then it is folded away beside it, and still there."""
    ada = browser("ada")
    page = ada.get(ROOM).content.decode()
    assert page.index('id="roll"') < page.index('class="room__agenda"')
    assert ada.post(f"/meetings/{DAY.isoformat()}/room/turn/?table={TABLE}", {"item": opened.lines[0].id}).status_code == 302
    page = ada.get(ROOM).content.decode()
    assert page.index('id="roll"') > page.index('class="room__agenda"')
    assert "Roll call and copies: 0 of" in page
    assert 'id="roll"' not in browser("iris").get(ROOM).content.decode()


def test_here_and_the_copy_handed_out_is_one_act(
    opened: Agenda, browser: Browser, agenda_of: Callable[..., Agenda], person_ids: dict[str, int], superuser: psycopg.Connection
) -> None:
    """One button for whoever has a copy, and the log keeps which copy; without one there is only checking in."""
    ada, kai = browser("ada"), seat_of(opened, person_ids["kai"])
    assert f"Here, copy {kai.copy['number']} handed out" in ada.get(ROOM).content.decode()
    assert ada.post(STATE, {"what": "here with copy", "seat": kai.seat, "back": "room"}).status_code == 302
    assert seat_of(agenda_of(DAY), person_ids["kai"]).checked_in
    assert entry(superuser, "check in") == {"person": person_ids["kai"], "copy": kai.copy["number"]}
    cleo = seat_of(opened, person_ids["cleo"])
    assert ada.post(STATE, {"what": "check in", "seat": cleo.seat, "back": "room"}).status_code == 302
    assert entry(superuser, "check in") == {"person": person_ids["cleo"]}


def test_all_others_are_back_at_once(
    opened: Agenda, browser: Browser, agenda_of: Callable[..., Agenda], superuser: psycopg.Connection
) -> None:
    """Every copy that is out, none that is missing, each an entry; nobody but the coordinator."""
    ada = browser("ada")
    missing = opened.copies[0]
    assert ada.post(STATE, {"what": "missing", "copy": missing["id"]}).status_code == 302
    for address in (f"/meetings/{DAY.isoformat()}/closing/?table={TABLE}", f"/meetings/{DAY.isoformat()}/?table={TABLE}"):
        assert "All others are back (2)" in ada.get(address).content.decode()
    assert browser("iris").post(STATE, {"what": "return all"}).status_code == 403
    count = "SELECT count(*) FROM audit.entry WHERE action = 'return copy'"
    before = superuser.execute(count).fetchone()[0]
    assert ada.post(STATE, {"what": "return all"}).status_code == 302
    assert [copy["state"].value for copy in agenda_of(DAY).copies] == ["MISSING", "RETURNED", "RETURNED"]
    assert superuser.execute(count).fetchone()[0] == before + 2


def test_the_chair_who_is_not_checked_in_may_begin_and_is_told_so(opened: Agenda, browser: Browser) -> None:
    """Not what the others are told: nobody calls the chair in. Whose turn it is, the page has ready to be said to everybody."""
    chair, other = (browser(name).get(ROOM).content.decode() for name in ("iris", "kai"))
    assert "You are not checked in yet.</strong> You can begin; what is shared opens once you are checked in." in chair
    assert "Ask the coordinator to check you in" in other
    for page in (chair, other):
        assert "nothing of any youth" not in page
        assert 'data-said=""' in page
    turn = f"/meetings/{DAY.isoformat()}/room/turn/?table={TABLE}"
    assert browser("iris").post(turn, {"item": opened.lines[1].id}).status_code == 302
    assert 'data-said="Now: line 2"' in browser("kai").get(ROOM).content.decode()


def test_a_chair_behind_a_wall_is_not_sent_out_of_the_room(
    opened: Agenda, browser: Browser, person_ids: dict[str, int], superuser: psycopg.Connection
) -> None:
    """The chair is told who leads then; somebody else waits to be called."""
    for name in ("iris", "kai"):
        superuser.execute(
            "INSERT INTO governance_wall (person_id, youth_id, table_id, begins, reason, recorded_by_id, recorded_at) "
            "VALUES (%s, %s, %s, '2020-01-01', 'roll call', %s, now())",
            [person_ids[name], opened.lines[2].youth, TABLE, person_ids["ada"]],
        )
    try:
        chair, other = (browser(name).get(ROOM).content.decode() for name in ("iris", "kai"))
    finally:
        superuser.execute("DELETE FROM governance_wall WHERE reason = 'roll call'")
    assert "Wait outside" not in chair
    assert "then the coordinator leads until it is over" in chair
    assert "Wait outside until the chair calls you" in other
