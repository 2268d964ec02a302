"""Systems and courts: arrests with charges, probation, 241.1, reports to child protection, child welfare, adult court.

A minor's arrest under 647(b) or 653.22 is told only before 2017 (SB 1322), which in a window that ends today leaves a
handful of the oldest youths, aged twelve, or nobody; all other charges of minors are ordinary ones. Adults' arrests under
653.22 end with its repeal in 2023.
"""

from datetime import date, timedelta

from safetynet.kernel.codes import (
    CaseRole,
    ChildWelfareBasis,
    CourtForum,
    CpsDisposition,
    ProbationBasis,
    SourceType,
    SystemStatus,
    charge_group,
)
from synthetic import spots, study, wording
from synthetic.people import Invented
from synthetic.said import Telling, weekday_after, weekday_before

_POLICE = (
    ("Oakland PD", 58), ("Hayward PD", 11), ("San Leandro PD", 10), ("Alameda Co. Sheriff", 7), ("BART PD", 5),
    ("San Francisco PD", 4), ("Fremont PD", 3), ("Emeryville PD", 2),
)  # fmt: skip
_CHARGES = (
    ("WARRANT", 24), ("242 PC", 16), ("484 PC", 13), ("459 PC", 12), ("148 PC", 10), ("777 WIC", 10), ("601 WIC", 6),
    ("10851 VC", 6), ("211 PC", 5), ("11377 HS", 5), ("594 PC", 4), ("245 PC", 3),
)  # fmt: skip
_SUPERVISED = (ProbationBasis.WARD_602, ProbationBasis.WARD_602, ProbationBasis.WARD_602, ProbationBasis.INFORMAL_654)
_DISPOSITIONS = (
    *[CpsDisposition.EVALUATED_OUT] * 19, *[CpsDisposition.UNFOUNDED] * 12, *[CpsDisposition.INCONCLUSIVE] * 8,
    *[CpsDisposition.SUBSTANTIATED] * 11,
)  # fmt: skip
_241_OUTCOMES = ("Dependency recommended", "Probation keeps the case", "Dependency with services of probation", "Dismissed")


def tell_law(telling: Telling, one: Invented) -> None:
    """Every court and system."""
    _arrests(telling, one)
    _probation(telling, one)
    _joint_assessment(telling, one)
    _child_welfare(telling, one)
    _reports(telling, one)
    if one.csec and telling.likely(0.3):
        _adult_court(telling, one)


def _arrests(telling: Telling, one: Invented) -> None:
    rng = telling.rng
    if spots.BEFORE_2017 in one.spots:
        charge = rng.choice(("647(b) PC", "653.22 PC"))
        day = date.fromordinal(rng.randint(one.birthday(12).toordinal(), study.NO_MINOR_AFTER.toordinal()))
        _arrest(telling, one, day, CourtForum.JUVENILE, [charge])
    if one.juvenile_arrest:
        first = max(one.birthday(12) + timedelta(days=30), one.referred_on - timedelta(days=900))
        last = min(one.birthday(18) - timedelta(days=2), one.referred_on + timedelta(days=400), telling.today)
        for _ in range(rng.choices((1, 2, 3, 4, 5), (40, 28, 18, 9, 5))[0]):
            _arrest(telling, one, telling.day_between(first, last), CourtForum.JUVENILE, _charges(telling))
    if one.adult_arrest:
        for place in range(rng.choice((1, 1, 2))):
            day = telling.day_between(one.birthday(18) + timedelta(days=20), telling.today - timedelta(days=3))
            charges = _charges(telling)
            if one.adult_exploitation_charge and place == 0:
                charges = ["653.22 PC" if day < study.LOITERING_REPEALED else "647(b) PC"]
            _arrest(telling, one, day, CourtForum.ADULT, charges)


def _charges(telling: Telling) -> list[str]:
    codes, weights = zip(*_CHARGES, strict=True)
    return list(dict.fromkeys(telling.rng.choices(codes, weights, k=telling.rng.choice((1, 1, 1, 2, 2, 3)))))


def _arrest(telling: Telling, one: Invented, day: date, forum: CourtForum, charges: list[str]) -> None:
    police = telling.rng.choices([name for name, _ in _POLICE], [weight for _, weight in _POLICE])[0]
    by = "rosa" if police == "Oakland PD" else _keeper(one)
    arrest = telling.say(by, "arrest", arrested_on=day, arrested_by=police, forum=forum)
    for code in charges:
        history = forum is CourtForum.JUVENILE and code in ("647(b) PC", "653.22 PC")
        telling.say(by, "charge", of=arrest, code=code, charge_group=charge_group(code), decriminalized_today=history or None)


