"""A figure: the cells of one measure with what they are out of, and the rows in which they are told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from safetynet.kernel.suppression import MARK

from .measures import Measure, Split, Stated
from .measures.subjects import CLASS

Values = tuple[str, ...]
TOTAL = "Total"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a figure's table: the values, and by classification and in all how many, out of how many.

    None stands for a count that is withheld.
    """

    values: Values
    labels: Values
    counts: Mapping[str, int | None]
    of: Mapping[str, int | None]
    shares: bool = True

    def percent(self, group: str) -> float | None:
        """The share as a percentage to one decimal; None where the count, or what it is out of, is withheld or nought, and where
        things are counted of which a youth may have many."""
        count, of = self.counts.get(group), self.of.get(group)
        return round(100 * count / of, 1) if self.shares and count is not None and of else None


@dataclass(frozen=True, slots=True)
class Figure:
    """The cells of a measure by the values of its splits and the classification; ``of`` by those of its denominator."""

    measure: Measure
    cells: Mapping[Values, int | None]
    of: Mapping[Values, int | None]
    withheld: bool = False

    @property
    def splits(self) -> tuple[Split, ...]:
        """The dimensions of the cells: the measure's, then the classification where it is not one of them."""
        return with_class(self.measure.splits)

    @property
    def groups(self) -> tuple[str, ...]:
        """The classifications that occur, CSEC identified and at risk first and always; then the whole."""
        place = self.splits.index(CLASS)
        there = {key[place] for key in self.cells if key[place] != TOTAL}
        return (*CLASS.known, *sorted(there - set(CLASS.known)), TOTAL)

    @staticmethod
    def group_label(group: str) -> str:
        """What a column is called: the classification, or the whole."""
        return "All" if group == TOTAL else CLASS.label(group)

    @property
    def shown(self) -> tuple[Split, ...]:
        """The splits that name a row: all but the classification, which stands in columns."""
        return tuple(split for split in self.measure.splits if split is not CLASS)

    def rows(self, *, every: bool = False) -> list[Row]:
        """The lines of the table. Ordered splits by value, others by their whole count, the largest first. ``every``: also those
        that the figure leaves out because they are few."""
        found = {self._named(key) for key in self.cells} | set(self._known())
        rows = [self._row(values) for values in found]
        rows = [row for row in rows if every or (row.counts[TOTAL] or 0) >= self.measure.at_least or row.counts[TOTAL] is None]
        weight = [self._weights(place) for place in range(len(self.shown))]
        return sorted(rows, key=lambda row: tuple(weight[place][value] for place, value in enumerate(row.values)))

    def count(self, *values: str, group: str = TOTAL) -> int | None:
        """One count by the values of the rows."""
        return self._row(values).counts.get(group)

    def whole_cells(self) -> dict[Values, int]:
        """Every count that the table shows, by the key of its cell: all classifications and their whole, noughts too."""
        places = [next((at for at, split in enumerate(self.shown) if split is each), None) for each in self.splits]
        return {
            tuple(group if place is None else row.values[place] for place in places): count
            for row in self.rows()
            for group in self.groups
            if (count := row.counts[group]) is not None
        }

    def whole_of(self) -> dict[Values, int]:
        """Every count that the percentages are out of, by its key: the values of the denominator, then the classification."""
        others = [split for split in self.measure.of_splits if split is not CLASS]
        places = [self.shown.index(split) for split in others]
        return {
            (*(row.values[place] for place in places), group): count
            for row in self.rows()
            for group in self.groups
            if (count := row.of[group]) is not None
        }

    def _weights(self, place: int) -> dict[str, tuple[int, float, str]]:
        split = self.shown[place]
        sums: dict[str, int] = dict.fromkeys(split.known, 0)
        for key, count in self.cells.items():
            value = self._named(key)[place]
            sums[value] = sums.get(value, 0) + (count or 0)
        unknown = ("UNKNOWN", "")
        if split.ordered:
            return {value: (value in unknown, float(value) if value.isdigit() else 0.0, value) for value in sums}
        return {value: (value in unknown, -float(total), value) for value, total in sums.items()}

    def _known(self) -> Iterator[Values]:
        if self.measure.only:
            return
        if len(self.shown) == 1:
            yield from ((value,) for value in self.shown[0].known)
        elif len(self.shown) == 2 and self.shown[-1].known:
            firsts = {self._named(key)[0] for key in self.cells}
            yield from ((first, value) for first in firsts for value in self.shown[-1].known)

    def _named(self, key: Values) -> Values:
        return tuple(value for value, split in zip(key, self.splits, strict=True) if split is not CLASS)

    def _row(self, values: Values) -> Row:
        counts = {group: self._cell(values, group) for group in self.groups}
        return Row(
            values,
            tuple(split.label(value) for split, value in zip(self.shown, values, strict=True)),
            counts,
            {group: self._out_of(values, group) for group in self.groups},
            self.measure.subject.distinct,
        )

    def _cell(self, values: Values, group: str) -> int | None:
        key, rest = [], iter(values)
        for split in self.splits:
            key.append(group if split is CLASS else next(rest))
        if group == TOTAL and tuple(key) not in self.cells:
            return added([self._cell(values, each) for each in self.groups if each != TOTAL])
        return self.cells.get(tuple(key), 0)

    def _out_of(self, values: Values, group: str) -> int | None:
        by_name = dict(zip((split.key for split in self.shown), values, strict=True))
        key = (*(by_name[split.key] for split in self.measure.of_splits if split is not CLASS), group)
        if group == TOTAL and key not in self.of:
            return added([self._out_of(values, each) for each in self.groups if each != TOTAL])
        return self.of.get(key, 0)


