"""What declared measures cost: every figure of a snapshot, beside the same crosstabs written by hand in DuckDB's SQL.

``.venv/bin/python bench/figures.py [--youths N] [--rounds N] [--json FILE]``. A snapshot of 1,000,000 invented youths with some
thirty million rows is made in a temporary folder. Each round opens it anew both ways; then each figure is computed by its
declaration and by hand in turn, percentages' denominators included. All counts must be equal, or the run stops. Then sixty
questions to the explorer, twice: what is kept of a subject is made when it is asked for first.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import Any

import duckdb

from bench._crosstabs import CROSSTABS
from bench._invented_snapshot import invent_snapshot
from bench._side_by_side import Times, heading, verdict
from safetynet.reports.queries.exploring import explore
from safetynet.reports.queries.figures import Period, opened, read_figure
from safetynet.reports.rules.exploring import SUBJECTS, Asked
from safetynet.reports.rules.figures import Figure
from safetynet.reports.rules.measures import MEASURES, Measure
from safetynet.reports.rules.record_kinds import RECORD_KINDS

_Taken = dict[str, list[tuple[float, float]]]
"""By measure, milliseconds by the clock and of own work, of all threads."""
WANTED, WANTED_MS = 1.5, 300.0
"""Times that a figure may take of the same by hand; milliseconds for an answer of the explorer."""


def main() -> int:
    """Measure, print, and say with the exit code whether the figures and the explorer are as fast as wanted."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="safetynet-bench-") as working:
        folder = asked.folder or Path(working)
        if not (folder / "manifest.json").exists():
            began = perf_counter()
            rows = invent_snapshot(folder, asked.youths)
            print(f"{rows:,} rows of {asked.youths:,} youths invented, {perf_counter() - began:.0f} s", flush=True)
        heading(f"Figures of a snapshot, n = {asked.rounds}")
        figures = measure_figures(folder, asked.rounds)
        print(f"load {os.getloadavg()[0]:.1f}", flush=True)
        explorer = {how: _measure_explorer(folder, asked.questions, how) for how in ("new", "standing")}
    if asked.json:
        asked.json.write_text(json.dumps({"figures": figures, "explorer": explorer}, indent=1))
    return 0 if max(figures.values()) <= WANTED and explorer["standing"]["p95"] <= WANTED_MS else 1


def measure_figures(folder: Path, rounds: int) -> dict[str, float]:
    """The ratio of each figure and of all together ("all")."""
    declared: _Taken = {key: [] for key in MEASURES}
    by_hand: _Taken = {key: [] for key in MEASURES}
    for at in range(rounds + 1):
        with opened(folder) as cohort, duckdb.connect(":memory:") as plain:
            for name in RECORD_KINDS:
                file = f"CREATE VIEW {name} AS FROM '{folder / name}.parquet'"
                plain.execute(file)
            for measure in MEASURES.values():
                ways: list[tuple[_Taken, Callable[[], Any]]] = [
                    (declared, lambda m=measure: read_figure(cohort, m)),
                    (by_hand, lambda m=measure: _by_hand(plain, m)),
                ]
                answers = {}
                for times, way in ways[:: -1 if at % 2 else 1]:
                    began, worked = perf_counter(), process_time()
                    answers[id(times)] = way()
                    if at:
                        times[measure.key].append((1000 * (perf_counter() - began), 1000 * (process_time() - worked)))
                _compare(measure, answers[id(declared)], *answers[id(by_hand)])
    return _tell(declared, by_hand)


def _by_hand(plain: duckdb.DuckDBPyConnection, measure: Measure) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    cells, of = CROSSTABS[measure.key]
    return plain.execute(cells).fetchall(), plain.execute(of).fetchall()


def _compare(measure: Measure, figure: Figure, cells: list[tuple[Any, ...]], of: list[tuple[Any, ...]]) -> None:
    for what, ours, theirs in (("cells", figure.cells, cells), ("denominators", figure.of, of)):
        if dict(ours) != {row[:-1]: row[-1] for row in theirs}:
            raise SystemExit(f"{measure.key}: the {what} are not those counted by hand")


def _tell(declared: _Taken, by_hand: _Taken) -> dict[str, float]:
    """By the clock, and by own work, which what else the machine does hardly changes."""
    ratios = {}
    declared["all"], by_hand["all"] = (
        [(sum(clock for clock, _ in each), sum(work for _, work in each)) for each in zip(*way.values(), strict=True)]
        for way in (declared, by_hand)
    )
    for key in declared:
        (ours, work), (theirs, their_work) = (_medians(way[key]) for way in (declared, by_hand))
        ratios[key] = ours / theirs
        print(
            f"  {key:24} {verdict(ours / theirs, WANTED):28} ms {ours:7.0f} : {theirs:7.0f}   "
            f"own work {work / their_work:5.2f}x, ms {work:7.0f} : {their_work:7.0f}",
            flush=True,
        )
    return ratios


def _medians(taken: list[tuple[float, float]]) -> tuple[float, float]:
    return median(clock for clock, _ in taken), median(work for _, work in taken)


def _measure_explorer(folder: Path, how_many: int, how: str) -> dict[str, float]:
    """Random questions, the same each time: a subject, a way to divide it, for half of them a second way, for a third years.

    Asked once in a process that has not opened the snapshot, and once where everything has been counted before.
    """
    rng, taken = Random("explorer"), []
    for _ in range(how_many):
        subject = SUBJECTS[rng.choice(sorted(SUBJECTS))]
        splits = tuple(rng.sample(subject.splits, rng.choice((1, 2))))
        first = rng.choice((None, None, 2014))
        began, worked = perf_counter(), process_time()
        figure = explore(folder, Asked(subject, splits, first, None).measure, Period(first, None))
        taken.append(((perf_counter() - began) * 1000, (process_time() - worked) * 1000, figure.measure.key))
    times, work = Times(tuple(each for each, _, _ in taken)), Times(tuple(each for _, each, _ in taken))
    slowest = ", ".join(f"{key} {each:.0f}" for each, _, key in sorted(taken, reverse=True)[:3])
    print(
        f"  explorer ({how}), n = {how_many}: ms p50 {times.p50:.0f}, p95 {times.p95:.0f} "
        f"{'ok' if times.p95 <= WANTED_MS else f'missed, wanted {WANTED_MS:.0f}'}; "
        f"own work p50 {work.p50:.0f}, p95 {work.p95:.0f}; slowest: {slowest}; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    return {"p50": times.p50, "p95": times.p95}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--youths", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--questions", type=int, default=60, help="to the explorer")
    parser.add_argument("--folder", type=Path, help="where such a snapshot lies, to measure it once more")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
