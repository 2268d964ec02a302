"""The sharing policy on the command line: the table, its difference to the database, and why somebody sees something."""

import argparse
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import psycopg

from safetynet.config.database.doors import administrator, database_roles
from safetynet.config.database.roles import acting_as_all, become
from safetynet.config.home import Home
from safetynet.config.instance import running
from safetynet.kernel.faults import Fault
from safetynet.kernel.identifiers import CountyId, TableId, YouthId, is_youth_number
from safetynet.policy.database import difference
from safetynet.policy.grants import AUTHORITY, GRANTS, read_matrix
from safetynet.policy.rules import RowFacts, decide
from safetynet.policy.vocabulary import MATRIX_CATEGORIES, Category, Purpose, Role, Verb

from .people import door_of, find_person

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this family."""
    policy = commands.add_parser("policy", help="the table of grants; what the database says; why somebody sees something")
    what = policy.add_mutually_exclusive_group()
    what.add_argument("--against-database", action="store_true", help="print every difference between the table and PostgreSQL")
    what.add_argument("--why", nargs=2, metavar=("PERSON", "YOUTH"), help="for each category: may the person see it, and why")
    policy.add_argument("--json", action="store_true", help="print JSON")
    policy.set_defaults(run=_policy)


def _policy(arguments: argparse.Namespace) -> int:
    if arguments.against_database:
        return _against_database(as_json=arguments.json)
    if arguments.why:
        return _why(*arguments.why, as_json=arguments.json)
    return _table(as_json=arguments.json)


def _table(*, as_json: bool) -> int:
    if as_json:
        rows = [
            {"category": g.category, "role": g.role, "verb": g.verb, "relation": g.relation, "authority": g.authority}
            for g in sorted(GRANTS)
        ]
        print(json.dumps(rows, indent=2))
        return 0
    cells = read_matrix()
    width = max(len(category) for category in Category)
    print(" " * width, *(f"{role.value:<5}" for role in Role))
    for category in Category:
        print(f"{category.value:<{width}}", *(f"{cells[category, role] or '-':<5}" for role in Role))
    print()
    for category in Category:
        print(f"{category.value:<{width}} {AUTHORITY[category]}")
    return 0


def _against_database(*, as_json: bool) -> int:
    with running() as home:
        roles = database_roles(home)
        with administrator(home) as connection, acting_as_all(connection, roles):
            become(connection, roles.owner)
            try:
                found = difference(connection, roles)
            except (psycopg.errors.UndefinedFunction, psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn) as older:
                raise Fault(
                    "The database is not of this version, so the table of grants cannot be held against it.",
                    kept="Nothing was changed.",
                    next="Run 'safetynet upgrade', then look again.",
                ) from older
            connection.execute("RESET ROLE")
    if as_json:
        print(json.dumps({"differences": found}, indent=2))
    elif found:
        print(f"{len(found)} differences between the table of grants and the database:")
        for line in found:
            print(f"  {line}")
    else:
        print("The database enforces the table of grants exactly: no difference.")
    return 1 if found else 0


def _why(person: str, youth: str, *, as_json: bool) -> int:
    with running() as home:
        from safetynet.governance.queries import find_standing  # noqa: PLC0415 (needs Django)

        named = find_person(home, person)
        number = youth if is_youth_number(youth) else _number_of(home, person, youth)
        roles = database_roles(home)
        with administrator(home) as connection, acting_as_all(connection, roles):
            become(connection, roles.owner)
            facts = connection.execute("SELECT * FROM policy.youth_facts(%s, %s)", [number, named["id"]]).fetchone()
            connection.execute("RESET ROLE")
        if facts is None:
            raise Fault(f"There is no youth {number}.", next="Use the number, as 01-0042.")
        standing = find_standing(door_of(home, person, Purpose.MEETING), action="why", subject=number)
    row = RowFacts(TableId(facts[1]), CountyId(facts[2]), YouthId(facts[0]))
    standing = replace(standing, served=frozenset({row.youth}) if facts[3] and row.youth else frozenset())
    lines = [_line(standing, category, row) for category in MATRIX_CATEGORIES]
    if as_json:
        print(json.dumps({"person": named["username"], "youth": number, "categories": lines}, indent=2))
        return 0
    print(f"{standing.name}, {standing.agency_name}, towards {number}:")
    for line in lines:
        print(f"  {'yes' if line['read'] else 'no ':<4}{line['category']:<20} {line['why']}")
    return 0


def _number_of(home: Home, person: str, words: str) -> str:
    """The number of the one youth whom the person finds under a name."""
    from safetynet.youths.queries.lists import search_youths  # noqa: PLC0415 (needs Django)

    found = search_youths(door_of(home, person, Purpose.MEETING), words).youths
    if len(found) != 1:
        raise Fault(f"{person} finds {len(found)} youths called {words}.", next="Use the number, as 01-0042.")
    return found[0].number


def _line(standing: Any, category: Category, row: RowFacts) -> dict[str, Any]:
    decision = decide(standing, Verb.READ, category, row)
    return {
        "category": category.value,
        "read": decision.allowed,
        "why": decision.why,
        "grant": str(decision.grant) if decision.grant else None,
        "gate": decision.gate.value if decision.gate else None,
        "write": decide(standing, Verb.WRITE, category, row).allowed,
    }
