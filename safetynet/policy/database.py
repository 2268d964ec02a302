"""The compiled policy in PostgreSQL: put it there, and say where the database differs from the table of grants."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import LiteralString

from psycopg import Connection, sql

from .cohort import DIRECTORY, EXTRACTS, columns_of
from .compiler import CompiledPolicy, compile_policies
from .tables import HELPER_TABLES, SECURED_TABLES, SIGN_IN_TABLES


@dataclass(frozen=True, slots=True)
class DatabaseRoles:
    """The names of the database roles of one instance."""

    owner: str
    web: str
    signin: str
    policy: str
    auditor: str
    cohort: str


_RELATION_FACTS = (
    "governance_person",
    "governance_roleholding",
    "governance_agency",
    "governance_table",
    "governance_seat",
    "governance_memorandum",
    "governance_agreement",
    "governance_training",
    "governance_wall",
    "governance_consent",
    "governance_county",
    "governance_countysetting",
    "youths_youth",
    "meetings_meeting",
    "meetings_agendaitem",
    "meetings_attendance",
)
"""What the relations' functions read, besides the claims they mark as superseded."""

_KEPT_BY_FUNCTIONS = ("youths_nameentry", *HELPER_TABLES)
_COUNTERS = ("youths_numbering",)
"""Tables that only the claim triggers write."""
_TURNED_BY_FUNCTIONS: dict[str, LiteralString] = {
    "meetings_turn": "UPDATE (ends_at)",
    "meetings_statement": "UPDATE (superseded_at)",
    "meetings_pulse": "INSERT, UPDATE",
    "meetings_jointitem": "INSERT, UPDATE",
    "meetings_agendaitem": "UPDATE (deferred_at, deferred_why)",
    "meetings_meeting": "UPDATE (lines_changed_at)",
    "reports_releasedtable": "INSERT",
}
"""What the triggers of the room end, mark, count on, or write at the other table, and what they may do there."""
_READ_BY_FUNCTIONS = (
    "meetings_guestproposal", "meetings_objection", "meetings_plan", "meetings_guest", "meetings_reserve", "meetings_issuekind",
    "meetings_issuetag", "meetings_task", "meetings_agendaheading", "meetings_recommendation", "reports_privacyspending",
)  # fmt: skip
"""What triggers look at before they let something in, and what the counts of a quarter are made of."""
_KEYS_READ_BY_FUNCTIONS = ("governance_calendarkey",)
"""Tables of the sign-in door in which a function finds whose key it was given."""


_OF_THE_COHORT = "table_id = ANY ((SELECT policy.cohort_tables())::bigint[])"
"""The tables of which the bearer of the pass may make statistics; without a pass, none."""


def secured_names() -> list[tuple[str, str]]:
    """Schema and name of every table under row-level security."""
    return [*((table.schema, table.name) for table in SECURED_TABLES), *(("public", name) for name in HELPER_TABLES)]


def apply_policy(connection: Connection, roles: DatabaseRoles) -> None:
    """Make the database enforce the table of grants, in one transaction.

    The connection must act as the tables' owner. Grants of columns and tables are renewed too: what is not listed in
    ``policy.tables`` the web role cannot name.
    """
    with connection.transaction():
        for statement in statements(roles):
            connection.execute(statement)


def statements(roles: DatabaseRoles) -> list[sql.SQL | sql.Composed]:
    """Everything ``apply_policy`` says, in order."""
    said: list[sql.SQL | sql.Composed] = [
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {}").format(_named(roles)),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(_named(roles)),
    ]
    for schema, name in secured_names():
        said += _secure(schema, name)
    for policy in compile_policies():
        said.append(sql.SQL(_text(policy.sql(_quoted(roles.web)))))
    for policy in house_policies():
        said.append(sql.SQL(_text(policy.sql(_quoted(getattr(roles, policy.to))))))
    said += _table_grants(roles)
    return said


def house_policies() -> list[CompiledPolicy]:
    """What the house itself needs: the relations' functions read their facts, triggers mark claims, the operator keeps
    the directory. The role ``policy`` signs in nowhere; the owner sees no youth."""
    claims = [table.name for table in SECURED_TABLES if table.is_claim]
    reading = [
        CompiledPolicy(name, "house_reads", "SELECT", True, "true", to="policy")
        for name in (*_RELATION_FACTS, *_READ_BY_FUNCTIONS, *claims)
    ]
    marking = [CompiledPolicy(name, "house_marks", "UPDATE", True, "true", "true", to="policy") for name in claims]
    keeping = [
        CompiledPolicy(name, "house_keeps", "ALL", True, "true", "true", to="policy")
        for name in (*_KEPT_BY_FUNCTIONS, *_TURNED_BY_FUNCTIONS)
    ]
    directory = [
        CompiledPolicy(name, "operator_keeps", "ALL", True, "true", "true", to="owner")
        for name in (table.name for table in SECURED_TABLES)
        if name.startswith("governance_") and name not in ("governance_wall", "governance_consent")
    ]
    counted = [CompiledPolicy(name, "cohort_reads", "SELECT", True, _OF_THE_COHORT, to="cohort") for name in EXTRACTS]
    counted += [CompiledPolicy(name, "cohort_reads", "SELECT", True, "true", to="cohort") for name in DIRECTORY]
    log = [CompiledPolicy("entry", "house_appends", "ALL", True, "true", "true", to="auditor", schema="audit")]
    return reading + marking + keeping + directory + counted + log


