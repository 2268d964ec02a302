"""Who may do what in the room, written through the web role with a pass: where the table of grants is wider than the act, the
database narrows it."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest

from safetynet.governance.rules import SETTINGS
from safetynet.kernel import clock
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.vocabulary import Role
from tests.factories import World
from tests.factories.room import AMISS, CONFLICT, REFUSED, Room, refused
from tests.factories.rows import DAY
from tests.factories.world import Someone

OBJECTIONS = int(SETTINGS["guest_objections"].default)


@pytest.fixture
def room(admin: psycopg.Connection, roles: DatabaseRoles) -> Room:
    """A table in session."""
    return Room(World(admin, roles))


# -- the turn ----------------------------------------------------------------------------------------------------


def test_only_chair_and_coordinator_give_the_turn_and_one_ends_the_other(room: Room) -> None:
    """The database says when; the turn before ends; a member is refused; closing ends what runs."""
    first = room.write(room.ada, "meetings_turn")
    second = room.write(room.iris, "meetings_turn", room.client, begins_at="2001-01-01T00:00Z", ends_at="2001-01-01T00:00Z")
    running = "SELECT array_agg(id) FROM meetings_turn WHERE meeting_id = %s AND ends_at IS NULL"
    assert room.one(running, room.meeting) == [second]
    assert room.one("SELECT ends_at >= begins_at AND begins_at > '2020-01-01' FROM meetings_turn WHERE id = %s", first)
    for member in (room.kai, room.cleo, room.jude):
        with refused(REFUSED):
            room.write(member, "meetings_turn")
    with refused(REFUSED):
        room.write(room.ada, "meetings_turn", said_by_id=room.iris.id)
    room.close()
    assert room.one(running, room.meeting) is None
    with refused(CONFLICT):
        room.write(room.ada, "meetings_turn")


def test_a_youth_who_waits_is_given_no_turn(room: Room) -> None:
    """Deferred, or kept for when no guest is there; taken up again, the turn can be given."""
    line = "UPDATE meetings_agendaitem SET deferred_at = %s, deferred_why = %s WHERE meeting_id = %s AND youth_id = %s"
    for waits in (clock.now(), None):
        assert room.world.connection.execute(line, [waits, "Ill" if waits else "", room.meeting, room.youth]).rowcount == 1
        if waits:
            with refused(CONFLICT, "this youth waits"):
                room.write(room.ada, "meetings_turn")
    assert room.write(room.ada, "meetings_turn")


def test_a_line_stays_with_its_youth_and_its_meeting(room: Room) -> None:
    """The coordinator puts no youth of another table into it, and does not move it to that table's agenda."""
    other = Room(room.world)
    line = room.one("SELECT id FROM meetings_agendaitem WHERE meeting_id = %s AND youth_id = %s", room.meeting, room.youth)
    for change in ({"youth_id": other.youth}, {"meeting_id": other.meeting}, {"table_id": other.table}):
        with refused(REFUSED):
            room.change(room.ada, "meetings_agendaitem", line, **change)


def test_no_turn_before_the_meeting_is_open(room: Room) -> None:
    """An agenda that is published has no turns yet."""
    early = Room(room.world, state="PUBLISHED")
    with refused(CONFLICT):
        early.write(early.ada, "meetings_turn")


# -- statements --------------------------------------------------------------------------------------------------


def test_a_statement_is_made_in_ones_own_name_and_about_the_line(room: Room) -> None:
    """Neither another person nor another agency; youth, table and meeting are those of the agenda line; no day to come."""
    for forged in ({"said_by_id": room.cleo.id}, {"agency_id": room.cleo.agency}):
        with refused(REFUSED):
            room.write(room.kai, "meetings_statement", **forged)
    told = room.write(room.kai, "meetings_statement", youth_id=room.client, addendum=True, superseded_at=clock.now())
    found = room.one("SELECT ARRAY[youth_id, said_by_id, agency_id] FROM meetings_statement WHERE id = %s", told)
    assert found == [room.youth, room.kai.id, room.kai.agency]
    assert room.one("SELECT NOT addendum AND superseded_at IS NULL FROM meetings_statement WHERE id = %s", told)
    with refused(AMISS):
        room.write(room.kai, "meetings_statement", taken_on=room.world.today + timedelta(days=1))
    for privileged in ("PRIVILEGED", "VAULT", "RELEASED"):
        with refused(REFUSED):
            room.write(room.kai, "meetings_statement", category=privileged)


