"""The state's report of 2017 to the Legislature as declared data: CDSS, "CSEC Program", report under WIC 16524.10.

Every number stands here as it was published, contradictions too: the checks find them. Words are ours, shortened.
"""

from datetime import date

from safetynet.kernel.codes import CsecType, ProgramTier

from .declaring import (
    CountyCount,
    NameUsed,
    Participation,
    ProgramReport,
    Quality,
    Side,
    SideKey,
    StatedParticipants,
    StatedShare,
)
from .published_2017_words import ENTRIES, SERVICES
from .years import Span

SOURCE = "CDSS, CSEC Program, 2017 report to the Legislature (WIC 16524.10)"
_FIRST_YEAR = """
Alameda, Butte, Contra Costa, El Dorado, Humboldt, Kern, Los Angeles, Madera, Marin, Merced, Napa, Orange, Placer, Plumas,
Riverside, Sacramento, San Benito, San Bernardino, San Diego, San Joaquin, San Luis Obispo, Santa Barbara, Santa Clara, Shasta,
Sierra, Sonoma, Stanislaus, Tulare, Yolo, Yuba
"""
_TIER_I = """
Calaveras, Colusa, Kern, Madera, Marin, Placer, Plumas, Shasta, Siskiyou, Solano, Tulare, Ventura, Yolo
"""
_TIER_II = """
Alameda, Contra Costa, El Dorado, Fresno, Los Angeles, Merced, Monterey, Orange, Riverside, Sacramento, San Benito,
San Bernardino, San Diego, San Francisco, San Joaquin, San Luis Obispo, San Mateo, Santa Barbara, Santa Clara, Santa Cruz, Sonoma,
Stanislaus
"""
_TIER_I_THEN = "Colusa"
_TIER_II_THEN = """
Alameda, Calaveras, Contra Costa, El Dorado, Fresno, Humboldt, Kern, Los Angeles, Madera, Marin, Merced, Monterey, Orange, Placer,
Plumas, Riverside, Sacramento, San Benito, San Bernardino, San Diego, San Francisco, San Joaquin, San Luis Obispo, San Mateo,
Santa Barbara, Santa Clara, Santa Cruz, Shasta, Siskiyou, Solano, Sonoma, Stanislaus, Sutter, Tulare, Ventura, Yolo, Yuba
"""
_SERVED = """
Alameda 75; Calaveras 0; Colusa 0; Contra Costa 5; El Dorado 7; Fresno 29; Humboldt 20; Kern 81; Los Angeles 150; Madera 16;
Marin 2; Merced 17; Monterey 24; Orange 105; Placer 14; Plumas 1; Riverside 124; Sacramento 99; San Benito 3; San Bernardino 13;
San Diego 584; San Francisco 171; San Joaquin 40; San Luis Obispo 4; San Mateo 84; Santa Barbara 5; Santa Clara 67; Santa Cruz 3;
Shasta 3; Siskiyou 2; Solano 15; Sonoma 49; Stanislaus 15; Sutter 0; Tulare 63; Ventura 18; Yolo 3; Yuba 0
"""


def _listed(names: str, year: str, tier: ProgramTier) -> tuple[Participation, ...]:
    return tuple(Participation(name.strip(), year, tier) for name in names.replace("\n", " ").split(","))


def _counts(text: str) -> tuple[CountyCount, ...]:
    pairs = (each.strip().rsplit(" ", 1) for each in text.replace("\n", " ").split(";"))
    return tuple(CountyCount(name.strip(), int(count)) for name, count in pairs)


