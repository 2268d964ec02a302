"""``safetynet protect``: which counts of a release are withheld. Needs no instance and no database."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safetynet.kernel.faults import Fault, Refused
from safetynet.kernel.suppression import MARK, SMALLEST_TOLD
from safetynet.reports.rules.disclosure import CountFile, Protection, footnote, protect, read_file, read_hierarchy_file, write_file
from safetynet.reports.rules.disclosure.protection import SECONDS, share_kept

if TYPE_CHECKING:
    from argparse import _SubParsersAction

SUMMARY = "protection.json"
_NOTHING = "Nothing was written."
_INTRUDER = (
    "Held against a reader who has every told count of these tables, knows all sums, the hierarchy, that a nought is told, k and "
    "this program, and sees marks that look alike: each small count could be {range}; and against an insider who also knows which "
    "marks stand for small counts: at least three values are left for every withheld count. Not held against somebody who has some "
    "of the counts from elsewhere."
)
_DESCRIPTION = f"""\
Withhold the small counts of tables for release, and as few larger ones as keep the small ones from being worked out.

A table is a file of comma-separated rows with a header: a column for each dimension, and one named count. A dimension that a
table lacks, and the category Total, are a total. Tables given together are protected together: cells that they share are one
cell. Each withheld count comes back as {MARK}; files keep their names, rows and order. A nought is always told. A cell without a
row is not known, unless totals say what it is.

Columns with figures (percent, rate, mean, amount ...) are withheld where their count is, and where the total that they are shares
of is. A column of numbers that is neither a year, an age or the like nor such a figure needs --dimension or --figure.
"""
_EPILOG = """\
--hierarchy FILE tells what lies in what: rows of dimension,child,parent, such as "county,Alameda,Bay Area". The parent stands in
the same column, or in the column whose values are all parents (a table with a column region beside one with a column county); a
fourth column, parent_dimension, says which column if there is doubt.

Texts that begin with =, +, -, @ or a tab and are no numbers get an apostrophe before them, so that no spreadsheet runs them.

Exit codes: 0 written; 1 refused, nothing written; 2 wrong usage.
"""


def register(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command of this family."""
    command = commands.add_parser(
        "protect",
        help="withhold the small counts of tables for release, and what would give them away",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("tables", metavar="TABLE.csv", type=Path, nargs="+")
    command.add_argument("--out", required=True, metavar="DIR", type=Path, help=f"where the tables and {SUMMARY} are written")
    command.add_argument("--k", type=int, default=SMALLEST_TOLD, help="the smallest count above nought that is told (default 11)")
    command.add_argument("--hierarchy", metavar="FILE", type=Path, help="which areas lie in which")
    command.add_argument(
        "--overlapping", metavar="COLUMN", action="append", default=[],
        help="one youth can stand in several values of this dimension, so its parts do not add up (repeatable)",
    )  # fmt: skip
    command.add_argument("--dimension", metavar="COLUMN", action="append", default=[], help="this column of numbers is a dimension")
    command.add_argument("--figure", metavar="COLUMN", action="append", default=[], help="this column is made from the counts")
    command.add_argument(
        "--narrow", action="store_true",
        help="leave a reader at least three values for each small count, not all from 1 to k-1; withholds less",
    )  # fmt: skip
    command.add_argument(
        "--seconds", type=float, default=SECONDS,
        help="seconds of work to spend on finding the least to withhold (default %(default)g); safety does not hang on it",
    )  # fmt: skip
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=_protect)


def _protect(arguments: argparse.Namespace) -> int:
    paths: list[Path] = arguments.tables
    _check_places(paths, arguments.out, arguments.hierarchy)
    asked = {"dimensions": frozenset(arguments.dimension), "figures": frozenset(arguments.figure)}
    try:
        files = [read_file(path.name, _text(path), **asked) for path in paths]
        tables = [file.table for file in files]
        if sys.stderr.isatty():
            print(f"Looking for the least that must be withheld (about {arguments.seconds:g} seconds at most) ...", file=sys.stderr)
        hierarchy = read_hierarchy_file(arguments.hierarchy.name, _text(arguments.hierarchy), tables) if arguments.hierarchy else {}
        protection = protect(
            tables, smallest_told=arguments.k, hierarchy=hierarchy, overlapping=frozenset(arguments.overlapping),
            seconds=arguments.seconds, whole_range=not arguments.narrow,
        )  # fmt: skip
    except Fault as fault:
        raise type(fault)(fault.what, kept=fault.kept or _NOTHING, next=fault.next) from fault
    summary = _summary(files, protection, arguments.narrow)
    _write(arguments.out, files, protection, summary)
    if arguments.json:
        print(json.dumps(summary, indent=2, ensure_ascii=False))
    else:
        _print(arguments.out, summary, protection)
    return 0


