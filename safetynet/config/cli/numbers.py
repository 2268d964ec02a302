"""``safetynet counts``, ``snapshot``, ``figures``: counts of the record itself, the extract that statistics are computed from,
and the figures of the study computed from it."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safetynet.config.instance import running
from safetynet.policy.vocabulary import Purpose

from .people import add_by, door_of

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this family."""
    counts = commands.add_parser(
        "counts",
        help="count the record: years, sex, race, homes, ages, risk factors, services, systems, schools, arrests, placements",
        description="Counts of everybody at the tables where the person coordinates. They hold small numbers and are not "
        "for release.",
    )
    add_by(counts)
    counts.add_argument("--workbook", default="", metavar="NAME", help="only the youths of the workbook with this file name")
    counts.add_argument("--json", action="store_true", help="print JSON")
    counts.set_defaults(run=_counts)

    snapshot = commands.add_parser(
        "snapshot",
        help="make a cohort snapshot: a dated, immutable extract without names that statistics are computed from",
        description="Reads, with a role of the database that can name nothing else, the codes, days and flags of the tables of "
        "which the person may make statistics, and writes Parquet files without names, numbers, days or free text.",
    )
    add_by(snapshot)
    snapshot.add_argument("--purpose", default="Statistics", metavar="WORDS", help="what it is for (default: Statistics)")
    snapshot.add_argument("--json", action="store_true", help="print JSON")
    snapshot.set_defaults(run=_snapshot)

    figures = commands.add_parser(
        "figures",
        help="write the figures of the study and beyond: JSON, a CSV and an SVG per figure, sheets, one PDF",
        description="Figures 1 to 28 of the 2015 study and what it asks for beyond, from a snapshot. For whoever coordinates "
        "all its tables small counts are told; for everybody else they are withheld, with what would tell them.",
    )
    add_by(figures)
    figures.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder to write into; made if it is missing")
    figures.add_argument("--snapshot", default="", metavar="CODE", help="which snapshot (default: the newest)")
    figures.add_argument("--workbook", default="", metavar="NAME", help="only the youths of the workbook with this file name")
    figures.add_argument("--from", dest="first", type=int, metavar="YEAR", help="only youths first referred in this year or later")
    figures.add_argument("--to", dest="last", type=int, metavar="YEAR", help="only youths first referred in this year or before")
    figures.add_argument("--protected", action="store_true", help="withhold small counts also where they could be told")
    figures.set_defaults(run=_figures)


def _figures(arguments: argparse.Namespace) -> int:
    with running() as home:
        from django.conf import settings  # noqa: PLC0415 (needs Django)

        from safetynet.reports.actions import Scope, make_report, write_report  # noqa: PLC0415 (needs Django)
        from safetynet.reports.queries.figures import Period  # noqa: PLC0415 (needs Django)
        from safetynet.reports.queries.snapshots import find_snapshots  # noqa: PLC0415 (needs Django)

        door = door_of(home, arguments.by, Purpose.REPORTING)
        register = find_snapshots(door, workbook=arguments.workbook)
        scope = Scope(register.workbook, arguments.workbook, Period(arguments.first, arguments.last), arguments.protected)
        report = make_report(snapshot=register.snapshot(arguments.snapshot), by=door, scope=scope, say=told_at_terminal)
        written = write_report(report, arguments.out, settings.FONTS)
    print(report.origin.line)
    print(report.origin.told)
    print(f"{len(report.figures)} figures in {len(written)} files in {arguments.out}")
    return 0


def told_at_terminal(step: str) -> None:
    """Tell whoever waits at a terminal where the work is."""
    if sys.stderr.isatty():
        print(f"\r{step:<70}", end="", file=sys.stderr, flush=True)


def _snapshot(arguments: argparse.Namespace) -> int:
    with running() as home:
        from django.conf import settings  # noqa: PLC0415 (needs Django)

        from safetynet.reports.actions import make_snapshot  # noqa: PLC0415 (needs Django)

        door = door_of(home, arguments.by, Purpose.REPORTING)
        made = make_snapshot(purpose=arguments.purpose, by=door, say=told_at_terminal)
        folder = settings.SNAPSHOTS / made.code
    if arguments.json:
        facts = {"snapshot": made.code, "content": made.content, "youths": made.youths, "rows": made.rows, "folder": str(folder)}
        print(json.dumps(facts, indent=2))
    else:
        print(f"Snapshot {made.code} of {made.day}: {made.youths:,} youths, {made.rows:,} rows, in {folder}")
    return 0


def _counts(arguments: argparse.Namespace) -> int:
    with running() as home:
        from safetynet.reports.queries import count_record  # noqa: PLC0415 (needs Django)

        counts = count_record(door_of(home, arguments.by, Purpose.REPORTING), workbook=arguments.workbook)
    if arguments.json:
        print(json.dumps(counts, indent=2, ensure_ascii=False))
    else:
        _print(counts)
    return 0


def _print(counts: dict[str, Any], indent: str = "") -> None:
    for name, value in counts.items():
        shown = name.replace("_", " ")
        if isinstance(value, dict):
            print(f"{indent}{shown}")
            _print({str(key): each for key, each in value.items()}, f"{indent}    ")
        elif isinstance(value, list):
            print(f"{indent}{shown}: {', '.join(' and '.join(pair) for pair in value) or 'none'}")
        else:
            print(f"{indent}{shown:<{44 - len(indent)}} {'-' if value is None else value:>8}")
