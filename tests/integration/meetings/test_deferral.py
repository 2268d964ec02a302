"""What must come back comes back: deferred with a reason, carried over with a count, asked for, answered, due."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import psycopg
import pytest
from django.test import Client

from safetynet.kernel import clock
from safetynet.kernel.codes import AgendaSection, SourceType
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.meetings import actions
from safetynet.meetings.queries.agendas import Agenda, find_candidates
from safetynet.meetings.rules.compose import MUST_COME_BACK, WHY_BACK, Asked, Candidate, Reason, ReasonCode
from safetynet.policy.vocabulary import Category

from .own_table import OwnTable
from .quarter_help import without_triggers

DAY = date(2031, 3, 4)
WEEK = timedelta(days=7)
Browser = Callable[..., Client]


def candidates(own: OwnTable, day: date) -> dict[int, Candidate]:
    """Who is proposed for a day."""
    return {one.youth: one for one in find_candidates(own.door(own.ada), own.id, day, "Alpine", {})}


def said(own: OwnTable, day: date, youth: int) -> dict[ReasonCode, Reason]:
    """The reasons of one youth."""
    one = candidates(own, day).get(youth)
    return {reason.code: reason for reason in one.reasons} if one else {}


def page(client: Client, address: str) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address).content.decode()).split())


def test_a_deferred_line_says_why_and_opens_nothing(own: OwnTable, superuser: psycopg.Connection) -> None:
    """It stands apart with its reason; who is checked in does not read the youth because of it, until it is taken up."""
    agenda = own.open(own.compose(DAY))
    seat = next(seat for seat in agenda.seats if seat.person == own.cleo.person)
    actions.check_in(door=own.door(own.ada), agenda=agenda, seat=seat)
    line = agenda.lines[0]

    def opened() -> set[int]:
        return set(own.agenda(DAY, own.cleo).standing.agenda)

    assert line.youth in opened()
    common = {"door": own.door(own.ada), "meeting_id": agenda.meeting, "item_id": line.id}
    actions.defer_item(**common, why=" Probation could not come ")
    now = own.agenda(DAY)
    assert [(each.youth, each.deferred) for each in now.deferred] == [(line.youth, "Probation could not come")]
    assert line.youth not in {each.youth for each in now.lines}
    assert opened() == {each.youth for each in agenda.lines[1:]}
    with pytest.raises(Conflict, match="deferred already"):
        actions.defer_item(**common, why="again")
    actions.take_up_item(**common)
    assert line.youth in opened()
    assert own.agenda(DAY).deferred == []
    with pytest.raises(Conflict, match="not deferred"):
        actions.take_up_item(**common)
    acts = superuser.execute(
        "SELECT action FROM audit.entry WHERE youth_id = %s AND subject_kind = 'agenda' ORDER BY at", [line.youth]
    ).fetchall()
    assert [row[0] for row in acts][-2:] == ["defer", "take up"]


def test_a_deferral_needs_a_reason_and_the_coordinator(own: OwnTable) -> None:
    """Without words nothing happens; members are refused, past every page too."""
    agenda = own.compose(DAY)
    common = {"meeting_id": agenda.meeting, "item_id": agenda.lines[0].id}
    for empty in ("", "   "):
        with pytest.raises(Refused, match="Say why"):
            actions.defer_item(door=own.door(own.ada), **common, why=empty)
    for member in (own.kai, own.cleo):
        with pytest.raises((Refused, NotInScope)):
            actions.defer_item(door=own.door(member), **common, why="no")
    assert own.agenda(DAY).deferred == []


def test_whoever_was_deferred_is_proposed_next_time(own: OwnTable) -> None:
    """The reason says the day and nothing else; it ends when the table has spoken of the youth."""
    agenda = own.compose(DAY)
    youth = agenda.lines[0].youth
    actions.defer_item(door=own.door(own.ada), meeting_id=agenda.meeting, item_id=agenda.lines[0].id, why="Mother is ill")
    reason = said(own, DAY + WEEK, youth)[ReasonCode.DEFERRED]
    assert (reason.words, reason.category) == ("Deferred from Tue 4 Mar 2031", Category.NOTES)
    assert ReasonCode.NEW_REFERRAL not in said(own, DAY + WEEK, agenda.lines[1].youth)
    own.compose(DAY + WEEK, youths=1)
    assert ReasonCode.DEFERRED not in said(own, DAY + 2 * WEEK, youth)


@pytest.mark.parametrize("code", sorted(MUST_COME_BACK))
def test_what_must_come_back_is_never_just_taken_off(own: OwnTable, browser: Browser, code: ReasonCode) -> None:
    """The action refuses, the page offers a deferral instead and marks the line; the others come off as before."""
    agenda = own.compose(DAY, code)
    line = agenda.lines[0]
    assert line.must_come_back
    with pytest.raises(Conflict, match="must come back"):
        actions.remove_item(door=own.door(own.ada), meeting_id=agenda.meeting, item_id=line.id)
    client, address = browser(own.ada.username), f"/meetings/{DAY}/"
    assert f"Must come back: {WHY_BACK[code]}." in page(client, address)
    with pytest.raises(Refused, match="say why"):
        actions.carry_over(door=own.door(own.ada), meeting_id=agenda.meeting, item_id=line.id, why=" ")
    assert client.post(address, {"what": "carry", "item": line.id}).status_code == 403, "not with one click"
    assert 'value="remove"' not in client.get(address).content.decode()
    assert client.post(address, {"what": "remove", "item": line.id}).status_code == 409
    assert client.post(address, {"what": "defer", "item": line.id, "why": "The worker is away"}).status_code == 302
    assert "Deferred 1" in page(client, address)
    assert "The worker is away" in page(client, address)
    assert client.post(address, {"what": "take up", "item": line.id}).status_code == 302
    assert own.agenda(DAY).deferred == []


def test_the_third_time_is_said_and_counts(own: OwnTable) -> None:
    """Carried over from week to week: the count grows, the first reasons that must come back stay, the words say it."""
    day, agenda = DAY, own.compose(DAY, ReasonCode.HEARING, ReasonCode.ADDED, youths=1)
    youth, words = agenda.lines[0].youth, []
    for _ in range(3):
        item = next(line for line in own.agenda(day).lines if line.youth == youth).id
        actions.carry_over(door=own.door(own.ada), meeting_id=own.agenda(day).meeting, item_id=item, why="the worker\nis ill")
        day += WEEK
        words.append(next(line for line in own.agenda(day).lines if line.youth == youth).reasons)
    assert words == [
        ["Carried over from Tue 4 Mar 2031: the worker is ill", "241.1 hearing on Tue 4 Mar 2031"],
        ["Carried over from Tue 11 Mar 2031, 2nd time: the worker is ill", "241.1 hearing on Tue 4 Mar 2031"],
        ["Carried over from Tue 18 Mar 2031, 3rd time: the worker is ill", "241.1 hearing on Tue 4 Mar 2031"],
    ]
    assert said(own, day, youth)[ReasonCode.CARRIED_OVER] == Reason(ReasonCode.CARRIED_OVER, day - WEEK, 3)


def test_a_proposal_joins_what_was_carried_over(own: OwnTable) -> None:
    """A meeting that holds only what was carried to it is still to be composed; once composed it keeps its lines."""
    agenda = own.compose(DAY, youths=1)
    following = actions.carry_over(door=own.door(own.ada), meeting_id=agenda.meeting, item_id=agenda.lines[0].id)
    assert {line.youth for line in own.compose(following.held_on, youths=2).lines} == {youth for youth, _ in own.youths[:2]}
    assert len(own.compose(following.held_on).lines) == 2


def test_who_asked_and_why_is_told_to_those_who_may_read_the_request(own: OwnTable, browser: Browser) -> None:
    """The coordinator and the agency that asked read the words; the school reads that a partner asked, and not more."""
    youth, number = own.youths[0]
    sent = {
        "why": "She stopped coming to class", "asked_on": clock.today().isoformat(), "submission": str(uuid4()),
        "source_type": next(iter(SourceType)).value,
    }  # fmt: skip
    assert browser(own.kai.username).post(f"/youths/{number}/add/reviewrequest/", sent).status_code == 302
    day = clock.today() + timedelta(days=3)
    told = candidates(own, day)[youth]
    agency = own.world.connection.execute("SELECT short_name FROM governance_agency WHERE id = %s", [own.kai.agency]).fetchone()[0]
    assert told.asked == (Asked(agency, clock.today(), "She stopped coming to class"),)
    agenda = own.open(own.compose(day, ReasonCode.PARTNER_ASKED))
    for seat in agenda.seats:
        actions.check_in(door=own.door(own.ada), agenda=agenda, seat=seat)
    for member, reads in ((own.ada, True), (own.kai, True), (own.cleo, False)):
        line = next(line for line in own.agenda(day, member).lines if line.youth == youth)
        assert [reason[:15] for reason in line.reasons] == ["A partner asked"]
        assert bool(line.asked) is reads, member
        words = page(browser(member.username), f"/meetings/{day}/")
        assert ("She stopped coming to class" in words) is reads
        assert "A partner asked on" in words


def test_a_request_of_the_evening_is_of_that_day(own: OwnTable) -> None:
    """In the county's own time: at half past eleven in California it is the next day elsewhere."""
    youth, _ = own.youths[0]
    evening = datetime.combine(clock.today() - timedelta(days=1), time(23, 30), ZoneInfo("America/Los_Angeles"))
    values = {"table_id": own.id, "why": "Late", "asked_on": None, "recorded_at": evening}
    with without_triggers(own.world.connection):
        own.world.claim("youths_reviewrequest", youth, own.kai.agency, own.kai.person, **values)
    [asked] = candidates(own, clock.today() + timedelta(days=3))[youth].asked
    assert asked.on == evening.date()
    own.compose(evening.date(), ReasonCode.PARTNER_ASKED)
    [line] = [line for line in own.agenda(evening.date()).lines if line.youth == youth]
    assert [each.on for each in line.asked] == [evening.date()]


