"""The report to the Legislature: the figures of 2017 as published, and checks that read any figures."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from safetynet.kernel.codes import CsecType, ProgramTier
from safetynet.reports.rules.csec_program.checks import Finding, Outcome, check_report
from safetynet.reports.rules.csec_program.declaring import (
    CountyCount,
    Denominator,
    NameUsed,
    Participation,
    ProgramReport,
    SideKey,
    StatedParticipants,
    added,
)
from safetynet.reports.rules.csec_program.guidelines import score
from safetynet.reports.rules.csec_program.hierarchy import (
    GridRow,
    ProtectionReport,
    counted,
    first_that_applies,
    is_of_a_referral,
    of_cases,
    type_of_each,
    victims_in,
    within,
)
from safetynet.reports.rules.csec_program.published_2017 import COUNTY_PLAN, CWS_CMS, REPORT_2017
from safetynet.reports.rules.csec_program.rates import NO_DENOMINATOR, rate, rate_in_words
from safetynet.reports.rules.csec_program.years import Span, fiscal_year, is_fiscal_year, year_before


def found(report: ProgramReport, key: str) -> list[Finding]:
    """What the checks of one kind found."""
    return [finding for finding in check_report(report) if finding.key == key]


def with_served(**counts: int) -> ProgramReport:
    """The report of 2017 with other numbers for some counties; underscores stand for blanks."""
    named = {name.replace("_", " "): count for name, count in counts.items()}
    served = tuple(replace(one, count=named.get(one.county, one.count)) for one in REPORT_2017.served)
    return replace(REPORT_2017, served=served)


def without(report: ProgramReport, names: Iterable[str]) -> ProgramReport:
    """The report without some counties' numbers, its total made to fit."""
    served = tuple(one for one in report.served if one.county not in set(names))
    return replace(report, served=served, served_total=added(one.count for one in served))


def test_the_published_figures_add_up_to_the_published_totals() -> None:
    """1,911 served; 699 and 954; 1,051 and 1,400."""
    assert added(one.count for one in REPORT_2017.served) == REPORT_2017.served_total == 1911
    assert len(REPORT_2017.served) == 38
    assert (CWS_CMS.summed, CWS_CMS.victims, CWS_CMS.at_risk) == (699, 699, 954)
    assert (COUNTY_PLAN.summed, COUNTY_PLAN.victims, COUNTY_PLAN.at_risk) == (1051, 1051, 1400)
    for key in ("counties_total", "types_total_cws_cms", "types_total_county_plan"):
        assert [one.outcome for one in found(REPORT_2017, key)] == [Outcome.AGREES]


def test_the_counties_by_year_and_tier() -> None:
    """30; 13 and 22; 1 and 37."""
    tiers = {
        (year, tier): sum(one.fiscal_year == year and one.tier is tier for one in REPORT_2017.participation)
        for year in ("2014-15", "2015-16", "2016-17")
        for tier in ProgramTier
    }
    assert {key: count for key, count in tiers.items() if count} == {
        ("2014-15", ProgramTier.NO_TIER): 30, ("2015-16", ProgramTier.TIER_I): 13, ("2015-16", ProgramTier.TIER_II): 22,
        ("2016-17", ProgramTier.TIER_I): 1, ("2016-17", ProgramTier.TIER_II): 37,
    }  # fmt: skip
    assert len({(one.county, one.fiscal_year) for one in REPORT_2017.participation}) == len(REPORT_2017.participation)


def test_a_changed_county_no_longer_adds_up() -> None:
    """Other figures, other findings: the sum is computed."""
    (finding,) = found(with_served(San_Diego=585), "counties_total")
    assert (finding.outcome, finding.numbers) == (Outcome.CONTRADICTS, {"computed": 1912, "stated": 1911})
    side = replace(CWS_CMS, counts={**CWS_CMS.counts, CsecType.OPEN_CASE: 20})
    (finding,) = found(replace(REPORT_2017, sides=(side, COUNTY_PLAN)), "types_total_cws_cms")
    assert (finding.outcome, finding.numbers["computed"]) == (Outcome.CONTRADICTS, 692)


