"""The audit log: verify it, sign where it ends."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from safetynet.config.database.doors import administrator, database_roles
from safetynet.config.database.roles import acting_as_all, become
from safetynet.config.home import write_for_owner
from safetynet.config.instance import running
from safetynet.kernel import clock
from safetynet.kernel.faults import Fault

from .serving import heads_file, signing_key

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from safetynet.audit.checkpoints import Checkpoint


def register(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this family."""
    audit = commands.add_parser("audit", help="the log of who looked at what")
    actions = audit.add_subparsers(title="actions", required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="find the first broken link, if there is one")
    against = verify.add_mutually_exclusive_group()
    against.add_argument("--checkpoint", type=Path, metavar="FILE", help="a file of signed heads that was carried off")
    against.add_argument("--code", help="the code printed on a packet")
    verify.add_argument("--json", action="store_true", help="print JSON")
    verify.set_defaults(run=_verify)
    checkpoint = actions.add_parser("checkpoint", help="sign where the log ends now; print the code")
    checkpoint.add_argument("--out", type=Path, metavar="FILE", help="copy the file of signed heads here, to be carried off")
    checkpoint.add_argument("--json", action="store_true", help="print JSON")
    checkpoint.set_defaults(run=_checkpoint)


def _verify(arguments: argparse.Namespace) -> int:
    with running() as home:
        from safetynet.audit.keeping import verify  # noqa: PLC0415 (needs Django)

        witnesses = _witnesses(heads_file(home))
        if arguments.checkpoint:
            if not arguments.checkpoint.exists():
                print(f"There is no file {arguments.checkpoint}.", file=sys.stderr)
                return 2
            witnesses += _witnesses(arguments.checkpoint)
        roles = database_roles(home)
        with administrator(home) as connection, acting_as_all(connection, roles):
            become(connection, roles.auditor)
            code = (arguments.code or "").strip().upper()
            faults = verify(connection, signing_key(home).public_key(), witnesses, keeper=roles.auditor, code=code)
            counted = connection.execute("SELECT count(*), coalesce(max(at)::text, '') FROM audit.entry").fetchone()
            connection.execute("RESET ROLE")
    entries, last = counted or (0, "")
    if arguments.json:
        found = [{"where": fault.where, "what": fault.what} for fault in faults]
        print(json.dumps({"entries": entries, "last": last, "checkpoints": len(witnesses), "faults": found}, indent=2))
    elif faults:
        print(f"The log is NOT as it was written: {len(faults)} faults. The first:")
        for fault in faults[:20]:
            print(f"  {fault}")
    else:
        print(f"The log is whole: {entries} entries, {len(witnesses)} signed checkpoints agree.")
    return 1 if faults else 0


def _checkpoint(arguments: argparse.Namespace) -> int:
    with running() as home:
        from safetynet.audit.keeping import make_checkpoint  # noqa: PLC0415 (needs Django)

        file = heads_file(home)
        checkpoint = make_checkpoint(signing_key(home), file, clock.now())
        if arguments.out:
            write_for_owner(arguments.out, file.read_bytes())
    if arguments.json:
        print(checkpoint.line())
    else:
        print(f"Signed at {checkpoint.at}. Code: {checkpoint.code}")
    return 0


def _witnesses(path: Path) -> "list[Checkpoint]":
    from safetynet.audit.keeping import file_checkpoints  # noqa: PLC0415 (needs Django)

    try:
        return file_checkpoints(path)
    except ValueError as error:
        raise Fault(f"{path} is not a file of signed heads, or it was damaged.", kept="The log was not judged by it.") from error
