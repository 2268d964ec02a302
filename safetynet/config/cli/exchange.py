"""``safetynet htcds``, ``afcars``, ``htrs``, ``county-plan``, ``board-report``: what others ask for in their shape, and a youth's
case back in."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safetynet.config.home import write_for_owner
from safetynet.config.instance import running
from safetynet.kernel.faults import Fault
from safetynet.policy.vocabulary import Purpose

from .people import add_by, day, door_of

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from safetynet.reports.rules.sheets import Sheet
    from safetynet.youths.actions import Imported

    Commands = _SubParsersAction[argparse.ArgumentParser]

LARGEST_CASE = 4 * 1024 * 1024
"""Octets; a case is a few thousand."""


def register(commands: "Commands") -> None:
    """Add the commands of this family."""
    htcds = commands.add_parser(
        "htcds",
        help="export or import one youth's case in the fields of HTCDS 2.0",
        description="The Human Trafficking Case Data Standard 2.0 (International Organization for Migration, CC BY 4.0).",
    )
    ways = htcds.add_subparsers(title="which way", required=True, metavar="WAY")
    out = ways.add_parser("export", help="write what the person may see of a youth into a file")
    out.add_argument("youth", metavar="NUMBER", help="the youth's number at the table")
    out.add_argument("--out", required=True, type=Path, metavar="FILE", help="the JSON file to write")
    out.set_defaults(run=_export)
    back = ways.add_parser(
        "import",
        help="write a case down as claims of the person's agency",
        description="Makes a new youth, unless one is named. Nobody is matched by the program. What the record has no place for, "
        "or what the person may not write, is listed.",
    )
    back.add_argument("file", metavar="FILE", type=Path)
    back.add_argument("--county", required=True, metavar="NAME", help="whose table's record, such as 'Contra Costa'")
    back.add_argument("--youth", default="", metavar="NUMBER", help="whose record it is (default: a new youth)")
    back.add_argument("--dry-run", action="store_true", help="tell what would be written; write nothing")
    back.add_argument("--json", action="store_true", help="print JSON")
    back.set_defaults(run=_import)
    for way in (out, back):
        add_by(way)

    _register_counts(commands)
    _register_papers(commands)


def _register_counts(commands: "Commands") -> None:
    for name, what in (
        ("afcars", "count the sex-trafficking elements of AFCARS: before and while in foster care, reported, when"),
        ("htrs", "count incidents and victims in the shape of HTRS; suspects are not recorded"),
    ):
        counts = commands.add_parser(
            name,
            help=what,
            description="From a snapshot, as CSV and JSON. Small counts are withheld for whoever does not coordinate all its "
            "tables.",
        )
        counts.add_argument("--out", required=True, type=Path, metavar="FILE", help="the files to write: FILE.csv and FILE.json")
        _add_snapshot(counts)
        counts.set_defaults(run=_counts)


def _register_papers(commands: "Commands") -> None:
    plan = commands.add_parser(
        "county-plan",
        help="write a county's yearly CSEC Program plan: PDF and JSON",
        description="Participating agencies, training, the protocol's settings; victims by type, services and screening from a "
        "snapshot. Small counts are always withheld.",
    )
    plan.add_argument("--county", required=True, metavar="NAME")
    plan.add_argument("--year", required=True, type=int, metavar="YEAR", help="the state's fiscal year that begins on 1 July of it")
    plan.add_argument(
        "--strategies", type=Path, metavar="FILE", help="a text about strategies and challenges, set as it is; no names"
    )
    plan.set_defaults(run=_plan)
    board = commands.add_parser(
        "board-report",
        help="write one page for the Board of Supervisors: PDF and JSON",
        description="The whole quarter that was last over on the day: meetings, youths discussed, referrals, follow-ups, "
        "screenings, agencies present. Small counts are always withheld.",
    )
    board.add_argument("--on", required=True, type=day, metavar="DATE")
    board.add_argument("--county", default="", metavar="NAME", help="of the table, for somebody who coordinates several")
    board.set_defaults(run=_board)
    for paper in (plan, board):
        paper.add_argument("--out", required=True, type=Path, metavar="FILE", help="the PDF to write; the JSON stands beside it")
        _add_snapshot(paper)


def _add_snapshot(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--snapshot", default="", metavar="CODE", help="which snapshot (default: the newest)")
    add_by(parser)


def _export(arguments: argparse.Namespace) -> int:
    with running() as home:
        from safetynet.youths.actions import export_case  # noqa: PLC0415 (needs Django)

        document = export_case(door=door_of(home, arguments.by, Purpose.CASE_WORK), number=arguments.youth)
    write_for_owner(arguments.out, (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode())
    print(f"{arguments.out}: {len(document['fields'])} fields, {len(document['historic_trafficking_events'])} events.")
    for shut in document["not_shared"]:
        print(f"Not shared: {shut['category']}. {shut['why']}")
    for less in document["told_as_less"]:
        print(f"{less['field']}: {less['ours']}. {less['why']}")
    return 0


def _import(arguments: argparse.Namespace) -> int:
    if not arguments.file.is_file():
        print(f"There is no file {arguments.file}.", file=sys.stderr)
        return 2
    document = _read(arguments.file)
    with running() as home:
        from safetynet.youths.actions import import_case  # noqa: PLC0415 (needs Django)

        done = import_case(
            door=door_of(home, arguments.by, Purpose.RECORD_KEEPING), document=document, county=arguments.county,
            number=arguments.youth, dry_run=arguments.dry_run,
        )  # fmt: skip
    if arguments.json:
        print(json.dumps(_told(done), indent=2, ensure_ascii=False))
    else:
        _print(done)
    return 0


def _read(path: Path) -> Any:
    """The JSON of a file. Raises Fault when it is none, or far too large for a case."""
    if path.stat().st_size > LARGEST_CASE:
        raise Fault("This file is far larger than a case, so it was not read.", kept="Nothing was written.")
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise Fault("This file is not JSON.", kept="Nothing was written.") from error


def _told(done: "Imported") -> dict[str, Any]:
    return {
        "youth": done.number, "table": done.table_name, "new_youth": done.new_youth, "dry_run": done.dry_run,
        "claims": done.claims, "taken": list(done.taken), "left_out": [dict(each) for each in done.left_out],
    }  # fmt: skip


def _print(done: "Imported") -> None:
    who = done.number or "a new youth"
    print(f"{'Would write' if done.dry_run else 'Wrote'} {done.claims} claims about {who} at {done.table_name}.")
    for left in done.left_out:
        value = f" ({left['value']})" if left["value"] else ""
        print(f"Not taken: {left['field']}{value}. {left['why']}")


def _counts(arguments: argparse.Namespace) -> int:
    with running() as home:
        from safetynet.reports.actions import make_afcars, make_htrs, sheet_as_csv, sheet_as_json  # noqa: PLC0415 (needs Django)
        from safetynet.reports.queries.snapshots import find_snapshots  # noqa: PLC0415 (needs Django)

        door = door_of(home, arguments.by, Purpose.REPORTING)
        make = make_afcars if arguments.command == "afcars" else make_htrs
        sheet = make(snapshot=find_snapshots(door).snapshot(arguments.snapshot), by=door)
        files = {".csv": sheet_as_csv(sheet), ".json": sheet_as_json(sheet)}
    return _write(arguments.out, sheet, files)


def _plan(arguments: argparse.Namespace) -> int:
    if arguments.strategies is not None and not arguments.strategies.is_file():
        print(f"There is no file {arguments.strategies}.", file=sys.stderr)
        return 2
    words = arguments.strategies.read_text(errors="replace") if arguments.strategies else ""
    with running() as home:
        from django.conf import settings  # noqa: PLC0415 (needs Django)

        from safetynet.reports.actions import make_county_plan, sheet_as_json, sheet_as_pages  # noqa: PLC0415 (needs Django)

        door = door_of(home, arguments.by, Purpose.REPORTING)
        sheet = make_county_plan(by=door, county=arguments.county, year=arguments.year, code=arguments.snapshot, words=words)
        files = {".pdf": sheet_as_pages(sheet, settings.FONTS), ".json": sheet_as_json(sheet)}
    return _write(arguments.out, sheet, files)


def _board(arguments: argparse.Namespace) -> int:
    with running() as home:
        from django.conf import settings  # noqa: PLC0415 (needs Django)

        from safetynet.reports.actions import make_board_report, sheet_as_json, sheet_as_pages  # noqa: PLC0415 (needs Django)

        door = door_of(home, arguments.by, Purpose.REPORTING)
        sheet = make_board_report(by=door, on=arguments.on, county=arguments.county, code=arguments.snapshot)
        files = {".pdf": sheet_as_pages(sheet, settings.FONTS, dense=True), ".json": sheet_as_json(sheet)}
    return _write(arguments.out, sheet, files)


def _write(out: Path, sheet: "Sheet", files: dict[str, bytes]) -> int:
    """The files of a sheet, each with its ending in place of the one that was given."""
    for ending, octets in files.items():
        write_for_owner(out.with_suffix(ending), octets)
        print(out.with_suffix(ending))
    print(sheet.origin)
    print(sheet.told)
    return 0
