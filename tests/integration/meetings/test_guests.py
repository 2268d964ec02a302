"""Guests: the table decides, the reasons are kept, and marked youths wait until the last guest has left."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import psycopg
import pytest
from django.test import Client

from safetynet.config.home import Home
from safetynet.kernel import clock
from safetynet.kernel.faults import Conflict, NotInScope, Refused
from safetynet.meetings import actions
from safetynet.meetings.actions import guests
from safetynet.meetings.models import GuestState
from safetynet.meetings.queries.agendas import Agenda
from safetynet.meetings.queries.guests import Guests, ProposedGuest, find_guests
from safetynet.policy.vocabulary import Purpose
from tests.factories.people import Member
from tests.integration.policy.test_pass import pass_of

from .own_table import OwnTable

DAY = date(2031, 3, 4)
GUEST = {"name": "Robin Rowan", "organization": "Night shelter", "why": "Runs the shelter we want to use"}
Browser = Callable[..., Client]


def found(own: OwnTable, who: Member | None = None) -> Guests:
    """What one of them reads."""
    return find_guests(own.door(who or own.ada), own.agenda(DAY, who))


def first(own: OwnTable) -> ProposedGuest:
    """The first guest proposed."""
    return found(own).proposals[0]


def say(own: OwnTable, act: Callable[..., object], who: Member | None = None, **values: object) -> None:
    """One act of a member at the meeting."""
    act(door=own.door(who or own.ada), agenda=own.agenda(DAY, who), **values)


def admitted(own: OwnTable, name: str = "Robin Rowan") -> int:
    """Somebody proposed by Probation, admitted, signed."""
    proposal = guests.propose_guest(door=own.door(own.kai), agenda=own.agenda(DAY, own.kai), values={**GUEST, "name": name}).pk
    say(own, guests.decide_on_guest, proposal_id=proposal, state=GuestState.ADMITTED)
    say(own, guests.sign_form, proposal_id=proposal, on=clock.today())
    return proposal


def deferred(own: OwnTable) -> dict[int, str]:
    """The youths who wait, and why."""
    return {line.youth: line.deferred for line in own.agenda(DAY).deferred}


def test_an_objection_keeps_a_guest_out_until_it_is_withdrawn(own: OwnTable, superuser: psycopg.Connection) -> None:
    """Who objected and why stands there for all members, also afterwards; the database refuses, whatever a page offers."""
    own.compose(DAY)
    say(own, guests.propose_guest, own.kai, values=GUEST)
    with pytest.raises(Conflict, match="proposed already"):
        say(own, guests.propose_guest, own.cleo, values=GUEST)
    one = first(own).id
    say(own, guests.object_to, own.cleo, proposal_id=one, why="They told the press last year")
    with pytest.raises(Conflict, match="already"):
        say(own, guests.object_to, own.cleo, proposal_id=one, why="again")
    with pytest.raises(Conflict, match="does not admit"):
        say(own, guests.decide_on_guest, proposal_id=one, state=GuestState.ADMITTED)
    read = found(own, own.kai).proposals[0]
    assert [said["why"] for said in read.objections] == ["They told the press last year"]
    assert (read.mine, read.i_object, found(own, own.cleo).proposals[0].i_object) == (True, False, True)
    with pytest.raises(NotInScope, match="do not object"):
        say(own, guests.withdraw_objection, own.kai, proposal_id=one)
    say(own, guests.withdraw_objection, own.cleo, proposal_id=one)
    say(own, guests.decide_on_guest, proposal_id=one, state=GuestState.ADMITTED)
    assert first(own).state is GuestState.ADMITTED
    assert [said["why"] for said in first(own).withdrawn_objections] == ["They told the press last year"]
    say(own, guests.object_to, own.cleo, proposal_id=one, why="It happened again")
    with pytest.raises(psycopg.Error, match="does not admit") as refused:
        superuser.execute("UPDATE meetings_guest SET why = 'x' WHERE proposal_id = %s", [one])
    assert refused.value.sqlstate == "SN409"


def test_the_county_sets_how_many_objections_it_takes(own: OwnTable, superuser: psycopg.Connection) -> None:
    """Two, and one member's objection is not enough; the default is one."""
    own.compose(DAY)
    say(own, guests.propose_guest, own.kai, values=GUEST)
    say(own, guests.object_to, own.cleo, proposal_id=first(own).id, why="Not now")
    superuser.execute(
        "INSERT INTO governance_countysetting (county_id, key, value, source) VALUES (%s, 'guest_objections', '2', 'a test')",
        [own.table.county_id],
    )
    try:
        say(own, guests.decide_on_guest, proposal_id=first(own).id, state=GuestState.ADMITTED)
    finally:
        superuser.execute("DELETE FROM governance_countysetting WHERE county_id = %s", [own.table.county_id])
    assert first(own).state is GuestState.ADMITTED