def test_what_is_owed_and_what_was_answered_comes_back(own: OwnTable, superuser: psycopg.Connection) -> None:
    """A follow-up that a place owes, by its day; an answer after the table last spoke of the youth, until it speaks of it."""
    today = clock.today()
    late, ahead, answered = (youth for youth, _ in own.youths)
    own.task(late, due_on=today)
    own.task(ahead, due_on=today + timedelta(days=1))
    own.task(answered, due_on=today, state="DONE", answered_by_id=own.kai.person, answered_at=clock.now())
    assert said(own, today, late)[ReasonCode.FOLLOW_UP_DUE].since == today
    assert ReasonCode.FOLLOW_UP_DUE not in said(own, today, ahead)
    assert ReasonCode.FOLLOW_UP_DUE not in said(own, today, answered)
    reason = said(own, today, answered)[ReasonCode.ANSWERED]
    assert (reason.since, reason.category, reason.code.label) == (today, Category.SAFETY_PLAN, "An answer has come back")
    agenda = own.compose(today, youths=3)
    own.open(agenda)
    own.close(agenda)
    assert ReasonCode.ANSWERED not in said(own, today + WEEK, answered)
    superuser.execute("UPDATE meetings_task SET answered_at = now() WHERE youth_id = %s", [answered])
    assert ReasonCode.ANSWERED in said(own, today + WEEK, answered)


