"""The weekly meeting on the command line: the agenda's proposal and the packet."""

import argparse
import json
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from safetynet.config.home import Home, write_for_owner
from safetynet.config.instance import running
from safetynet.kernel.dates import say_date
from safetynet.kernel.faults import Fault
from safetynet.policy.door import Door
from safetynet.policy.vocabulary import Purpose

from .people import add_by, day, directory, door_of, find_person

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this family."""
    agenda = commands.add_parser("agenda", help="compose the agenda of a meeting, or show it")
    agenda.add_argument("day", type=day, metavar="DATE", help="the day of the meeting, as 2026-11-24")
    agenda.add_argument("--county", default="", metavar="NAME", help="whose table, if the person sits at several")
    agenda.add_argument("--dry-run", action="store_true", help="show the proposal, store nothing")
    agenda.add_argument("--json", action="store_true", help="print JSON")
    add_by(agenda, required=False)
    agenda.set_defaults(run=_agenda)

    packet = commands.add_parser("packet", help="print copies of the packet")
    packet.add_argument("day", type=day, metavar="DATE", help="the day of the meeting, as 2026-11-24")
    packet.add_argument("--out", type=Path, required=True, metavar="FILE", help="the PDF to write")
    who = packet.add_mutually_exclusive_group()
    who.add_argument(
        "--for", dest="holder", action="append", metavar="PERSON", help="whose copy (may be repeated; default: PERSON of --by)"
    )
    who.add_argument("--every-seat", action="store_true", help="one copy for each seat that may have one")
    packet.add_argument("--county", default="", metavar="NAME", help="whose table, if the person sits at several")
    notes = packet.add_mutually_exclusive_group()
    notes.add_argument("--note-sheets", action="store_true", help="with a blank sheet for notes on each youth")
    notes.add_argument("--only-note-sheets", action="store_true", help="the sheets for notes without the packet")
    packet.add_argument("--json", action="store_true", help="print JSON")
    add_by(packet)
    packet.set_defaults(run=_packet)


def _agenda(arguments: argparse.Namespace) -> int:
    with running() as home:
        from safetynet.meetings.actions.prepare import prepare  # noqa: PLC0415 (needs Django)

        door = door_of(home, arguments.by or _only_coordinator(home, arguments.county), Purpose.MEETING)
        prepared = prepare(door=door, day=arguments.day, county=arguments.county, only_propose=arguments.dry_run)
        agenda = _stored(door, prepared.table, arguments.day) if prepared.meeting else None
    if agenda is None:
        lines = [_proposed(line) for line in prepared.proposal.lines]
    else:
        lines = [
            {
                "number": line.number,
                "name": line.name,
                "section": line.section.value if line.section else "",
                "reasons": list(line.reasons),
            }
            for line in agenda.lines
        ]
    if arguments.json:
        print(json.dumps({"day": arguments.day.isoformat(), "lines": lines, "stored": agenda is not None}, indent=2))
        return 0
    print(f"Agenda of {say_date(arguments.day)}, {prepared.table['name']}: {len(lines)} youths")
    section = ""
    for place, line in enumerate(lines, start=1):
        if line["section"] != section:
            section = line["section"]
            print(section.replace("_", " ").lower())
        print(f"  {place:>2}. {line['number']}  {line['name']}: {'; '.join(line['reasons'])}")
    if prepared.proposal.others:
        print(f"{len(prepared.proposal.others)} others have a reason too; the agenda page lists them.")
    return 0


def _proposed(line: Any) -> dict[str, Any]:
    return {
        "number": line.number,
        "name": line.name,
        "section": line.section.value,
        "reasons": [reason.words for reason in line.reasons],
    }


def _check_can_be_written(path: Path) -> None:
    """A copy that is issued is a disclosure, so its file must be possible before it is. Raises Fault."""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".packet-"):
            pass
        if path.exists():
            path.open("ab").close()
    except OSError as error:
        raise Fault(
            f"The file {path} cannot be written: {error.strerror}.",
            kept="Nothing was printed.",
            next="Name another file with --out.",
        ) from error


def _packet(arguments: argparse.Namespace) -> int:
    with running() as home:
        from safetynet.meetings.actions.packet import issue_copies, press  # noqa: PLC0415 (needs Django)
        from safetynet.meetings.rules.packet import Papers  # noqa: PLC0415 (needs Django)

        door = door_of(home, arguments.by, Purpose.MEETING)
        agenda = _agenda_to_print(door, arguments)
        if arguments.every_seat:
            seats = list(agenda.seats)
        else:
            names = arguments.holder or [arguments.by]
            people = {find_person(home, name)["id"] for name in names}
            seats = [seat for seat in agenda.seats if seat.person in people]
        if not seats:
            raise Fault("Nobody of these has a seat at this table.", kept="Nothing was printed.")
        _check_can_be_written(arguments.out)
        papers = Papers.WITH_NOTES if arguments.note_sheets else Papers.NOTES if arguments.only_note_sheets else Papers.PACKET
        issued = issue_copies(
            door=door, agenda=agenda, seats=seats, by=agenda.standing.person, press=press(), papers=papers
        )  # fmt: skip
    write_for_owner(arguments.out, issued.pdf)
    told = {
        "file": str(arguments.out),
        "copies": [{"number": copy.copy_number, "holder": copy.holder_id, "code": copy.witness_code} for copy in issued.copies],
        "refused": [{"holder": seat.name, "why": why} for seat, why in issued.refused],
    }
    if arguments.json:
        print(json.dumps(told, indent=2))
    else:
        print(f"{len(issued.copies)} numbered copies in {arguments.out}; each is a disclosure and is in the log.")
        for seat, why in issued.refused:
            print(f"No copy for {seat.name}: {why}", file=sys.stderr)
    return 1 if issued.refused and not issued.copies else 0


def _agenda_to_print(door: Door, arguments: argparse.Namespace) -> Any:
    """The stored agenda; where there is none yet, the proposal is composed first."""
    from safetynet.meetings.actions.prepare import prepare  # noqa: PLC0415 (needs Django)
    from safetynet.meetings.queries.agendas import find_my_tables  # noqa: PLC0415 (needs Django)

    for table in find_my_tables(door).tables:
        if not arguments.county or table["county_name"].lower() == arguments.county.lower():
            agenda = _stored(door, table, arguments.day)
            if agenda is not None:
                return agenda
    prepared = prepare(door=door, day=arguments.day, county=arguments.county)
    print(f"No agenda was there; the proposal of {len(prepared.proposal.lines)} youths was composed.", file=sys.stderr)
    return _stored(door, prepared.table, arguments.day)


def _stored(door: Door, table: Any, on: Any) -> Any:
    from safetynet.meetings.queries.agendas import find_agenda  # noqa: PLC0415 (needs Django)

    return find_agenda(door, table["id"], on)


def _only_coordinator(home: Home, county: str) -> str:
    """Who composes when nobody is named: the coordinator, if there is just one it can be. Raises Fault otherwise."""
    found = [
        person
        for person in directory(home)
        if "COORD" in person["roles"] and person["tables"] and (not county or (person["county"] or "").lower() == county.lower())
    ]
    if len(found) != 1:
        raise Fault("Say who composes the agenda.", next="Add --by PERSON ('safetynet people' lists them).")
    return str(found[0]["username"])
