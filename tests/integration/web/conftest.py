"""What the tests of the web share: everything that is on file, before and after."""

from collections.abc import Callable

import psycopg
import pytest
from psycopg import sql

Snapshot = Callable[[], dict[str, str]]

_MAY_CHANGE = ("governance_sessionkey", "safetynet_cache")
"""A session's clock, the counters of failed sign-ins and the time of the last one are no part of the record."""


@pytest.fixture
def snapshot(superuser: psycopg.Connection) -> Snapshot:
    """A digest of every table of the house but the log, so that a change of anything is noticed."""
    return snapshots_of(superuser)


def snapshots_of(superuser: psycopg.Connection) -> Snapshot:
    """The same for fixtures that live longer."""
    names = [
        row[0]
        for row in superuser.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename").fetchall()
        if row[0] not in _MAY_CHANGE
    ]
    one = "SELECT {}, coalesce(sum(hashtextextended((to_jsonb(t) - 'last_login')::text, 0)), 0)::text || '/' || count(*) FROM {} t"
    digests = sql.SQL(" UNION ALL ").join(sql.SQL(one).format(sql.Literal(name), sql.Identifier("public", name)) for name in names)
    return lambda: dict(superuser.execute(digests).fetchall())
