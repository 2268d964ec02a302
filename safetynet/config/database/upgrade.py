"""One command brings any instance's database to this version: roles, tables, functions, policies, reference data."""

from collections.abc import Callable
from typing import Any

import psycopg
from django.core.management import call_command
from psycopg import sql

from safetynet.config.home import Home
from safetynet.kernel.counties import COUNTIES
from safetynet.policy.database import DatabaseRoles, apply_policy
from safetynet.policy.passes import pads

from .doors import administrator, database_roles
from .objects import apply_objects, keep_pass_key
from .roles import acting_as_all
from .version import version_of_database

CACHE_TABLE = "safetynet_cache"
TRIES = 5
"""Deadlocks with requests that are under way before an upgrade gives up."""


def upgrade_database(home: Home, say: Callable[[str], None]) -> None:
    """Bring tables, functions, policies and reference data up to date. Django must be set up with SAFETYNET_SETTING_UP.

    The policy changes in one transaction, so there is no moment without it. Safe to run again.
    """
    roles = database_roles(home)
    with administrator(home) as connection, acting_as_all(connection, roles):
        say("tables")
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        call_command("createcachetable", CACHE_TABLE, database="owner", verbosity=0)
        say("functions and policies")
        _renew_policy(home, connection, roles)
    home.remember(made_for=version_of_database())


def _renew_policy(home: Home, connection: psycopg.Connection[Any], roles: DatabaseRoles) -> None:
    """Everything but the tables, in one transaction. It wants every table for itself for a moment; where a request that is
    under way wants them in another order, PostgreSQL breaks one of the two off, and if it is this one it is done again."""
    for tries_left in reversed(range(TRIES)):
        try:
            with connection.transaction():
                apply_objects(connection, roles)
                keep_pass_key(connection, roles, *pads(bytes.fromhex(home.secret("pass"))))
                connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(roles.owner)))
                apply_policy(connection, roles)
                _keep_counties(connection)
                connection.execute("RESET ROLE")
            return
        except psycopg.errors.DeadlockDetected:
            if not tries_left:
                raise


def _keep_counties(connection: psycopg.Connection[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO governance_county (fips, state_code, name, population) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (fips) DO UPDATE SET name = excluded.name, population = excluded.population",
            [(county.fips, county.state_code, county.name, county.population) for county in COUNTIES],
        )
