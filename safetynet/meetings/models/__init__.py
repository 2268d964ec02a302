"""One record kind per file."""

from .agenda import AgendaItem, AgendaReason
from .meeting import TRANSITIONS, Attendance, Meeting, MeetingState
from .packet import PacketCopy

__all__ = [
    "TRANSITIONS",
    "AgendaItem",
    "AgendaReason",
    "Attendance",
    "Meeting",
    "MeetingState",
    "PacketCopy",
]
