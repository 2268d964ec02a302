"""A meeting of the demo's table far ahead, taken away again afterwards, so that other tests find the demo as it was."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

import psycopg
import pytest
from django.apps import apps

from safetynet.config.home import Home
from safetynet.kernel.identifiers import PersonId, TableId
from safetynet.meetings.actions import compose_agenda
from safetynet.meetings.actions.prepare import Prepared, prepare
from safetynet.meetings.queries.agendas import Agenda, find_agenda
from safetynet.meetings.rules.compose import Candidate, Proposal, Reason, ReasonCode
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.door import Door
from safetynet.youths.models import CLAIM_KINDS

from .own_table import OwnTable, own_table

TABLE = TableId(1)
_OF_ITEMS = ("meetings_agendaheading", "meetings_agendareason", "meetings_jointitem")
_OF_PLANS = ("meetings_planstep", "meetings_planassent")


def take_away(home: Home, since: date) -> None:
    """Remove all meetings from that day on with all that came out of them, as only the database's administrator can, and only
    with every trigger switched off: what was closed stays as it is."""
    proposals = "(SELECT id FROM meetings_guestproposal WHERE meeting_id IN {})"
    meetings = "(SELECT id FROM meetings_meeting WHERE held_on >= %(since)s)"
    statements = [
        *(
            f"DELETE FROM {name} WHERE item_id IN (SELECT id FROM meetings_agendaitem WHERE meeting_id IN {meetings})"
            for name in _OF_ITEMS
        ),
        *(
            f"DELETE FROM {name} WHERE plan_id IN (SELECT id FROM meetings_plan WHERE meeting_id IN {meetings})"
            for name in _OF_PLANS
        ),
        f"DELETE FROM meetings_objection WHERE proposal_id IN {proposals.format(meetings)}",
        *(
            f"DELETE FROM {model._meta.db_table} WHERE meeting_id IN {meetings}"
            for model in apps.get_app_config("meetings").get_models()
            if any(field.column == "meeting_id" for field in model._meta.concrete_fields)
        ),
        f"DELETE FROM meetings_meeting WHERE id IN {meetings}",
    ]
    with psycopg.connect(**home.address().admin_dsn()) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            connection.execute(statement, {"since": since})


@pytest.fixture(scope="session")
def telling_youths(home: Home) -> list[tuple[int, str]]:
    """Five youths of the demo or a few more (id, number), with something on file in every category among them."""
    with psycopg.connect(**home.address().admin_dsn()) as connection:
        held = {
            kind: {row[0] for row in connection.execute(f"SELECT youth_id FROM {kind._meta.db_table} WHERE superseded_at IS NULL")}
            for kind in CLAIM_KINDS
        }
        numbers = dict(connection.execute("SELECT id, number FROM youths_youth ORDER BY id").fetchall())
    open_kinds, chosen = {kind for kind in CLAIM_KINDS if held[kind]}, []
    while open_kinds:
        best = max(numbers, key=lambda youth: (sum(youth in held[kind] for kind in open_kinds), -youth))
        open_kinds = {kind for kind in open_kinds if best not in held[kind]}
        chosen.append((best, numbers[best]))
    others = ((youth, number) for youth, number in numbers.items() if (youth, number) not in chosen)
    return [*chosen, *islice(others, max(0, 5 - len(chosen)))]


@pytest.fixture
def small(
    home: Home, door_of: Callable[..., Door], person_ids: dict[str, int], telling_youths: list[tuple[int, str]]
) -> Iterator[Callable[[date], None]]:
    """A meeting with few youths who have something on file in every category; gone afterwards."""
    days: list[date] = []

    def compose(day: date) -> None:
        days.append(day)
        lines = [Candidate(youth, number, number, (Reason(ReasonCode.ADDED),)) for youth, number in telling_youths]
        compose_agenda(
            door=door_of("ada"), table=TABLE, day=day, begins_at="10:00", minutes=120, proposal=Proposal(lines, []),
            by=PersonId(person_ids["ada"]),
        )  # fmt: skip

    yield compose
    if days:
        take_away(home, min(days))


@pytest.fixture
def prepared(home: Home, door_of: Callable[..., Door]) -> Iterator[Callable[[date], Prepared]]:
    """Compose the agenda of a day, as Ada does; every meeting from that day on is gone afterwards."""
    days: list[date] = []

    def compose(day: date) -> Prepared:
        days.append(day)
        return prepare(door=door_of("ada"), day=day)

    yield compose
    if days:
        take_away(home, min(days))


@pytest.fixture
def agenda_of(door_of: Callable[..., Door]) -> Callable[..., Agenda]:
    """The agenda of a day as one person reads it."""

    def read(day: date, username: str = "ada") -> Agenda:
        agenda = find_agenda(door_of(username), TABLE, day)
        assert agenda is not None
        return agenda

    return read


@pytest.fixture
def own(superuser: psycopg.Connection, roles: DatabaseRoles) -> OwnTable:
    """A table of its own with three youths."""
    return own_table(superuser, roles)
