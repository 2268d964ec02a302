"""Who is proposed for an agenda and in which section: the same facts as the youth's file, and only meetings that were held."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import psycopg
import pytest

from safetynet.kernel.codes import AgendaSection, PlacementKind
from safetynet.kernel.faults import Fault, NotInScope
from safetynet.kernel.identifiers import PersonId, TableId
from safetynet.meetings.actions.prepare import prepare
from safetynet.meetings.queries.agendas import find_candidates
from safetynet.meetings.rules.compose import Candidate, ReasonCode
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.door import Note
from safetynet.policy.passes import Reader
from safetynet.policy.vocabulary import Purpose, Role
from safetynet.youths.queries.file import read_records, records_expression
from safetynet.youths.rules.face import whereabouts
from tests.factories import World

HALL, HOME_KIND = PlacementKind.JUVENILE_HALL.value, PlacementKind.HOME_PARENT.value
SOME_KINDS = (HALL, HOME_KIND, PlacementKind.CAMP_RANCH.value, PlacementKind.STRTP.value)


class Table:
    """A table of an invented world with its coordinator; its door asks inside the world's transaction."""

    def __init__(self, world: World) -> None:
        self.world, self.today = world, world.today
        self.id = world.table(world.county("Alameda"))
        self.ada = world.person(world.agency(world.county("Alameda")), Role.COORD)
        world.papers(self.ada, self.id)
        world.seat(self.ada, self.id)
        self.reader = Reader(PersonId(self.ada.id), Purpose.MEETING)

    def ago(self, days: int | None) -> date | None:
        """The day so many days ago."""
        return None if days is None else self.today - timedelta(days=days)

    def youth(self, status: str = "ACTIVE", referred: int | None = None, followed_since: int | None = None) -> int:
        """A youth of the table, referred so many days ago."""
        youth = self.world.youth(self.id, self.ada.id)
        self.claim("statusattable", youth, status=status, since=self.ago(followed_since))
        if referred is not None:
            self.claim("referral", youth, referred_on=self.ago(referred))
        return youth

    def claim(self, kind: str, youth: int, **values: Any) -> int:
        """What the coordinator's agency says."""
        return self.world.claim(f"youths_{kind}", youth, self.ada.agency, self.ada.id, table_id=self.id, **values)

    def stay(self, youth: int, kind: str, begins: int | None, ends: int | None = None, **values: Any) -> int:
        """A placement from so many days ago until so many days ago."""
        return self.claim(
            "placement", youth, placement_kind=kind, begins=self.ago(begins), ends=self.ago(ends),
            **{"return_planned_on": None, **values},
        )  # fmt: skip

    def gone(self, youth: int, begins: int, ends: int | None = None) -> int:
        """An absence."""
        return self.claim("absence", youth, begins=self.ago(begins), ends=self.ago(ends))

    def meeting(self, state: str, days: int, *youths: int) -> None:
        """A meeting so many days ago with these youths on its agenda."""
        meeting = self.world.meeting(self.id, *youths, state=state)
        self.world.connection.execute("SET session_replication_role = replica")
        self.world.connection.execute("UPDATE meetings_meeting SET held_on = %s WHERE id = %s", [self.ago(days), meeting])
        self.world.connection.execute("SET session_replication_role = origin")

    def turn(self, days: int, youth: int) -> None:
        """At the meeting so many days ago this youth had the turn."""
        self.world.connection.execute("SET session_replication_role = replica")
        self.world.connection.execute(
            "INSERT INTO meetings_turn (meeting_id, table_id, item_id, youth_id, said_by_id, begins_at, ends_at)"
            " SELECT i.meeting_id, i.table_id, i.id, i.youth_id, %s, now(), now() FROM meetings_agendaitem AS i"
            " JOIN meetings_meeting AS m ON m.id = i.meeting_id WHERE m.held_on = %s AND i.youth_id = %s",
            [self.ada.id, self.ago(days), youth],
        )
        self.world.connection.execute("SET session_replication_role = origin")

    def ask(self, question: str, parameters: Mapping[str, Any], note: Note) -> Any:
        """As a door asks, without its commit."""
        assert note.statement
        with self.world.looking_as(self.ada) as connection:
            answer = connection.execute(f"SELECT ({question})", parameters).fetchone()[0]
        return json.loads(answer) if isinstance(answer, str) else answer

    def proposed(self, day: date | None = None) -> dict[int, Candidate]:
        """Everybody with a reason."""
        found = find_candidates(self, TableId(self.id), day or self.today, "Alameda", {})
        return {one.youth: one for one in found}

    def reasons(self, youth: int, day: date | None = None) -> dict[ReasonCode, date | None]:
        """The reasons of one youth."""
        one = self.proposed(day).get(youth)
        return {reason.code: reason.since for reason in one.reasons} if one else {}


@pytest.fixture
def table(admin: psycopg.Connection, roles: DatabaseRoles) -> Table:
    """A fresh table."""
    return Table(World(admin, roles))


