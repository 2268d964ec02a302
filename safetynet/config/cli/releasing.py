"""``safetynet release``: figures for publication, proposed by one person and approved by another."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from safetynet.audit.acts import Act
from safetynet.config.instance import running
from safetynet.kernel.suppression import MEANING
from safetynet.policy.vocabulary import Purpose

from .people import add_by, door_of

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this family."""
    release = commands.add_parser(
        "release",
        help="publish figures: one person proposes, a second approves; what would tell a small count is refused",
        description="A release holds figures of one snapshot, protected together and against everything published before.",
    )
    steps = release.add_subparsers(title="steps", required=True, metavar="STEP")

    propose = steps.add_parser("propose", help="propose figures for publication")
    propose.add_argument("figures", nargs="+", metavar="FIGURE", help="keys of figures, such as race sex_by_year")
    propose.add_argument("--title", required=True, metavar="WORDS")
    propose.add_argument("--snapshot", default="", metavar="CODE", help="which snapshot (default: the newest)")
    add_by(propose)
    propose.set_defaults(run=_propose)

    listed = steps.add_parser("list", help="the register: what was proposed, approved, refused")
    add_by(listed)
    listed.add_argument("--json", action="store_true", help="print JSON")
    listed.set_defaults(run=_list)

    show = steps.add_parser("show", help="a release as everybody will see it")
    show.add_argument("number", type=int, metavar="NUMBER")
    show.add_argument("--out", type=Path, metavar="DIR", help="write its tables as CSV files into a folder")
    add_by(show)
    show.set_defaults(run=_show)

    approve = steps.add_parser("approve", help="approve a release that somebody else proposed; this publishes it")
    approve.add_argument("number", type=int, metavar="NUMBER")
    add_by(approve)
    approve.set_defaults(run=_approve)

    refuse = steps.add_parser("refuse", help="refuse a release that somebody else proposed")
    refuse.add_argument("number", type=int, metavar="NUMBER")
    refuse.add_argument("--reason", required=True, metavar="WORDS")
    add_by(refuse)
    refuse.set_defaults(run=_refuse)


def _propose(arguments: argparse.Namespace) -> int:
    with running() as home:
        from safetynet.reports.actions.releases import propose_release  # noqa: PLC0415 (needs Django)
        from safetynet.reports.queries.snapshots import find_snapshots  # noqa: PLC0415 (needs Django)

        door = door_of(home, arguments.by, Purpose.REPORTING)
        snapshot = find_snapshots(door).snapshot(arguments.snapshot)
        made = propose_release(title=arguments.title, measures=arguments.figures, snapshot=snapshot, by=door)
    print(
        f"Release {made.pk} is proposed: {made.title}. Somebody else approves it: safetynet release approve {made.pk} --by PERSON"
    )
    return 0


def _list(arguments: argparse.Namespace) -> int:
    with running() as home:
        from safetynet.reports.queries.releases import find_releases  # noqa: PLC0415 (needs Django)

        found = find_releases(door_of(home, arguments.by, Purpose.REPORTING), Act("view", "releases"))
        rows = [
            {
                "release": one.id, "title": one.title, "state": one.state.value, "snapshot": one.snapshot[:12],
                "figures": [figure.measure.key for figure in one.told], "withheld": one.withheld, "proposed by": one.proposer,
                "decided by": one.decider, "reason": one.reason,
            }
            for one in found
        ]  # fmt: skip
    if arguments.json:
        print(json.dumps(rows, indent=2))
        return 0
    for row in rows:
        decided = f", by {row['decided by']}" if row["decided by"] else ""
        print(
            f"{row['release']:>4}  {row['state'].lower()}{decided}: {row['title']} ({', '.join(row['figures'])}), {row['snapshot']}"
        )
    if not rows:
        print("Nothing was proposed yet.")
    return 0


def _show(arguments: argparse.Namespace) -> int:
    with running() as home:
        from safetynet.reports.actions.figures import as_csv, file_name  # noqa: PLC0415 (needs Django)
        from safetynet.reports.queries.releases import find_release  # noqa: PLC0415 (needs Django)

        door = door_of(home, arguments.by, Purpose.REPORTING)
        found = find_release(door, arguments.number, Act("view", "release", str(arguments.number)))
        origin = found.origin
        texts = {f"{file_name(figure)}.csv": as_csv(figure, origin) for figure in found.told}
    if arguments.out:
        arguments.out.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (arguments.out / name).write_text(text)
    print(f"Release {found.id}, {found.state.label.lower()}: {found.title}. {origin.line}")
    print(MEANING)
    for name, text in texts.items():
        print(f"\n{name}\n{text}" if not arguments.out else arguments.out / name)
    return 0


def _approve(arguments: argparse.Namespace) -> int:
    return _decide(arguments, approve=True)


def _refuse(arguments: argparse.Namespace) -> int:
    return _decide(arguments, approve=False)


def _decide(arguments: argparse.Namespace, *, approve: bool) -> int:
    with running() as home:
        from safetynet.reports.actions.releases import decide_release  # noqa: PLC0415 (needs Django)

        door = door_of(home, arguments.by, Purpose.REPORTING)
        found = decide_release(number=arguments.number, approve=approve, by=door, reason=getattr(arguments, "reason", ""))
    print(f"Release {found.id} is {found.state.label.lower()}: {found.title}.")
    return 0
