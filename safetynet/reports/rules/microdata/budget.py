"""What spending means: the arithmetic is OpenDP's.

The ledger counts in rho (zero-concentrated differential privacy), because what is spent twice then simply adds up; people are told
epsilon at a fixed delta. Both hold for one youth, added or taken away with everything known about that youth.
"""

import math
from functools import cache
from typing import Any

import opendp.prelude as dp

from safetynet.kernel.faults import Fault

from .limits import DEFAULT_EPSILON, DELTA, PLACES, SMALLEST_EPSILON, TOTAL_EPSILON, TOTAL_RHO

dp.enable_features("contrib", "honest-but-curious")


def epsilon_of(rho: float) -> float:
    """What an amount of rho means as epsilon at the house's delta."""
    whole = dp.m.make_gaussian(dp.atom_domain(T=int), dp.absolute_distance(T=int), scale=_scale_of(rho))
    promised: Any = dp.c.make_zCDP_to_approxDP(whole)
    epsilon: float = promised.map(1).epsilon(DELTA)
    return epsilon


@cache
def rho_of(epsilon: float) -> float:
    """The largest rho, to the ledger's places, that is worth no more than this epsilon at the house's delta."""
    low, high = 0.0, max(epsilon, epsilon * epsilon)
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if epsilon_of(middle) <= epsilon else (low, middle)
    return float(math.floor(low * 10**PLACES) / 10**PLACES)


def check_epsilon(epsilon: float) -> float:
    """The epsilon of a release. Raises Fault for one that is no number, too small to tell anything, or more than the total."""
    if not (math.isfinite(epsilon) and SMALLEST_EPSILON <= epsilon <= TOTAL_EPSILON):
        raise Fault(
            f"Epsilon is a number from {SMALLEST_EPSILON:g} to {TOTAL_EPSILON:g}.",
            kept="Nothing was spent and nothing was read.",
            next=f"{DEFAULT_EPSILON:g} is the default.",
        )
    return epsilon


def fits(spent: float, asked: float) -> bool:
    """Whether so much more may be spent."""
    return spent + asked <= TOTAL_RHO


def _scale_of(rho: float) -> float:
    """The standard deviation with which one count costs rho: sensitivity 1, rho = 1 / (2 sigma squared)."""
    return math.sqrt(1 / (2 * rho))


def noise_for(rho: float) -> Any:
    """OpenDP's discrete Gaussian noise for whole counts of which one youth changes one by one, at a cost of at most rho."""
    scale = _scale_of(rho) * (1 + 1e-9)
    return dp.m.make_gaussian(dp.vector_domain(dp.atom_domain(T=int)), dp.l2_distance(T=float), scale=scale)
