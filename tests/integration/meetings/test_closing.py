"""Closing a meeting: nothing is closed before its roll, its copies and its decisions are whole; then it stays as it is."""

from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
import pytest
from django.test import Client

from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.meetings import actions
from safetynet.meetings.actions.closing import confirm_attendance, confirm_read_back, say_not_there
from safetynet.meetings.actions.copies import explain_copy, return_copy, say_missing
from safetynet.meetings.actions.packet import issue_copies, press
from safetynet.meetings.models import COPY_TRANSITIONS, CopyState, PacketCopy
from safetynet.meetings.queries.agendas import Agenda, find_meetings
from safetynet.policy.door import Door
from tests.cast import CAST, Member

from .packet_help import decide, make_whole, words

pytestmark = pytest.mark.xdist_group("meetings")
DAY = date(2031, 10, 7)
Read = Callable[..., Agenda]
Doors = Callable[..., Door]
SET = {
    "RETURNED": "returned_at = clock_timestamp(), returned_to_id = issued_by_id",
    "REPLACED": "replaced_at = clock_timestamp()",
    "MISSING": "missing_at = clock_timestamp(), missing_said_by_id = issued_by_id",
    "EXPLAINED": "explained_at = clock_timestamp(), explained_by_id = issued_by_id, explanation = 'left in a locked car'",
    "OUT": "returned_at = NULL, returned_to_id = NULL, replaced_at = NULL, missing_at = NULL, missing_said_by_id = NULL,"
    " explained_at = NULL, explained_by_id = NULL, explanation = ''",
}
"""How a dishonest administrator would say that a copy is there."""


@pytest.fixture
def agenda(small: Callable[[date], None], agenda_of: Read, door_of: Doors) -> Agenda:
    """A meeting in session, with a few youths."""
    small(DAY)
    meeting = agenda_of(DAY).meeting
    actions.publish(door=door_of("ada"), meeting_id=meeting)
    actions.open_meeting(door=door_of("ada"), meeting_id=meeting)
    return agenda_of(DAY)


@pytest.fixture
def issue(door_of: Doors, agenda_of: Read, person_ids: dict[str, int]) -> Callable[..., list[PacketCopy]]:
    """Issue copies for some people, as Ada."""

    def copies(*usernames: str) -> list[PacketCopy]:
        agenda, ada = agenda_of(DAY), door_of("ada")
        seats = [seat for seat in agenda.seats if seat.person in {person_ids[name] for name in usernames}]
        return list(issue_copies(door=ada, agenda=agenda, seats=seats, by=ada.reader.person, press=press()).copies)

    return copies


def act_on(door: Door, agenda: Agenda, copy: PacketCopy) -> dict[str, Any]:
    """What the actions on a copy are told."""
    return {"door": door, "agenda": agenda, "copy_id": copy.pk, "by": door.reader.person}


def test_a_meeting_is_closed_only_when_it_is_whole(
    agenda: Agenda, agenda_of: Read, door_of: Doors, issue: Callable[..., list[PacketCopy]]
) -> None:
    """Each refusal names what is missing; nothing is changed until nothing is."""
    ada, meeting = door_of("ada"), agenda.meeting
    [copy] = issue("ben")

    def refused() -> str:
        with pytest.raises(Conflict) as why:
            actions.close_meeting(door=ada, meeting_id=meeting)
        assert agenda_of(DAY).state.value == "OPEN"
        return str(why.value)

    said = refused()
    assert "nobody said whether" in said
    assert "Ben Birch" in said
    assert f"still out: copy {copy.copy_number} of Ben Birch" in said
    assert "the decisions were not read back" in said
    with pytest.raises(Conflict, match="Nobody said whether these came"):
        confirm_attendance(door=ada, meeting_id=meeting)
    ben = next(seat for seat in agenda.seats if seat.name == "Ben Birch")
    actions.check_in(door=ada, agenda=agenda, seat=ben)
    assert say_not_there(door=ada, meeting_id=meeting, seats=list(agenda.seats)) == len(agenda.seats) - 1
    assert say_not_there(door=ada, meeting_id=meeting, seats=list(agenda.seats)) == 0
    assert "nobody said that the attendance is complete" in refused()
    [listed] = [each for each in find_meetings(ada)["meetings"] if each["held_on"] == DAY]
    assert (listed["people"], listed["copies"]) == (1, 1), "who did not come is no one of the people"
    confirm_attendance(door=ada, meeting_id=meeting)
    confirm_read_back(door=ada, meeting_id=meeting)
    said = refused()
    assert "still out" in said
    assert "attendance" not in said
    assert "read back" not in said
    return_copy(**act_on(ada, agenda, copy))
    actions.close_meeting(door=ada, meeting_id=meeting)
    assert agenda_of(DAY).state.value == "CLOSED"
    with pytest.raises(Conflict, match="closed"):
        confirm_read_back(door=ada, meeting_id=meeting)


