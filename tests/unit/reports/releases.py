"""Tables for the tests, protected by way of their files, as the operator's command does it."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from safetynet.reports.rules.disclosure import Protection, protect, read_file, read_hierarchy, write_file
from tests.unit.reports.attack import File, Key, Outsider, candidates, read

Counts = dict[tuple[str, ...], int]
Lies = Mapping[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True)
class Release:
    """What was given, what came of it, and the files that were published."""

    given: dict[str, tuple[tuple[str, ...], Counts]]
    protection: Protection
    published: dict[str, str]
    lies: Lies
    k: int

    def shown(self, name: str) -> list[str]:
        """The marks and counts of one file, in its order."""
        return [row["count"] for row in csv.DictReader(io.StringIO(self.published[name]))]

    def small(self) -> frozenset[Key]:
        """The cells that hold small counts."""
        return frozenset((name, cell) for name, (_, counts) in self.given.items() for cell, n in counts.items() if 0 < n < self.k)

    def outsider(self, *, insider: bool = False, everything: bool = False, whole: bool = False, absent: bool = False) -> Outsider:
        """Somebody who has the files; ``everything``: the files with every count withheld but the noughts."""
        files = [read(name, text) for name, text in self.published.items()]
        if everything:
            files = [
                File(
                    each.name, each.columns, [(cell, None if self.given[each.name][1][cell] else 0, {}) for cell, _, _ in each.rows]
                )
                for each in files
            ]
        return Outsider(files, self.k, self.lies, self.small() if insider else None, absent, whole)


def written(columns: Sequence[str], counts: Counts) -> str:
    """A table as a file."""
    out = io.StringIO()
    csv.writer(out).writerows([[*columns, "count"], *[[*cell, n] for cell, n in counts.items()]])
    return out.getvalue()


def release(
    given: dict[str, tuple[tuple[str, ...], Counts]], *, lies: Lies | None = None, k: int = 11, seconds: float = 0.7
) -> Release:
    """Protect these tables together."""
    none: frozenset[str] = frozenset()
    files = [read_file(name, written(*each), dimensions=none, figures=none) for name, each in given.items()]
    tables = [file.table for file in files]
    rows = [(down[0], down[1], up[1], up[0]) for down, up in (lies or {}).items()]
    protection = protect(tables, smallest_told=k, hierarchy=read_hierarchy(rows, tables), seconds=seconds)
    published = {
        file.name: write_file(file, safe, k) for file, safe in zip(files, protection.tables, strict=True)
    }  # fmt: skip
    return Release(given, protection, published, lies or {}, k)


def with_totals(cells: Counts) -> Counts:
    """A table with all its totals."""
    sums: Counts = {}
    for cell, count in cells.items():
        for totals in product((False, True), repeat=len(cell)):
            at = tuple("Total" if total else value for total, value in zip(totals, cell, strict=True))
            sums[at] = sums.get(at, 0) + count
    return sums


def summed(cells: Counts, keep: Sequence[int]) -> Counts:
    """The cells of a table that has only these of its dimensions."""
    sums: Counts = {}
    for cell, count in cells.items():
        at = tuple(cell[place] for place in keep)
        sums[at] = sums.get(at, 0) + count
    return sums


def assert_holds(made: Release, *, whole: bool = False, absent: bool = False) -> None:
    """Nothing small is told, no nought is withheld, and both intruders are left at least three values for every mark; or as many
    as they are left when every count is withheld, where that is fewer."""
    for name, (_, counts) in made.given.items():
        for count, shown in zip(counts.values(), made.shown(name), strict=True):
            assert shown in (str(count), "S")
            assert shown != "S" or count > 0
            assert shown == "S" or not 0 < count < made.k
    wanted = min(3, made.k - 1)
    for insider in (False, True):
        spans = made.outsider(insider=insider, whole=whole, absent=absent).worked_out()
        narrow = {key: span for key, span in spans.items() if candidates(span) < wanted}
        if narrow:
            at_best = made.outsider(insider=insider, everything=True, whole=whole, absent=absent).worked_out()
            assert {key: span for key, span in narrow.items() if candidates(span) < min(wanted, candidates(at_best[key]))} == {}, (
                insider
            )
