"""The minutes for agencies: counts, never a youth's name or number, never what was said or asked in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .decided import FOLLOW_UP, KINDS_OF_DECISION
from .minutes import Minutes


@dataclass(frozen=True, slots=True)
class Nameless:
    """Youths discussed and deferred, decisions by kind, attendance by agency, follow-ups by agency and due day, topics of
    policy. ``not_reached``: youths whose turn never came; ``hidden``: youths of whom the maker may not know, who are counted
    nowhere."""

    youths: int
    not_reached: int
    hidden: int
    decisions: Sequence[tuple[str, int]]
    attendance: Sequence[tuple[str, int]]
    guests: int
    asked: Sequence[tuple[str, int, Sequence[tuple[str, int]]]]
    topics: Sequence[Mapping[str, Any]]


def without_names(minutes: Minutes) -> Nameless:
    """The counts of the minutes. A topic of policy names no youth; all else is a number, an agency or a day."""
    known = [line.decided for line in minutes.lines if line.decided.number]
    kinds = Counter(each.kind for line in known for each in line.decisions)
    due = Counter((each.agency, each.due_on or "") for line in known for each in line.decisions if each.kind == FOLLOW_UP)
    agencies = sorted({agency for agency, _ in due})
    return Nameless(
        youths=len(known),
        not_reached=sum(1 for line in known if not line.reached),
        hidden=len(minutes.lines) - len(known),
        decisions=[(kind, kinds[kind]) for kind in KINDS_OF_DECISION],
        attendance=sorted(Counter(str(one["agency"]) for one in minutes.people).items()),
        guests=len(minutes.guests),
        asked=[
            (agency, sum(count for (of, _), count in due.items() if of == agency),
             sorted((day, count) for (of, day), count in due.items() if of == agency))
            for agency in agencies
        ],
        topics=minutes.topics,
    )  # fmt: skip
