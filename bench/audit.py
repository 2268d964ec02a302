"""How fast entries are written into the chained log, and what an entry adds to a view.

``.venv/bin/python bench/audit.py [--seconds S] [--rounds N] [--json FILE]``. Writers are processes with a connection each. An
act is what the door does for a page: BEGIN, the pass, the question with its entry, COMMIT, in one round trip; beside it runs
the same without the entry. Windows with and without the entry, with one, four and eight writers, take turns. At the end
the chains are verified: a fast log that does not hold is no log.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from bench._side_by_side import heading
from bench._state import state_of

WRITERS = (1, 4, 8)


def main() -> int:
    """Measure, print, and say with the exit code whether the chains hold."""
    asked = _arguments()
    with state_of(asked.youths, asked.home) as state:
        from bench._writers import measure_view, measure_writers  # noqa: PLC0415 (needs Django, which needs the instance)

        heading(f"The log: {', '.join(map(str, WRITERS))} writers, {asked.windows} windows of {asked.seconds:g} s each")
        figures: dict[str, Any] = {"writers": measure_writers(state, WRITERS, asked.seconds, asked.windows)}
        figures["view"] = measure_view(state, asked.rounds)
        from safetynet.audit.keeping import read_chains  # noqa: PLC0415 (needs Django, which needs the instance)

        began = time.perf_counter()
        chains = read_chains(state.admin)
        pace = round(chains.entries / (time.perf_counter() - began))
        figures["verified per second"] = pace
        broken = chains.broken()
        print(f"{chains.entries:,} entries; chains {'BROKEN' if broken else 'whole'}; {pace:,} verified per second")
        if asked.json:
            asked.json.write_text(json.dumps(figures, indent=1))
        return 1 if broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--youths", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=4, help="length of a window")
    parser.add_argument("--windows", type=int, default=5, help="windows of each kind")
    parser.add_argument("--rounds", type=int, default=300, help="times that each view is measured")
    parser.add_argument("--home", type=Path, help="an instance of the demo county to use instead of one under build/bench")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
