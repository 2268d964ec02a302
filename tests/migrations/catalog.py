"""What PostgreSQL's catalog says of an instance: everything that decides who may do what, as comparable rows."""

import psycopg

OURS = ["public", "policy", "audit"]
_NOT_OF_AN_EXTENSION = "NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = {} AND d.deptype = 'e')"

TABLES = f"""
SELECT n.nspname || '.' || c.relname, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ANY (%s) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND {_NOT_OF_AN_EXTENSION.format("c.oid")}
"""
POLICIES = "SELECT schemaname, tablename, policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies"
PRIVILEGES = """
SELECT n.nspname || '.' || c.relname, c.relkind::text, coalesce(nullif(a.grantee, 0)::regrole::text, 'PUBLIC'), a.privilege_type
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, LATERAL aclexplode(c.relacl) a
WHERE n.nspname = ANY (%s) AND a.grantee <> c.relowner
UNION ALL
SELECT n.nspname || '.' || c.relname || '.' || t.attname, 'column', coalesce(nullif(a.grantee, 0)::regrole::text, 'PUBLIC'),
       a.privilege_type
FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace,
     LATERAL aclexplode(t.attacl) a
WHERE n.nspname = ANY (%s)
"""
FUNCTIONS = f"""
SELECT n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', p.prosecdef,
       coalesce(array_to_string(p.proconfig, '; '), ''), pg_get_userbyid(p.proowner), md5(p.prosrc),
       ARRAY(SELECT coalesce(nullif(a.grantee, 0)::regrole::text, 'PUBLIC')
             FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee <> p.proowner ORDER BY 1)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND {_NOT_OF_AN_EXTENSION.format("p.oid")}
"""
TRIGGERS = """
SELECT tgrelid::regclass::text, tgname, tgenabled::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
"""
CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, convalidated, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace::regnamespace::text = ANY (%s) AND conrelid <> 0
"""
COLUMNS = """
SELECT table_schema || '.' || table_name, column_name, data_type, is_nullable, character_maximum_length
FROM information_schema.columns WHERE table_schema = ANY (%s)
"""
MEMBERS = "SELECT roleid::regrole::text, member::regrole::text FROM pg_auth_members WHERE roleid >= 16384"


def rows(connection: psycopg.Connection, question: str) -> set[tuple]:
    """The answer to one of these questions, as a set of plain rows."""
    answer = connection.execute(question, [OURS] * question.count("%s")).fetchall()
    return {tuple(tuple(value) if isinstance(value, list) else value for value in row) for row in answer}


def picture(connection: psycopg.Connection) -> dict[str, set[tuple]]:
    """All of it."""
    asked = {
        "tables": TABLES, "columns": COLUMNS, "policies": POLICIES, "privileges": PRIVILEGES, "functions": FUNCTIONS,
        "triggers": TRIGGERS, "constraints": CONSTRAINTS, "members": MEMBERS,
    }  # fmt: skip
    return {name: rows(connection, question) for name, question in asked.items()}


def differences(before: dict[str, set[tuple]], after: dict[str, set[tuple]]) -> dict[str, set[tuple]]:
    """What one picture has and the other has not."""
    return {name: before[name] ^ after[name] for name in before if before[name] != after[name]}
