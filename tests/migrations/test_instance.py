"""After ``init --empty`` and after ``upgrade``, once, again, from an older state and from a tampered one: the database is closed
to everybody to whom it should be closed, and says the same each time."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command

from safetynet.config.database.doors import administrator
from safetynet.config.home import Home
from safetynet.config.instance import server_of
from safetynet.policy.cohort import DIRECTORY, EXTRACTS, columns_of
from safetynet.policy.tables import HELPER_TABLES, INTERNAL_TABLES, SECURED_TABLES, SIGN_IN_TABLES
from tests.commands import own_environment, run_command, run_commands
from tests.instances import KEPT, ROOT, own_instance
from tests.migrations.catalog import COLUMNS, FUNCTIONS, MEMBERS, POLICIES, PRIVILEGES, TABLES, differences, picture, rows

KEPT_BY_THE_LOG = {"audit.head", "audit.checkpoint", "policy.pass_key", "policy.entered"}
"""Tables of the definer functions: only their owners can name them."""
FIXED = "search_path=pg_catalog, pg_temp"
CALLED_BY_THE_WEB = {
    "policy": {
        "enter", "verified", "today", "me", "purpose", "my_agency", "holds", "agency_as", "person_as", "seat_tables", "open_tables",
        "my_walls", "client_youths", "agenda_youths", "agenda_clients", "consent_youths", "consent_clients",
        "consent_youths_elsewhere", "my_seats", "lookalikes", "my_counties", "my_label", "standing", "next_youth_numbers",
        "propose_joint", "answer_joint", "tables_elsewhere", "quarter_counts", "cohort_tables",
        "statistics_counties", "questions_waiting", "line_numbers", "not_reached",
    },
    "audit": {"record", "record_each", "heads", "keep_checkpoint"},
}  # fmt: skip
"""What the web role may call: facts about the bearer of the pass, writing into the log, two acts at another county's table, a
quarter's counts, the lines of an agenda as they are numbered for everybody, how many questions wait for the bearer's agency, and the
tables and counties of which statistics may be made."""


@pytest.fixture(scope="module")
def instance() -> Iterator[Path]:
    """An instance as ``init --empty`` leaves it, with its server running."""
    with own_instance("migrations") as folder, server_of(Home(folder)):
        yield folder


@pytest.fixture
def catalog(instance: Path) -> Iterator[psycopg.Connection]:
    """The administrator's connection."""
    with administrator(Home(instance)) as connection:
        yield connection


def test_every_table_with_youth_data_is_closed(catalog: psycopg.Connection) -> None:
    """Row-level security is enabled and forced on whatever speaks of a youth or hangs on something that does, listed or not."""
    columns = rows(catalog, COLUMNS)
    speaks = {table for table, column, *_ in columns if column in ("youth_id", "youth", "recorded_by_id", "workbook_id", "meeting_id")}
    speaks |= {"public.youths_youth", "audit.entry", "public.governance_consent", "public.governance_wall"}
    forced = {name for name, enabled, force, _ in rows(catalog, TABLES) if enabled and force}
    assert len(speaks) > 50
    assert speaks <= forced
    with_policy = {f"{schema}.{table}" for schema, table, *_ in rows(catalog, POLICIES)}
    assert forced == with_policy == secured()


def test_what_is_not_closed_by_rows_is_closed_to_the_web(catalog: psycopg.Connection) -> None:
    """A table without policies is behind the sign-in door, or nobody but its owner can name it."""
    plain = {name for name, enabled, _, _ in rows(catalog, TABLES) if not enabled}
    signing_in = {f"public.{name}" for name in SIGN_IN_TABLES}
    assert plain == signing_in | {f"public.{name}" for name in INTERNAL_TABLES} | KEPT_BY_THE_LOG
    holders = {(name, role) for name, kind, role, _ in rows(catalog, PRIVILEGES) if kind in ("r", "column") and name in plain}
    assert holders == {(name, "safetynet_signin") for name in signing_in} | {
        (name, "safetynet_policy") for name in ("public.youths_numbering", "public.governance_calendarkey")}