def test_custody_and_missing_are_what_the_file_says(table: Table) -> None:
    """The stay or absence that began last decides the reason and the section, however long ago it began."""
    moved, back, held, lost = (table.youth() for _ in range(4))
    table.stay(moved, HALL, 30)
    table.stay(moved, HOME_KIND, 5)
    table.gone(back, 30)
    table.stay(back, HOME_KIND, 5)
    table.stay(held, HALL, 400)
    table.claim("followup", held, status="OPEN", due_on=table.today)
    table.gone(lost, 400)
    for youth in (moved, back):
        table.claim("followup", youth, status="OPEN", due_on=table.today)
    found = table.proposed()
    said = {youth: {reason.code for reason in found[youth].reasons} for youth in (moved, back, held, lost)}
    assert said[moved] == said[back] == {ReasonCode.FOLLOW_UP_DUE}
    assert said[held] == {ReasonCode.FOLLOW_UP_DUE, ReasonCode.IN_CUSTODY}
    assert ReasonCode.MISSING in said[lost]
    sections = {youth: found[youth].section for youth in said}
    assert sections == {
        moved: AgendaSection.OUT_OF_CUSTODY, back: AgendaSection.OUT_OF_CUSTODY,
        held: AgendaSection.IN_CUSTODY, lost: AgendaSection.OUT_OF_CUSTODY,
    }  # fmt: skip


def test_whom_the_table_no_longer_follows_is_not_proposed_for_an_old_stay(table: Table) -> None:
    """An open end from before a case was closed is no reason; the section still says where the youth is."""
    closed, again = table.youth("CLOSED", followed_since=100), table.youth("CLOSED", followed_since=100)
    table.stay(closed, HALL, 400)
    table.stay(again, HALL, 20)
    assert table.reasons(closed) == {}
    assert table.reasons(again) == {ReasonCode.IN_CUSTODY: table.ago(20)}
    table.claim("followup", closed, status="OPEN", due_on=table.today)
    assert table.proposed()[closed].section is AgendaSection.IN_CUSTODY


def test_whoever_has_grown_up_is_proposed_only_when_asked_for(table: Table) -> None:
    """An old record that was never closed fills no agenda; a partner's question and a due date still count."""
    young, grown, asked = table.youth(), table.youth(), table.youth()
    for youth, years in ((young, 20), (grown, 21), (asked, 30)):
        table.claim("identity", youth, last_name="A", first_name="B", birth_date=table.ago(round(years * 365.25) + 1))
        table.gone(youth, 4000)
    table.claim("followup", asked, status="OPEN", due_on=table.today)
    assert ReasonCode.MISSING in table.reasons(young)
    assert table.reasons(grown) == {}
    assert set(table.reasons(asked)) == {ReasonCode.FOLLOW_UP_DUE}


def test_a_planned_return_stays_a_reason_until_it_was_discussed(table: Table) -> None:
    """Two weeks ahead, and after the day while the youth is still there; not once the youth lives elsewhere."""
    late, soon, far, home = (table.youth() for _ in range(4))
    for youth, days in ((late, 20), (soon, -14), (far, -15), (home, 2)):
        table.stay(youth, HALL, 60, return_planned_on=table.ago(days))
    table.stay(home, HOME_KIND, 1)
    found = {youth for youth in (late, soon, far, home) if ReasonCode.RETURNING in table.reasons(youth)}
    assert found == {late, soon}
    table.meeting("CLOSED", 6, late)
    assert ReasonCode.RETURNING not in table.reasons(late)


def test_the_file_and_the_agenda_agree_on_random_histories(table: Table) -> None:
    """Python's rule for the face sheet and the SQL rule of the agenda, youth by youth, day by day."""
    draw = Random("whereabouts")
    youths = [table.youth() for _ in range(60)]
    for youth in youths:
        for _ in range(draw.randrange(5)):
            begins = draw.choice((None, *range(12)))
            ends = draw.choice((None, None, *range((begins or 0) + 1)))
            if draw.random() < 0.35:
                row = table.gone(youth, begins or 3, min(ends, begins or 3) if ends is not None else None)
                kind, more = "absence", {"begins": table.ago(begins or 3), "ends": None}
            else:
                row = table.stay(youth, draw.choice(SOME_KINDS), begins, ends, return_planned_on=draw.choice((None, table.today)))
                kind, more = "placement", {"placement_kind": HALL, "begins": table.ago(begins), "ends": None}
            if draw.random() < 0.2:
                table.claim(kind, youth, supersedes_id=row, reason="wrong", withdrawn=draw.random() < 0.5, **more)
    seen = set()
    with table.world.looking_as(table.ada) as connection:
        told = connection.execute(
            f"SELECT y.id, {records_expression('y.id')} FROM youths_youth AS y WHERE y.id = ANY (%s)", [youths]
        )
        records = {youth: read_records(document, frozenset({Role.COORD})) for youth, document in told.fetchall()}
        for days in range(-1, 13):
            day = table.ago(days)
            rows = connection.execute("SELECT * FROM whereabouts(%s, %s)", [table.id, day]).fetchall()
            sql = {row[0]: row[1:] for row in rows}
            for youth in youths:
                where = whereabouts(records[youth], day)
                expected = (where.missing, where.since, where.return_planned_on) if where else None
                answer = sql.get(youth)
                assert (answer and (answer[0], answer[2], answer[3])) == expected, (youth, day)
                if answer and where and not where.missing:
                    assert where.words.startswith(PlacementKind.label_of(answer[1])), (youth, day)
                seen.add(expected and (expected[0], expected[1] is None))
    assert seen == {None, (True, False), (False, False), (False, True)}


