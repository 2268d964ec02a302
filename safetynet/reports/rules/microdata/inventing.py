"""Rows out of noisy counts, and out of nothing else: whoever runs this again with the same counts learns nothing new.

The counts of the edges disagree, and some lie below nought. First they are made one model: how many there are, how each column is
shared out (each table that holds it has a say, by its precision), how each child goes with its parent (raked to those shares).
Then rows are drawn from the root of the tree downwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .measuring import Codes, Marginal, Measured
from .schema import Schema

Numbers = NDArray[np.float64]
_ROUNDS = 60
_LEAST = 1e-6
"""No pair of values is held to be wholly impossible, or raking could find no table."""


@dataclass(frozen=True, slots=True)
class Model:
    """How many rows, how the root is shared out, and for each edge the shares of the child by value of the parent."""

    rows: int
    root: int
    shares: Numbers
    edges: tuple[tuple[tuple[int, int], Numbers], ...]


def model_of(measured: Measured, schema: Schema) -> Model:
    """The one model that noisy counts are made to agree on."""
    size = _size(measured.marginals)
    columns = [_column(place, measured.marginals, size) for place in range(len(schema.sizes))]
    edges = tuple((one.pair, _conditional(one, columns)) for one in measured.marginals)
    root = schema.pairs[0][0]
    return Model(round(size), root, _shares(columns[root]), edges)


def draw(model: Model, schema: Schema, chance: np.random.Generator) -> Codes:
    """The rows: as many as the model says, each column as close to its shares as whole rows can be."""
    rows = np.zeros((model.rows, len(schema.sizes)), dtype=np.uint8)
    rows[:, model.root] = _shared_out(model.shares, model.rows, chance)
    for (parent, child), shares in model.edges:
        for value in range(schema.sizes[parent]):
            these = np.flatnonzero(rows[:, parent] == value)
            rows[these, child] = _shared_out(shares[value], len(these), chance)
    return rows[chance.permutation(model.rows)]


def _size(marginals: Sequence[Marginal]) -> float:
    """How many rows: each table's sum has a say, by its precision. Never below nought."""
    weights = np.array([1 / (one.deviation**2 * one.counts.size) for one in marginals])
    sums = np.array([one.counts.sum() for one in marginals])
    return max(0.0, float((weights * sums).sum() / weights.sum()))


def _column(place: int, marginals: Sequence[Marginal], size: float) -> Numbers:
    """The counts of one column, by the tables that hold it."""
    found, weights = [], []
    for one in marginals:
        if place in one.pair:
            across = 1 - one.pair.index(place)
            found.append(one.counts.sum(axis=across))
            weights.append(1 / (one.deviation**2 * one.counts.shape[across]))
    return _possible(np.average(np.array(found), axis=0, weights=weights), size)


def _possible(counts: Numbers, size: float) -> Numbers:
    """The nearest counts that are nowhere below nought and add up to the size (projection on the simplex)."""
    flat = counts.ravel()
    falling = np.sort(flat)[::-1]
    excess = (np.cumsum(falling) - size) / np.arange(1, len(flat) + 1)
    kept = int(np.flatnonzero(falling > excess)[-1]) if size > 0 else 0
    nearest: Numbers = np.maximum(counts - excess[kept], 0.0)
    return nearest


def _conditional(one: Marginal, columns: Sequence[Numbers]) -> Numbers:
    """The child's shares by value of the parent: the table as measured, raked to what the columns add up to."""
    parent, child = (columns[place] for place in one.pair)
    size = float(parent.sum())
    table = _possible(one.counts, size) + _LEAST * max(size, 1.0)
    for _ in range(_ROUNDS):
        table *= _ratio(child, table.sum(axis=0))[None, :]
        table *= _ratio(parent, table.sum(axis=1))[:, None]
    whole = table.sum(axis=1, keepdims=True)
    return np.where(whole > 0, table / np.where(whole > 0, whole, 1.0), _shares(child)[None, :])


def _shares(counts: Numbers) -> Numbers:
    """Counts as shares of one; of nothing, equal shares."""
    return counts / counts.sum() if counts.sum() > 0 else np.full(len(counts), 1 / len(counts))


def _ratio(wanted: Numbers, there: Numbers) -> Numbers:
    return np.divide(wanted, there, out=np.zeros_like(wanted), where=there > 0)


def _shared_out(shares: Numbers, rows: int, chance: np.random.Generator) -> NDArray[np.uint8]:
    """So many values in a random order, as many of each as its share says; what is left over of whole rows falls by chance."""
    if not rows:
        return np.zeros(0, dtype=np.uint8)
    exact = shares / shares.sum() * rows
    whole = np.floor(exact + 1e-9).astype(np.int64)
    left, rest = rows - int(whole.sum()), np.maximum(exact - whole, 0.0)
    if left > 0:
        odds = rest / rest.sum() if rest.sum() > 0 else shares / shares.sum()
        whole += chance.multinomial(left, odds)
    return chance.permutation(np.repeat(np.arange(len(shares), dtype=np.uint8), whole))
