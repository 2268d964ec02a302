"""The report's figures from the rows of a snapshot: victims by the hierarchy on both sides, by county, and what they used."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from safetynet.kernel.codes import AgencyType, ServiceType

from .declaring import CountyCount, ServiceCount, Side, SideKey
from .hierarchy import GridRow, ProtectionReport, counted, of_cases, type_of_each, victims_in, within
from .quality import ServiceRow, YouthFacts
from .years import Span

KIND_NOT_RECORDED = "Kind not recorded"


@dataclass(frozen=True, slots=True)
class SnapshotRows:
    """What is read from a snapshot for the report."""

    youths: Sequence[YouthFacts]
    grid: Sequence[GridRow]
    reports: Sequence[ProtectionReport]
    services: Sequence[ServiceRow]


class Computed(NamedTuple):
    """The figures: two sides; victims by county of the table, and those of them who used a service; services by kind."""

    sides: tuple[Side, Side]
    identified: tuple[CountyCount, ...]
    served: tuple[CountyCount, ...]
    services: tuple[ServiceCount, ...]


def computed(rows: SnapshotRows, span: Span) -> Computed:
    """Everything that is counted in a period. A youth of a county's table counts there, once."""
    begun = within((row for row in rows.grid), span.months)
    plan = type_of_each(begun)
    welfare = [row for row in begun if row.said_by == AgencyType.CHILD_WELFARE]
    cases = type_of_each(of_cases(welfare, rows.reports))
    used = [row for row in rows.services if row.used and _by_the_end(row, span)]
    victims = victims_in(plan)
    served = victims & {row.youth for row in used}
    counties = {one.youth: one.county for one in rows.youths}
    return Computed(
        (
            Side(
                SideKey.CWS_CMS, "CWS/CMS", span, "Rows of child welfare, cases only", dict(counted(cases)), len(victims_in(cases))
            ),
            Side(
                SideKey.COUNTY_PLAN,
                "County plan",
                span,
                "Rows of every agency, referrals and cases",
                dict(counted(plan)),
                len(victims),
            ),
        ),
        _by_county(victims, counties),
        _by_county(served, counties),
        _by_kind(used, victims, plan.keys() - victims),
    )


def _by_the_end(row: ServiceRow, span: Span) -> bool:
    """Whether a service had begun when the period ended; one without a date counts, and the page of quality says how many."""
    return row.month is None or (bool(span.months) and row.month <= span.months[-1])


def _by_county(youths: frozenset[int], counties: Mapping[int, str]) -> tuple[CountyCount, ...]:
    """Every county that has a table in the snapshot, noughts too."""
    found = Counter(counties[youth] for youth in youths if youth in counties)
    return tuple(CountyCount(name, found[name]) for name in sorted(set(counties.values())))


def _by_kind(used: Sequence[ServiceRow], victims: frozenset[int], at_risk: "set[int] | frozenset[int]") -> tuple[ServiceCount, ...]:
    """Youths by kind of service, each once for each kind; every kind of the list stands there, noughts too."""
    pairs = {(row.kind, row.youth) for row in used}
    kinds = [*(kind.value for kind in ServiceType), ""]
    return tuple(
        ServiceCount(
            ServiceType.label_of(kind) if kind else KIND_NOT_RECORDED,
            sum(youth in victims for each, youth in pairs if each == kind),
            sum(youth in at_risk for each, youth in pairs if each == kind),
        )
        for kind in kinds
    )
