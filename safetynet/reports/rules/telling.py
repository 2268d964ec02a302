"""Figures as documents: what a reader of JSON, CSV or a sheet gets, and the card that says how each number came about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from safetynet.kernel.suppression import MARK, MEANING

from .figures import TOTAL, Compared, Figure, Row, compared
from .measures import Measure
from .measures.subjects import CLASS

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
EXACT = "Holds small counts. For the coordination of the table only; not for release."
PROTECTED = "Small counts are withheld, and larger ones where they would tell a small one."


@dataclass(frozen=True, slots=True)
class Origin:
    """Where numbers come from: printed beside each of them."""

    snapshot: str
    day: str
    program: str
    synthetic: bool
    exact: bool
    scope: str = ""

    @property
    def line(self) -> str:
        """The origin in one line."""
        invented = " Everything in it is invented." if self.synthetic else ""
        scope = f" {self.scope}." if self.scope else ""
        return f"Snapshot {self.snapshot} of {self.day}.{scope}{invented}"

    @property
    def told(self) -> str:
        """What is told of small counts."""
        return EXACT if self.exact else PROTECTED


def method_card(measure: Measure) -> dict[str, str]:
    """How a number came about: what UNESCO found missing in the statistics of the field."""
    return {
        "definition": measure.definition,
        "numerator": measure.numerator,
        "denominator": measure.denominator[:1].upper() + measure.denominator[1:],
        "exclusions": measure.exclusions,
        "smallest cell": f"{measure.smallest}: outside the table's coordination counts of 1 to {measure.smallest - 1} are withheld",
        "source": f"{measure.source}{f', figure {measure.number}: {measure.caption}' if measure.number else ''}",
        "known limits": measure.limits or "None known beyond those of the record.",
    }


def document(figures: Sequence[Figure], origin: Origin, counts: Mapping[str, Any], meetings: Sequence[Compared]) -> dict[str, Any]:
    """Everything about some figures, for a program to read."""
    return {
        "snapshot": origin.snapshot,
        "day": origin.day,
        "program": origin.program,
        "synthetic": origin.synthetic,
        "told": origin.told,
        "mark": MARK,
        "marked": MEANING,
        "scope": origin.scope,
        "figures": [_told(figure, origin) for figure in figures],
        "counts": counts,
        "meetings": _study(meetings),
    }


def _told(figure: Figure, origin: Origin) -> dict[str, Any]:
    measure = figure.measure
    return {
        "key": measure.key,
        "number": measure.number,
        "title": measure.title,
        "caption": measure.caption,
        "snapshot": origin.snapshot,
        "method": method_card(measure),
        "dimensions": [split.title for split in figure.shown],
        "groups": [CLASS.label(group) for group in figure.groups],
        "rows": [_row(row, figure) for row in figure.rows()],
        "study": _study(compared(figure)),
    }


def _study(numbers: Sequence[Compared]) -> list[dict[str, Any]]:
    return [
        {"says": one.stated.words, "study": one.stated.value, "unit": one.stated.unit, "ours": one.ours, "deviation": one.deviation}
        for one in numbers
    ]


def _row(row: Row, figure: Figure) -> dict[str, Any]:
    return {
        "values": list(row.values),
        "labels": list(row.labels),
        **{
            _name(group): {
                "count": MARK if row.counts[group] is None else row.counts[group],
                "of": MARK if row.of[group] is None else row.of[group],
                "percent": row.percent(group),
            }
            for group in figure.groups
        },
    }


def _name(group: str) -> str:
    return "total" if group == TOTAL else group.lower()


def lines(figure: Figure, origin: Origin) -> Iterator[list[str]]:
    """The table of a figure as lines of a sheet, the heads first; every line names its snapshot."""
    yield [*(split.title for split in figure.shown), CLASS.title, "Count", "Out of", "Percent", "Snapshot"]
    for row in figure.rows():
        for group in figure.groups:
            percent = row.percent(group)
            told = [MARK if count is None else str(count) for count in (row.counts[group], row.of[group])]
            label = "All" if group == TOTAL else CLASS.label(group)
            yield [*map(plain, row.labels), label, *told, "" if percent is None else f"{percent:.1f}", origin.snapshot]


def plain(words: str) -> str:
    """Words that no spreadsheet takes for a formula: an apostrophe stands before what looks like one."""
    return f"'{words}" if words.startswith(FORMULA_SIGNS) else words
