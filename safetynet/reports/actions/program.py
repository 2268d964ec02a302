"""The CSEC Program report (WIC 16524.10): made from a snapshot and what counties entered, or from the figures as published."""

import csv
import io
import json
from pathlib import Path

from django.conf import settings

from safetynet.audit.acts import Act
from safetynet.kernel.faults import Fault
from safetynet.meetings.actions.pages import set_document
from safetynet.policy.door import Door
from safetynet.reports.queries.program import find_entered, read_rows
from safetynet.reports.queries.snapshots import Registered
from safetynet.reports.rules.csec_program.computing import computed
from safetynet.reports.rules.csec_program.declaring import ProgramReport, added
from safetynet.reports.rules.csec_program.published_2017 import PUBLISHED
from safetynet.reports.rules.csec_program.quality import quality_of
from safetynet.reports.rules.csec_program.telling import document, lines, page
from safetynet.reports.rules.csec_program.withholding import withheld
from safetynet.reports.rules.csec_program.years import Span
from safetynet.reports.rules.telling import Origin

_TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "reports" / "csec_program.typ"
METHOD = {
    "Identified": "Youths with a row of the grid that begins in the period and says that they are victims, at the table's county.",
    "Served": "Those of them who used at least one service that had begun when the period ended; referred or declined is not used.",
    "Types": "Each youth once, under the first type of the hierarchy that applies (report of 2017, appendix B). Who is at risk is "
    "no victim and is counted apart.",
    "CWS/CMS": "Rows that child welfare says, of cases: not begun between receipt and disposition of a report to child protection.",
    "County plan": "Rows that any agency says, of referrals and of cases, under the same hierarchy.",
    "Services": "Youths of the period by kind of service used; who used several kinds counts for each.",
    "Rate": "Victims served in the whole period per 1,000 youths of 10 to 20 years who receive child-welfare services, as entered "
    "for the fiscal year that has most of the months.",
    "Known limits": "Months, not days. A county without a table in the snapshot is not counted, which is no nought. Reports of "
    "different periods can be subtracted from each other: whoever releases them looks at all of them.",
}


def make_program_report(*, snapshot: Registered, span: Span, by: Door, protect: bool = False) -> ProgramReport:
    """The report of a period, written into the log before it leaves; without small counts unless the reader coordinates every
    table in the snapshot. Raises Fault for a period without a whole month."""
    if not span.months:
        raise Fault("There is no whole month in this period.", next="Give the first day of a month and the last day of one.")
    exact = snapshot.exact and not protect
    rows = read_rows(snapshot.folder)
    entered = find_entered(by)
    figures = computed(rows, span)
    origin = Origin(snapshot.code, snapshot.day.isoformat(), snapshot.program, settings.SYNTHETIC, exact)
    report = ProgramReport(
        title="CSEC Program: report to the Legislature", origin=origin.line, told=origin.told, code=snapshot.code, span=span,
        participation=entered.participation, served=figures.served, served_total=added(one.count for one in figures.served),
        sides=figures.sides, identified=figures.identified, denominators=entered.denominators, services=figures.services,
        entries=tuple(one for one in entered.entries if one.fiscal_year in span.fiscal_years),
        quality=quality_of(rows.youths, rows.grid, rows.reports, rows.services), method=METHOD,
    )  # fmt: skip
    with by.opened() as door:
        detail = {"exact": exact, "from": span.first.isoformat(), "to": span.last.isoformat()}
        door.note(Act("count", "program report", snapshot.code, fields=["figures"], detail=detail))
    return report if exact else withheld(report)


def find_published(year: str) -> ProgramReport:
    """The report of a year as it was published. Raises Fault for one that is not declared."""
    if year not in PUBLISHED:
        raise Fault(f"No report of {year} is declared.", next=f"There is {', '.join(PUBLISHED)}.")
    return PUBLISHED[year]


def write_program_report(report: ProgramReport, out: Path, fonts: Path) -> list[Path]:
    """The form that the name asks for, beside pages also JSON and CSV; the files written. Raises Fault for another name."""
    forms = {".pdf": (".pdf", ".json", ".csv"), ".json": (".json",), ".csv": (".csv",)}.get(out.suffix.lower())
    if forms is None:
        raise Fault(f"{out.name} does not say which form is wanted.", next="End the name with .pdf, .json or .csv.")
    out.parent.mkdir(parents=True, exist_ok=True)
    written = []
    for form in forms:
        path = out if out.suffix.lower() == form else out.with_suffix(form)
        path.write_bytes(program_octets(report, form, fonts))
        written.append(path)
    return written


def program_octets(report: ProgramReport, form: str, fonts: Path) -> bytes:
    """The report as .pdf (tagged, PDF/UA-1), .json or .csv."""
    if form == ".pdf":
        return set_document(_TEMPLATE, page(report), fonts)
    if form == ".json":
        return (json.dumps(document(report), indent=1, ensure_ascii=False) + "\n").encode()
    out = io.StringIO()
    csv.writer(out).writerows(lines(report))
    return out.getvalue().encode()
