"""A table in session: its coordinator, its chair and three members are checked in, and two youths are on the agenda, one of them
counsel's client. Built by the administrator, used through the web role with a pass."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from safetynet.kernel import clock
from safetynet.policy.vocabulary import Role
from tests.factories.rows import DAY
from tests.factories.world import Someone, World

REFUSED, CONFLICT, AMISS = "42501", "SN409", "23514"
"""What PostgreSQL says when something is not granted, comes too late, or cannot be so."""


class Room:
    """Ada coordinates, Iris chairs, Kai (probation), Cleo (school) and Jude (counsel) are members."""

    def __init__(self, world: World, *, state: str = "OPEN", checked_in: bool = True, county: str = "Alameda") -> None:
        self.world = world
        self.county = world.county(county)
        self.table = world.table(self.county)
        self.ada, self.iris, self.kai, self.cleo, self.jude = (
            self._member(role) for role in (Role.COORD, Role.DA, Role.PROB, Role.SCH, Role.DEF)
        )
        self.members = (self.ada, self.iris, self.kai, self.cleo, self.jude)
        world.connection.execute("UPDATE governance_seat SET chairs = true WHERE person_id = %s", [self.iris.id])
        self.youth, self.client = world.youth(self.table, self.ada.id), world.youth(self.table, self.ada.id)
        world.represent(self.client, self.jude, self.ada)
        self.meeting = world.meeting(self.table, self.youth, self.client, state=state)
        for person in self.members if checked_in else ():
            world.check_in(person, self.meeting, self.table)

    def _member(self, role: Role) -> Someone:
        person = self.world.person(self.world.agency(self.county), role)
        self.world.papers(person, self.table)
        self.world.seat(person, self.table)
        return person

    def place_of(self, person: Someone) -> int:
        """The place that somebody has at the table."""
        return self.one("SELECT place FROM governance_seat WHERE table_id = %s AND person_id = %s", self.table, person.id)

    def one(self, question: str, *values: object) -> Any:
        """What the administrator finds."""
        return self.world.connection.execute(question, values).fetchone()[0]

    def item(self, youth: int | None = None, meeting: int | None = None) -> int:
        """The agenda line of a youth."""
        question = "SELECT id FROM meetings_agendaitem WHERE meeting_id = %s AND youth_id = %s"
        return self.one(question, meeting or self.meeting, youth or self.youth)

    def close(self) -> None:
        """The meeting is closed, by the administrator."""
        self.world.connection.execute(
            "UPDATE meetings_meeting SET state = 'CLOSED', closed_at = now(), attendance_complete_at = now(), read_back_at = now()"
            " WHERE id = %s", [self.meeting],
        )  # fmt: skip

    def values(self, table: str, by: Someone, youth: int | None = None) -> dict[str, Any]:
        """What a row of that table says when somebody writes it about a youth of this meeting."""
        youth = youth or self.youth
        here = {"meeting_id": self.meeting, "table_id": self.table}
        said = {"said_by_id": by.id, "said_at": clock.now()}
        changed = {"created_by_id": by.id, "changed_by_id": by.id}
        about = {**here, "youth_id": youth}
        return {
            "meetings_turn": {**about, "item_id": self.item(youth), "said_by_id": by.id},
            "meetings_statement": {
                **about, "item_id": self.item(youth), "agency_id": by.agency, "shared_by_id": by.agency, "said_by_id": by.id,
                "category": "RISK", "text": "said", "taken_on": DAY,
            },
            "meetings_draft": {**about, "said_by_id": by.id, "form": "statement"},
            "meetings_guestproposal": {**here, **said, "name": f"guest {uuid4()}"},
            "meetings_reserve": {**about, **said, "agency_id": by.agency},
            "meetings_topic": here,
            "meetings_plan": {**about, **changed, "version": 1, "agreed_on": DAY, "review_on": DAY},
            "meetings_recommendation": {**about, **changed, "adopted_on": DAY},
            "meetings_task": {
                **about, "owner_agency_id": self.kai.agency, "owner_place": self.place_of(self.kai),
                "asked_by_id": by.id,
                "asked_by_agency_id": by.agency, "due_on": DAY, "what": "Is she enrolled?",
            },
            "meetings_jointitem": {
                "table_id": self.table, "other_table_id": 1, "item_id": self.item(youth), "youth_id": youth, "pair": uuid4(),
                "outgoing": True,
                "proposed_by_id": by.id,
            },
        }[table]  # fmt: skip

    def put(self, table: str, by: Someone, youth: int | None = None, **given: Any) -> int:
        """A row, by the administrator."""
        return self.world.insert(table, **{**self.values(table, by, youth), **given})

    def write(self, by: Someone, table: str, youth: int | None = None, **given: Any) -> int:
        """A row, by somebody with a pass."""
        values = {**self.values(table, by, youth), **given}
        with self.world.looking_as(by):
            return self.world.insert(table, **values)

    def proposal(self, by: Someone | None = None) -> int:
        """A guest whom somebody proposed."""
        return self.put("meetings_guestproposal", by or self.cleo)

    def guest_values(self, proposal: int, **given: Any) -> dict[str, Any]:
        """What the table decided about a guest."""
        return {
            "proposal_id": proposal, "meeting_id": self.meeting, "table_id": self.table, "state": "ADMITTED",
            "decided_by_id": self.ada.id, **given,
        }  # fmt: skip

    def objection(self, by: Someone, proposal: int, **given: Any) -> int:
        """An objection to a guest, by somebody with a pass."""
        values = {"proposal_id": proposal, "table_id": self.table, "why": "too early", "said_by_id": by.id, **given}
        with self.world.looking_as(by):
            return self.world.insert("meetings_objection", **values)

    def change(self, by: Someone, table: str, row: int, key: str = "id", **values: Any) -> int:
        """Change a row as somebody with a pass; how many rows were changed."""
        statement = sql.SQL("UPDATE {} SET {} WHERE {} = %s").format(
            sql.Identifier(table),
            sql.SQL(", ").join(sql.SQL("{} = {}").format(sql.Identifier(name), sql.Placeholder()) for name in values),
            sql.Identifier(key),
        )
        with self.world.looking_as(by) as connection:
            return connection.execute(statement, [*values.values(), row]).rowcount


@contextmanager
def refused(state: str, words: str = "") -> Iterator[None]:
    """PostgreSQL refuses with this state, in these words where they matter; what was done before stays."""
    with pytest.raises(psycopg.Error) as caught:
        yield
    assert caught.value.sqlstate == state, caught.value
    assert words in str(caught.value)
