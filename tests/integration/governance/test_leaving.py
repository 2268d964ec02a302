"""Somebody leaves: everything that was held ends in the directory's rows, not only by the person's last day."""

from datetime import date, timedelta

import psycopg
import pytest

from safetynet.config.home import Home
from safetynet.governance import actions
from safetynet.governance.actions.calendar_keys import renew_calendar_key
from safetynet.governance.models import Agreement, CalendarKey, RoleHolding, Seat
from safetynet.kernel import clock
from safetynet.policy.vocabulary import Role
from tests.factories.people import BY, Member, new_coordinator

HELD = {
    "role": (RoleHolding, "begins", "ends"),
    "seat": (Seat, "begins", "ends"),
    "agreement": (Agreement, "signed_on", "expires_on"),
}


@pytest.fixture
def member(home: Home) -> Member:
    """A coordinator at a table of its own."""
    return new_coordinator()


@pytest.mark.parametrize("held", HELD)
def test_it_ends_with_the_day(member: Member, held: str) -> None:
    """Roles, seats and agreements have that last day; one that ended before keeps its own."""
    model, _, ends = HELD[held]
    day = clock.today() - timedelta(days=1)
    actions.end_person(username=member.username, on=day, by=BY)
    assert {getattr(row, ends) for row in model.objects.using("owner").filter(person_id=member.person)} == {day}
    actions.end_person(username=member.username, on=clock.today(), by=BY)
    assert {getattr(row, ends) for row in model.objects.using("owner").filter(person_id=member.person)} == {day}


def test_the_key_to_the_calendar_ends_at_once(member: Member) -> None:
    """Also when the last day is today; nobody else's is touched."""
    other = new_coordinator()
    for one in (member, other):
        renew_calendar_key(person=one.person)
    actions.end_person(username=member.username, on=clock.today(), by=BY)
    left = CalendarKey.objects.using("owner").filter(person__in=[member.person, other.person])
    assert [key.person for key in left] == [other.person]


@pytest.mark.parametrize("held", HELD)
def test_what_began_later_ends_with_its_first_day(member: Member, held: str) -> None:
    """No period ends before it begins."""
    model, begins, ends = HELD[held]
    actions.end_person(username=member.username, on=date(2001, 1, 1), by=BY)
    row = model.objects.using("owner").get(person_id=member.person)
    assert getattr(row, ends) == getattr(row, begins)


def test_only_a_role_or_only_a_seat_ends(member: Member, superuser: psycopg.Connection) -> None:
    """The other stays, and each is one entry of the log."""
    person, day = actions.find_member(member.username), clock.today() - timedelta(days=1)
    assert actions.end_role(person=person, role=Role.COORD, on=day, by=BY) == day
    assert Seat.objects.using("owner").get(person_id=member.person).ends is None
    seat = Seat.objects.using("owner").select_related("table").get(person_id=member.person)
    assert actions.end_seat(person=person, table=seat.table, on=day, by=BY) == day
    told = superuser.execute("SELECT action FROM audit.entry WHERE subject LIKE %s ORDER BY at", [f"{member.username}%"]).fetchall()
    assert [action for (action,) in told][-2:] == ["end role", "end seat"]