def test_nobody_comes_in_unsigned_or_before_the_meeting(own: OwnTable, superuser: psycopg.Connection) -> None:
    """Admitted, signed, in session: in that order, in words and in the database; not signed on a day to come."""
    agenda = own.compose(DAY)
    say(own, guests.propose_guest, own.kai, values=GUEST)
    one = first(own).id
    with pytest.raises(Conflict, match="not admitted yet"):
        say(own, guests.come_in, proposal_id=one)
    say(own, guests.decide_on_guest, proposal_id=one, state=GuestState.ADMITTED)
    with pytest.raises(Conflict, match="in session"):
        say(own, guests.come_in, proposal_id=one)
    statement = (
        "UPDATE meetings_guest SET state = 'PRESENT', form_signed_on = '2026-01-01', arrived_at = now() WHERE proposal_id = %s"
    )
    with pytest.raises(psycopg.Error, match="not in session"):
        superuser.execute(statement, [one])
    own.open(agenda)
    with pytest.raises(Conflict, match="has not signed"):
        say(own, guests.come_in, proposal_id=one)
    with pytest.raises(psycopg.errors.CheckViolation):
        superuser.execute("UPDATE meetings_guest SET state = 'PRESENT', arrived_at = now() WHERE proposal_id = %s", [one])
    with pytest.raises(Refused, match="day to come"):
        say(own, guests.sign_form, proposal_id=one, on=clock.today() + timedelta(days=1))
    say(own, guests.sign_form, proposal_id=one, on=clock.today())
    say(own, guests.come_in, proposal_id=one)
    with pytest.raises(Conflict, match="in the room"):
        say(own, guests.come_in, proposal_id=one)
    say(own, guests.leave, proposal_id=one)
    read = first(own)
    assert (read.state, read.signed_on, bool(read.arrived_at), bool(read.left_at)) == (GuestState.LEFT, clock.today(), True, True)


def test_a_refusal_has_a_reason_that_members_read(own: OwnTable) -> None:
    """Refused with a reason, admitted later all the same."""
    own.compose(DAY)
    say(own, guests.propose_guest, own.kai, values=GUEST)
    one = first(own).id
    with pytest.raises(Refused, match="Say why"):
        say(own, guests.decide_on_guest, proposal_id=one, state=GuestState.REFUSED)
    say(own, guests.decide_on_guest, proposal_id=one, state=GuestState.REFUSED, why="No time this week")
    assert found(own, own.cleo).proposals[0].decided_why == "No time this week"
    say(own, guests.decide_on_guest, proposal_id=one, state=GuestState.ADMITTED)
    assert (first(own).state, first(own).decided_why) == (GuestState.ADMITTED, "")


