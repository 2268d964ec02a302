"""Weekly, monthly, quarterly, policy: who stands on which agenda, topics, and on which days a meeting is prepared and opened."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

import psycopg
import pytest
from django.test import Client

from safetynet.config.database.objects import sql_files
from safetynet.kernel import clock
from safetynet.kernel.codes import WITHOUT_YOUTHS, MeetingKind
from safetynet.kernel.faults import Conflict, NotInScope, Refused
from safetynet.meetings import actions
from safetynet.meetings.actions import topics
from safetynet.meetings.actions.prepare import prepare
from safetynet.meetings.models import MeetingState
from safetynet.meetings.queries.agendas import Agenda
from safetynet.meetings.rules.compose import ReasonCode

from .own_table import OwnTable

DAY = date(2031, 3, 4)
WEEK = timedelta(days=7)
Browser = Callable[..., Client]


def words_of(client: Client, address: str) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address).content.decode()).split())


@pytest.mark.parametrize("kind", sorted(WITHOUT_YOUTHS))
def test_a_meeting_without_youths_takes_none(
    own: OwnTable, browser: Browser, superuser: psycopg.Connection, kind: MeetingKind
) -> None:
    """Prepared empty, refused by the action in words and by the database whoever writes; the page says the kind."""
    made = prepare(door=own.door(own.ada), day=DAY, table_id=own.id, kind=kind)
    assert (made.proposal.lines, made.meeting.kind) == ([], kind)
    youth, number = own.youths[0]
    with pytest.raises(Conflict, match="speaks of no youth"):
        actions.add_youth(door=own.door(own.ada), meeting_id=made.meeting.pk, number=number)
    with pytest.raises(psycopg.Error, match="speaks of no youth") as refused:
        own.world.insert("meetings_agendaitem", meeting_id=made.meeting.pk, table_id=own.id, youth_id=youth, deferred_why="")
    assert refused.value.sqlstate == "SN409"
    with_youths = own.compose(DAY + WEEK)
    with pytest.raises(psycopg.Error, match="youths stand on the agenda"):
        superuser.execute("UPDATE meetings_meeting SET kind = %s WHERE id = %s", [kind.value, with_youths.meeting])
    page = words_of(browser(own.kai.username), f"/meetings/{DAY}/")
    assert kind.label in page
    assert "No youths" in page
    assert kind.label in words_of(browser(own.kai.username), "/meetings/")


def test_the_database_and_the_code_mean_the_same_kinds() -> None:
    """The two triggers name the kinds of the code list."""
    text = next(path.read_text() for path in sql_files() if "policy.keep_agenda_line()" in path.read_text())
    said = re.findall(r"kind IN \(([^)]+)\)", text)
    assert [set(re.findall(r"'(\w+)'", each)) for each in said] == [{kind.value for kind in WITHOUT_YOUTHS}] * 2


def test_a_youth_of_another_table_stands_on_no_agenda(own: OwnTable, superuser: psycopg.Connection) -> None:
    """Nor a line at a table that the meeting does not belong to; also when the coordinator's own pass is shown."""
    agenda = own.compose(DAY, youths=1)
    foreign = superuser.execute("SELECT id FROM youths_youth WHERE table_id <> %s ORDER BY id LIMIT 1", [own.id]).fetchone()[0]
    values = {"meeting_id": agenda.meeting, "table_id": own.id, "youth_id": foreign, "position": 9}
    with pytest.raises(Refused), own.door(own.ada).opened(), actions.agenda.in_words():
        actions.agenda.AgendaItem.objects.create(**values)


