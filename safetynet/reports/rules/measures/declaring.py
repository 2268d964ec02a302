"""What a measure is: one declared object from which the number, its method card, its chart and its place in the explorer follow.

The expressions are DuckDB's, over the files of a snapshot (``record_kinds``). A measure counts *things* of its subject and names
the youths that a percentage is of; classification (CSEC identified, at risk) is always split, and unknown is shown.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Chart(StrEnum):
    """How a measure is drawn."""

    BARS = "bars"
    """One bar per value, CSEC identified and at risk apart."""
    MATRIX = "matrix"
    """One row per value of one split, one bar per value of the other."""
    MAP = "map"
    """The counties of California, and bars."""


@dataclass(frozen=True, slots=True)
class Split:
    """A way to divide what is counted: its expression, what its values are called, and in which order they stand.

    ``single``: a youth has one value, so the parts add up to the whole. ``ordered`` by value; else the largest count first.
    ``known`` are values that are told also when nobody has them.
    """

    key: str
    title: str
    expression: str
    single: bool = True
    ordered: bool = False
    labels: dict[str, str] = field(default_factory=dict)
    known: tuple[str, ...] = ()

    def label(self, value: str) -> str:
        """What a value is called on a page."""
        return self.labels.get(value, value)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted: a relation with one row per thing and the youth's own columns beside it, and the youths it is out of.

    ``distinct``: youths are counted, each once; else the things themselves.
    """

    key: str
    title: str
    rows: str
    base: str
    of: str
    distinct: bool = True
    splits: tuple[Split, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """A number that the study states in words, and where ours stands: the cell, as a percentage or as a count."""

    words: str
    value: float
    cell: tuple[str, ...]
    unit: str = "%"
    of: str = ""
    """Which denominator the study seems to have used, where it is not the measure's own: in words."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure. ``number`` is the study's; ``keys`` name the plain counts that the figure holds."""

    key: str
    title: str
    subject: Subject
    splits: tuple[Split, ...]
    definition: str
    number: int | None = None
    caption: str = ""
    exclusions: str = "None."
    source: str = "SafetyNet study, 2015"
    limits: str = ""
    chart: Chart = Chart.BARS
    of_splits: tuple[Split, ...] = ()
    only: str = ""
    at_least: int = 0
    stated: tuple[Stated, ...] = ()
    smallest: int = 11

    @property
    def numerator(self) -> str:
        """What stands above the line, in words."""
        return self.subject.title

    @property
    def denominator(self) -> str:
        """What stands below the line, in words."""
        within = " and ".join(split.title.lower() for split in self.of_splits)
        return f"{self.subject.of}{f', within the same {within}' if within else ''}"
