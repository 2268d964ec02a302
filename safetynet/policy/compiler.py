"""From the table of grants to row-level security: permissive policies by relation, one restrictive gate per command.

The expressions are set-based: each function is called once per statement, in a sub-select, never once per row. The
relation that decides most often comes last by name, because PostgreSQL tries permissive policies from the last name to the
first; what comes after the one that held is not even asked. For reading, the relations that name youths one by one (agenda,
clients, consents) stand together in one list: a youth's file asks some fifty tables, and each sub-select that a statement
merely carries costs it three microseconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .grants import GRANTS, HOUSE_CATEGORIES, UNGATED_CATEGORIES, Grant, roles_with
from .tables import HELPER_TABLES, SECURED_TABLES, SecuredTable
from .vocabulary import Category, Relation, Role, Verb

_ORDER = (
    Relation.ANYONE,
    Relation.HOME,
    Relation.SEAT,
    Relation.OWN,
    Relation.OWNER,
    Relation.AUTHOR,
    Relation.HOLDER,
    Relation.AGENDA,
    Relation.CLIENT,
    Relation.AGENDA_CLIENT,
    Relation.CONSENT,
    Relation.CLIENT_CONSENT,
    Relation.CONSENT_ELSEWHERE,
    Relation.SERVED,
)

_NAMING = {
    Relation.AGENDA: "policy.agenda_youths({0})",
    Relation.CLIENT: "policy.client_youths({0})",
    Relation.AGENDA_CLIENT: "policy.agenda_clients({0})",
    Relation.CONSENT: "policy.consent_youths('{1}', {0})",
    Relation.CLIENT_CONSENT: "policy.consent_clients('{1}', {0})",
    Relation.CONSENT_ELSEWHERE: "policy.consent_youths_elsewhere('{1}')",
}
"""The relations that are lists of youths, and the list of each: {0} the roles, {1} what a consent must name."""


@dataclass(frozen=True, slots=True, order=True)
class CompiledPolicy:
    """One ``CREATE POLICY``: permissive or restrictive, for one command, with its conditions."""

    table: str
    name: str
    command: str
    permissive: bool
    using: str = ""
    check: str = ""
    to: str = "web"
    schema: str = "public"

    def sql(self, role: str, table: str | None = None) -> str:
        """The statement that creates it for a database role, on its own table or on a stand-in."""
        parts = [
            f'CREATE POLICY "{self.name}" ON {table or f"{self.schema}.{self.table}"}',
            f"AS {'PERMISSIVE' if self.permissive else 'RESTRICTIVE'} FOR {self.command} TO {role}",
        ]
        if self.using:
            parts.append(f"USING ({self.using})")
        if self.check:
            parts.append(f"WITH CHECK ({self.check})")
        return " ".join(parts)


def compile_policies(grants: frozenset[Grant] = GRANTS, tables: tuple[SecuredTable, ...] = SECURED_TABLES) -> list[CompiledPolicy]:
    """All policies of the web role on all secured tables, in a stable order."""
    compiled = [policy for table in tables for policy in _policies_of(table, grants)]
    compiled += [
        CompiledPolicy(name, "read_own_agency", "SELECT", True, using=condition) for name, condition in HELPER_TABLES.items()
    ]
    return compiled


def named_youths(category: Category, grants: frozenset[Grant] = GRANTS) -> str:
    """The youths whom a reader's relations name one by one in a category, as one SQL list; empty where none does."""
    held = {relation: roles_with(Verb.READ, category, relation, grants) for relation in _NAMING}
    return " || ".join(_NAMING[relation].format(_array(roles), _asked(category)) for relation, roles in held.items() if roles)


def whole_tables(category: Category, grants: frozenset[Grant] = GRANTS) -> str:
    """The tables of which a reader's seat opens the whole category, as one SQL list."""
    return f"policy.seat_tables({_array(roles_with(Verb.READ, category, Relation.SEAT, grants))})"


def _policies_of(table: SecuredTable, grants: frozenset[Grant]) -> Iterator[CompiledPolicy]:
    def policy(name: str, command: str, permissive: bool, using: str = "", check: str = "") -> CompiledPolicy:
        return CompiledPolicy(table.name, name, command, permissive, using, check, schema=table.schema)

    for name, condition in _conditions(table, Verb.READ, grants):
        yield policy(f"read_{name}", "SELECT", True, condition)
    gate = _gate(table)
    if gate:
        yield policy("gate_read", "SELECT", False, gate)
    for command in table.commands:
        for name, condition in _conditions(table, Verb.WRITE, grants):
            yield policy(f"{command.lower()}_{name}", command, True, *_places(command, condition))
        if gate:
            yield policy(f"gate_{command.lower()}", command, False, *_places(command, gate))


def _places(command: str, condition: str) -> tuple[str, str]:
    """Where a condition stands: on the row as it was (USING), as it will be (WITH CHECK), or both."""
    return (
        condition if command in ("UPDATE", "DELETE") else "",
        condition if command in ("INSERT", "UPDATE") else "",
    )


