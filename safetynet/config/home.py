"""SAFETYNET_HOME: the one folder an instance keeps. Database, files, keys; nothing of it belongs into the repository."""

import json
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from safetynet.kernel.faults import Fault

DEFAULT_HOME = "./var"
_LOGIN_ROLES = ("web", "signin", "cohort")


@dataclass(frozen=True)
class Address:
    """Where PostgreSQL listens, and who we may be there while setting up. ``options`` are libpq's (``sslmode`` ...)."""

    host: str
    port: int
    database: str
    admin: str
    admin_password: str
    options: dict[str, str]

    def dsn(self, user: str, password: str, database: str | None = None) -> dict[str, Any]:
        """Connection parameters for psycopg as one role."""
        parameters: dict[str, Any] = {
            "host": self.host,
            "port": self.port,
            "dbname": database or self.database,
            "user": user,
            **self.options,
        }
        if password:
            parameters["password"] = password
        return parameters

    def admin_dsn(self, database: str | None = None) -> dict[str, Any]:
        """Connection parameters of the role that sets the instance up."""
        return self.dsn(self.admin, self.admin_password, database)


class Home:
    """The folder of one instance: ``database/``, ``keys/``, ``files/``, ``audit/`` and ``instance.json``."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.keys = self.path / "keys"
        self.files = self.path / "files"
        self.audit = self.path / "audit"
        self.database = self.path / "database"
        self._facts = self.path / "instance.json"

    @classmethod
    def from_environment(cls) -> "Home":
        """The folder that SAFETYNET_HOME names, else ``./var``."""
        return cls(Path(os.environ.get("SAFETYNET_HOME") or DEFAULT_HOME))

    def exists(self) -> bool:
        """Whether ``safetynet init`` has been here."""
        return self._facts.exists()

    def create(self) -> None:
        """Make the folders. Keys are for the owner of this process alone."""
        self.path.mkdir(parents=True, exist_ok=True)
        for folder in (self.keys, self.files, self.audit):
            folder.mkdir(mode=0o700, exist_ok=True)
        self.database.mkdir(exist_ok=True)

    def facts(self) -> dict[str, Any]:
        """What was written down when the instance was made (empty before that)."""
        if not self._facts.exists():
            return {}
        facts: dict[str, Any] = json.loads(self._facts.read_text())
        return facts

    def remember(self, **facts: Any) -> None:
        """Add facts about the instance, in one step that cannot leave half a file."""
        waiting = self._facts.with_suffix(".tmp")
        waiting.write_text(json.dumps({**self.facts(), **facts}, indent=2) + "\n")
        waiting.replace(self._facts)

    def secret(self, name: str, *, octets: int = 32) -> str:
        """The secret of that name (hexadecimal), made on first use and readable by the owner only."""
        path = self.keys / f"{name}.key"
        if not path.exists():
            self.keys.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_hex(octets))
        return path.read_text().strip()

    def given_secret(self, name: str) -> str:
        """A secret that somebody else has made and the operator has put into the folder of keys; empty when there is none."""
        path = self.keys / f"{name}.key"
        return path.read_text().strip() if path.exists() else ""

    def role(self, name: str) -> str:
        """The PostgreSQL role of this instance: ``<database>_<name>``, so that several share one server."""
        return f"{self.address().database}_{name}"

    def role_dsn(self, name: str) -> dict[str, Any]:
        """Connection parameters of one of the roles that sign in (``web``, ``signin``, ``cohort``)."""
        if name not in _LOGIN_ROLES:
            raise ValueError(f"the role {name!r} never signs in")
        return self.address().dsn(self.role(name), self.secret(name))

    def address(self) -> Address:
        """Where this instance's PostgreSQL is: SAFETYNET_DATABASE_URL, else the embedded server of this folder."""
        url = os.environ.get("SAFETYNET_DATABASE_URL")
        if url:
            return address_from_url(url)
        if self.facts().get("database") == "url":
            raise Fault(
                "This instance keeps its records in a PostgreSQL server that is named by address.",
                kept="Nothing was changed.",
                next="Set SAFETYNET_DATABASE_URL to that address and run the command again.",
            )
        return Address(
            host=str(self.socket_folder()),
            port=5432,
            database="safetynet",
            admin="postgres",
            admin_password=self.secret("postgres"),
            options={},
        )

    def uses_embedded_server(self) -> bool:
        """Whether the instance starts its own PostgreSQL."""
        return not os.environ.get("SAFETYNET_DATABASE_URL") and self.facts().get("database") != "url"

    def socket_folder(self) -> Path:
        """Where the embedded server's socket lies; a socket's path may not be longer than 107 characters."""
        folder = self.database / "socket"
        if len(str(folder)) <= 80:
            return folder
        shorter = secrets.token_hex(8)
        named = self.facts().get("socket")
        if named is None and self.path.exists():
            named = f"/tmp/safetynet-{os.getuid()}-{shorter}"  # noqa: S108 (0700, checked on use)
            self.remember(socket=named)
        return Path(named or folder)


def write_for_owner(path: Path, octets: bytes) -> None:
    """Write a file that only its owner can read, also where somebody left one that more could read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.fchmod(descriptor, 0o600)
        file.write(octets)


def address_from_url(url: str) -> Address:
    """Take ``postgresql://user:password@host:port/database?sslmode=...`` apart. Raises Fault when it is not one."""
    parts = urlsplit(url)
    database = parts.path.lstrip("/")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname
    if parts.scheme not in ("postgresql", "postgres") or not database or not host:
        raise Fault(
            "SAFETYNET_DATABASE_URL is not the address of a PostgreSQL database.",
            next="Write it as postgresql://user:password@host:5432/database",
        )
    return Address(
        host=host,
        port=parts.port or int(options.pop("port", 5432)),
        database=unquote(database),
        admin=unquote(parts.username or "postgres"),
        admin_password=unquote(parts.password or ""),
        options=options,
    )
