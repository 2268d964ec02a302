"""A snapshot of an invented state, made inside DuckDB: the files of ``reports.queries.shaping`` with any number of youths."""

import json
from pathlib import Path

import duckdb

from safetynet.kernel.codes import RiskFactorKind
from safetynet.reports.queries.extraction import readings
from safetynet.reports.queries.shaping import shape
from safetynet.reports.rules.record_kinds import COLUMNS, RECORD_KINDS


def invent_snapshot(folder: Path, youths: int) -> int:
    """Write the files and the manifest; how many rows they hold. Raises ValueError where a column is not as in a real one."""
    invented = (Path(__file__).parent / "_invented_snapshot.sql").read_text()
    rows = {}
    with duckdb.connect(":memory:") as cohort:
        cohort.execute("SET VARIABLE youths = ?", [youths])
        cohort.execute("SET VARIABLE factors = ?", [[factor.value for factor in RiskFactorKind]])
        cohort.execute(invented)
        wanted = _columns_of_a_real_one(folder)
        for name in RECORD_KINDS:
            found = _columns(cohort, name)
            if found != wanted[name]:
                raise ValueError(f"{name}: {set(found) ^ set(wanted[name])}")
            kept = f"COPY (SELECT * FROM {name} ORDER BY ALL) TO ? (FORMAT parquet, COMPRESSION zstd)"
            row = cohort.execute(kept, [str(folder / f"{name}.parquet")]).fetchone()
            rows[name] = row[0] if row else 0
            dropped = f"DROP TABLE {name}"
            cohort.execute(dropped)
    facts = {"files": {name: {"rows": count, "what": RECORD_KINDS[name]} for name, count in rows.items()}, "columns": COLUMNS}
    (folder / "manifest.json").write_text(json.dumps(facts))
    return sum(rows.values())


def _columns_of_a_real_one(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """What the program's own shaping makes of an empty record."""
    with duckdb.connect(":memory:") as cohort:
        for reading in readings():
            empty = f"CREATE TABLE {reading.into} ({', '.join(f'{name} {kind}' for name, kind in reading.columns.items())})"
            cohort.execute(empty)
        shape(cohort, "", folder, lambda _step: None)
        return {name: _columns(cohort, name) for name in RECORD_KINDS}


def _columns(cohort: duckdb.DuckDBPyConnection, name: str) -> list[tuple[str, str]]:
    described = f"DESCRIBE {name}"
    return [(row[0], row[1]) for row in cohort.execute(described).fetchall()]
