"""Which larger counts are withheld beside the small ones (S2): the least that keeps both intruders out, with proof of how near.

One choice for all cells of all tables. The master problem (`pattern`) proposes the cheapest pattern; the intruders (`examining`)
attack it; where they succeed, the dual of their linear program says which withheld counts would stop them, for every pattern at
once (Fischetti and Salazar, "Solving the cell suppression problem on tabular data with linear constraints", Management Science 47,
2001). That goes round until the intruders fail. The master's bound is then a bound for every safe pattern, so what is found is
proven to be the cheapest or within a known distance of it. When time is up, the pattern is widened along the intruders' own
successes until they fail: safety is never given up, only cheapness, and the distance is told.
"""

from dataclasses import dataclass
from time import thread_time

import numpy as np

from .examining import Examiner, Failure
from .intruder import Flags, Stakes
from .pattern import Choice
from .solver import Ended

ROUNDS_OF_SOME = 40
"""Rounds in which only the cells that failed before are attacked again, before all are."""
ROUNDS_IN_PARTS = 30
MOST_IN_PARTS = 400
"""With more cells than this at stake, looking at choices in parts takes longer than it saves."""
WORTHWHILE = 0.002
"""The share by which a round in parts must raise the bound for another one to follow."""


@dataclass(frozen=True)
class Found:
    """A pattern that both intruders failed against: what is withheld beside the small counts, its cost, a cost below which nothing
    safe can be, how many rounds it took."""

    withheld: Flags
    cost: float
    bound: float
    rounds: int


def complete(stakes: Stakes, examiner: Examiner, *, seconds: float) -> Found:
    """The cheapest safe pattern, or the best known after about so many ``seconds`` of this processor's own work.

    Own work, not the clock: else the same tables would come out differently on a busy machine.
    """
    ends = thread_time() + seconds
    choice = Choice(stakes)
    rounds, failures = 0, list[Failure]()
    withheld = stakes.choice.copy()
    failing: Flags | None = None
    bound = _tighten(examiner, choice, thread_time() + seconds / 4)
    while (left := ends - thread_time()) > 0:
        rounds += 1
        answer = choice.solve(whole=True, seconds=left, gap=0.0)
        bound = max(bound, answer.bound)
        if answer.values is None:
            break
        withheld = choice.withheld(answer.values)
        hidden = stakes.hidden(withheld)
        failures = examiner.examine(hidden, failing) if failing is not None and rounds % ROUNDS_OF_SOME else []
        if not failures:
            failures = examiner.examine(hidden) or examiner.verify(hidden)
        if not failures:
            return Found(withheld, choice.cost_of(withheld), min(bound, choice.cost_of(withheld)), rounds)
        failing = np.zeros(len(withheld), dtype=bool)
        for failure in failures:
            choice.add(failure)
            failing[failure.cell] = True
    withheld = _widen(stakes, examiner, choice, withheld)
    return Found(withheld, choice.cost_of(withheld), bound, rounds)


def _tighten(examiner: Examiner, choice: Choice, ends: float) -> float:
    """Cuts from choices in parts, as long as they raise the bound; the bound."""
    bound = 0.0
    if np.count_nonzero(examiner.wide) > MOST_IN_PARTS:
        return bound
    for _ in range(ROUNDS_IN_PARTS):
        answer = choice.solve(whole=False, seconds=max(1.0, ends - thread_time()), gap=0.0)
        if answer.values is None or answer.ended is not Ended.OPTIMAL:
            return bound
        stalls = answer.cost < bound * (1 + WORTHWHILE)
        bound = max(bound, answer.cost)
        if stalls or thread_time() > ends:
            return bound
        parts = np.zeros(len(choice.stakes.small))
        parts[choice.cells] = answer.values
        if not any([choice.add(cut) for cut in examiner.separate(parts)]):
            return bound
    return bound


def _widen(stakes: Stakes, examiner: Examiner, choice: Choice, withheld: Flags) -> Flags:
    """Withhold more until nothing is worked out: for each success of an intruder, what stops it at the least cost."""
    costs = np.full(len(withheld), np.inf)
    costs[choice.cells] = np.maximum(choice.costs, 0.01)
    withheld = withheld.copy()
    while failures := examiner.examine(stakes.hidden(withheld)) or examiner.verify(stakes.hidden(withheld)):
        before = int(withheld.sum())
        for failure in failures:
            _stop(failure, withheld, costs, stakes)
        if int(withheld.sum()) == before:
            return np.asarray(stakes.choice.copy())
    return withheld


def _stop(failure: Failure, withheld: Flags, costs: np.ndarray[tuple[int], np.dtype[np.float64]], stakes: Stakes) -> None:
    gives = np.minimum(failure.gives, failure.need)
    short = failure.need - float(gives[stakes.hidden(withheld)].sum())
    if short <= 0:
        return
    ratio = np.where(withheld, 0.0, np.minimum(gives, short) / costs)
    for cell in np.argsort(-ratio, kind="stable"):
        if short <= 0 or ratio[cell] <= 0:
            return
        withheld[cell] = True
        short -= gives[cell]
