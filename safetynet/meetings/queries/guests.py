"""The guests of a meeting, what members say of them, and the youths who wait until none is in the room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from safetynet.audit.acts import Act
from safetynet.meetings.models import GuestState
from safetynet.meetings.queries.agendas import Agenda
from safetynet.policy.door import Door
from safetynet.policy.questions import question

_DECIDED = ("state", "why", "decided_by", "decided_at", "signed_on", "arrived_at", "left_at")


@dataclass(frozen=True, slots=True)
class ProposedGuest:
    """Somebody proposed, with the objections and what the table decided. ``state`` is None while it has not decided,
    ``decided_by`` who wrote down that it has."""

    id: int
    name: str
    organization: str
    why: str
    by: str
    mine: bool
    withdrawn: bool
    objections: Sequence[Mapping[str, Any]]
    withdrawn_objections: Sequence[Mapping[str, Any]]
    i_object: bool
    state: GuestState | None
    decided_why: str
    decided_by: str
    decided_at: str | None
    signed_on: date | None
    arrived_at: str | None
    left_at: str | None


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A line of the agenda and who wants no guest there; ``mine`` is the reader's own mark."""

    item: int
    number: str | None
    name: str | None
    deferred: str
    agencies: Sequence[str]
    mine: int | None


@dataclass(frozen=True, slots=True)
class Guests:
    """All of it."""

    proposals: Sequence[ProposedGuest]
    lines: Sequence[WaitingLine]

    @property
    def present(self) -> Sequence[ProposedGuest]:
        """Who is in the room."""
        return [one for one in self.proposals if one.state is GuestState.PRESENT]


def find_guests(door: Door, agenda: Agenda) -> Guests:
    """The guests of a meeting that the reader knows."""
    act = Act("view", "guests", subject=agenda.held_on.isoformat(), from_document=True)
    document = door.ask(question(__file__, "guests"), {"meeting": agenda.meeting}, act)
    me = document["me"]
    return Guests([_proposal(each, me) for each in document["proposals"]], [_line(each, me) for each in document["lines"]])


def _proposal(each: Mapping[str, Any], me: int) -> ProposedGuest:
    guest = each["guest"] or dict.fromkeys(_DECIDED, None)
    live = [objection for objection in each["objections"] if not objection["withdrawn_at"]]
    return ProposedGuest(
        id=each["id"],
        name=each["name"],
        organization=each["organization"],
        why=each["why"],
        by=each["by"] or "somebody who has left",
        mine=each["said_by"] == me,
        withdrawn=each["withdrawn_at"] is not None,
        objections=live,
        withdrawn_objections=[objection for objection in each["objections"] if objection["withdrawn_at"]],
        i_object=any(objection["said_by"] == me for objection in live),
        state=GuestState(guest["state"]) if guest["state"] else None,
        decided_why=guest["why"] or "",
        decided_by=(guest["decided_by"] or "somebody who has left") if guest["state"] else "",
        decided_at=guest["decided_at"],
        signed_on=date.fromisoformat(guest["signed_on"]) if guest["signed_on"] else None,
        arrived_at=guest["arrived_at"],
        left_at=guest["left_at"],
    )


def _line(each: Mapping[str, Any], me: int) -> WaitingLine:
    return WaitingLine(
        item=each["item"],
        number=each["number"],
        name=each["name"],
        deferred=each["deferred"],
        agencies=sorted({mark["agency"] for mark in each["marks"]}),
        mine=next((mark["id"] for mark in each["marks"] if mark["said_by"] == me), None),
    )
