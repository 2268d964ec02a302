"""Tables of counts as files: comma-separated, one row for each cell, a column for each dimension and one named ``count``.

Columns that hold figures made from the counts (``percent``, ``rate``, ``mean`` ...) are no dimensions: they are withheld where
their count is. Which columns are which is told by their names; a column of numbers whose name says neither is asked about, since
a count that is taken for a dimension would be let through.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from safetynet.kernel.faults import Fault
from safetynet.kernel.suppression import MARK

from .axes import Hierarchy, read_hierarchy
from .primary import is_figure_withheld
from .protection import ProtectedTable
from .shares import Share, find_shares
from .tables import CountTable, Values, is_total, plain

COUNT = "count"
FIGURE_WORDS = frozenset(
    {
        "percent", "percentage", "pct", "%", "share", "proportion", "ratio", "rate", "rates", "mean", "average", "avg", "median",
        "dollars", "usd", "amount", "amounts", "cost", "costs", "spending",
    }
)  # fmt: skip
"""A column with one of these words in its name holds figures."""
NUMBERED_WORDS = frozenset(
    {
        "year", "years", "month", "quarter", "week", "age", "ages", "grade", "period", "district", "zip", "fips", "code", "ward",
        "zone", "tract", "region",
    }
)  # fmt: skip
"""A column of numbers with one of these words in its name is a dimension."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so would be worked out by a spreadsheet; it is written with an apostrophe before it."""
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?\s*%?|[+-]?\.\d+\s*%?")