def test_marked_youths_wait_until_the_last_guest_has_left(own: OwnTable, superuser: psycopg.Connection) -> None:
    """In the same transaction, also a youth from whom the coordinator is walled off; the turn that runs ends; what was
    deferred for another reason stays deferred."""
    agenda = own.open(own.compose(DAY))
    marked, walled, other = agenda.lines
    say(own, guests.mark_youth, own.cleo, item_id=marked.id)
    say(own, guests.mark_youth, own.kai, item_id=walled.id)
    actions.defer_item(door=own.door(own.ada), meeting_id=agenda.meeting, item_id=other.id, why="No news")
    own.world.insert("meetings_turn", meeting_id=agenda.meeting, table_id=own.id, item_id=marked.id, youth_id=marked.youth,
                     said_by_id=own.ada.person, ends_at=None)  # fmt: skip
    robin, sasha = admitted(own), admitted(own, "Sasha Sorrel")
    superuser.execute(
        "INSERT INTO governance_wall (person_id, youth_id, table_id, begins, reason, recorded_by_id, recorded_at) "
        "VALUES (%s, %s, %s, '2020-01-01', 'kin', %s, now())",
        [own.ada.person, walled.youth, own.id, own.kai.person],
    )
    say(own, guests.come_in, proposal_id=robin)
    rows = "SELECT youth_id, deferred_why FROM meetings_agendaitem WHERE meeting_id = %s AND deferred_at IS NOT NULL"
    waiting = {marked.youth: "Not before guests", walled.youth: "Not before guests", other.youth: "No news"}
    assert dict(superuser.execute(rows, [agenda.meeting]).fetchall()) == waiting
    assert superuser.execute(
        "SELECT count(*) FROM meetings_turn WHERE meeting_id = %s AND ends_at IS NULL", [agenda.meeting]
    ).fetchone() == (0,)
    with pytest.raises(Conflict, match="until no guest is in the room"):
        actions.take_up_item(door=own.door(own.ada), meeting_id=agenda.meeting, item_id=marked.id)
    say(own, guests.come_in, proposal_id=sasha)
    say(own, guests.leave, proposal_id=robin)
    assert dict(superuser.execute(rows, [agenda.meeting]).fetchall()) == waiting
    say(own, guests.leave, proposal_id=sasha)
    assert dict(superuser.execute(rows, [agenda.meeting]).fetchall()) == {other.youth: "No news"}


def test_lines_wait_and_are_taken_up_as_often_as_it_takes(own: OwnTable) -> None:
    """Over one connection, which keeps what it has learned of its triggers: noting the change asks nothing about the copies."""
    agenda = own.open(own.compose(DAY))
    line = {"meeting_id": agenda.meeting, "item_id": agenda.lines[0].id}
    for _ in range(8):
        actions.defer_item(door=own.door(own.ada), why="No news", **line)
        assert deferred(own) == {agenda.lines[0].youth: "No news"}
        actions.take_up_item(door=own.door(own.ada), **line)
    assert deferred(own) == {}


def test_a_mark_counts_as_long_as_it_stands(own: OwnTable) -> None:
    """Set while a guest is there it holds at once, lifted it lets go; a youth put on the agenda meanwhile waits too."""
    agenda = own.open(own.compose(DAY))
    one = agenda.lines[0]
    robin = admitted(own)
    say(own, guests.come_in, proposal_id=robin)
    assert deferred(own) == {}
    say(own, guests.mark_youth, own.kai, item_id=one.id)
    with pytest.raises(Conflict, match="marked this youth already"):
        say(own, guests.mark_youth, own.kai, item_id=one.id)
    say(own, guests.mark_youth, own.cleo, item_id=one.id)
    mine = found(own, own.kai).lines[0]
    assert (len(mine.agencies), mine.deferred) == (2, "Not before guests")
    actions.remove_item(door=own.door(own.ada), meeting_id=agenda.meeting, item_id=one.id)
    actions.add_youth(door=own.door(own.ada), meeting_id=agenda.meeting, number=one.number)
    assert deferred(own) == {one.youth: "Not before guests"}
    say(own, guests.lift_mark, own.kai, mark_id=mine.mine)
    assert deferred(own) == {one.youth: "Not before guests"}
    with pytest.raises(NotInScope, match="no such mark"):
        say(own, guests.lift_mark, own.ada, mark_id=found(own, own.cleo).lines[-1].mine)
    say(own, guests.lift_mark, own.cleo, mark_id=found(own, own.cleo).lines[-1].mine)
    assert deferred(own) == {}


