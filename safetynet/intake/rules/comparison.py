"""What a later version of a workbook changes: the claims it made before against what it says now, one kind at a time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from safetynet.kernel.names import normal_name

from .text import plain

Told = Mapping[str, Any]
"""What a claim says, by column, with its note."""

Before = TypeVar("Before")
Now = TypeVar("Now")


class Since(StrEnum):
    """What became of a claim of the workbook since it was loaded."""

    UNTOUCHED = "untouched"
    TOUCHED = "touched"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Earlier(Generic[Before]):
    """The last claim the workbook made in its place: what it said, and whether a person has changed it since."""

    claim: Before
    told: Told
    since: Since


@dataclass(frozen=True, slots=True)
class Later(Generic[Now]):
    """What the workbook says now."""

    draft: Now
    told: Told


@dataclass(slots=True)
class Changes(Generic[Before, Now]):
    """What is to be done: ``left`` are claims that a person has changed, so that the workbook no longer does."""

    add: list[Now] = field(default_factory=list)
    replace: list[tuple[Before, Now]] = field(default_factory=list)
    withdraw: list[Before] = field(default_factory=list)
    left: list[Now] = field(default_factory=list)


def compare(kind: str, before: Sequence[Earlier[Before]], now: Sequence[Later[Now]], *, may_withdraw: bool) -> Changes[Before, Now]:
    """The difference between what a workbook said and says about one youth in one kind of claim.

    What is said as before stays as it is, also where a person has corrected it since. What is said otherwise replaces the
    claim in the same slot, unless a person has touched that; what is no longer said is withdrawn (if ``may_withdraw``).
    """
    changes: Changes[Before, Now] = Changes()
    old, new = list(before), list(now)
    for draft in list(new):
        same = next((claim for claim in old if claim.told == draft.told and claim.since is not Since.WITHDRAWN), None)
        if same is not None:
            old.remove(same)
            new.remove(draft)
    slots = _by_slot(kind, before, old)
    for place, draft in enumerate(now):
        if draft not in new:
            continue
        waiting = slots.get(slot_of(kind, draft.told, place), [])
        earlier = waiting.pop(0) if waiting else None
        if earlier is None:
            changes.add.append(draft.draft)
        elif earlier.since is Since.TOUCHED:
            changes.left.append(draft.draft)
        else:
            changes.replace.append((earlier.claim, draft.draft))
    if may_withdraw:
        remaining = [earlier for waiting in slots.values() for earlier in waiting]
        changes.withdraw = [earlier.claim for earlier in remaining if earlier.since is Since.UNTOUCHED]
    return changes


def _by_slot(kind: str, everything: Sequence[Earlier[Before]], old: Iterable[Earlier[Before]]) -> dict[str, list[Earlier[Before]]]:
    slots: dict[str, list[Earlier[Before]]] = defaultdict(list)
    for place, earlier in enumerate(everything):
        if any(earlier is each for each in old):
            slots[slot_of(kind, earlier.told, place)].append(earlier)
    for waiting in slots.values():
        waiting.sort(key=lambda earlier: earlier.since is Since.WITHDRAWN)
    return slots


def slot_of(kind: str, told: Told, place: int) -> str:
    """Which claim of its kind this is, so that it can be told from the others when the workbook changes it.

    Kinds of which a row holds one have one slot; texts without a name of their own are told by their place.
    """
    slots = {
        "alias": lambda: normal_name(told["name"]),
        "riskfactor": lambda: str(told["factor"]),
        "servicelink": lambda: plain(told["provider"]),
        "absence": lambda: str(told["begins"]),
        "placement": lambda: f"{told['begins']} {told['placement_kind']}",
        "schooling": lambda: plain(told["school"]),
        "arrest": lambda: f"{told['arrested_on']} {plain(told['arrested_by'])}",
        "charge": lambda: plain(told["code"]),
        "priorvictimization": lambda: str(place),
        "work": lambda: str(place),
        "followup": lambda: str(place),
        "courtcase": lambda: str(place),
    }
    return slots[kind]() if kind in slots else ""


FIELDS_OF_KIND: dict[str, tuple[str, ...]] = {
    "identity": ("last_name", "name", "first_name", "middle_name", "birth_date", "birth_place", "phone"),
    "alias": ("aka",),
    "agencycase": ("client_number",),
    "demographics": ("sex", "race", "language"),
    "referral": ("referred_on", "source"),
    "residence": ("city", "county", "state", "residence"),
    "classificationattable": ("classification", "is_csec", "is_at_risk"),
    "statusattable": ("status", "status_since"),
    "riskfactor": ("risk_factors",),
    "servicelink": ("services",),
    "noservice": ("services",),
    "probationstatus": ("probation",),
    "childwelfarestatus": ("social_services",),
    "jointassessment": ("joint_assessment",),
    "placementtext": ("placement_history",),
    "placement": ("placement_history",),
    "absence": ("placement_history",),
    "priorvictimization": ("prior_victimization",),
    "work": ("work",),
    "followup": ("follow_up",),
    "courtcase": ("court_cases",),
    "summary": ("summary",),
    "safetyplan": ("safety_plan",),
    "genderandorientation": ("gender_identity",),
    "schooling": ("school",),
    "arrest": ("arrested_on", "arrested_by", "charges", "forum"),
    "charge": ("charges",),
}
"""From which columns a kind of claim is read. A kind none of whose columns a workbook has is left as it is."""


def kinds_spoken_of(fields: Iterable[str]) -> frozenset[str]:
    """The kinds of claims about which a sheet with these columns speaks."""
    present = set(fields)
    spoken = {kind for kind, columns in FIELDS_OF_KIND.items() if present & set(columns)}
    if any(field.startswith("risk_") for field in present):
        spoken.add("riskfactor")
    if any(field.startswith("provider:") for field in present):
        spoken.add("servicelink")
    return frozenset(spoken)
