"""State machines of the meeting as tables. The database holds the same lists (sql/02_states.sql), the diagrams in the docs are
drawn from them."""

from collections.abc import Mapping

from safetynet.kernel.codes.base import Codes


class MeetingState(Codes):
    """What may be done with a meeting now."""

    DRAFT = "DRAFT", "Being prepared"
    PUBLISHED = "PUBLISHED", "Agenda published"
    OPEN = "OPEN", "In session"
    CLOSED = "CLOSED", "Closed"


class GuestState(Codes):
    """What the table decided about a guest (S2: visitors attend only if the table approves)."""

    ADMITTED = "ADMITTED", "Admitted"
    REFUSED = "REFUSED", "Not admitted"
    PRESENT = "PRESENT", "In the room"
    LEFT = "LEFT", "Has left"


class CopyState(Codes):
    """Where a numbered copy of the packet is (study rule R8). It is not kept: it is read from the copy's own times."""

    OUT = "OUT", "Out"
    RETURNED = "RETURNED", "Returned"
    REPLACED = "REPLACED", "Replaced by a newer copy"
    MISSING = "MISSING", "Has not come back"
    EXPLAINED = "EXPLAINED", "Has not come back, explained"


class PlanState(Codes):
    """Where a version of a plan stands."""

    DRAFT = "DRAFT", "Being written"
    AGREED = "AGREED", "Agreed"
    REPLACED = "REPLACED", "Replaced by a later version"
    DROPPED = "DROPPED", "Dropped"


class TaskState(Codes):
    """Where a follow-up stands (8.11)."""

    OPEN = "OPEN", "Open"
    DONE = "DONE", "Answered or done"
    BLOCKED = "BLOCKED", "Blocked"
    DROPPED = "DROPPED", "Dropped"


class RecommendationState(Codes):
    """Where a recommendation to the court stands."""

    DRAFT = "DRAFT", "Being written"
    ADOPTED = "ADOPTED", "Adopted by the table"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


class JointState(Codes):
    """Whether another county's table will discuss a youth together with this one."""

    PROPOSED = "PROPOSED", "Proposed"
    ACCEPTED = "ACCEPTED", "Accepted"
    DECLINED = "DECLINED", "Declined"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


TRANSITIONS: dict[MeetingState, frozenset[MeetingState]] = {
    MeetingState.DRAFT: frozenset({MeetingState.PUBLISHED}),
    MeetingState.PUBLISHED: frozenset({MeetingState.DRAFT, MeetingState.OPEN}),
    MeetingState.OPEN: frozenset({MeetingState.CLOSED}),
    MeetingState.CLOSED: frozenset(),
}
"""From each state, the states a meeting may go to. The database holds the same list."""

GUEST_TRANSITIONS: dict[GuestState, frozenset[GuestState]] = {
    GuestState.ADMITTED: frozenset({GuestState.PRESENT, GuestState.REFUSED}),
    GuestState.REFUSED: frozenset({GuestState.ADMITTED}),
    GuestState.PRESENT: frozenset({GuestState.LEFT}),
    GuestState.LEFT: frozenset(),
}

COPY_TRANSITIONS: dict[CopyState, frozenset[CopyState]] = {
    CopyState.OUT: frozenset({CopyState.RETURNED, CopyState.REPLACED, CopyState.MISSING}),
    CopyState.RETURNED: frozenset(),
    CopyState.REPLACED: frozenset(),
    CopyState.MISSING: frozenset({CopyState.RETURNED, CopyState.EXPLAINED}),
    CopyState.EXPLAINED: frozenset(),
}
"""The database works out the same states from the same times (sql/12_copies.sql)."""

PLAN_TRANSITIONS: dict[PlanState, frozenset[PlanState]] = {
    PlanState.DRAFT: frozenset({PlanState.AGREED, PlanState.DROPPED}),
    PlanState.AGREED: frozenset({PlanState.REPLACED}),
    PlanState.REPLACED: frozenset(),
    PlanState.DROPPED: frozenset(),
}
"""A plan is opened again by a new version that begins as a draft; the agreed one counts until that is agreed."""

TASK_TRANSITIONS: dict[TaskState, frozenset[TaskState]] = {
    TaskState.OPEN: frozenset({TaskState.DONE, TaskState.BLOCKED, TaskState.DROPPED}),
    TaskState.BLOCKED: frozenset({TaskState.OPEN, TaskState.DONE, TaskState.DROPPED}),
    TaskState.DONE: frozenset({TaskState.OPEN}),
    TaskState.DROPPED: frozenset({TaskState.OPEN}),
}

RECOMMENDATION_TRANSITIONS: dict[RecommendationState, frozenset[RecommendationState]] = {
    RecommendationState.DRAFT: frozenset({RecommendationState.ADOPTED, RecommendationState.WITHDRAWN}),
    RecommendationState.ADOPTED: frozenset({RecommendationState.WITHDRAWN}),
    RecommendationState.WITHDRAWN: frozenset(),
}

JOINT_TRANSITIONS: dict[JointState, frozenset[JointState]] = {
    JointState.PROPOSED: frozenset({JointState.ACCEPTED, JointState.DECLINED, JointState.WITHDRAWN}),
    JointState.ACCEPTED: frozenset({JointState.WITHDRAWN}),
    JointState.DECLINED: frozenset(),
    JointState.WITHDRAWN: frozenset(),
}

FIRST_STATES: dict[str, frozenset[Codes]] = {
    "meetings_guest": frozenset({GuestState.ADMITTED, GuestState.REFUSED}),
    "meetings_plan": frozenset({PlanState.DRAFT}),
    "meetings_recommendation": frozenset({RecommendationState.DRAFT}),
    "meetings_jointitem": frozenset({JointState.PROPOSED}),
}
"""In which states a row may begin. A meeting begins as a draft, one that was held on paper closed; a copy begins out; a follow-up
open, unless it takes up a question of the file (sql/02_meeting_states.sql, 12_copies.sql, 09_tasks.sql)."""

MACHINES: dict[str, tuple[str, Mapping[Codes, frozenset[Codes]]]] = {
    "meetings_meeting": ("A meeting", TRANSITIONS),  # type: ignore[dict-item]
    "meetings_guest": ("A guest", GUEST_TRANSITIONS),  # type: ignore[dict-item]
    "meetings_packetcopy": ("A packet copy", COPY_TRANSITIONS),  # type: ignore[dict-item]
    "meetings_plan": ("A plan", PLAN_TRANSITIONS),  # type: ignore[dict-item]
    "meetings_task": ("A follow-up", TASK_TRANSITIONS),  # type: ignore[dict-item]
    "meetings_recommendation": ("A recommendation to the court", RECOMMENDATION_TRANSITIONS),  # type: ignore[dict-item]
    "meetings_jointitem": ("A joint item", JOINT_TRANSITIONS),  # type: ignore[dict-item]
}
"""By database table: in words what goes through the states, and its table of transitions."""
