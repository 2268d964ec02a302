"""The report as a document, as lines of a sheet, and as what the printed page is told. Every number names its origin."""

from collections.abc import Iterator, Sequence
from typing import Any

from safetynet.kernel.codes import CsecType, ProgramEntryKind, ProgramTier
from safetynet.kernel.suppression import MARK, MEANING

from ..telling import plain
from .checks import Finding, check_report
from .declaring import VICTIM_TYPES, CountyCount, Entry, ProgramReport, Side, SideKey
from .rates import rate, rate_in_words

NOT_IN_SNAPSHOT = "takes part; no table of it in this report"
LAW = "WIC 16524.10"
_PARTS = {
    "participation": "(a) Counties that take part",
    "served": "(b) Victims served by county",
    "services": "(c) Types of services",
    "strategies": "(d) Strategies",
    "barriers": "(e) Barriers and challenges",
    "types": "Appendix. CSEC types by the hierarchy, both sources",
    "checks": "Checks: the report held against itself",
    "quality": "Data quality",
    "method": "Method",
}


def told(count: int | None) -> str:
    """A count as it is printed."""
    return MARK if count is None else f"{count:,}"


def document(report: ProgramReport) -> dict[str, Any]:
    """The whole report for a program to read; what is not told is S, a rate that cannot be is null with the reason beside it."""
    return {
        "title": report.title, "law": LAW, "origin": report.origin, "code": report.code, "told": report.told, "mark": MARK,
        "marked": MEANING,
        "period": {
            "from": report.span.first.isoformat(), "to": report.span.last.isoformat(), "months": list(report.span.months),
            "fiscal_year": report.span.main_year,
        },
        "participation": [
            {"county": one.county, "fiscal_year": one.fiscal_year, "tier": one.tier.value} for one in report.participation
        ],
        "served": {"total": _json(report.served_total), "counties": [_county(report, one) for one in report.served]},
        "not_in_report": absent(report),
        "services": [
            {"kind": one.kind, "victims": _json(one.victims), "at_risk": _json(one.at_risk)} if not one.words
            else {"kind": one.kind, "words": one.words}
            for one in report.services
        ],
        "entries": [
            {
                "number": one.number, "counties": list(one.counties), "fiscal_year": one.fiscal_year, "kind": one.kind.value,
                "topic": one.topic.value, "words": one.words,
            }
            for one in report.entries
        ],
        "types": [_side(side) for side in report.sides],
        "reconciliation": [
            {"type": line[0], "cws_cms": line[1], "county_plan": line[2], "difference": line[3]} for line in reconciled(report)
        ],
        "checks": [
            {"key": one.key, "outcome": one.outcome.value, "words": one.words, "numbers": one.numbers}
            for one in check_report(report)
        ],
        "quality": [
            {"key": one.key, "title": one.title, "count": _json(one.count), "of": _json(one.of), "rule": one.rule}
            for one in report.quality
        ],
        "method": dict(report.method),
    }  # fmt: skip


def _json(count: int | None) -> int | str:
    return MARK if count is None else count


def _county(report: ProgramReport, one: CountyCount) -> dict[str, Any]:
    denominator = report.youths_of(one.county)
    identified = {"identified": _json(_identified(report, one.county))} if report.identified else {}
    return {
        "county": one.county, **identified, "served": _json(one.count),
        "youths_10_to_20": denominator.youths if denominator else None,
        "source": denominator.source if denominator else "", "per_1000": rate(one.count, denominator),
        "rate": rate_in_words(one.count, denominator),
    }  # fmt: skip


def _identified(report: ProgramReport, county: str) -> int | None:
    return next((one.count for one in report.identified if one.county == county), None)


def _side(side: Side) -> dict[str, Any]:
    return {
        "source": side.key.value, "name": side.name, "from": side.span.first.isoformat(), "to": side.span.last.isoformat(),
        "covers": side.covers, "types": {kind.value: _json(side.counts[kind]) for kind in VICTIM_TYPES},
        "victims": _json(side.victims), "at_risk": _json(side.at_risk), "not_asked": sorted(side.not_asked),
    }  # fmt: skip


def absent(report: ProgramReport) -> list[str]:
    """Counties that take part in the period's main year and have no line: nobody says that they served none."""
    return sorted(report.takes_part(report.span.main_year) - {one.county for one in report.served})


def reconciled(report: ProgramReport) -> list[list[str]]:
    """The table of types: each type, the total, who is at risk; both sources and the plan's number less the other's."""
    one, other = report.side(SideKey.CWS_CMS), report.side(SideKey.COUNTY_PLAN)
    if one is None or other is None:
        return []
    lines = [[kind.label, *_of_type(kind, one, other)] for kind in VICTIM_TYPES]
    at_risk = [CsecType.AT_RISK.label, *_both(one.at_risk, other.at_risk)]
    return [*lines, ["Total CSEC victims", *_both(one.victims, other.victims)], at_risk]


def _of_type(kind: CsecType, *sides: Side) -> list[str]:
    """A type of both sources; where one was not asked for it, there is nothing to subtract."""
    if not any(kind in side.not_asked for side in sides):
        return _both(sides[0].counts[kind], sides[1].counts[kind])
    return [*(f"{told(side.counts[kind])}{' (not asked)' if kind in side.not_asked else ''}" for side in sides), "–"]


