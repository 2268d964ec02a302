"""The sharing policy on the command line: the table, its difference to the database, and why somebody sees something."""

import argparse
import getpass
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.types.json import Jsonb

from safetynet.config.database.differences import differences
from safetynet.config.database.doors import administrator, database_roles
from safetynet.config.database.roles import acting_as_all, become
from safetynet.config.instance import running
from safetynet.kernel import clock
from safetynet.kernel.faults import Fault
from safetynet.kernel.identifiers import CountyId, PersonId, TableId, YouthId, is_youth_number
from safetynet.policy.grants import AUTHORITY, GRANTS, read_matrix
from safetynet.policy.passes import Reader, sign_pass
from safetynet.policy.rules import RowFacts, decide
from safetynet.policy.standing import read_standing
from safetynet.policy.vocabulary import MATRIX_CATEGORIES, Category, Purpose, Role, Verb

from .people import find_person

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_OF_ANOTHER_VERSION = (
    psycopg.errors.UndefinedFunction,
    psycopg.errors.UndefinedTable,
    psycopg.errors.UndefinedColumn,
    psycopg.errors.UndefinedObject,
)


def register(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this family."""
    policy = commands.add_parser("policy", help="the table of grants; what the database says; why somebody sees something")
    what = policy.add_mutually_exclusive_group()
    what.add_argument("--against-database", action="store_true", help="print every difference between the table and PostgreSQL")
    what.add_argument("--why", nargs=2, metavar=("PERSON", "YOUTH"), help="for each category: may the person see it, and why")
    policy.add_argument(
        "--purpose", type=str.upper, choices=[purpose.value for purpose in Purpose], default=Purpose.MEETING.value,
        help="with --why: what the person would open the record for (default MEETING)",
    )  # fmt: skip
    policy.add_argument("--json", action="store_true", help="print JSON")
    policy.set_defaults(run=_policy)


def _policy(arguments: argparse.Namespace) -> int:
    if arguments.against_database:
        return _against_database(as_json=arguments.json)
    if arguments.why:
        return _why(*arguments.why, Purpose(arguments.purpose), as_json=arguments.json)
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
                found = differences(connection, roles)
            except _OF_ANOTHER_VERSION as older:
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


def _why(person: str, number: str, purpose: Purpose, *, as_json: bool) -> int:
    if not is_youth_number(number):
        raise Fault(f"{number} is no youth's number.", next="Use the number, as 01-0042.")
    with running() as home:
        named = find_person(home, person)
        roles = database_roles(home)
        reader = Reader(PersonId(named["id"]), purpose)
        with administrator(home) as connection, acting_as_all(connection, roles):
            become(connection, roles.owner)
            facts = connection.execute("SELECT * FROM policy.youth_facts(%s, %s)", [number, named["id"]]).fetchone()
            connection.execute(
                "SELECT audit.record_operator(%s, 'ask why', %s, %s)",
                [getpass.getuser(), number, Jsonb({"person": named["username"], "purpose": purpose.value})],
            )
            become(connection, roles.policy)
            with connection.transaction(force_rollback=True):
                connection.execute("SELECT policy.enter(%s)", [sign_pass(reader, bytes.fromhex(home.secret("pass")), clock.now())])
                said = connection.execute("SELECT policy.standing()").fetchone()
            connection.execute("RESET ROLE")
    if facts is None or said is None:
        raise Fault(f"There is no youth {number}.", next="Use the number, as 01-0042.")
    standing = read_standing(said[0])
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
