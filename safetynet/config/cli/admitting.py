"""Who belongs to a county's table: agencies, people, their roles and seats, what they signed and learned, what the county
has set.

The operator writes these on the machine itself; each change is in the log in the operator's name.
"""

import argparse
import getpass
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from safetynet.config.instance import running
from safetynet.governance.rules import SETTINGS, setting_value
from safetynet.kernel import clock
from safetynet.kernel.codes import AgencyType, StaffLevel, TrainingCourse
from safetynet.kernel.counties import find_county
from safetynet.kernel.dates import say_date
from safetynet.kernel.faults import Fault
from safetynet.policy.vocabulary import MATRIX_CATEGORIES, Category, Role

from .people import day, find_person

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands = _SubParsersAction[argparse.ArgumentParser]

_ROLES = "; ".join(f"{role.value} {role.label}" for role in Role)
_LEVELS = "; ".join(f"{level.value} {level.label}" for level in StaffLevel)
_COURSES = "; ".join(f"{course.value} {course.label}" for course in TrainingCourse)


def register(commands: "Commands") -> None:
    """Add the commands of this family."""
    admit = commands.add_parser("admit", help="admit an agency or a person to the directory")
    kinds = admit.add_subparsers(title="whom", required=True, metavar="WHOM")
    _register_agency(kinds)
    _register_person(kinds)
    sign = commands.add_parser("sign", help="record that a memorandum or an agreement was signed, or renewed")
    papers = sign.add_subparsers(title="what", required=True, metavar="WHAT")
    _register_papers(papers)
    _register_changes(commands)
    _register_role_and_seat(commands)
    _register_settings(commands)


def _register_agency(kinds: "Commands") -> None:
    agency = kinds.add_parser("agency", help="admit an agency")
    agency.add_argument("short_name", metavar="SHORT-NAME", help="what it is called on pages, such as Probation")
    agency.add_argument("--name", required=True, help="its full name")
    agency.add_argument("--kind", required=True, type=str.upper, choices=[kind.value for kind in AgencyType])
    where = agency.add_mutually_exclusive_group(required=True)
    where.add_argument("--county", metavar="NAME", help="the county it works for")
    where.add_argument("--statewide", action="store_true", help="it works for no single county")
    agency.add_argument("--json", action="store_true", help="print JSON")
    agency.set_defaults(run=_admit_agency)


def _register_person(kinds: "Commands") -> None:
    person = kinds.add_parser("person", help="admit a person of an agency", epilog=f"Roles: {_ROLES}.")
    person.add_argument("person", metavar="USERNAME", help="how commands and the sign-in page call the person")
    person.add_argument("--name", required=True, help="given name and family name")
    person.add_argument("--agency", required=True, metavar="SHORT-NAME")
    person.add_argument("--county", metavar="NAME", help="of the agency, where several counties have one of that name")
    person.add_argument(
        "--role", action="append", default=[], type=str.upper, choices=[role.value for role in Role],
        help="a column of the sharing matrix (may be repeated)",
    )  # fmt: skip
    person.add_argument("--title", default="", help="what the person is, such as 'Probation officer'")
    _level(person, default=StaffLevel.LINE.value)
    person.add_argument("--supervisor", metavar="PERSON", help="somebody of the same agency")
    _on(person, "the first day (default: today)")
    person.add_argument("--json", action="store_true", help="print JSON")
    person.set_defaults(run=_admit_person)


def _register_papers(papers: "Commands") -> None:
    memorandum = papers.add_parser("memorandum", help="an agency's memorandum of understanding with a table")
    memorandum.add_argument("agency", metavar="AGENCY", help="its short name")
    memorandum.add_argument("--county", metavar="NAME", help="of the agency, where several counties have one of that name")
    memorandum.add_argument(
        "--category", action="append", type=str.upper, choices=[category.value for category in MATRIX_CATEGORIES],
        help="what it covers (may be repeated; default: every category)",
    )  # fmt: skip
    memorandum.add_argument(
        "--signatory", metavar="PERSON",
        help="who signed for the agency; alone, with no other option, it is recorded of the memorandum that is in force",
    )  # fmt: skip
    memorandum.add_argument("--end", action="store_true", help="it has ended: --on is its last day (default: yesterday)")
    agreement = papers.add_parser("agreement", help="a person's confidentiality agreement with a table")
    agreement.add_argument("person", metavar="PERSON")
    for paper, run in ((memorandum, _sign_memorandum), (agreement, _sign_agreement)):
        _table(paper)
        _on(paper, "the day it was signed (default: today)")
        paper.add_argument("--until", type=day, metavar="DATE", help="the last day on which it counts")
        paper.add_argument("--json", action="store_true", help="print JSON")
        paper.set_defaults(run=run)