def test_a_monthly_review_names_everybody_not_seen_and_every_plan_of_the_month(
    own: OwnTable, superuser: psycopg.Connection, browser: Browser
) -> None:
    """Longest not seen first, plans until the month's last day after them; a weekly meeting of that day proposes fewer."""
    today = clock.today()
    first, second, third = (youth for youth, _ in own.youths)
    superuser.execute("SET session_replication_role = replica")
    try:
        for place, youth in enumerate((first, second, third)):
            referred = today - timedelta(days=100 + 100 * place if youth != third else 1)
            superuser.execute("UPDATE youths_referral SET referred_on = %s WHERE youth_id = %s", [referred, youth])
    finally:
        superuser.execute("SET session_replication_role = origin")
    for youth in (first, second):
        own.world.claim("youths_statusattable", youth, own.ada.agency, own.ada.person, table_id=own.id, status="ACTIVE", since=None)
    day = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    last = day.replace(day=monthrange(day.year, day.month)[1])
    plan = {"table_id": own.id, "kind": "SAFETY", "version": 1, "state": "AGREED", "agreed_on": today, "returning_on": None,
            "created_by_id": own.ada.person, "changed_by_id": own.ada.person}  # fmt: skip
    own.world.insert("meetings_plan", youth_id=third, review_on=last, **plan)

    def proposed(kind: MeetingKind) -> dict[int, set[ReasonCode]]:
        lines = prepare(door=own.door(own.ada), day=day, table_id=own.id, kind=kind, only_propose=True).proposal.lines
        return {line.youth: {reason.code for reason in line.reasons} for line in lines}

    review = proposed(MeetingKind.MONTHLY_REVIEW)
    assert [youth for youth in review if youth != third] == [second, first]
    assert ReasonCode.PLAN_REVIEW in review[third]
    assert ReasonCode.PLAN_REVIEW not in proposed(MeetingKind.WEEKLY).get(third, set())
    own.compose(day, youths=0, kind=MeetingKind.MONTHLY_REVIEW)
    added = browser(own.ada.username).post(f"/meetings/{day}/?table={own.id}", {"what": "add", "number": own.youths[2][1]})
    assert added.status_code == 302
    codes = "SELECT r.code FROM meetings_agendareason AS r JOIN meetings_agendaitem AS i ON i.id = r.item_id WHERE i.youth_id = %s"
    assert ReasonCode.PLAN_REVIEW.value in {code for (code,) in superuser.execute(codes, [third])}, "added by hand, with its reason"
    own.world.insert("meetings_plan", youth_id=first, review_on=last + timedelta(days=1), **plan)
    assert ReasonCode.PLAN_REVIEW not in proposed(MeetingKind.MONTHLY_REVIEW)[first]


def test_one_day_has_one_kind(own: OwnTable, browser: Browser) -> None:
    """Asked for as another kind it is refused in words; asked for without a kind it is simply opened. The page asks the kind."""
    ada = browser(own.ada.username)
    sent = {"day": DAY.isoformat(), "kind": "POLICY"}
    assert ada.post("/meetings/prepare/", sent).status_code == 302
    assert own.agenda(DAY).kind is MeetingKind.POLICY
    answer = ada.post("/meetings/prepare/", {**sent, "kind": "WEEKLY"})
    assert answer.status_code == 409
    assert "meeting of another kind already: Policy only, no youths" in answer.content.decode()
    assert ada.post("/meetings/prepare/", {"day": DAY.isoformat()}).status_code == 302
    assert ada.post("/meetings/prepare/", {**sent, "kind": "PICNIC"}).status_code == 302
    assert own.agenda(DAY).kind is MeetingKind.POLICY
    assert ">Monthly review</option>" in ada.get("/meetings/").content.decode()


def test_a_day_long_ago_is_prepared_no_more(own: OwnTable) -> None:
    """Seven days back for notes kept on paper, not eight; an older meeting that is there is still opened from the list."""
    today = clock.today()
    with pytest.raises(Refused, match="more than 7 days ago"):
        prepare(door=own.door(own.ada), day=today - timedelta(days=8), table_id=own.id)
    with pytest.raises(NotInScope):
        actions.publish(door=own.door(own.ada), meeting_id=0)
    assert prepare(door=own.door(own.ada), day=today - WEEK, table_id=own.id).meeting is not None
    own.world.insert("governance_countysetting", county_id=own.table.county_id, key="paper_days", value="9", reason="Holidays")
    try:
        assert prepare(door=own.door(own.ada), day=today - timedelta(days=9), table_id=own.id).meeting is not None
    finally:
        own.world.connection.execute("DELETE FROM governance_countysetting WHERE key = 'paper_days'")
    own.world.insert(
        "meetings_meeting", table_id=own.id, held_on=today - timedelta(days=30), state="DRAFT", created_by_id=own.ada.person,
        opened_at=None, closed_at=None,
    )  # fmt: skip
    assert prepare(door=own.door(own.ada), day=today - timedelta(days=30), table_id=own.id).meeting is not None


def test_opening_on_another_day_asks_first(own: OwnTable, browser: Browser) -> None:
    """Before its day and after it, the page names the consequence and wants it ticked; on the day itself it does not."""
    ada, today = browser(own.ada.username), clock.today()
    for day in (DAY, today - WEEK, today):
        agenda = own.compose(day)
        address = f"/meetings/{day}/"
        actions.publish(door=own.door(own.ada), meeting_id=agenda.meeting)
        assert ('name="sure"' in ada.get(address).content.decode()) is (day != today)
        ada.post(f"{address}state/", {"what": "open"})
        assert own.agenda(day).state is (MeetingState.OPEN if day == today else MeetingState.PUBLISHED)
        if day != today:
            assert "Nothing was changed; tick the box" in words_of(ada, address)
            ada.post(f"{address}state/", {"what": "open", "sure": "yes"})
            assert own.agenda(day).state is MeetingState.OPEN