def test_counties_with_a_number_that_did_not_take_part() -> None:
    """Humboldt, Sutter and Yuba joined a year later; without them 1,891. Without their lines nothing is found."""
    (finding,) = found(REPORT_2017, "served_takes_part")
    assert finding.outcome is Outcome.CONTRADICTS
    assert (finding.numbers["counties"], finding.numbers["without_them"]) == (["Humboldt", "Sutter", "Yuba"], 1891)
    (mended,) = found(without(REPORT_2017, ["Humboldt", "Sutter", "Yuba"]), "served_takes_part")
    assert mended.outcome is Outcome.AGREES
    more = replace(REPORT_2017, served=(*REPORT_2017.served, CountyCount("Modoc", 4)))
    assert "Modoc" in found(more, "served_takes_part")[0].numbers["counties"]
    nobody = replace(REPORT_2017, participation=())
    assert found(nobody, "served_takes_part")[0].outcome is Outcome.CANNOT_TELL


def test_thirty_five_are_stated_and_thirty_listed() -> None:
    """35 is the number of the year after; a statement that fits the list is no contradiction."""
    (finding,) = found(REPORT_2017, "participants")
    assert finding.outcome is Outcome.CONTRADICTS
    assert (finding.numbers["stated"], finding.numbers["listed"]) == (35, 30)
    assert finding.numbers["years_with_that_many"] == ["2015-16"]
    right = replace(REPORT_2017, stated_participants=(StatedParticipants("a text", "2014-15", 30),))
    assert found(right, "participants")[0].outcome is Outcome.AGREES


def test_thirty_eight_already_holds_the_three_that_joined() -> None:
    """38 = 35 + 3; 35 besides 3 would be right."""
    (finding,) = found(REPORT_2017, "participants_besides")
    assert finding.outcome is Outcome.CONTRADICTS
    assert (finding.numbers["listed_before"], finding.numbers["listed_joined"]) == (35, 3)
    assert "35 + 3 = 38" in finding.words
    assert "already holds" in finding.words
    right = replace(REPORT_2017, stated_participants=(StatedParticipants("a text", "2016-17", 35, joined=3),))
    assert found(right, "participants_besides")[0].outcome is Outcome.AGREES


def test_more_served_than_victims_of_the_same_period() -> None:
    """1,911 against 1,051. The other source is of another period and is not compared."""
    (finding,) = found(REPORT_2017, "served_and_victims")
    assert finding.outcome is Outcome.CONTRADICTS
    assert finding.numbers == {"served": 1911, "victims": 1051, "victims_and_at_risk": 2451}
    assert found(replace(REPORT_2017, served_total=1000), "served_and_victims")[0].outcome is Outcome.NOTICE
    assert found(replace(REPORT_2017, served_total=1051), "served_and_victims")[0].outcome is Outcome.AGREES
    assert "together" in found(replace(REPORT_2017, served_total=2451), "served_and_victims")[0].words


def test_the_sources_are_not_of_the_same_time() -> None:
    """16 months against 12, and fewer victims in the longer time."""
    (finding,) = found(REPORT_2017, "same_period")
    assert finding.numbers == {"CWS/CMS": 16, "County Plans": 12}
    assert found(REPORT_2017, "longer_has_more")[0].outcome is Outcome.CONTRADICTS
    same = replace(REPORT_2017, sides=(replace(CWS_CMS, span=COUNTY_PLAN.span), COUNTY_PLAN))
    assert found(same, "same_period")[0].outcome is Outcome.AGREES
    assert not found(same, "longer_has_more")
    more = replace(REPORT_2017, sides=(replace(CWS_CMS, victims=1100), COUNTY_PLAN))
    assert found(more, "longer_has_more")[0].outcome is Outcome.AGREES


def test_a_nought_of_a_type_that_was_not_asked_for() -> None:
    """County Plans were not asked for youths in closed cases."""
    (finding,) = found(REPORT_2017, "not_asked")
    assert finding.numbers == {"source": "County Plans", "type": "CLOSED_CASE_ILP"}
    asked = replace(REPORT_2017, sides=(CWS_CMS, replace(COUNTY_PLAN, not_asked=frozenset())))
    assert not found(asked, "not_asked")


