"""One record kind per file, or a few that are never there without each other."""

from .agenda import AgendaHeading, AgendaItem, AgendaReason, JointItem, Topic
from .guests import Guest, GuestProposal, Objection, Reserve
from .meeting import Attendance, Meeting, Pulse
from .packet import PacketCopy, copy_state
from .plans import Plan, PlanAssent, PlanStep, Recommendation
from .room import Draft, IssueKind, IssueTag, Statement, Turn
from .states import (
    COPY_TRANSITIONS,
    FIRST_STATES,
    GUEST_TRANSITIONS,
    JOINT_TRANSITIONS,
    MACHINES,
    PLAN_TRANSITIONS,
    RECOMMENDATION_TRANSITIONS,
    TASK_TRANSITIONS,
    TRANSITIONS,
    CopyState,
    GuestState,
    JointState,
    MeetingState,
    PlanState,
    RecommendationState,
    TaskState,
)
from .task import Task

__all__ = [
    "COPY_TRANSITIONS",
    "FIRST_STATES",
    "GUEST_TRANSITIONS",
    "JOINT_TRANSITIONS",
    "MACHINES",
    "PLAN_TRANSITIONS",
    "RECOMMENDATION_TRANSITIONS",
    "TASK_TRANSITIONS",
    "TRANSITIONS",
    "AgendaHeading",
    "AgendaItem",
    "AgendaReason",
    "Attendance",
    "CopyState",
    "Draft",
    "Guest",
    "GuestProposal",
    "GuestState",
    "IssueKind",
    "IssueTag",
    "JointItem",
    "JointState",
    "Meeting",
    "MeetingState",
    "Objection",
    "PacketCopy",
    "Plan",
    "PlanAssent",
    "PlanState",
    "PlanStep",
    "Pulse",
    "Recommendation",
    "RecommendationState",
    "Reserve",
    "Statement",
    "Task",
    "TaskState",
    "Topic",
    "Turn",
    "copy_state",
]
