"""What stands on a youth's sheet of a packet: lines of the face sheet, and entries by category.

The sheet is made from what the copy's holder may see, never from more. How much of it two pages hold is measured where it
is set (``packet.typ``); here only what no page could hold is kept away from the setting, and counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from safetynet.kernel.codes.base import Codes


class Papers(Codes):
    """What is printed for a seat. Note sheets are for rooms without a screen: what was written there is typed in afterwards."""

    PACKET = "PACKET", "The packet"
    WITH_NOTES = "WITH_NOTES", "The packet and note sheets"
    NOTES = "NOTES", "Note sheets only"


LONGEST = 700
"""Characters of one entry before it is cut and the file is named for the rest."""
LONGEST_ON_THE_FACE = 2400
"""The same for one item of the face sheet; more than its form takes, so what was typed there is never cut."""
LINES = 130
"""Lines that two pages never exceed, were there nothing else on them; more is not worth measuring."""
CHARACTERS = 120
"""Characters that a line rarely exceeds."""
MOST_ON_THE_FACE = 60
"""Items of one line of the face sheet that are worth measuring."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a sheet: what sort of thing it is (empty where its category has one sort), what is said, who said so."""

    kind: str
    said: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class FaceLine:
    """One line of the face sheet. ``items`` are told apart on paper; ``urgent`` is what nobody may overlook;
    ``left_out`` items stand in the file only."""

    label: str
    items: Sequence[str]
    urgent: bool = False
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class SheetSection:
    """One category of a sheet. ``left_out`` entries stand in the file only."""

    title: str
    entries: Sequence[Entry]
    left_out: int = 0


def face_line(label: str, items: Sequence[str], urgent: bool = False) -> FaceLine:
    """A line of the face sheet with what could stand on paper; the rest is counted."""
    kept = [shorten(item, LONGEST_ON_THE_FACE) for item in items[:MOST_ON_THE_FACE]]
    return FaceLine(label, kept, urgent, len(items) - len(kept))


def worth_measuring(sections: Sequence[SheetSection]) -> list[SheetSection]:
    """The sections with what two pages could hold if they held nothing else, taken in turns; the rest is counted.

    Every entry is no longer than a paragraph afterwards. The page itself decides how many of them it shows.
    """
    kept: list[list[Entry]] = [[] for _ in sections]
    left = LINES
    for turn in range(max((len(each.entries) for each in sections), default=0)):
        for place, each in enumerate(sections):
            if turn < len(each.entries) and (left > 0 or turn == 0):
                entry = replace(each.entries[turn], said=shorten(each.entries[turn].said))
                left -= 1 + len(entry.said) // CHARACTERS
                kept[place].append(entry)
    return [
        replace(each, entries=some, left_out=each.left_out + len(each.entries) - len(some))
        for each, some in zip(sections, kept, strict=True)
    ]


def shorten(text: str, longest: int = LONGEST) -> str:
    """A text cut at a word where there is one, with a mark that says so."""
    if len(text) <= longest:
        return text
    blank = max(text.rfind(" ", 0, longest), text.rfind("\n", 0, longest))
    cut = text[: blank if blank > longest // 2 else longest]
    return f"{cut.rstrip()} … (more in the file)"


def shorten_name(name: str, longest: int) -> str:
    """A name for a narrow place, where the whole of it stands elsewhere on the page."""
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"


def risk_entries(said: Mapping[str, Sequence[str]]) -> list[Entry]:
    """The risk factors in three entries instead of sixteen: yes, no, unknown."""
    return [Entry(answer, ", ".join(factors)) for answer, factors in said.items() if factors]


def sentence(parts: Sequence[str]) -> str:
    """Parts one after another: with a semicolon, or with a blank where a part is a sentence already."""
    said = ""
    for part in parts:
        if part:
            joint = "" if not said else " " if said[-1] in ".!?" else "; "
            said += joint + part
    return said
