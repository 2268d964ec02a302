"""The database enforces the table of grants, and every difference is told."""

from dataclasses import asdict

import psycopg
import pytest

from safetynet.config.database.differences import differences
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.tables import HELPER_TABLES, INTERNAL_TABLES, SECURED_TABLES, SIGN_IN_TABLES


def told(admin: psycopg.Connection, roles: DatabaseRoles) -> list[str]:
    """The differences, as the tables' owner reads them."""
    return differences(admin, roles)


def test_there_is_no_difference(admin: psycopg.Connection, roles: DatabaseRoles) -> None:
    """What `safetynet policy --against-database` prints: nothing."""
    assert told(admin, roles) == []


_NO_WALLS = (
    "CREATE OR REPLACE FUNCTION policy.walls_of(person bigint, day date) RETURNS bigint[] "
    "LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$ BEGIN RETURN '{{}}'; END $$"
)


@pytest.mark.parametrize(
    ("tampering", "words"),
    [
        ("DROP POLICY gate_read ON youths_identity", "policy gate_read is missing"),
        ("CREATE POLICY extra ON youths_vaultnote FOR SELECT TO {web} USING (true)", "extra is not in the table of grants"),
        ("ALTER POLICY gate_read ON youths_riskfactor USING (true)", "policy gate_read says"),
        ("ALTER TABLE youths_arrest NO FORCE ROW LEVEL SECURITY", "row-level security is not forced"),
        ("ALTER TABLE youths_arrest DISABLE ROW LEVEL SECURITY", "row-level security is not forced"),
        ("GRANT DELETE ON youths_identity TO {web}", "has DELETE, which nothing grants"),
        ("GRANT SELECT ON governance_account TO {web}", "has SELECT, which nothing grants"),
        ("GRANT SELECT ON youths_numbering TO PUBLIC", "has SELECT, which nothing grants"),
        ("GRANT UPDATE (last_name) ON youths_identity TO {web}", "youths_identity.last_name: the web role has UPDATE"),
        ("GRANT SELECT ON youths_identity TO {signin}", "youths_identity: the sign-in role has SELECT"),
        ("REVOKE SELECT ON youths_alias FROM {web}", "lacks SELECT"),
        ("REVOKE DELETE ON governance_sessionkey FROM {signin}", "the sign-in role lacks DELETE"),
        ("ALTER ROLE {web} BYPASSRLS", "may more than sign in"),
        ("GRANT {policy} TO {web}", "may become"),
        ("GRANT pg_read_all_data TO {signin}", "may become pg_read_all_data"),
        ("CREATE ROLE visitor; GRANT {auditor} TO visitor", "visitor: may become"),
        (_NO_WALLS, "policy.walls_of(person bigint, day date): does something else than its file says"),
        ("ALTER FUNCTION policy.work_out() RESET search_path", "policy.work_out(): is declared otherwise"),
        ("ALTER FUNCTION policy.walls_of OWNER TO {owner}", "policy.walls_of(person bigint, day date): belongs to"),
        ("GRANT EXECUTE ON FUNCTION policy.work_out() TO {web}", "policy.work_out(): {web} may call it, which nothing allows"),
        ("ALTER TABLE youths_identity DISABLE TRIGGER admit", "public.youths_identity: the trigger admit is disabled"),
        ("ALTER TABLE audit.entry DISABLE TRIGGER refuse_change", "audit.entry: the trigger refuse_change is disabled"),
    ],
)
def test_every_tampering_is_told(admin: psycopg.Connection, roles: DatabaseRoles, tampering: str, words: str) -> None:
    """One line for each thing that somebody changed behind the policy's back."""
    admin.execute(tampering.format(**{name: f'"{role}"' for name, role in asdict(roles).items()}))
    found = told(admin, roles)
    assert len(found) == 1, found
    assert words.replace("{web}", roles.web) in found[0]