def _register_changes(commands: "Commands") -> None:
    train = commands.add_parser("train", help="record that a person completed a course", epilog=f"Courses: {_COURSES}.")
    train.add_argument("person", metavar="PERSON")
    train.add_argument("--course", required=True, type=str.upper, choices=[course.value for course in TrainingCourse])
    _on(train, "the day it was completed (default: today)")
    train.add_argument("--until", type=day, metavar="DATE", help="the last day on which it counts")
    train.set_defaults(run=_train)
    person = commands.add_parser("person", help="change a person's level or supervisor", epilog=f"Levels: {_LEVELS}.")
    person.add_argument("person", metavar="PERSON")
    _level(person)
    above = person.add_mutually_exclusive_group()
    above.add_argument("--supervisor", metavar="PERSON", help="somebody of the same agency")
    above.add_argument("--no-supervisor", action="store_true", help="nobody supervises the person any more")
    person.set_defaults(run=_person, usage=person.error)
    for changed in (train, person):
        changed.add_argument("--json", action="store_true", help="print JSON")


def _level(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    parser.add_argument(
        "--level", type=str.upper, choices=[level.value for level in StaffLevel], default=default,
        help="where the person stands in the agency",
    )  # fmt: skip


def _register_role_and_seat(commands: "Commands") -> None:
    role = commands.add_parser("role", help="give a person a role, or end it", epilog=f"Roles: {_ROLES}.")
    role.add_argument("person", metavar="PERSON")
    role.add_argument("role", metavar="ROLE", type=str.upper, choices=[each.value for each in Role])
    role.set_defaults(run=_role)
    seat = commands.add_parser("seat", help="seat a person at a table, or end the seat")
    seat.add_argument("person", metavar="PERSON")
    _table(seat)
    seat.add_argument("--chairs", action="store_true", help="the person leads the meeting")
    seat.add_argument(
        "--after", metavar="PERSON", help="take over the place of this person, by user name, who holds it until the day before"
    )
    seat.set_defaults(run=_seat)
    for held in (role, seat):
        held.add_argument("--end", action="store_true", help="it ends: --on is its last day (default: yesterday)")
        _on(held, "the first day (default: today)")
        held.add_argument("--json", action="store_true", help="print JSON")


def _register_settings(commands: "Commands") -> None:
    settings = commands.add_parser("set", help="a county's settings: list them, or change one and name its source")
    settings.add_argument("county", metavar="COUNTY")
    settings.add_argument("key", metavar="KEY", nargs="?", choices=list(SETTINGS), help=", ".join(SETTINGS))
    settings.add_argument("value", metavar="VALUE", nargs="?")
    settings.add_argument("--source", help="where the county's rule stands: a protocol, a law, a decision with its day")
    settings.add_argument("--json", action="store_true", help="print JSON")
    settings.set_defaults(run=_set, usage=settings.error)


def _table(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--table", required=True, metavar="NAME", help="the county whose table it is, or the table's name")


def _on(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("--on", type=day, metavar="DATE", help=words)


def _from(arguments: argparse.Namespace) -> date:
    """The first day: the one that was said, or today."""
    return arguments.on or clock.today()


def _to(arguments: argparse.Namespace) -> date:
    """The last day: the one that was said, or yesterday."""
    return arguments.on or clock.today() - timedelta(days=1)


def _tell(arguments: argparse.Namespace, words: str, **facts: Any) -> int:
    print(json.dumps(facts, indent=2, default=str) if arguments.json else words)
    return 0


def _admit_agency(arguments: argparse.Namespace) -> int:
    with running(setting_up=True):
        from safetynet.governance import actions  # noqa: PLC0415 (needs Django)

        agency = actions.admit_agency(
            county=arguments.county, name=arguments.name, short_name=arguments.short_name, kind=AgencyType(arguments.kind),
            by=getpass.getuser(),
        )  # fmt: skip
    words = f"{agency.short_name} is in the directory as {agency.name}. It shares nothing before its memorandum is signed."
    return _tell(arguments, words, id=agency.pk, agency=agency.short_name, name=agency.name, kind=agency.kind)


def _admit_person(arguments: argparse.Namespace) -> int:
    given, _, family = " ".join(arguments.name.split()).partition(" ")
    with running(setting_up=True) as home:
        from safetynet.governance import actions  # noqa: PLC0415 (needs Django)

        above = actions.find_member(find_person(home, arguments.supervisor)["username"]) if arguments.supervisor else None
        person = actions.admit_person(
            agency=actions.find_agency(arguments.agency, arguments.county), given_name=given, family_name=family,
            username=arguments.person, roles=[Role(role) for role in dict.fromkeys(arguments.role)], on=_from(arguments),
            title=arguments.title, level=StaffLevel(arguments.level), supervisor=above, by=getpass.getuser(),
        )  # fmt: skip
    words = f"{person} is admitted. Nobody signs in as {person.username} before 'safetynet password {person.username}'."
    facts = {"level": person.level, "supervisor": above.username if above else None}
    return _tell(arguments, words, id=person.pk, username=person.username, name=str(person), roles=arguments.role, **facts)


def _person(arguments: argparse.Namespace) -> int:
    if not (arguments.level or arguments.supervisor or arguments.no_supervisor):
        arguments.usage("say what changes: --level, --supervisor or --no-supervisor")
    with running(setting_up=True) as home:
        from safetynet.governance import actions  # noqa: PLC0415 (needs Django)

        person = actions.find_member(find_person(home, arguments.person)["username"])
        above = actions.find_member(find_person(home, arguments.supervisor)["username"]) if arguments.supervisor else None
        words = str(person)
        if above or arguments.no_supervisor:
            actions.name_supervisor(person=person, supervisor=above, on=clock.today(), by=getpass.getuser())
            words += f", supervised by {above}" if above else ", supervised by nobody"
        if arguments.level:
            actions.change_level(person=person, level=StaffLevel(arguments.level), by=getpass.getuser())
            words += f", level: {StaffLevel(arguments.level).label}"
    facts = {"supervisor": above.username if above else None} if above or arguments.no_supervisor else {}
    return _tell(arguments, f"{words}.", person=person.username, level=person.level, **facts)


def _train(arguments: argparse.Namespace) -> int:
    course = TrainingCourse(arguments.course)
    with running(setting_up=True) as home:
        from safetynet.governance import actions  # noqa: PLC0415 (needs Django)

        person = actions.find_member(find_person(home, arguments.person)["username"])
        done = actions.train_person(person=person, course=course, on=_from(arguments), until=arguments.until, by=getpass.getuser())
    words = f"{person} has completed {course.label}, which counts until {say_date(done.counts_until)}."
    return _tell(arguments, words, person=person.username, course=course.value, on=done.completed_on, until=done.counts_until)


def _sign_memorandum(arguments: argparse.Namespace) -> int:
    with running(setting_up=True) as home:
        from safetynet.governance import actions  # noqa: PLC0415 (needs Django)

        agency, table = actions.find_agency(arguments.agency, arguments.county), actions.find_table(arguments.table)
        signatory = actions.find_member(find_person(home, arguments.signatory)["username"]) if arguments.signatory else None
        if arguments.end:
            last = _to(arguments)
            actions.end_memorandum(agency=agency, table=table, on=last, by=getpass.getuser())
            words = f"The memorandum of {agency.short_name} with {table.name} ends with {say_date(last)}."
            return _tell(arguments, words, agency=agency.short_name, table=table.name, ends=last)
        if (
            signatory
            and not (arguments.category or arguments.on or arguments.until)
            and actions.has_memorandum(agency=agency, table=table, on=clock.today())
        ):
            actions.name_signatory(agency=agency, table=table, signatory=signatory, on=clock.today(), by=getpass.getuser())
            words = f"{signatory} signed the memorandum of {agency.short_name} with {table.name}."
            return _tell(arguments, words, agency=agency.short_name, table=table.name, signatory=signatory.username)
        categories = [Category(each) for each in dict.fromkeys(arguments.category or MATRIX_CATEGORIES)]
        signed = actions.sign_memorandum(
            agency=agency, table=table, on=_from(arguments), until=arguments.until, categories=categories, signatory=signatory,
            by=getpass.getuser(),
        )  # fmt: skip
    until = f"until {say_date(signed.ends)}" if signed.ends else "until it is ended"
    words = f"{agency.short_name} and {table.name}: signed, {len(categories)} categories, counts {until}."
    return _tell(arguments, words, agency=agency.short_name, table=table.name, begins=signed.begins, ends=signed.ends)


def _sign_agreement(arguments: argparse.Namespace) -> int:
    with running(setting_up=True) as home:
        from safetynet.governance import actions  # noqa: PLC0415 (needs Django)

        person = actions.find_member(find_person(home, arguments.person)["username"])
        table = actions.find_table(arguments.table)
        signed = actions.sign_agreement(
            person=person, table=table, on=_from(arguments), until=arguments.until, by=getpass.getuser()
        )
    words = f"{person} and {table.name}: version {signed.version} is signed and counts until {say_date(signed.expires_on)}."
    return _tell(arguments, words, person=person.username, table=table.name, version=signed.version, until=signed.expires_on)


def _role(arguments: argparse.Namespace) -> int:
    role = Role(arguments.role)
    with running(setting_up=True) as home:
        from safetynet.governance import actions  # noqa: PLC0415 (needs Django)

        person = actions.find_member(find_person(home, arguments.person)["username"])
        if arguments.end:
            last = actions.end_role(person=person, role=role, on=_to(arguments), by=getpass.getuser())
            words = f"{person} is {role.label} for the last time on {say_date(last)}."
            return _tell(arguments, words, person=person.username, role=role.value, ends=last)
        held = actions.give_role(person=person, role=role, on=_from(arguments), by=getpass.getuser())
    words = f"{person} is {role.label} from {say_date(held.begins)}."
    return _tell(arguments, words, person=person.username, role=role.value, begins=held.begins)


def _seat(arguments: argparse.Namespace) -> int:
    with running(setting_up=True) as home:
        from safetynet.governance import actions  # noqa: PLC0415 (needs Django)

        person = actions.find_member(find_person(home, arguments.person)["username"])
        table = actions.find_table(arguments.table)
        if arguments.end:
            last = actions.end_seat(person=person, table=table, on=_to(arguments), by=getpass.getuser())
            words = f"{person} has the seat at {table.name} for the last time on {say_date(last)}."
            return _tell(arguments, words, person=person.username, table=table.name, ends=last)
        after = actions.find_seat(username=arguments.after, table=table) if arguments.after else None
        seat = actions.seat_person(
            person=person, table=table, on=_from(arguments), chairs=arguments.chairs, after=after, by=getpass.getuser()
        )
    over = f", in the place of {arguments.after}" if after else ""
    words = f"{person} has a seat at {table.name} from {say_date(seat.begins)}{over}."
    facts = {"begins": seat.begins, "chairs": seat.chairs, "place": seat.place}
    return _tell(arguments, words, person=person.username, table=table.name, **facts)


def _set(arguments: argparse.Namespace) -> int:
    if arguments.key and (arguments.value is None or not arguments.source):
        arguments.usage("a setting is changed with KEY, VALUE and --source")
    county = find_county(arguments.county)
    if county is None:
        raise Fault(f"California has no county called {arguments.county}.", next="Write it as in 'Contra Costa'.")
    with running(setting_up=True):
        from safetynet.governance import actions  # noqa: PLC0415 (needs Django)

        if arguments.key:
            set_to = actions.change_setting(
                county=county.name, key=arguments.key, value=arguments.value, source=arguments.source, by=getpass.getuser()
            )
            words = f"{SETTINGS[set_to.key].meaning}: {set_to.value} in {county.name} County ({set_to.source})."
            return _tell(arguments, words, county=county.name, key=set_to.key, value=set_to.value, source=set_to.source)
        changed = actions.settings_of(county.name)
    told = {
        key: {"value": setting_value(key, county.name, {name: value for name, (value, _) in changed.items()}),
              "source": changed[key][1] if key in changed else setting.source}
        for key, setting in SETTINGS.items()
    }  # fmt: skip
    return _tell(arguments, "\n".join(f"{key:<20} {fact['value']:>5}  {fact['source']}" for key, fact in told.items()), **told)
