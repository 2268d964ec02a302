"""Two counties' tables discuss a youth together: each sees its own row, and the other table's names nobody."""

import re
from collections.abc import Callable
from datetime import date

import psycopg
import pytest
from django.test import Client

from safetynet.config.home import Home
from safetynet.kernel import clock
from safetynet.kernel.faults import Conflict, Refused
from safetynet.meetings.actions.joint import answer_joint, propose_joint
from safetynet.meetings.models import JointState
from safetynet.meetings.queries.agendas import Agenda
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.vocabulary import Purpose, Role
from tests.factories.people import Member, new_member
from tests.integration.policy.test_pass import pass_of

from .own_table import OwnTable, own_table

DAY = clock.today()
WORDS = "Seen in both counties this month; who looks for a bed?"
Browser = Callable[..., Client]


@pytest.fixture
def other(superuser: psycopg.Connection, roles: DatabaseRoles) -> OwnTable:
    """A table of another county, with a meeting on the same day."""
    made = own_table(superuser, roles, youths=1, county="Sierra")
    made.compose(DAY)
    return made


def proposed(own: OwnTable, other: OwnTable, words: str = WORDS) -> int:
    """Proposed for the first line; the own row."""
    agenda = own.compose(DAY)
    return propose_joint(door=own.door(own.ada), agenda=agenda, line=agenda.lines[0], with_table=other.id, words=words)


def test_the_other_table_reads_county_day_and_words_and_no_youth(own: OwnTable, other: OwnTable, browser: Browser) -> None:
    """On its agenda and on the page of its meetings, for coordinator and members; nothing names the youth, and no number."""
    proposed(own, other)
    [told] = other.agenda(DAY, other.cleo).incoming
    assert (told.county, told.held_on, told.words, told.state) == ("Alpine", DAY, WORDS, JointState.PROPOSED)
    names = [number for _, number in own.youths] + ["Quetzalmere", "Wrenna"]
    for member in (other.ada, other.kai, other.cleo):
        for address in (f"/meetings/{DAY}/", "/meetings/"):
            page = browser(member.username).get(address).content.decode()
            assert "Alpine County" in page
            assert WORDS in page
            assert not [name for name in names if name in page.replace(other.youths[0][1], "").replace("Quetzalmere, Wrenna", "")]
    [line] = [line for line in own.agenda(DAY).lines if line.joint]
    assert [(each.county, each.state) for each in line.joint] == [("Sierra", JointState.PROPOSED)]


def test_rows_come_in_pairs_and_only_the_own_one_names_the_line(
    own: OwnTable, other: OwnTable, superuser: psycopg.Connection
) -> None:
    """Accepted by the other coordinator, withdrawn by the own one: both rows follow, with who and when."""
    mine = proposed(own, other)
    rows = "SELECT table_id, item_id IS NULL, outgoing, state, answer FROM meetings_jointitem WHERE pair = (" \
           "SELECT pair FROM meetings_jointitem WHERE id = %s) ORDER BY outgoing"  # fmt: skip

    def there(state: str, answer: str = "") -> list[tuple[object, ...]]:
        return [(other.id, True, False, state, answer), (own.id, False, True, state, answer)]

    assert superuser.execute(rows, [mine]).fetchall() == there("PROPOSED")
    [theirs] = other.agenda(DAY).incoming
    for member in (other.kai, own.ada, own.kai):
        with pytest.raises(Refused):
            answer_joint(door=own.door(member), joint_id=theirs.id, answer=JointState.ACCEPTED)
    with pytest.raises(Refused):
        answer_joint(door=own.door(other.ada), joint_id=theirs.id, answer=JointState.WITHDRAWN)
    answer_joint(door=own.door(other.ada), joint_id=theirs.id, answer=JointState.ACCEPTED, words="At 11, by telephone")
    assert superuser.execute(rows, [mine]).fetchall() == there("ACCEPTED", "At 11, by telephone")
    with pytest.raises(Conflict, match="answered or withdrawn"):
        answer_joint(door=own.door(other.ada), joint_id=theirs.id, answer=JointState.DECLINED)
    with pytest.raises(Refused):
        answer_joint(door=own.door(own.ada), joint_id=mine, answer=JointState.ACCEPTED)
    answer_joint(door=own.door(own.ada), joint_id=mine, answer=JointState.WITHDRAWN)
    assert superuser.execute(rows, [mine]).fetchall() == there("WITHDRAWN")
    entries = superuser.execute(
        "SELECT action, table_id FROM audit.entry WHERE action LIKE '%% joint' AND table_id = ANY (%s) ORDER BY at",
        [[own.id, other.id]],
    ).fetchall()
    assert entries == [("propose joint", own.id), ("answer joint", other.id), ("answer joint", own.id)]