def test_a_statement_is_replaced_once_and_by_its_own_agency(room: Room) -> None:
    """Rows are only added; nobody changes or removes one."""
    told = room.write(room.kai, "meetings_statement")
    with refused(CONFLICT):
        room.write(room.cleo, "meetings_statement", supersedes_id=told)
    room.write(room.kai, "meetings_statement", supersedes_id=told)
    with refused("23505"):
        room.write(room.kai, "meetings_statement", supersedes_id=told)
    elsewhere = room.write(room.jude, "meetings_statement", room.client)
    with refused(CONFLICT):
        room.write(room.jude, "meetings_statement", room.client, supersedes_id=room.put("meetings_statement", room.jude))
    for member in (room.kai, room.ada):
        with refused(REFUSED):
            room.change(member, "meetings_statement", elsewhere, text="something else")


def test_after_the_meeting_a_statement_is_an_addendum(room: Room) -> None:
    """By the coordinator; by a member for as long as the meeting's records are open; of an agenda not yet discussed never."""
    room.close()
    for member in (room.ada, room.kai):
        told = room.write(member, "meetings_statement")
        assert room.one("SELECT addendum FROM meetings_statement WHERE id = %s", told) is True
    early = Room(room.world, state="PUBLISHED")
    with refused(CONFLICT):
        early.write(early.ada, "meetings_statement")


def test_who_is_not_checked_in_says_nothing_but_the_coordinator(room: Room) -> None:
    """A seat alone does not do."""
    empty = Room(room.world, checked_in=False)
    for member in (empty.kai, empty.cleo, empty.jude):
        with refused(REFUSED):
            empty.write(member, "meetings_statement", empty.client)
    assert empty.write(empty.ada, "meetings_statement")


def test_counsel_speaks_in_the_room_of_every_youth_and_states_of_clients_only(room: Room) -> None:
    """Marks and drafts are counsel's own words; what an agency shares about a youth, counsel shares of a client alone."""
    for youth in (room.youth, room.client):
        assert room.write(room.jude, "meetings_reserve", youth)
        assert room.write(room.jude, "meetings_draft", youth)
    assert room.write(room.jude, "meetings_statement", room.client)
    with refused(REFUSED):
        room.write(room.jude, "meetings_statement", room.youth)


# -- guests ------------------------------------------------------------------------------------------------------


def decide(room: Room, proposal: int, **given: Any) -> int:
    """The coordinator writes down what the table decided about a guest."""
    with room.world.looking_as(room.ada):
        return room.world.insert("meetings_guest", **room.guest_values(proposal, **given))


def test_no_guest_is_admitted_against_the_objections_that_suffice(room: Room) -> None:
    """As many as the settings' default says; after a withdrawal the guest may come."""
    proposal = room.proposal()
    objectors = (room.kai, room.iris, room.jude, room.cleo)[:OBJECTIONS]
    said = [room.objection(member, proposal) for member in objectors]
    with refused(CONFLICT):
        decide(room, proposal)
    refusal = decide(room, proposal, state="REFUSED", why="A member objects")
    with refused(CONFLICT):
        room.change(room.ada, "meetings_guest", refusal, state="ADMITTED")
    assert room.change(room.ada, "meetings_objection", said[0], withdrawn_at=clock.now()) == 0
    assert room.change(objectors[0], "meetings_objection", said[0], withdrawn_at=clock.now()) == 1
    assert room.change(room.ada, "meetings_guest", refusal, state="ADMITTED") == 1


@pytest.mark.parametrize("enough", [2, 3])
def test_the_county_says_how_many_objections_suffice(room: Room, enough: int) -> None:
    """One less does not; the same member twice is one; a setting that cannot be read is the default."""
    key = {"county_id": room.county, "key": "guest_objections", "source": "a test"}
    setting = room.world.insert("governance_countysetting", **key, value=str(enough))
    proposal = room.proposal()
    for member in (room.kai, room.iris, room.jude)[: enough - 1]:
        room.objection(member, proposal)
    with refused("23505"):
        room.objection(room.kai, proposal)
    with room.world.connection.transaction(force_rollback=True):
        decide(room, proposal)
    room.objection(room.cleo, proposal)
    with refused(CONFLICT):
        decide(room, proposal)
    room.world.connection.execute("UPDATE governance_countysetting SET value = 'two' WHERE id = %s", [setting])
    with refused(CONFLICT):
        decide(room, proposal)


