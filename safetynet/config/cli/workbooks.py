"""``safetynet import``: a county's own workbook into the record."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safetynet.config.home import write_for_owner
from safetynet.config.instance import running
from safetynet.intake.rules.mapping import Confidence, WorkbookMapping, to_document
from safetynet.kernel.faults import Fault
from safetynet.policy.vocabulary import Purpose

from .people import add_by, door_of

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from safetynet.intake.actions.loading import Progress

_LONGEST_VALUE = 80


class _NotAccepted(Fault):
    """The proposed mapping needs a person's look; it was shown instead of used."""


def register(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this family."""
    load = commands.add_parser(
        "import",
        help="load a county's own workbook (.xlsx)",
        description="Load a county's own workbook. Good rows are loaded, the others wait in a list; running it again changes "
        "nothing. The program proposes what the columns mean; where it is not sure it asks.",
    )
    load.add_argument("file", metavar="FILE", type=Path)
    load.add_argument("--county", required=True, metavar="NAME", help="whose table's record, such as 'Contra Costa'")
    add_by(load)
    load.add_argument("--dry-run", action="store_true", help="tell what would be loaded and what is wrong; write nothing")
    load.add_argument("--mapping", type=Path, metavar="FILE", help="what the columns mean (JSON, as --save-mapping writes it)")
    load.add_argument("--accept-mapping", action="store_true", help="take the proposed mapping without asking")
    load.add_argument("--save-mapping", type=Path, metavar="FILE", help="write the mapping to a file, to look at and change")
    load.add_argument("--json", action="store_true", help="print JSON")
    load.set_defaults(run=_import)


def _import(arguments: argparse.Namespace) -> int:
    for path in (arguments.file, arguments.mapping):
        if path is not None and not path.is_file():
            print(f"There is no file {path}.", file=sys.stderr)
            return 2
    with running() as home:
        from safetynet.intake.actions.importer import access_importer  # noqa: PLC0415 (needs Django)
        from safetynet.intake.actions.mappings import read_mapping  # noqa: PLC0415 (needs Django)
        from safetynet.pages.loading import load_workbook, try_workbook  # noqa: PLC0415 (needs Django)

        given = read_mapping(arguments.mapping.read_bytes()) if arguments.mapping else None
        door = door_of(home, arguments.by, Purpose.RECORD_KEEPING)
        by = access_importer(door=door, county=arguments.county)

        def choose(proposed: WorkbookMapping) -> WorkbookMapping:
            return _choose(arguments, given if given is not None else proposed, chosen=given is not None)

        try:
            with arguments.file.open("rb") as file:
                if arguments.dry_run:
                    done = try_workbook(door=door, by=by, file_name=arguments.file.name, file=file, choose=choose)
                else:
                    say = _say_progress if sys.stderr.isatty() else _say_nothing
                    done = load_workbook(door=door, by=by, file_name=arguments.file.name, file=file, choose=choose, say=say)
        except _NotAccepted as fault:
            if arguments.json:
                return 1
            raise fault
    result = {
        "county": by.county, "table": by.table_name, "file": arguments.file.name, "dry_run": arguments.dry_run,
        "accepted": True, **summary(done.report),
    }  # fmt: skip
    if arguments.json:
        print(json.dumps(result, indent=2, ensure_ascii=False))
    else:
        _print(result)
    return 1 if result["faults"] or result["held"] else 0


def summary(report: Any) -> dict[str, Any]:
    """The report of a workbook as it is printed: counts, faults, held rows, possible duplicates."""
    tally = report["workbook"]["tally"]
    counts = {name: value for name, value in tally.items() if isinstance(value, int) and name not in ("faults", "held")}
    written = ("claims_added", "claims_corrected", "claims_withdrawn", "meetings_new", "attendance_new", "agenda_lines_new")
    held = [row for row in report["held"] if not row["waits_for"]]
    return {
        "workbook": report["workbook"]["id"],
        "changed": any(counts.get(name) for name in (*written, "youths_new", "youths_changed")),
        "counts": {**counts, "faults": len(report["faults"]), "held": len(held)},
        "left_out": tally.get("left_out", []),
        "faults": [{key: value for key, value in fault.items() if key != "id"} for fault in report["faults"]],
        "held": [{key: row[key] for key in ("id", "sheet", "row", "kind", "values")} for row in held],
        "waiting_for_a_role": [
            {key: row[key] for key in ("id", "sheet", "row", "waits_for")} for row in report["held"] if row["waits_for"]
        ],
        "possible_duplicates": [
            {
                "youths": [youth["number"] for youth in pair["youths"]],
                "client_numbers": sorted(str(youth["client_number"]) for youth in pair["youths"]),
                "why": pair["why"],
            }
            for pair in report["duplicates"]
            if not pair["different"]
        ],
    }


def _choose(arguments: argparse.Namespace, mapping: WorkbookMapping, *, chosen: bool) -> WorkbookMapping:
    """The mapping to use; asks where it is not sure and somebody is there to answer."""
    document = to_document(mapping)
    if arguments.save_mapping:
        write_for_owner(arguments.save_mapping, (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode())
    if chosen or arguments.accept_mapping or mapping.certain:
        return mapping
    asked = sys.stdin.isatty() and not arguments.json
    if arguments.json:
        print(json.dumps({"accepted": False, "mapping": document}, indent=2, ensure_ascii=False))
    else:
        _print_mapping(mapping)
    if asked and input("Load the workbook like this? [y/N] ").strip().lower() in ("y", "yes"):
        return mapping
    raise _NotAccepted(
        "The mapping above is a proposal that needs your look." if not asked else "The mapping was not accepted.",
        kept="Nothing was loaded.",
        next="Use --accept-mapping to take it as it is, or write it to a file with --save-mapping FILE, change it there, "
        "and use --mapping FILE.",
    )


def _print_mapping(mapping: WorkbookMapping) -> None:
    for sheet in mapping.sheets:
        print(f"Sheet “{sheet.name}”: {sheet.kind.label.lower()}. {sheet.why}")
        for column in sheet.columns:
            meant = column.field or "not loaded"
            doubt = "" if column.confidence is Confidence.CERTAIN else f"  [{column.confidence.label}] {column.why}"
            print(f"  {column.letter:>3}  {column.header[:40]:<40} {meant:<34}{doubt}".rstrip())
    for name, words in mapping.words.items():
        print(f"New words for “{name}”: {', '.join(f'{word} = {meaning}' for word, meaning in words.items())}")


def _print(result: dict[str, Any]) -> None:
    counts = result["counts"]
    if result["dry_run"]:
        print("A trial: nothing was written. This is what would happen.")
    print(f"{result['file']} for {result['table']}")
    if not result["changed"]:
        print("Nothing changed: everything that could be loaded was loaded before.")
    print(
        f"Youths: {counts.get('youths_new', 0)} new, {counts.get('youths_changed', 0)} changed, "
        f"{counts.get('youths_unchanged', 0)} unchanged."
    )
    print(
        f"Entries: {counts.get('claims_added', 0)} added, {counts.get('claims_corrected', 0)} corrected, "
        f"{counts.get('claims_withdrawn', 0)} withdrawn. Past meetings: {counts.get('meetings_new', 0)} new."
    )
    for sheet, row in result["left_out"]:
        print(f"  {sheet}, row {row} is no record (a heading, a total or a remark) and was left out.")
    if counts.get("rows_settled_before"):
        print(f"Rows that a person settled before and that were left alone: {counts['rows_settled_before']}.")
    print(f"Rows held for a person: {counts['held']}. Faults: {counts['faults']}.")
    for fault in result["faults"]:
        value = fault["value"] if len(fault["value"]) <= _LONGEST_VALUE else fault["value"][:_LONGEST_VALUE] + "…"
        mark = "HELD" if fault["holds"] else "told"
        print(f"  {mark}  {fault['sheet']}, row {fault['row']}, {fault['column']}: “{' '.join(value.split())}”")
        print(f"        Expected {fault['expected']}. {fault['done']}")
    waiting = result["waiting_for_a_role"]
    if waiting:
        names = ", ".join(sorted({row["waits_for"] for row in waiting}))
        print(f"Loaded, but cells of {len(waiting)} rows wait for somebody whose role may write them ({names}).")
    print(f"Possible duplicates: {len(result['possible_duplicates'])}.")
    for pair in result["possible_duplicates"]:
        print(f"  {' and '.join(pair['client_numbers'])} ({' and '.join(pair['youths'])}): {pair['why']}")


def _say_progress(progress: "Progress") -> None:
    print(f"  {progress.turns_done} of {progress.turns} ...", file=sys.stderr, flush=True)


def _say_nothing(progress: "Progress") -> None:
    """Nobody watches."""