def test_only_the_coordinator_decides_and_nobody_speaks_for_another(own: OwnTable, home: Home) -> None:
    """Past every page: the actions refuse, and so does the database when it is told something else."""
    own.compose(DAY)
    say(own, guests.propose_guest, own.kai, values=GUEST)
    one = first(own).id
    for act, values in (
        (guests.decide_on_guest, {"state": GuestState.ADMITTED}),
        (guests.sign_form, {"on": clock.today()}),
        (guests.come_in, {}),
        (guests.leave, {}),
    ):
        with pytest.raises(Refused, match="Only the table's coordinator"):
            say(own, act, own.kai, proposal_id=one, **values)
    with pytest.raises(NotInScope):
        say(own, guests.withdraw_proposal, own.cleo, proposal_id=one)
    statements = (
        ("INSERT INTO meetings_guest (proposal_id, meeting_id, table_id, state, why, decided_by_id, decided_at) SELECT id,"
         " meeting_id, table_id, 'ADMITTED', '', %(me)s, now() FROM meetings_guestproposal WHERE id = %(one)s", "42501"),
        ("INSERT INTO meetings_objection (proposal_id, table_id, why, said_by_id, said_at)"
         " VALUES (%(one)s, %(table)s, 'x', %(ada)s, now())", "42501"),
        ("UPDATE meetings_guestproposal SET name = 'Somebody else' WHERE id = %(one)s", "SN409"),
        ("DELETE FROM meetings_guestproposal WHERE id = %(one)s", "42501"),
    )  # fmt: skip
    values = {"one": one, "me": own.kai.person, "ada": own.ada.person, "table": own.id}
    for statement, code in statements:
        with (
            psycopg.connect(**home.role_dsn("web"), autocommit=True) as web,
            pytest.raises(psycopg.Error) as refused,
            web.transaction(),
        ):
            web.execute("SELECT policy.enter(%s)", [pass_of(own.kai.person, Purpose.MEETING)])
            web.execute(statement, values)
        assert refused.value.sqlstate == code, statement
    say(own, guests.withdraw_proposal, own.kai, proposal_id=one)
    with pytest.raises(Conflict, match="does not admit"):
        say(own, guests.decide_on_guest, proposal_id=one, state=GuestState.ADMITTED)


def test_after_the_meeting_all_of_it_stays(own: OwnTable) -> None:
    """No guest is proposed, objected to, admitted or marked for at a meeting that is closed."""
    agenda = own.open(own.compose(DAY))
    one = admitted(own)
    say(own, guests.object_to, own.cleo, proposal_id=one, why="late")
    own.close(agenda)
    for act, who, values in (
        (guests.propose_guest, own.cleo, {"values": {**GUEST, "name": "Late Larch"}}),
        (guests.object_to, own.kai, {"proposal_id": one, "why": "x"}),
        (guests.withdraw_objection, own.cleo, {"proposal_id": one}),
        (guests.withdraw_proposal, own.kai, {"proposal_id": one}),
        (guests.decide_on_guest, own.ada, {"proposal_id": one, "state": GuestState.REFUSED, "why": "x"}),
        (guests.sign_form, own.ada, {"proposal_id": one, "on": clock.today()}),
        (guests.mark_youth, own.kai, {"item_id": agenda.lines[0].id}),
    ):
        with pytest.raises(Conflict):
            say(own, act, who, **values)


