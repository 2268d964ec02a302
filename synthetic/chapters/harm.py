"""Classification, risk factors, screening, what was done to the youth and where."""

from datetime import date, timedelta

from safetynet.kernel.codes import (
    Classification,
    CsecType,
    PlaceRole,
    RecruitmentMethod,
    RiskFactorKind,
    ScreeningLevel,
    ScreeningTool,
    SourceType,
    SystemStatus,
    VenueKind,
    YesNoUnknown,
)
from synthetic import wording
from synthetic.people import Invented
from synthetic.said import Telling

_METHODS = (
    RecruitmentMethod.FRIENDS, RecruitmentMethod.FRIENDS, RecruitmentMethod.ONLINE_NETWORK, RecruitmentMethod.ONLINE_NETWORK,
    RecruitmentMethod.FAMILY, RecruitmentMethod.SCHOOL, RecruitmentMethod.PLACEMENT, RecruitmentMethod.UNKNOWN,
)  # fmt: skip
_VENUES = (
    (VenueKind.HOTEL_MOTEL, "Airport motels"), (VenueKind.HOTEL_MOTEL, "Freeway exit motels"), (VenueKind.INTERNET, ""),
    (VenueKind.STREET, "East side corridor"), (VenueKind.STREET, "Waterfront"), (VenueKind.STREET, "Transit plaza"),
    (VenueKind.PRIVATE_HOME, ""),
)  # fmt: skip
_CITIES = (
    "Oakland",
    "Oakland",
    "Oakland",
    "San Leandro",
    "Hayward",
    "Richmond",
    "Sacramento",
    "San Jose",
    "Stockton",
    "Vallejo",
)
_ROUTES = (("Las Vegas", "NV"), ("Reno", "NV"), ("Phoenix", "AZ"), ("Los Angeles", "CA"), ("Portland", "OR"))
_SCREENERS = ("lena", "mara", "opal", "pia", "noel", "kai")
_SOURCES = {
    "ada": (SourceType.AT_THE_TABLE, SourceType.OTHER_AGENCY, SourceType.LAW_ENFORCEMENT, SourceType.YOUTH_SAID),
    "kai": (SourceType.OWN_RECORD, SourceType.YOUTH_SAID),
    "lena": (SourceType.OWN_RECORD, SourceType.FAMILY_SAID, SourceType.OBSERVED),
}


def tell_harm(telling: Telling, one: Invented) -> None:
    """What makes the youth a youth of this table."""
    telling.say(
        "ada", "classificationattable", source_type=SourceType.AT_THE_TABLE,
        classification=Classification.CSEC_IDENTIFIED if one.csec else Classification.AT_RISK,
        decided_on=min(one.referred_on + timedelta(days=telling.rng.randrange(0, 14)), telling.today),
    )  # fmt: skip
    _risk_factors(telling, one)
    _screening(telling, one)
    if one.csec:
        _exploitation(telling, one)
        _places(telling, one)
    elif one.social is not SystemStatus.NONE and telling.chance(0.5):
        begins = telling.day_between(one.referred_on - timedelta(days=90), one.referred_on)
        telling.say("lena", "exploitation", csec_type=CsecType.AT_RISK, begins=begins)
    if telling.likely(0.45):
        telling.say(
            "lena" if one.social_period else "ada", "priorvictimization", what=telling.rng.choice(wording.PRIOR),
            happened_on=telling.day_between(one.birthday(4), one.referred_on) if telling.chance(0.4) else None,
        )  # fmt: skip


def _risk_factors(telling: Telling, one: Invented) -> None:
    """What is known, said by whoever knows it; what nobody asked about stays unsaid (unknown is not no)."""
    for factor in RiskFactorKind:
        if factor in one.risk:
            value = YesNoUnknown.YES
        elif telling.chance(0.22):
            value = YesNoUnknown.NO
        elif telling.chance(0.05):
            value = YesNoUnknown.UNKNOWN
        else:
            continue
        by = _who_knows(telling, one)
        telling.say(
            by, "riskfactor", factor=factor, value=value, source_type=telling.rng.choice(_SOURCES[by]),
            noted_on=telling.day_between(one.referred_on, one.referred_on + timedelta(days=90)),
        )  # fmt: skip