@dataclass(frozen=True)
class CountFile:
    """A file as it was read: its rows as they stand, the column of counts, the columns of dimensions and of figures."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
    dimensions: tuple[int, ...]
    figures: tuple[int, ...]
    table: CountTable
    shares: tuple[Share, ...]

    def values(self, row: Sequence[str]) -> Values:
        """Which cell of the table a row is."""
        return tuple(row[place] for place in self.dimensions)


def read_file(name: str, text: str, *, dimensions: frozenset[str], figures: frozenset[str]) -> CountFile:
    """A file of counts. ``dimensions`` and ``figures``: columns named so are that. Raises Fault, naming the line, for anything that
    is not what it should be."""
    lines = [(at, row) for at, row in _lines(name, text) if any(cell.strip() for cell in row)]
    if not lines:
        raise Fault(f"{name} is empty.", next="It needs a header and a row for each cell: county,year,count")
    header = tuple(" ".join(cell.split()) for cell in lines[0][1])
    _check_header(name, header)
    rows, where = [], []
    for at, row in lines[1:]:
        if len(row) != len(header):
            raise Fault(f"{name}, line {at} has {len(row)} values for {len(header)} columns.", next="Mend the line.")
        rows.append(tuple(" ".join(cell.split()) for cell in row))
        where.append(f"line {at}")
    count = [plain(column) for column in header].index(COUNT)
    kinds = [_kind(name, column, [row[place] for row in rows], dimensions, figures) for place, column in enumerate(header)]
    of_dimensions = tuple(place for place, kind in enumerate(kinds) if kind == "dimension")
    of_figures = tuple(place for place, kind in enumerate(kinds) if kind == "figure")
    counts, places = _counts(name, header, rows, where, count, of_dimensions)
    names = tuple(header[place] for place in of_dimensions)
    known = {values: (counts[values], tuple(row[place] for place in of_figures)) for values, row in _by_values(rows, of_dimensions)}
    shares = find_shares(known, len(of_figures))
    told = frozenset(share.whole(values) for share in shares for values in counts) - counts.keys()
    table = CountTable(name, names, counts, places, told)
    return CountFile(name, header, tuple(rows), count, of_dimensions, of_figures, table, shares)


def _by_values(rows: Sequence[tuple[str, ...]], dimensions: Sequence[int]) -> list[tuple[Values, tuple[str, ...]]]:
    return [(tuple(row[place] for place in dimensions), row) for row in rows]


def _lines(name: str, text: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True, skipinitialspace=True)
    found = []
    try:
        for row in reader:
            found.append((reader.line_num, row))
    except csv.Error as error:
        raise Fault(f"{name}, line {reader.line_num} is no comma-separated line: {error}.", next="Mend the line.") from error
    return found


def _check_header(name: str, header: Sequence[str]) -> None:
    names = [plain(column) for column in header]
    if names.count(COUNT) != 1:
        raise Fault(
            f"{name} has {'no column' if COUNT not in names else 'several columns'} named “{COUNT}” in its first line.",
            next="The first line names the columns; one of them is count, the others are dimensions.",
        )
    twice = next((column for column in header if names.count(plain(column)) > 1 or not plain(column)), None)
    if twice is not None:
        raise Fault(f"{name} has {f'two columns named “{twice}”' if twice else 'a column without a name'}.", next="Name each once.")


def _kind(name: str, column: str, cells: Sequence[str], dimensions: frozenset[str], figures: frozenset[str]) -> str:
    """What a column is: "count", "dimension" or "figure"."""
    words = set(re.findall(r"[a-z%]+", plain(column)))
    if plain(column) == COUNT:
        return "count"
    if plain(column) in {plain(each) for each in figures}:
        return "figure"
    if plain(column) in {plain(each) for each in dimensions}:
        return "dimension"
    if words & FIGURE_WORDS:
        return "figure"
    numbers = [cell for cell in cells if _NUMBER.fullmatch(cell)]
    years = all(re.fullmatch(r"(?:19|20)\d\d", cell) for cell in numbers)
    if not numbers or years or words & NUMBERED_WORDS or any(not _NUMBER.fullmatch(cell) and not is_total(cell) for cell in cells):
        return "dimension"
    raise Fault(
        f"{name} has a column “{column}” of numbers: are they a dimension, or figures that belong to the counts?",
        next=f"Say so with --dimension “{column}” or --figure “{column}”. Two kinds of counts need two rows, or two files.",
    )


def _counts(
    name: str, header: Sequence[str], rows: Sequence[tuple[str, ...]], where: Sequence[str], count: int, dimensions: Sequence[int]
) -> tuple[dict[Values, int], dict[Values, str]]:
    counts: dict[Values, int] = {}
    places: dict[Values, str] = {}
    seen: dict[Values, str] = {}
    for row, at in zip(rows, where, strict=True):
        values = tuple(row[place] for place in dimensions)
        empty = next((header[place] for place in dimensions if not row[place]), None)
        if empty is not None:
            raise Fault(f"{name}, {at} has no value for “{empty}”.", next="A total is written Total; what is not known, Unknown.")
        same = seen.setdefault(tuple(map(plain, values)), at)
        if same != at:
            raise Fault(f"{name}, {at} is for the same cell as {same} ({', '.join(values)}).", next="Leave one of the two lines.")
        if not re.fullmatch(r"\d{1,12}|\d{1,3}(?:,\d{3})+", row[count]):
            raise Fault(
                f"{name}, {at}: “{row[count]}” is no count.",
                next="A count is a whole number, nought or more. A cell that is not known has no row.",
            )
        counts[values] = int(row[count].replace(",", ""))
        places[values] = at
    return counts, places


def read_hierarchy_file(name: str, text: str, tables: Sequence[CountTable]) -> Hierarchy:
    """Which area lies in which: rows of ``dimension,child,parent``, with ``parent_dimension`` as a fourth column if wanted."""
    lines = [row for _, row in _lines(name, text) if any(cell.strip() for cell in row)]
    wanted = ["dimension", "child", "parent"]
    header = [plain(cell) for cell in lines[0]] if lines else []
    if header not in (wanted, [*wanted, "parent_dimension"]):
        raise Fault(f"{name} is no hierarchy: its first line is not dimension,child,parent.", next="Mend the first line.")
    for at, row in enumerate(lines[1:], start=2):
        if len(row) != len(header) or not all(cell.strip() for cell in row[:3]):
            raise Fault(f"{name}, row {at} is not {','.join(header)}.", next="Mend the line.")
    return read_hierarchy(lines[1:], tables)


def write_file(file: CountFile, protected: ProtectedTable, smallest_told: int) -> str:
    """The same rows in the same order, with a mark for what is withheld.

    Texts that a spreadsheet would take for a formula begin with an apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_harmless(column) for column in file.header])
    for row in file.rows:
        written = [cell if _NUMBER.fullmatch(cell) else _harmless(cell) for cell in row]
        values = file.values(row)
        if values in protected.withheld:
            written[file.count] = MARK
        for at, place in enumerate(file.figures):
            if row[place] and _figure_withheld(file, protected, values, at, smallest_told):
                written[place] = MARK
        writer.writerow(written)
    return out.getvalue()


def _figure_withheld(file: CountFile, protected: ProtectedTable, values: Values, figure: int, smallest_told: int) -> bool:
    counts: Mapping[Values, int] = file.table.counts
    wholes = [share.whole(values) for share in file.shares if share.figure == figure]
    withheld = values in protected.withheld
    if not wholes:
        return is_figure_withheld(counts[values], None, withheld, False, smallest_told)
    return any(
        is_figure_withheld(counts[values], counts.get(whole), withheld, whole in protected.withheld, smallest_told)
        for whole in wholes
    )


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
