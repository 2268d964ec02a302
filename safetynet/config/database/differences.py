"""Where the database differs from what this version puts there: the table of grants, and the SQL kept beside the code."""

import re
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

from safetynet.policy.database import DatabaseRoles, difference
from safetynet.policy.tables import SECURED_TABLES

from .objects import callers, claim_triggers, keeper_of, sql_files

_SCHEMAS = ("audit", "policy", "public")
_EVERYBODY = "everybody"
_FUNCTION = re.compile(r"CREATE OR REPLACE FUNCTION (\w+)\.(\w+\(.*?\$\$.*?\$\$[^;]*;)", re.DOTALL)
_TRIGGER = re.compile(r"^CREATE (?:OR REPLACE )?TRIGGER [^;]*;", re.MULTILINE)
_TRIGGER_PARTS = re.compile(r"CREATE (?:OR REPLACE )?TRIGGER (\w+) (BEFORE|AFTER|INSTEAD OF) (.+?) ON ([\w.]+) (.+)")


class _Function(NamedTuple):
    """What the catalog says of a function."""

    body: str
    declared: str
    keeper: str


def differences(connection: psycopg.Connection[Any], roles: DatabaseRoles) -> list[str]:
    """In words, everything that somebody changed behind the back of the table of grants or of the SQL files."""
    found = difference(connection, roles)
    with connection.transaction(force_rollback=True):
        connection.execute("SET LOCAL search_path = pg_catalog, pg_temp")  # so that every name is spelled with its schema
        there = _functions(connection, "")
        found += _told_of_functions(_wanted_functions(connection, roles), there)
        found += _told_of_calls(connection, roles, there)
        found += _told_of_triggers(connection)
    return found


_FUNCTIONS = """
SELECT n.nspname, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', p.prosrc,
       CASE p.prokind WHEN 'a' THEN 'aggregate' ELSE pg_get_functiondef(p.oid) END, pg_get_userbyid(p.proowner)
FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
WHERE n.nspname = ANY (%s)
  AND NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
"""


def _functions(connection: psycopg.Connection[Any], prefix: str) -> dict[tuple[str, str], _Function]:
    """Every function of our schemas, or of their stand-ins, but those of extensions, by schema and signature."""
    rows = connection.execute(_FUNCTIONS, [[prefix + schema for schema in _SCHEMAS]]).fetchall()
    return {
        (schema.removeprefix(prefix), signature): _Function(
            body, declared.replace(body, "", 1).replace(f"{schema}.", f"{schema.removeprefix(prefix)}.", 1), keeper
        )
        for schema, signature, body, declared, keeper in rows
    }


def _wanted_functions(connection: psycopg.Connection[Any], roles: DatabaseRoles) -> dict[tuple[str, str], _Function]:
    """What the files say, created once more in stand-ins of the schemas, so that PostgreSQL's own spelling is compared
    with itself. The caller's transaction takes them away again."""
    keepers = {}
    connection.execute("SET LOCAL check_function_bodies = off")  # a body may name what somebody has dropped
    for schema in _SCHEMAS:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(f"wanted_{schema}")))
    for path in sql_files():
        for schema, rest in _FUNCTION.findall(path.read_text()):
            keepers[schema, rest.split("(", 1)[0]] = getattr(roles, keeper_of(path))
            connection.execute(f"CREATE FUNCTION wanted_{schema}.{rest}".encode(), prepare=False)
    return {
        (schema, signature): said._replace(keeper=keepers[schema, signature.split("(", 1)[0]])
        for (schema, signature), said in _functions(connection, "wanted_").items()
    }


