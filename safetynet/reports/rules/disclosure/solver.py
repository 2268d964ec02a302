"""Linear programs, with or without whole numbers, solved by HiGHS: the only module that knows the solver.

Not in parallel, and from a fixed seed: the same tables give the same answer on every machine. (The number of threads is left alone:
it is one for the whole process, and the solver refuses to run for whoever wants another one than the first who asked.)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import highspy
import numpy as np
from highspy._core import _Highs
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
INFINITY = float("inf")
SMALL = 1e-6
"""What is smaller than this is nought to the solver."""


class Ended(Enum):
    """How a program ended."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Answer:
    """The values found (None: none), the cost of them, and a cost below which nothing can be."""

    ended: Ended
    values: Numbers | None
    cost: float
    bound: float


_ENDS = {
    highspy.HighsModelStatus.kOptimal: Ended.OPTIMAL,
    highspy.HighsModelStatus.kInfeasible: Ended.INFEASIBLE,
    highspy.HighsModelStatus.kUnbounded: Ended.UNBOUNDED,
    highspy.HighsModelStatus.kUnboundedOrInfeasible: Ended.UNBOUNDED,
}

_WARM: tuple[tuple[str, str | int], ...] = (("presolve", "off"), ("solver", "simplex"), ("simplex_strategy", 4))
_AFRESH: tuple[tuple[str, str | int], ...] = (("presolve", "on"), ("solver", "simplex"), ("simplex_strategy", 1))


class Program:
    """Minimise the cost of so many columns (each nought or more unless said otherwise) under the rows that are added."""

    def __init__(self, columns: int) -> None:
        self._highs = _Highs()  # highspy.Highs would print a line of its own and listen for keys
        self._set((("output_flag", False), ("parallel", "off"), ("random_seed", 7)))
        self._is_warm = False
        self._all = np.arange(columns, dtype=np.int32)
        self._add_columns(columns)
        self._waiting: list[tuple[NDArray[np.int32], Numbers, float, float]] = []

    def _add_columns(self, columns: int) -> None:
        nothing = np.zeros(0)
        self._highs.addCols(
            columns, np.zeros(columns), np.zeros(columns), np.full(columns, INFINITY), 0,
            np.zeros(columns, dtype=np.int32), nothing.astype(np.int32), nothing,
        )  # fmt: skip

    def add(self, terms: Mapping[int, float], least: float, most: float) -> None:
        """A row: the sum of these columns times these numbers lies from ``least`` to ``most``."""
        self.add_row(np.fromiter(terms, dtype=np.int32), np.fromiter(terms.values(), dtype=float), least, most)

    def add_row(self, columns: NDArray[np.int32], numbers: Numbers, least: float, most: float) -> None:
        """The same, from arrays."""
        self._waiting.append((columns, numbers, least, most))

    def _flush(self) -> None:
        if not self._waiting:
            return
        lengths = [len(columns) for columns, _, _, _ in self._waiting]
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int32)
        self._highs.addRows(
            len(lengths), np.array([row[2] for row in self._waiting]), np.array([row[3] for row in self._waiting]),
            int(sum(lengths)), starts, np.concatenate([row[0] for row in self._waiting]).astype(np.int32),
            np.concatenate([row[1] for row in self._waiting]).astype(float),
        )  # fmt: skip
        self._waiting = []

    def bound(self, least: Numbers, most: Numbers) -> None:
        """How small and how large each column may be."""
        self._highs.changeColsBounds(len(self._all), self._all, least, most)

    def bound_one(self, column: int, least: float, most: float) -> None:
        """How small and how large one column may be."""
        self._highs.changeColBounds(column, least, most)

    def cost(self, costs: Numbers) -> None:
        """What one of each column costs."""
        self._highs.changeColsCost(len(self._all), self._all, costs)

    def cost_some(self, columns: Sequence[int], costs: Sequence[float]) -> None:
        """What one of each of these columns costs; the others' costs stay."""
        self._highs.changeColsCost(len(columns), np.array(columns, dtype=np.int32), np.array(costs, dtype=float))

    def whole_numbers(self, columns: NDArray[np.int32] | None = None) -> None:
        """These columns, or all, are whole numbers."""
        chosen = self._all if columns is None else columns
        kinds = np.full(len(chosen), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        self._highs.changeColsIntegrality(len(chosen), chosen, kinds)

    def warm(self) -> None:
        """Many runs follow that differ in their costs: go on from the last basis, by the primal simplex, rather than begin anew.

        Where that loses its way, begin anew.
        """
        self._set(_WARM)
        self._is_warm = True

    def cold(self) -> None:
        """Each run has little to do with the one before: the interior point method, which does not care."""
        self._highs.setOptionValue("solver", "ipm")

    def begin_from(self, values: Numbers) -> None:
        """A solution to begin with."""
        self._flush()
        self._highs.setSolution(len(self._all), self._all, values)

    def solve(self, *, seconds: float = INFINITY, gap: float = 0.0, step: float = 0.0) -> Answer:
        """Run. With ``seconds``, what was found until then; with ``gap``, what is at most this share from the best; with
        ``step``, what is at most this far from it."""
        self._flush()
        self._highs.setOptionValue("time_limit", float(self._highs.getRunTime() + seconds))
        self._highs.setOptionValue("mip_rel_gap", float(gap))
        self._highs.setOptionValue("mip_abs_gap", float(step))
        ended = self._run()
        if ended is not Ended.OPTIMAL and self._is_warm:
            self._highs.clearSolver()
            self._set(_AFRESH)
            ended = self._run()
            self._set(_WARM)
        info = self._highs.getInfo()
        found = ended is Ended.OPTIMAL or info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
        values = np.array(self._highs.getSolution().col_value) if found else None
        return Answer(ended, values, float(info.objective_function_value), float(info.mip_dual_bound))

    def _run(self) -> Ended:
        self._highs.run()
        return _ENDS.get(self._highs.getModelStatus(), Ended.STOPPED)

    def _set(self, options: Sequence[tuple[str, str | int]]) -> None:
        for option, value in options:
            self._highs.setOptionValue(option, value)

    def reduced_costs(self) -> Numbers:
        """What each column's bound is worth in the last run (without whole numbers)."""
        return np.array(self._highs.getSolution().col_dual)

    def row_prices(self) -> Numbers:
        """What each row's bound is worth in the last run (without whole numbers)."""
        return np.array(self._highs.getSolution().row_dual)

    def solve_whole_numbers(self) -> Numbers | None:
        """The least whole-number solution (each column costs one), or None if there is none."""
        self.whole_numbers()
        self.cost(np.ones(len(self._all)))
        return self.solve().values
