"""Which type a youth counts under (3.5): one youth, many rows of the grid, the first type of the hierarchy that applies.

The state's own rule apart: a row is of a *referral* if it begins between the day on which a report to child protection was
received and the day on which it was disposed of; else it is of a *case*.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from safetynet.kernel.codes import CsecType

from .declaring import VICTIM_TYPES

HIERARCHY: tuple[CsecType, ...] = tuple(CsecType)
"""During care, open case, absent, closed case with ILP, before care, at risk (report of 2017, appendix B)."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the grid as a snapshot has it: days count from the youth's first referral, months are year times 100 plus month.

    ``inverted``: the end lies before the beginning (rule R-10975).
    """

    youth: int
    kind: CsecType | None
    said_by: str
    begins: int | None = None
    month: int | None = None
    ends: int | None = None
    end_month: int | None = None

    @property
    def inverted(self) -> bool:
        """Whether it ends before it begins."""
        if self.begins is not None and self.ends is not None:
            return self.ends < self.begins
        return self.month is not None and self.end_month is not None and self.end_month < self.month


@dataclass(frozen=True, slots=True)
class ProtectionReport:
    """A report to child protection: days from the youth's first referral on which it was received and disposed of.

    ``pending``: it is not disposed of yet, so its window is still open.
    """

    youth: int
    received: int | None
    disposed: int | None = None
    pending: bool = False


def first_that_applies(kinds: Iterable[CsecType]) -> CsecType | None:
    """The type that a youth counts under; None for no type at all."""
    there = set(kinds)
    return next((kind for kind in HIERARCHY if kind in there), None)


def is_of_a_referral(row: GridRow, reports: Sequence[ProtectionReport]) -> bool:
    """Whether a row begins while a report about the youth is being looked into, both days counted.

    What has no day, and a report that was disposed of on a day that nobody wrote down, make no window: the row is of a case, as
    the state assumed it.
    """
    if row.begins is None:
        return False
    for report in reports:
        if report.received is None or row.begins < report.received:
            continue
        if report.pending or (report.disposed is not None and row.begins <= report.disposed):
            return True
    return False


def of_cases(rows: Iterable[GridRow], reports: Iterable[ProtectionReport]) -> list[GridRow]:
    """The rows that are of a case."""
    of_youth: dict[int, list[ProtectionReport]] = {}
    for report in reports:
        of_youth.setdefault(report.youth, []).append(report)
    return [row for row in rows if not is_of_a_referral(row, of_youth.get(row.youth, ()))]


def within(rows: Iterable[GridRow], months: Sequence[int]) -> list[GridRow]:
    """The rows that begin in one of the months; what has no month is in no period."""
    wanted = frozenset(months)
    return [row for row in rows if row.month in wanted]


def type_of_each(rows: Iterable[GridRow]) -> dict[int, CsecType]:
    """Each youth with the type it counts under, once."""
    kinds: dict[int, set[CsecType]] = {}
    for row in rows:
        if row.kind is not None:
            kinds.setdefault(row.youth, set()).add(row.kind)
    return {youth: found for youth, said in kinds.items() if (found := first_that_applies(said)) is not None}


def victims_in(types: Mapping[int, CsecType]) -> frozenset[int]:
    """The youths who are victims; who is at risk only is none of them."""
    return frozenset(youth for youth, kind in types.items() if kind in VICTIM_TYPES)


def counted(types: Mapping[int, CsecType]) -> dict[CsecType, int]:
    """How many youths there are of each type, noughts too."""
    found = Counter(types.values())
    return {kind: found[kind] for kind in HIERARCHY}
