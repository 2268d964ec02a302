"""Who is who: the people who may be named in ``--by``, their passwords, and what ends when somebody has left."""

import argparse
import getpass
import json
import sys
from contextvars import ContextVar
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings

from safetynet.audit.acts import Act
from safetynet.config.database.doors import administrator, database_roles
from safetynet.config.database.roles import acting_as_all, become
from safetynet.config.home import Home
from safetynet.config.instance import running
from safetynet.kernel import clock
from safetynet.kernel.dates import NoSuchDay, NotADate, read_date
from safetynet.kernel.faults import Fault, NotInScope, Refused
from safetynet.kernel.identifiers import PersonId
from safetynet.policy.door import Door
from safetynet.policy.passes import Reader
from safetynet.policy.vocabulary import Purpose, Role

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_opened: ContextVar[Door | None] = ContextVar("opened", default=None)
"""The door that this command has opened to somebody, if any."""

_DIRECTORY = """
SELECT p.id, p.username, btrim(p.given_name || ' ' || p.family_name), p.title, g.short_name, c.name,
       ARRAY(SELECT h.role FROM public.governance_roleholding h WHERE h.person_id = p.id
             AND h.begins <= %(day)s AND (h.ends IS NULL OR h.ends >= %(day)s) ORDER BY h.role),
       ARRAY(SELECT t.name FROM public.governance_seat s JOIN public.governance_table t ON t.id = s.table_id
             WHERE s.person_id = p.id AND s.begins <= %(day)s AND (s.ends IS NULL OR s.ends >= %(day)s) ORDER BY t.name),
       (SELECT to_char(greatest(a.last_login, a.opened_at), 'YYYY-MM-DD') FROM public.governance_account a
        WHERE a.person = p.id AND greatest(a.last_login, a.opened_at) < %(unused)s)
FROM public.governance_person p
JOIN public.governance_agency g ON g.id = p.agency_id
LEFT JOIN public.governance_county c ON c.id = g.county_id
WHERE p.ended_on IS NULL OR p.ended_on >= %(day)s
ORDER BY p.id
"""