def _both(one: int | None, other: int | None) -> list[str]:
    if one is None or other is None:
        return [told(one), told(other), MARK]
    return [told(one), told(other), f"{other - one:+,}" if other != one else "0"]


def lines(report: ProgramReport) -> Iterator[list[str]]:
    """One long table for a sheet: part, line, what is told of it, the value, and where it comes from."""
    yield ["Part", "Line", "What", "Value", "Origin"]
    for part, line, what, value in _values(report):
        yield [part, plain(line), plain(what), plain(value), report.code]


def _values(report: ProgramReport) -> Iterator[tuple[str, str, str, str]]:
    for each in report.participation:
        yield "participation", each.county, each.fiscal_year, each.tier.label
    for line in served_lines(report):
        for what, value in zip(served_heads(report)[1:], line[1:], strict=True):
            yield "served", line[0], what, value
    for service in report.services:
        if service.words:
            yield "services", service.kind, "Words", service.words
        else:
            yield "services", service.kind, "Victims", told(service.victims)
            yield "services", service.kind, "At risk", told(service.at_risk)
    for entry in report.entries:
        yield entry.kind.value.lower(), ", ".join(entry.counties), f"{entry.fiscal_year} {entry.topic.label}", entry.words
    for types in reconciled(report):
        for what, value in zip(("CWS/CMS", "County plans", "Difference"), types[1:], strict=True):
            yield "types", types[0], what, value.lstrip("+")
    for finding in check_report(report):
        yield "checks", finding.key, finding.outcome.value, finding.words
    for quality in report.quality:
        yield "quality", quality.title, f"of {told(quality.of)}", told(quality.count)


def served_heads(report: ProgramReport) -> list[str]:
    """The heads of the table of counties."""
    identified = ["Victims identified"] if report.identified else []
    return ["County", *identified, "Victims served", "Youths 10 to 20", "Per 1,000 youths"]


def served_lines(report: ProgramReport) -> list[list[str]]:
    """The table of counties, the total last."""
    found = []
    for one in report.served:
        denominator = report.youths_of(one.county)
        identified = [told(_identified(report, one.county))] if report.identified else []
        youths = f"{denominator.youths:,}" if denominator else "–"
        found.append([one.county, *identified, told(one.count), youths, rate_in_words(one.count, denominator)])
    plan = report.side(SideKey.COUNTY_PLAN)
    total = [told(plan.victims if plan else None)] if report.identified else []
    return [*found, ["Total", *total, told(report.served_total), "", ""]]


def page(report: ProgramReport) -> dict[str, Any]:
    """What the printed page is told: texts and tables, and the length of each county's bar as a share of the longest."""
    longest = max((one.count or 0 for one in report.served), default=0) or 1
    return {
        "title": report.title, "law": LAW, "origin": report.origin, "told": report.told, "meaning": MEANING,
        "period": f"{report.span.words} ({len(report.span.months)} whole months)", "code": report.code, "parts": _PARTS,
        "participation": _years(report), "served_heads": served_heads(report), "served": served_lines(report),
        "bars": [*((one.count or 0) / longest for one in report.served), 0],
        "absent": [f"{name}: {NOT_IN_SNAPSHOT}" for name in absent(report)],
        "services": [[one.kind, told(one.victims), told(one.at_risk)] for one in report.services if not one.words],
        "services_words": [[one.kind, one.words] for one in report.services if one.words],
        "planned": _said(report.entries, ProgramEntryKind.SERVICE_PLANNED),
        "strategies": _said(report.entries, ProgramEntryKind.STRATEGY),
        "barriers": _said(report.entries, ProgramEntryKind.BARRIER),
        "sides": [[side.name, side.span.words, f"{len(side.span.months)} whole months", side.covers] for side in report.sides],
        "types": reconciled(report), "checks": [_checked(one) for one in check_report(report)],
        "quality": [[one.title, told(one.count), told(one.of), one.rule] for one in report.quality],
        "method": [[name, words] for name, words in report.method.items()],
    }  # fmt: skip


def _years(report: ProgramReport) -> list[list[str]]:
    """By fiscal year and tier: how many counties, and which."""
    years = sorted({one.fiscal_year for one in report.participation})
    found = []
    for year in years:
        for tier in ProgramTier:
            names = [one.county for one in report.participation if one.fiscal_year == year and one.tier is tier]
            if names:
                found.append([year, tier.label, str(len(names)), ", ".join(sorted(names))])
    return found


def _said(entries: Sequence[Entry], kind: ProgramEntryKind) -> list[list[str]]:
    """Topic, county and number, words; as the counties entered them."""
    return [[one.topic.label, _who(one), one.words] for one in entries if one.kind is kind]


def _who(entry: Entry) -> str:
    number = f", entry {entry.number}" if entry.number is not None else ""
    return f"{', '.join(entry.counties) or 'No county named'} ({entry.fiscal_year}{number})"


def _checked(finding: Finding) -> list[str]:
    return [finding.outcome.value, finding.words]
