"""How fast the county's own workbook is loaded, and where the time goes.

``.venv/bin/python bench/workbook_import.py [--rounds N] [--json FILE]``. Each round loads ``tests/data/safetynet-2011-2015.xlsx``
(482 youths) at a new table, with the rights of that table's coordinator, step by step as the operator's command and the
browser do; then once more, which must change nothing. Beside it, as a floor: the same claims by one INSERT a kind into tables
without policies, triggers and indexes.
"""

import argparse
import json
import sys
from pathlib import Path

from bench._side_by_side import heading
from bench._state import state_of

WORKBOOK = Path(__file__).resolve().parents[1] / "tests" / "data" / "safetynet-2011-2015.xlsx"


def main() -> int:
    """Measure, print, and say with the exit code whether the second loading changed nothing."""
    asked = _arguments()
    with state_of(asked.youths, asked.home) as state:
        from bench._loading import measure_loading  # noqa: PLC0415 (needs Django, which needs the instance)

        heading(f"Loading {asked.workbook.name}, n = {asked.rounds}")
        figures = measure_loading(state, asked.workbook, asked.rounds)
        if asked.json:
            asked.json.write_text(json.dumps(figures, indent=1))
        return 0 if figures["again_changed"] == 0 else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--youths", type=int, default=20_000, help="youths in the state beside the loaded ones")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--workbook", type=Path, default=WORKBOOK)
    parser.add_argument("--home", type=Path, help="an instance of the demo county to use instead of one under build/bench")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
