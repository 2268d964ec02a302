"""How a referral to a service, or a benefit, goes on (field facts 8.5)."""

from collections.abc import Mapping
from datetime import date

from safetynet.kernel.codes import ServiceStatus as S
from safetynet.kernel.codes.base import Codes

SERVICE_TRANSITIONS: Mapping[S, frozenset[S]] = {
    S.REFERRED: frozenset({S.ACCEPTED, S.DECLINED, S.WAITLISTED, S.NOT_AVAILABLE, S.ACTIVE}),
    S.WAITLISTED: frozenset({S.ACCEPTED, S.DECLINED, S.NOT_AVAILABLE}),
    S.ACCEPTED: frozenset({S.ACTIVE, S.DROPPED, S.DECLINED}),
    S.ACTIVE: frozenset({S.COMPLETED, S.DROPPED}),
    S.NOT_AVAILABLE: frozenset({S.REFERRED}),
    S.DECLINED: frozenset({S.REFERRED}),
    S.DROPPED: frozenset({S.REFERRED}),
    S.COMPLETED: frozenset(),
    S.USED: frozenset(),
}
"""From each state of a service or benefit, the states it may go to by one press. What was stopped, declined or not to be had
may be tried again; any other change is a correction of the entry, with its reason."""

OVER = frozenset({S.COMPLETED, S.DROPPED, S.DECLINED, S.NOT_AVAILABLE})
"""States that end a referral."""
NEEDED = "Needed: "
"""How the remark begins that says what was needed and not to be had."""

MACHINES: Mapping[str, tuple[str, Mapping[S, frozenset[S]]]] = {
    "youths_servicelink, youths_benefit": ("A referral to a service, or a benefit", SERVICE_TRANSITIONS),
}

_BUTTONS: Mapping[S, str] = {
    S.REFERRED: "Refer again",
    S.ACCEPTED: "Accepted",
    S.DECLINED: "Declined",
    S.WAITLISTED: "On a waiting list",
    S.ACTIVE: "Takes part",
    S.COMPLETED: "Completed",
    S.DROPPED: "Stopped early",
    S.NOT_AVAILABLE: "Not available",
}


def next_steps(status: str) -> list[tuple[S, str]]:
    """Where a service may go from here, with the words of the button, in the order of the list of states."""
    allowed = SERVICE_TRANSITIONS.get(S(status), frozenset()) if status else frozenset()
    return [(state, _BUTTONS[state]) for state in S if state in allowed]


def say_step(state: Codes, on: date) -> str:
    """The reason of the newer entry: ``On a waiting list since 3 Mar 2026``."""
    return f"{state.label} since {on.day} {on:%b %Y}"
