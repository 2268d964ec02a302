"""What a release loses to disclosure control: 58 counties by 16 factors by 2 classes, with all totals, against a naive method.

``.venv/bin/python bench/protect.py [--events N] [--seed N] [--seconds N] [--json FILE] [--counties N] [--factors N]``.

The counts are invented and seeded, shaped like the real thing: counties by their population, a few frequent factors and many rare
ones. The naive method withholds, in every row and column of every slice that has exactly one withheld count, the next smallest,
until no such row is left; mended, it withholds the next smallest beside every count that is left fewer than three values, until
none is. Ours leaves all values from 1 to k-1, or three ("narrow"). All releases are then attacked by the outsider of the tests,
who shares no code with any of them.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench._side_by_side import heading  # noqa: E402
from safetynet.kernel.counties import COUNTIES  # noqa: E402
from safetynet.reports.rules.disclosure import CountTable, ProtectedTable, protect, reveals  # noqa: E402
from tests.unit.reports.attack import File, Outsider, candidates  # noqa: E402
from tests.unit.reports.releases import Counts, with_totals  # noqa: E402

K = 11
COLUMNS = ("county", "factor", "class")


def main() -> int:
    """Protect both ways, attack both, print; 1 if anything is worked out of ours."""
    asked = _arguments()
    heading(f"Disclosure control: {asked.counties} counties x {asked.factors} factors x 2 classes, {asked.events} events")
    cells = _invented(asked)
    counts = with_totals(cells)
    small = {cell for cell, count in counts.items() if 0 < count < K}
    began, worked = perf_counter(), process_time()
    protection = protect([CountTable("cube", COLUMNS, counts)], smallest_told=K, seconds=asked.seconds)
    seconds, work = perf_counter() - began, process_time() - worked
    began = perf_counter()
    naive = _naive(counts, small)
    naive_seconds = perf_counter() - began
    mended = _mended(counts, small, naive)
    narrow = protect([CountTable("cube", COLUMNS, counts)], smallest_told=K, seconds=asked.seconds, whole_range=False)
    figures: dict[str, Any] = {
        "cells": len(counts), "small": len(small), "noughts": sum(not count for count in counts.values()), "seconds": seconds,
        "work": work, "naive_seconds": naive_seconds, "cost": protection.cost, "bound": protection.bound, "gap": protection.gap,
        "load": os.getloadavg()[0],
    }  # fmt: skip
    releases = {
        "primary": small, "naive": naive, "mended": mended,
        "narrow": set(narrow.tables[0].withheld), "ours": set(protection.tables[0].withheld),
    }  # fmt: skip
    for name, withheld in releases.items():
        figures[name] = _result(counts, withheld, small)
        print(f"{name:>8}: {_told(figures[name])}", flush=True)
    print(
        f"ours took {seconds:.1f} s ({work:.1f} s of own work), naive {naive_seconds:.2f} s; "
        f"cost {protection.cost:.2f}, proven bound {protection.bound:.2f}, gap {protection.gap:.2%}"
    )
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n")
    return 1 if any(figures[name][what] for name in ("ours", "narrow") for what in ("exact", "narrow")) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What a release loses to disclosure control.")
    parser.add_argument("--events", type=int, default=60_000)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--counties", type=int, default=58)
    parser.add_argument("--factors", type=int, default=16)
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def _invented(asked: argparse.Namespace) -> Counts:
    """Counts without totals: Poisson around population x how frequent a factor is x class, with some spread."""
    random = np.random.default_rng(asked.seed)
    counties = COUNTIES[: asked.counties]
    people = np.array([county.population for county in counties], dtype=float)
    frequent = np.sort(random.dirichlet(np.ones(asked.factors) * 2))[::-1]
    expected = asked.events * (people / people.sum())[:, None, None] * frequent[None, :, None] * np.array([0.35, 0.65])
    drawn = random.poisson(expected * random.gamma(4, 0.25, size=expected.shape))
    names = [[county.name for county in counties], [f"factor {at + 1}" for at in range(asked.factors)], ["CSEC", "at risk"]]
    return {cell: int(count) for cell, count in zip(product(*names), drawn.flat, strict=True)}


def _groups(counts: Counts) -> Iterator[list[tuple[str, ...]]]:
    """Every row and column of every slice, with its total."""
    values = [sorted({cell[place] for cell in counts}) for place in range(len(COLUMNS))]
    for place in range(len(COLUMNS)):
        others = [each if at != place else ["Total"] for at, each in enumerate(values)]
        for cell in product(*others):
            yield [(*cell[:place], value, *cell[place + 1 :]) for value in values[place]]


def _naive(counts: Counts, small: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Where exactly one count of a row is withheld, the next smallest, too; until there is no such row."""
    withheld, groups, changed = set(small), list(_groups(counts)), True
    while changed:
        changed = False
        for group in groups:
            if sum(cell in withheld for cell in group) == 1:
                rest = [cell for cell in group if cell not in withheld and counts[cell]]
                if rest:
                    withheld.add(min(rest, key=lambda cell: (counts[cell], cell)))
                    changed = True
    return withheld


def _mended(counts: Counts, small: set[tuple[str, ...]], naive: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The naive release, with the next smallest of its rows withheld beside each count that could be worked out, until it holds."""
    withheld = set(naive)
    table = CountTable("cube", COLUMNS, counts)
    groups = list(_groups(counts))
    while found := reveals(
        [ProtectedTable(table, frozenset(small), frozenset(withheld - small))], smallest_told=K, whole_range=False
    ):
        weak = {tuple(dict(one.at).get(column, "total") for column in COLUMNS) for one in found}
        beside: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for group in groups:
            for cell in group:
                if tuple(value.casefold() for value in cell) in weak:
                    beside.setdefault(cell, []).extend(other for other in group if other not in withheld and counts[other])
        withheld |= {min(others, key=lambda cell: (counts[cell], cell)) for others in beside.values() if others}
    return withheld


def _result(counts: Counts, withheld: set[tuple[str, ...]], small: set[tuple[str, ...]]) -> dict[str, Any]:
    """What is kept, and what the outsider finds."""
    file = File("cube", COLUMNS, [(cell, None if cell in withheld else count, {}) for cell, count in counts.items()])
    spans = Outsider([file], K).worked_out()
    left = [candidates(spans["cube", cell]) for cell in small]
    every = [candidates(span) for span in spans.values()]
    return {
        "withheld": len(withheld), "share_told": 1 - len(withheld) / len(counts),
        "value_told": sum(count for cell, count in counts.items() if cell not in withheld) / sum(counts.values()),
        "exact": len([each for each in left if each < 2]), "narrow": len([each for each in every if each < 3]),
        "below_nine": len([each for each in left if each < 9]),
    }  # fmt: skip


def _told(result: dict[str, Any]) -> str:
    return (
        f"{result['withheld']} withheld, {result['share_told']:.1%} of cells and {result['value_told']:.1%} of counts told; "
        f"worked out exactly {result['exact']}, fewer than three values {result['narrow']}, fewer than nine {result['below_nine']}"
    )


if __name__ == "__main__":
    sys.exit(main())
