"""The agenda of a real table: a reason on every line, changed by hand by its coordinator, and by nobody else."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from django.test import Client

from safetynet.kernel import clock
from safetynet.kernel.codes import AgendaSection
from safetynet.kernel.faults import Conflict, NotInScope, Refused
from safetynet.meetings import actions
from safetynet.meetings.actions.prepare import next_meeting_day, prepare
from safetynet.meetings.models import TRANSITIONS, MeetingState
from safetynet.meetings.queries.agendas import Agenda, find_candidates
from safetynet.meetings.rules.compose import CATEGORY_OF, SECTION_ORDER, Candidate, Reason, ReasonCode
from safetynet.policy.door import Door
from tests.cast import CAST, Member
from tests.spec.situations import matrix

from .conftest import TABLE
from .packet_help import make_whole

DAY = date(2031, 3, 4)
SOON = next_meeting_day(1, clock.today() + timedelta(days=1))
Prepare = Callable[[date], Any]
Read = Callable[..., Agenda]
Doors = Callable[..., Door]


@pytest.fixture
def agenda(small: Callable[[date], None], agenda_of: Read) -> Agenda:
    """A meeting with a few youths, all out of custody."""
    small(DAY)
    return agenda_of(DAY)


def numbers(agenda: Agenda) -> list[str | None]:
    """Who stands on the agenda, in order."""
    return [line.number for line in agenda.lines]


def last_act(superuser: psycopg.Connection) -> tuple[Any, ...]:
    """What the log says was done with an agenda last."""
    return superuser.execute(
        "SELECT action, subject, youth_id, who FROM audit.entry WHERE subject_kind = 'agenda' AND action <> 'view' ORDER BY at DESC"
    ).fetchone()


def test_the_proposal_states_a_reason_on_every_line(prepared: Prepare, agenda_of: Read, superuser: psycopg.Connection) -> None:
    """Every reason is a fact on file that day: looked up behind the scenes, line by line."""
    made = prepared(SOON)
    agenda = agenda_of(SOON)
    assert len(agenda.lines) == len(made.proposal.lines) == 15
    assert all(line.reasons for line in agenda.lines)
    facts = {
        ReasonCode.MISSING: "SELECT 1 FROM youths_absence WHERE youth_id = %(y)s AND begins = %(d)s"
        " AND (ends IS NULL OR ends > %(on)s)",
        ReasonCode.NEW_REFERRAL: "SELECT 1 FROM youths_referral WHERE youth_id = %(y)s AND referred_on = %(d)s",
        ReasonCode.RETURNING: "SELECT 1 FROM youths_placement WHERE youth_id = %(y)s AND return_planned_on = %(d)s",
        ReasonCode.IN_CUSTODY: "SELECT 1 FROM youths_placement WHERE youth_id = %(y)s AND begins IS NOT DISTINCT FROM %(d)s"
        " AND (ends IS NULL OR ends > %(on)s)",
        ReasonCode.FOLLOW_UP_DUE: "SELECT 1 FROM youths_followup WHERE youth_id = %(y)s AND due_on = %(d)s AND status = 'OPEN'",
        ReasonCode.PLAN_REVIEW: "SELECT 1 FROM youths_safetyplan WHERE youth_id = %(y)s AND review_on = %(d)s",
        ReasonCode.HEARING: "SELECT 1 FROM youths_jointassessment WHERE youth_id = %(y)s AND hearing_on = %(d)s",
        ReasonCode.PARTNER_ASKED: "SELECT 1 FROM youths_reviewrequest WHERE youth_id = %(y)s AND asked_on = %(d)s",
        ReasonCode.NOT_SEEN: "SELECT 1 FROM meetings_agendaitem AS i JOIN meetings_meeting AS m ON m.id = i.meeting_id"
        " WHERE i.youth_id = %(y)s AND m.held_on = %(d)s"
        " UNION ALL SELECT 1 FROM youths_referral WHERE youth_id = %(y)s AND referred_on = %(d)s",
    }
    seen: set[ReasonCode] = set()
    for candidate in (*made.proposal.lines, *made.proposal.others):
        for reason in candidate.reasons:
            found = superuser.execute(facts[reason.code], {"y": candidate.youth, "d": reason.since, "on": SOON}).fetchone()
            assert found, (candidate.number, reason)
            seen.add(reason.code)
    assert {ReasonCode.MISSING, ReasonCode.NEW_REFERRAL, ReasonCode.IN_CUSTODY, ReasonCode.RETURNING,
            ReasonCode.FOLLOW_UP_DUE, ReasonCode.PARTNER_ASKED, ReasonCode.PLAN_REVIEW, ReasonCode.NOT_SEEN} <= seen  # fmt: skip


def test_sections_come_in_the_printed_order_and_custody_is_custody(
    prepared: Prepare, agenda_of: Read, superuser: psycopg.Connection
) -> None:
    """New, in custody, out of custody; who stands in custody is held today."""
    prepared(SOON)
    agenda = agenda_of(SOON)
    places = [SECTION_ORDER.index(line.section) for line in agenda.lines]
    assert places == sorted(places)
    assert set(places) == {0, 1, 2}
    for line in agenda.lines:
        held = any(reason.startswith("In custody") for reason in line.reasons)
        new = any(reason.startswith("New referral") for reason in line.reasons)
        assert (line.section is AgendaSection.NEW) == new
        assert (line.section is AgendaSection.IN_CUSTODY) == (held and not new)


def test_a_reason_is_shared_like_the_category_it_was_read_from(prepared: Prepare, agenda_of: Read) -> None:
    """The school reads of a referral only while it is at the table; nobody reads more than the matrix gives before it opens."""
    made, cells = prepared(SOON), matrix()
    reasons = {candidate.number: candidate.reasons for candidate in made.proposal.lines}
    for member in CAST:
        if not member.seat or member.username == "finn":
            continue
        for line in agenda_of(SOON, member.username).lines:
            if line.number is None:
                continue
            allowed = {
                reason.words for reason in reasons[line.number] if "R" in cells[CATEGORY_OF[reason.code], member.role]
            }  # fmt: skip
            if member.role.value != "DEF":
                assert set(line.reasons) == allowed, (member.username, line.number)


def test_composing_twice_changes_nothing(prepared: Prepare, agenda_of: Read) -> None:
    """A meeting that has lines keeps them, with what the coordinator did to them."""
    prepared(DAY)
    agenda = agenda_of(DAY)
    assert prepared(DAY).meeting.pk == agenda.meeting
    assert agenda_of(DAY).lines == agenda.lines


def test_a_proposal_alone_stores_nothing(door_of: Doors, superuser: psycopg.Connection) -> None:
    """Asked for only, it is only told."""
    made = prepare(door=door_of("ada"), day=DAY, only_propose=True)
    assert made.meeting is None
    assert made.proposal.lines
    assert superuser.execute("SELECT count(*) FROM meetings_meeting WHERE held_on = %s", [DAY]).fetchone() == (0,)


def test_lines_are_moved_within_their_section(
    agenda: Agenda, agenda_of: Read, door_of: Doors, superuser: psycopg.Connection
) -> None:
    """Up, down, never beyond the ends; places stay 1, 2, 3 ...; the log says who moved whom."""
    door, before = door_of("ada"), numbers(agenda)
    moved = agenda.lines[1]
    actions.move_item(door=door, meeting_id=agenda.meeting, item_id=moved.id, steps=-1)
    assert numbers(agenda_of(DAY)) == [before[1], before[0], *before[2:]]
    assert last_act(superuser) == ("reorder", DAY.isoformat(), moved.youth, "Ada Alder")
    actions.move_item(door=door, meeting_id=agenda.meeting, item_id=moved.id, steps=-1)
    assert numbers(agenda_of(DAY))[0] == moved.number
    actions.move_item(door=door, meeting_id=agenda.meeting, item_id=moved.id, steps=1)
    assert numbers(agenda_of(DAY)) == before
    actions.set_section(door=door, meeting_id=agenda.meeting, item_id=agenda.lines[-1].id, section=AgendaSection.NEW)
    assert numbers(agenda_of(DAY)) == [before[-1], *before[:-1]]
    places = superuser.execute("SELECT position FROM meetings_agendaitem WHERE meeting_id = %s ORDER BY 1", [agenda.meeting])
    assert [row[0] for row in places.fetchall()] == list(range(1, len(before) + 1))


def test_a_youth_is_taken_off_and_put_on_again(
    agenda: Agenda, agenda_of: Read, door_of: Doors, superuser: psycopg.Connection
) -> None:
    """Once on an agenda; at the end of the section; with the reason it was added for."""
    door, first = door_of("ada"), agenda.lines[0]
    with pytest.raises(Conflict, match="on this agenda already"):
        actions.add_youth(door=door, meeting_id=agenda.meeting, number=first.number)
    actions.remove_item(door=door, meeting_id=agenda.meeting, item_id=first.id)
    assert numbers(agenda_of(DAY)) == numbers(agenda)[1:]
    assert last_act(superuser)[:3] == ("take off", DAY.isoformat(), first.youth)
    with pytest.raises(NotInScope, match="not on the agenda any more"):
        actions.remove_item(door=door, meeting_id=agenda.meeting, item_id=first.id)
    actions.add_youth(door=door, meeting_id=agenda.meeting, number=first.number)
    assert numbers(agenda_of(DAY)) == [*numbers(agenda)[1:], first.number]
    assert list(agenda_of(DAY).lines[-1].reasons) == ["Added by the coordinator"]
    assert last_act(superuser)[:3] == ("add to", DAY.isoformat(), first.youth)
    with pytest.raises(NotInScope, match="no youth 99-9999"):
        actions.add_youth(door=door, meeting_id=agenda.meeting, number="99-9999")


def test_a_new_case_in_custody_keeps_its_reasons(agenda: Agenda, agenda_of: Read, door_of: Doors) -> None:
    """A youth added from the list of others comes with its reasons, into the section they say."""
    line = agenda.lines[0]
    actions.remove_item(door=door_of("ada"), meeting_id=agenda.meeting, item_id=line.id)
    reasons = (Reason(ReasonCode.NEW_REFERRAL, DAY), Reason(ReasonCode.IN_CUSTODY, DAY))
    proposed = Candidate(line.youth, str(line.number), "", reasons, in_custody=True, new=True)
    actions.add_youth(door=door_of("ada"), meeting_id=agenda.meeting, number=line.number, proposed=proposed)
    added = agenda_of(DAY).lines[0]
    assert (added.number, added.section) == (line.number, AgendaSection.NEW)
    assert set(added.reasons) == {"New referral on Tue 4 Mar 2031", "In custody since Tue 4 Mar 2031"}


def test_a_line_is_carried_over_to_the_next_week(agenda: Agenda, agenda_of: Read, door_of: Doors) -> None:
    """It goes to the meeting a week later, which is made for it; it says where it comes from; it is first among candidates."""
    door, line = door_of("ada"), agenda.lines[2]
    following = actions.carry_over(door=door, meeting_id=agenda.meeting, item_id=line.id)
    assert following.held_on == DAY + timedelta(days=7)
    assert line.number not in numbers(agenda_of(DAY))
    carried = agenda_of(following.held_on)
    assert (numbers(carried), carried.lines[0].carried_from) == ([line.number], DAY)
    assert list(carried.lines[0].reasons) == ["Carried over from Tue 4 Mar 2031"]
    candidates = find_candidates(door, TABLE, following.held_on, "Alameda", carried.settings)
    reasons = next(one.reasons for one in candidates if one.youth == line.youth)
    assert Reason(ReasonCode.CARRIED_OVER, DAY) in reasons


def test_what_a_session_did_not_reach_is_carried_over_and_stays_said(agenda: Agenda, agenda_of: Read, door_of: Doors) -> None:
    """In session the line stays where it was and goes on to the next meeting too; a second time adds nothing."""
    door, line = door_of("ada"), agenda.lines[0]
    actions.publish(door=door, meeting_id=agenda.meeting)
    actions.open_meeting(door=door, meeting_id=agenda.meeting)
    for _ in range(2):
        actions.carry_over(door=door, meeting_id=agenda.meeting, item_id=line.id)
    assert line.number in numbers(agenda_of(DAY))
    assert numbers(agenda_of(DAY + timedelta(days=7))) == [line.number]


def test_more_than_fifteen_is_warned_of_and_minutes_follow(
    prepared: Prepare, agenda_of: Read, door_of: Doors, browser: Callable[..., Client], superuser: psycopg.Connection
) -> None:
    """Two hours shared out: 8 minutes for 15 youths, 7 for 16 with a warning that names both numbers."""
    made = prepared(SOON)
    ada = browser("ada")

    def page() -> str:
        return " ".join(re.sub(r"<[^>]+>", " ", ada.get(f"/meetings/{SOON}/").content.decode()).split())

    assert "15 youths , about 8 minutes each" in page()
    assert "more than the" not in page()
    actions.add_youth(door=door_of("ada"), meeting_id=agenda_of(SOON).meeting, number=made.proposal.others[0].number)
    assert "16 youths , about 7 minutes each" in page()
    assert "16 youths are more than the 15 this table wants: 7 minutes are left for each." in page()


def test_the_page_does_what_the_actions_do(agenda: Agenda, agenda_of: Read, browser: Callable[..., Client]) -> None:
    """Plain forms, without a script: down, up, section, remove, add, carry."""
    ada, address, before = browser("ada"), f"/meetings/{DAY}/", numbers(agenda)
    first = agenda.lines[0]
    steps: tuple[tuple[dict[str, Any], list[str | None]], ...] = (
        ({"what": "down", "item": first.id}, [before[1], before[0], *before[2:]]),
        ({"what": "up", "item": first.id}, before),
        ({"what": "section", "item": first.id, "section": "IN_CUSTODY"}, before),
        ({"what": "remove", "item": first.id}, before[1:]),
        ({"what": "add", "number": first.number}, [*before[1:], first.number]),
        ({"what": "carry", "item": agenda.lines[1].id}, [*before[2:], first.number]),
    )
    for sent, expected in steps:
        assert ada.post(address, sent).status_code == 302, sent
        assert numbers(agenda_of(DAY)) == expected, sent
    for sent in ({"what": "explode"}, {}, {"what": "up", "item": "first"}):
        assert ada.post(address, sent).status_code == 403
    assert ada.post(address, {"what": "up", "item": 999999}).status_code == 404
    assert ada.post(address, {"what": "add", "number": "#eval(1)"}).status_code == 404


@pytest.mark.parametrize("member", CAST, ids=lambda member: member.username)
def test_only_the_coordinator_changes_an_agenda(
    member: Member, agenda: Agenda, agenda_of: Read, browser: Callable[..., Client]
) -> None:
    """Who sits at the table is refused by a rule, who does not finds no meeting; the agenda stays as it was."""
    client, line = browser(member.username), agenda.lines[1]
    attempts = (
        ("", {"what": "up", "item": line.id}),
        ("", {"what": "remove", "item": line.id}),
        ("", {"what": "carry", "item": line.id}),
        ("", {"what": "add", "number": "01-0001"}),
        ("state/", {"what": "publish"}),
        ("state/", {"what": "check in", "seat": str(agenda.seats[0].seat)}),
        ("state/", {"what": "check out", "seat": str(agenda.seats[0].seat)}),
        ("state/", {"what": "return", "copy": "1"}),
    )
    if member.username == "ada":
        assert client.post(f"/meetings/{DAY}/", attempts[0][1]).status_code == 302
        assert numbers(agenda_of(DAY))[0] == line.number
        return
    expected = 403 if member.seat else 404
    for address, sent in attempts:
        assert client.post(f"/meetings/{DAY}/{address}", sent).status_code == expected, (address, sent)
    assert client.post("/meetings/prepare/", {"day": "2031-06-03"}).status_code in (403, 404)
    now = agenda_of(DAY)
    assert (now.lines, now.state) == (agenda.lines, MeetingState.DRAFT)
    assert not any(seat.checked_in for seat in now.seats)


@pytest.mark.parametrize("username", ["ben", "iris", "kai"])
def test_the_database_refuses_what_the_page_would_not_offer(username: str, agenda: Agenda, door_of: Doors) -> None:
    """Past every page, the action itself is refused by row-level security."""
    door, line = door_of(username), agenda.lines[1]
    for attempt in (
        lambda: actions.move_item(door=door, meeting_id=agenda.meeting, item_id=line.id, steps=-1),
        lambda: actions.remove_item(door=door, meeting_id=agenda.meeting, item_id=line.id),
        lambda: actions.publish(door=door, meeting_id=agenda.meeting),
    ):
        with pytest.raises((Refused, NotInScope)):
            attempt()


def test_a_meeting_goes_only_where_its_table_of_states_says(
    agenda: Agenda, agenda_of: Read, door_of: Doors, superuser: psycopg.Connection
) -> None:
    """Python explains and PostgreSQL refuses the same steps; a closed meeting stays as it is."""
    step_to = {
        MeetingState.DRAFT: actions.take_back, MeetingState.PUBLISHED: actions.publish,
        MeetingState.OPEN: actions.open_meeting, MeetingState.CLOSED: actions.close_meeting,
    }  # fmt: skip
    door, meeting = door_of("ada"), agenda.meeting
    for state in (MeetingState.DRAFT, MeetingState.PUBLISHED, MeetingState.OPEN, MeetingState.CLOSED):
        if state is MeetingState.CLOSED:
            make_whole(door, agenda_of(DAY))
        if state is not MeetingState.DRAFT:
            step_to[state](door=door, meeting_id=meeting)
        for other in set(MeetingState) - TRANSITIONS[state] - {state}:
            with pytest.raises(Conflict):
                step_to[other](door=door, meeting_id=meeting)
            with pytest.raises(psycopg.Error, match="cannot go from") as refused:
                superuser.execute("UPDATE meetings_meeting SET state = %s WHERE id = %s", [other.value, meeting])
            assert refused.value.sqlstate == "SN409"
    for change in (
        lambda: actions.remove_item(door=door, meeting_id=meeting, item_id=agenda.lines[0].id),
        lambda: actions.add_youth(door=door, meeting_id=meeting, number="01-0001"),
    ):
        with pytest.raises(Conflict, match="closed"):
            change()


def test_checked_in_members_read_more_until_they_leave(
    agenda: Agenda, agenda_of: Read, door_of: Doors, person_ids: dict[str, int], superuser: psycopg.Connection
) -> None:
    """M of the matrix: while the meeting is open and the member checked in, and a day after it; not before. Finn is not let in."""
    door = door_of("ada")

    def reads(username: str) -> bool:
        return any(line.name for line in agenda_of(DAY, username).lines)

    def seat(username: str) -> Any:
        return next(seat for seat in agenda_of(DAY).seats if seat.person == person_ids[username])

    actions.publish(door=door, meeting_id=agenda.meeting)
    actions.check_in(door=door, agenda=agenda, seat=seat("ben"))
    assert not reads("ben")
    actions.open_meeting(door=door, meeting_id=agenda.meeting)
    assert reads("ben")
    assert not reads("quinn")
    with pytest.raises(Refused, match="agreement ended"):
        actions.check_in(door=door, agenda=agenda, seat=seat("finn"))
    actions.check_out(door=door, agenda=agenda, seat=seat("ben"))
    assert not reads("ben")
    with pytest.raises(NotInScope):
        actions.check_out(door=door, agenda=agenda, seat=seat("ben"))
    actions.check_in(door=door, agenda=agenda, seat=seat("ben"))
    assert reads("ben")
    make_whole(door, agenda_of(DAY))
    actions.close_meeting(door=door, meeting_id=agenda.meeting)
    assert reads("ben"), "who stayed to the end finishes the notes"
    superuser.execute("SET session_replication_role = replica")
    superuser.execute("UPDATE meetings_meeting SET closed_at = now() - interval '25 hours' WHERE id = %s", [agenda.meeting])
    assert not reads("ben")
    acts = superuser.execute(
        "SELECT action FROM audit.entry WHERE subject_kind = 'meeting' AND action LIKE 'check%%' AND subject = %s ORDER BY at",
        [DAY.isoformat()],
    ).fetchall()
    assert [row[0] for row in acts][-3:] == ["check in", "check out", "check in"]