def test_a_guest_comes_in_with_a_signed_form_only(room: Room) -> None:
    """And not once somebody has objected after all; a withdrawn proposal brings nobody; only the coordinator decides."""
    proposal = room.proposal()
    guest = decide(room, proposal)
    with refused(AMISS):
        room.change(room.ada, "meetings_guest", guest, state="PRESENT", arrived_at=clock.now())
    objection = room.objection(room.kai, proposal)
    with refused(CONFLICT):
        room.change(room.ada, "meetings_guest", guest, state="PRESENT", arrived_at=clock.now(), form_signed_on=DAY)
    room.change(room.kai, "meetings_objection", objection, withdrawn_at=clock.now())
    assert room.change(room.ada, "meetings_guest", guest, state="PRESENT", arrived_at=clock.now(), form_signed_on=DAY) == 1
    withdrawn = room.proposal()
    assert room.change(room.cleo, "meetings_guestproposal", withdrawn, withdrawn_at=clock.now()) == 1
    with refused(CONFLICT):
        decide(room, withdrawn)
    with refused(REFUSED), room.world.looking_as(room.iris):
        room.world.insert("meetings_guest", **room.guest_values(room.proposal()))


def test_what_is_said_at_one_table_hangs_on_nothing_of_another(room: Room) -> None:
    """No objection to another table's guest, no mark on its youths, no proposal for its meeting, whatever the row says."""
    other = Room(room.world)
    with refused(REFUSED):
        room.objection(room.kai, other.proposal(), table_id=room.table)
    with refused(REFUSED):
        room.write(room.kai, "meetings_guestproposal", meeting_id=other.meeting)
    with refused(REFUSED):
        room.write(room.kai, "meetings_reserve", youth_id=other.youth, meeting_id=other.meeting)
    unknown = other.youth + 1_000_000
    for youth in (other.youth, unknown):
        with refused(REFUSED, "this youth is not open to you"):
            room.write(room.kai, "meetings_reserve", youth_id=youth)
        with refused(REFUSED, "this youth is not open to you"):
            room.write(room.kai, "meetings_draft", youth_id=youth)
        with refused(REFUSED, "this youth is not open to you"):
            room.write(room.kai, "meetings_task", youth_id=youth)


def test_nobody_says_anything_in_another_name(room: Room) -> None:
    """Objection, proposal, mark, assent: neither another person's nor another agency's."""
    plan = room.put("meetings_plan", room.ada)
    assent = {"plan_id": plan, "table_id": room.table, "youth_id": room.youth, "revision": 1}
    with refused(REFUSED):
        room.objection(room.kai, room.proposal(), said_by_id=room.cleo.id)
    for table, forged in (
        ("meetings_guestproposal", {"said_by_id": room.cleo.id}),
        ("meetings_reserve", {"said_by_id": room.cleo.id}),
    ):
        with refused(REFUSED):
            room.write(room.kai, table, **forged)
    mark = room.write(room.kai, "meetings_reserve", agency_id=room.cleo.agency)
    assert room.one("SELECT agency_id FROM meetings_reserve WHERE id = %s", mark) == room.kai.agency
    for forged in ({"agency_id": room.cleo.agency, "said_by_id": room.kai.id}, {"agency_id": room.kai.agency, "said_by_id": 1}):
        with refused(REFUSED), room.world.looking_as(room.kai):
            room.world.insert("meetings_planassent", **assent, **forged)
    with room.world.looking_as(room.kai):
        said = {"agency_id": room.kai.agency, "said_by_id": room.kai.id}
        row = room.world.insert("meetings_planassent", **{**assent, "youth_id": room.client}, **said)
    assert room.one("SELECT youth_id FROM meetings_planassent WHERE id = %s", row) == room.youth


# -- drafts ------------------------------------------------------------------------------------------------------


def test_nobody_else_reads_or_touches_a_draft(room: Room) -> None:
    """Not even the coordinator."""
    row = room.write(room.kai, "meetings_draft")
    assert room.world.visible(room.kai, "meetings_draft", [row]) == {row}
    for other in (room.ada, room.iris, room.cleo, room.jude, room.world.person(room.kai.agency)):
        assert room.world.visible(other, "meetings_draft", [row]) == set()
        assert room.change(other, "meetings_draft", row, form="plan") == 0
    with refused(REFUSED):
        room.write(room.ada, "meetings_draft", said_by_id=room.kai.id)
    assert room.change(room.kai, "meetings_draft", row, form="plan") == 1


# -- follow-ups --------------------------------------------------------------------------------------------------


def colleague(room: Room, of: Someone) -> Someone:
    """Somebody else of the same agency, at the table too."""
    person = room.world.person(of.agency, *(Role(role) for role in room.world.standing(of)["roles"]))
    room.world.agreement(person, room.table)
    room.world.training(person)
    room.world.seat(person, room.table)
    return person


