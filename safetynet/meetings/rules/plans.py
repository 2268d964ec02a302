"""Plans: what must stand before the table can agree, how two who write at once come together, what a later version changed.

Source: field facts 2.3 (7, 8), 2.6, 8.11. Pure functions over plain words.
"""

import hashlib
import json
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from safetynet.kernel.codes import AftercareStep, PlanKind
from safetynet.kernel.dates import say_date

NOT_NEEDED = "Not needed, because "
"""How a point of the checklist begins that this youth does not need; the reason follows."""

FIELDS: dict[str, str] = {
    "concerns": "What are the safety concerns?",
    "safe_adults": "Which adults are safe?",
    "stay_away": "Where is it not safe to go?",
    "youth_said": "What did the youth say?",
    "returning_on": "When does the youth come back?",
    "review_on": "Review by",
}
"""What a plan says besides its steps, in the order of the page."""


def fields_of(kind: PlanKind) -> tuple[str, ...]:
    """The fields of one kind of plan: only an aftercare plan asks when the youth comes back."""
    return tuple(name for name in FIELDS if name != "returning_on" or kind is PlanKind.AFTERCARE)


@dataclass(frozen=True, slots=True)
class Step:
    """A step in words; ``code`` names the point of the aftercare checklist, ``owner`` who has the place that owns it."""

    id: int
    what: str
    who: str = ""
    owner_place: int | None = None
    due_on: date | None = None
    code: str = ""

    @property
    def not_needed(self) -> str:
        """Why this point of the checklist is not needed; empty when it is."""
        return self.what[len(NOT_NEEDED) :] if self.code and self.what.startswith(NOT_NEEDED) else ""

    @property
    def owned(self) -> bool:
        """Whether somebody does it."""
        return self.owner_place is not None or bool(self.who)

    @property
    def blank(self) -> bool:
        """Whether neither somebody does it nor a reason says that it is not needed."""
        return not self.owned and not self.not_needed

    @property
    def title(self) -> str:
        """What the step is about."""
        return AftercareStep.label_of(self.code) if self.code else self.what


def due_back(returning_on: date | None, lead_days: int, today: date) -> date | None:
    """By when a point of the checklist must be ready: counted back from the return, but never a day that has passed."""
    return None if returning_on is None else max(today, returning_on - timedelta(days=lead_days))


def review_day(today: date, days: int) -> date:
    """When a plan is looked at again unless it says otherwise."""
    return today + timedelta(days=days)


def why_not_agreed(kind: PlanKind, steps: Sequence[Step], agreed_on: date, review_on: date, today: date) -> list[str]:
    """In words, what stands in the way of agreeing; empty when nothing does."""
    reasons = []
    if agreed_on > today:
        reasons.append("The day on which it was agreed lies ahead.")
    if review_on < agreed_on:
        reasons.append("The review lies before the day on which it was agreed.")
    if not steps:
        reasons.append("No step is written down: say who does what, by when.")
    for step in steps:
        if step.blank and step.code:
            reasons.append(f"{step.title}: say who does it, or why it is not needed.")
        elif step.blank:
            reasons.append(f"Nobody is named who does this: {step.what}.")
    if kind is PlanKind.AFTERCARE:
        left_out = {point.value for point in AftercareStep} - {step.code for step in steps}
        reasons += [f"{AftercareStep.label_of(code)}: this point of the checklist is missing." for code in sorted(left_out)]
    return reasons


def say_on_file(agreed_on: date | None, review_on: date | None, agency: str) -> str:
    """Which plan on the youth's file is meant, in words.

    >>> say_on_file(date(2026, 11, 12), date(2026, 12, 12), "Probation")
    'agreed Thu 12 Nov 2026 (Probation), review by Sat 12 Dec 2026'
    """
    agreed = f"agreed {say_date(agreed_on)} ({agency})" if agreed_on else f"of {agency}, without the day it was agreed"
    return f"{agreed}, review by {say_date(review_on)}" if review_on else agreed