def test_a_youth_who_never_was_on_an_agenda_is_proposed_until_discussed(table: Table) -> None:
    """New for 28 days, then not discussed since the referral, however long ago; whoever was discussed rests six weeks."""
    for days, code in ((0, ReasonCode.NEW_REFERRAL), (27, ReasonCode.NEW_REFERRAL), (28, ReasonCode.NOT_SEEN),
                       (60, ReasonCode.NOT_SEEN), (4000, ReasonCode.NOT_SEEN)):  # fmt: skip
        assert table.reasons(table.youth(referred=days)) == {code: table.ago(days)}, days
    followed = table.youth(followed_since=50)
    assert table.reasons(followed) == {ReasonCode.NOT_SEEN: table.ago(50)}
    assert table.reasons(table.youth("CLOSED", referred=60)) == {}
    seen = table.youth(referred=60)
    table.meeting("CLOSED", 42, seen)
    assert table.reasons(seen) == {}
    assert table.reasons(seen, table.today + timedelta(days=1)) == {ReasonCode.NOT_SEEN: table.ago(42)}


def test_two_agencies_with_the_same_status_give_one_reason(table: Table) -> None:
    """A reason stands once on a line, however many agencies say that the youth is followed."""
    youth = table.youth(referred=60)
    other = table.world.person(table.world.agency(table.world.county("Alameda")), Role.PROB)
    table.world.claim("youths_statusattable", youth, other.agency, other.id, table_id=table.id, status="ACTIVE", since=None)
    assert [reason.code for reason in table.proposed()[youth].reasons] == [ReasonCode.NOT_SEEN]


@pytest.mark.parametrize(
    ("state", "days", "counts"),
    [
        ("CLOSED", 7, True),
        ("OPEN", 7, True),
        ("DRAFT", 7, False),
        ("PUBLISHED", 7, False),
        ("DRAFT", 0, True),
        ("PUBLISHED", -3, True),
    ],
)
def test_only_a_meeting_that_was_held_or_may_still_be_counts_as_discussed(
    table: Table, state: str, days: int, counts: bool
) -> None:
    """A draft of a day that has passed was never held; one of a day ahead of the asked one may still be."""
    youth = table.youth(referred=20)
    table.meeting(state, days, youth)
    reasons = table.reasons(youth, table.today + timedelta(days=5))
    assert (ReasonCode.NEW_REFERRAL not in reasons) == counts


def test_whose_turn_never_came_was_not_discussed(table: Table) -> None:
    """A new referral of whom the table did not get to speak stays one; so does what a partner asked for, with the words. A meeting
    at which nobody had a turn was held on paper, and there all count."""
    reached, missed = table.youth(referred=20), table.youth(referred=20)
    for youth in (reached, missed):
        table.claim("reviewrequest", youth, why="Before the hearing on Monday", asked_on=table.ago(10))
    table.meeting("CLOSED", 7, reached, missed)
    assert table.reasons(missed) == table.reasons(reached) == {}
    table.turn(7, reached)
    assert table.reasons(reached) == {}
    proposed = table.proposed()[missed]
    assert {reason.code for reason in proposed.reasons} == {ReasonCode.NEW_REFERRAL, ReasonCode.PARTNER_ASKED}
    assert [asked.why for asked in proposed.asked] == ["Before the hearing on Monday"]


def test_each_table_is_prepared_by_its_own_countys_settings(table: Table) -> None:
    """Whoever sits at two tables says which one is meant, and the other county's capacity does not count there."""
    world, kern = table.world, table.world.county("Kern")
    other = world.table(kern)
    world.papers(table.ada, other)
    world.seat(table.ada, other)
    for county, capacity in ((world.county("Alameda"), "3"), (kern, "2")):
        world.insert("governance_countysetting", county_id=county, key="meeting_capacity", value=capacity, source="a test")
    for at in (table.id, other):
        for _ in range(4):
            youth = world.youth(at, table.ada.id)
            world.claim("youths_followup", youth, table.ada.agency, table.ada.id, table_id=at, status="OPEN", due_on=table.today)
    with pytest.raises(Fault, match="several tables"):
        prepare(door=table, day=table.today, only_propose=True)
    lengths = {
        county: len(prepare(door=table, day=table.today, only_propose=True, county=county).proposal.lines)
        for county in ("Alameda", "Kern")
    }
    assert lengths == {"Alameda": 3, "Kern": 2}
    assert len(prepare(door=table, day=table.today, only_propose=True, table_id=TableId(other)).proposal.lines) == 2
    with pytest.raises(NotInScope):
        prepare(door=table, day=table.today, only_propose=True, table_id=TableId(other + 1))
