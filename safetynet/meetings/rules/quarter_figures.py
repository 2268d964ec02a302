"""The figures of a quarter as they stand on the page, in the report and on the slides: made from the suppressed document of the
database and from nothing else, so that none of the three can tell more than the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from safetynet.kernel.codes import ServiceType, StaffLevel, TaskKind
from safetynet.kernel.suppression import MARK, NOT_SHARED_OUT

Document = Mapping[str, Any]
_YOUTHS = "Different youths, each counted once in a line, "
_NOT_OF_FILES = "Questions written in the files of youths are not counted here."
_NONE_ASKED = f"The table asked for no follow-up in this quarter. {_NOT_OF_FILES}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: what it is about and its values as they are written."""

    label: str
    values: Sequence[str]


@dataclass(frozen=True, slots=True)
class Figure:
    """One table with its method in a sentence. ``drawn`` is the column that a chart shows; None where none says more than the
    table. ``nothing`` is said where there is no line."""

    key: str
    title: str
    method: str
    heads: Sequence[str]
    lines: Sequence[Line]
    drawn: int | None = None
    nothing: str = "Nothing was recorded in this quarter."

    @property
    def bars(self) -> Sequence[tuple[Line, str, float]]:
        """What a chart draws: each line with its value and the share of the largest; a withheld count has no length."""
        if self.drawn is None:
            return []
        values = [line.values[self.drawn] for line in self.lines]
        largest = max((float(value) for value in values if _is_figure(value)), default=0.0)
        return [
            (line, value, float(value) / largest if largest and _is_figure(value) else 0.0)
            for line, value in zip(self.lines, values, strict=True)
        ]


def figures_of(document: Document) -> list[Figure]:
    """Every figure of a quarter, in the order in which they are read."""
    attendance = document["attendance"]
    return [
        _issues(
            document["needs"], "needs", "Needs that were not met", "needs",
            "for whom somebody at the table named this need at a meeting of the quarter.",
        ),
        _issues(
            document["others"], "issues", "What stood in the way", "issues",
            "for whom somebody at the table named this issue at a meeting of the quarter.",
        ),
        without_untold(_asked(document["asked"])),
        _kinds(document["kinds"]),
        without_untold(_services(document["services"])),
        _youths(document["youths"]),
        _attendance(attendance["agencies"], attendance["held"]),
        _levels(attendance["levels"]),
    ]  # fmt: skip


def without_untold(figure: Figure) -> Figure:
    """The figure without the columns that no line shares out; its method names them."""
    kept = [
        place for place in range(len(figure.heads) - 1)
        if place == figure.drawn or not figure.lines or any(line.values[place] != NOT_SHARED_OUT for line in figure.lines)
    ]  # fmt: skip
    untold = [head for place, head in enumerate(figure.heads[1:]) if place not in kept]
    if not untold:
        return figure
    said = f"{figure.method} Not shared out for any line, because a part would be too small: {', '.join(untold).lower()}."
    lines = [Line(line.label, [line.values[place] for place in kept]) for line in figure.lines]
    return replace(figure, method=said, heads=[figure.heads[0], *(figure.heads[place + 1] for place in kept)], lines=lines)


def meetings_in_words(attendance: Document) -> str:
    """How many meetings were held, and how many people were there.

    >>> meetings_in_words({"held": 12, "mean": 15.3, "median": 15.5})
    '12 meetings held, 15.3 people present on average; half the meetings had 16 or more.'
    """
    held = attendance["held"]
    if not held:
        return "No meeting was held in this quarter."
    said = f"{held} meeting{'' if held == 1 else 's'} held"
    if attendance["mean"] is None:
        return f"{said}."
    if held == 1 or attendance["median"] is None:
        return f"{said}, {_number(attendance['mean'])} people present."
    half = ceil(attendance["median"])
    return f"{said}, {_number(attendance['mean'])} people present on average; half the meetings had {half} or more."


def _issues(rows: Sequence[Document], key: str, title: str, what: str, who: str) -> Figure:
    ordered = sorted(rows, key=lambda row: (-_size(row["count"]), row["words"]))
    return Figure(
        key, title, f"{_YOUTHS}{who}", ("Issue", "Youths"), [Line(row["words"], (str(row["count"]),)) for row in ordered],
        drawn=0, nothing=f"The table's list has no {what} yet, or none was named.",
    )  # fmt: skip