PARTICIPATION: tuple[Participation, ...] = (
    *_listed(_FIRST_YEAR, "2014-15", ProgramTier.NO_TIER),
    *_listed(_TIER_I, "2015-16", ProgramTier.TIER_I),
    *_listed(_TIER_II, "2015-16", ProgramTier.TIER_II),
    *_listed(_TIER_I_THEN, "2016-17", ProgramTier.TIER_I),
    *_listed(_TIER_II_THEN, "2016-17", ProgramTier.TIER_II),
)
CWS_CMS = Side(
    SideKey.CWS_CMS,
    "CWS/CMS",
    Span(date(2015, 6, 1), date(2016, 9, 30)),
    "Cases only",
    {
        CsecType.DURING_FOSTER_CARE: 260,
        CsecType.OPEN_CASE: 27,
        CsecType.ABSENT: 105,
        CsecType.CLOSED_CASE_ILP: 0,
        CsecType.BEFORE_FOSTER_CARE: 307,
        CsecType.AT_RISK: 954,
    },
    699,
)
COUNTY_PLAN = Side(
    SideKey.COUNTY_PLAN,
    "County Plans",
    Span(date(2015, 7, 1), date(2016, 7, 1)),
    "Referrals and cases",
    {
        CsecType.DURING_FOSTER_CARE: 326,
        CsecType.OPEN_CASE: 58,
        CsecType.ABSENT: 191,
        CsecType.CLOSED_CASE_ILP: 0,
        CsecType.BEFORE_FOSTER_CARE: 476,
        CsecType.AT_RISK: 1400,
    },
    1051,
    not_asked=frozenset({CsecType.CLOSED_CASE_ILP}),
)
_NAMES = (
    NameUsed("Table 1", CsecType.DURING_FOSTER_CARE, "Victim During Care"),
    NameUsed("Appendix B, hierarchy", CsecType.DURING_FOSTER_CARE, "Victim During Care"),
    NameUsed("Appendix B, limitations", CsecType.DURING_FOSTER_CARE, "CSEC victim during foster care"),
    NameUsed("Table 1", CsecType.OPEN_CASE, "Victim in Open Case, Not in Foster Care"),
    NameUsed("Appendix B, hierarchy", CsecType.OPEN_CASE, "Victim in Open Case"),
    NameUsed("Table 1", CsecType.ABSENT, "Victim while Absent from Placement"),
    NameUsed("Appendix B, hierarchy", CsecType.ABSENT, "Victim while absent without leave"),
    NameUsed("Table 1", CsecType.CLOSED_CASE_ILP, "Victim in Closed Case, Receiving Independent Living Placement Services"),
    NameUsed(
        "Appendix B, limitations",
        CsecType.CLOSED_CASE_ILP,
        "CSEC victim with closed case receiving Independent Living Program services",
    ),
    NameUsed("Table 1", CsecType.BEFORE_FOSTER_CARE, "Victim Before Foster Care"),
    NameUsed("Appendix B, hierarchy", CsecType.BEFORE_FOSTER_CARE, "Victim Before Care"),
    NameUsed("Table 1", CsecType.AT_RISK, "At Risk"),
    NameUsed("Appendix B, limitations", CsecType.AT_RISK, "CSEC at risk"),
)
_METHOD = {
    "Served": "As each county stated it in its plan. The report does not say whether youths at risk are among them.",
    "Types": "Each case of CWS/CMS under the first type of the hierarchy. County Plans were given no hierarchy.",
    "Referrals and cases": "A type that began between receipt and disposition of a referral is of the referral, else of a case.",
    "Known limits": "Codes changed within the period: four types at first, six later. Start, end and allegation subcategory were "
    "not mandatory. Absence from placement is undercounted until a youth is back and has been screened.",
}
REPORT_2017 = ProgramReport(
    title="CSEC Program: the report of 2017 as published",
    origin=f"{SOURCE}. No youth of any SafetyNet record is in it.",
    told="Numbers as they were published, small counts too.",
    code="published 2017",
    span=COUNTY_PLAN.span,
    participation=PARTICIPATION,
    served=_counts(_SERVED),
    served_total=1911,
    sides=(CWS_CMS, COUNTY_PLAN),
    services=SERVICES,
    entries=ENTRIES,
    stated_participants=(
        StatedParticipants("Summary: in its first year (2014)", "2014-15", 35),
        StatedParticipants("Appendix B: not counting those that joined for 2016-17", "2016-17", 38, joined=3),
    ),
    stated_shares=(
        StatedShare("Number of victims served", "Los Angeles", more=False, percent=2),
        StatedShare("Number of victims served", "San Benito", more=True, percent=11),
    ),
    names=_NAMES,
    quality=(
        Quality(
            "counties_without_data", "Participating counties without data in CWS/CMS", 38 - 32, 38,
            "Appendix B: 32 of 38 documented CSEC data",
        ),
    ),
    method=_METHOD,
)  # fmt: skip
PUBLISHED: dict[str, ProgramReport] = {"2017": REPORT_2017}
"""The reports that are declared as published, by their year."""
