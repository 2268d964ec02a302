"""Out of the record into DuckDB's memory: the columns that statistics may read, under the pass of whoever makes the snapshot.

Nothing of it touches a disk: PostgreSQL writes into a pipe and DuckDB reads from it. What the rows become is in ``shape/``.
"""

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import psycopg
from psycopg import sql

from safetynet.policy.cohort import BOOKKEEPING, CLAIMS
from safetynet.policy.door import SHOW_PASS

_DAYS = frozenset({
    "birth_date", "referred_on", "since", "decided_on", "screened_on", "begins", "ends", "seen_on", "received_on", "hearing_on",
    "arrested_on", "happened_on", "disposed_on",
})  # fmt: skip
_KEYS = frozenset({"supersedes_id", "arrest_id"})
_FLAGS = frozenset({"on_calendar", "decriminalized_today"})
_CARRIED = ("id", "youth_id", "table_id", "source_agency_id")
_WHOLE = frozenset({"youths_arrest"})
"""Claims of which what was corrected is read too: a charge hangs on the entry that was there when it was laid."""
_READ = "read_csv(?, header = false, auto_detect = false, columns = ?, nullstr = '\\N', parallel = false)"


@dataclass(frozen=True, slots=True)
class Reading:
    """One statement to the record and the table it becomes."""

    into: str
    statement: sql.Composed | sql.SQL
    columns: dict[str, str]


def readings() -> Iterator[Reading]:
    """Everything that is read, in order."""
    yield Reading("raw_youth", sql.SQL("SELECT id, table_id FROM public.youths_youth"), {"id": "BIGINT", "table_id": "BIGINT"})
    yield Reading(
        "raw_loadedrow", sql.SQL("SELECT DISTINCT youth_id, workbook_id FROM public.intake_loadedrow"),
        {"youth_id": "BIGINT", "workbook_id": "BIGINT"},
    )  # fmt: skip
    yield Reading("raw_agency", sql.SQL("SELECT id, kind FROM public.governance_agency"), {"id": "BIGINT", "kind": "VARCHAR"})
    yield Reading(
        "raw_table",
        sql.SQL(
            "SELECT t.id, c.name FROM public.governance_table AS t JOIN public.governance_county AS c ON c.id = t.county_id "
            "WHERE t.id = ANY (policy.cohort_tables())"
        ),
        {"id": "BIGINT", "county": "VARCHAR"},
    )
    yield Reading(
        "coordinating", sql.SQL("SELECT table_id, agency_id FROM policy.cohort_agencies()"),
        {"table_id": "BIGINT", "agency_id": "BIGINT"},
    )  # fmt: skip
    yield Reading(
        "raw_meeting", sql.SQL("SELECT table_id, year, from_workbook, present FROM policy.cohort_meetings()"),
        {"table_id": "BIGINT", "year": "INTEGER", "from_workbook": "BOOLEAN", "present": "INTEGER"},
    )  # fmt: skip
    for name, said in CLAIMS.items():
        yield _claims(name, said)


def _claims(name: str, said: tuple[str, ...]) -> Reading:
    whole = name in _WHOLE
    columns = [*(BOOKKEEPING if whole else _CARRIED), *said]
    statement = sql.SQL("SELECT {} FROM {}{}").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.Identifier("public", name),
        sql.SQL("" if whole else " WHERE superseded_at IS NULL AND NOT withdrawn"),
    )
    return Reading(f"raw_{name.removeprefix('youths_')}", statement, {column: _kind(column) for column in columns})


def _kind(column: str) -> str:
    if column in _DAYS:
        return "DATE"
    if column in _KEYS or column in _CARRIED:
        return "BIGINT"
    if column in _FLAGS or column == "withdrawn":
        return "BOOLEAN"
    return "TIMESTAMPTZ" if column == "superseded_at" else "VARCHAR"


def extract(dsn: dict[str, Any], shown: str, into: duckdb.DuckDBPyConnection) -> None:
    """Read everything in one transaction, so that all of it is of one moment. ``shown`` is the signed pass."""
    with psycopg.connect(**dsn) as record:
        record.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")  # entering writes the one row that says who asks
        record.execute(SHOW_PASS, [shown])
        for reading in readings():
            _copy(record, reading, into)
        record.rollback()


def _copy(record: psycopg.Connection[Any], reading: Reading, into: duckdb.DuckDBPyConnection) -> None:
    """One statement's rows through a pipe. What goes wrong at the record's end is raised before what follows from it."""
    with _pipe() as pipe:
        pouring = _Pouring(record, reading, pipe)
        pouring.start()
        taken = f"CREATE TABLE {reading.into} AS SELECT * FROM {_READ}"  # noqa: S608 (our own name)
        try:
            into.execute(taken, [str(pipe), reading.columns])
        finally:
            with open(pipe, "rb", opener=_without_waiting):  # lets a writer go on to its end that nobody has read from
                pouring.join()
            if pouring.fault is not None and not isinstance(pouring.fault, BrokenPipeError):
                raise pouring.fault


class _Pouring(threading.Thread):
    """Writes the rows of one statement into a pipe."""

    def __init__(self, record: psycopg.Connection[Any], reading: Reading, pipe: Path) -> None:
        super().__init__(daemon=True)
        self.fault: Exception | None = None
        self._record = record
        self._pipe = pipe
        self._copying = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv, NULL '\\N')").format(reading.statement)

    def run(self) -> None:
        """Write until there is no more."""
        try:
            with self._pipe.open("wb") as out, self._record.cursor().copy(self._copying) as rows:
                for row in rows:
                    out.write(row)
        except (OSError, psycopg.Error) as fault:
            self.fault = fault


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)


@contextmanager
def _pipe() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="safetynet-") as folder:
        pipe = Path(folder) / "pipe"
        os.mkfifo(pipe, 0o600)
        yield pipe
