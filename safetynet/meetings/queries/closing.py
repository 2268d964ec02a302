"""Is a meeting whole, so that it may be closed?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel.identifiers import CountyId, TableId
from safetynet.meetings.models import CopyState, MeetingState, copy_state
from safetynet.policy.door import Door
from safetynet.policy.rules import RowFacts, Standing
from safetynet.policy.standing import read_standing

from .decided import DecidedLine, question_with_decisions, read_line


@dataclass(frozen=True, slots=True)
class SeatAtClosing:
    """A seat and whether its holder came. ``told``: somebody said whether."""

    seat: int
    name: str
    agency: str
    told: bool
    came: bool
    left: bool


@dataclass(frozen=True, slots=True)
class CopyAtClosing:
    """A numbered copy and where it is."""

    id: int
    number: int
    holder: str
    state: CopyState
    explanation: str


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing a meeting waits for. ``turns``: whether anybody had a turn at all; without one it was held on paper."""

    standing: Standing
    row: RowFacts
    state: MeetingState
    seats: Sequence[SeatAtClosing]
    copies: Sequence[CopyAtClosing]
    lines: Sequence[DecidedLine]
    attendance_complete: bool
    read_back_at: datetime | None
    turns: bool

    @property
    def untold(self) -> list[SeatAtClosing]:
        """Seats of which nobody said whether their holder came."""
        return [seat for seat in self.seats if not seat.told]

    @property
    def out(self) -> list[CopyAtClosing]:
        """Copies that are out."""
        return [copy for copy in self.copies if copy.state is CopyState.OUT]

    @property
    def missing(self) -> list[CopyAtClosing]:
        """Copies that have not come back, and of which nobody told what became of them."""
        return [copy for copy in self.copies if copy.state is CopyState.MISSING]

    @property
    def waiting(self) -> list[DecidedLine]:
        """Youths whose turn has not come, and of whom nobody said yet when the table speaks of them or why it does not. Of a youth
        who is kept from whoever closes, that person is asked nothing; the youth is proposed again like everybody not reached."""
        return [line for line in self.lines if not line.reached and line.goes_to is None and line.number is not None]

    @property
    def since_read_back(self) -> int:
        """How many decisions came after the decisions were read back."""
        if self.read_back_at is None:
            return 0
        return sum(1 for line in self.lines for each in line.decisions if each.at is not None and each.at > self.read_back_at)

    @property
    def lacks(self) -> list[str]:
        """What is still missing, in words; empty when the meeting may be closed."""
        lacks = []
        if self.untold:
            lacks.append(f"nobody said whether {', '.join(seat.name for seat in self.untold)} came")
        elif not self.attendance_complete:
            lacks.append("nobody said that the attendance is complete")
        if self.out:
            lacks.append("still out: " + ", ".join(f"copy {copy.number} of {copy.holder}" for copy in self.out))
        if self.waiting:
            lacks.append(f"{say_waiting(len(self.waiting))}: carry them over, or give a reason for each")
        if self.read_back_at is None:
            lacks.append("the decisions were not read back")
        elif self.since_read_back:
            lacks.append(f"{self.since_read_back} decided after the decisions were read back")
        return lacks


def say_waiting(youths: int) -> str:
    """How many have not had their turn, in words."""
    return f"{youths} youth{' has' if youths == 1 else 's have'} not had {'a' if youths == 1 else 'their'} turn"


def find_closing(door: Door, meeting: int) -> Closing | None:
    """What closing the meeting waits for; None when there is none that this reader may know of."""
    act = Act("view", "closing", from_document=True)
    document = door.ask(question_with_decisions(__file__, "closing"), {"meeting": meeting}, act)
    if document is None:
        return None
    standing = read_standing(document["standing"])
    row = RowFacts(TableId(document["table_id"]), CountyId(document["county"]))
    return Closing(
        standing=standing,
        row=row,
        state=MeetingState(document["state"]),
        seats=[SeatAtClosing(**seat) for seat in document["seats"]],
        copies=[_copy(copy) for copy in document["copies"]],
        lines=[read_line(line, standing, row) for line in document["lines"]],
        attendance_complete=document["attendance_complete_at"] is not None,
        read_back_at=datetime.fromisoformat(document["read_back_at"]) if document["read_back_at"] else None,
        turns=any(line["turns"] for line in document["lines"]),
    )


def _copy(copy: Mapping[str, Any]) -> CopyAtClosing:
    times = {name: copy[name] for name in ("returned", "replaced", "missing", "explained")}
    return CopyAtClosing(copy["id"], copy["number"], copy["holder"], copy_state(**times), copy["explanation"])
