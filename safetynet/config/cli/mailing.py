"""Mails without names: the day's reminders, a meeting's digest, and where a person receives them."""

import argparse
import getpass
from typing import TYPE_CHECKING

from safetynet.config.instance import running
from safetynet.kernel import clock
from safetynet.kernel.dates import say_date

from .people import day, find_person

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this family."""
    remind = commands.add_parser("remind", help="send the day's reminders of follow-ups, without names")
    remind.add_argument("--on", type=day, default=None, metavar="DATE", help="the day (default: today)")
    remind.set_defaults(run=_remind)
    digest = commands.add_parser("digest", help="tell a meeting's members when it is and how many youths it has, without names")
    digest.add_argument("day", type=day, metavar="DATE", help="the day of the meeting, as 2026-11-24")
    digest.add_argument("--county", default="", metavar="NAME", help="of this county's table only")
    digest.set_defaults(run=_digest)
    for each in (remind, digest):
        each.add_argument("--dry-run", action="store_true", help="say how many would be told, send nothing")
    email = commands.add_parser("email", help="where a person receives mails without names; nowhere unless an address is given")
    email.add_argument("person", metavar="PERSON")
    email.add_argument("address", metavar="ADDRESS", nargs="?", default="")
    email.set_defaults(run=_email)


def _remind(arguments: argparse.Namespace) -> int:
    on = arguments.on or clock.today()
    with running():
        from safetynet.config import mailing  # noqa: PLC0415 (needs Django)

        return _deliver(mailing.reminders_of(on), f"Reminders of {say_date(on)}", dry=arguments.dry_run)


def _digest(arguments: argparse.Namespace) -> int:
    with running():
        from safetynet.config import mailing  # noqa: PLC0415 (needs Django)

        letters = mailing.digests_of(arguments.day, arguments.county)
        return _deliver(letters, f"The meeting of {say_date(arguments.day)}", dry=arguments.dry_run)


def _deliver(letters: list, what: str, *, dry: bool) -> int:  # type: ignore[type-arg]
    from safetynet.config import mailing  # noqa: PLC0415 (needs Django)

    if dry:
        reached = mailing.addresses_of({letter.person for letter in letters})
        told = sum(letter.person in reached for letter in letters)
        print(f"{what}: {len(letters)} mails, {told} of them to somebody with an address. Nothing was sent.")
        return 0
    delivery = mailing.send(letters)
    print(f"{what}: {delivery.words()}")
    return 1 if delivery.refused else 0


def _email(arguments: argparse.Namespace) -> int:
    with running(setting_up=True) as home:
        person = find_person(home, arguments.person)
        from safetynet.governance.actions import set_email  # noqa: PLC0415 (needs Django)

        set_email(username=person["username"], address=arguments.address, by=getpass.getuser())
    where = "receives mails there from now on" if arguments.address else "receives no mails"
    print(f"{person['name']} {where}. They name nobody.")
    return 0
