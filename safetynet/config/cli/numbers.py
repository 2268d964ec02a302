"""``safetynet counts``: the figures of the study, counted from the record."""

import argparse
import json
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