def _conditions(table: SecuredTable, verb: Verb, grants: frozenset[Grant]) -> Iterator[tuple[str, str]]:
    by_category = table.by_category if verb is Verb.READ else ()
    for category in by_category:
        for name, condition in _ways_in(table, category, verb, grants):
            yield f"{category.value.lower()}_{name}", f"category = '{category.value}' AND {condition}"
    if not by_category or table.besides:
        yield from _ways_in(table, table.category, verb, grants)


def _ways_in(table: SecuredTable, category: Category, verb: Verb, grants: frozenset[Grant]) -> Iterator[tuple[str, str]]:
    """The conditions of one category, named so that the one that decides most often has the last name."""
    for place, relation in zip(range(len(_ORDER) - 1, -1, -1), _ORDER, strict=True):
        roles = roles_with(verb, category, relation, grants)
        if verb is Verb.READ and relation in _NAMING:
            continue
        condition = _condition(table, category, relation, roles) if roles else ""
        if condition and verb is Verb.WRITE:
            condition = " AND ".join([*_signatures(table, roles), condition])
        if condition:
            yield f"{place:02d}_{relation.value.lower()}", condition
    named = named_youths(category, grants) if verb is Verb.READ and table.youth else ""
    if named:
        place = len(_ORDER) - 1 - _ORDER.index(Relation.AGENDA)
        yield f"{place:02d}_named", f"{table.youth} = ANY ((SELECT {named})::bigint[])"


def _signatures(table: SecuredTable, roles: tuple[Role, ...]) -> Iterator[str]:
    """Nobody writes in another agency's or person's name; where the database itself signs, it has no need to be told."""
    if not table.signed:
        return
    if table.agency:
        yield f"{table.agency} = (SELECT policy.agency_as({_array(roles)}))"
    if table.author:
        yield f"{table.author} = (SELECT policy.me())"


def _condition(table: SecuredTable, category: Category, relation: Relation, roles: tuple[Role, ...]) -> str:
    """The SQL condition of one relation on one table; empty where the table has no column for it."""
    held = _array(roles)
    if relation in _NAMING:
        named = _NAMING[relation].format(held, _asked(category))
        return f"{table.youth} = ANY ((SELECT {named})::bigint[])" if table.youth else ""
    conditions = {
        Relation.ANYONE: f"(SELECT policy.holds({held}))",
        Relation.HOME: f"(SELECT policy.holds({held})) AND {table.home}" if table.home else "",
        Relation.SEAT: f"{table.table} = ANY ((SELECT policy.seat_tables({held}))::bigint[])" if table.table else "",
        Relation.OWN: f"{table.agency} = (SELECT policy.agency_as({held}))" if table.agency else "",
        Relation.OWNER: f"{table.owner} = (SELECT policy.agency_as({held}))" if table.owner else "",
        Relation.AUTHOR: f"{table.author} = (SELECT policy.person_as({held}))" if table.author else "",
        Relation.HOLDER: f"{table.holder} = (SELECT policy.person_as({held}))" if table.holder else "",
        Relation.SERVED: _served(table, held) if table.youth else "",
    }
    return conditions[relation]


def _served(table: SecuredTable, held: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM public.youths_served AS s WHERE s.youth_id = {table.name}.{table.youth} "  # noqa: S608
        f"AND s.agency_id = (SELECT policy.agency_as({held})))"
    )


def _gate(table: SecuredTable) -> str:
    """Memorandum, agreement and purpose open tables; a wall closes one youth. All must hold, whatever is granted.

    A row that may name no youth, and names none, is behind no wall; one that names no table is open to the person it is about.
    """
    if table.category in UNGATED_CATEGORIES:
        return ""
    if table.by_category:
        opened = " OR ".join(f"(category = '{category.value}' AND {_open(table, category)})" for category in table.by_category)
        opened = f"({opened})"
    else:
        opened = _open(table, table.category)
    if table.loose:
        opened = f"({opened} OR ({_about_me(table)}))"
    if not table.youth:
        return opened
    unwalled = f"{table.youth} <> ALL ((SELECT policy.my_walls())::bigint[])"
    return f"{opened} AND ({table.youth} IS NULL OR {unwalled})" if table.loose or table.nameless else f"{opened} AND {unwalled}"


def _about_me(table: SecuredTable) -> str:
    """A row of no table, about whoever asks; the purpose is asked for all the same."""
    return f"{table.table} IS NULL AND {table.holder} = (SELECT policy.me()) AND (SELECT policy.purpose()) IS NOT NULL"


def _open(table: SecuredTable, category: Category) -> str:
    return f"{table.table} = ANY ((SELECT policy.open_tables('{_asked(category)}'))::bigint[])"


def _asked(category: Category) -> str:
    """What the gates are asked: the category, or, for the house's own papers, whether anything at all is shared."""
    return "*" if category in HOUSE_CATEGORIES else category.value


def _array(roles: tuple[Role, ...]) -> str:
    return "'{" + ",".join(role.value for role in roles) + "}'::text[]"
