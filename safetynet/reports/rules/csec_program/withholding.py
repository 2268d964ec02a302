"""The report for somebody who does not coordinate all of its tables: small counts withheld, and what would tell them.

One group at a time by the rule of the kernel. Besides: a part is withheld whose remainder is small (25 victims, 24 of them
served: one was not), a total that is small itself, and a source's total where a difference between the sources would tell it.
"""

from collections.abc import Sequence
from dataclasses import replace

from safetynet.kernel.codes import CsecType
from safetynet.kernel.suppression import SMALLEST_TOLD, suppress

from .declaring import VICTIM_TYPES, CountyCount, ProgramReport, Quality, ServiceCount, Side, SideKey

WITHHELD = "Small counts are withheld, and larger ones where they would tell a small one."


def withheld(report: ProgramReport) -> ProgramReport:
    """The same report without its small counts. Every count must be there, as it is in a report just computed."""
    plan, cases = report.side(SideKey.COUNTY_PLAN), report.side(SideKey.CWS_CMS)
    sides = tuple(side for side in (cases and _cases(cases, plan), plan and _side(plan)) if side is not None)
    identified = _counties(report.identified)
    served = _parts(_counties(report.served), report.served, report.identified)
    apart = any(mine.count is None for mine in served)
    return replace(
        report,
        told=WITHHELD,
        sides=sides,
        identified=identified,
        served=served,
        served_total=None if apart else _alone(report.served_total or 0),
        services=_services(report.services, plan),
        quality=tuple(_quality(one) for one in report.quality),
    )


def _is_small(count: int) -> bool:
    return 0 < count < SMALLEST_TOLD


def _alone(count: int | None) -> int | None:
    """A count that stands by itself."""
    return None if count is None or _is_small(count) else count


def _side(side: Side) -> Side:
    kinds = suppress([side.counts[kind] or 0 for kind in VICTIM_TYPES])
    counts = {**dict(zip(VICTIM_TYPES, kinds, strict=True)), CsecType.AT_RISK: _alone(side.at_risk)}
    return replace(side, counts=counts, victims=_alone(side.victims))


def _cases(cases: Side, plan: Side | None) -> Side:
    """The side whose youths are all among the other's: where the two are 1 to 10 apart, this one is withheld, and with it its
    total, so that no subtraction gives it back."""
    told = _side(cases)
    if plan is None:
        return told
    near = {kind for kind in CsecType if _is_small(abs((plan.counts[kind] or 0) - (cases.counts[kind] or 0)))}
    counts = {kind: None if kind in near else count for kind, count in told.counts.items()}
    total_near = _is_small(abs((plan.victims or 0) - (cases.victims or 0)))
    total = None if total_near or near & set(VICTIM_TYPES) else told.victims
    if total_near and all(counts[kind] is not None for kind in VICTIM_TYPES):
        counts |= dict.fromkeys(VICTIM_TYPES)
    return replace(told, counts=counts, victims=total)


def _counties(counts: Sequence[CountyCount]) -> tuple[CountyCount, ...]:
    told = suppress([one.count or 0 for one in counts])
    return tuple(replace(one, count=count) for one, count in zip(counts, told, strict=True))


def _parts(told: Sequence[CountyCount], parts: Sequence[CountyCount], wholes: Sequence[CountyCount]) -> tuple[CountyCount, ...]:
    """Parts of wholes, withheld where the rest of the whole is small."""
    return tuple(
        replace(shown, count=None) if _is_small((whole.count or 0) - (part.count or 0)) else shown
        for shown, part, whole in zip(told, parts, wholes, strict=True)
    )


def _services(services: Sequence[ServiceCount], plan: Side | None) -> tuple[ServiceCount, ...]:
    """By kind: a youth may have used several, so no sum gives a withheld one away; but those who did not use one are a group."""
    victims = (plan.victims or 0) if plan else 0
    at_risk = (plan.at_risk or 0) if plan else 0
    return tuple(
        replace(one, victims=_of_whole(one.victims or 0, victims), at_risk=_of_whole(one.at_risk or 0, at_risk)) for one in services
    )


def _of_whole(count: int, whole: int) -> int | None:
    """A part as it may be told beside its whole; a true nought stays (9.3, S3)."""
    if count == 0:
        return 0
    return None if _is_small(count) or _is_small(whole - count) else count


def _quality(line: Quality) -> Quality:
    if line.count is None or line.of is None:
        return line
    return replace(line, count=_of_whole(line.count, line.of), of=_alone(line.of))
