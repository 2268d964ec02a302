"""Sheets of counts that leave the house: groups of lines, withheld where they are small, and sections as paper and JSON tell them.

A group shares out the same youths (or incidents), each once, so that one rule protects it (``kernel.suppression``) also against
whoever knows its sum. A *finer* group shares out a part of what stands in others: it is told only where neither they nor itself
hold a small count, since beside withheld lines its sum would tell what they withhold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from safetynet.kernel.suppression import MARK, NOT_SHARED_OUT, finest, suppress

from .telling import plain


@dataclass(frozen=True, slots=True)
class Line:
    """One count; None where it is withheld."""

    label: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """Counts that share out the same things, and how they came about. ``untold``: the group is not shared out at all, nor are its
    labels told, which would say where there is somebody."""

    key: str
    title: str
    how: str
    lines: tuple[Line, ...]
    unit: str = "Youths"
    finer: bool = False
    untold: bool = False

    @property
    def section(self) -> "Section":
        """The group as a table of two columns."""
        told = [NOT_SHARED_OUT if self.untold else MARK if line.count is None else f"{line.count:,}" for line in self.lines]
        lines = tuple((line.label, count) for line, count in zip(self.lines, told, strict=True))
        return Section(self.key, self.title, self.how, ("What", self.unit), lines)

    @property
    def smallless(self) -> bool:
        """Whether no line is small, as counted."""
        return finest([[line.count or 0 for line in self.lines]]) == 0


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper: its method in a sentence, and a table. ``nothing`` is said where there is no line."""

    key: str
    title: str
    how: str
    heads: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    nothing: str = "Nothing of this is in the record."

    @property
    def told(self) -> dict[str, Any]:
        """The section for a program or a template to read."""
        return {
            "key": self.key, "title": self.title, "how": self.how, "heads": list(self.heads),
            "lines": [list(line) for line in self.lines], "nothing": self.nothing,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """Sections under one title, where their numbers come from, what is told of small counts, and what nobody should read into
    them."""

    title: str
    origin: str
    told: str
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()
    facts: tuple[tuple[str, Any], ...] = ()

    @property
    def document(self) -> dict[str, Any]:
        """The sheet for a program to read."""
        return {
            "title": self.title, "origin": self.origin, "told": self.told, **dict(self.facts), "notes": list(self.notes),
            "sections": [section.told for section in self.sections],
        }  # fmt: skip

    @property
    def csv_lines(self) -> list[list[str]]:
        """Every line of every section with its section, for a spreadsheet; each names where it comes from."""
        heads = ["Section", "What", "Unit", "Value", "From"]
        return [
            heads,
            *(
                [section.title, plain(line[0]), head, plain(value), self.origin]
                for section in self.sections
                for line in section.lines
                for head, value in zip(section.heads[1:], line[1:], strict=True)
            ),
        ]


def counted(counts: Mapping[str, int], labels: Mapping[str, str]) -> tuple[Line, ...]:
    """Lines in the order of the labels, a nought where there is none; then what has no label, as it is."""
    rest = {value: value or "Unknown" for value in sorted(counts) if value not in labels}
    return tuple(Line(label, counts.get(value, 0)) for value, label in {**labels, **rest}.items())


def protected_groups(groups: Sequence[Group]) -> list[Group]:
    """The groups as they may leave the table's coordination."""
    whole = all(group.smallless for group in groups if not group.finer)
    return [_protected(group, whole=whole) for group in groups]


def _protected(group: Group, *, whole: bool) -> Group:
    if group.finer:
        told = whole and group.smallless
        return group if told else replace(group, untold=True, lines=(Line("All", None),))
    counts = suppress([line.count or 0 for line in group.lines])
    return replace(group, lines=tuple(Line(line.label, count) for line, count in zip(group.lines, counts, strict=True)))
