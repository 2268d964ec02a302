"""Agenda lines that told custody themselves: each gets a heading of its own category, and the line says nothing of it any more.
Joint items that named a line only: each names the youth of its line."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

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
        for app, state in (("governance", "0003"), ("meetings", "0003")):
            call_command("migrate", app, state, database="owner", verbosity=0, interactive=False)

home = Home.from_environment()
home.create()
home.remember(database="embedded", synthetic=False)
with running(setting_up=True, prepare=make):
    home.remember(ready=True)
"""
_ROWS = """
INSERT INTO governance_county (fips, state_code, name, population) VALUES ('06003', '02', 'Alpine', 1204), ('06005', '03', 'Amador', 40474);
INSERT INTO governance_table (county_id, name, meets_on, meets_at, agreement_version)
    SELECT id, 'the table', 1, '10:00', '1' FROM governance_county;
INSERT INTO governance_agency (county_id, name, short_name, kind) SELECT id, 'Court', 'Court', 'COURT' FROM governance_county;
INSERT INTO governance_person (agency_id, given_name, family_name, username, title, level)
    SELECT id, 'first', '', 'first' || id, '', 'LINE' FROM governance_agency;
INSERT INTO youths_youth (table_id, number, created_by_id, created_at)
    SELECT t.id, 'SN-000' || n, p.id, now() FROM governance_table AS t, generate_series(1, 5) AS n, governance_person AS p
    WHERE t.id = (SELECT min(id) FROM governance_table) AND p.id = (SELECT min(id) FROM governance_person);
INSERT INTO meetings_meeting (table_id, held_on, begins_at, minutes, kind, state, from_workbook)
    SELECT min(id), '2026-01-06', '10:00', 120, 'WEEKLY', 'CLOSED', false FROM governance_table;
INSERT INTO meetings_agendaitem (meeting_id, table_id, youth_id, section, position, carried_count, deferred_why)
    SELECT m.id, m.table_id, y.id, (ARRAY['NEW', 'IN_CUSTODY', 'OUT_OF_CUSTODY', 'AFTERCARE', ''])[right(y.number, 1)::int],
           right(y.number, 1)::int, 0, ''
    FROM meetings_meeting AS m, youths_youth AS y;
"""
_JOINT = """
INSERT INTO meetings_jointitem (table_id, other_table_id, item_id, pair, outgoing, held_on, words, state, proposed_by_id, proposed_at,
                                answer)
    SELECT a.id, b.id, CASE WHEN a.id < b.id THEN i.id END, gen_random_uuid(), a.id < b.id, '2026-01-06', 'said', 'PROPOSED', p.id,
           now(), ''
    FROM governance_table AS a, governance_table AS b, meetings_agendaitem AS i, governance_person AS p
    WHERE a.id <> b.id AND i.position IN (2, 4) AND p.id = (SELECT min(id) FROM governance_person);
"""
_CLOSE = """
ALTER TABLE {0} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {0} FORCE ROW LEVEL SECURITY;
"""
_CLOSED = ("governance_table", "youths_youth", "meetings_meeting", "meetings_agendaitem", "meetings_jointitem")
"""An instance at work has the policy forced on all of these; the owner of the tables then sees no row."""


@contextmanager
def older_instance(name: str, rows: str) -> Iterator[tuple[Home, psycopg.Connection]]:
    """An instance of the state before headings, with these rows, under the policy, and its administrator."""
    folder = KEPT / f"{name}-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        made = subprocess.run([sys.executable, "-c", _BEFORE], cwd=ROOT, env=own_environment(folder), capture_output=True, check=False)
        assert made.returncode == 0, made.stderr
        with server_of(Home(folder)), administrator(Home(folder)) as connection:
            connection.execute(rows)
            for table in _CLOSED:
                connection.execute(_CLOSE.format(table))
            yield Home(folder), connection
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_every_section_becomes_a_heading(home: Home) -> None:
    """Before: the line says it. After the upgrade: new in the category of the meeting, custody in that of the placement, each at
    its youth and table; none where none was written; the order of the agenda is as it was, and the policy is forced again."""
    with older_instance("headings", _ROWS) as (old, connection):
        order = "SELECT id, youth_id, position FROM meetings_agendaitem ORDER BY position"
        before = connection.execute("SELECT id, section FROM meetings_agendaitem WHERE section <> '' ORDER BY position").fetchall()
        lines = connection.execute(order).fetchall()
        assert [section for _, section in before] == ["NEW", "IN_CUSTODY", "OUT_OF_CUSTODY", "AFTERCARE"]
        done = run_command(old.path, "upgrade")
        assert done.returncode == 0, done.stderr
        after = connection.execute(
            "SELECT h.item_id, h.section, h.category FROM meetings_agendaheading AS h JOIN meetings_agendaitem AS i "
            "ON i.id = h.item_id AND i.youth_id = h.youth_id AND i.table_id = h.table_id ORDER BY i.position"
        ).fetchall()
        assert after == [(line, section, "MEETING" if section == "NEW" else "PLACEMENT") for line, section in before]
        assert connection.execute(order).fetchall() == lines
        with pytest.raises(psycopg.errors.UndefinedColumn):
            connection.execute("SELECT section FROM meetings_agendaitem")
        forced = connection.execute(
            "SELECT bool_and(relrowsecurity AND relforcerowsecurity) FROM pg_class WHERE relname = ANY (%s)",
            [[*_CLOSED, "meetings_agendaheading"]],
        ).fetchone()
        assert forced == (True,)


def test_every_joint_item_names_the_youth_of_its_line(home: Home) -> None:
    """Before: a line, or, at the other table, none. After the upgrade: the line's youth, or none; nothing else has changed."""
    with older_instance("joint", _ROWS + _JOINT) as (old, connection):
        rows = "SELECT id, table_id, item_id, pair, outgoing, words, state FROM meetings_jointitem ORDER BY id"
        before = connection.execute(rows).fetchall()
        assert sorted(row[4] for row in before) == [False, False, True, True]
        done = run_command(old.path, "upgrade")
        assert done.returncode == 0, done.stderr
        assert connection.execute(rows).fetchall() == before
        named = connection.execute(
            "SELECT j.outgoing, j.youth_id IS NOT DISTINCT FROM i.youth_id, j.youth_id IS NULL FROM meetings_jointitem AS j "
            "LEFT JOIN meetings_agendaitem AS i ON i.id = j.item_id ORDER BY j.outgoing"
        ).fetchall()
        assert named == [(False, True, True), (False, True, True), (True, True, False), (True, True, False)]
        with pytest.raises(psycopg.errors.CheckViolation):
            connection.execute("UPDATE meetings_jointitem SET youth_id = NULL")
