"""Papers for others out of a snapshot: elements of AFCARS, the shape of HTRS, a county's plan, the quarter for its board.

What leaves the house is protected: AFCARS and HTRS for everybody but the coordination of all tables in the snapshot; the county's
plan and the board's page always, since whoever reads them is not at the table.
"""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from safetynet.audit.acts import Act
from safetynet.kernel.dates import say_date
from safetynet.kernel.faults import Fault, Refused
from safetynet.kernel.identifiers import TableId
from safetynet.kernel.suppression import MEANING
from safetynet.meetings.actions.pages import set_document
from safetynet.meetings.queries.quarters import find_quarter
from safetynet.meetings.rules.quarter_figures import Figure, figures_of, meetings_in_words
from safetynet.meetings.rules.quarters import Quarter
from safetynet.policy.door import Door
from safetynet.reports.queries.county_papers import find_county_facts
from safetynet.reports.queries.elements import afcars_groups, htrs_groups, plan_groups, quarter_groups
from safetynet.reports.queries.figures import opened
from safetynet.reports.queries.snapshots import Registered, find_snapshots
from safetynet.reports.rules.sheets import Group, Section, Sheet, protected_groups
from safetynet.reports.rules.telling import EXACT, PROTECTED, Origin

_TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "reports" / "sheet.typ"
LONGEST_WORDS = 20_000
NO_SUSPECTS = (
    "Suspects: none are recorded, not by name and not by number. This record holds no person who exploits a youth, so a count of "
    "suspects, arrests or sentences of suspects cannot be made from it; it is not nought."
)
FROM_WHERE = "Referrals and screenings are from the snapshot, meetings and follow-ups from the record of the table's meetings."
UNRECORDED = "A youth whom no agency recorded is in no line; what is not recorded is unknown, not absent."
NOT_A_FILE = (
    "These are counts of what the table's record holds, not a federal AFCARS file: that one comes from the child-welfare agency's "
    "own system and covers children in foster care only."
)


def make_afcars(*, snapshot: Registered, by: Door) -> Sheet:
    """The sex-trafficking elements of AFCARS as counts, written into the log before they leave."""
    with opened(snapshot.folder) as cohort:
        groups = afcars_groups(cohort)
    return _sheet("AFCARS elements on sex trafficking", "AFCARS elements", groups, snapshot, by, (NOT_A_FILE,))


def make_htrs(*, snapshot: Registered, by: Door) -> Sheet:
    """Incidents and victims in the shape of HTRS, written into the log before they leave. Never a name; no suspects."""
    with opened(snapshot.folder) as cohort:
        groups = htrs_groups(cohort)
    return _sheet("Incidents and victims in the shape of HTRS", "HTRS aggregate", groups, snapshot, by, (NO_SUSPECTS,))


def _sheet(title: str, kind: str, groups: list[Group], snapshot: Registered, by: Door, notes: tuple[str, ...]) -> Sheet:
    shown = groups if snapshot.exact else protected_groups(groups)
    _note(by, "count", kind, snapshot, groups, exact=snapshot.exact)
    told = EXACT if snapshot.exact else PROTECTED
    return Sheet(title, origin_of(snapshot), told, tuple(group.section for group in shown), notes, _facts(snapshot))


def _note(by: Door, action: str, kind: str, snapshot: Registered, groups: Sequence[Group], *, exact: bool) -> None:
    with by.opened() as door:
        door.note(Act(action, kind, snapshot.code, fields=[group.key for group in groups], detail={"exact": exact}))


def origin_of(snapshot: Registered) -> str:
    """The snapshot in one line, as every number names it."""
    return Origin(snapshot.code, snapshot.day.isoformat(), snapshot.program, settings.SYNTHETIC, snapshot.exact).line


def _facts(snapshot: Registered) -> tuple[tuple[str, Any], ...]:
    return (
        ("snapshot", snapshot.code), ("day", snapshot.day.isoformat()), ("program", snapshot.program),
        ("synthetic", settings.SYNTHETIC), ("marked", MEANING),
    )  # fmt: skip


def make_county_plan(*, by: Door, county: str, year: int, code: str = "", words: str = "") -> Sheet:
    """A county's yearly plan: agencies, training, protocol, victims by type, services, screening, of the state's fiscal year that
    begins on 1 July of ``year``. Always protected.

    Raises Refused for somebody who makes no statistics of the county, Fault for a year that was not over when the snapshot was
    made: two papers of a running year would tell by subtraction what happened between them.
    """
    snapshot = find_snapshots(by).snapshot(code)
    facts = find_county_facts(by, county)
    if len(words) > LONGEST_WORDS:
        raise Fault(f"The county's words are longer than {LONGEST_WORDS:,} characters.", kept="Nothing was written.")
    ends = _last_day(year)
    _check_snapshot(snapshot, facts.tables, ends)
    with opened(snapshot.folder, tables=facts.tables) as cohort:
        groups = plan_groups(cohort, year * 100 + 7, (year + 1) * 100 + 6)
    _note(by, "count", "county plan", snapshot, groups, exact=False)
    sections = (*(group.section for group in protected_groups(groups)), *facts.sections)
    until = f"1 July {year} to 30 June {year + 1}"
    lead = f"{until}. Youths from the snapshot; agencies, training and settings as of {say_date(facts.today)}."
    more = (("county", facts.county), ("year", year), ("lead", lead), ("words", _paragraphs(words)))
    title = f"{facts.county} County: CSEC Program, county plan {year}-{(year + 1) % 100:02d}"
    return Sheet(title, origin_of(snapshot), PROTECTED, sections, (UNRECORDED,), (*_facts(snapshot), *more))