_MORE_TAMPERING = {
    "ALTER FUNCTION policy.me() SECURITY INVOKER": "policy.me(): is declared otherwise than in its file",
    "CREATE FUNCTION audit.forget() RETURNS int RETURN 1; REVOKE ALL ON FUNCTION audit.forget FROM PUBLIC": (
        "audit.forget(): is in no file of this version"
    ),
    "DROP FUNCTION policy.youth_facts": "policy.youth_facts(asked text, person bigint): is missing",
    "GRANT EXECUTE ON FUNCTION audit.hash_at TO PUBLIC": (
        "audit.hash_at(which smallint, at_seq bigint): everybody may call it, which nothing allows"
    ),
    "GRANT EXECUTE ON FUNCTION policy.my_walls() TO {web} WITH GRANT OPTION": "policy.my_walls(): {web} may let others call it",
    "REVOKE EXECUTE ON FUNCTION audit.heads() FROM {web}": "audit.heads(): {web} may not call it",
    "ALTER TABLE youths_arrest ENABLE REPLICA TRIGGER supersede": "public.youths_arrest: the trigger supersede is disabled",
    "DROP TRIGGER check_state ON meetings_meeting": "public.meetings_meeting: the trigger check_state is missing",
    "CREATE OR REPLACE TRIGGER supersede AFTER INSERT ON youths_vaultnote FOR EACH ROW EXECUTE FUNCTION policy.supersede_claim()": (
        "public.youths_vaultnote: the trigger supersede says AFTER INSERT FOR EACH ROW EXECUTE FUNCTION "
        "policy.supersede_claim(), this version AFTER INSERT FOR EACH ROW EXECUTE FUNCTION policy.supersede_claim('author')"
    ),
    "CREATE TRIGGER copied AFTER INSERT ON youths_youth FOR EACH ROW EXECUTE FUNCTION policy.admit_claim()": (
        "public.youths_youth: the trigger copied is in no file of this version"
    ),
}


def test_tampering_with_many_things_is_told_thing_by_thing(admin: psycopg.Connection, roles: DatabaseRoles) -> None:
    """Functions, who may call them, and triggers: of ten changes made at once, none hides another."""
    for tampering in _MORE_TAMPERING:
        admin.execute(tampering.format(web=f'"{roles.web}"'))
    assert sorted(told(admin, roles)) == sorted(line.format(web=roles.web) for line in _MORE_TAMPERING.values())


def test_every_table_is_classified(admin: psycopg.Connection) -> None:
    """A new table is under the policy, behind the sign-in door, or named as internal; nothing is forgotten."""
    rows = admin.execute(
        "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname IN ('public', 'audit', 'policy') AND c.relkind IN ('r', 'p', 'v', 'm')"
    ).fetchall()
    known = {(table.schema, table.name) for table in SECURED_TABLES}
    known |= {("public", name) for name in (*HELPER_TABLES, *SIGN_IN_TABLES, *INTERNAL_TABLES)}
    known |= {("audit", "head"), ("audit", "checkpoint"), ("policy", "pass_key"), ("policy", "entered")}
    assert {tuple(row) for row in rows} == known


def test_no_function_of_the_definers_is_open_to_everybody(admin: psycopg.Connection) -> None:
    """Nothing in the schemas of the definer functions may be called by PUBLIC."""
    rows = admin.execute(
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "WHERE n.nspname IN ('policy', 'audit') AND (p.proacl IS NULL OR EXISTS "
        "(SELECT 1 FROM aclexplode(p.proacl) a WHERE a.grantee = 0))"
    ).fetchall()
    assert rows == []


def test_every_definer_function_fixes_its_search_path(admin: psycopg.Connection) -> None:
    """A definer function that looked names up in the caller's path could be led to another table."""
    rows = admin.execute(
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "WHERE n.nspname IN ('policy', 'audit') AND p.prosecdef AND NOT EXISTS "
        "(SELECT 1 FROM unnest(p.proconfig) c WHERE c = 'search_path=pg_catalog, pg_temp')"
    ).fetchall()
    assert rows == []
