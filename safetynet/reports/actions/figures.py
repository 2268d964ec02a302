"""Writing figures down: JSON, a CSV and an SVG per figure, a sheet per figure, one PDF/UA with charts, tables and method cards."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from safetynet.kernel.suppression import MEANING
from safetynet.meetings.actions.pages import compile_pages, printable
from safetynet.reports.rules.charts import chart_of, described
from safetynet.reports.rules.drawing import as_svg
from safetynet.reports.rules.figures import TOTAL, Compared, Figure, compared, told
from safetynet.reports.rules.measures.subjects import CLASS
from safetynet.reports.rules.telling import Origin, document, lines, method_card

_TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "reports" / "figures.typ"


@dataclass(frozen=True, slots=True)
class Report:
    """Figures with their origin, and what drawing them needs."""

    title: str
    figures: Sequence[Figure]
    origin: Origin
    counts: Mapping[str, Any]
    counties: Mapping[str, str]
    meetings: Sequence[Compared] = ()


def write_report(report: Report, folder: Path, fonts: Path) -> list[Path]:
    """All forms of a report in a folder that is made for it; the files that were written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = [_keep(folder / "figures.json", as_json(report).encode())]
    for figure in report.figures:
        name = file_name(figure)
        written.append(_keep(folder / f"{name}.csv", as_csv(figure, report.origin).encode()))
        written.append(_keep(folder / f"{name}.svg", as_svg(chart_of(figure, report.counties)).encode()))
    written.append(_keep(folder / "figures.xlsx", as_sheets(report)))
    written.append(_keep(folder / "figures.pdf", as_pages(report, fonts)))
    return written


def file_name(figure: Figure) -> str:
    """What the files of a figure are called: the study's number, then its key."""
    number = f"{figure.measure.number:02d}" if figure.measure.number else "beyond"
    return f"figure-{number}-{figure.measure.key}"


def as_json(report: Report) -> str:
    """The report for a program to read."""
    return json.dumps(document(report.figures, report.origin, report.counts, report.meetings), indent=1, ensure_ascii=False) + "\n"


def as_csv(figure: Figure, origin: Origin) -> str:
    """The table of one figure; words that look like a formula are made plain."""
    out = io.StringIO()
    csv.writer(out).writerows(lines(figure, origin))
    return out.getvalue()


def as_sheets(report: Report) -> bytes:
    """A workbook with a sheet per figure and the method on the first."""
    book = Workbook()
    first = book.create_sheet("Method", 0)
    del book["Sheet"]
    for said in (report.title, report.origin.line, report.origin.told, MEANING):
        first.append([said])
    first.append([])
    first.append(
        ["Figure", "Title", *(name.capitalize() for name in method_card(report.figures[0].measure))] if report.figures else []
    )
    for figure in report.figures:
        first.append([figure.measure.number or "", figure.measure.title, *method_card(figure.measure).values()])
        sheet = book.create_sheet(_sheet_name(figure, book.sheetnames))
        for line in lines(figure, report.origin):
            sheet.append([int(each) if each.isdecimal() else each for each in line])
        sheet.freeze_panes = "A2"
        sheet.column_dimensions[get_column_letter(1)].width = 34
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_pages(report: Report, fonts: Path) -> bytes:
    """Tagged PDF/UA-1 pages: each figure with its chart, its table, the study's numbers beside ours, and its method card."""
    payload = printable(
        {
            "title": report.title,
            "origin": report.origin.line,
            "told": report.origin.told,
            "meaning": MEANING,
            "figures": [_page(figure) for figure in report.figures],
            "meetings": _beside(report.meetings),
        },
        fonts,
    )
    payload["charts"] = [as_svg(chart_of(figure, report.counties)) for figure in report.figures]
    return compile_pages(_TEMPLATE, payload, fonts)


def _page(figure: Figure) -> dict[str, Any]:
    groups = figure.groups
    measure = figure.measure
    return {
        "title": f"Figure {measure.number}. {measure.title}" if measure.number else f"Beyond the study. {measure.title}",
        "caption": measure.caption,
        "alt": described(figure),
        "heads": [*(split.title for split in figure.shown), *("All" if group == TOTAL else CLASS.label(group) for group in groups)],
        "named": len(figure.shown),
        "lines": [
            [*row.labels, *(_cell(row.counts[group], row.of[group], row.percent(group)) for group in groups)]
            for row in figure.rows()
        ],
        "method": [[name.capitalize(), words] for name, words in method_card(measure).items()],
        "study": _beside(compared(figure)),
    }


def _beside(numbers: Sequence[Compared]) -> list[list[str]]:
    """The study's numbers, ours, and how far they are apart."""
    return [
        [one.stated.words, _number(one.ours), "–" if one.deviation is None else f"{one.deviation:+g}", one.stated.of]
        for one in numbers
    ]


def _cell(count: int | None, of: int | None, percent: float | None) -> str:
    """A count and, where there is one, its share with what it is out of."""
    return f"{told(count)} ({percent:.1f} % of {told(of)})" if percent is not None else told(count)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def _sheet_name(figure: Figure, taken: Sequence[str]) -> str:
    name = f"{figure.measure.number or 'B'} {figure.measure.title}"[:28]
    return name if name not in taken else f"{name[:26]} 2"


def _keep(path: Path, octets: bytes) -> Path:
    path.write_bytes(octets)
    return path
