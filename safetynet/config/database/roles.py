"""The five database roles of an instance, and the moment in which the administrator may act as them.

``owner`` owns the tables and sees no youth; ``policy`` and ``auditor`` own the definer functions and sign in nowhere;
``web`` and ``signin`` are the two doors. Memberships exist only while the database is being renewed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from safetynet.policy.database import DatabaseRoles

_SIGNING_IN = ("web", "signin")
_LIMITS = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}


def make_roles(connection: psycopg.Connection[Any], database_name: str, roles: DatabaseRoles, secret: Callable[[str], str]) -> None:
    """Create the roles, give the two that sign in their passwords and limits, and make the schemas."""
    for name in ("owner", "policy", "auditor", *_SIGNING_IN):
        role = getattr(roles, name)
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
            connection.execute(
                sql.SQL("CREATE ROLE {} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE").format(sql.Identifier(role))
            )
    for name in _SIGNING_IN:
        _let_sign_in(connection, getattr(roles, name), secret(name))
    database = sql.Identifier(database_name)
    owner, policy, auditor = (sql.Identifier(role) for role in (roles.owner, roles.policy, roles.auditor))
    doors = sql.SQL(", ").join(sql.Identifier(getattr(roles, name)) for name in _SIGNING_IN)
    with acting_as_all(connection, roles):
        for statement in (
            sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database),
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, {}").format(database, doors, owner),
            sql.SQL("GRANT CREATE ON DATABASE {} TO {}").format(database, owner),
            sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
            sql.SQL("GRANT CREATE, USAGE ON SCHEMA public TO {}").format(owner),
            sql.SQL("CREATE SCHEMA IF NOT EXISTS policy AUTHORIZATION {}").format(policy),
            sql.SQL("CREATE SCHEMA IF NOT EXISTS audit AUTHORIZATION {}").format(auditor),
            sql.SQL("GRANT USAGE ON SCHEMA policy TO {}, {}, {}").format(doors, owner, auditor),
            sql.SQL("GRANT USAGE ON SCHEMA audit TO {}, {}, {}").format(doors, owner, policy),
            sql.SQL("CREATE EXTENSION IF NOT EXISTS btree_gist"),
            sql.SQL("CREATE EXTENSION IF NOT EXISTS pg_trgm"),
            sql.SQL("CREATE EXTENSION IF NOT EXISTS fuzzystrmatch"),
        ):
            connection.execute(statement)


@contextmanager
def acting_as_all(connection: psycopg.Connection[Any], roles: DatabaseRoles) -> Iterator[None]:
    """While this lasts, the administrator may become owner, policy and auditor, and the owner the two others. One at a time:
    the end of one must not take the roles away from another."""
    admin = connection.info.user
    keepers = [sql.Identifier(role) for role in (roles.policy, roles.auditor)]
    granted = [(keeper, sql.Identifier(roles.owner)) for keeper in keepers]
    granted += [(role, sql.Identifier(admin)) for role in (sql.Identifier(roles.owner), *keepers)]
    connection.execute("SELECT pg_advisory_lock(hashtextextended('safetynet acting as all', 0))")
    for role, member in granted:
        connection.execute(sql.SQL("GRANT {} TO {}").format(role, member))
    try:
        yield
    finally:
        connection.execute("RESET ROLE")  # an error may have come while somebody else; who has become another cannot take back
        for role, member in granted:
            connection.execute(sql.SQL("REVOKE {} FROM {}").format(role, member))
        connection.execute("SELECT pg_advisory_unlock(hashtextextended('safetynet acting as all', 0))")


def become(connection: psycopg.Connection[Any], role: str) -> None:
    """Go on as another role, until ``RESET ROLE``."""
    connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))


def _let_sign_in(connection: psycopg.Connection[Any], role: str, password: str) -> None:
    """Only the password's SCRAM verifier travels, so that no log of the server can hold the password."""
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    identifier = sql.Identifier(role)
    connection.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(identifier, sql.Literal(verifier)))
    for setting, value in _LIMITS.items():
        connection.execute(sql.SQL("ALTER ROLE {} SET {} = {}").format(identifier, sql.Identifier(setting), sql.Literal(value)))
