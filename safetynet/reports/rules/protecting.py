"""Figures as they may be told outside a table's coordination: all figures of a report protected together.

Whatever the figures share (the youths of a year, of a classification, all youths) is one and the same count in the protection, so
that no figure tells what another withholds. Counts of things (arrests, stays) add up to other wholes, so each subject of things is
protected by itself.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from safetynet.kernel.suppression import SMALLEST_TOLD

from .disclosure.intruder import CANDIDATES
from .disclosure.protection import ProtectedTable, protect, reveals
from .disclosure.tables import TOTAL as WHOLE
from .disclosure.tables import CountTable
from .figures import TOTAL, Figure, Values
from .measures import Split
from .measures.subjects import CLASS, YOUTHS

AMONG = "among"
"""The dimension that keeps shares of some youths (those with a place known) apart from shares of all."""
SECONDS = 20.0
"""How long the cheapest way of withholding is looked for, for one set of tables."""
Told = dict[Values, int | None]


@dataclass(frozen=True, slots=True)
class Published:
    """A figure of an earlier release: its true counts, and what was told of them."""

    exact: Figure
    told: Figure


def protected(figures: Sequence[Figure], earlier: Sequence[Published] = (), seconds: float = SECONDS) -> list[Figure]:
    """The same figures with small counts withheld, and what would tell them, also together with ``earlier`` releases of the same
    snapshot. Raises Refused where nothing that is withheld now would keep a small count from being told."""
    cells: dict[int, Told] = {}
    of: dict[int, Told] = {}
    for tables in _together(figures):
        before = _published(tables, figures, earlier)
        named = [*(figures[place] for place, _denominator, _table in tables), *(one.exact for one in earlier)]
        overlapping = frozenset({AMONG}) | _overlapping(iter(named))
        done = protect(
            [table for _place, _denominator, table in tables], overlapping=overlapping, already_published=before, seconds=seconds
        )
        for (place, denominator, _table), told in zip(tables, done.tables, strict=True):
            (of if denominator else cells)[place] = _counts(told)
    return [Figure(figure.measure, cells[place], of[place], withheld=True) for place, figure in enumerate(figures)]


def revealed(new: Sequence[Published], earlier: Sequence[Published]) -> list[str]:
    """In words, the small counts that figures of one snapshot would tell, alone or together with earlier ones: fewer than three
    numbers are left for them. Empty is good."""
    figures = [one.exact for one in new]
    found = []
    for tables in _together(figures):
        youths = any(denominator for _place, denominator, _table in tables)
        subjects = {figures[place].measure.subject.key for place, _denominator, _table in tables}
        named = [one.exact for one in (*new, *earlier)]
        ours, theirs = (_of_system(some, youths=youths, subjects=subjects) for some in (new, earlier))
        overlapping = frozenset({AMONG}) | _overlapping(iter(named))
        known = reveals(ours, theirs, overlapping=overlapping)
        found += [f"{one.cell}: {one.left[0]} to {one.left[1]}" for one in known if one.left[1] - one.left[0] + 1 < CANDIDATES]
    return found


def differences(figures: Sequence[Figure], told: Sequence[Figure], smallest: int = SMALLEST_TOLD) -> list[str]:
    """In words, the counts that another release told otherwise by 1 to 10: who has both knows a small count. ``told`` are figures
    of releases of other snapshots."""
    found = []
    before = {figure.measure.key: figure for figure in told}
    for figure in figures:
        if figure.measure.key not in before:
            continue
        for ours, theirs in ((figure.cells, before[figure.measure.key].cells), (figure.of, before[figure.measure.key].of)):
            for key, count in ours.items():
                other = theirs.get(key)
                if count is not None and other is not None and 0 < abs(count - other) < smallest:
                    found.append(f"{figure.measure.title}, {', '.join(key)}: {other} was told, {count} would be")
    return found


def _published(
    tables: list[tuple[int, bool, CountTable]], figures: Sequence[Figure], earlier: Sequence[Published]
) -> list[ProtectedTable]:
    """The tables of earlier releases that belong to the same system as these."""
    youths = any(denominator for _place, denominator, _table in tables)
    subjects = {figures[place].measure.subject.key for place, _denominator, _table in tables}
    return _of_system(earlier, youths=youths, subjects=subjects)


def _of_system(released: Sequence[Published], *, youths: bool, subjects: Set[str]) -> list[ProtectedTable]:
    """The tables of released figures that count youths, or things of these subjects."""
    found = []
    for one in released:
        if youths:
            found.append(_as_published(_out_of(one.exact), one.told.of))
        if _of_youths(one.exact) if youths else one.exact.measure.subject.key in subjects:
            found.append(_as_published(_cells(one.exact), one.told.cells))
    return found


def _as_published(table: CountTable, told: Mapping[Values, int | None]) -> ProtectedTable:
    apart = table.dimensions[:1] == (AMONG,)
    withheld = {key for key in table.counts if told.get(_own_key(key, apart=apart)) is None}
    small = frozenset(key for key in withheld if 0 < table.counts[key] < SMALLEST_TOLD)
    return ProtectedTable(table, small, frozenset(withheld) - small)


def _together(figures: Sequence[Figure]) -> Iterator[list[tuple[int, bool, CountTable]]]:
    """Which tables are one system: everything that counts youths, and each subject of things. With each the place of its figure,
    and whether it is what the percentages are out of."""
    youths = [(place, True, _out_of(figure)) for place, figure in enumerate(figures)]
    youths += [(place, False, _cells(figure)) for place, figure in enumerate(figures) if _of_youths(figure)]
    yield youths
    for key in dict.fromkeys(figure.measure.subject.key for figure in figures if not _of_youths(figure)):
        yield [(place, False, _cells(figure)) for place, figure in enumerate(figures) if figure.measure.subject.key == key]


def _of_youths(figure: Figure) -> bool:
    """Whether youths are counted, each once; where things are, the parts add up to all things."""
    return figure.measure.subject.distinct


def _overlapping(figures: Iterator[Figure]) -> frozenset[str]:
    """Dimensions of which a youth may have several values: their parts do not add up to the whole."""
    return frozenset(split.key for figure in figures if _of_youths(figure) for split in figure.splits if not split.single)


def _cells(figure: Figure) -> CountTable:
    return _table(figure.measure.key, figure.splits, figure.whole_cells(), "")


def _out_of(figure: Figure) -> CountTable:
    subject = figure.measure.subject
    splits = (*(split for split in figure.measure.of_splits if split is not CLASS), CLASS)
    all_youths = subject.base == YOUTHS.rows or any(not split.single for split in figure.measure.of_splits)
    among = "" if all_youths else subject.key
    return _table(f"{figure.measure.key}, out of", splits, figure.whole_of(), among)


def _table(name: str, splits: Sequence[Split], counts: dict[Values, int], among: str) -> CountTable:
    dimensions = tuple(split.key for split in splits)
    named = {tuple(WHOLE if value == TOTAL else value for value in key): count for key, count in counts.items()}
    if not among:
        return CountTable(name, dimensions, named)
    return CountTable(name, (AMONG, *dimensions), {(among, *key): count for key, count in named.items()})


def _counts(table: ProtectedTable) -> Told:
    """The counts as they may be told, under the figure's own keys."""
    apart = table.table.dimensions[:1] == (AMONG,)
    return {_own_key(key, apart=apart): count for key, count in table.told().items()}


def _own_key(key: Values, *, apart: bool) -> Values:
    """The key of a cell in its figure."""
    return tuple(TOTAL if value == WHOLE else value for value in (key[1:] if apart else key))
