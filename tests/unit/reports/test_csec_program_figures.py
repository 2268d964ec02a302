"""The report to the Legislature from rows: both sides, counties, services, quality, what is withheld, how it is told."""

from dataclasses import replace
from datetime import date

from safetynet.kernel.codes import CsecType
from safetynet.reports.rules.csec_program.checks import check_report
from safetynet.reports.rules.csec_program.computing import SnapshotRows, computed
from safetynet.reports.rules.csec_program.declaring import (
    VICTIM_TYPES,
    CountyCount,
    Denominator,
    ProgramReport,
    Quality,
    ServiceCount,
    Side,
    SideKey,
)
from safetynet.reports.rules.csec_program.hierarchy import GridRow, ProtectionReport
from safetynet.reports.rules.csec_program.published_2017 import PARTICIPATION, REPORT_2017
from safetynet.reports.rules.csec_program.quality import ServiceRow, YouthFacts, quality_of
from safetynet.reports.rules.csec_program.telling import absent, document, lines, page, reconciled, served_lines
from safetynet.reports.rules.csec_program.withholding import withheld
from safetynet.reports.rules.csec_program.years import Span

SPAN = Span(date(2015, 7, 1), date(2016, 6, 30))
YOUTHS = [YouthFacts(number, "Alameda" if number < 5 else "Butte", "CSEC", True) for number in range(1, 7)]
GRID = [
    GridRow(1, CsecType.ABSENT, "CHILD_WELFARE", begins=5, month=201508, ends=9, end_month=201508),
    GridRow(1, CsecType.DURING_FOSTER_CARE, "PROBATION", month=201509),
    GridRow(2, CsecType.OPEN_CASE, "CHILD_WELFARE", begins=15, month=201510),
    GridRow(3, CsecType.AT_RISK, "CHILD_WELFARE", month=201606),
    GridRow(4, CsecType.BEFORE_FOSTER_CARE, "CHILD_WELFARE", month=201607),
    GridRow(5, CsecType.BEFORE_FOSTER_CARE, "DISTRICT_ATTORNEY", month=201507),
]
REFERRALS = [ProtectionReport(2, 10, 20), ProtectionReport(1, 100, 120)]
SERVICES = [
    ServiceRow(1, "ADVOCACY", True, 201508), ServiceRow(1, "ADVOCACY", True, 201601), ServiceRow(1, "LEGAL", True, None),
    ServiceRow(2, "ADVOCACY", False, 201510), ServiceRow(3, "ADVOCACY", True, 201606), ServiceRow(5, "", True, 201607),
    ServiceRow(4, "ADVOCACY", True, 201508),
]  # fmt: skip


def some(counts: dict[CsecType, int | None]) -> dict[CsecType, int | None]:
    """The types that are not nought."""
    return {kind: count for kind, count in counts.items() if count != 0}


def test_both_sides_of_a_period() -> None:
    """Child welfare's rows of cases on one side, everybody's on the other; a row within a referral is on the other only."""
    figures = computed(SnapshotRows(YOUTHS, GRID, REFERRALS, SERVICES), SPAN)
    cases, plan = figures.sides
    assert (some(cases.counts), cases.victims, cases.at_risk) == ({CsecType.ABSENT: 1, CsecType.AT_RISK: 1}, 1, 1)
    assert some(plan.counts) == {
        CsecType.DURING_FOSTER_CARE: 1, CsecType.OPEN_CASE: 1, CsecType.BEFORE_FOSTER_CARE: 1, CsecType.AT_RISK: 1,
    }  # fmt: skip
    assert (plan.victims, plan.summed, plan.at_risk) == (3, 3, 1)


def test_counties_and_services() -> None:
    """Served: a service that was used and had begun by the end; each youth once, in the county of the table."""
    figures = computed(SnapshotRows(YOUTHS, GRID, REFERRALS, SERVICES), SPAN)
    assert figures.identified == (CountyCount("Alameda", 2), CountyCount("Butte", 1))
    assert figures.served == (CountyCount("Alameda", 1), CountyCount("Butte", 0))
    kinds = {one.kind: (one.victims, one.at_risk) for one in figures.services if one.victims or one.at_risk}
    assert kinds == {"Community CSEC advocate": (1, 1), "Legal aid": (1, 0)}


def test_quality_counts_what_is_missing() -> None:
    """Each line with what it is out of."""
    grid = [
        *GRID, GridRow(6, None, "PROBATION", month=201508), GridRow(6, CsecType.ABSENT, "", begins=9, month=None, ends=8),
        GridRow(2, CsecType.OPEN_CASE, "CHILD_WELFARE", month=201510),
    ]  # fmt: skip
    youths = [*YOUTHS, YouthFacts(7, "Butte", "UNKNOWN", False), replace(YOUTHS[4], classification="AT_RISK")]
    referrals = [*REFERRALS, ProtectionReport(3, 1), ProtectionReport(3, 1, pending=True)]
    found = {one.key: (one.count, one.of) for one in quality_of(youths, grid, referrals, SERVICES)}
    assert found == {
        "no_type": (1, 9), "no_start": (1, 9), "no_end": (1, 2), "end_before_start": (1, 9), "said_twice": (1, 9),
        "no_agency": (1, 9), "no_classification": (1, 8), "no_referral_date": (1, 8), "identified_no_row": (1, 6),
        "at_risk_victim": (1, 1), "no_disposition_date": (1, 3), "no_service_kind": (1, 6), "no_service_month": (1, 6),
    }  # fmt: skip