def test_what_is_decided_after_the_reading_is_read_back_too(
    agenda: Agenda, agenda_of: Read, door_of: Doors, superuser: psycopg.Connection
) -> None:
    """A deferral after the reading: the meeting waits for another reading."""
    ada = door_of("ada")
    make_whole(ada, agenda)
    superuser.execute(
        "UPDATE meetings_agendaitem SET deferred_at = clock_timestamp(), deferred_why = 'the worker is ill' WHERE id = %s",
        [agenda.lines[0].id],
    )
    with pytest.raises(Conflict, match="1 decided after the decisions were read back"):
        actions.close_meeting(door=ada, meeting_id=agenda.meeting)
    confirm_read_back(door=ada, meeting_id=agenda.meeting)
    actions.close_meeting(door=ada, meeting_id=agenda.meeting)


@pytest.mark.parametrize("lacking", ["attendance_complete_at", "read_back_at", "a copy that is out"])
def test_the_database_closes_no_meeting_that_is_not_whole(
    lacking: str, agenda: Agenda, agenda_of: Read, door_of: Doors, issue: Callable[..., list[PacketCopy]],
    superuser: psycopg.Connection,
) -> None:  # fmt: skip
    """Past every page and action; with the one thing that lacked, the same statement closes it."""
    ada = door_of("ada")
    make_whole(ada, agenda)
    whole = "UPDATE meetings_meeting SET state = 'CLOSED', closed_at = now() WHERE id = %s"
    copies = issue("ben") if lacking == "a copy that is out" else []
    if not copies:
        superuser.execute(f"UPDATE meetings_meeting SET {lacking} = NULL WHERE id = %s", [agenda.meeting])
    with pytest.raises(psycopg.Error, match="a meeting is closed when") as refused:
        superuser.execute(whole, [agenda.meeting])
    assert refused.value.sqlstate == "SN409"
    for copy in copies:
        say_missing(**act_on(ada, agenda, copy))
    if not copies:
        superuser.execute(f"UPDATE meetings_meeting SET {lacking} = now() WHERE id = %s", [agenda.meeting])
    superuser.execute(whole, [agenda.meeting])
    assert agenda_of(DAY).state.value == "CLOSED"


def test_a_copy_goes_only_where_its_table_of_states_says(
    agenda: Agenda, issue: Callable[..., list[PacketCopy]], superuser: psycopg.Connection
) -> None:
    """All twenty steps, past every action: exactly those of the table are let through; whose copy it is never changes."""
    [copy] = issue("ben")
    for start in CopyState:
        for target in CopyState:
            if start is target:
                continue
            with superuser.transaction(force_rollback=True):
                superuser.execute("SET LOCAL session_replication_role = replica")
                if start is CopyState.EXPLAINED:
                    superuser.execute(f"UPDATE meetings_packetcopy SET {SET['MISSING']} WHERE id = %s", [copy.pk])
                superuser.execute(f"UPDATE meetings_packetcopy SET {SET[start.value]} WHERE id = %s", [copy.pk])
                superuser.execute("SET LOCAL session_replication_role = origin")
                try:
                    with superuser.transaction():
                        superuser.execute(f"UPDATE meetings_packetcopy SET {SET[target.value]} WHERE id = %s", [copy.pk])
                    done = True
                except psycopg.Error as error:
                    done = False
                    assert error.sqlstate in ("SN409", "23514"), (start, target)
                assert done == (target in COPY_TRANSITIONS[start]), (start, target)
    with pytest.raises(psycopg.Error, match="a copy cannot go"):
        superuser.execute("UPDATE meetings_packetcopy SET copy_number = 99 WHERE id = %s", [copy.pk])


