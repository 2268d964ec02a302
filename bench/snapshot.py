"""How long a snapshot of a whole state takes, how much memory it needs, and that the same record gives the same octets.

``.venv/bin/python bench/snapshot.py [--youths N] [--full N] [--rounds N] [--json FILE]``. In the instance of ``policy.py`` a
quarter of the youths get some thirty claims more each (three minutes and 3 GB under ``build/bench``; with ``--full 1000000`` all
of them, about four times that). A reader of reports of an agency that works statewide then makes the snapshot as its command
does, each round in a process of its own: read under that person's pass, shaped, written, hashed, registered.
"""

import argparse
import json
import multiprocessing
import os
import resource
import shutil
import sys
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from bench._side_by_side import heading
from bench._state import State, state_of
from safetynet.kernel import clock

READER = "bench-reports"
_STEPS = {"reading the record": "reading", "shaping": "shaping", "youth": "writing", "hashing": "hashing"}
"""What the program says when a stage begins, and what the stage is called here."""


def main() -> int:
    """Measure, print, and say with the exit code whether every round gave the same octets."""
    asked = _arguments()
    with state_of(asked.youths, asked.home) as state:
        from bench._claims import write_claims  # noqa: PLC0415 (needs Django, which needs the instance)

        claims = write_claims(state, min(asked.full, asked.youths))
        _seat_a_reader(state)
        heading(f"A snapshot of {state.youths:,} youths and {claims:,} claims, n = {asked.rounds}")
        rounds = [_in_a_process(state) for _ in range(asked.rounds)]
    same = len({made["content"] for made in rounds}) == 1
    print(f"  all rounds gave {rounds[0]['content'][:12]}" if same else "  ROUNDS DIFFER", flush=True)
    if asked.json:
        asked.json.write_text(json.dumps({"youths": state.youths, "claims": claims, "rounds": rounds}, indent=1))
    return 0 if same else 1


def _in_a_process(state: State) -> dict[str, Any]:
    """One snapshot in a fresh process, so that its memory is its own."""
    from safetynet.config.instance import close_connections  # noqa: PLC0415 (needs Django)

    person = state.person(READER)
    close_connections()
    context = multiprocessing.get_context("fork")
    answer = context.SimpleQueue()
    process = context.Process(target=_make, args=(person, answer))
    process.start()
    made: dict[str, Any] = answer.get()
    process.join()
    if "fault" in made:
        raise SystemExit(f"the snapshot was not made: {made['fault']}")
    stages = "  ".join(f"{name} {seconds:.1f} s" for name, seconds in made["seconds"].items())
    print(
        f"  {stages}  own work {made['work']:.1f} s  peak {made['peak'] / 2**30:.2f} GiB  {made['rows']:,} rows in "
        f"{made['octets'] / 2**20:.0f} MiB  load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    return made


def _make(person: int, answer: Any) -> None:
    try:
        answer.put(_measured(person))
    except BaseException as fault:
        answer.put({"fault": repr(fault)})
        raise


def _measured(person: int) -> dict[str, Any]:
    from django.conf import settings  # noqa: PLC0415 (needs Django)

    from safetynet.kernel.identifiers import PersonId  # noqa: PLC0415 (the same)
    from safetynet.policy.door import Door  # noqa: PLC0415 (the same)
    from safetynet.policy.passes import Reader  # noqa: PLC0415 (the same)
    from safetynet.policy.vocabulary import Purpose  # noqa: PLC0415 (the same)
    from safetynet.reports.actions import make_snapshot  # noqa: PLC0415 (the same)

    steps: list[tuple[str, float]] = []
    began = _own_work()
    made = make_snapshot(
        purpose="a bench",
        by=Door(Reader(PersonId(person), Purpose.REPORTING, address="127.0.0.1")),
        say=lambda step: steps.append((step, perf_counter())),
    )
    done = perf_counter()
    begins = [(_STEPS[step], at) for step, at in steps if step in _STEPS]
    ends = [at for _, at in begins[1:]] + [done]
    folder = settings.SNAPSHOTS / made.code
    octets = sum(path.stat().st_size for path in folder.glob("*.parquet"))
    shutil.rmtree(folder)  # so that the next round writes again, and nothing large is left behind
    return {
        "content": made.content,
        "seconds": {name: end - at for (name, at), end in zip(begins, ends, strict=True)},
        "whole": done - begins[0][1],
        "work": _own_work() - began,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "rows": made.rows,
        "octets": octets,
    }


def _own_work() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _seat_a_reader(state: State) -> None:
    """A reader of reports at an agency that works statewide."""
    if state.one("SELECT id FROM governance_person WHERE username = %s", READER):
        return
    with state.admin.transaction():
        agency = state.one(
            "INSERT INTO governance_agency (name, short_name, kind) VALUES (%s, 'Statistics', 'STATE') RETURNING id",
            "Statistics of the invented state",
        )
        person = state.one(
            "INSERT INTO governance_person (agency_id, given_name, family_name, title, username, level) "
            "VALUES (%s, 'Reader', '', '', %s, 'LINE') RETURNING id",
            agency,
            READER,
        )
        state.admin.execute(
            "INSERT INTO governance_roleholding (person_id, role, begins) VALUES (%s, 'RPT', %s)",
            [person, clock.today() - timedelta(days=1)],
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--youths", type=int, default=1_000_000)
    parser.add_argument("--full", type=int, default=250_000, help="how many of the youths have about thirty claims more")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--home", type=Path, help="an instance of the demo county to use instead of one under build/bench")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
