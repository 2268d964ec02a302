"""Taking a referral or a benefit one step further: a correction by its own agency, with the step as its reason."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from safetynet.kernel.codes import ServiceStatus
from safetynet.kernel.faults import Conflict
from safetynet.policy.door import Door
from safetynet.youths.models import Benefit, Claim, ServiceLink, Youth
from safetynet.youths.rules.services import NEEDED, OVER, SERVICE_TRANSITIONS, say_step

from .claims import Author, correct_claim

REMARK = 200
"""Characters of the remark that a claim carries."""


def take_service_further(
    *,
    door: Door,
    claim: ServiceLink | Benefit,
    youth: Youth,
    says: Mapping[str, Any],
    to: ServiceStatus,
    on: date,
    by: Author,
    needed: str = "",
    submission: UUID | None = None,
) -> Claim | None:
    """Say how far a service or benefit has come since a day; ``says`` is what the entry says now, ``needed`` what there was
    none of.

    Raises Conflict when it cannot go there from where it is or somebody was first, Refused when it is another agency's.
    """
    now = ServiceStatus(says["status"])
    if to not in SERVICE_TRANSITIONS[now]:
        raise Conflict(
            f"It is {now.label.lower()}; from there it does not become {to.label.lower()}.", kept="Nothing was changed.",
            next="Read what it says now, or correct the entry.",
        )  # fmt: skip
    values = {**says, "status": to.value, "observed_on": on}
    if isinstance(claim, ServiceLink):
        values["ends"] = on if to in OVER else None
    if to is ServiceStatus.NOT_AVAILABLE and needed:
        values["source_note"] = f"{NEEDED}{needed}"[:REMARK]
    return correct_claim(door=door, claim=claim, youth=youth, values=values, reason=say_step(to, on), by=by, submission=submission)