@pytest.mark.parametrize(
    "words", ["About Quetzalmere", "she is called wrenna", "see {number}", "QUETZAL-MERE comes", "the girl quetzalmère"]
)
def test_words_that_name_the_youth_leave_no_table(own: OwnTable, other: OwnTable, words: str) -> None:
    """Nor its number; written small, large, with accents or hyphens: nothing is written at either table."""
    with pytest.raises(Refused, match="name the youth"):
        proposed(own, other, words.format(number=own.youths[0][1]))
    assert other.agenda(DAY).incoming == []
    assert not any(line.joint for line in own.agenda(DAY).lines)


def test_it_is_proposed_once_and_to_another_county(own: OwnTable, other: OwnTable, superuser: psycopg.Connection) -> None:
    """Not twice, not without words, not to a table of the same county or to none, not for a closed meeting, not by a member,
    not past a wall."""
    proposed(own, other)
    agenda = own.agenda(DAY)
    first, second = agenda.lines[:2]
    near = own_table(superuser, own.world.roles, youths=0)
    common = {"door": own.door(own.ada), "agenda": agenda}
    with pytest.raises(Conflict, match="proposed to that table already"):
        propose_joint(**common, line=first, with_table=other.id, words=WORDS)
    for line, table, words in ((second, near.id, WORDS), (second, own.id, WORDS), (second, 0, WORDS), (second, other.id, " ")):
        with pytest.raises(Refused):
            propose_joint(**common, line=line, with_table=table, words=words)
    for member in (own.kai, own.cleo, other.ada):
        with pytest.raises(Refused, match="Only the table's coordinator"):
            propose_joint(door=own.door(member), agenda=agenda, line=second, with_table=other.id, words=WORDS)
    superuser.execute(
        "INSERT INTO governance_wall (person_id, youth_id, table_id, begins, reason, recorded_by_id, recorded_at) "
        "VALUES (%s, %s, %s, '2020-01-01', 'kin', %s, now())",
        [own.ada.person, second.youth, own.id, own.kai.person],
    )
    with pytest.raises(Refused, match="Only the table's coordinator"):
        propose_joint(**common, line=second, with_table=other.id, words=WORDS)
    own.open(agenda)
    own.close(agenda)
    with pytest.raises(Conflict, match="closed"):
        propose_joint(**common, line=agenda.lines[2], with_table=other.id, words=WORDS)


def asked(home: Home, member: Member, statement: str, *values: object) -> list[tuple[object, ...]]:
    """What somebody gets who sends what they like with the web role's connection and this person's pass."""
    with psycopg.connect(**home.role_dsn("web"), autocommit=True) as web, web.transaction():
        web.execute("SELECT policy.enter(%s)", [pass_of(member.person, Purpose.MEETING)])
        return web.execute(statement, values).fetchall()