def difference(connection: Connection, roles: DatabaseRoles) -> list[str]:
    """In words, every way in which the database's policies and privileges are not what the table of grants compiles to.

    The compiled policies are created once more on empty stand-ins of the tables and both are read back from the
    catalog, so that PostgreSQL's own spelling is compared with itself. Everything is rolled back.
    """
    found: list[str] = []
    with connection.transaction(force_rollback=True):
        connection.execute("CREATE SCHEMA stand_in")
        for schema, name in secured_names():
            connection.execute(
                sql.SQL("CREATE TABLE stand_in.{1} (LIKE {0}.{1})").format(sql.Identifier(schema), sql.Identifier(name))
            )
        for policy in [*compile_policies(), *house_policies()]:
            role = getattr(roles, policy.to)
            stand_in = f'stand_in."{policy.table}"'
            connection.execute(sql.SQL(_text(policy.sql(_quoted(role), stand_in))))
        wanted, there = _catalog(connection, ["stand_in"]), _catalog(connection, ["public", "audit"])
        for key in sorted(wanted.keys() - there.keys()):
            found.append(f"{key[0]}: the policy {key[1]} is missing")
        for key in sorted(there.keys() - wanted.keys()):
            found.append(f"{key[0]}: the policy {key[1]} is not in the table of grants")
        for key in sorted(wanted.keys() & there.keys()):
            if wanted[key] != there[key]:
                found.append(f"{key[0]}: the policy {key[1]} says {there[key]}, the table of grants {wanted[key]}")
    found += _unsecured(connection)
    found += _privileges(connection, roles)
    found += _memberships(connection, roles)
    return found


def _secure(schema: str, name: str) -> Iterable[sql.Composed]:
    table = sql.Identifier(schema, name)
    yield sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(table)
    yield sql.SQL("ALTER TABLE {} FORCE ROW LEVEL SECURITY").format(table)
    yield sql.SQL(
        "DO $do$ DECLARE p record; BEGIN FOR p IN SELECT policyname FROM pg_policies WHERE schemaname = {0} "
        "AND tablename = {1} LOOP EXECUTE format('DROP POLICY %I ON %I.%I', p.policyname, {0}, {1}); END LOOP; END $do$"
    ).format(sql.Literal(schema), sql.Literal(name))


def _table_grants(roles: DatabaseRoles) -> Iterable[sql.Composed]:
    web, policy, signin = (sql.Identifier(name) for name in (roles.web, roles.policy, roles.signin))
    for table in SECURED_TABLES:
        commands = sql.SQL(", ").join(sql.SQL(command) for command in ("SELECT", *table.commands))
        yield sql.SQL("GRANT {} ON {} TO {}").format(commands, sql.Identifier(table.schema, table.name), web)
    for name in HELPER_TABLES:
        yield sql.SQL("GRANT SELECT ON {} TO {}").format(sql.Identifier("public", name), web)
    for name in (*_RELATION_FACTS, *_READ_BY_FUNCTIONS):
        yield sql.SQL("GRANT SELECT ON {} TO {}").format(sql.Identifier("public", name), policy)
    for table in SECURED_TABLES:
        if table.is_claim:
            yield sql.SQL("GRANT SELECT, UPDATE (superseded_at) ON {} TO {}").format(sql.Identifier("public", table.name), policy)
    for name in _KEPT_BY_FUNCTIONS:
        yield sql.SQL("GRANT SELECT, INSERT, DELETE ON {} TO {}").format(sql.Identifier("public", name), policy)
    for name in _COUNTERS:
        yield sql.SQL("GRANT SELECT, INSERT, UPDATE ON {} TO {}").format(sql.Identifier("public", name), policy)
    for name, allowed in _TURNED_BY_FUNCTIONS.items():
        yield sql.SQL("GRANT SELECT, {} ON {} TO {}").format(sql.SQL(allowed), sql.Identifier("public", name), policy)
    for name in _KEYS_READ_BY_FUNCTIONS:
        yield sql.SQL("GRANT SELECT ON {} TO {}").format(sql.Identifier("public", name), policy)
    for name in SIGN_IN_TABLES:
        yield sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}").format(sql.Identifier("public", name), signin)
    for name in (*EXTRACTS, *DIRECTORY):
        columns = sql.SQL(", ").join(map(sql.Identifier, columns_of(name)))
        counted = sql.Identifier("public", name)
        yield sql.SQL("GRANT SELECT ({}) ON {} TO {}").format(columns, counted, sql.Identifier(roles.cohort))
    yield sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}, {}, {}").format(web, policy, signin)