def test_a_missing_copy_names_its_holder_until_it_is_back_or_explained(
    agenda: Agenda, agenda_of: Read, door_of: Doors, issue: Callable[..., list[PacketCopy]], browser: Callable[..., Client]
) -> None:
    """On the page of the closing, at the seats, and on the coordinator's desk; it may come back after the meeting was closed."""
    ada, page = door_of("ada"), browser("ada")
    lost, found = issue("ben", "cleo")
    for copy in (lost, found):
        say_missing(**act_on(ada, agenda, copy))
    with pytest.raises(Conflict, match="is not out"):
        say_missing(**act_on(ada, agenda, lost))
    places = (f"/meetings/{DAY}/closing/", f"/meetings/{DAY}/", "/")
    for place in places:
        assert "Ben Birch" in words(page.get(place)).split("Copies" if place != "/" else "not come back")[-1], place
    assert "copy 1 has not come back" in words(page.get(f"/meetings/{DAY}/"))
    with pytest.raises(Fault, match="has not come back"):
        issue("ben")
    make_whole(ada, agenda_of(DAY))
    actions.close_meeting(door=ada, meeting_id=agenda.meeting)
    closed = agenda_of(DAY)
    desk = words(page.get("/"))
    assert "Copies that have not come back No. 1, Ben Birch" in desk
    assert "No. 2, Cleo Cedar" in desk
    with pytest.raises(Fault, match="what became of the copy"):
        explain_copy(**act_on(ada, closed, lost), words=" ")
    explain_copy(**act_on(ada, closed, lost), words="Stolen with a bag; reported to the police the same day.")
    return_copy(**act_on(ada, closed, found))
    assert "Copies that have not come back" not in words(page.get("/"))
    assert [copy["state"] for copy in agenda_of(DAY).copies] == [CopyState.EXPLAINED, CopyState.RETURNED]
    assert "Stolen with a bag" in words(page.get(f"/meetings/{DAY}/closing/"))
    with pytest.raises(Conflict, match="is not missing"):
        explain_copy(**act_on(ada, closed, lost), words="again")
    with pytest.raises(NotInScope):
        return_copy(**act_on(ada, closed, lost))
    assert "Copies that have not come back" not in words(browser("iris").get("/"))


def test_a_copy_is_missing_only_at_a_meeting_in_session(
    small: Callable[[date], None], agenda_of: Read, door_of: Doors, issue: Callable[..., list[PacketCopy]]
) -> None:
    """Before it is opened nobody can say so."""
    small(DAY)
    [copy] = issue("ben")
    with pytest.raises(Conflict, match="in session"):
        say_missing(**act_on(door_of("ada"), agenda_of(DAY), copy))


@pytest.mark.parametrize("username", ["ben", "iris"])
def test_only_the_coordinator_says_what_became_of_a_copy(
    username: str, agenda: Agenda, agenda_of: Read, door_of: Doors, issue: Callable[..., list[PacketCopy]]
) -> None:
    """Refused by the rule, past every page."""
    [copy] = issue("ben")
    mine = {**act_on(door_of(username), agenda_of(DAY, username), copy)}
    for attempt in (lambda: say_missing(**mine), lambda: explain_copy(**mine, words="lost"), lambda: return_copy(**mine)):
        with pytest.raises(Refused):
            attempt()


def test_a_copy_that_is_older_than_the_agenda_says_so(
    agenda: Agenda, agenda_of: Read, door_of: Doors, issue: Callable[..., list[PacketCopy]], browser: Callable[..., Client],
    superuser: psycopg.Connection,
) -> None:  # fmt: skip
    """Moved, added, removed, deferred, taken up again: each makes the copies that are out old, for "line 6" is another youth."""
    ada, line = door_of("ada"), agenda.lines[0]
    defer = "UPDATE meetings_agendaitem SET deferred_at = {}, deferred_why = {} WHERE id = %s"

    def old() -> bool:
        return any(copy["older"] for copy in agenda_of(DAY).copies if copy["state"] is CopyState.OUT)

    issue("ben")
    assert not old()
    for change in (
        lambda: actions.move_item(door=ada, meeting_id=agenda.meeting, item_id=line.id, steps=1),
        lambda: superuser.execute(defer.format("now()", "'ill'"), [line.id]),
        lambda: superuser.execute(defer.format("NULL", "''"), [line.id]),
        lambda: actions.remove_item(door=ada, meeting_id=agenda.meeting, item_id=line.id),
        lambda: actions.add_youth(door=ada, meeting_id=agenda.meeting, number=line.number),
    ):
        change()
        assert old()
        assert "The agenda changed after this copy was printed." in words(browser("ada").get(f"/meetings/{DAY}/"))
        issue("ben")
        assert not old()