def test_nobody_writes_the_rows_but_the_functions(own: OwnTable, other: OwnTable, home: Home) -> None:
    """The web role has no right to; the functions ask for role, seat, papers and county themselves."""
    mine = proposed(own, other)
    for statement in (
        "UPDATE meetings_jointitem SET state = 'ACCEPTED' WHERE id = %s RETURNING id",
        "DELETE FROM meetings_jointitem WHERE id = %s RETURNING id",
        "INSERT INTO meetings_jointitem (id) VALUES (%s) RETURNING id",
        "SELECT policy.names_youth(%s, 'x')",
        "SELECT youths FROM policy.meeting_digest(%s)",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            asked(home, own.ada, statement, mine)
    lapsed = new_member(own.table, Role.COORD, agreement_until=date(2021, 1, 1))
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only the table's coordinator"):
        asked(home, lapsed, "SELECT policy.answer_joint(%s, 'WITHDRAWN', '')", mine)
    assert asked(home, other.kai, "SELECT item_id FROM meetings_jointitem WHERE table_id = %s", own.id) == []
    assert own.id not in {row[0] for row in asked(home, own.kai, "SELECT at_table FROM policy.tables_elsewhere()")}
    assert (own.id,) in asked(home, other.kai, "SELECT at_table FROM policy.tables_elsewhere()")
    for role in (Role.ADM, Role.RPT):
        assert asked(home, new_member(own.table, role), "SELECT at_table FROM policy.tables_elsewhere()") == []


def test_who_is_kept_away_from_the_youth_reads_nothing_of_it(
    own: OwnTable, other: OwnTable, home: Home, superuser: psycopg.Connection
) -> None:
    """Not the words, nor what was answered; others of the table do. The other table's row names no youth and is behind no wall."""
    mine = proposed(own, other)
    words = "SELECT words FROM meetings_jointitem WHERE pair = (SELECT pair FROM meetings_jointitem WHERE id = %s)"
    rows = superuser.execute("SELECT id, table_id, youth_id FROM meetings_jointitem WHERE pair = (" \
                             "SELECT pair FROM meetings_jointitem WHERE id = %s) ORDER BY outgoing", [mine]).fetchall()  # fmt: skip
    [(theirs, at_other, unnamed), (_, at_own, youth)] = rows
    assert (at_other, at_own, unnamed) == (other.id, own.id, None)
    assert asked(home, own.kai, words, mine) == asked(home, own.cleo, words, mine) == [(WORDS,)]
    superuser.execute(
        "INSERT INTO governance_wall (person_id, youth_id, table_id, begins, reason, recorded_by_id, recorded_at) "
        "VALUES (%s, %s, %s, '2020-01-01', 'kin', %s, now())",
        [own.kai.person, youth, own.id, own.ada.person],
    )
    assert asked(home, own.kai, words, mine) == []
    assert asked(home, own.cleo, words, mine) == [(WORDS,)]
    assert asked(home, other.kai, "SELECT words FROM meetings_jointitem WHERE id = %s", theirs) == [(WORDS,)]


def test_the_pages_do_what_the_actions_do(own: OwnTable, other: OwnTable, browser: Browser) -> None:
    """Proposed from the line, answered on the page of the meetings, withdrawn from the line."""
    agenda = own.compose(DAY)
    ada, ben = browser(own.ada.username), browser(other.ada.username)
    sent = {"item": agenda.lines[0].id, "with": other.id, "words": WORDS}
    assert ada.post(f"/meetings/{DAY}/joint/", {**sent, "words": "Quetzalmere again"}).status_code == 403
    assert ada.post(f"/meetings/{DAY}/joint/", {**sent, "item": 0}).status_code == 404
    assert browser(own.kai.username).post(f"/meetings/{DAY}/joint/", sent).status_code == 403
    assert ada.post(f"/meetings/{DAY}/joint/", sent).status_code == 302
    [theirs] = other.agenda(DAY).incoming
    assert "Accept" in ben.get("/meetings/").content.decode()
    assert 'value="accept"' not in browser(other.kai.username).get("/meetings/").content.decode()
    assert browser(other.kai.username).post("/meetings/joint/", {"what": "accept", "joint": theirs.id}).status_code == 403
    assert ben.post("/meetings/joint/", {"what": "accept", "joint": theirs.id, "words": "Yes"}).status_code == 302
    page = " ".join(re.sub(r"<[^>]+>", " ", ada.get(f"/meetings/{DAY}/").content.decode()).split())
    assert "Jointly with Sierra County: accepted." in page
    mine = next(line.joint[0].id for line in own.agenda(DAY).lines if line.joint)
    assert ada.post("/meetings/joint/", {"what": "withdraw", "joint": mine}).status_code == 302
    for wrong in ({"what": "explode", "joint": mine}, {"what": "accept", "joint": "²"}, {}):
        assert ada.post("/meetings/joint/", wrong).status_code == 403


@pytest.mark.parametrize(("username", "status"), [("eve", 404), ("finn", 403)])
def test_who_is_not_at_the_table_neither_proposes_nor_answers(
    small: Callable[[date], None], agenda_of: Callable[..., Agenda], browser: Browser, own: OwnTable, other: OwnTable,
    username: str, status: int,
) -> None:  # fmt: skip
    """Eve finds no meeting, Finn is told his rule; neither answers a row by its number."""
    day, mine = date(2031, 3, 4), proposed(own, other)
    small(day)
    sent = {"item": agenda_of(day).lines[0].id, "with": other.id, "words": WORDS}
    assert browser(username).post(f"/meetings/{day}/joint/", sent).status_code == status
    for what in ("accept", "decline", "withdraw"):
        assert browser(username).post("/meetings/joint/", {"what": what, "joint": mine}).status_code == 403
    assert not any(line.joint for line in agenda_of(day).lines)
