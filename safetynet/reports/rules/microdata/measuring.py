"""Counts with noise: the only place where invented rows touch the record, and OpenDP keeps the account.

Each edge of the tree is one table of counts over two columns. One youth, added or taken away, changes one count of each table by
one; the table gets discrete Gaussian noise; the tables' costs add up inside a filter of OpenDP that refuses to answer beyond the
budget. Everything made from these counts afterwards (rows, how many of them) costs nothing more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import opendp.prelude as dp
from numpy.typing import NDArray

from .budget import noise_for
from .schema import Schema

Codes = NDArray[np.uint8]
"""One row per youth, one column per attribute, each value as its place in the attribute's list."""

_ROWS = dp.user_domain("rows of codes, one per youth", lambda rows: isinstance(rows, np.ndarray) and rows.ndim == 2)
_UNIT = dp.symmetric_distance()


@dataclass(frozen=True, slots=True)
class Marginal:
    """The noisy counts of two columns, and the standard deviation of the noise in each."""

    pair: tuple[int, int]
    counts: NDArray[np.float64]
    deviation: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What was learned of the record: a noisy table for each edge, and what they cost together by OpenDP's account."""

    marginals: tuple[Marginal, ...]
    rho: float


def measure(codes: Codes, schema: Schema, rho: float) -> Measured:
    """The tables of the schema's edges, each at an equal share of the budget.

    Raises ValueError when a code lies outside its list; OpenDP's exception when the account would exceed ``rho``.
    """
    if codes.shape[1:] != (len(schema.sizes),) or (len(codes) and (codes >= np.array(schema.sizes)).any()):
        raise ValueError("a row says what the schema does not declare")
    share = rho / len(schema.pairs) * (1 - 1e-9)  # so that rounding up, sum by sum, stays within the budget
    account = dp.c.make_privacy_filter(
        dp.c.make_fully_adaptive_composition(_ROWS, _UNIT, dp.zero_concentrated_divergence()), d_in=1, d_out=rho
    )
    answers = account(codes)
    marginals, costs = [], 0.0
    for pair in schema.pairs:
        noisy = counted(pair, schema) >> noise_for(share)
        costs += noisy.map(1)
        shape = (schema.sizes[pair[0]], schema.sizes[pair[1]])
        counts = np.array(answers(noisy), dtype=np.float64).reshape(shape)
        marginals.append(Marginal(pair, counts, (1 / (2 * noisy.map(1))) ** 0.5))
    return Measured(tuple(marginals), costs)


def counted(pair: tuple[int, int], schema: Schema) -> Any:
    """The table of two columns as a transformation of OpenDP's: so many youths more or less change it by so many, no more."""
    return dp.t.make_user_transformation(
        _ROWS, _UNIT, dp.vector_domain(dp.atom_domain(T=int)), dp.l2_distance(T=float), counting(pair, schema), float
    )


def counting(pair: tuple[int, int], schema: Schema) -> Callable[[Codes], list[int]]:
    """How the table is counted: every row in exactly one place."""
    first, second = pair
    width = schema.sizes[second]
    size = schema.sizes[first] * width

    def count(rows: Codes) -> list[int]:
        places = rows[:, first].astype(np.int64) * width + rows[:, second]
        told: list[int] = np.bincount(places, minlength=size).tolist()
        return told

    return count