def _told_of_functions(wanted: dict[tuple[str, str], _Function], there: dict[tuple[str, str], _Function]) -> list[str]:
    found = []
    for key in sorted(wanted.keys() | there.keys()):
        name = ".".join(key)
        if key not in there:
            found.append(f"{name}: is missing")
        elif key not in wanted:
            found.append(f"{name}: is in no file of this version")
        else:
            ours, theirs = wanted[key], there[key]
            if ours.body != theirs.body:
                found.append(f"{name}: does something else than its file says")
            if ours.declared != theirs.declared:
                found.append(f"{name}: is declared otherwise than in its file")
            if ours.keeper != theirs.keeper:
                found.append(f"{name}: belongs to {theirs.keeper}, not to {ours.keeper}")
    return found


_CALLERS = """
SELECT n.nspname, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
       CASE a.grantee WHEN 0 THEN %(everybody)s ELSE pg_get_userbyid(a.grantee) END, a.is_grantable
FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace,
     LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a
WHERE n.nspname = ANY (%(schemas)s) AND a.grantee <> p.proowner
"""


def _told_of_calls(
    connection: psycopg.Connection[Any], roles: DatabaseRoles, functions: dict[tuple[str, str], _Function]
) -> list[str]:
    """Who may call which function beyond, or short of, the lists. What stands in ``public`` is everybody's to call."""
    listed = callers(roles)
    wanted = {
        (schema, signature, role)
        for schema, signature in functions
        for where, name, role in listed
        if (where, name) == (schema, signature.split("(", 1)[0]) and role != functions[schema, signature].keeper
    }
    rows = connection.execute(_CALLERS, {"everybody": _EVERYBODY, "schemas": ["audit", "policy"]}).fetchall()
    there = {(schema, signature, role) for schema, signature, role, _passing_on in rows}
    passing = {(schema, signature, role) for schema, signature, role, passing_on in rows if passing_on} & wanted
    found = [f"{schema}.{signature}: {role} may not call it" for schema, signature, role in sorted(wanted - there)]
    found += [f"{schema}.{name}: {role} may call it, which nothing allows" for schema, name, role in sorted(there - wanted)]
    found += [f"{schema}.{name}: {role} may let others call it" for schema, name, role in sorted(passing)]
    return found


_TRIGGERS = """
SELECT n.nspname || '.' || c.relname, t.tgname, t.tgisinternal, t.tgenabled IN ('O', 'A'), pg_get_triggerdef(t.oid)
FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = ANY (%s)
ORDER BY 1, 2
"""


def _told_of_triggers(connection: psycopg.Connection[Any]) -> list[str]:
    """Triggers dropped, replaced, added or disabled; of those that keep foreign keys, the disabled ones."""
    rows = connection.execute(_TRIGGERS, [list(_SCHEMAS)]).fetchall()
    found = [f"{table}: the trigger {name} is disabled" for table, name, _internal, enabled, _said in rows if not enabled]
    wanted = _wanted_triggers(connection)
    there = dict(_read_trigger(said) for _table, _name, internal, _enabled, said in rows if not internal)
    for key in sorted(wanted.keys() | there.keys()):
        label = f"{key[0]}: the trigger {key[1]}"
        if key not in there:
            found.append(f"{label} is missing")
        elif key not in wanted:
            found.append(f"{label} is in no file of this version")
        elif wanted[key] != there[key]:
            found.append(f"{label} says {there[key]}, this version {wanted[key]}")
    return found


def _wanted_triggers(connection: psycopg.Connection[Any]) -> dict[tuple[str, str], str]:
    said = [statement for path in sql_files() for statement in _TRIGGER.findall(path.read_text())]
    said += [trigger.as_string(connection) for secured in SECURED_TABLES if secured.is_claim for trigger in claim_triggers(secured)]
    return dict(_read_trigger(statement) for statement in said)


def _read_trigger(statement: str) -> tuple[tuple[str, str], str]:
    """Table and name, and what it says: one spelling for the files' statements and PostgreSQL's."""
    parts = _TRIGGER_PARTS.fullmatch(" ".join(statement.replace('"', "").rstrip(";").split()))
    if parts is None:
        return ("", statement), statement
    name, moment, events, table, rest = parts.groups()
    return (table, name), f"{moment} {' OR '.join(sorted(events.split(' OR ')))} {rest}"