def test_whoever_owes_a_follow_up_answers_it_and_changes_nothing_else(room: Room) -> None:
    """The agency, whoever works there today; who answered and when is what the pass and the clock say."""
    task = room.write(room.cleo, "meetings_task")
    for change in ({"what": "Nothing"}, {"due_on": "2030-01-01"}, {"owner_agency_id": room.cleo.agency}, {"kind": "BENEFIT"},
                   {"state": "DROPPED"}, {"youth_id": room.client}, {"asked_by_id": room.kai.id}):  # fmt: skip
        with refused(REFUSED):
            room.change(room.kai, "meetings_task", task, **change)
    heir = colleague(room, room.kai)
    forged = {"answered_by_id": room.cleo.id, "answered_at": "2001-01-01T00:00Z"}
    assert room.change(heir, "meetings_task", task, state="DONE", answer="Yes, since Monday", **forged) == 1
    answered = "SELECT answered_by_id = %s AND answered_at > now() - interval '1 minute' FROM meetings_task WHERE id = %s"
    assert room.one(answered, heir.id, task)
    assert room.change(room.kai, "meetings_task", task, answered_by_id=room.cleo.id) == 1
    assert room.one(answered, heir.id, task)


def test_whoever_asked_changes_what_is_asked_and_never_the_answer(room: Room) -> None:
    """May ask again and drop it; may not answer for the other agency."""
    task = room.write(room.cleo, "meetings_task")
    assert room.change(room.cleo, "meetings_task", task, what="Is she enrolled, and where?", due_on="2030-01-01") == 1
    for change in ({"state": "DONE"}, {"state": "BLOCKED"}, {"answer": "Yes"}, {"state": "DONE", "answer": "Yes"}):
        with refused(REFUSED):
            room.change(room.cleo, "meetings_task", task, **change)
    assert room.change(room.cleo, "meetings_task", task, state="DROPPED") == 1
    assert room.change(room.cleo, "meetings_task", task, state="OPEN") == 1


def test_nobody_takes_up_a_question_of_the_file_that_is_not_shared_with_them(room: Room) -> None:
    """Of another youth, or with a reader who may not read it: the same words; then by whom it is asked, who reads it."""
    asked = {
        name: room.world.insert(
            "youths_followup", youth_id=youth, table_id=room.table, question="Is she enrolled?", asked_of_id=room.kai.agency,
            due_on=clock.today(), status="OPEN", recorded_by_id=room.ada.id, source_agency_id=room.ada.agency,
        )
        for name, youth in (("here", room.youth), ("other", room.client))
    }  # fmt: skip
    mine = {"owner_agency_id": room.kai.agency, "owner_place": room.place_of(room.kai)}
    with refused(REFUSED, "no such question"):
        room.write(room.kai, "meetings_task", **mine, question_id=asked["other"])
    with refused(REFUSED, "no such question"):
        room.write(room.kai, "meetings_task", **mine, question_id=asked["other"] + 1_000_000)
    assert room.write(room.kai, "meetings_task", **mine, question_id=asked["here"])


def test_a_stranger_changes_nothing_and_the_coordinator_everything(room: Room) -> None:
    """Also when both are in the room where the youth is on the agenda."""
    task = room.write(room.cleo, "meetings_task")
    for change in ({"revision": 2}, {"answered_by_id": room.iris.id}, {"what": "Nothing"}, {"state": "DROPPED"}, {"answer": "No"}):
        with refused(REFUSED):
            room.change(room.iris, "meetings_task", task, **change)
    assert room.change(room.ada, "meetings_task", task, what="Is she enrolled?", state="DONE", answer="Yes") == 1
    assert room.change(room.ada, "meetings_task", task, state="OPEN", answered_by_id=None, answered_at=None) == 1
    with refused(REFUSED):
        room.change(room.ada, "meetings_task", task, asked_by_id=room.ada.id)


def test_a_follow_up_begins_open_and_in_ones_own_name(room: Room) -> None:
    """Nobody asks with the answer in hand, in another name, or of an agency without a place at the table."""
    forged = {"state": "DONE", "answer": "Yes", "answered_by_id": room.kai.id, "answered_at": clock.now()}
    task = room.write(room.cleo, "meetings_task", **forged, asked_by_id=room.iris.id, asked_by_agency_id=room.iris.agency)
    found = "SELECT ARRAY[state, answer, coalesce(answered_by_id::text, '')] FROM meetings_task WHERE id = %s"
    assert room.one(found, task) == ["OPEN", "", ""]
    asked = room.one("SELECT ARRAY[asked_by_id, asked_by_agency_id] FROM meetings_task WHERE id = %s", task)
    assert asked == [room.cleo.id, room.cleo.agency]
    with refused(AMISS):
        room.write(room.cleo, "meetings_task", owner_agency_id=room.world.agency(room.county))
    other = Room(room.world)
    with refused(AMISS):
        room.write(room.cleo, "meetings_task", meeting_id=other.meeting)
