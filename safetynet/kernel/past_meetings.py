"""Meetings that were held before there was a system: what an import hands over, and what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from .identifiers import YouthId


@dataclass(frozen=True, slots=True)
class PastAttendance:
    """Somebody who was at a past meeting; only a name and an agency's name are known."""

    name: str
    agency: str


@dataclass(frozen=True, slots=True)
class PastAgendaLine:
    """A youth who stood on a past agenda. ``section`` is a code of AgendaSection, empty where it was not written."""

    youth: YouthId
    section: str


@dataclass(frozen=True, slots=True)
class PastMeeting:
    """A meeting of one day, with those who were there and the youths on its agenda, in the order of the file."""

    held_on: date
    people: tuple[PastAttendance, ...]
    lines: tuple[PastAgendaLine, ...]


@dataclass(frozen=True, slots=True)
class PastTally:
    """How much of what was handed over was new."""

    meetings: int = 0
    people: int = 0
    lines: int = 0


RecordMeetings = Callable[[Sequence[PastMeeting]], PastTally]
"""Keeps past meetings, inside the transaction of whoever calls; what is kept already stays as it is."""
