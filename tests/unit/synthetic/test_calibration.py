"""The invented county's proportions are those of the 2015 study (field facts 2.8), counted from what agencies say."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest

from safetynet.kernel.codes import Classification, CourtForum, RiskFactorKind, Sex, SystemStatus, YesNoUnknown
from synthetic import study
from synthetic.county import County
from synthetic.people import Invented, deal, invent_people
from synthetic.said import Said

TOLERANCE = 0.01


def said(county: County, kind: str) -> list[Said]:
    """What stands of one kind."""
    return [statement for telling in county.tellings for statement in telling.find(kind)]


def youths(county: County, kind: str, fits: Callable[[Said], bool]) -> set[int]:
    """Of whom something that fits is said."""
    return {statement.youth for statement in said(county, kind) if fits(statement)}


def share(part: int, whole: int) -> float:
    """A proportion."""
    return part / whole


def near(value: float, wanted: float, tolerance: float = TOLERANCE) -> bool:
    """Whether a proportion is the wanted one."""
    return abs(value - wanted) <= tolerance


def people_where(county: County, fits: Callable[[Invented], bool]) -> list[Invented]:
    """The youths for whom it holds."""
    return [one for one in county.people if fits(one)]


def test_there_are_482_and_310_are_identified(county: County) -> None:
    decided = youths(county, "classificationattable", lambda s: s.by == "ada")
    identified = youths(
        county,
        "classificationattable",
        lambda s: s.by == "ada" and s.values["classification"] is Classification.CSEC_IDENTIFIED,
    )
    assert (len(county.people), len(decided), len(identified)) == (482, 482, 310)


def test_almost_all_are_female_and_more_boys_come_lately(county: County) -> None:
    male = people_where(county, lambda one: one.sex is Sex.MALE)
    newest = people_where(county, lambda one: one.study_year >= 2014)
    boys_lately = [one for one in newest if one.sex is Sex.MALE]
    assert near(share(482 - len(male), 482), 0.98)
    assert near(share(len(boys_lately), len(newest)), 0.08, 0.015)
    assert share(len(male) - len(boys_lately), 482 - len(newest)) <= 0.01


def test_where_they_come_from(county: County) -> None:
    homes = [(s.values.get("county", ""), s.values["city"], s.values["state"]) for s in said(county, "residence")]
    counties = Counter(home for home, _, _ in homes)
    cities = Counter(city for home, city, _ in homes if home == "Alameda")
    outside = sum(state != "CA" for _, _, state in homes)
    assert [counties["Alameda"], counties["Contra Costa"], counties["Sacramento"]] == [291, 63, 29]
    assert [home for home, _ in counties.most_common(4)] == ["Alameda", "Contra Costa", "Sacramento", "San Joaquin"]
    assert near(share(cities["Oakland"], 291), 0.57)
    assert near(share(cities["Hayward"], 291), 0.11)
    assert near(share(outside, 482), 0.02)


@pytest.mark.parametrize("identified", [True, False])
def test_seventeen_is_the_commonest_age_at_referral(county: County, identified: bool) -> None:
    ages = Counter(one.age_at_referral for one in county.people if one.csec is identified)
    assert set(ages) <= set(range(11, 18))
    assert ages.most_common(1)[0][0] == 17


def test_risk_factors_come_in_the_studys_order(county: County) -> None:
    yes = {
        factor: youths(county, "riskfactor", lambda s, f=factor: s.values["factor"] is f and s.values["value"] is YesNoUnknown.YES)
        for factor in RiskFactorKind
    }
    counted = {factor: len(found) for factor, found in yes.items()}
    assert sorted(counted, key=counted.get, reverse=True)[:3] == [
        RiskFactorKind.RUNAWAY_HISTORY,
        RiskFactorKind.DRUG_USE,
        RiskFactorKind.CHRONIC_ABSENTEEISM,
    ]
    for factor, wanted in study.RISK_FACTORS.items():
        assert near(share(counted[factor], 482), share(wanted, 482)), factor


def test_silence_is_unknown_not_no(county: County) -> None:
    spoken = Counter(s.values["value"] for s in said(county, "riskfactor"))
    unspoken = 482 * 16 - sum(spoken.values())
    assert unspoken > spoken[YesNoUnknown.NO] > 0


def test_system_involvement(county: County) -> None:
    involved = (SystemStatus.CURRENT, SystemStatus.PREVIOUS)
    probation = youths(county, "probationstatus", lambda s: s.values["status"] in involved)
    social = youths(county, "childwelfarestatus", lambda s: s.values["status"] in involved)
    assert near(share(len(probation), 482), 0.63)
    assert near(share(len(social), 482), 0.40)
    assert near(share(482 - len(probation | social), 482), 0.10)


def test_nobody_is_in_both_systems_at_once(county: County) -> None:
    both = [one for one in county.people if one.probation is one.social is SystemStatus.CURRENT]
    assert both == []


def test_arrests_and_recidivism(county: County) -> None:
    juvenile = youths(county, "arrest", lambda s: s.values["forum"] is CourtForum.JUVENILE)
    adult = youths(county, "arrest", lambda s: s.values["forum"] is CourtForum.ADULT)
    exploitation = {
        charge.youth
        for charge in said(county, "charge")
        if charge.of.values["forum"] is CourtForum.ADULT and charge.values["code"] in ("647(b) PC", "653.22 PC")
    }
    assert near(share(len(juvenile), 482), 0.84)
    assert near(share(len(adult), len(juvenile)), 0.22)
    assert near(share(len(exploitation), len(adult)), 1 / 3, 0.02)


def test_services(county: County) -> None:
    used = youths(county, "servicelink", lambda s: True)
    providers = Counter((s.values["provider"], s.youth) for s in said(county, "servicelink"))
    by_provider = Counter(provider for provider, _ in providers)
    without = youths(county, "noservice", lambda s: True)
    assert near(share(len(used), 482), 0.94)
    assert len(without) == 30
    assert not used & without
    assert by_provider.most_common(1)[0][0] == "BAWAR"
    assert set(by_provider) == set(study.PROVIDERS)


def test_schools(county: County) -> None:
    schools = said(county, "schooling")
    counted = Counter(s.values["school"] for s in schools)
    assert len({s.youth for s in schools}) == 320
    assert near(len(schools) / 320, 1.54)
    assert counted.most_common(1)[0][0] == "Castlemont High"


def test_race_shares_move_as_in_the_study(county: County) -> None:
    def of(race: str, fits: Callable[[Invented], bool]) -> float:
        group = people_where(county, fits)
        return share(sum(one.races[0].value == race for one in group), len(group))

    def early(one: Invented) -> bool:
        return one.study_year < 2013

    def late(one: Invented) -> bool:
        return not early(one)

    assert of("BLACK", early) > of("BLACK", late) > of("HISPANIC", late) > of("HISPANIC", early)
    assert of("WHITE", late) > of("WHITE", early)


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 11, 22), date(2027, 1, 1), date(2031, 7, 4)])
def test_the_window_ends_today_whatever_the_day(today: date) -> None:
    people = invent_people(today)
    lately = [one for one in people if one.referred_on >= today - timedelta(days=28)]
    assert len(people) == 482
    assert people[-1].referred_on <= today
    assert people[0].referred_on >= today - timedelta(days=(study.STUDY_ENDED - study.STUDY_BEGAN).days)
    assert 5 <= len(lately) <= 12
    assert 90 <= sum(one.active for one in people) <= 170


def test_dealing_keeps_every_share() -> None:
    cards = deal(Random("cards"), {"a": 3, "b": 1}, 8)
    assert Counter(cards) == {"a": 6, "b": 2}
