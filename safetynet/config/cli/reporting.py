"""``safetynet report``: the CSEC Program report to the Legislature, and what counties enter for it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from safetynet.config.instance import running
from safetynet.kernel.codes import ProgramEntryKind, ProgramTier, ProgramTopic
from safetynet.policy.vocabulary import Purpose

from .people import add_by, day, door_of

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_TIERS = {"i": ProgramTier.TIER_I, "ii": ProgramTier.TIER_II, "no-tier": ProgramTier.NO_TIER, "none": ProgramTier.NONE}
_KINDS = {
    "strategy": ProgramEntryKind.STRATEGY, "barrier": ProgramEntryKind.BARRIER, "service-planned": ProgramEntryKind.SERVICE_PLANNED,
}  # fmt: skip
_TOPICS = {topic.value.lower().replace("_", "-"): topic for topic in ProgramTopic}


def register(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this family."""
    report = commands.add_parser("report", help="the CSEC Program report to the Legislature, and what counties enter for it")
    kinds = report.add_subparsers(required=True, metavar="REPORT", dest="report")
    program = kinds.add_parser(
        "csec-program",
        help="write the report that is owed to the Legislature (WIC 16524.10 a to e)",
        description="From a snapshot and what counties entered, or (--published) from the figures as the state published them, "
        "with the checks that find contradictions. Small counts are told to whoever coordinates all tables of the snapshot.",
    )
    program.add_argument("--from", dest="first", type=day, metavar="DATE", help="the first day; only whole months count")
    program.add_argument("--to", dest="last", type=day, metavar="DATE", help="the last day, which counts")
    program.add_argument("--published", default="", metavar="YEAR", help="the report as published in that year: 2017")
    program.add_argument(
        "--out", required=True, type=Path, metavar="FILE", help=".pdf (with .json and .csv beside it), .json or .csv"
    )
    program.add_argument("--snapshot", default="", metavar="CODE", help="which snapshot (default: the newest)")
    program.add_argument("--protected", action="store_true", help="withhold small counts also where they could be told")
    add_by(program, required=False)
    program.set_defaults(run=_program, usage=program.error)
    _register_entering(kinds)


def _register_entering(kinds: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    enter = kinds.add_parser("enter", help="enter what a county reports: participation, denominator, strategies, barriers")
    what = enter.add_subparsers(required=True, metavar="WHAT", dest="what")
    participation = what.add_parser("participation", help="how a county takes part in a fiscal year; the newest entry counts")
    participation.add_argument("--tier", required=True, choices=_TIERS, help="none: it does not take part")
    participation.set_defaults(run=_participation)
    denominator = what.add_parser("denominator", help="how many youths of 10 to 20 years receive child-welfare services")
    denominator.add_argument("--youths", required=True, type=int, metavar="N")
    denominator.add_argument("--source", required=True, metavar="WORDS", help="who says so")
    denominator.set_defaults(run=_denominator)
    said = []
    for name, kind in _KINDS.items():
        parser = what.add_parser(name, help=f"a {kind.label.lower()}, in words that name no youth")
        parser.add_argument("--topic", required=True, choices=_TOPICS, metavar="TOPIC", help=", ".join(_TOPICS))
        parser.add_argument("--words", required=True, metavar="WORDS", help="at most 600 characters")
        parser.add_argument("--replaces", type=int, metavar="N", help="the number of the entry that it replaces")
        parser.set_defaults(run=_words)
        said.append(parser)
    for parser in (participation, denominator, *said):
        parser.add_argument("--county", required=True, metavar="NAME")
        parser.add_argument("--year", required=True, metavar="YEAR", help="the fiscal year, as 2015-16")
        add_by(parser)


def _program(arguments: argparse.Namespace) -> int:
    asked = bool(arguments.first and arguments.last and arguments.by)
    if bool(arguments.published) == asked:
        arguments.usage("give --from, --to and --by, or --published alone")
    with running() as home:
        from django.conf import settings  # noqa: PLC0415 (needs Django)

        from safetynet.reports.actions import find_published, make_program_report, write_program_report  # noqa: PLC0415
        from safetynet.reports.queries.snapshots import find_snapshots  # noqa: PLC0415 (needs Django)
        from safetynet.reports.rules.csec_program.years import Span  # noqa: PLC0415 (needs Django)

        if arguments.published:
            report = find_published(arguments.published)
        else:
            door = door_of(home, arguments.by, Purpose.REPORTING)
            snapshot = find_snapshots(door).snapshot(arguments.snapshot)
            span = Span(arguments.first, arguments.last)
            report = make_program_report(snapshot=snapshot, span=span, by=door, protect=arguments.protected)
        written = write_program_report(report, arguments.out, settings.FONTS)
    print(report.origin)
    print(report.told)
    print(f"Written: {', '.join(str(path) for path in written)}")
    return 0


def _participation(arguments: argparse.Namespace) -> int:
    with running() as home:
        from safetynet.reports.actions import enter_participation  # noqa: PLC0415 (needs Django)

        door, tier = door_of(home, arguments.by, Purpose.REPORTING), _TIERS[arguments.tier]
        enter_participation(county=arguments.county, fiscal_year=arguments.year, tier=tier, by=door)
    print(f"{arguments.county}, {arguments.year}: {tier.label}")
    return 0


def _denominator(arguments: argparse.Namespace) -> int:
    with running() as home:
        from safetynet.reports.actions import enter_denominator  # noqa: PLC0415 (needs Django)

        door = door_of(home, arguments.by, Purpose.REPORTING)
        enter_denominator(
            county=arguments.county, fiscal_year=arguments.year, youths=arguments.youths, source=arguments.source, by=door
        )
    print(f"{arguments.county}, {arguments.year}: {arguments.youths:,} youths of 10 to 20 years")
    return 0


def _words(arguments: argparse.Namespace) -> int:
    with running() as home:
        from safetynet.reports.actions import enter_words  # noqa: PLC0415 (needs Django)

        door = door_of(home, arguments.by, Purpose.REPORTING)
        kind, topic = _KINDS[arguments.what], _TOPICS[arguments.topic]
        entry = enter_words(
            county=arguments.county, fiscal_year=arguments.year, kind=kind, topic=topic, words=arguments.words,
            replaces=arguments.replaces, by=door,
        )  # fmt: skip
    print(f"{arguments.county}, {arguments.year}: {kind.label}, entry {entry.pk}")
    return 0
