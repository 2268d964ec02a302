"""What the report to the Legislature is computed from: the rows of a snapshot, and what counties have entered."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from safetynet.audit.acts import Act
from safetynet.kernel.codes import CpsDisposition, CsecType, ProgramEntryKind, ProgramTier, ProgramTopic
from safetynet.kernel.faults import Fault
from safetynet.policy.door import Door
from safetynet.policy.questions import question
from safetynet.reports.rules.csec_program.computing import SnapshotRows
from safetynet.reports.rules.csec_program.declaring import Denominator, Entry, Participation
from safetynet.reports.rules.csec_program.hierarchy import GridRow, ProtectionReport
from safetynet.reports.rules.csec_program.quality import ServiceRow, YouthFacts

from .figures import opened

_YOUTHS = "SELECT youth, coalesce(table_county, ''), class, year IS NOT NULL FROM youth ORDER BY youth"
_GRID = "SELECT youth, csec_type, coalesce(said_by, ''), days, ym, days_end, ym_end FROM exploitation ORDER BY ALL"
_REPORTS = "SELECT youth, days, days_end, disposition FROM cps_report ORDER BY ALL"
_SERVICES = "SELECT youth, coalesce(kind, ''), used, ym FROM service ORDER BY ALL"


@dataclass(frozen=True, slots=True)
class Entered:
    """What counties have entered, as it counts now."""

    participation: tuple[Participation, ...]
    denominators: tuple[Denominator, ...]
    entries: tuple[Entry, ...]


def read_rows(folder: Path) -> SnapshotRows:
    """The rows of a snapshot that the report is computed from. Raises Fault when the files are not there, or lack a column."""
    with opened(folder) as cohort:
        try:
            return SnapshotRows(
                [YouthFacts(*row) for row in cohort.execute(_YOUTHS).fetchall()],
                _grid(cohort),
                _reports(cohort),
                [ServiceRow(*row) for row in cohort.execute(_SERVICES).fetchall()],
            )
        except duckdb.BinderException as older:
            raise Fault(
                f"The snapshot {folder.name} was made by an older program and lacks what this report needs.",
                next="Make a new snapshot.",
            ) from older


def _grid(cohort: duckdb.DuckDBPyConnection) -> list[GridRow]:
    return [
        GridRow(youth, CsecType(kind) if kind else None, said_by, begins, month, ends, end_month)
        for youth, kind, said_by, begins, month, ends, end_month in cohort.execute(_GRID).fetchall()
    ]


def _reports(cohort: duckdb.DuckDBPyConnection) -> list[ProtectionReport]:
    return [
        ProtectionReport(youth, received, disposed, pending=disposed is None and disposition == CpsDisposition.PENDING)
        for youth, received, disposed, disposition in cohort.execute(_REPORTS).fetchall()
    ]


def find_entered(door: Door) -> Entered:
    """What counties have entered, as far as the reader keeps their statistics; written into the log."""
    document = door.ask(question(__file__, "program"), {}, Act("view", "program entries", fields=["entries"]))
    return Entered(
        tuple(Participation(one["county"], one["fiscal_year"], ProgramTier(one["tier"])) for one in document["participation"]),
        tuple(Denominator(one["county"], one["fiscal_year"], one["youths"], one["source"]) for one in document["denominators"]),
        tuple(_entry(one) for one in document["entries"]),
    )


def _entry(one: Mapping[str, Any]) -> Entry:
    kind, topic = ProgramEntryKind(one["kind"]), ProgramTopic(one["topic"])
    return Entry((one["county"],), one["fiscal_year"], kind, topic, one["words"], one["number"])