def test_nothing_is_printed_of_an_agenda_that_changed_meanwhile(
    agenda: Agenda, agenda_of: Read, door_of: Doors, superuser: psycopg.Connection
) -> None:
    """Between reading the page and printing, a line was taken off: look again first."""
    ada = door_of("ada")
    actions.remove_item(door=ada, meeting_id=agenda.meeting, item_id=agenda.lines[0].id)
    with pytest.raises(Conflict, match="changed a moment ago"):
        issue_copies(door=ada, agenda=agenda, seats=agenda.seats, by=ada.reader.person, press=press())
    assert agenda_of(DAY).copies == []


def test_the_page_goes_all_the_way(
    agenda: Agenda, agenda_of: Read, issue: Callable[..., list[PacketCopy]], browser: Callable[..., Client]
) -> None:
    """Plain forms, without a script, each step back on the same page; the last leads to the minutes."""
    ada, address = browser("ada"), f"/meetings/{DAY}/closing/"
    [copy] = issue("ben")
    ben = next(seat for seat in agenda.seats if seat.name == "Ben Birch")
    page = words(ada.get(address))
    assert "Before this meeting can be closed" in page
    assert "The button comes when nothing is missing any more." in page
    assert ada.post(address, {"what": "close"}).status_code == 409
    state = f"/meetings/{DAY}/state/"
    came = ada.post(state, {"what": "check in", "seat": ben.seat, "back": "closing"})
    assert came["Location"].startswith(address)
    assert ada.post(address, {"what": "attendance"}).status_code == 409
    steps: tuple[tuple[str, dict[str, Any]], ...] = (
        (address, {"what": "not there", "seat": next(seat.seat for seat in agenda.seats if seat is not ben)}),
        (address, {"what": "not there"}),
        (address, {"what": "attendance"}),
        (state, {"what": "missing", "copy": copy.pk, "back": "closing"}),
        (state, {"what": "explain", "copy": copy.pk, "words": "Left at home.", "back": "closing"}),
        (address, {"what": "read back"}),
    )
    for where, sent in steps:
        answer = ada.post(where, sent)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, address), sent
    page = words(ada.get(address))
    assert "Everything is whole." in page
    assert "1 who stayed read on for 24 hours" in page
    assert ada.post(address, {"what": "close"})["Location"].startswith(f"/meetings/{DAY}/minutes/")
    assert ada.post(address, {"what": "explode"}).status_code == 403


@pytest.mark.parametrize("member", CAST, ids=lambda member: member.username)
def test_only_the_coordinator_closes(member: Member, agenda: Agenda, agenda_of: Read, browser: Callable[..., Client]) -> None:
    """Who sits at the table reads the page and is refused by a rule; Eve and Finn find nothing."""
    client, address = browser(member.username), f"/meetings/{DAY}/closing/"
    sees = member.seat and member.username != "finn"
    answer = client.get(address)
    assert (answer.status_code == 200) == sees
    if member.username == "ada":
        return
    if sees:
        assert "The coordinator closes it." in words(answer)
        assert "<button" not in answer.content.decode().split("</header>")[1].split("<main")[1]
    for what in ("not there", "attendance", "read back", "close"):
        assert client.post(address, {"what": what}).status_code in ((403,) if sees else (403, 404)), what
    assert agenda_of(DAY).state.value == "OPEN"


def test_decisions_are_read_back_and_statements_are_not(
    agenda: Agenda, agenda_of: Read, browser: Callable[..., Client], superuser: psycopg.Connection, person_ids: dict[str, int]
) -> None:
    """A follow-up asked and a plan agreed stand there; what was said in the room does not."""
    decide(superuser, agenda.lines[0], agenda.meeting, person_ids["ben"])
    page = words(browser("ada").get(f"/meetings/{DAY}/closing/")).split("to be read back")[1]
    assert "Follow-up asked: Question to answer: Call the aunt" in page
    assert "Plan agreed: Safety plan, version" in page
    assert "Recommendation adopted: To Judge Juniper, hearing on" in page
    assert "Heard in the corridor" not in page