def test_type_four_has_two_names() -> None:
    """Placement in one place, Program in another; so has type 3. A shortened name is the same name."""
    assert [finding.numbers["type"] for finding in found(REPORT_2017, "names")] == ["ABSENT", "CLOSED_CASE_ILP"]
    one_name = tuple(name for name in REPORT_2017.names if name.where == "Table 1")
    assert not found(replace(REPORT_2017, names=one_name), "names")
    other = replace(REPORT_2017, names=(*one_name, NameUsed("a page", CsecType.OPEN_CASE, "Victim in a family at home")))
    assert [finding.numbers["type"] for finding in found(other, "names")] == ["OPEN_CASE"]


def test_small_counts_that_are_printed() -> None:
    """11 counties with 38 youths; 12 points under the guidelines, which begin to suppress at 13."""
    (finding,) = found(REPORT_2017, "small_counts")
    assert finding.outcome is Outcome.CONTRADICTS
    assert (finding.numbers["cells"], finding.numbers["sum"], finding.numbers["score"]) == (11, 38, 12)
    (finding,) = found(with_served(Plumas=0), "small_counts")
    assert (finding.numbers["cells"], finding.numbers["sum"]) == (10, 37)
    large = without(REPORT_2017, [one.county for one in REPORT_2017.served if 0 < (one.count or 0) < 11])
    assert found(large, "small_counts")[0].outcome is Outcome.AGREES


def test_the_score_of_the_guidelines() -> None:
    """Events, residence, months, interaction, each by its step; no count, no score."""
    assert score([1, 40], ["Plumas", "Alameda"], 12) == 7 + 5 + 0 + 0
    assert score([3, 40], ["Plumas", "Alameda"], 12) == 7 + 5 + 0 - 3
    assert score([11, 0], ["Alameda"], 6) == 5 - 3 + 3 - 5
    assert score([1000], ["Los Angeles"], 60) == 2 - 5 - 5 - 5
    assert score([2], ["Sierra"], 1) == 7 + 7 + 5
    assert score([0], ["Alameda"], 12) is None


def test_stated_shares_need_a_denominator() -> None:
    """Without one the check says what the share implies; with one it holds or it does not."""
    angeles, benito = found(REPORT_2017, "shares")
    assert (angeles.outcome, angeles.numbers["bound"]) == (Outcome.CANNOT_TELL, 7500.0)
    assert (benito.outcome, benito.numbers["bound"]) == (Outcome.CANNOT_TELL, 27.3)
    known = replace(
        REPORT_2017,
        denominators=(Denominator("Los Angeles", "2015-16", 20_000), Denominator("San Benito", "2015-16", 300)),
    )
    assert [one.outcome for one in found(known, "shares")] == [Outcome.AGREES, Outcome.CONTRADICTS]
    other_year = replace(REPORT_2017, denominators=(Denominator("Los Angeles", "2014-15", 20_000),))
    assert found(other_year, "shares")[0].outcome is Outcome.CANNOT_TELL


def test_a_rate_needs_a_denominator() -> None:
    """Never nought for want of one, and none of a count that is not told."""
    youths = Denominator("Alameda", "2015-16", 3_000)
    assert rate(75, youths) == 25.0
    assert (rate(75, None), rate(None, youths)) == (None, None)
    assert (rate_in_words(75, youths), rate_in_words(0, youths)) == ("25.0", "0.0")
    assert (rate_in_words(75, None), rate_in_words(0, None), rate_in_words(None, youths)) == (NO_DENOMINATOR, NO_DENOMINATOR, "S")


@pytest.mark.parametrize(
    ("kinds", "counts_as"),
    [
        ({*CsecType}, CsecType.DURING_FOSTER_CARE),
        ({CsecType.ABSENT, CsecType.OPEN_CASE}, CsecType.OPEN_CASE),
        ({CsecType.AT_RISK, CsecType.BEFORE_FOSTER_CARE, CsecType.ABSENT}, CsecType.ABSENT),
        ({CsecType.BEFORE_FOSTER_CARE, CsecType.CLOSED_CASE_ILP}, CsecType.CLOSED_CASE_ILP),
        ({CsecType.AT_RISK, CsecType.BEFORE_FOSTER_CARE}, CsecType.BEFORE_FOSTER_CARE),
        ({CsecType.AT_RISK}, CsecType.AT_RISK),
        (set(), None),
    ],
)
def test_the_first_type_that_applies(kinds: set[CsecType], counts_as: CsecType | None) -> None:
    """Appendix B's order, whatever came first."""
    assert first_that_applies(kinds) is counts_as