def _who_knows(telling: Telling, one: Invented) -> str:
    knowing = ["ada", "ada"]
    if one.probation_period:
        knowing.append("kai")
    if one.social_period:
        knowing.append("lena")
    return telling.rng.choice(knowing)


def _screening(telling: Telling, one: Invented) -> None:
    if not telling.likely(0.65):
        return
    rng = telling.rng
    if one.csec:
        level, total = ScreeningLevel.CLEAR_CONCERN, rng.randrange(9, 20)
    else:
        level, total = ScreeningLevel.POSSIBLE_CONCERN, rng.randrange(4, 9)
    tool = rng.choice((ScreeningTool.CSE_IT, ScreeningTool.CSE_IT, ScreeningTool.LOCAL))
    telling.say(
        rng.choice(_SCREENERS), "screening", tool=tool, version="2.0" if tool is ScreeningTool.CSE_IT else "", level=level,
        total=total if tool is ScreeningTool.CSE_IT else None,
        screened_on=telling.day_between(one.referred_on - timedelta(days=20), one.referred_on + timedelta(days=40)),
    )  # fmt: skip


def _exploitation(telling: Telling, one: Invented) -> None:
    rng = telling.rng
    by = "lena" if one.social_period else "ada"
    begins = telling.day_between(one.referred_on - timedelta(days=400), one.referred_on)
    telling.say(
        by, "exploitation", csec_type=_grid_type(telling, one, begins), begins=begins,
        ends=telling.day_between(begins, one.referred_on + timedelta(days=30)), recruitment=rng.choice(_METHODS),
        relation=rng.choice(wording.CONTROLLERS) if telling.chance(0.6) else "", account=rng.choice(wording.ACCOUNTS),
    )  # fmt: skip
    if telling.likely(0.25):
        again = telling.day_between(one.referred_on + timedelta(days=30), one.referred_on + timedelta(days=300))
        telling.say(
            by, "exploitation", csec_type=CsecType.ABSENT, begins=again, recruitment=rng.choice(_METHODS),
            ends=min(again + timedelta(days=rng.randrange(1, 20)), telling.today),
        )  # fmt: skip


def _grid_type(telling: Telling, one: Invented, day: date) -> CsecType:
    period = one.social_period
    if period is None or day < period.begins:
        return CsecType.BEFORE_FOSTER_CARE
    if period.covers(day):
        return telling.rng.choice((CsecType.DURING_FOSTER_CARE, CsecType.OPEN_CASE, CsecType.ABSENT))
    return CsecType.CLOSED_CASE_ILP if one.age(day) >= 16 and telling.chance(0.3) else CsecType.BEFORE_FOSTER_CARE


def _places(telling: Telling, one: Invented) -> None:
    """Areas and routes as the police know them; never an address."""
    rng = telling.rng
    for _ in range(rng.choice((1, 2) if telling.full else (0, 0, 1, 1, 2))):
        venue, area = rng.choice(_VENUES)
        role = rng.choice((PlaceRole.EXPLOITATION, PlaceRole.EXPLOITATION, PlaceRole.RECRUITMENT))
        telling.say(
            "rosa", "traffickingplace", role=role, venue=venue, area=area, city=rng.choice(_CITIES),
            seen_on=telling.day_between(one.referred_on - timedelta(days=200), one.referred_on),
        )  # fmt: skip
    if telling.chance(0.12):
        city, state = rng.choice(_ROUTES)
        telling.say("rosa", "traffickingplace", role=PlaceRole.TRANSIT, city=city, state=state)
