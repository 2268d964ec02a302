"""Figures that were worked out once: a snapshot never changes, so neither do they. They lie beside the snapshots."""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings

from safetynet.reports.rules.figures import Figure
from safetynet.reports.rules.measures import MEASURES, Measure
from safetynet.reports.rules.protecting import protected

from .figures import Period, opened, read_figure
from .snapshots import Registered

SECONDS = 1.0
"""How long one step works before it tells how far it is."""


class Store:
    """The worked-out figures of one scope of one snapshot, exact and protected. For their owner's eyes only."""

    def __init__(self, snapshot: str, workbook: int | None, period: Period) -> None:
        scope = hashlib.sha256(f"{workbook} {period}".encode()).hexdigest()[:12]
        self._folder: Path = settings.SNAPSHOTS / "worked-out" / f"{snapshot}-{scope}"

    def find(self, measure: Measure, *, withheld: bool = False) -> Figure | None:
        """The figure, if it was worked out by this declaration of the measure."""
        path = self._path(measure, withheld)
        if not path.exists():
            return None
        told = json.loads(path.read_text())
        cells, of = ({tuple(key): count for key, count in told[name]} for name in ("cells", "of"))
        return Figure(measure, cells, of, withheld=withheld)

    def keep(self, figure: Figure) -> None:
        """Keep a figure, in one step that cannot leave half a file."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(figure.measure, figure.withheld)
        waiting = path.with_suffix(f".{time.monotonic_ns()}")
        told = {"cells": [[list(key), count] for key, count in figure.cells.items()],
                "of": [[list(key), count] for key, count in figure.of.items()]}  # fmt: skip
        waiting.write_text(json.dumps(told))
        waiting.replace(path)

    def _path(self, measure: Measure, withheld: bool) -> Path:
        """Protected figures depend on each other, so a change of any declaration makes all of them anew."""
        declared = hashlib.sha256(repr(tuple(MEASURES.values()) if withheld else measure).encode()).hexdigest()[:12]
        return self._folder / f"{measure.key}-{declared}{'-protected' if withheld else ''}.json"


class Bench:
    """The work on one report: what is done, and the next step of what is left."""

    def __init__(
        self, snapshot: Registered, workbook: int | None, period: Period, measures: Sequence[Measure] = (), *, protect: bool = False
    ) -> None:
        """``protect``: the figures are protected, all of the report together, whichever of them are asked for."""
        self._snapshot, self._workbook, self._period, self._protect = snapshot, workbook, period, protect
        self._asked = tuple(measures) or tuple(MEASURES.values())
        self._store = Store(snapshot.code, workbook, period)
        self._measures = tuple(MEASURES.values()) if protect else self._asked
        self.left = [measure for measure in self._measures if self._store.find(measure) is None]

    @property
    def all(self) -> int:
        """How many pieces of work there are: the figures, and protecting them."""
        return len(self._measures) + self._protect

    @property
    def ready(self) -> int:
        """How many are done."""
        return self.all - len(self.left) - (self._protect and not self._is_protected)

    @property
    def done(self) -> bool:
        """Whether all are."""
        return not self.left and (self._is_protected or not self._protect)

    @property
    def _is_protected(self) -> bool:
        return all(self._store.find(measure, withheld=True) is not None for measure in self._measures)

    def work(self, seconds: float = SECONDS, say: Callable[[str], None] = lambda _step: None) -> None:
        """Work out what is left, for about so long; at least one figure."""
        if self.left:
            self._work_out(seconds, say)
        elif not self.done:
            say("withholding small counts")
            found = [self._store.find(measure) for measure in self._measures]
            for figure in protected([figure for figure in found if figure is not None]):
                self._store.keep(figure)

    def _work_out(self, seconds: float, say: Callable[[str], None]) -> None:
        until = time.monotonic() + seconds
        with opened(self._snapshot.folder, workbook=self._workbook, period=self._period) as cohort:
            while self.left:
                say(self.left[0].title)
                self._store.keep(read_figure(cohort, self.left[0]))
                self.left.pop(0)
                if time.monotonic() > until:
                    return

    def figures(self, say: Callable[[str], None]) -> list[Figure]:
        """All of them, worked out now where they were not before."""
        while not self.done:
            self.work(float("inf"), say)
        found = [self._store.find(measure, withheld=self._protect) for measure in self._asked]
        return [figure for figure in found if figure is not None]
