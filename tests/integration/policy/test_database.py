"""The database enforces the table of grants, and every difference is told."""

from dataclasses import asdict

import psycopg
import pytest

from safetynet.policy.database import DatabaseRoles, difference
from safetynet.policy.tables import HELPER_TABLES, INTERNAL_TABLES, SECURED_TABLES, SIGN_IN_TABLES


def told(admin: psycopg.Connection, roles: DatabaseRoles) -> list[str]:
    """The differences, as the tables' owner reads them."""
    return difference(admin, roles)


def test_there_is_no_difference(admin: psycopg.Connection, roles: DatabaseRoles) -> None:
    """What `safetynet policy --against-database` prints: nothing."""
    assert told(admin, roles) == []


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
    ],
)
def test_every_tampering_is_told(admin: psycopg.Connection, roles: DatabaseRoles, tampering: str, words: str) -> None:
    """One line for each thing that somebody changed behind the policy's back."""
    admin.execute(tampering.format(**{name: f'"{role}"' for name, role in asdict(roles).items()}))
    found = told(admin, roles)
    assert len(found) == 1, found
    assert words in found[0]


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
