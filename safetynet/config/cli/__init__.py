"""``safetynet``: the operator's tool. Exit codes: 0 done, 1 refused or faults found, 2 wrong usage."""

import argparse
import os
import sys
from collections.abc import Sequence

import psycopg
from django.db.utils import InterfaceError as ConnectionLost
from django.db.utils import OperationalError as DatabaseGone

from safetynet import __version__
from safetynet.kernel.faults import Fault

from . import (
    admitting,
    exchange,
    log,
    mailing,
    meeting,
    microdata,
    numbers,
    pages,
    people,
    protecting,
    releasing,
    reporting,
    serving,
    setup,
    sharing,
    workbooks,
)

_FAMILIES = (
    *(setup, serving, people, admitting, workbooks),
    *(exchange, numbers, reporting, releasing, protecting, microdata),
    *(sharing, meeting, mailing, log, pages),
)

_NO_DATABASE = (
    "The database does not answer, or it was stopped in the middle of this.",
    "What was saved before is safe; what was being done is not half-done.",
    "Run the command again.",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="safetynet",
        description="Keep a county's SafetyNet: the record, the weekly meeting, the numbers.",
        epilog="SAFETYNET_HOME names the folder of the instance (default ./var). SAFETYNET_DATABASE_URL names a "
        "PostgreSQL server to use instead of the embedded one.",
    )
    parser.add_argument("--version", action="version", version=f"safetynet {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND", dest="command")
    for family in _FAMILIES:
        family.register(commands)
    chosen = parser.parse_args(arguments)
    try:
        code = _run(chosen)
    except Fault as fault:
        for line in (fault.what, fault.kept, fault.next):
            if line:
                print(line, file=sys.stderr)
        return 1
    except (DatabaseGone, ConnectionLost, psycopg.OperationalError, psycopg.InterfaceError):
        for line in _NO_DATABASE:
            print(line, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _run(chosen: argparse.Namespace) -> int:
    """Run the command; what a door refuses stands in the log before it is told."""
    people.forget_door()
    try:
        code: int = chosen.run(chosen)
    except Fault as fault:
        people.note_refusal(chosen.command, fault)
        raise
    return code
