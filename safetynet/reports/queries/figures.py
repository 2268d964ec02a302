"""The figures of a snapshot, computed by DuckDB from its files and from nothing else."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from safetynet.kernel.faults import Fault
from safetynet.reports.rules.figures import Figure, Values, with_class
from safetynet.reports.rules.measures import Measure, Split
from safetynet.reports.rules.measures.subjects import CLASS
from safetynet.reports.rules.record_kinds import RECORD_KINDS


@dataclass(frozen=True, slots=True)
class Period:
    """Years of the first referral, both counted; None: from the first, to the last."""

    first: int | None = None
    last: int | None = None

    @property
    def condition(self) -> str:
        """The condition for a youth: whole numbers only."""
        return _where(self.said())

    def said(self) -> list[str]:
        """The conditions one by one."""
        return [f"year {than} {int(year)}" for than, year in ((">=", self.first), ("<=", self.last)) if year is not None]


EVER = Period()


@contextmanager
def opened(
    folder: Path, *, tables: Sequence[int] | None = None, workbook: int | None = None, period: Period | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The files of a snapshot as relations; ``youth`` holds those of some tables, one workbook or some years only.

    The connection can read nothing but this folder. Raises Fault when the files are not there, or not what was registered.
    """
    there(folder)
    with duckdb.connect(":memory:") as cohort:
        closed_to_all_but(folder, cohort, _scope(tables, workbook, period or EVER))
        yield cohort


def there(folder: Path) -> None:
    """Nothing where the files of a snapshot are on this machine. Raises Fault where they are not."""
    if not (folder / "manifest.json").exists():
        raise Fault(
            f"The files of the snapshot {folder.name} are not on this machine.",
            kept="Its entry in the register is kept.",
            next="Make a new snapshot.",
        )


def closed_to_all_but(folder: Path, cohort: duckdb.DuckDBPyConnection, scope: str = "") -> None:
    """Close a fresh connection to everything but the files of a snapshot, for good, and name each of them as a relation."""
    cohort.execute("SET allowed_directories = ?", [[str(folder)]])
    cohort.execute("SET enable_external_access = false")
    cohort.execute("SET lock_configuration = true")
    for name in RECORD_KINDS:
        path = str(folder / f"{name}.parquet").replace("'", "''")
        where = scope if name == "youth" else ""
        view = f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}'){where}"  # noqa: S608 (our own path, whole numbers)
        cohort.execute(view)


def _scope(tables: Sequence[int] | None, workbook: int | None, period: Period) -> str:
    """The condition for a youth: whole numbers only."""
    said = []
    if tables is not None:
        said.append(f"at_table IN ({', '.join(str(int(table)) for table in tables) or 'NULL'})")
    if workbook is not None:
        said.append(f"list_contains(workbooks, {int(workbook)})")
    return _where([*said, *period.said()])


def _where(said: Sequence[str]) -> str:
    return f" WHERE {' AND '.join(said)}" if said else ""


def read_figure(cohort: duckdb.DuckDBPyConnection, measure: Measure) -> Figure:
    """The cells of one measure, and what its percentages are out of: two questions to the files."""
    only = f" WHERE {measure.only}" if measure.only else ""
    counted = _counted(cohort, f"SELECT * FROM ({measure.subject.rows}){only}", with_class(measure.splits))  # noqa: S608
    of = _counted(cohort, measure.subject.base, with_class(measure.of_splits))
    return Figure(measure, counted, class_last(of, with_class(measure.of_splits)))


def _counted(cohort: duckdb.DuckDBPyConnection, rows: str, splits: Sequence[Split]) -> dict[Values, int]:
    named = ", ".join(f"{split.expression} AS {_column(split)}" for split in splits)
    declared = f"SELECT {named}, count(*) FROM ({rows}) GROUP BY ALL"  # noqa: S608 (declared measures)
    answer = cohort.execute(declared).fetchall()
    return {tuple(str(value) for value in row[:-1]): row[-1] for row in answer}


def _column(split: Split) -> str:
    return f"by_{split.key}"


def class_last(of: dict[Values, int], splits: Sequence[Split]) -> dict[Values, int]:
    """The classification as the last value of every key, wherever the measure has it."""
    place = splits.index(CLASS)
    return {(*key[:place], *key[place + 1 :], key[place]): count for key, count in of.items()}


def manifest_of(folder: Path) -> dict[str, Any]:
    """What is written beside the files: day, program, hashes."""
    facts: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return facts


def read_attendance(cohort: duckdb.DuckDBPyConnection, *, workbook: bool) -> list[int]:
    """How many people came, by meeting; of meetings that a workbook brought, or of all."""
    meetings = "SELECT present FROM meeting WHERE from_workbook OR NOT ?"
    return [row[0] for row in cohort.execute(meetings, [workbook]).fetchall()]
