"""Invented rows out of 1,000,000 invented youths: seconds, and how far shares are off, beside the naive way.

The naive way spends the same budget on each column alone and draws every column by itself. Both ways get the same youths, in turn.
The youths are made here (no database): a hidden trait makes all columns go together, so no tree holds everything; half of the
children in the tree follow their parent besides. Distances are total variation, in hundredths: 0 the same, 100 nothing in common.
"""

import argparse
import json
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np

from safetynet.reports.rules.microdata.beside import counts_of
from safetynet.reports.rules.microdata.budget import noise_for, rho_of
from safetynet.reports.rules.microdata.inventing import draw, model_of
from safetynet.reports.rules.microdata.measuring import Codes, measure
from safetynet.reports.rules.microdata.schema import Schema, schema_of

SCHEMA = schema_of(2011, 2026)


def main() -> None:
    """Both ways, and their figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--youths", type=int, default=1_000_000)
    parser.add_argument("--epsilon", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--home", help="taken and not used: no instance is needed")
    arguments = parser.parse_args()
    real = youths(arguments.youths, np.random.default_rng(20261124))
    rho = rho_of(arguments.epsilon)
    rounds: dict[str, list[dict[str, float]]] = {name: [] for name in WAYS}
    for _ in range(arguments.rounds):
        for name, way in WAYS.items():
            began = time.perf_counter()
            rows = way(real, rho)
            rounds[name].append({"seconds": time.perf_counter() - began, **distances(real, rows)})
    figures = {name: {what: median(one[what] for one in found) for what in found[0]} for name, found in rounds.items()}
    for name, said in figures.items():
        print(f"{name:<28}", "  ".join(f"{what} {value:.3f}" for what, value in said.items()))
    if arguments.json:
        arguments.json.write_text(json.dumps({"youths": arguments.youths, "epsilon": arguments.epsilon, "ways": figures}))


def youths(number: int, chance: np.random.Generator) -> Codes:
    """Invented youths: uneven columns, a trait behind them all, children that follow their parents."""
    hidden = chance.normal(size=number)
    rows = np.zeros((number, len(SCHEMA.sizes)), dtype=np.uint8)
    for place, size in enumerate(SCHEMA.sizes):
        shares = chance.dirichlet(np.full(size, 2.0))
        told = 0.4 * hidden + chance.normal(size=number) * 0.9165
        rows[:, place] = np.searchsorted(np.quantile(told, np.cumsum(shares)[:-1]), told)
    for place, (parent, child) in enumerate(SCHEMA.pairs):
        if place % 2:
            follows = chance.random(number) < 0.5
            rows[follows, child] = rows[follows, parent] % SCHEMA.sizes[child]
    return rows


def by_tree(real: Codes, rho: float) -> Codes:
    """The way of the house."""
    return draw(model_of(measure(real, SCHEMA, rho), SCHEMA), SCHEMA, np.random.default_rng())


def column_by_column(real: Codes, rho: float) -> Codes:
    """The naive way: noisy counts of each column, each drawn by itself."""
    noise: Any = noise_for(rho / len(SCHEMA.sizes))
    chance = np.random.default_rng()
    noisy = [
        np.maximum(np.array(noise(np.bincount(real[:, place], minlength=size).tolist())), 0)
        for place, size in enumerate(SCHEMA.sizes)
    ]
    number = round(mean(float(counts.sum()) for counts in noisy))
    columns = [chance.choice(len(counts), size=number, p=counts / counts.sum()).astype(np.uint8) for counts in noisy]
    return np.stack(columns, axis=1)


def distances(real: Codes, rows: Codes) -> dict[str, float]:
    """Mean distance over all columns, over the edges of the tree, and over all pairs whatever."""
    keys = [attribute.key for attribute in SCHEMA.attributes]
    return {
        "one column": mean(apart(real, rows, SCHEMA, (key,)) for key in keys),
        "pairs in the tree": mean(apart(real, rows, SCHEMA, edge) for edge in SCHEMA.edges),
        "all pairs": mean(apart(real, rows, SCHEMA, pair) for pair in combinations(keys, 2)),
    }


def apart(real: Codes, rows: Codes, schema: Schema, keys: tuple[str, ...]) -> float:
    """Total variation distance in hundredths."""
    first, second = (np.array(counts_of(each, keys, schema)) / len(each) for each in (real, rows))
    return float(np.abs(first - second).sum() * 50)


WAYS: dict[str, Callable[[Codes, float], Codes]] = {"tree of pairs": by_tree, "each column by itself": column_by_column}

if __name__ == "__main__":
    main()