def _asked(rows: Sequence[Document]) -> Figure:
    names = ("asked", "answered", "in_time", "late", "open", "not_yet_due", "overdue")
    lines = [
        Line(row["agency"], (*(_part(row[name]) for name in names), NOT_SHARED_OUT if row["median_days"] is None else
                             _number(row["median_days"])))
        for row in rows
    ]  # fmt: skip
    return Figure(
        "asked", "What was asked of which agency, and answered",
        "Follow-ups asked for in the quarter and not dropped, by the agency that owes them, as they stood on its last day (today, "
        "while it runs). Late and overdue: after the day they were due. Few of them can point at a youth, so 1 to 10 are withheld. "
        f"{_NOT_OF_FILES}",
        ("Agency", "Asked", "Answered", "In time", "Late", "Not answered", "Not due yet", "Overdue", "Days to answer (median)"),
        lines, drawn=0, nothing=_NONE_ASKED,
    )  # fmt: skip


def _kinds(rows: Sequence[Document]) -> Figure:
    lines = [Line(TaskKind.label_of(row["kind"]), (str(row["count"]),)) for row in rows]
    return Figure(
        "kinds", "What was asked for", "The same follow-ups by their kind; their words are confidential.",
        ("Kind", "Follow-ups"), lines, drawn=0, nothing=_NONE_ASKED,
    )  # fmt: skip


def _services(rows: Sequence[Document]) -> Figure:
    names = ("sought", "taken_up", "not_taken_up", "waiting", "referred", "declined", "not_available")
    lines = [
        Line(ServiceType.label_of(row["type"]) or "Kind not recorded", tuple(_part(row[name]) for name in names)) for row in rows
    ]
    return Figure(
        "services", "Services: what was needed and what there was",
        "Different youths for whom a service of this kind was sought in the quarter, each once, by the furthest that a referral "
        "made in the quarter has come as it is on record now.",
        ("Kind of service", "Sought", "Taken up", "Not taken up", "Waiting", "Referred", "Declined or stopped", "Not available"),
        lines, drawn=0, nothing="No referral to a service is on record for this quarter.",
    )  # fmt: skip


def _youths(counts: Document) -> Figure:
    words = {"new": "New to the table", "carried": "Carried over from a meeting before", "again": "Discussed again"}
    return Figure(
        "youths", "Who was on the agendas",
        "Different youths on the agenda of a meeting that was held, each once: as new if new in the quarter, else as carried over "
        "if ever carried over in it, else as discussed again. Who was deferred at a meeting is not counted for it.",
        ("How", "Youths"), [Line(said, (str(counts[name]),)) for name, said in words.items()], drawn=0,
    )  # fmt: skip


def _attendance(rows: Sequence[Document], held: int) -> Figure:
    lines = [Line(row["agency"] or "Agency not recorded", (str(row["meetings"]), str(row["people"]))) for row in rows]
    return Figure(
        "attendance", "Who came: agencies",
        f"From the attendance of the {held} meetings held: at how many somebody of the agency was there, and how many different "
        "people came for it. These are staff, so the figures are exact.",
        ("Agency", "Meetings", "Different people"), lines, drawn=0, nothing="No attendance is recorded for this quarter.",
    )  # fmt: skip


def _levels(rows: Sequence[Document]) -> Figure:
    lines = [Line(_level(row["level"]), (str(row["people"]),)) for row in rows]
    return Figure(
        "levels", "Who came: by level",
        "Different people present in the quarter by their level on the day, exact; somebody who changed stands in two lines.",
        ("Level", "Different people"), lines, nothing="No attendance is recorded for this quarter.",
    )  # fmt: skip


def _level(code: str) -> str:
    return StaffLevel.label_of(code) if code else "Level not recorded"


def _part(count: int | str | None) -> str:
    return NOT_SHARED_OUT if count is None else str(count)


def _size(count: int | str) -> float:
    """By what a list is ordered: figures first, the largest on top; then what is withheld, then noughts."""
    return 0.5 if count == MARK else float(count)


def _is_figure(value: str) -> bool:
    return value.replace(".", "", 1).isdecimal()


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:g}"
