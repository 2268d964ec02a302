"""A table of its own with a coordinator, some members and some youths, so that tests leave the demo's table alone."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import psycopg

from safetynet.governance.models import Table
from safetynet.kernel.codes import MeetingKind
from safetynet.kernel.identifiers import PersonId, TableId
from safetynet.meetings import actions
from safetynet.meetings.queries.agendas import Agenda, find_agenda
from safetynet.meetings.rules.compose import Candidate, Proposal, Reason, ReasonCode
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.door import Door
from safetynet.policy.vocabulary import Purpose, Role
from tests.factories import World
from tests.factories.people import Member, new_member, new_table
from tests.integration.web.places import youth_of

from .packet_help import make_whole


@dataclass
class OwnTable:
    """Ada coordinates, Kai is of Probation, Cleo of the school; the youths are (id, number)."""

    world: World
    table: Table
    ada: Member
    kai: Member
    cleo: Member
    youths: list[tuple[int, str]] = field(default_factory=list)

    @property
    def id(self) -> TableId:
        """The table."""
        return TableId(self.table.pk)

    def compose(self, day: date, *codes: ReasonCode, youths: int | None = None, kind: MeetingKind = MeetingKind.WEEKLY) -> Agenda:
        """A meeting with the first youths on its agenda, each for these reasons (else because the coordinator added it)."""
        reasons = tuple(Reason(code, day) for code in codes) or (Reason(ReasonCode.ADDED),)
        lines = [Candidate(youth, number, number, reasons) for youth, number in self.youths[:youths]]
        actions.compose_agenda(
            door=self.door(self.ada), table=self.id, day=day, begins_at="10:00", minutes=120, proposal=Proposal(lines, []),
            by=PersonId(self.ada.person), kind=kind,
        )  # fmt: skip
        return self.agenda(day)

    def agenda(self, day: date, who: Member | None = None) -> Agenda:
        """The agenda as one of them reads it."""
        found = find_agenda(self.door(who or self.ada), self.id, day)
        assert found is not None
        return found

    def open(self, agenda: Agenda) -> Agenda:
        """Publish and open."""
        actions.publish(door=self.door(self.ada), meeting_id=agenda.meeting)
        actions.open_meeting(door=self.door(self.ada), meeting_id=agenda.meeting)
        return self.agenda(agenda.held_on)

    def close(self, agenda: Agenda) -> None:
        """The whole way to a closed meeting."""
        make_whole(self.door(self.ada), self.agenda(agenda.held_on))
        actions.close_meeting(door=self.door(self.ada), meeting_id=agenda.meeting)

    def task(self, youth: int, **values: Any) -> int:
        """Something that Probation owes about a youth."""
        given = {
            "kind": "FOLLOW_UP", "state": "OPEN", "asked_by_id": self.ada.person, "asked_by_agency_id": self.ada.agency,
            "owner_agency_id": self.kai.agency, "table_id": self.id, "answer": "", "step_id": None, "question_id": None,
        }  # fmt: skip
        return self.world.insert("meetings_task", youth_id=youth, **{**given, **values})

    @staticmethod
    def door(member: Member) -> Door:
        """The door of somebody who prepares or attends."""
        return member.door(Purpose.MEETING)


def own_table(superuser: psycopg.Connection, roles: DatabaseRoles, youths: int = 3, county: str = "Alpine") -> OwnTable:
    """A fresh one. Names of youths are words that stand nowhere else."""
    table = new_table(county)
    made = OwnTable(
        World(superuser, roles), table, new_member(table, Role.COORD), new_member(table, Role.PROB), new_member(table, Role.SCH)
    )
    for place in range(youths):
        number = youth_of(made.ada, ("Quetzalmere", "Ospreyford", "Kestrelby", "Plovermoor")[place], "Wrenna")
        youth = superuser.execute("SELECT id FROM youths_youth WHERE number = %s", [number]).fetchone()
        made.youths.append((youth[0], number))
    return made