def test_carrying_over_skips_a_week_without_youths(own: OwnTable) -> None:
    """To the next meeting that speaks of youths."""
    agenda = own.compose(DAY)
    own.compose(DAY + WEEK, youths=0, kind=MeetingKind.POLICY)
    following = actions.carry_over(door=own.door(own.ada), meeting_id=agenda.meeting, item_id=agenda.lines[0].id)
    assert following.held_on == DAY + 2 * WEEK


def test_topics_are_added_put_in_order_and_concluded(own: OwnTable, browser: Browser) -> None:
    """By the coordinator, before and in session; members read them; a closed meeting keeps them."""
    agenda = own.compose(DAY, youths=0, kind=MeetingKind.QUARTERLY)
    ada, address = browser(own.ada.username), f"/meetings/{DAY}/topics/"
    for words, agency in (("Beds for the night", own.kai.agency), ("Rides to school", "")):
        assert ada.post(address, {"what": "add", "words": words, "raised_by": agency}).status_code == 302
    first, second = (topic["id"] for topic in own.agenda(DAY).topics)
    ada.post(address, {"what": "up", "topic": second})
    assert [topic["id"] for topic in own.agenda(DAY).topics] == [second, first]
    ada.post(address, {"what": "change", "topic": second, "words": "Rides to school and back", "raised_by": own.cleo.agency})
    ada.post(address, {"what": "add", "words": "", "raised_by": ""})
    ada.post(address, {"what": "add", "words": "Not of this table", "raised_by": 999_999})
    assert "The topic was not kept" in words_of(ada, f"/meetings/{DAY}/")
    own.open(agenda)
    ada.post(address, {"what": "conclude", "topic": first, "conclusion": "Nine need another bed; the county asks for ten"})
    page = words_of(browser(own.cleo.username), f"/meetings/{DAY}/")
    assert "Concluded: Nine need another bed; the county asks for ten" in page
    assert page.index("Rides to school and back") < page.index("Beds for the night")
    assert 'value="conclude"' not in browser(own.cleo.username).get(f"/meetings/{DAY}/").content.decode()
    own.close(agenda)
    for what in ({"what": "conclude", "conclusion": "x"}, {"what": "change", "words": "x"}, {"what": "down"}):
        assert ada.post(address, {**what, "topic": first}).status_code == 409
    assert ada.post(address, {"what": "add", "words": "late"}).status_code == 409
    assert len(own.agenda(DAY).topics) == 2


def test_only_the_coordinator_writes_topics(own: OwnTable, browser: Browser, superuser: psycopg.Connection) -> None:
    """A member is refused by the rule; a topic of another meeting is not found."""
    agenda = own.compose(DAY, youths=0, kind=MeetingKind.POLICY)
    with pytest.raises(Refused, match="may not change this agenda's topics"):
        topics.add_topic(door=own.door(own.kai), agenda=own.agenda(DAY, own.kai), values={"words": "x", "raised_by": None})
    one = topics.add_topic(door=own.door(own.ada), agenda=agenda, values={"words": "x", "raised_by": None}).pk
    for what in ({"what": "add", "words": "y"}, {"what": "conclude", "topic": one, "conclusion": "y"}):
        assert browser(own.kai.username).post(f"/meetings/{DAY}/topics/", what).status_code == 403
    other = own.compose(DAY + WEEK, youths=0, kind=MeetingKind.POLICY)
    with pytest.raises(NotInScope):
        topics.conclude_topic(door=own.door(own.ada), agenda=other, topic_id=one, conclusion="y")
    assert browser(own.ada.username).post(f"/meetings/{DAY}/topics/", {"what": "explode", "topic": one}).status_code == 403
    assert superuser.execute("SELECT words, conclusion FROM meetings_topic WHERE id = %s", [one]).fetchone() == ("x", "")


@pytest.mark.parametrize(("username", "status"), [("eve", 404), ("finn", 403)])
def test_who_is_not_at_the_table_adds_no_topic(
    small: Callable[[date], None], agenda_of: Callable[..., Agenda], browser: Browser, username: str, status: int
) -> None:
    """Eve finds no meeting, Finn is told his rule."""
    small(DAY)
    client = browser(username)
    assert client.get(f"/meetings/{DAY}/topics/").status_code == status
    assert client.post(f"/meetings/{DAY}/topics/", {"what": "add", "words": "x"}).status_code == status
    assert client.post(f"/meetings/{DAY}/state/", {"what": "open", "sure": "yes"}).status_code == status
    assert client.post("/meetings/prepare/", {"day": "2031-06-03", "kind": "POLICY"}).status_code in (403, 404)
    assert agenda_of(DAY).topics == []