def test_privileges_are_exactly_those(catalog: psycopg.Connection) -> None:
    """Tables: each role what the list of tables says; nothing for everybody; the sign-in door sees no youth."""
    held = {(role, name, privilege) for name, kind, role, privilege in rows(catalog, PRIVILEGES) if kind != "S"}
    web = {(f"{table.schema}.{table.name}", command) for table in SECURED_TABLES for command in ("SELECT", *table.commands)}
    web |= {(f"public.{name}", "SELECT") for name in HELPER_TABLES}
    assert {(name, privilege) for role, name, privilege in held if role == "safetynet_web"} == web
    signin = {(f"public.{name}", each) for name in SIGN_IN_TABLES for each in ("SELECT", "INSERT", "UPDATE", "DELETE")}
    assert {(name, privilege) for role, name, privilege in held if role == "safetynet_signin"} == signin
    assert not {name for name, _ in web} & {name for name, _ in signin}
    cohort = {(f"public.{name}.{column}", "SELECT") for name in (*EXTRACTS, *DIRECTORY) for column in columns_of(name)}
    assert {(name, privilege) for role, name, privilege in held if role == "safetynet_cohort"} == cohort
    assert {role for role, _, _ in held} == {"safetynet_web", "safetynet_signin", "safetynet_policy", "safetynet_cohort"}
    changed = {(name, each) for role, name, each in held if role == "safetynet_policy" and each != "SELECT"}
    claims = {f"public.{table.name}.superseded_at" for table in SECURED_TABLES if table.is_claim}
    kept = {"public.youths_nameentry": ("INSERT", "DELETE"), "public.youths_served": ("INSERT", "DELETE")}
    kept |= {f"public.{name}": ("INSERT", "UPDATE") for name in ("youths_numbering", "meetings_pulse", "meetings_jointitem")}
    marks = {(name, "UPDATE") for name in (*claims, "public.meetings_turn.ends_at", "public.meetings_statement.superseded_at")}
    marks |= {(f"public.meetings_agendaitem.{name}", "UPDATE") for name in ("deferred_at", "deferred_why")}
    marks.add(("public.meetings_meeting.lines_changed_at", "UPDATE"))
    marks.add(("public.reports_releasedtable", "INSERT"))
    assert changed == marks | {(name, each) for name, commands in kept.items() for each in commands}


def test_roles_can_do_no_more_than_their_part(catalog: psycopg.Connection) -> None:
    """Only the administrator of the embedded server is a superuser or passes by row-level security; three roles sign in."""
    found = catalog.execute(
        "SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication, rolcanlogin "
        "FROM pg_roles WHERE rolname NOT LIKE 'pg\\_%'"
    ).fetchall()
    assert sorted(found) == [
        ("postgres", True, True),
        ("safetynet_auditor", False, False),
        ("safetynet_cohort", False, True),
        ("safetynet_owner", False, False),
        ("safetynet_policy", False, False),
        ("safetynet_signin", False, True),
        ("safetynet_web", False, True),
    ]
    assert rows(catalog, MEMBERS) == set()
    schemas = catalog.execute(
        "SELECT n.nspname FROM pg_namespace n, pg_roles r WHERE r.rolname IN ('safetynet_web', 'safetynet_signin', 'safetynet_cohort') "
        "AND n.nspname IN ('public', 'policy', 'audit') AND has_schema_privilege(r.oid, n.oid, 'CREATE')"
    ).fetchall()
    assert schemas == []


def test_functions_that_act_for_others_are_fixed_and_few_may_call_them(catalog: psycopg.Connection) -> None:
    """Each definer function fixes its search path and is called by those roles only that need it."""
    definers = [row for row in rows(catalog, FUNCTIONS) if row[1]]
    assert len(definers) > 30
    assert [name for name, _, setting, *_ in definers if setting != FIXED] == []
    assert {owner for _, _, _, owner, *_ in definers} == {"safetynet_policy", "safetynet_auditor"}
    assert [name for name, *_, callers in definers if "PUBLIC" in callers] == []
    for schema, names in CALLED_BY_THE_WEB.items():
        callable_here = {
            name.removeprefix(f"{schema}.").partition("(")[0]
            for name, *_, callers in rows(catalog, FUNCTIONS)
            if name.startswith(f"{schema}.") and {"safetynet_web", "PUBLIC"} & set(callers)
        }
        assert callable_here == names
    signin = {name.partition("(")[0] for name, *_, callers in rows(catalog, FUNCTIONS) if "safetynet_signin" in callers}
    assert signin == {"audit.record_sign_in", *(f"policy.{name}" for name in ("reminders", "meetings_on", "meeting_digest", "calendar_of"))}


