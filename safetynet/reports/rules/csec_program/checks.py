"""The report held against itself: every finding is computed from the report's numbers, so other numbers give other findings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from safetynet.kernel.codes import CsecType
from safetynet.kernel.suppression import SMALLEST_TOLD

from .declaring import NameUsed, ProgramReport, Side, SideKey, StatedParticipants, StatedShare, added
from .guidelines import SUPPRESSED_FROM, score
from .years import year_before

Numbers = dict[str, int | float | str | list[str] | None]


class Outcome(StrEnum):
    """How a check ended."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    NOTICE = "to be known"
    CANNOT_TELL = "cannot be checked"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found, in words and in the numbers that it was computed from."""

    key: str
    outcome: Outcome
    words: str
    numbers: Numbers


def check_report(report: ProgramReport) -> list[Finding]:
    """Every check, in the order in which they are printed."""
    return [finding for check in _CHECKS for finding in check(report)]


def _compared(key: str, ours: int | None, stated: int | None, what: str) -> Finding:
    numbers: Numbers = {"computed": ours, "stated": stated}
    if ours is None or stated is None:
        return Finding(key, Outcome.CANNOT_TELL, f"{what}: a part or the total is not told.", numbers)
    if ours == stated:
        return Finding(key, Outcome.AGREES, f"{what}: added up {ours:,}, stated {stated:,}.", numbers)
    words = f"{what}: added up {ours:,}, but stated {stated:,}; {abs(ours - stated):,} apart."
    return Finding(key, Outcome.CONTRADICTS, words, numbers)


def _counties_add_up(report: ProgramReport) -> Iterator[Finding]:
    """The counties' victims against the stated total."""
    yield _compared("counties_total", added(one.count for one in report.served), report.served_total, "Victims served by county")


def _types_add_up(report: ProgramReport) -> Iterator[Finding]:
    """Each source's victim types against its total of victims."""
    for side in report.sides:
        yield _compared(f"types_total_{side.key.lower()}", side.summed, side.victims, f"Victims by type, {side.name}")


def _served_takes_part(report: ProgramReport) -> Iterator[Finding]:
    """Every county with a line in the table of victims took part in a year of its period."""
    years = report.span.fiscal_years
    there = frozenset(county for year in years for county in report.takes_part(year))
    if not there:
        words = f"Nobody has entered who took part in {' or '.join(years) or 'the period'}."
        yield Finding("served_takes_part", Outcome.CANNOT_TELL, words, {"years": list(years)})
        return
    outside = [one for one in report.served if one.county not in there]
    inside = added(one.count for one in report.served if one.county in there)
    numbers: Numbers = {"years": list(years), "counties": [one.county for one in outside], "without_them": inside}
    if not outside:
        words = f"Every county with a number took part in {' or '.join(years)}."
        yield Finding("served_takes_part", Outcome.AGREES, words, numbers)
        return
    named = ", ".join(f"{one.county} ({'not told' if one.count is None else one.count})" for one in outside)
    left = "" if inside is None else f" Without them the total is {inside:,}."
    words = f"{named} stand in the table, but did not take part in {' or '.join(years)}.{left}"
    yield Finding("served_takes_part", Outcome.CONTRADICTS, words, numbers)


def _participants_as_stated(report: ProgramReport) -> Iterator[Finding]:
    """The number of participants that a text states against the list of counties."""
    for stated in report.stated_participants:
        yield (_in_all if stated.joined is None else _besides)(report, stated)


def _in_all(report: ProgramReport, stated: StatedParticipants) -> Finding:
    listed = len(report.takes_part(stated.fiscal_year))
    every = sorted({one.fiscal_year for one in report.participation})
    elsewhere = [year for year in every if year != stated.fiscal_year and len(report.takes_part(year)) == stated.count]
    numbers: Numbers = {"year": stated.fiscal_year, "stated": stated.count, "listed": listed, "years_with_that_many": elsewhere}
    if listed == stated.count:
        return Finding("participants", Outcome.AGREES, f"{stated.where}: {listed} counties, as listed.", numbers)
    hint = f" {stated.count} are listed for {', '.join(elsewhere)}." if elsewhere else ""
    words = f"{stated.where}: {stated.count} counties, but {listed} are listed for {stated.fiscal_year}.{hint}"
    return Finding("participants", Outcome.CONTRADICTS, words, numbers)


