"""Answers of the explorer. A snapshot that was asked about stays open in this process, its youths ready to be divided.

Nothing is read that ``figures.opened`` does not read, and the same is locked. A snapshot never changes, so what was read of it
once is true until the process ends. For each way to divide youths the value of each youth stands in a column of codes, which
is what makes an answer over a million youths quick: words are looked up when the answer is told, not for every row. Whatever is
counted is kept the same way when it is asked for first: the youth of each thing, and the code of what it is.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from safetynet.reports.rules.exploring import moved
from safetynet.reports.rules.figures import TOTAL, Figure, Values, with_class
from safetynet.reports.rules.measures import Measure, Split
from safetynet.reports.rules.measures.subjects import CLASS, YOUTHS

from .figures import EVER, Period, class_last, closed_to_all_but, there

KEPT = 1
"""Snapshots that stay open in a process: the one in use. A million youths with all that can be counted take about 1 GB."""
_open: "OrderedDict[Path, _Standing]" = OrderedDict()
_opening = threading.Lock()
_RAW = ("youth", "cell", "year", "sex", "race", "probation", "social")
"""What the declared subjects read of a youth besides the ways to divide youths."""


def explore(folder: Path, measure: Measure, period: Period = EVER) -> Figure:
    """The cells of a question to the explorer, every one of them moved or withheld, and so what they are out of.

    Raises Fault when the files of the snapshot are not on this machine.
    """
    subject, standing = measure.subject, _standing(folder)
    splits, of_splits = with_class(measure.splits), with_class(measure.of_splits)
    own = tuple(split for split in subject.splits if split not in YOUTHS.splits)
    things, base = (
        standing.kept(subject.rows, own),
        standing.kept(subject.base, tuple(split for split in own if split in of_splits)),
    )
    with standing.cohort.cursor() as cohort:
        cells = _moved(cohort, things, splits, period)
        of = _moved(cohort, base, of_splits, period)
    return Figure(measure, cells, class_last(of, of_splits), withheld=True)


@dataclass(slots=True)
class _Standing:
    """An open snapshot; ``made`` are the relations whose things are kept, with the name of the table that keeps them."""

    cohort: duckdb.DuckDBPyConnection
    made: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)
    making: threading.Lock = field(default_factory=threading.Lock)

    def kept(self, rows: str, own: tuple[Split, ...]) -> str:
        """What to count these rows from, each with its youth; made when it is asked for first."""
        if rows == YOUTHS.rows:
            return "youth"
        asked = (rows, tuple(split.key for split in own))
        with self.making:
            if asked not in self.made:
                self.made[asked] = self._make(f"things_{len(self.made)}", rows, own)
        return f"{self.made[asked]} JOIN youth USING (youth)"

    def _make(self, name: str, rows: str, own: tuple[Split, ...]) -> str:
        words = "".join(f", ({split.expression})::VARCHAR AS {_column(split)}" for split in own)
        with self.cohort.cursor() as cohort:
            cohort.begin()  # whole or not at all
            in_words = f"CREATE TEMP TABLE words AS SELECT youth{words} FROM ({rows})"  # noqa: S608 (declared measures)
            cohort.execute(in_words)
            codes = "".join(f", {_column(split)}::{_coded(cohort, split, 'words', f'of_{name}')}" for split in own)
            columns = "".join(f", {_column(split)}" for split in own)
            in_codes = f"CREATE TABLE {name} (youth{columns}) AS SELECT youth{codes} FROM words"  # noqa: S608 (declared measures)
            cohort.execute(in_codes)
            cohort.commit()
        return name


def _coded(cohort: duckdb.DuckDBPyConnection, split: Split, rows: str, of: str) -> str:
    """A type whose values are those of a column; its name."""
    name = f"{_column(split)}_{of}"
    values = f"SELECT DISTINCT {_column(split)} AS value FROM {rows} WHERE {_column(split)} IS NOT NULL ORDER BY 1"  # noqa: S608
    declared = f"CREATE TYPE {name} AS ENUM ({values})"
    cohort.execute(declared)
    return name


def _standing(folder: Path) -> _Standing:
    """The open snapshot. One that is put away stays open for whoever still asks it."""
    there(folder)
    with _opening:
        standing = _open.pop(folder, None) or _Standing(_made_ready(folder))
        _open[folder] = standing
        while len(_open) > KEPT:
            _open.popitem(last=False)
        return standing


def _made_ready(folder: Path) -> duckdb.DuckDBPyConnection:
    """The snapshot with one more column for each way to divide youths."""
    cohort = duckdb.connect(":memory:")
    closed_to_all_but(folder, cohort)
    cohort.execute("ALTER VIEW youth RENAME TO youth_file")
    words = ", ".join(f"({split.expression})::VARCHAR AS {_column(split)}" for split in YOUTHS.splits)
    in_words = f"CREATE TEMP TABLE words AS SELECT {', '.join(_RAW)}, {words} FROM youth_file"  # noqa: S608 (declared measures)
    cohort.execute(in_words)
    codes = ", ".join(
        f"{_column(split)}::{_coded(cohort, split, 'words', 'youths')} AS {_column(split)}" for split in YOUTHS.splits
    )
    in_codes = f"CREATE TABLE youth AS SELECT {', '.join(_RAW)}, {codes} FROM words"  # noqa: S608 (declared measures)
    cohort.execute(in_codes)
    cohort.execute("DROP TABLE words")
    return cohort


def _moved(cohort: duckdb.DuckDBPyConnection, things: str, splits: Sequence[Split], period: Period) -> dict[Values, int | None]:
    """Counts by every cell and, over all classifications, as cells of their own. A whole is counted from its youths and then moved
    by itself: moved parts are never added up."""
    columns = ", ".join(_column(split) for split in splits)
    declared = f"SELECT {columns}, count(*), sum(cell) FROM {things}{period.condition} GROUP BY ALL"  # noqa: S608 (declared)
    place = splits.index(CLASS)
    counted: dict[Values, tuple[int, int]] = {}
    for *values, count, key in cohort.execute(declared).fetchall():
        cell = tuple(str(value) for value in values)
        for each in (cell, (*cell[:place], TOTAL, *cell[place + 1 :])):
            before = counted.get(each, (0, 0))
            counted[each] = (before[0] + count, before[1] + int(key))
    return {cell: moved(count, key) for cell, (count, key) in counted.items()}


def _column(split: Split) -> str:
    """Where the code of a value stands; a name that no subject uses."""
    return f"divided_by_{split.key}"
