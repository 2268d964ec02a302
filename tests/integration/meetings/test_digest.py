"""A meeting in numbers for each member: own youths are counted, walls and papers count, nobody but the operator may ask."""

from datetime import date, timedelta

import psycopg
import pytest

from safetynet.kernel import clock
from safetynet.meetings import actions
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.vocabulary import Role
from tests.factories.people import new_member
from tests.factories.world import Someone

from .own_table import OwnTable

DAY = clock.today() + timedelta(days=2)


def digest(superuser: psycopg.Connection, roles: DatabaseRoles, meeting: int) -> dict[int, tuple[int, int]]:
    """What the operator is told, by person."""
    with superuser.transaction():
        superuser.execute(f"SET LOCAL ROLE {roles.owner}")
        rows = superuser.execute("SELECT person, youths, yours FROM policy.meeting_digest(%s)", [meeting]).fetchall()
    return {person: (youths, yours) for person, youths, yours in rows}


def test_served_represented_and_owed_youths_are_ones_own(
    own: OwnTable, superuser: psycopg.Connection, roles: DatabaseRoles
) -> None:
    """Probation serves one and owes an answer about another, counsel represents one, the school has none of its own."""
    jude = new_member(own.table, Role.DEF)
    agenda = own.compose(DAY)
    first, second, third = (youth for youth, _ in own.youths)
    own.world.serve(first, own.kai.agency, own.ada.person)
    own.world.serve(third, own.kai.agency, own.ada.person, closed_on=DAY)
    own.world.serve(third, own.cleo.agency, own.ada.person, opened_on=DAY + timedelta(days=1))
    own.task(second, due_on=DAY)
    own.task(third, due_on=DAY, state="DONE", answered_by_id=own.kai.person, answered_at=clock.now())
    own.world.represent(third, Someone(jude.person, jude.agency), Someone(own.ada.person, own.ada.agency))
    expected = {own.ada.person: (3, 0), own.kai.person: (3, 2), own.cleo.person: (3, 0), jude.person: (3, 1)}
    assert digest(superuser, roles, agenda.meeting) == expected
    actions.defer_item(door=own.door(own.ada), meeting_id=agenda.meeting, item_id=agenda.lines[0].id, why="x")
    assert digest(superuser, roles, agenda.meeting)[own.kai.person] == (2, 1)


def test_a_wall_is_not_told_in_numbers(own: OwnTable, superuser: psycopg.Connection, roles: DatabaseRoles) -> None:
    """Whoever is walled off reads neither number of that youth; a wall for the meeting's day counts today already."""
    agenda = own.compose(DAY)
    first, second, _ = (youth for youth, _ in own.youths)
    for youth in (first, second):
        own.world.serve(youth, own.kai.agency, own.ada.person)
    for youth, begins in ((first, date(2020, 1, 1)), (second, DAY)):
        superuser.execute(
            "INSERT INTO governance_wall (person_id, youth_id, table_id, begins, reason, recorded_by_id, recorded_at) "
            "VALUES (%s, %s, %s, %s, 'kin', %s, now())",
            [own.kai.person, youth, own.id, begins, own.ada.person],
        )
    found = digest(superuser, roles, agenda.meeting)
    assert found[own.kai.person] == (1, 0)
    assert found[own.ada.person] == (3, 0)


def test_who_has_no_papers_or_no_seat_is_told_nothing(own: OwnTable, superuser: psycopg.Connection, roles: DatabaseRoles) -> None:
    """A lapsed agreement, a seat that ended, somebody who has left; an agenda without youths tells zero."""
    agenda = own.compose(DAY, youths=0)
    lapsed = new_member(own.table, Role.SCH, agreement_until=date(2021, 1, 1))
    standing = new_member(own.table, Role.MED, seat=False)
    superuser.execute("UPDATE governance_person SET ended_on = %s WHERE id = %s", [clock.today(), own.cleo.person])
    found = digest(superuser, roles, agenda.meeting)
    assert found == {own.ada.person: (0, 0), own.kai.person: (0, 0)}
    assert not {lapsed.person, standing.person} & set(found)


@pytest.mark.parametrize("role", ["web", "auditor"])
def test_no_page_may_ask(superuser: psycopg.Connection, roles: DatabaseRoles, role: str) -> None:
    """Not the pages, not the log's keeper; the sign-in, which sends the mails, may."""
    with pytest.raises(psycopg.errors.InsufficientPrivilege), superuser.transaction():
        superuser.execute(f"SET LOCAL ROLE {getattr(roles, role)}")
        superuser.execute("SELECT * FROM policy.meeting_digest(1)")