def test_the_page_does_what_the_actions_do(own: OwnTable, browser: Browser) -> None:
    """Plain forms: a member proposes and objects, the coordinator admits, signs, lets in and out; the agenda page tells."""
    own.open(own.compose(DAY))
    kai, cleo, ada = (browser(member.username) for member in (own.kai, own.cleo, own.ada))
    address = f"/meetings/{DAY}/guests/"

    def words(client: Client, where: str = address) -> str:
        return " ".join(re.sub(r"<[^>]+>", " ", client.get(where).content.decode()).split())

    answer = kai.post(address, {"what": "propose", "name": "Robin Rowan", "organization": "", "why": "typed already"})
    assert answer.status_code == 200
    assert "typed already" in answer.content.decode()
    assert kai.post(address, {"what": "propose", **GUEST}).status_code == 302
    one = first(own).id
    assert cleo.post(address, {"what": "object", "proposal": one, "why": "I know them"}).status_code == 302
    assert "I know them" in words(kai)
    assert "cannot be admitted" in words(ada)
    assert ada.post(address, {"what": "admit", "proposal": one}).status_code == 409
    assert cleo.post(address, {"what": "withdraw objection", "proposal": one}).status_code == 302
    for what in ({"what": "admit"}, {"what": "sign", "day": "yesterday"}, {"what": "sign", "day": clock.today().isoformat()}):
        assert ada.post(address, {**what, "proposal": one}).status_code == 302, what
    item = own.agenda(DAY).lines[0].id
    assert kai.post(address, {"what": "mark", "item": item}).status_code == 302
    assert ada.post(address, {"what": "come in", "proposal": one}).status_code == 302
    assert "In the room: Robin Rowan (Night shelter)" in words(cleo)
    assert "A guest is in the room." in words(cleo, f"/meetings/{DAY}/")
    assert "Deferred: Not before guests" in words(cleo)
    assert ada.post(address, {"what": "leave", "proposal": one}).status_code == 302
    assert kai.post(address, {"what": "lift", "mark": found(own, own.kai).lines[0].mine}).status_code == 302
    assert deferred(own) == {}
    for sent in ({"what": "explode"}, {}, {"what": "admit", "proposal": "²"}):
        assert ada.post(address, sent).status_code in (403, 404)


@pytest.mark.parametrize(("username", "status"), [("eve", 404), ("finn", 403), ("gale", 404), ("hal", 404), ("dev", 404)])
def test_who_is_not_at_the_table_learns_nothing(
    small: Callable[[date], None], agenda_of: Callable[..., Agenda], browser: Browser, superuser: psycopg.Connection,
    username: str, status: int,
) -> None:  # fmt: skip
    """Eve finds no meeting, Finn is told his rule; nothing is written for them."""
    small(DAY)
    client, address = browser(username), f"/meetings/{DAY}/guests/"
    assert client.get(address).status_code == status
    for sent in (
        {"what": "propose", **GUEST},
        {"what": "mark", "item": agenda_of(DAY).lines[0].id},
        {"what": "admit", "proposal": 1},
    ):
        assert client.post(address, sent).status_code == status
    meeting = agenda_of(DAY).meeting
    for table in ("meetings_guestproposal", "meetings_reserve", "meetings_guest"):
        assert superuser.execute(f"SELECT count(*) FROM {table} WHERE meeting_id = %s", [meeting]).fetchone() == (0,)


def test_pages_say_who_admitted_a_guest_and_what_is_left_to_decide(own: OwnTable, browser: Browser) -> None:
    """Not that the table did where one person wrote it down; the agenda counts who waits, who may come and who came."""

    def read(address: str) -> str:
        return " ".join(re.sub(r"<[^>]+>", " ", ada.get(f"/meetings/{DAY}/{address}").content.decode()).split())

    ada, today = browser(own.ada.username), f"{clock.today():%a} {clock.today().day} {clock.today():%b %Y}"
    agenda = own.open(own.compose(DAY))
    guests.propose_guest(door=own.door(own.kai), agenda=own.agenda(DAY, own.kai), values={**GUEST, "name": "Late Larch"})
    assert "Guests: 1 proposed" in read("")
    one = admitted(own)
    assert "Guests: 1 admitted, 1 proposed" in read("")
    page = read("guests/")
    assert f"Admitted by {own.ada.username.replace('person', 'Person').replace('-', ' ', 1)} for the table on {today}" in page
    assert "; no objection was made." in page
    assert "admits them, and only after" in page
    say(own, guests.object_to, own.cleo, proposal_id=one, why="late")
    say(own, guests.withdraw_objection, own.cleo, proposal_id=one)
    assert "; no objection stands any more." in read("guests/")
    say(own, guests.come_in, proposal_id=one)
    say(own, guests.leave, proposal_id=one)
    own.close(agenda)
    assert "Guests: 1 came" in read("")
