"""The quarter on paper and on slides: tagged PDF/UA-1 pages made from the suppressed document and the asks, and nothing else."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel.dates import say_date
from safetynet.kernel.faults import Conflict, Refused
from safetynet.kernel.suppression import MEANING
from safetynet.meetings.queries.quarters import QuarterAtTable
from safetynet.meetings.rules.quarter_figures import Figure, figures_of, meetings_in_words
from safetynet.policy.door import Door
from safetynet.policy.rules import decide
from safetynet.policy.vocabulary import Category, Verb

from .pages import set_document

_TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "meetings"
LINES_ON_A_SLIDE = 8
ASKS_ON_A_SLIDE = 3


class Form(StrEnum):
    """What the quarter is made into; the value names the template."""

    REPORT = "quarterly"
    SLIDES = "slides"


def print_quarter(*, door: Door, found: QuarterAtTable, form: Form, fonts: Path) -> bytes:
    """The report to the heads of the agencies, or its slides; written into the log.

    Only of a quarter that is over: two prints of one that runs would tell by subtraction what happened between them. Raises
    Refused to whom the room is shut, Conflict before the quarter's end.
    """
    decision = decide(found.standing, Verb.READ, Category.ROOM, found.row)
    if not decision or found.counts is None:
        raise Refused(f"This quarter is not shared with you. {decision.why}", kept="Nothing was printed.")
    today = found.standing.today
    if not found.quarter.is_over(today):
        raise Conflict(
            f"The {found.quarter.words} runs until {say_date(found.quarter.ends)}.", kept="Nothing was printed.",
            next="Its report and slides can be made when it is over.",
        )  # fmt: skip
    with door.opened():
        pages = set_document(_TEMPLATES / f"{form.value}.typ", payload_of(found, form, today), fonts)
        detail = {"form": form.name.lower()}
        door.note(Act("print", "quarter", subject=found.quarter.key, table=found.table, fields=["quarter"], detail=detail))
    return pages


def payload_of(found: QuarterAtTable, form: Form, printed_on: date) -> dict[str, Any]:
    """What the templates are told: words, and the shares of the bars. Raises Refused without counts."""
    if found.counts is None:
        raise Refused("This quarter is not shared with you.", kept="Nothing was printed.")
    quarter = found.quarter
    figures = [_told(figure) for figure in figures_of(found.counts)]
    asks = [{"agency": each["agency"] or "All agencies", "words": each["words"], "ask": each["conclusion"]} for each in found.asks]
    slides = form is Form.SLIDES
    return {
        "title": f"{found.table_name}: {quarter.words}, without names",
        "table_name": found.table_name,
        "quarter": quarter.words,
        "days": f"{say_date(quarter.begins)} to {say_date(quarter.ends)}",
        "printed_on": say_date(printed_on),
        "meetings": meetings_in_words(found.counts["attendance"]),
        "meaning": MEANING,
        "figures": [part for figure in figures if figure["lines"] for part in in_parts(figure)] if slides else figures,
        "empty": [{"title": figure["title"], "nothing": figure["nothing"]} for figure in figures if not figure["lines"]],
        "asks": _in_groups(asks, ASKS_ON_A_SLIDE if slides else len(asks) or 1),
    }


def in_parts(figure: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What is told of a figure as several of a slide's length, each saying which part it is; nothing is left out, and a bar is
    as long as it would be on one page."""
    parts = _in_groups(figure["lines"], LINES_ON_A_SLIDE)
    if len(parts) <= 1:
        return [figure]
    title = figure["title"]
    return [{**figure, "title": f"{title} ({place} of {len(parts)})", "lines": part} for place, part in enumerate(parts, start=1)]


def _told(figure: Figure) -> Mapping[str, Any]:
    shares = [share for _, _, share in figure.bars] or [0.0] * len(figure.lines)
    return {
        "key": figure.key,
        "title": figure.title,
        "method": figure.method,
        "heads": list(figure.heads),
        "nothing": figure.nothing,
        "drawn": figure.heads[figure.drawn + 1] if figure.drawn is not None else "",
        "lines": [
            {"label": line.label, "values": list(line.values), "share": share}
            for line, share in zip(figure.lines, shares, strict=True)
        ],
    }  # fmt: skip


def _in_groups(things: Sequence[Any], most: int) -> list[list[Any]]:
    return [list(things[start : start + most]) for start in range(0, len(things), most)]