_CATALOG = """
SELECT tablename, policyname, permissive || ' ' || cmd || ' ' || array_to_string(roles, ',')
       || ' USING ' || coalesce(replace(qual, 'stand_in.', 'public.'), '-')
       || ' CHECK ' || coalesce(replace(with_check, 'stand_in.', 'public.'), '-')
FROM pg_policies WHERE schemaname = ANY (%s)
"""


def _catalog(connection: Connection, schemas: list[str]) -> dict[tuple[str, str], str]:
    return {(table, name): said for table, name, said in connection.execute(_CATALOG, [schemas]).fetchall()}


def _unsecured(connection: Connection) -> list[str]:
    rows = connection.execute(
        "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
        "WHERE nspname || '.' || relname = ANY (%s) AND NOT (relrowsecurity AND relforcerowsecurity)",
        [[f"{schema}.{name}" for schema, name in secured_names()]],
    ).fetchall()
    return [f"{name}: row-level security is not forced" for (name,) in rows]


_HELD = """
SELECT c.relname, a.privilege_type
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, LATERAL aclexplode(c.relacl) a
WHERE n.nspname IN ('public', 'audit', 'policy') AND c.relkind IN ('r', 'p', 'v', 'm') AND a.grantee = ANY (%(who)s::oid[])
UNION ALL
SELECT c.relname || '.' || t.attname, a.privilege_type
FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace,
     LATERAL aclexplode(t.attacl) a
WHERE n.nspname IN ('public', 'audit', 'policy') AND a.grantee = ANY (%(who)s::oid[])
"""


def _privileges(connection: Connection, roles: DatabaseRoles) -> list[str]:
    """Privileges of the two doors, on tables and single columns, beyond (or short of) what the lists of tables say."""
    web = {(table.name, command) for table in SECURED_TABLES for command in ("SELECT", *table.commands)}
    web |= {(name, "SELECT") for name in HELPER_TABLES}
    signin = {(name, command) for name in SIGN_IN_TABLES for command in ("SELECT", "INSERT", "UPDATE", "DELETE")}
    found = []
    cohort = {(f"{name}.{column}", "SELECT") for name in (*EXTRACTS, *DIRECTORY) for column in columns_of(name)}
    for label, role, everybody, wanted in (
        ("web", roles.web, True, web),
        ("sign-in", roles.signin, False, signin),
        ("cohort", roles.cohort, False, cohort),
    ):
        row = connection.execute("SELECT %s::regrole::oid::bigint", [_quoted(role)]).fetchone()
        who = [row[0] if row else 0, *([0] if everybody else [])]
        there = {(name, privilege) for name, privilege in connection.execute(_HELD, {"who": who}).fetchall()}
        found += [f"{name}: the {label} role lacks {privilege}" for name, privilege in sorted(wanted - there)]
        found += [f"{name}: the {label} role has {privilege}, which nothing grants" for name, privilege in sorted(there - wanted)]
    attributes = connection.execute(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = %s", [roles.web]
    ).fetchone()
    if attributes is None or any(attributes):
        found.append(f"{roles.web}: the web role is missing, or may more than sign in")
    return found


_MEMBERS = """
SELECT m.rolname, g.rolname FROM pg_auth_members AS a JOIN pg_roles AS m ON m.oid = a.member JOIN pg_roles AS g ON g.oid = a.roleid
WHERE m.rolname = ANY (%(kept)s) OR (g.rolname = ANY (%(ours)s) AND m.rolname NOT IN (%(owner)s, session_user))
ORDER BY 1, 2
"""


def _memberships(connection: Connection, roles: DatabaseRoles) -> list[str]:
    """Who may become another role. While a command works, its administrator and the owner may; nobody else ever."""
    kept = [roles.web, roles.signin, roles.policy, roles.auditor, roles.cohort]
    asked = {"kept": kept, "ours": [*kept, roles.owner], "owner": roles.owner}
    return [f"{member}: may become {group}" for member, group in connection.execute(_MEMBERS, asked).fetchall()]


def _named(roles: DatabaseRoles) -> sql.Composed:
    """The roles that may name something in ``public``, without its owner."""
    return sql.SQL(", ").join(map(sql.Identifier, (roles.web, roles.signin, roles.policy, roles.cohort)))


def _quoted(role: str) -> str:
    return '"' + role.replace('"', '""') + '"'


def _text(statement: str) -> str:
    """Our own compiled text, for psycopg, which wants braces doubled."""
    return statement.replace("{", "{{").replace("}", "}}")