def test_each_youth_counts_once() -> None:
    """Many rows, one youth; who is at risk only is no victim; rows without a type count nobody."""
    rows = [
        GridRow(1, CsecType.AT_RISK, "CHILD_WELFARE"), GridRow(1, CsecType.ABSENT, "CHILD_WELFARE"),
        GridRow(1, CsecType.ABSENT, "PROBATION"), GridRow(2, CsecType.AT_RISK, "PROBATION"), GridRow(3, None, "PROBATION"),
    ]  # fmt: skip
    types = type_of_each(rows)
    assert types == {1: CsecType.ABSENT, 2: CsecType.AT_RISK}
    assert victims_in(types) == {1}
    assert {kind: count for kind, count in counted(types).items() if count} == {CsecType.ABSENT: 1, CsecType.AT_RISK: 1}
    assert sum(counted(types).values()) == 2


@pytest.mark.parametrize(
    ("begins", "report", "of_a_referral"),
    [
        (10, ProtectionReport(1, 10, 20), True),
        (20, ProtectionReport(1, 10, 20), True),
        (9, ProtectionReport(1, 10, 20), False),
        (21, ProtectionReport(1, 10, 20), False),
        (500, ProtectionReport(1, 10, pending=True), True),
        (15, ProtectionReport(1, 10), False),
        (15, ProtectionReport(1, None, 20), False),
        (None, ProtectionReport(1, 10, 20), False),
    ],
)
def test_a_type_that_begins_within_a_referral_is_of_the_referral(
    begins: int | None, report: ProtectionReport, of_a_referral: bool
) -> None:
    """Both days count; an open referral has no end; without a day there is no window."""
    row = GridRow(1, CsecType.ABSENT, "CHILD_WELFARE", begins=begins)
    assert is_of_a_referral(row, [report]) is of_a_referral
    assert of_cases([row], [report]) == ([] if of_a_referral else [row])
    assert of_cases([row], [replace(report, youth=2)]) == [row]


def test_months_of_a_period_are_whole() -> None:
    """1 July to 1 July is a year; what begins in a month that is not whole is not in it, nor what has no month."""
    span = COUNTY_PLAN.span
    assert (span.months[0], span.months[-1], len(span.months)) == (201507, 201606, 12)
    assert (span.fiscal_years, span.main_year) == (("2015-16",), "2015-16")
    assert Span(date(2015, 7, 2), date(2015, 8, 30)).months == ()
    assert Span(date(2015, 7, 2), date(2015, 8, 30)).main_year == ""
    assert Span(date(2023, 12, 1), date(2024, 2, 29)).months == (202312, 202401, 202402)
    assert CWS_CMS.span.fiscal_years == ("2014-15", "2015-16", "2016-17")
    assert CWS_CMS.span.main_year == "2015-16"
    rows = [GridRow(number, CsecType.ABSENT, "", month=month) for number, month in enumerate((201506, 201507, 201607, None))]
    assert [row.youth for row in within(rows, span.months)] == [1]


def test_fiscal_years() -> None:
    """July to June, written as the state writes them."""
    assert [fiscal_year(month) for month in (201506, 201507, 201606, 209912)] == ["2014-15", "2015-16", "2015-16", "2099-00"]
    assert [is_fiscal_year(text) for text in ("2015-16", "2099-00", "2015-17", "2015", "15-16", "2015-16 ")] == [
        True, True, False, False, False, False,
    ]  # fmt: skip
    assert [year_before(year) for year in ("2016-17", "2000-01")] == ["2015-16", "1999-00"]


def test_a_county_that_takes_no_part_any_more() -> None:
    """It stands in the register and does not count."""
    gone = replace(REPORT_2017, participation=(Participation("Napa", "2015-16", ProgramTier.NONE),))
    assert gone.takes_part("2015-16") == frozenset()


def test_a_total_is_not_checked_when_a_part_is_not_told() -> None:
    """A withheld count makes the sum unknown, not wrong."""
    served = (CountyCount("Alameda", None), CountyCount("Butte", 20))
    (finding,) = found(replace(REPORT_2017, served=served), "counties_total")
    assert finding.outcome is Outcome.CANNOT_TELL
    assert REPORT_2017.side(SideKey.CWS_CMS) is CWS_CMS
