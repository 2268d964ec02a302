"""A picture of where the youth stayed: one bar per placement and absence, beside the table that says the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from safetynet.kernel.codes import IN_CUSTODY, PlacementKind
from safetynet.kernel.dates import say_date

WIDTH, ROW = 720, 22


@dataclass(frozen=True, slots=True)
class Bar:
    """One stay, in the picture's units."""

    x: int
    width: int
    row: int
    look: str
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole picture; ``years`` mark the axis."""

    bars: Sequence[Bar]
    years: Sequence[tuple[int, str]]
    height: int
    words: str


def strip_of(records: Mapping[str, Sequence[Any]], today: date) -> Strip | None:
    """The picture of placements and absences that this reader sees; None when fewer than two have a date."""
    stays = [
        (date.fromisoformat(row.begins), _end(row.ends, today), look, words)
        for kind in ("placement", "absence")
        for row in records.get(kind, ())
        if row.begins
        for look, words in (_look(kind, row),)
    ]
    if len(stays) < 2:
        return None
    first, last = min(stay[0] for stay in stays), max(max(stay[1] for stay in stays), today)
    days = max((last - first).days, 1)

    def place(day: date) -> int:
        return round((day - first).days * WIDTH / days)

    bars = [
        Bar(place(begins), max(place(ends) - place(begins), 3), 1 if look == "away" else 0, look,
            f"{words}: {say_date(begins)} to {say_date(ends)}")
        for begins, ends, look, words in sorted(stays, key=lambda stay: stay[0])
    ]  # fmt: skip
    years = [(place(date(year, 1, 1)), str(year)) for year in range(first.year + 1, last.year + 1)]
    return Strip(bars, years, 2 * ROW + 18, f"Placements (upper row) and absences (lower row), {first.year} to {last.year}")


def _look(kind: str, row: Any) -> tuple[str, str]:
    if kind == "absence":
        return "away", "Missing"
    held = row.placement_kind in IN_CUSTODY
    return ("held" if held else "stay"), PlacementKind.label_of(row.placement_kind)


def _end(text: str | None, today: date) -> date:
    return date.fromisoformat(text) if text else today