def side(key: SideKey, *counts: int, at_risk: int = 40) -> Side:
    """A side with these victims by type."""
    kinds: dict[CsecType, int | None] = {**dict(zip(VICTIM_TYPES, counts, strict=True)), CsecType.AT_RISK: at_risk}
    return Side(key, key.value, SPAN, "all", kinds, sum(counts))


def report(cases: Side, plan: Side, **more: object) -> ProgramReport:
    """A report with two counties."""
    given: dict[str, object] = {
        "identified": (CountyCount("Alameda", 100), CountyCount("Butte", plan.victims - 100)),
        "served": (CountyCount("Alameda", 60), CountyCount("Butte", 0)), "served_total": 60, **more,
    }  # fmt: skip
    return ProgramReport(
        title="a test", origin="Snapshot abc.", told="all", code="abc", span=SPAN, participation=PARTICIPATION,
        sides=(cases, plan), **given,
    )  # type: ignore[arg-type]  # fmt: skip


def test_small_types_are_withheld_with_what_would_tell_them() -> None:
    """One small type takes the smallest larger one with it, so that the total gives neither away; noughts stay."""
    shown = withheld(report(side(SideKey.CWS_CMS, 30, 20, 0, 0, 50), side(SideKey.COUNTY_PLAN, 60, 5, 0, 45, 90, at_risk=7)))
    plan = shown.side(SideKey.COUNTY_PLAN)
    assert plan is not None
    assert [plan.counts[kind] for kind in VICTIM_TYPES] == [60, None, 0, None, 90]
    assert (plan.victims, plan.at_risk) == (200, None)


def test_sources_that_are_nearly_the_same_tell_one_only() -> None:
    """95 and 90: five youths are known to others only, so the smaller one is withheld, and its total."""
    shown = withheld(report(side(SideKey.CWS_CMS, 60, 0, 0, 40, 90), side(SideKey.COUNTY_PLAN, 60, 0, 0, 45, 95)))
    cases, plan = shown.side(SideKey.CWS_CMS), shown.side(SideKey.COUNTY_PLAN)
    assert cases is not None
    assert plan is not None
    assert [cases.counts[kind] for kind in VICTIM_TYPES] == [60, 0, 0, None, None]
    assert (cases.victims, plan.victims) == (None, 200)
    assert [plan.counts[kind] for kind in VICTIM_TYPES] == [60, 0, 0, 45, 95]


def test_a_small_remainder_is_withheld() -> None:
    """Of 100 victims 95 were served: the five others would be told. The total goes with it; a service likewise."""
    plan = side(SideKey.COUNTY_PLAN, 60, 0, 0, 45, 95)
    shown = withheld(
        report(
            side(SideKey.CWS_CMS, 30, 0, 0, 20, 50), plan, served=(CountyCount("Alameda", 95), CountyCount("Butte", 60)),
            served_total=155, services=(ServiceCount("a", 195, 0), ServiceCount("b", 150, 4), ServiceCount("c", 0, 40)),
            quality=(Quality("x", "x", 3, 200, "r"), Quality("y", "y", 195, 200, "r"), Quality("z", "z", 0, 200, "r")),
            denominators=(Denominator("Alameda", "2015-16", 2_000),),
        )
    )  # fmt: skip
    assert [one.count for one in shown.served] == [None, 60]
    assert shown.served_total is None
    assert [(one.victims, one.at_risk) for one in shown.services] == [(None, 0), (150, None), (0, 40)]
    assert [one.count for one in shown.quality] == [None, None, 0]
    assert served_lines(shown)[0] == ["Alameda", "100", "S", "2,000", "S"]
    assert not any(isinstance(value, int) and 0 < value < 11 for one in document(shown)["types"] for value in one["types"].values())


def test_a_county_that_takes_part_and_has_no_table_is_no_nought() -> None:
    """It is named as missing."""
    whole = report(side(SideKey.CWS_CMS, 30, 0, 0, 20, 50), side(SideKey.COUNTY_PLAN, 60, 0, 0, 45, 95))
    assert "Yolo" in absent(whole)
    assert "Alameda" not in absent(whole)
    assert any(words.startswith("Yolo: takes part") for words in page(whole)["absent"])
    assert absent(REPORT_2017) == []


def test_every_line_names_its_origin() -> None:
    """And the table of types stands there as published."""
    told = list(lines(REPORT_2017))
    assert {line[-1] for line in told[1:]} == {"published 2017"}
    assert ["served", "Total", "Victims served", "1,911", "published 2017"] in told
    assert ["served", "Alameda", "Per 1,000 youths", "no denominator entered", "published 2017"] in told
    assert ["Total CSEC victims", "699", "1,051", "+352"] in reconciled(REPORT_2017)
    assert ["At risk", "954", "1,400", "+446"] in reconciled(REPORT_2017)
    assert ["Victim in closed case, receiving ILP services", "0", "0 (not asked)", "–"] in reconciled(REPORT_2017)
    assert len(document(REPORT_2017)["checks"]) == len(check_report(REPORT_2017))