def _besides(report: ProgramReport, stated: StatedParticipants) -> Finding:
    """So many counties *without* those that joined: the list says how many there were and how many came."""
    before, now = report.takes_part(year_before(stated.fiscal_year)), report.takes_part(stated.fiscal_year)
    came = sorted(now - before)
    old = len(now) - len(came)
    numbers: Numbers = {
        "year": stated.fiscal_year, "stated": stated.count, "stated_joined": stated.joined, "listed_before": old,
        "listed_joined": len(came), "joined": came,
    }  # fmt: skip
    if (old, len(came)) == (stated.count, stated.joined):
        return Finding("participants_besides", Outcome.AGREES, f"{stated.where}: {old} and {len(came)}, as listed.", numbers)
    held = " The stated number already holds those that joined." if old + len(came) == stated.count else ""
    words = (
        f"{stated.where}: {stated.count} counties besides {stated.joined} that joined, but the list has {old} and "
        f"{len(came)} that joined ({', '.join(came) or 'none'}): {old} + {len(came)} = {old + len(came)}.{held}"
    )
    return Finding("participants_besides", Outcome.CONTRADICTS, words, numbers)


def _served_and_victims(report: ProgramReport) -> Iterator[Finding]:
    """Victims served against the victims by type of the same period, as the county plans have both."""
    side = report.side(SideKey.COUNTY_PLAN)
    if side is None or side.span != report.span or report.served_total is None or side.victims is None:
        return
    both = added((side.victims, side.at_risk))
    numbers: Numbers = {"served": report.served_total, "victims": side.victims, "victims_and_at_risk": both}
    if report.served_total == side.victims:
        yield Finding("served_and_victims", Outcome.AGREES, f"As many served as victims: {side.victims:,}.", numbers)
    elif report.served_total < side.victims:
        words = f"{report.served_total:,} of {side.victims:,} victims of {side.name} were served in the same period."
        yield Finding("served_and_victims", Outcome.NOTICE, words, numbers)
    else:
        known = (
            "that is the victims and the youths at risk together" if report.served_total == both
            else "youths at risk may be among those served; the report does not say"
        )  # fmt: skip
        words = f"{report.served_total:,} victims served, but {side.victims:,} victims by {side.name} in the same period: {known}."
        yield Finding("served_and_victims", Outcome.CONTRADICTS, words, numbers)


def _two_sources(report: ProgramReport) -> Iterator[Finding]:
    """The two sources against each other: the same time, and the longer one not the smaller one."""
    one, other = report.side(SideKey.CWS_CMS), report.side(SideKey.COUNTY_PLAN)
    if one is None or other is None:
        return
    longer, shorter = sorted((one, other), key=lambda side: -len(side.span.months))
    numbers: Numbers = {side.name: len(side.span.months) for side in (one, other)}
    if one.span == other.span:
        yield Finding("same_period", Outcome.AGREES, f"Both sources are of {one.span.words}.", numbers)
    else:
        words = f"{one.name} has {len(one.span.months)} whole months, {other.name} {len(other.span.months)}: not the same time."
        yield Finding("same_period", Outcome.CONTRADICTS, words, numbers)
    if len(longer.span.months) > len(shorter.span.months) and None not in (longer.victims, shorter.victims):
        yield _longer_has_more(longer, shorter)


def _longer_has_more(longer: Side, shorter: Side) -> Finding:
    more, less = longer.victims or 0, shorter.victims or 0
    numbers: Numbers = {longer.name: more, shorter.name: less}
    if more >= less:
        words = f"The longer period has as many victims or more: {more:,} and {less:,}."
        return Finding("longer_has_more", Outcome.AGREES, words, numbers)
    words = f"{longer.name} covers the longer period and has fewer victims: {more:,} against {less:,}."
    return Finding("longer_has_more", Outcome.CONTRADICTS, words, numbers)


