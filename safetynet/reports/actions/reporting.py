"""Making a report: figures of one snapshot, exact for the coordination of its tables, protected for everybody else."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings

from safetynet.audit.acts import Act
from safetynet.kernel.faults import Refused
from safetynet.policy.door import Door
from safetynet.reports.queries.figures import EVER, Period, opened, read_attendance
from safetynet.reports.queries.snapshots import Registered
from safetynet.reports.queries.worked_out import Bench
from safetynet.reports.rules.measures import MEASURES, STUDY, Measure
from safetynet.reports.rules.study_counts import of_meetings, study_counts
from safetynet.reports.rules.telling import Origin

from .figures import Report


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a snapshot is counted: youths of one workbook, years of referral; and whether small counts may be told at all."""

    workbook: int | None = None
    workbook_name: str = ""
    period: Period = EVER
    protect: bool = False

    @property
    def words(self) -> str:
        """The scope in words; empty for everybody."""
        said = [f"Youths of {self.workbook_name}"] if self.workbook is not None else []
        if self.period.first or self.period.last:
            said.append(f"Referred {self.period.first or 'ever'} to {self.period.last or 'today'}")
        return ", ".join(said)


EVERYBODY = Scope()


def bench_of(snapshot: Registered, scope: Scope, measures: Iterable[Measure] = ()) -> Bench:
    """The work on a report. Raises Refused for a part of a snapshot whose reader gets protected figures: who could ask for any
    part could subtract one from another."""
    if not snapshot.exact and (scope.workbook is not None or scope.period != EVER):
        raise Refused(
            "Protected figures are told of all youths of a snapshot only.",
            kept="Nothing was counted.",
            next="The explorer tells of any years, with counts that are moved a little.",
        )
    protect = scope.protect or not snapshot.exact
    return Bench(snapshot, scope.workbook, scope.period, tuple(measures), protect=protect)


def make_report(
    *,
    snapshot: Registered,
    by: Door,
    scope: Scope = EVERYBODY,
    measures: Iterable[Measure] = tuple(MEASURES.values()),
    say: Callable[[str], None] = lambda _step: None,
    note: bool = True,
) -> Report:
    """The figures of a snapshot with their origin, written into the log before they leave (``note`` False: the caller has)."""
    wanted = list(measures)
    exact = snapshot.exact and not scope.protect
    figures = bench_of(snapshot, scope, wanted).figures(say)
    with opened(snapshot.folder) as cohort:
        present = read_attendance(cohort, workbook=scope.workbook is not None)
    whole = {measure.key for measure in STUDY} <= {measure.key for measure in wanted}
    if note:
        detail = {"figures": len(figures), "exact": exact, "scope": scope.words}
        with by.opened() as door:
            door.note(Act("count", "figures", snapshot.code, fields=["figures"], detail=detail))
    origin = Origin(snapshot.code, snapshot.day.isoformat(), snapshot.program, settings.SYNTHETIC, exact, scope.words)
    return Report(
        title="SafetyNet: the figures of the study, and beyond",
        figures=figures,
        origin=origin,
        counts=study_counts(figures, present) if whole else {},
        meetings=of_meetings(present) if whole else [],
        counties=json.loads(settings.COUNTY_OUTLINES.read_text()),
    )
