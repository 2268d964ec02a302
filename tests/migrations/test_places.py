"""Seats that were there before places: each begins a place of its own, whoever held it and when."""

import os
import shutil
import subprocess
import sys

import psycopg
import pytest

from safetynet.config.database.doors import administrator
from safetynet.config.home import Home
from safetynet.config.instance import server_of
from tests.commands import own_environment, run_command
from tests.instances import KEPT, ROOT

pytestmark = pytest.mark.xdist_group("migrations")

_BEFORE = """
from safetynet.config.home import Home
from safetynet.config.instance import running

def make(home):
    from django.core.management import call_command
    from safetynet.config.database.doors import administrator, database_roles
    from safetynet.config.database.roles import acting_as_all

    with administrator(home) as connection, acting_as_all(connection, database_roles(home)):
        call_command("migrate", "governance", "0001", database="owner", verbosity=0, interactive=False)

home = Home.from_environment()
home.create()
home.remember(database="embedded", synthetic=False)
with running(setting_up=True, prepare=make):
    home.remember(ready=True)
"""
_ROWS = """
INSERT INTO governance_county (fips, state_code, name, population) VALUES ('06003', '02', 'Alpine', 1204);
INSERT INTO governance_table (county_id, name, meets_on, meets_at, agreement_version)
    SELECT id, 'the table', 1, '10:00', '1' FROM governance_county;
INSERT INTO governance_agency (county_id, name, short_name, kind) SELECT id, 'Probation', 'Probation', 'PROBATION' FROM governance_county;
INSERT INTO governance_person (agency_id, given_name, family_name, username, title)
    SELECT id, who, '', who, '' FROM governance_agency, unnest(ARRAY['first', 'second']) AS who;
INSERT INTO governance_memorandum (agency_id, table_id, categories, signed_on, begins)
    SELECT a.id, t.id, '{INDEX}', '2025-01-01', '2025-01-01' FROM governance_agency AS a, governance_table AS t;
INSERT INTO governance_seat (table_id, agency_id, person_id, chairs, begins, ends)
    SELECT t.id, p.agency_id, p.id, false, day, CASE WHEN day < '2025-06-01' THEN day + 60 END
    FROM governance_table AS t, governance_person AS p, unnest(ARRAY['2025-01-01', '2025-06-01']::date[]) AS day;
"""


def test_every_seat_begins_a_place(home: Home) -> None:
    """Before: four seats without a place. After the upgrade: each its own, everybody works with youths, nobody is supervised,
    nobody has signed; a new seat may take a place over that stands empty."""
    folder = KEPT / f"places-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        made = subprocess.run([sys.executable, "-c", _BEFORE], cwd=ROOT, env=own_environment(folder), capture_output=True, check=False)
        assert made.returncode == 0, made.stderr
        with server_of(Home(folder)), administrator(Home(folder)) as connection:
            connection.execute(_ROWS)
            before = connection.execute("SELECT id, person_id, begins, ends FROM governance_seat ORDER BY id").fetchall()
            done = run_command(folder, "upgrade")
            assert done.returncode == 0, done.stderr
            after = connection.execute("SELECT id, person_id, begins, ends, place FROM governance_seat ORDER BY id").fetchall()
            assert len(before) == 4
            assert after == [(*seat, seat[0]) for seat in before]
            assert connection.execute("SELECT DISTINCT level, supervisor_id FROM governance_person").fetchall() == [("LINE", None)]
            assert connection.execute("SELECT signatory_id FROM governance_memorandum").fetchall() == [(None,)]
            _take_over(connection, after[0])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _take_over(connection: psycopg.Connection, seat: tuple) -> None:
    statement = (
        "INSERT INTO governance_seat (table_id, agency_id, person_id, chairs, begins, ends, place) "
        "SELECT table_id, agency_id, person_id, false, %s, %s, place FROM governance_seat WHERE id = %s"
    )
    connection.execute(statement, ["2025-04-01", "2025-04-02", seat[0]])
    with pytest.raises(psycopg.errors.ExclusionViolation):
        connection.execute(statement, ["2025-02-01", "2025-02-02", seat[0]])
