"""Figures that were worked out once: a snapshot never changes, so neither do they. They lie beside the snapshots."""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings

from safetynet.reports.rules.figures import Figure
from safetynet.reports.rules.measures import MEASURES, Measure

from .figures import Period, opened, read_figure
from .snapshots import Registered

SECONDS = 1.0
"""How long one step works before it tells how far it is."""


class Store:
    """The worked-out figures of one scope of one snapshot. Exact, so for their owner's eyes only."""

    def __init__(self, snapshot: str, workbook: int | None, period: Period) -> None:
        scope = hashlib.sha256(f"{workbook} {period}".encode()).hexdigest()[:12]
        self._folder: Path = settings.SNAPSHOTS / "worked-out" / f"{snapshot}-{scope}"

    def find(self, measure: Measure) -> Figure | None:
        """The figure, if it was worked out by this declaration of the measure."""
        path = self._path(measure)
        if not path.exists():
            return None
        told = json.loads(path.read_text())
        return Figure(
            measure, {tuple(key): count for key, count in told["cells"]}, {tuple(key): count for key, count in told["of"]}
        )

    def keep(self, figure: Figure) -> None:
        """Keep a figure, in one step that cannot leave half a file."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(figure.measure)
        waiting = path.with_suffix(f".{time.monotonic_ns()}")
        told = {"cells": [[list(key), count] for key, count in figure.cells.items()],
                "of": [[list(key), count] for key, count in figure.of.items()]}  # fmt: skip
        waiting.write_text(json.dumps(told))
        waiting.replace(path)

    def _path(self, measure: Measure) -> Path:
        declared = hashlib.sha256(repr(measure).encode()).hexdigest()[:12]
        return self._folder / f"{measure.key}-{declared}.json"


class Bench:
    """The work on one report: what is done, and the next step of what is left."""

    def __init__(self, snapshot: Registered, workbook: int | None, period: Period, measures: Sequence[Measure] = ()) -> None:
        self._snapshot, self._workbook, self._period = snapshot, workbook, period
        self._store = Store(snapshot.code, workbook, period)
        self._measures = tuple(measures) or tuple(MEASURES.values())
        self.left = [measure for measure in self._measures if self._store.find(measure) is None]

    @property
    def all(self) -> int:
        """How many figures there are."""
        return len(self._measures)

    @property
    def ready(self) -> int:
        """How many are worked out."""
        return self.all - len(self.left)

    @property
    def done(self) -> bool:
        """Whether all are."""
        return not self.left

    def work(self, seconds: float = SECONDS, say: Callable[[str], None] = lambda _step: None) -> None:
        """Work out what is left, for about so long; at least one figure."""
        if self.done:
            return
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
        self.work(float("inf"), say)
        found = [self._store.find(measure) for measure in self._measures]
        return [figure for figure in found if figure is not None]
