"""What stands on a youth's sheet of a packet: the face sheet and one line for each entry, two pages at most.

The sheet is made from what the copy's holder may see, never from more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LINES = 84
"""Lines of text on two pages beside the face sheet, at the packet's type size; measured on the set page."""
CHARACTERS = 92
"""Characters of one line."""
LONGEST = 700
"""Characters of one entry before it is cut and the file is named for the rest."""


@dataclass(frozen=True, slots=True)
class SheetSection:
    """One category as far as it fits."""

    title: str
    lines: Sequence[str]
    left_out: int


def fit(sections: Sequence[tuple[str, Sequence[str]]], lines: int = LINES) -> list[SheetSection]:
    """As many entries of each section as two pages hold; every section keeps at least its first entry if any fits.

    ``left_out`` says how many entries stand on the file only. Sections come in the order of their importance.
    """
    room = lines
    kept: list[list[str]] = [[] for _ in sections]
    for title_cost in (2,):
        room -= title_cost * sum(1 for _, entries in sections if entries)
    queues = [list(entries) for _, entries in sections]
    for turn in range(max((len(entries) for entries in queues), default=0)):
        for place, entries in enumerate(queues):
            if turn < len(entries):
                entry = shorten(entries[turn])
                cost = height(entry)
                if cost <= room:
                    room -= cost
                    kept[place].append(entry)
    return [
        SheetSection(title, kept[place], len(entries) - len(kept[place]))
        for place, (title, entries) in enumerate(sections)
        if entries
    ]


def height(entry: str) -> int:
    """How many lines an entry takes."""
    return sum(max(1, -(-len(part) // CHARACTERS)) for part in entry.split("\n"))


def shorten(entry: str, longest: int = LONGEST) -> str:
    """An entry cut at a word, with a mark that says so."""
    if len(entry) <= longest:
        return entry
    return f"{entry[:longest].rsplit(' ', 1)[0]} … (more on the file)"


def risk_lines(said: Mapping[str, Sequence[str]]) -> list[str]:
    """The risk factors in three lines instead of sixteen: yes, no, unknown."""
    return [f"{answer}: {', '.join(factors)}" for answer, factors in said.items() if factors]