def _last_day(year: int) -> date:
    if not 2000 <= year < 3000:
        raise Fault(f"{year} is no year of this record.", kept="Nothing was written.", next="Write the year in which it begins.")
    return date(year + 1, 6, 30)


def _check_snapshot(snapshot: Registered, tables: Sequence[int], ends: date) -> None:
    if not set(tables) <= set(snapshot.tables):
        raise Fault(f"Snapshot {snapshot.code} does not hold all these tables.", next="Make a new snapshot.")
    if snapshot.day <= ends:
        raise Fault(
            f"Snapshot {snapshot.code} was made on {say_date(snapshot.day)}, before the period was over on {say_date(ends)}.",
            kept="Nothing was written.", next="Take a period that is over, or make a new snapshot when it is.",
        )  # fmt: skip


def make_board_report(*, by: Door, on: date, county: str = "", code: str = "") -> Sheet:
    """One page for the Board of Supervisors: the quarter that was last over on a day. Always protected.

    The county letter of 2013 (4.5) asks for a report each 90 days. Whole quarters are told, since of two spans that overlap one
    tells by subtraction what the other withholds. Counts of meetings and follow-ups are those of the quarterly sheet, suppressed
    by the database. Raises Refused for somebody who does not coordinate a table.
    """
    register = find_snapshots(by)
    snapshot = register.snapshot(code)
    table = _own_table(by, snapshot, county)
    quarter = Quarter.of(on).before
    _check_snapshot(snapshot, (table,), quarter.ends)
    found = find_quarter(by, table, quarter)
    if found is None or found.counts is None:
        raise Refused("The meetings of this table are not shared with you.", kept="Nothing was written.")
    with opened(snapshot.folder, tables=[table]) as cohort:
        first = quarter.begins.year * 100 + quarter.begins.month
        groups = quarter_groups(cohort, first, first + 2)
    _note(by, "count", "board report", snapshot, groups, exact=False)
    sections = (
        *(_section(figure) for figure in figures_of(found.counts) if figure.key in ("asked", "youths", "attendance")),
        *(group.section for group in protected_groups(groups)),
    )
    days = f"{say_date(quarter.begins)} to {say_date(quarter.ends)}"
    lead = f"{days}. {meetings_in_words(found.counts['attendance'])} {FROM_WHERE}"
    more: tuple[tuple[str, Any], ...] = (("table", found.table_name), ("quarter", quarter.key), ("lead", lead), ("words", []))
    return Sheet(
        f"{found.table_name}: for the Board of Supervisors, {quarter.words}", origin_of(snapshot), PROTECTED, sections, (),
        (*_facts(snapshot), *more),
    )  # fmt: skip


def _section(figure: Figure) -> Section:
    lines = tuple((line.label, *line.values) for line in figure.lines)
    return Section(figure.key, figure.title, figure.method, tuple(figure.heads), lines, figure.nothing)


def _own_table(by: Door, snapshot: Registered, county: str) -> TableId:
    """The one table that the person coordinates, of a county where one is named."""
    question = """(SELECT coalesce(jsonb_agg(t.id ORDER BY t.id), '[]')
        FROM public.governance_table AS t JOIN public.governance_county AS c ON c.id = t.county_id
        WHERE t.id = ANY (policy.seat_tables('{COORD}')) AND (%(county)s::text = '' OR c.name = %(county)s::text))"""
    tables: list[int] = by.ask(question, {"county": county}, Act("view", "tables", snapshot.code, fields=["tables"]))
    if not tables:
        raise Refused(
            "This page tells of a table's meetings, and you coordinate none there.", kept="Nothing was written.",
            next="The table's coordinator can make it.",
        )  # fmt: skip
    if len(tables) > 1:
        raise Fault("You coordinate several tables.", kept="Nothing was written.", next="Say which one with --county.")
    return TableId(tables[0])


def _paragraphs(words: str) -> list[str]:
    return [" ".join(part.split()) for part in words.split("\n\n") if part.strip()]


def sheet_as_json(sheet: Sheet) -> bytes:
    """The sheet for a program to read."""
    return (json.dumps(sheet.document, indent=1, ensure_ascii=False) + "\n").encode()


def sheet_as_csv(sheet: Sheet) -> bytes:
    """The sheet for a spreadsheet; words that look like a formula are made plain."""
    out = io.StringIO()
    csv.writer(out).writerows(sheet.csv_lines)
    return out.getvalue().encode()


def sheet_as_pages(sheet: Sheet, fonts: Path, *, dense: bool = False) -> bytes:
    """Tagged PDF/UA-1 pages; ``dense``: narrow sections side by side, so that a quarter stands on one page."""
    told = sheet.document
    payload = {
        **{name: told[name] for name in ("title", "origin", "told", "sections", "notes", "lead", "words")},
        "meaning": MEANING,
        "dense": dense,
    }
    return set_document(_TEMPLATE, payload, fonts)
