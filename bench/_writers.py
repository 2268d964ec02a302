"""Writers of the log as processes of their own, and a view with and without its entry."""

import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import monotonic, perf_counter
from typing import Any

from bench._page import UnloggedDoor
from bench._readers import BenchReader, readers_of, reads_of, seek
from bench._side_by_side import Times, side_by_side, verdict
from bench._state import State
from safetynet.audit.acts import Act
from safetynet.config.instance import close_connections
from safetynet.policy.door import Door

GOAL, ADDED, OVER_THE_VIEW = 1_000, 25.0, 1.3
"""Entries a second; milliseconds that an entry may add for nineteen views of twenty; the view with entry over the view."""
_QUESTION = '\'{"subject": "bench"}\'::jsonb'


@dataclass(frozen=True, slots=True)
class Window:
    """What some writers did in one window together."""

    per_second: float
    times: Times


def measure_writers(state: State, writers: Sequence[int], seconds: float, windows: int) -> list[dict[str, Any]]:
    """Entries a second and latency for each number of writers, against the same acts without the entry."""
    reader = readers_of(state)[0]
    kinds = [(count, door) for count in writers for door in (Door, UnloggedDoor)]
    found: dict[tuple[int, type[Door]], list[Window]] = {kind: [] for kind in kinds}
    for at in range(windows):
        for kind in (*kinds[at % len(kinds) :], *kinds[: at % len(kinds)]):
            found[kind].append(_window(reader, *kind, seconds))
    return [_tell(count, found[count, Door], found[count, UnloggedDoor]) for count in writers]


def _tell(count: int, noted: list[Window], silent: list[Window]) -> dict[str, Any]:
    rate, beside = median(each.per_second for each in noted), median(each.per_second for each in silent)
    times, plain = _together(noted), _together(silent)
    added = times.p95 - plain.p95
    enough = "ok" if rate >= GOAL else f"missed, wanted {GOAL:,}"
    print(
        f"  {count} writer{'s' if count > 1 else ' '}  {rate:7,.0f} entries/s {enough:<22} without entry {beside:7,.0f}/s   "
        f"ms p50 (p95) {times.p50:.2f} ({times.p95:.2f}) : {plain.p50:.2f} ({plain.p95:.2f})  "
        f"added at p95 {added:+.2f} {'ok' if added <= ADDED else 'missed'}  n = {len(times.taken):,}",
        flush=True,
    )
    return {"writers": count, "per_second": rate, "without": beside, "p50": times.p50, "p95": times.p95, "added_p95": added}


def _together(windows: list[Window]) -> Times:
    return Times(tuple(taken for window in windows for taken in window.times.taken))


def _window(reader: BenchReader, count: int, door: type[Door], seconds: float) -> Window:
    close_connections()
    context = multiprocessing.get_context("fork")
    start, answers = context.Barrier(count), context.SimpleQueue()
    processes = [context.Process(target=_write, args=(reader, door, seconds, start, answers)) for _ in range(count)]
    for process in processes:
        process.start()
    told = [answers.get() for _ in processes]
    for process in processes:
        process.join()
    return Window(
        sum(len(taken) for taken, _ in told) / max(took for _, took in told), Times(tuple(t for taken, _ in told for t in taken))
    )


def _write(reader: BenchReader, door: type[Door], seconds: float, start: Any, answers: Any) -> None:
    """One writer: acts until the time is over, on a connection that is warm before the clock starts."""
    way = door(reader.reader)
    act = Act("view", "bench", subject="bench", address="127.0.0.1", from_document=True)
    for _ in range(10):
        way.ask(_QUESTION, {}, act)
    start.wait()
    taken, began = [], monotonic()
    while monotonic() - began < seconds:
        at = perf_counter()
        way.ask(_QUESTION, {}, act)
        taken.append((perf_counter() - at) * 1000)
    answers.put((taken, monotonic() - began))


def measure_view(state: State, rounds: int) -> list[dict[str, Any]]:
    """Some views with their entry against the same without it, one client."""
    reader = readers_of(state)[0]
    with state.web() as web:
        sought = seek(state, web, reader)
    assert sought is not None
    lines = []
    for name, read in reads_of(sought).items():
        noted, silent = Door(reader.reader), UnloggedDoor(reader.reader)
        times = side_by_side({"entry": partial(read, noted), "view": partial(read, silent)}, rounds)
        entry, view = times["entry"], times["view"]
        print(
            f"  {name:<24} ms p50 (p95) {entry.p50:6.2f} ({entry.p95:6.2f}) : {view.p50:6.2f} ({view.p95:6.2f})  "
            f"{verdict(entry.over(view), OVER_THE_VIEW)}",
            flush=True,
        )
        lines.append({"view": name, "n": rounds, "ratio": entry.over(view), "added_p95": entry.p95 - view.p95})
    return lines
