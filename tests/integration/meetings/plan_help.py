"""A table of its own with those who write a plan together, and forms of plans as a browser sends them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.test import Client

from safetynet.kernel.codes import AgencyType
from safetynet.kernel.identifiers import PersonId, TableId
from safetynet.meetings import actions
from safetynet.meetings.queries.agendas import Agenda, find_agenda
from safetynet.meetings.rules.compose import Candidate, Proposal, Reason, ReasonCode
from safetynet.policy.vocabulary import Purpose, Role
from tests.factories.people import Member, new_member, new_table
from tests.integration.web.paper import form_on
from tests.integration.web.places import youth_of

Browser = Callable[..., Client]


@dataclass(frozen=True)
class Roundtable:
    """A coordinator, a probation officer, an advocate, a teacher, and a youth."""

    clerk: Member
    officer: Member
    advocate: Member
    teacher: Member
    number: str

    def at(self, *parts: object) -> str:
        """An address below the youth's."""
        return "/".join(("/youths", self.number, *map(str, parts), ""))


def new_roundtable(name: str = "Whimbrel") -> Roundtable:
    """A new table, seated."""
    table = new_table()
    clerk = new_member(table, Role.COORD)
    officer = new_member(table, Role.PROB, kind=AgencyType.PROBATION)
    advocate = new_member(table, Role.ADV, kind=AgencyType.RAPE_CRISIS)
    teacher = new_member(table, Role.SCH, kind=AgencyType.SCHOOL_DISTRICT)
    return Roundtable(clerk, officer, advocate, teacher, youth_of(clerk, name))


def new_plan_form(client: Client, address: str) -> dict[str, object]:
    """The form of a draft with what stands in it, each step's row in it."""
    return plan_form_on(client.get(address))


def plan_form_on(answer: HttpResponse) -> dict[str, object]:
    """The form of a draft on a page; a browser sends one ``row`` for each step."""
    rows = re.findall(r'name="row" value="([^"]+)"', answer.content.decode())
    return {**form_on(answer, "row"), "row": rows}


def write(client: Client, address: str, **typed: object) -> HttpResponse:
    """Open the draft, type, save. Names of steps' fields carry ``__`` for the dash."""
    told = {name.replace("__", "-"): value for name, value in typed.items()}
    return client.post(address, {**new_plan_form(client, address), **told})


def open_with(clerk: Member, number: str, youth: int, present: list[Member], day: date) -> Agenda:
    """A meeting of that day in session with one youth on its agenda and these members checked in."""
    door, table = clerk.door(Purpose.MEETING), TableId(clerk.table)
    line = Candidate(youth, number, number, (Reason(ReasonCode.ADDED),))
    meeting = actions.compose_agenda(
        door=door, table=table, day=day, begins_at="10:00", minutes=60, proposal=Proposal([line], []), by=PersonId(clerk.person)
    )
    actions.publish(door=door, meeting_id=meeting.pk)
    actions.open_meeting(door=door, meeting_id=meeting.pk)
    agenda = find_agenda(door, table, day)
    assert agenda is not None
    people = {member.person for member in present}
    for seat in agenda.seats:
        if seat.person in people:
            actions.check_in(door=door, agenda=agenda, seat=seat)
    return agenda
