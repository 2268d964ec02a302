"""An outsider with the published files, a solver and time. Shares nothing with the code that withholds.

That code thinks in cells and their sums. This one thinks of youths: every combination of the finest values of all columns is one
unknown number of youths, nought or more, and every published cell is a sum of such numbers. So what it finds follows from the
files alone, and it also knows what sums of cells do not say: that there is one group of youths behind all tables.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product

import highspy
import numpy as np

INFINITY = float("inf")
MANY = 100_000
"""More youths than there are in any of these groups."""
Row = tuple[tuple[str, ...], int | None, dict[str, str]]
Key = tuple[str, tuple[str, ...]]


@dataclass
class File:
    """A published file as an outsider reads it; figures by the name of their column."""

    name: str
    columns: tuple[str, ...]
    rows: list[Row]
    own_totals: bool = False
    """The file's totals are of its own values only."""


def read(name: str, text: str, figures: Iterable[str] = ()) -> File:
    """Every column but count and figures is a dimension."""
    header, *lines = list(csv.reader(io.StringIO(text)))
    columns = tuple(each for each in header if each not in {"count", *figures})
    rows: list[Row] = []
    for line in lines:
        said = dict(zip(header, line, strict=True))
        count = None if said["count"] == "S" else int(said["count"])
        rows.append((tuple(said[each] for each in columns), count, {each: said[each] for each in figures}))
    return File(name, columns, rows)


@dataclass
class Outsider:
    """What can be worked out of these files. ``lies``: (column, value) lies in (column, value), from the published hierarchy.

    ``small``: what an insider was also told: which marks stand for 1 to k-1. ``absent``: rows that no file has are noughts.
    """

    files: list[File]
    k: int = 11
    lies: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    small: frozenset[Key] | None = None
    absent: bool = False
    whole: bool = False

    def __post_init__(self) -> None:
        self.columns = sorted({column for file in self.files for column in file.columns} - {up for up, _ in self.lies.values()})
        self.columns += sorted({up for up, _ in self.lies.values()} & {down for down, _ in self.lies} - set(self.columns))
        self.ends = [self._ends(column) for column in self.columns]
        self.youths = list(product(*self.ends))
        self._solver = highspy.Highs()
        self._solver.setOptionValue("output_flag", False)
        for _ in self.youths:
            self._solver.addVar(0, MANY)
        if self.whole:
            kinds = np.full(len(self.youths), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
            self._solver.changeColsIntegrality(len(self.youths), np.arange(len(self.youths), dtype=np.int32), kinds)
        for file in self.files:
            for values, count, _ in file.rows:
                self._say(self.group(file, values), *self._span(file, values, count))
            self._say_absent(file)
            self._say_shares(file)

    def _ends(self, column: str) -> list[tuple[str, str]]:
        values = {
            (column, values[file.columns.index(column)])
            for file in self.files
            if column in file.columns
            for values, _, _ in file.rows
            if values[file.columns.index(column)].lower() != "total"
        }
        values |= {child for child in self.lies if child[0] == column}
        inner = set(self.lies.values())
        return sorted(values - inner) or [(column, "everybody")]

    def _above(self, value: tuple[str, str]) -> set[tuple[str, str]]:
        found = {value}
        while value in self.lies:
            value = self.lies[value]
            found.add(value)
        return found

    def group(self, file: File, values: tuple[str, ...]) -> list[int]:
        """The unknowns that a cell of a file counts."""
        wanted = {(column, value) for column, value in zip(file.columns, values, strict=True) if value.lower() != "total"}
        own: dict[str, set[str]] = {}
        if file.own_totals:
            for place, column in enumerate(file.columns):
                own[column] = {row[place] for row, _, _ in file.rows}
        found = []
        for at, kind in enumerate(self.youths):
            is_in = set().union(*(self._above(value) for value in kind))
            if wanted <= is_in and all(value in own.get(column, {value}) for column, value in kind):
                found.append(at)
        return found

    def _span(self, file: File, values: tuple[str, ...], count: int | None) -> tuple[float, float]:
        if count is not None:
            return count, count
        if self.small is None:
            return 1, INFINITY
        return (1, self.k - 1) if (file.name, values) in self.small else (self.k, INFINITY)

    def _say(self, group: list[int], least: float, most: float, weight: float = 1.0) -> None:
        self._solver.addRow(least, most, len(group), np.array(group, dtype=np.int32), np.full(len(group), weight))

    def _say_absent(self, file: File) -> None:
        if not self.absent:
            return
        there = {values for values, _, _ in file.rows}
        every = product(*(sorted({values[place] for values, _, _ in file.rows}) for place in range(len(file.columns))))
        for values in every:
            if values not in there and not any(value.lower() == "total" for value in values):
                self._say(self.group(file, values), 0, 0)

    def _say_shares(self, file: File) -> None:
        """A column of percentages says what its rows are shares of, if all rows whose counts are told fit the same total."""
        for figure in file.rows[0][2] if file.rows else ():
            for size in range(1, len(file.columns) + 1):
                for over in combinations(range(len(file.columns)), size):
                    self._say_share(file, figure, over)

    def _say_share(self, file: File, figure: str, over: tuple[int, ...]) -> None:
        told = {values: count for values, count, _ in file.rows}
        spans = []
        for values, count, figures in file.rows:
            number = figures[figure].rstrip("%")
            if not re.fullmatch(r"\d*\.?\d+", number) or not count or any(values[place].lower() == "total" for place in over):
                continue
            off = 0.5 * 10.0 ** -len(number.partition(".")[2]) + 1e-9
            low = 100 * count / (float(number) + off)
            high = 100 * count / max(float(number) - off, 1e-9)
            whole = tuple("Total" if place in over else value for place, value in enumerate(values))
            known = told.get(whole)
            least_known = sum(each or 1 for row, each in told.items() if self._is_part(row, whole))
            if high < least_known or (known is not None and not low <= known <= high):
                return
            spans.append((whole, low, high))
        for whole, low, high in spans:
            self._say(self.group(file, whole), low, high)

    @staticmethod
    def _is_part(row: tuple[str, ...], whole: tuple[str, ...]) -> bool:
        return all(a == b or (b == "Total" and a.lower() != "total") for a, b in zip(row, whole, strict=True))

    def bounds(self, group: list[int]) -> tuple[float, float]:
        """The least and the largest number of youths that a group can have."""
        every = np.arange(len(self.youths), dtype=np.int32)
        costs = np.zeros(len(self.youths))
        costs[group] = 1
        found = []
        for sign in (1, -1):
            self._solver.changeColsCost(len(every), every, sign * costs)
            self._solver.run()
            assert self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            found.append(self._solver.getInfo().objective_function_value * sign)
        return found[0], found[1]

    def worked_out(self) -> dict[Key, tuple[float, float]]:
        """For each withheld cell, from where to where its count can be."""
        return {
            (file.name, values): self.bounds(self.group(file, values))
            for file in self.files
            for values, count, _ in file.rows
            if count is None
        }


def candidates(span: tuple[float, float]) -> float:
    """How many whole numbers lie in a span."""
    return float(np.floor(span[1] + 1e-6) - np.ceil(span[0] - 1e-6) + 1)
