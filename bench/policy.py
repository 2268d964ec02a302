"""What row-level security costs: each read of the product as its reader, and as the administrator with explicit conditions.

``.venv/bin/python bench/policy.py [--youths N] [--rounds N] [--json FILE]``. The first run with 1,000,000 youths writes them
(two minutes, 2 GB under ``build/bench``); later runs find them there.

For each reader and read four ways are measured side by side, all prepared, all over one socket:

- *statement*: the question alone in a transaction where the pass was shown, against the question with conditions;
- *request*: BEGIN, the pass, the question, COMMIT in one round trip, against BEGIN, the question with conditions, COMMIT.

Both must give the same document, or the run stops. Every plan is looked at: none may scan a table of the record.
"""

import argparse
import json
import sys
from pathlib import Path

from bench._side_by_side import heading
from bench._state import state_of


def main() -> int:
    """Measure, print, and say with the exit code whether a plan scanned a table of the record."""
    asked = _arguments()
    with state_of(asked.youths, asked.home) as state:
        from bench._page import measure_pages  # noqa: PLC0415 (needs Django, which needs the instance)
        from bench._reads import look_at_plans, measure_reads  # noqa: PLC0415 (the same)

        heading(f"Row-level security, {state.youths:,} youths and {state.claims:,} claims in 58 counties, n = {asked.rounds}")
        lines = measure_reads(state, asked.rounds)
        plans = look_at_plans(state)
        pages = measure_pages(state, asked.rounds)
        if asked.json:
            asked.json.write_text(json.dumps({"youths": state.youths, "reads": lines, "plans": plans, "pages": pages}, indent=1))
        return 1 if any(line["scanned"] for line in (*lines, *plans)) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--youths", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=200, help="times that each way is measured")
    parser.add_argument("--home", type=Path, help="an instance of the demo county to use instead of one under build/bench")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
