"""A table with a coordinator, a probation office with people above it, a school, strangers, and a youth to ask about."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

import psycopg
from django.test import Client

from safetynet.audit.acts import Act
from safetynet.config.home import Home
from safetynet.governance import actions as directory
from safetynet.governance.models import Seat, Table
from safetynet.kernel import clock
from safetynet.kernel.codes import StaffLevel
from safetynet.meetings.actions import tasks
from safetynet.meetings.models import Task
from safetynet.meetings.queries.follow_ups import find_of_youth
from safetynet.policy.rules import Standing
from safetynet.policy.standing import read_standing
from safetynet.policy.vocabulary import Purpose, Role
from tests.factories.people import BY, Member, new_member, new_table
from tests.integration.policy.test_pass import pass_of
from tests.integration.web.places import youth_of

NAME, GIVEN = "Quetzalwren", "Zephyrine"
"""A name that stands nowhere else, so that it can be looked for."""
WORDS = "Does the aunt in Winnemucca answer her telephone?"


@dataclass(frozen=True)
class TaskWorld:
    """The people, and the youth's number and id."""

    table: Table
    ada: Member
    kai: Member
    theo: Member
    uma: Member
    cleo: Member
    eve: Member
    finn: Member
    number: str
    youth: int


def make_world(superuser: psycopg.Connection) -> TaskWorld:
    """Everybody with all papers but Eve, who is of another table, and Finn, whose agreement has lapsed."""
    table = new_table()
    ada, kai = new_member(table, Role.COORD), new_member(table, Role.PROB)
    theo = new_member(table, Role.PROB, agency=kai.agency, seat=False)
    uma = new_member(table, Role.PROB, agency=kai.agency, seat=False)
    finn = new_member(table, Role.PROB, agreement_until=clock.today() - timedelta(days=30))
    person = {member: directory.find_member(member.username) for member in (kai, theo, uma)}
    directory.name_supervisor(person=person[kai], supervisor=person[theo], on=clock.today(), by=BY)
    directory.change_level(person=person[uma], level=StaffLevel.HEAD, by=BY)
    superuser.execute("UPDATE governance_memorandum SET signatory_id = %s WHERE agency_id = %s", [uma.person, kai.agency])
    number = youth_of(ada, NAME, GIVEN)
    (youth,) = superuser.execute("SELECT id FROM youths_youth WHERE number = %s", [number]).fetchone()
    cleo = new_member(table, Role.SCH)
    eve = new_member(new_table(), Role.CBO)
    return TaskWorld(table, ada, kai, theo, uma, cleo, eve, finn, number, youth)


def standing(member: Member) -> Standing:
    """How somebody stands, as a page would know it."""
    return read_standing(member.door().ask("policy.standing()", {}, Act("view", "standing")))


def place_of(member: Member) -> int:
    """The place that somebody has at the table."""
    return Seat.objects.using("owner").get(person_id=member.person, ends=None).place


def ask(world: TaskWorld, of: Member, by: Member | None = None, what: str = WORDS, due_on: date | None = None) -> Task:
    """Ask somebody's place about the youth, as the coordinator unless another asks."""
    asker = by or world.ada
    return tasks.ask(
        door=asker.door(), by=standing(asker), youth=world.youth, what=what, owner_place=place_of(of), due_on=due_on
    )  # fmt: skip


def make_late(superuser: psycopg.Connection, task: Task, days: int) -> None:
    """As if it had been asked long ago: due so many days before today, and asked two weeks before that."""
    due_on = clock.today() - timedelta(days=days)
    superuser.execute(
        "UPDATE meetings_task SET due_on = %s, asked_at = asked_at - make_interval(days => %s) WHERE id = %s",
        [due_on, max(days, 0) + 14, task.pk],
    )


def seen_by(world: TaskWorld, member: Member) -> set[int]:
    """The follow-ups of the youth that somebody sees on its page."""
    return {line.id for line in find_of_youth(member.door(), world.number).tasks}


def take_over(world: TaskWorld, after: Member) -> Member:
    """Somebody new of the same agency takes the place over today."""
    heir = new_member(world.table, Role.PROB, agency=after.agency, seat=False)
    seat = directory.find_seat(username=after.username, table=world.table)
    person = directory.find_member(heir.username)
    directory.seat_person(person=person, table=world.table, on=clock.today(), after=seat, by=BY)
    return heir


def signed_in(member: Member) -> Client:
    """A browser of somebody."""
    browser = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
    assert browser.post("/demo/", {"username": member.username}).status_code == 302
    return browser


@contextmanager
def web_of(home: Home, member: Member) -> Iterator[psycopg.Connection]:
    """The web role's own connection with somebody's pass, for whoever sends what they like; nothing is kept."""
    with psycopg.connect(**home.role_dsn("web"), autocommit=True) as web, web.transaction(force_rollback=True):
        web.execute("SELECT policy.enter(%s)", [pass_of(member.person, Purpose.CASE_WORK)])
        yield web