def test_an_agreed_plan_is_reviewed(own: OwnTable) -> None:
    """Also when it is a plan of the room and no claim of anybody yet."""
    youth, _ = own.youths[0]
    own.world.insert(
        "meetings_plan", table_id=own.id, youth_id=youth, kind="SAFETY", version=1, state="AGREED", agreed_on=clock.today(),
        review_on=clock.today() + WEEK, returning_on=None, created_by_id=own.ada.person, changed_by_id=own.ada.person,
    )  # fmt: skip
    assert ReasonCode.PLAN_REVIEW not in said(own, clock.today(), youth)
    assert said(own, clock.today() + WEEK, youth)[ReasonCode.PLAN_REVIEW].since == clock.today() + WEEK


@pytest.mark.parametrize(("username", "status"), [("eve", 404), ("finn", 403), ("ben", 403), ("kai", 403)])
def test_nobody_else_defers_on_the_page(
    small: Callable[[date], None], agenda_of: Callable[..., Agenda], browser: Browser, username: str, status: int
) -> None:
    """Eve finds no meeting, Finn is told his rule, members that it is the coordinator's."""
    small(DAY)
    item = agenda_of(DAY).lines[0].id
    for what in ({"what": "defer", "why": "x"}, {"what": "take up"}):
        assert browser(username).post(f"/meetings/{DAY}/", {**what, "item": item}).status_code == status
    assert agenda_of(DAY).deferred == []


def test_a_line_is_put_into_any_section(own: OwnTable, browser: Browser) -> None:
    """Aftercare too: it comes last, and its heading is there for it."""
    agenda = own.compose(DAY)
    client, address = browser(own.ada.username), f"/meetings/{DAY}/"
    assert ">Aftercare " not in client.get(address).content.decode()
    for section in AgendaSection:
        sent = {"what": "section", "item": agenda.lines[0].id, "section": section.value}
        assert client.post(address, sent).status_code == 302
        assert f"<h2>{section.label} " in client.get(address).content.decode()
    assert own.agenda(DAY).lines[-1].id == agenda.lines[0].id


def test_a_closed_agenda_keeps_its_deferrals(own: OwnTable) -> None:
    """Neither deferred nor taken up afterwards."""
    agenda = own.open(own.compose(DAY))
    own.close(agenda)
    for attempt in (
        lambda: actions.defer_item(door=own.door(own.ada), meeting_id=agenda.meeting, item_id=agenda.lines[0].id, why="x"),
        lambda: actions.take_up_item(door=own.door(own.ada), meeting_id=agenda.meeting, item_id=agenda.lines[0].id),
    ):
        with pytest.raises(Fault, match="closed"):
            attempt()
