"""Making an instance and keeping it: init, upgrade, serve."""

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from safetynet.config.database.version import is_of_this_version
from safetynet.config.home import Home
from safetynet.config.instance import running
from safetynet.kernel import clock
from safetynet.kernel.counties import COUNTIES, find_county
from safetynet.kernel.faults import Fault

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this family."""
    init = commands.add_parser("init", help="make an instance in SAFETYNET_HOME")
    kind = init.add_mutually_exclusive_group(required=True)
    kind.add_argument("--empty", action="store_true", help="no youths; one coordinator for each county, to begin with")
    kind.add_argument("--demo", action="store_true", help="an invented county with its cast, marked synthetic")
    init.add_argument(
        "--county", action="append", default=[], metavar="NAME", help="with --empty: only this county (may be repeated)"
    )
    init.add_argument("--coordinator", metavar="NAME", help="with --empty and one county: the coordinator's name")
    init.set_defaults(run=_init)

    upgrade = commands.add_parser("upgrade", help="bring the instance's database to this version")
    upgrade.add_argument("--if-needed", action="store_true", help="do nothing, and say nothing, when it is of this version")
    upgrade.set_defaults(run=_upgrade)


def _init(arguments: argparse.Namespace) -> int:
    counties = [_known(name) for name in arguments.county]
    if arguments.coordinator and len(counties) != 1:
        print("--coordinator goes with exactly one --county", file=sys.stderr)
        return 2
    home = Home.from_environment()
    if home.facts().get("ready"):
        raise Fault(
            f"There is an instance in {home.path} already.",
            kept="It was left as it is.",
            next="Name another folder in SAFETYNET_HOME, or use 'safetynet upgrade'.",
        )
    home.create()
    home.remember(database="embedded" if home.uses_embedded_server() else "url", synthetic=bool(arguments.demo))
    with running(setting_up=True, prepare=_renew):
        if arguments.demo:
            _found_demo()
        else:
            _found_counties(counties or [county.name for county in COUNTIES], arguments.coordinator)
    home.remember(ready=True, made_on=clock.today().isoformat())
    print(f"The instance in {home.path} is ready. Run it with 'safetynet serve'.")
    return 0


def _upgrade(arguments: argparse.Namespace) -> int:
    home = Home.from_environment()
    if arguments.if_needed and is_of_this_version(home):
        return 0
    if not home.facts().get("ready"):
        raise Fault(f"There is no instance in {home.path}.", next="Make one with 'safetynet init'.")
    with running(setting_up=True, prepare=_renew):
        print(f"The instance in {home.path} is up to date.")
    return 0


def _renew(home: Home) -> None:
    from safetynet.config.database.upgrade import upgrade_database  # noqa: PLC0415 (needs Django)

    upgrade_database(home, say=lambda step: print(f"  {step} ...", flush=True))


def _found_counties(names: list[str], coordinator: str | None) -> None:
    from safetynet.config.founding import found_county  # noqa: PLC0415 (needs Django)

    for name in names:
        founded = found_county(name, coordinator, by=getpass.getuser(), on=clock.today())
        if len(names) <= 3:
            person = founded.person
            print(f"{name} County: {person} coordinates ('safetynet password {person.username}' sets a password).")
            print(founded.vouched())
    if len(names) > 3:
        print(f"{len(names)} counties have a table and a coordinator without a name; 'safetynet people' lists them.")
        print(
            "ON YOUR WORD the directory says that each coordinating agency has signed its memorandum, and each coordinator an "
            "agreement for a year and completed the training, today. Set no password before the papers of that county are on file."
        )


def _found_demo() -> None:
    from synthetic.demo import found_demo  # noqa: PLC0415 (needs Django)

    found_demo(today=clock.today(), say=lambda step: print(f"  {step} ...", flush=True))


def _known(name: str) -> str:
    county = find_county(name)
    if county is None:
        raise Fault(f"California has no county called {name}.", next="Write it as in 'Contra Costa'.")
    return county.name
