"""The six database roles of an instance, and the moment in which the administrator may act as them.

``owner`` owns the tables and sees no youth; ``policy`` and ``auditor`` own the definer functions and sign in nowhere;
``web`` and ``signin`` are the two doors; ``cohort`` reads the
columns that statistics are made of, and nothing else. Memberships exist only while a command acts as one of them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from safetynet.kernel.faults import Fault
from safetynet.policy.database import DatabaseRoles

_DOORS = ("web", "signin")
_SIGNING_IN = (*_DOORS, "cohort")
_LIMITS = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}
_LONGER = {"cohort": {"statement_timeout": "30min", "idle_in_transaction_session_timeout": "30min"}}
"""A snapshot of a whole state reads for minutes, and works on what it has read before it reads on."""

PATIENCE = "120s"
"""How long a command waits for another that acts as the keepers of the database."""


def make_roles(connection: psycopg.Connection[Any], database_name: str, roles: DatabaseRoles, secret: Callable[[str], str]) -> None:
    """Create the roles, give the two that sign in their passwords and limits, and make the schemas."""
    for name in ("owner", "policy", "auditor", *_SIGNING_IN):
        role = getattr(roles, name)
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
            connection.execute(
                sql.SQL("CREATE ROLE {} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE").format(sql.Identifier(role))
            )
    for name in _SIGNING_IN:
        _let_sign_in(connection, getattr(roles, name), secret(name), {**_LIMITS, **_LONGER.get(name, {})})
    database = sql.Identifier(database_name)
    owner, policy, auditor = (sql.Identifier(role) for role in (roles.owner, roles.policy, roles.auditor))
    doors = sql.SQL(", ").join(sql.Identifier(getattr(roles, name)) for name in _DOORS)
    cohort = sql.Identifier(roles.cohort)
    with acting_as_all(connection, roles):
        for statement in (
            sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database),
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, {}, {}").format(database, doors, cohort, owner),
            sql.SQL("GRANT CREATE ON DATABASE {} TO {}").format(database, owner),
            sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
            sql.SQL("GRANT CREATE, USAGE ON SCHEMA public TO {}").format(owner),
            sql.SQL("CREATE SCHEMA IF NOT EXISTS policy AUTHORIZATION {}").format(policy),
            sql.SQL("CREATE SCHEMA IF NOT EXISTS audit AUTHORIZATION {}").format(auditor),
            sql.SQL("GRANT USAGE ON SCHEMA policy TO {}, {}, {}, {}").format(doors, cohort, owner, auditor),
            sql.SQL("GRANT USAGE ON SCHEMA audit TO {}, {}, {}").format(doors, owner, policy),
            sql.SQL("CREATE EXTENSION IF NOT EXISTS btree_gist"),
            sql.SQL("CREATE EXTENSION IF NOT EXISTS pg_trgm"),
            sql.SQL("CREATE EXTENSION IF NOT EXISTS fuzzystrmatch"),
        ):
            connection.execute(statement)


@contextmanager
def acting_as_all(connection: psycopg.Connection[Any], roles: DatabaseRoles) -> Iterator[None]:
    """While this lasts, the administrator may become owner, policy and auditor, and the owner the two others. One at a time:
    the end of one must not take the roles away from another. Raises Fault when another command does not come to its end."""
    admin = connection.info.user
    keepers = [sql.Identifier(role) for role in (roles.policy, roles.auditor)]
    granted = [(keeper, sql.Identifier(roles.owner)) for keeper in keepers]
    granted += [(role, sql.Identifier(admin)) for role in (sql.Identifier(roles.owner), *keepers)]
    with _turn(connection):
        for role, member in granted:
            connection.execute(sql.SQL("GRANT {} TO {}").format(role, member))
        try:
            yield
        finally:
            connection.execute("RESET ROLE")  # an error may have come while somebody else; who is another cannot take back
            for role, member in granted:
                connection.execute(sql.SQL("REVOKE {} FROM {}").format(role, member))


@contextmanager
def _turn(connection: psycopg.Connection[Any]) -> Iterator[None]:
    """Wait until nobody else acts as all, and keep others waiting. What is locked is a table that no role but the
    administrator can name: anybody can hold an advisory lock, so a session of the web role could keep the operator out."""
    info = connection.info
    address = make_conninfo(**info.get_parameters(), password=info.password)
    with psycopg.connect(address, autocommit=True) as waiting:
        try:
            waiting.execute("CREATE SCHEMA IF NOT EXISTS turns")
            waiting.execute("CREATE TABLE IF NOT EXISTS turns.acting_as_all ()")
        except (psycopg.errors.UniqueViolation, psycopg.errors.DuplicateTable):
            pass  # another command made it in the same moment
        waiting.execute("SET idle_in_transaction_session_timeout = 0")
        waiting.execute(sql.SQL("SET lock_timeout = {}").format(sql.Literal(PATIENCE)))
        with waiting.transaction():
            try:
                waiting.execute("LOCK TABLE turns.acting_as_all IN ACCESS EXCLUSIVE MODE")
            except psycopg.errors.LockNotAvailable as kept:
                raise _somebody_else(connection) from kept
            yield


def _somebody_else(connection: psycopg.Connection[Any]) -> Fault:
    row = connection.execute(
        "SELECT string_agg(pid::text, ', ') FROM pg_locks WHERE relation = 'turns.acting_as_all'::regclass AND granted"
    ).fetchone()
    return Fault(
        f"Another command is at work on this database (database process {row[0] if row and row[0] else 'unknown'}).",
        kept="Nothing was changed.",
        next="Wait until it has ended, or end it, then try again.",
    )


def become(connection: psycopg.Connection[Any], role: str) -> None:
    """Go on as another role, until ``RESET ROLE``."""
    connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))


def _let_sign_in(connection: psycopg.Connection[Any], role: str, password: str, limits: dict[str, str]) -> None:
    """Only the password's SCRAM verifier travels, so that no log of the server can hold the password."""
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    identifier = sql.Identifier(role)
    connection.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(identifier, sql.Literal(verifier)))
    for setting, value in limits.items():
        connection.execute(sql.SQL("ALTER ROLE {} SET {} = {}").format(identifier, sql.Identifier(setting), sql.Literal(value)))