def added(counts: Sequence[int | None]) -> int | None:
    """A sum; None where a part is withheld."""
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


@dataclass(frozen=True, slots=True)
class Compared:
    """A number that the study states, ours beside it, and how far they are apart."""

    stated: Stated
    ours: float | None
    deviation: float | None


def with_class(splits: Sequence[Split]) -> tuple[Split, ...]:
    """The splits of the cells: the classification is always one of them."""
    return tuple(splits) if CLASS in splits else (*splits, CLASS)


def compared(figure: Figure) -> list[Compared]:
    """Each number of the study that belongs to a figure, with ours and the deviation (ours less theirs)."""
    return [_compare(figure, stated) for stated in figure.measure.stated]


def _compare(figure: Figure, stated: Stated) -> Compared:
    ours = _ours(figure, stated)
    return Compared(stated, ours, None if ours is None else round(ours - stated.value, 2))


def _ours(figure: Figure, stated: Stated) -> float | None:
    rows = figure.rows()
    whole = rows[0].of[TOTAL] if rows else None
    if stated.unit == "of":
        return None if whole is None else float(whole)
    if stated.unit == "mean":
        counts = [row.counts[TOTAL] for row in rows]
        known = [count for count in counts if count is not None]
        return round(sum(known) / whole, 2) if whole and len(known) == len(counts) else None
    if stated.unit == "% of sum":
        found = [figure.count(value) for value in stated.cell]
        known = [count for count in found if count is not None]
        return round(100 * sum(known) / whole, 1) if whole and len(known) == len(found) else None
    if stated.unit == "largest":
        return float(max(rows, key=lambda row: row.counts[TOTAL] or 0).values[0]) if rows else None
    row = next((row for row in rows if row.values == stated.cell), None)
    if stated.unit == "rank":
        return float(1 + sum((each.counts[TOTAL] or 0) > (row.counts[TOTAL] or 0) for each in rows)) if row else None
    if row is None or row.counts[TOTAL] is None:
        return None if row is not None else 0.0
    if stated.unit == "youths":
        return float(row.counts[TOTAL] or 0)
    of = figure.count(stated.unit.removeprefix("% of ")) if stated.unit.startswith("% of ") else row.of[TOTAL]
    return round(100 * (row.counts[TOTAL] or 0) / of, 1) if of else None


def told(count: int | None) -> str:
    """A count as it stands in a table."""
    return MARK if count is None else f"{count:,}"