def _keeper(one: Invented) -> str:
    """Probation's records clerk while probation has an open case; else the officer at the table, or the coordinator."""
    if one.probation is SystemStatus.CURRENT:
        return "dev"
    return "ada" if one.probation is SystemStatus.NONE else "kai"


def _probation(telling: Telling, one: Invented) -> None:
    if one.probation_period is None:
        if one.social is SystemStatus.NONE and telling.chance(0.6):
            telling.say("ada", "probationstatus", status=SystemStatus.NONE, source_type=SourceType.AT_THE_TABLE)
        return
    by = "dev" if one.probation is SystemStatus.CURRENT else "kai"
    telling.say(
        by, "probationstatus", status=one.probation, basis=telling.rng.choice(_SUPERVISED),
        begins=one.probation_period.begins, ends=one.probation_period.ends,
    )  # fmt: skip


def _joint_assessment(telling: Telling, one: Invented) -> None:
    if spots.HEARING in one.spots:
        ahead = telling.rng.choice((3, 5, 8, 10, 13, 20, 27))
        telling.say("ben", "jointassessment", on_calendar=True, hearing_on=weekday_after(telling.today + timedelta(days=ahead)))
    elif SystemStatus.NONE not in (one.probation, one.social) and telling.likely(0.5):
        day = weekday_before(telling.day_between(one.referred_on, one.referred_on + timedelta(days=300)))
        telling.say(
            "ben", "jointassessment", on_calendar=False, hearing_on=day, outcome=telling.rng.choice(_241_OUTCOMES),
        )  # fmt: skip


def _child_welfare(telling: Telling, one: Invented) -> None:
    if one.social_period is None:
        return
    if one.age(telling.today) >= 18 and one.social is SystemStatus.CURRENT:
        basis = ChildWelfareBasis.EXTENDED_FOSTER_CARE
    else:
        choices = (ChildWelfareBasis.DEPENDENT_300, ChildWelfareBasis.DEPENDENT_300, ChildWelfareBasis.VOLUNTARY)
        basis = ChildWelfareBasis.DEPENDENT_300B2 if one.csec and telling.chance(0.4) else telling.rng.choice(choices)
    telling.say(
        "lena", "childwelfarestatus", status=one.social, basis=basis, begins=one.social_period.begins,
        ends=one.social_period.ends,
    )  # fmt: skip


def _reports(telling: Telling, one: Invented) -> None:
    """A few youths have a score of reports, each judged alone (study 2.6)."""
    rng = telling.rng
    how_many = rng.choice((1, 2, 2, 3, 4, 6)) if one.social_period else rng.choice((0, 0, 0, 1, 1, 2))
    if one.social_period and telling.chance(0.025):
        how_many = rng.randrange(21, 30)
    first = one.birthday(3)
    last = min(one.birthday(18) - timedelta(days=1), telling.today)
    for day in sorted(telling.day_between(first, last) for _ in range(how_many)):
        open_still = day > telling.today - timedelta(days=25)
        disposed = min(day + timedelta(days=rng.randrange(1, 45)), telling.today)
        telling.say(
            "lena", "cpsreport", received_on=day, allegation=rng.choice(wording.ALLEGATIONS),
            disposition=CpsDisposition.PENDING if open_still else rng.choice(_DISPOSITIONS),
            disposed_on=None if open_still else disposed,
        )  # fmt: skip


def _adult_court(telling: Telling, one: Invented) -> None:
    rng = telling.rng
    running = one.active and telling.likely(0.5)
    telling.say(
        rng.choice(("iris", "iris", "rosa")), "courtcase",
        role=rng.choice((CaseRole.VICTIM, CaseRole.VICTIM, CaseRole.VICTIM_WITNESS, CaseRole.WITNESS)),
        status=rng.choice(("Preliminary hearing set", "Trial date set") if running else ("Plea", "Sentenced", "Dismissed")),
        docket=f"SYN-{rng.randrange(100000, 999999)}",
        next_date=weekday_after(telling.today + timedelta(days=rng.randrange(6, 90))) if running else None,
    )  # fmt: skip
