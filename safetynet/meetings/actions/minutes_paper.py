"""Setting the minutes on paper: tagged PDF/UA-1 pages, whole for the table, without names for agencies."""

from pathlib import Path
from typing import Any

from safetynet.kernel.dates import say_date
from safetynet.meetings.models import MeetingState
from safetynet.meetings.queries.minutes import Minutes, MinutesLine, Said
from safetynet.meetings.queries.nameless import Nameless
from safetynet.meetings.rules.spoken import day_of
from safetynet.meetings.rules.subjects import ON_PAPER
from safetynet.policy.vocabulary import Category

from .pages import TEMPLATES, set_document

IN_THE_FILE = "something that stands in the file only"
"""Stands for categories that never go on paper."""
_TITLES = dict(ON_PAPER)
NOTICE = (
    "What was said at this table is confidential (WIC 18951(d), 10850.1, 827). It may not be used against the minor. These "
    "minutes say what was decided and which agency shared, not what was said; they show what their reader may read. Health and "
    "treatment, privileged notes, gender identity and orientation never go on paper."
)
NAMELESS_NOTICE = (
    "For agencies of the table. These minutes name no youth and repeat nothing that was said; small counts are still confidential."
)


def set_minutes(minutes: Minutes, fonts: Path) -> bytes:
    """The minutes as their reader may know them, as one PDF/UA-1 document."""
    told = {
        **_head(minutes, "Minutes"),
        "notice": NOTICE,
        "people": [
            [one["name"], one["agency"], "left early" if _left_early(minutes, one) else ""] for one in minutes.people
        ] + [[guest["name"], guest["organization"], "guest"] for guest in minutes.guests],
        "away": [f"{one['name']}, {one['agency']}" for one in minutes.away],
        "lines": [_line(line) for line in minutes.lines],
        "topics": _topics(minutes.topics),
    }  # fmt: skip
    return set_document(TEMPLATES / "minutes.typ", told, fonts)


def set_nameless(minutes: Minutes, nameless: Nameless, fonts: Path) -> bytes:
    """The minutes for agencies, as one PDF/UA-1 document."""
    told = {
        **_head(minutes, "Minutes without names"),
        "notice": NAMELESS_NOTICE,
        "youths": str(nameless.youths),
        "not_reached": str(nameless.not_reached) if nameless.not_reached else "",
        "hidden": str(nameless.hidden) if nameless.hidden else "",
        "decisions": [[kind, str(count)] for kind, count in nameless.decisions],
        "attendance": [[agency, str(count)] for agency, count in nameless.attendance],
        "guests": str(nameless.guests),
        "asked": [[agency, str(count), "; ".join(_how_many(*each) for each in due)] for agency, count, due in nameless.asked],
        "topics": _topics(nameless.topics),
    }  # fmt: skip
    return set_document(TEMPLATES / "minutes_nameless.typ", told, fonts)


def _head(minutes: Minutes, what: str) -> dict[str, Any]:
    return {
        "title": f"{minutes.table_name}: {what.lower()} of {say_date(minutes.held_on)}",
        "what": what,
        "table_name": minutes.table_name,
        "held_on": say_date(minutes.held_on),
        "state": MeetingState.label_of(minutes.state.value),
        "times": minutes.times,
        "reader": minutes.standing.name,
        "printed_on": say_date(minutes.standing.today),
    }


def _left_early(minutes: Minutes, one: Any) -> bool:
    return bool(one["left_at"]) and not minutes.from_workbook and minutes.read_back_at is not None


def _line(line: MinutesLine) -> dict[str, Any]:
    decided = line.decided
    known = decided.number is not None
    return {
        "place": f"{decided.place}. " if decided.place else "",
        "name": (decided.name or "Youth") if known else "A youth not shared with you",
        "number": decided.number or "",
        "long": f"{decided.minutes} min" if decided.minutes else "",
        "decisions": [
            f"{each.kind}: {each.words}" + (f" ({each.agency}{_due(each.due_on)})" if each.agency else "")
            for each in decided.decisions
        ],
        "none": decided.nothing,
        "sharing": [f"{agency}: {', '.join(_on_paper(categories))}" for agency, categories in line.sharing],
        "nothing_to_disclose": line.nothing_to_disclose,
        "addenda": [_addendum(each) for each in line.addenda],
    }


def _addendum(each: Said) -> str:
    what = "corrects an earlier statement" if each.supersedes else "added"
    return f"{each.shared_by}, {_on_paper([each.category])[0]}: {each.when}, {what} after the meeting"


def _on_paper(categories: list[Category]) -> list[str]:
    """The categories as paper may name them."""
    named = [_TITLES[category] for category in categories if category in _TITLES]
    return [*named, IN_THE_FILE] if len(named) < len(categories) else named


def _due(day: str | None) -> str:
    return f", by {say_date(day_of(day))}" if day else ""


def _how_many(day: str, many: int) -> str:
    return f"{many} by {say_date(day_of(day))}" if day else f"{many} without a day"


def _topics(topics: Any) -> list[list[str]]:
    return [[topic["words"], topic["conclusion"] or "No conclusion."] for topic in topics]
