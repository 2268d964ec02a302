"""From what was read to the files of a snapshot: codes, months and days since the referral, one Parquet file per record kind."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from safetynet.policy.cohort import CLAIMS
from safetynet.policy.questions import question
from safetynet.reports.rules.record_kinds import RECORD_KINDS

SHAPES = ("01_youth", "02_events")


def shape(cohort: duckdb.DuckDBPyConnection, secret: str, folder: Path, say: Callable[[str], None]) -> dict[str, int]:
    """Shape what was read and write the files; how many rows each has. The order of rows is total, so that the same record
    gives the same octets."""
    cohort.execute("SET VARIABLE secret = ?", [secret])
    for name in SHAPES:
        cohort.execute(question(str(Path(__file__).parent / "shape" / "beside"), name))
    cohort.execute(_completeness())
    counted = {}
    for name in RECORD_KINDS:
        say(name)
        kept = f"COPY (SELECT * FROM {name} ORDER BY ALL) TO ? (FORMAT parquet, COMPRESSION zstd)"  # noqa: S608 (our own name)
        row = cohort.execute(kept, [str(folder / f"{name}.parquet")]).fetchone()
        counted[name] = row[0] if row else 0
    return counted


def _completeness() -> str:
    """How often each field says something, by table and kind of agency: unknown and empty say nothing."""
    parts = []
    for table, columns in CLAIMS.items():
        name = table.removeprefix("youths_")
        still = " WHERE c.superseded_at IS NULL AND NOT c.withdrawn" if name == "arrest" else ""
        for column in columns:
            if column.endswith("_id"):
                continue
            filled = f"count(*) FILTER (coalesce(c.{column}::VARCHAR, '') NOT IN ('', 'UNKNOWN', '{{}}'))"
            parts.append(
                f"SELECT c.table_id::INTEGER AS at_table, coalesce(a.kind, 'UNKNOWN') AS agency, '{name}' AS record, "  # noqa: S608
                f"'{column}' AS field, {filled} AS filled, count(*) AS claims "
                f"FROM raw_{name} AS c LEFT JOIN raw_agency AS a ON a.id = c.source_agency_id{still} GROUP BY ALL"
            )
    return f"CREATE TABLE completeness AS {' UNION ALL '.join(parts)} ORDER BY ALL"