def _check_places(paths: list[Path], out: Path, hierarchy: Path | None) -> None:
    read = [*paths, *([hierarchy] if hierarchy else [])]
    for path in read:
        if not path.is_file():
            raise Fault(f"There is no file {path}.", kept=_NOTHING, next="Look at the name and the folder.")
    names = [path.name.casefold() for path in paths]
    twice = next((path.name for path in paths if names.count(path.name.casefold()) > 1), None)
    if twice is not None:
        raise Refused(f"Two tables have the name {twice}.", kept=_NOTHING, next="Give each file a name of its own.")
    if out.exists() and not out.is_dir():
        raise Refused(f"{out} is a file.", kept=_NOTHING, next="Name a folder with --out.")
    written = {(out / name).resolve() for name in (*(path.name for path in paths), SUMMARY)}
    over = next((path for path in read if path.resolve() in written), None)
    if over is not None:
        raise Refused(f"{over} would be written over.", kept=_NOTHING, next="Name another folder with --out.")


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Fault(f"{path.name} is not written in UTF-8.", next="Save it as “CSV UTF-8”.") from error


def _write(out: Path, files: list[CountFile], protection: Protection, summary: dict[str, Any]) -> None:
    """All files, each in one step that cannot leave half a file."""
    texts = {
        file.name: write_file(file, protected, protection.smallest_told)
        for file, protected in zip(files, protection.tables, strict=True)
    }
    texts[SUMMARY] = json.dumps(summary, indent=2, ensure_ascii=False) + "\n"
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            waiting = out / f".{name}.waiting"
            waiting.write_text(text, encoding="utf-8", newline="")
            waiting.replace(out / name)
    except OSError as error:
        raise Fault(f"{out} could not be written: {error.strerror}.", kept="The tables you gave are as they were.") from error


def _summary(files: list[CountFile], protection: Protection, narrow: bool) -> dict[str, Any]:
    told, cells, digits = share_kept(protection)
    left = "one of at least three values" if narrow else f"anything from 1 to {protection.smallest_told - 1}"
    every = sum(sum(release.table.counts.values()) for release in protection.tables)
    kept = sum(count or 0 for release in protection.tables for count in release.told().values())
    return {
        "k": protection.smallest_told,
        "tables": [
            {
                "file": file.name,
                "cells": len(release.table.counts),
                "withheld_small": len(release.small),
                "withheld_beside": len(release.beside & release.table.counts.keys()),
            }
            for file, release in zip(files, protection.tables, strict=True)
        ],
        "cells": cells,
        "told": told,
        "share_of_cells_told": round(told / cells, 4) if cells else 1.0,
        "share_of_value_told": round(kept / every, 4) if every else 1.0,
        "share_of_digits_told": round(digits, 4),
        "cost": round(protection.cost, 2),
        "bound": round(protection.bound, 2),
        "gap": round(protection.gap, 4),
        "cost_is": "the digits of larger counts that are withheld, log10(count + 1) summed; no safe way costs less than the bound",
        "rounds": protection.rounds,
        "narrow": len(protection.narrow),
        "intruder": _INTRUDER.format(range=left),
        "footnote": footnote(protection.smallest_told),
    }


def _print(out: Path, summary: dict[str, Any], protection: Protection) -> None:
    for table in summary["tables"]:
        small, beside = table["withheld_small"], table["withheld_beside"]
        print(f"{table['file']}: {table['cells']} cells; withheld: {small} small ones and {beside} beside them.")
    print(f"Told: {summary['told']} of {summary['cells']} cells; {summary['share_of_value_told']:.1%} of what they count.")
    if protection.gap < 0.0001:
        print("No safe way withholds less (proven).")
    else:
        print(f"A safe way that withholds less may exist: at most {protection.gap:.1%} less. More --seconds may find it.")
    if protection.narrow:
        most = protection.smallest_told - 1
        print(f"{len(protection.narrow)} small cells cannot be left every value from 1 to {most}, whatever is withheld:")
        for name in protection.narrow[:5]:
            print(f"  {name}")
        if len(protection.narrow) > 5:
            print("  ...")
    print(summary["intruder"])
    print(f"Under each table: {summary['footnote']}")
    print(f"Written to {out}, with {SUMMARY}.")
