"""Before Django starts: the database, its roles and their passwords."""

from typing import Any

import psycopg
from psycopg import sql

from safetynet.config.home import Home
from safetynet.kernel.faults import Fault
from safetynet.policy.database import DatabaseRoles

from .roles import make_roles


def make_doors(home: Home) -> None:
    """The database and its roles, made if they are missing."""
    make_database(home)
    with administrator(home) as connection:
        make_roles(connection, home.address().database, database_roles(home), home.secret)


def administrator(home: Home) -> psycopg.Connection[Any]:
    """A connection of the role that sets the instance up."""
    return psycopg.connect(**home.address().admin_dsn(), autocommit=True, connect_timeout=10)


def database_roles(home: Home) -> DatabaseRoles:
    """The names of this instance's roles."""
    return DatabaseRoles(**{name: home.role(name) for name in ("owner", "web", "signin", "policy", "auditor", "cohort")})


def make_database(home: Home) -> None:
    """Create the database if the server does not have it yet. Raises Fault when it cannot be had."""
    address = home.address()
    try:
        psycopg.connect(**address.admin_dsn(), connect_timeout=10).close()
    except psycopg.OperationalError as missing:
        if "does not exist" not in str(missing):
            raise Fault("The database server does not answer.", next=str(missing).strip()) from missing
        with psycopg.connect(**address.admin_dsn("postgres"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(address.database))
            )