def register(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this family."""
    people = commands.add_parser("people", help="list who may be named in --by")
    people.add_argument("--json", action="store_true", help="print JSON")
    people.set_defaults(run=_people)

    password = commands.add_parser("password", help="set a person's password (asked for, or read from standard input)")
    password.add_argument("person", metavar="PERSON")
    password.set_defaults(run=_password)

    reopen = commands.add_parser("reopen", help="open an account again that was closed because nobody used it")
    reopen.add_argument("person", metavar="PERSON")
    reopen.set_defaults(run=_reopen)

    leave = commands.add_parser("leave", help="a person has left: end roles, seats, agreements and sessions")
    leave.add_argument("person", metavar="PERSON")
    leave.add_argument("--on", type=day, default=None, metavar="DATE", help="the last day (default: yesterday)")
    leave.set_defaults(run=_leave)


def add_by(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """The option that names who acts."""
    parser.add_argument("--by", required=required, metavar="PERSON", help="who acts ('safetynet people' lists them)")


def day(text: str) -> date:
    """A date on the command line."""
    try:
        return read_date(text)
    except (NotADate, NoSuchDay) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it as 2026-03-01") from error


def directory(home: Home) -> list[dict[str, Any]]:
    """Everybody who works for an agency today, as the operator sees the directory."""
    roles = database_roles(home)
    unused = clock.now() - timedelta(days=settings.UNUSED_DAYS)
    with administrator(home) as connection, acting_as_all(connection, roles):
        become(connection, roles.owner)
        rows = connection.execute(_DIRECTORY, {"day": clock.today(), "unused": unused}).fetchall()
        connection.execute("RESET ROLE")
    keys = ("id", "username", "name", "title", "agency", "county", "roles", "tables", "closed_unused_since")
    return [dict(zip(keys, row, strict=True)) for row in rows]


def find_person(home: Home, name: str) -> dict[str, Any]:
    """The one person whom a name on the command line means: user name, full name, or given name if only one has it.

    Raises Fault when nobody or several are meant.
    """
    wanted = " ".join(name.split()).lower()
    everybody = directory(home)
    for key in (_username, _full_name, _given_name):
        found = [person for person in everybody if key(person) == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(person["username"] for person in found)
            raise Fault(f"Several people are called {name}: {names}.", next="Use the user name.")
    raise Fault(f"Nobody is called {name}.", next="'safetynet people' lists who may be named.")


def door_of(home: Home, name: str, purpose: Purpose) -> Door:
    """The door that opens to the person named in ``--by``."""
    person = find_person(home, name)
    door = Door(Reader(PersonId(person["id"]), purpose, address=f"command line ({getpass.getuser()})"))
    _opened.set(door)
    return door


def forget_door() -> None:
    """A new command begins; no door is open yet."""
    _opened.set(None)


def note_refusal(command: str, fault: Fault) -> None:
    """Write into the log that the door which a command had opened refused it; nothing for other faults."""
    door = _opened.get()
    if door is None or not isinstance(fault, Refused | NotInScope):
        return
    with running():
        reader = door.reader
        door.note_denial(
            Act("denied", "command", command, outcome="refused", detail={"exit": 1}, address=reader.address, request=reader.request)
        )


def _username(person: dict[str, Any]) -> str:
    return str(person["username"]).lower()


def _full_name(person: dict[str, Any]) -> str:
    return str(person["name"]).lower()


def _given_name(person: dict[str, Any]) -> str:
    return str(person["name"]).split(" ")[0].lower()


def _people(arguments: argparse.Namespace) -> int:
    with running() as home:
        everybody = directory(home)
    if arguments.json:
        print(json.dumps(everybody, indent=2))
        return 0
    for person in everybody:
        roles = ", ".join(Role(role).label for role in person["roles"]) or "no role"
        seat = f"; seat: {', '.join(person['tables'])}" if person["tables"] else ""
        unused = f"; closed, unused since {closed}" if (closed := person["closed_unused_since"]) else ""
        print(f"{person['username']:<28} {person['name']}: {roles}, {person['agency']} ({person['county']}){seat}{unused}")
    return 0


def _password(arguments: argparse.Namespace) -> int:
    with running(setting_up=True) as home:
        person = find_person(home, arguments.person)
        if sys.stdin.isatty():
            password = getpass.getpass("New password: ")
            if getpass.getpass("Again: ") != password:
                raise Fault("The two passwords differ.", kept="Nothing was changed.")
        else:
            password = sys.stdin.readline().rstrip("\n")
        _set_password(person["username"], password)
    print(f"{person['name']} has a new password; all sessions of this account have ended.")
    return 0


def _set_password(username: str, password: str) -> None:
    from django.core.exceptions import ValidationError  # noqa: PLC0415 (needs Django)

    from safetynet.governance.actions import set_password  # noqa: PLC0415 (needs Django)

    try:
        set_password(username=username, password=password, by=getpass.getuser())
    except ValidationError as error:
        raise Fault("This password does not do.", kept="Nothing was changed.", next=" ".join(error.messages)) from error


def _reopen(arguments: argparse.Namespace) -> int:
    with running(setting_up=True) as home:
        person = find_person(home, arguments.person)
        from safetynet.governance.actions import release_account  # noqa: PLC0415 (needs Django)

        release_account(username=person["username"], by=getpass.getuser())
    print(f"{person['name']} can sign in again.")
    return 0


def _leave(arguments: argparse.Namespace) -> int:
    with running(setting_up=True) as home:
        person = find_person(home, arguments.person)
        from safetynet.governance.actions import end_person  # noqa: PLC0415 (needs Django)

        last = arguments.on or clock.today().fromordinal(clock.today().toordinal() - 1)
        end_person(username=person["username"], on=last, by=getpass.getuser())
    print(f"{person['name']} has left; roles, seats, agreements and sessions have ended.")
    return 0
