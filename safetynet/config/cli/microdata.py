"""``safetynet microdata``: invented rows for researchers, with a privacy budget that is spent and never given back."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from safetynet.config.instance import running
from safetynet.policy.vocabulary import Purpose

from .numbers import told_at_terminal
from .people import add_by, door_of

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    microdata = commands.add_parser(
        "microdata",
        help="invent rows for researchers: counts with noise and a privacy budget, a code book, the tables beside the real ones",
        description="Rows that describe nobody, made from counts with noise (differential privacy, OpenDP). Each release spends of "
        "the privacy budget of every table in the snapshot, for ever; what would exceed it is refused.",
    )
    add_by(microdata)
    microdata.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder to write into; made if it is missing")
    microdata.add_argument("--epsilon", type=float, metavar="NUMBER", help="what the release may spend (default: 1)")
    microdata.add_argument("--snapshot", default="", metavar="CODE", help="which snapshot (default: the newest)")
    microdata.add_argument(
        "--from", dest="first", type=int, metavar="YEAR", help="youths first referred in this year or later (default: five years)"
    )
    microdata.add_argument(
        "--to", dest="last", type=int, metavar="YEAR", help="youths first referred in this year or before (default: the snapshot's)"
    )
    microdata.set_defaults(run=_microdata)


def _microdata(arguments: argparse.Namespace) -> int:
    with running() as home:
        from django.conf import settings  # noqa: PLC0415 (needs Django)

        from safetynet.reports.actions.microdata import make_microdata, write_microdata  # noqa: PLC0415 (needs Django)
        from safetynet.reports.queries.figures import Period  # noqa: PLC0415 (needs Django)
        from safetynet.reports.queries.snapshots import find_snapshots  # noqa: PLC0415 (needs Django)
        from safetynet.reports.rules.microdata.limits import DEFAULT_EPSILON  # noqa: PLC0415 (only where it is needed)

        door = door_of(home, arguments.by, Purpose.REPORTING)
        snapshot = find_snapshots(door).snapshot(arguments.snapshot)
        made = make_microdata(
            snapshot=snapshot,
            by=door,
            epsilon=DEFAULT_EPSILON if arguments.epsilon is None else arguments.epsilon,
            period=Period(arguments.first, arguments.last),
            say=told_at_terminal,
        )
        written = write_microdata(made, arguments.out, settings.FONTS)
    print(made.origin.line)
    print(made.account.words)
    print(f"{len(made.rows):,} invented rows, which describe nobody, in {len(written)} files in {arguments.out}")
    return 0