def _nought_that_is_none(report: ProgramReport) -> Iterator[Finding]:
    """A type that a source was not asked for, printed as a nought."""
    for side in report.sides:
        for kind in sorted(side.not_asked, key=list(CsecType).index):
            if side.counts[kind] == 0:
                words = f"{side.name}: “{kind.label}” was not asked for; its nought says nothing."
                yield Finding("not_asked", Outcome.NOTICE, words, {"source": side.name, "type": kind.value})


_SMALL_WORDS = frozenset({"in", "with", "a", "the", "of", "from", "while", "csec"})


def _names_agree(report: ProgramReport) -> Iterator[Finding]:
    """Each type has one name; a shorter form of a name is the same name, two names that each say something else are two."""
    for kind in CsecType:
        used = [name for name in report.names if name.kind is kind]
        apart = [
            (one, other)
            for at, one in enumerate(used)
            for other in used[at + 1 :]
            if not (_said(one) <= _said(other) or _said(other) <= _said(one))
        ]
        for one, other in apart:
            place = list(CsecType).index(kind) + 1
            words = f"Type {place} has two names: “{one.words}” ({one.where}), “{other.words}” ({other.where})."
            numbers: Numbers = {"type": kind.value, "names": [one.words, other.words]}
            yield Finding("names", Outcome.CONTRADICTS, words, numbers)


def _said(name: NameUsed) -> frozenset[str]:
    return frozenset(name.words.casefold().replace(",", " ").split()) - _SMALL_WORDS


def _small_counts(report: ProgramReport) -> Iterator[Finding]:
    """Counts of 1 to 10 that are printed although strict rules would withhold them, and what the guidelines' score says."""
    told = [one for one in report.served if one.count is not None]
    small = [one for one in told if 0 < (one.count or 0) < SMALLEST_TOLD]
    points = score([one.count or 0 for one in told], [one.county for one in report.served], len(report.span.months))
    numbers: Numbers = {
        "cells": len(small), "sum": sum(one.count or 0 for one in small), "counties": [one.county for one in small],
        "score": points,
    }  # fmt: skip
    if not small:
        yield Finding("small_counts", Outcome.AGREES, f"No county's count is from 1 to {SMALLEST_TOLD - 1}.", numbers)
        return
    may = "may be published" if points is not None and points < SUPPRESSED_FROM else "must be suppressed"
    words = (
        f"{len(small)} counties have counts of 1 to {SMALLEST_TOLD - 1}, {numbers['sum']} youths together: strict rules withhold "
        f"them. The state's guidelines give {points} points: the table {may} under them (suppressed from {SUPPRESSED_FROM})."
    )
    yield Finding("small_counts", Outcome.CONTRADICTS, words, numbers)


def _shares_as_stated(report: ProgramReport) -> Iterator[Finding]:
    """A stated share of a county's child-welfare youths, against the denominator that was entered, or what it implies."""
    for stated in report.stated_shares:
        served = next((one.count for one in report.served if one.county == stated.county), None)
        if served is not None:
            yield _share(report, stated, served)


def _share(report: ProgramReport, stated: StatedShare, served: int) -> Finding:
    bound = 100 * served / stated.percent
    said = f"{stated.county}: {served:,} are stated to be {'more' if stated.more else 'less'} than {stated.percent:g} %"
    implied = f"{'fewer' if stated.more else 'more'} than {bound:,.0f} youths of 10 to 20"
    denominator = report.youths_of(stated.county)
    numbers: Numbers = {
        "county": stated.county, "served": served, "bound": round(bound, 1), "youths": denominator.youths if denominator else None,
    }  # fmt: skip
    if denominator is None:
        return Finding("shares", Outcome.CANNOT_TELL, f"{said}, which implies {implied}; no denominator entered.", numbers)
    percent = 100 * served / denominator.youths
    holds = percent > stated.percent if stated.more else percent < stated.percent
    words = f"{said}; of the {denominator.youths:,} entered they are {percent:.1f} %."
    return Finding("shares", Outcome.AGREES if holds else Outcome.CONTRADICTS, words, numbers)


_CHECKS: tuple[Callable[[ProgramReport], Iterator[Finding]], ...] = (
    _counties_add_up,
    _types_add_up,
    _served_takes_part,
    _participants_as_stated,
    _served_and_victims,
    _two_sources,
    _nought_that_is_none,
    _names_agree,
    _small_counts,
    _shares_as_stated,
)