def test_upgrading_changes_nothing_however_often(instance: Path, catalog: psycopg.Connection) -> None:
    """``upgrade`` twice: the same tables, policies, privileges, functions, and the same people."""
    before, people = picture(catalog), catalog.execute("SELECT count(*) FROM governance_person").fetchone()
    for _ in range(2):
        assert run_command(instance, "upgrade").returncode == 0
        assert differences(before, picture(catalog)) == {}
    assert catalog.execute("SELECT count(*) FROM governance_person").fetchone() == people
    assert run_commands(instance, [["policy", "--against-database"]])[0][1] == 0


def test_upgrading_closes_what_somebody_opened(instance: Path, catalog: psycopg.Connection) -> None:
    """Row-level security lifted, policies added and changed, privileges for everybody, a definer function led astray."""
    before = picture(catalog)
    for statement in (
        "ALTER TABLE youths_arrest DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE youths_identity NO FORCE ROW LEVEL SECURITY",
        "CREATE POLICY extra ON youths_vaultnote FOR SELECT TO PUBLIC USING (true)",
        "ALTER POLICY gate_read ON youths_riskfactor USING (true)",
        "DROP POLICY gate_read ON youths_summary",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO PUBLIC",
        "GRANT UPDATE, DELETE, TRUNCATE ON youths_identity TO safetynet_web",
        "GRANT UPDATE (last_name) ON youths_identity TO safetynet_web",
        "GRANT SELECT ON audit.entry, audit.head, policy.pass_key TO safetynet_signin",
        "GRANT SELECT ON policy.pass_key, policy.entered TO safetynet_web, PUBLIC",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA policy, audit TO PUBLIC",
        "ALTER FUNCTION policy.me() RESET search_path",
        "ALTER TABLE audit.entry DISABLE TRIGGER refuse_change",
        "ALTER TABLE youths_alias DISABLE TRIGGER admit",
    ):
        catalog.execute(statement)
    assert set(differences(before, picture(catalog))) == {"tables", "policies", "privileges", "functions", "triggers"}
    assert run_command(instance, "upgrade").returncode == 0
    assert differences(before, picture(catalog)) == {}


_OLDER = """
from safetynet.config.home import Home
from safetynet.config.instance import running

def make(home):
    from django.core.management import call_command
    from safetynet.config.database.doors import administrator, database_roles
    from safetynet.config.database.roles import acting_as_all

    with administrator(home) as connection, acting_as_all(connection, database_roles(home)):
        call_command("migrate", "youths", "0001", database="owner", verbosity=0, interactive=False)

home = Home.from_environment()
home.create()
home.remember(database="embedded", synthetic=False)
with running(setting_up=True, prepare=make):
    home.remember(ready=True)
"""


def test_an_instance_of_an_older_state_becomes_the_same(catalog: psycopg.Connection) -> None:
    """A database that stopped at the first migration of the record, without functions and policies, becomes what a new one is."""
    folder = KEPT / f"older-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        made = subprocess.run([sys.executable, "-c", _OLDER], cwd=ROOT, env=own_environment(folder), capture_output=True, check=False)
        assert made.returncode == 0, made.stderr
        with server_of(Home(folder)), administrator(Home(folder)) as older:
            assert "public.youths_identity" not in {name for name, *_ in rows(older, TABLES)}
            done = run_command(folder, "upgrade")
            assert done.returncode == 0, done.stderr
            assert differences(picture(catalog), picture(older)) == {}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_no_migration_is_missing(home: Home) -> None:
    """The models say nothing that the migrations do not."""
    said = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said, verbosity=1)
    assert "No changes detected" in said.getvalue()


def secured() -> set[str]:
    """Every table that is under the policy."""
    return {f"{table.schema}.{table.name}" for table in SECURED_TABLES} | {f"public.{name}" for name in HELPER_TABLES}
