"""Under which account of the machine PostgreSQL runs. It refuses to run as root, so root has to step down."""

import os
import pwd
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safetynet.kernel.faults import Fault


@dataclass(frozen=True)
class ServerAccount:
    """How to start a program of the server: ``prefix`` before its command line, ``options`` for ``subprocess``."""

    owner: tuple[int, int] | None = None
    prefix: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)


def choose_account(binaries: Path, folder: Path, data: Path) -> ServerAccount:
    """The account for the server's programs: ourselves, or, for root, one that may do less.

    Root steps down to ``postgres`` or ``nobody`` where that account can reach the files. Where it cannot (a folder
    below a private one), root enters a user namespace in which it is an ordinary person. Data that exist keep the
    account they were made with. Raises Fault if neither works.
    """
    if os.geteuid() != 0:
        return ServerAccount()
    if data.exists():
        owner = data.stat()
        if owner.st_uid != 0:
            return _stepping_down(owner.st_uid, owner.st_gid)
    elif _open_to_all(binaries) and _open_to_all(folder):
        person = _unprivileged()
        return _stepping_down(person.pw_uid, person.pw_gid)
    if shutil.which("unshare"):
        return ServerAccount(prefix=("unshare", "--user", "--map-user=1000", "--map-group=1000"))
    raise Fault(
        f"PostgreSQL does not run as root, and the account it would use cannot reach {folder} or {binaries}.",
        kept="Nothing was changed.",
        next="Put SAFETYNET_HOME and the project into folders that others may enter, use an ordinary account, "
        "or set SAFETYNET_DATABASE_URL.",
    )


def _stepping_down(uid: int, gid: int) -> ServerAccount:
    return ServerAccount(owner=(uid, gid), options={"user": uid, "group": gid, "extra_groups": []})


def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Fault("This machine has neither an account 'postgres' nor 'nobody' to run the database server.")


def _open_to_all(path: Path) -> bool:
    """Whether every folder above ``path`` may be entered by anybody."""
    return all(parent.stat().st_mode & 0o001 for parent in path.resolve().parents)