def steps_on_file(text: str) -> list[Step]:
    """The steps of a plan on file, which are one text: a step for each line, however it was marked; a long line is several. Of
    a plan with very many lines each step holds several, so that all of them can be written on.

    >>> [step.what for step in steps_on_file("- Phone at eight\\n\\n2. Ride home")]
    ['Phone at eight', 'Ride home']
    """
    lines = [found for line in text.splitlines() if (found := re.sub(r"^\s*(?:[-*\u2022]|\d{1,2}[.)])\s+", "", line).strip())]
    if len(lines) > _MANY_LINES:
        lines = ["; ".join(lines)]
    return [Step(0, part) for line in lines for part in textwrap.wrap(line, 300)]


_MANY_LINES = 20


def not_said_again(before: Iterable[str], now: Iterable[str]) -> list[str]:
    """Which lines of what was said before are not part of what is said now.

    >>> not_said_again(["A man waits at school\\nThe motel"], ["the motel, and the bus stop"])
    ['A man waits at school']
    """
    said = "\n".join(now).casefold()
    lines = (line.strip() for text in before for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line and line.casefold() not in said))


def step_line(step: Step, owner: str) -> str:
    """A step as one line of text: what (who, by when)."""
    about = ", ".join(filter(None, (owner or step.who, f"by {say_date(step.due_on)}" if step.due_on else "")))
    return f"{step.what} ({about})" if about else step.what


def plain(value: object) -> str:
    """A value of a plan as text that can be compared: line ends of one kind, blanks at both ends gone."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return "\n".join(str(value).splitlines()).strip()


def step_text(step: Step) -> str:
    """Everything a step says, as text that can be compared."""
    return json.dumps([plain(step.what), plain(step.who), plain(step.owner_place), plain(step.due_on)])


def digest(text: str) -> str:
    """A short name for a text. A form carries it to say from which words its writer began."""
    return hashlib.blake2b(text.encode(), digest_size=9).hexdigest()


class Side(StrEnum):
    """Whose words count."""

    THEIRS = "theirs"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class Merge:
    """Two writings brought together, part by part: whose words count, and where only a person can decide."""

    taken: Mapping[str, Side]
    clashes: tuple[str, ...]

    @property
    def joined(self) -> bool:
        """Whether something of both counts without anybody having been asked."""
        return Side.THEIRS in self.taken.values()


@dataclass(frozen=True, slots=True)
class Choice:
    """Which side somebody chose, and the digest of the other's words that were shown beside their own."""

    side: Side
    shown: str


def merge(begun: Mapping[str, str], theirs: Mapping[str, str], mine: Mapping[str, str], chosen: Mapping[str, Choice]) -> Merge:
    """Bring together what stands now (``theirs``) with what somebody typed (``mine``), who began from ``begun`` (digests).

    A part that only one of the two changed is that one's; one that both changed alike is no question; one that both changed
    otherwise is a clash, until it is ``chosen`` between words that still stand. A part that is missing is a step taken out.
    """
    taken: dict[str, Side] = {}
    clashes = []
    for part in dict.fromkeys((*theirs, *mine)):
        now, typed, base = theirs.get(part, ""), mine.get(part, ""), begun.get(part, digest(""))
        choice = chosen.get(part)
        if now == typed:
            continue
        if base == digest(now):
            taken[part] = Side.MINE
        elif base == digest(typed):
            taken[part] = Side.THEIRS
        elif choice is not None and choice.shown == digest(now):
            taken[part] = choice.side
        else:
            clashes.append(part)
    return Merge(taken, tuple(clashes))


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a later version says otherwise."""

    label: str
    before: str
    after: str


def changes(before: tuple[Mapping[str, str], Iterable[str]], after: tuple[Mapping[str, str], Iterable[str]]) -> list[Change]:
    """What changed from one version to a later one: the fields, then the lines of the steps that went and that came."""
    (fields, steps), (later_fields, later_steps) = before, after
    found = [
        Change(label, fields.get(name, ""), later_fields.get(name, ""))
        for name, label in FIELDS.items()
        if fields.get(name, "") != later_fields.get(name, "")
    ]
    old, new = list(steps), list(later_steps)
    found += [Change("Step", line, "") for line in old if line not in new]
    return found + [Change("Step", "", line) for line in new if line not in old]
