"""A place at the table outlives its holder: whoever takes it over is in the same line, and the database keeps the lines apart."""

from datetime import date, timedelta

import psycopg
import pytest

from safetynet.config.home import Home
from safetynet.governance import actions
from safetynet.governance.models import Person, Seat, Table
from safetynet.kernel.faults import Fault
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.vocabulary import Role
from tests.factories import World
from tests.factories.people import BY, LONG_AGO, Member, new_member, new_table

DAY = date(2026, 3, 2)


def table_of(member: Member) -> Table:
    """The table somebody belongs to."""
    return Table.objects.using("owner").select_related("county").get(pk=member.table)


def person_of(member: Member) -> Person:
    """Their row of the directory."""
    return actions.find_member(member.username)


def seat_of(member: Member) -> Seat:
    """The seat they have, or had last."""
    return actions.find_seat(username=member.username, table=table_of(member))


@pytest.fixture
def holder(home: Home) -> Member:
    """A probation officer with a seat."""
    return new_member(new_table(), Role.PROB)


@pytest.fixture
def colleague(holder: Member) -> Member:
    """Somebody of the same agency without a seat."""
    return new_member(table_of(holder), Role.PROB, agency=holder.agency, seat=False)


def take_over(newcomer: Member, after: Member, on: date = DAY) -> Seat:
    """The newcomer takes the place of the other."""
    return actions.seat_person(person=person_of(newcomer), table=table_of(after), on=on, after=seat_of(after), by=BY)


def test_a_seat_begins_a_place_of_its_own(holder: Member, colleague: Member) -> None:
    """Named by its own id; two of one agency have two places."""
    seat = actions.seat_person(person=person_of(colleague), table=table_of(holder), on=DAY, by=BY)
    assert (seat.place, seat_of(holder).place) == (seat.pk, seat_of(holder).pk)


def test_who_takes_over_stands_in_the_line(holder: Member, colleague: Member, superuser: psycopg.Connection) -> None:
    """The one before ends with the day before; the log says whose place it was; a third and the first again follow."""
    first = seat_of(holder)
    seat = take_over(colleague, holder)
    assert (seat.place, seat_of(holder).ends, seat_of(holder).place) == (first.pk, DAY - timedelta(days=1), first.pk)
    told = superuser.execute(
        "SELECT detail FROM audit.entry WHERE subject LIKE %s AND action = 'seat person' ORDER BY at DESC",
        [f"{colleague.username} at%"],
    ).fetchone()
    assert (told[0]["after"], told[0]["place"]) == (holder.username, first.pk)
    third = new_member(table_of(holder), Role.PROB, agency=holder.agency, seat=False)
    assert take_over(third, colleague, DAY + timedelta(days=40)).place == first.pk
    again = take_over(holder, third, DAY + timedelta(days=80))
    assert (again.place, again.pk != first.pk) == (first.pk, True)


def test_a_place_that_stood_empty_is_taken_over_too(holder: Member, colleague: Member) -> None:
    """Its last holder has left long ago; that end stays as it was."""
    actions.end_person(username=holder.username, on=date(2025, 6, 1), by=BY)
    assert take_over(colleague, holder).place == seat_of(holder).place
    assert seat_of(holder).ends == date(2025, 6, 1)


def test_what_is_refused_changes_nothing(holder: Member, colleague: Member) -> None:
    """A place of another agency or table, one that somebody holds, one taken over on its first day; a second seat."""
    stranger = new_member(table_of(holder), Role.CWS, seat=False)
    elsewhere = new_member(new_table(), Role.PROB, agency=holder.agency)
    for newcomer, table, after, on in (
        (stranger, holder, holder, DAY),
        (colleague, holder, elsewhere, DAY),
        (colleague, elsewhere, holder, DAY),
        (colleague, holder, holder, LONG_AGO),
    ):
        with pytest.raises(Fault):
            actions.seat_person(person=person_of(newcomer), table=table_of(table), on=on, after=seat_of(after), by=BY)
    earlier = seat_of(holder)
    take_over(colleague, holder)
    third = new_member(table_of(holder), Role.PROB, agency=holder.agency, seat=False)
    with pytest.raises(Fault, match="somebody else holds that place"):
        actions.seat_person(person=person_of(third), table=table_of(holder), on=DAY + timedelta(days=9), after=earlier, by=BY)
    with pytest.raises(Fault, match="has a seat at"):
        actions.seat_person(person=person_of(colleague), table=table_of(holder), on=DAY + timedelta(days=9), by=BY)
    assert Seat.objects.using("owner").filter(table_id=holder.table).count() == 2


def test_nobody_who_never_sat_is_followed(holder: Member, colleague: Member) -> None:
    """There is no place to take over."""
    with pytest.raises(Fault, match="has or had a seat"):
        actions.find_seat(username=colleague.username, table=table_of(holder))


@pytest.mark.parametrize("wrong", ["table", "agency", "no such place"])
def test_the_database_refuses_a_foreign_place(admin: psycopg.Connection, roles: DatabaseRoles, wrong: str) -> None:
    """Whoever writes past the actions: a place is of one table and one agency."""
    world = World(admin, roles)
    county = world.county()
    table = world.table(county)
    agency = world.agency(county)
    first = world.seat(world.person(agency), table, ends=date(2025, 1, 1))
    other_agency = world.agency(county) if wrong == "agency" else agency
    values = {
        "table_id": world.table(county) if wrong == "table" else table, "agency_id": other_agency,
        "person_id": world.person(other_agency).id, "begins": DAY, "place": -1 if wrong == "no such place" else first,
    }  # fmt: skip
    with pytest.raises(psycopg.errors.ForeignKeyViolation), admin.transaction():
        world.insert("governance_seat", **values)


def test_the_database_gives_a_place_one_holder_at_a_time(admin: psycopg.Connection, roles: DatabaseRoles) -> None:
    """One ends on the day before the next begins; and no seat moves to another place."""
    world = World(admin, roles)
    county = world.county()
    table, agency = world.table(county), world.agency(county)
    first = world.seat(world.person(agency), table, ends=DAY)
    values = {"table_id": table, "agency_id": agency, "place": first}
    with pytest.raises(psycopg.errors.ExclusionViolation), admin.transaction():
        world.insert("governance_seat", **values, person_id=world.person(agency).id, begins=DAY)
    world.insert("governance_seat", **values, person_id=world.person(agency).id, begins=DAY + timedelta(days=1))
    third = world.seat(world.person(agency), table, begins=date(2030, 1, 1))
    with pytest.raises(psycopg.DatabaseError, match="stays in its place"), admin.transaction():
        admin.execute("UPDATE governance_seat SET place = %s WHERE id = %s", [first, third])
