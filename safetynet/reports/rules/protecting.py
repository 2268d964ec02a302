"""Figures as they may be told outside a table's coordination: all figures of a report protected together.

Whatever the figures share (the youths of a year, of a classification, all youths) is one and the same count in the protection, so
that no figure tells what another withholds. Counts of things (arrests, stays) add up to other wholes, so each subject of things is
protected by itself.
"""

from collections.abc import Iterator, Sequence

from .disclosure.protection import ProtectedTable, protect
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


def protected(figures: Sequence[Figure], seconds: float = SECONDS) -> list[Figure]:
    """The same figures with small counts withheld, and what would tell them."""
    cells: dict[int, Told] = {}
    of: dict[int, Told] = {}
    for tables in _together(figures):
        overlapping = frozenset({AMONG}) | _overlapping(figures[place] for place, _denominator, _table in tables)
        done = protect([table for _place, _denominator, table in tables], overlapping=overlapping, seconds=seconds)
        for (place, denominator, _table), told in zip(tables, done.tables, strict=True):
            (of if denominator else cells)[place] = _counts(told)
    return [Figure(figure.measure, cells[place], of[place], withheld=True) for place, figure in enumerate(figures)]


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
    told = table.told().items()
    return {tuple(TOTAL if value == WHOLE else value for value in (key[1:] if apart else key)): count for key, count in told}
