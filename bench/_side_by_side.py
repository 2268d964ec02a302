"""Times measured side by side: A, B, A, B ... in one run, so that what else the machine does falls on all of them alike.

One identical command is three times slower at one hour than at another on a shared machine. So no figure stands alone:
what is told is the ratio of medians (and of 95th percentiles) within one interleaved run, with n and the load.
"""

import gc
import os
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from safetynet.kernel import clock

WARM = 8
"""Calls before the first that counts, or as many as count if those are fewer."""


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of one way of doing something, in the order of measuring."""

    taken: tuple[float, ...]

    @property
    def p50(self) -> float:
        """The median."""
        return median(self.taken)

    @property
    def p95(self) -> float:
        """What nineteen of twenty stay below."""
        ordered = sorted(self.taken)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]

    def over(self, other: "Times") -> float:
        """How many times the other's median."""
        return self.p50 / other.p50


def side_by_side(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Times]:
    """Do each of these in turn, ``rounds`` times; a round begins with another one each time."""
    names = list(ways)
    for name in names:
        for _ in range(min(WARM, rounds)):
            ways[name]()
    taken: dict[str, list[float]] = {name: [] for name in names}
    gc.collect()
    gc.disable()
    try:
        for at in range(rounds):
            for name in (*names[at % len(names) :], *names[: at % len(names)]):
                began = perf_counter()
                ways[name]()
                taken[name].append((perf_counter() - began) * 1000)
    finally:
        gc.enable()
    return {name: Times(tuple(found)) for name, found in taken.items()}


def heading(what: str) -> None:
    """Which machine, which day, how busy: printed above every run."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{what}\n{clock.today():%d %B %Y}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load}", flush=True)


def verdict(ratio: float, ambition: float) -> str:
    """The ratio beside what was wanted."""
    return f"{ratio:5.2f}x {'ok' if ratio <= ambition else f'missed, wanted {ambition:g}x'}"
