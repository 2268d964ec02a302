"""School and work, services and benefits, health, outcomes, and the notes that only their own side reads."""

from datetime import date, timedelta

from safetynet.kernel.codes import (
    BenefitKind,
    CaseStatus,
    NoServiceReason,
    OutcomeKind,
    RiskFactorKind,
    ServiceStatus,
    ServiceType,
    SourceType,
    YesNoUnknown,
)
from synthetic import spots, study, wording
from synthetic.people import Invented
from synthetic.said import Telling

_DISTRICTS = {
    "Tennyson High": "Hayward USD", "Mt. Eden High": "Hayward USD", "Hayward High": "Hayward USD",
    "San Leandro High": "San Leandro USD", "Berkeley High": "Berkeley USD", "Encinal High": "Alameda USD",
    "Butler Academic Center": "County Office of Education", "Camp school": "County Office of Education",
}  # fmt: skip
_TYPES = {
    "BAWAR": ServiceType.ADVOCACY, "MISSSEY": ServiceType.ADVOCACY, "WCC": ServiceType.MENTAL_HEALTH,
    "Guidance Clinic": ServiceType.MENTAL_HEALTH, "BALA": ServiceType.LEGAL, "YWSP": ServiceType.GROUP_PROGRAM,
    "YEP": ServiceType.FISCAL_VOCATIONAL, "Highway to Work/EBCS": ServiceType.FISCAL_VOCATIONAL,
    "Youth Alive": ServiceType.GANG_AFFILIATION, "Project Permanence": ServiceType.MENTAL_HEALTH,
}  # fmt: skip
_WRITERS = {"BAWAR": "mara", "MISSSEY": "noel", "BALA": "quinn"}
_DONE = (ServiceStatus.COMPLETED, ServiceStatus.DROPPED, ServiceStatus.USED, ServiceStatus.COMPLETED)
_NOT_USED = (ServiceStatus.REFERRED, ServiceStatus.WAITLISTED, ServiceStatus.DECLINED, ServiceStatus.NOT_AVAILABLE)
_BENEFIT_STATUS = (ServiceStatus.ACTIVE, ServiceStatus.ACTIVE, ServiceStatus.REFERRED, ServiceStatus.WAITLISTED)
_OUTCOMES = (
    OutcomeKind.SAFE_PLACEMENT_STABLE, OutcomeKind.SCHOOL_ENROLLED, OutcomeKind.SERVICE_ENGAGED, OutcomeKind.SERVICE_ENGAGED,
    OutcomeKind.MISSING_EPISODE, OutcomeKind.RETURNED, OutcomeKind.REEXPLOITATION_REPORTED, OutcomeKind.EMPLOYED,
    OutcomeKind.LOST_CONTACT,
)  # fmt: skip


def tell_help(telling: Telling, one: Invented) -> None:
    """Everything that is meant to help."""
    _schools(telling, one)
    _work(telling, one)
    _services(telling, one)
    _benefits(telling, one)
    _health(telling, one)
    _outcomes(telling, one)
    _privileged(telling, one)


def _schools(telling: Telling, one: Invented) -> None:
    rng = telling.rng
    start = max(one.birthday(13), one.referred_on - timedelta(days=400))
    latest = max(start + timedelta(days=250), one.referred_on + timedelta(days=250))
    starts = sorted(telling.day_between(start, min(latest, one.birthday(18))) for _ in one.schools)
    for place, (school, begins) in enumerate(zip(one.schools, starts, strict=True)):
        last = place + 1 == len(one.schools)
        running = last and one.active and one.age(telling.today) < 19
        ends = None if running else starts[place + 1] if not last else _after(telling, begins)
        telling.say(
            "cleo" if one.active or telling.chance(0.5) else "ada", "schooling", school=school, begins=begins, ends=ends,
            district=_DISTRICTS.get(school, "Oakland USD"), grade=str(max(8, min(12, one.age(begins) - 5))),
            enrolled=(YesNoUnknown.YES if telling.chance(0.75) else YesNoUnknown.NO) if running else YesNoUnknown.NO,
            records_received=rng.choice((YesNoUnknown.YES, YesNoUnknown.YES, YesNoUnknown.NO, YesNoUnknown.UNKNOWN)),
            often_absent=YesNoUnknown.YES if RiskFactorKind.CHRONIC_ABSENTEEISM in one.risk else YesNoUnknown.UNKNOWN,
        )  # fmt: skip


def _after(telling: Telling, begins: date) -> date:
    return max(begins, telling.day_between(begins + timedelta(days=60), begins + timedelta(days=400)))


def _work(telling: Telling, one: Invented) -> None:
    if one.age(telling.today) < 16 or not telling.likely(0.25):
        return
    begins = telling.day_between(max(one.birthday(16), one.referred_on), telling.today)
    ended = telling.chance(0.5)
    telling.say(
        "kai" if one.probation_period else "ada", "work", what=telling.rng.choice(wording.WORK), begins=begins,
        ends=telling.day_between(begins, begins + timedelta(days=200)) if ended else None,
    )  # fmt: skip


def _services(telling: Telling, one: Invented) -> None:
    rng = telling.rng
    for provider in one.providers:
        begins = telling.day_between(one.referred_on, one.referred_on + timedelta(days=200))
        taking_part = one.active and telling.chance(0.6)
        status = ServiceStatus.ACTIVE if taking_part else rng.choice(_DONE)
        ended = not taking_part and status is not ServiceStatus.USED
        _service(telling, provider, status, begins, _after(telling, begins) if ended else None)
    if one.providers and telling.chance(0.15):
        unused = [provider for provider in study.PROVIDERS if provider not in one.providers]
        begins = telling.day_between(one.referred_on, telling.today)
        _service(telling, rng.choice(unused), rng.choice(_NOT_USED), begins)
    if not one.providers:
        why = NoServiceReason.TRANSFERRED_NO_SERVICE if one.status is CaseStatus.TRANSFERRED else NoServiceReason.REFUSED
        telling.say("ada", "noservice", why=NoServiceReason.PENDING if one.active else why)


def _service(telling: Telling, provider: str, status: ServiceStatus, begins: date, ends: date | None = None) -> None:
    telling.say(
        _WRITERS.get(provider, "ada"), "servicelink", provider=provider, status=status, begins=begins, ends=ends,
        service_type=_TYPES.get(provider, ServiceType.OTHER),
    )  # fmt: skip


def _benefits(telling: Telling, one: Invented) -> None:
    rng = telling.rng
    grown = one.age(telling.today) >= 18
    kinds = [BenefitKind.MEDI_CAL, BenefitKind.SOCIAL_SECURITY]
    if RiskFactorKind.PREGNANT_PARENTING in one.risk:
        kinds.append(BenefitKind.WIC_NUTRITION)
    if grown and one.social_period:
        kinds += [BenefitKind.AB12_EFC, BenefitKind.TRANSITIONAL_HOUSING]
    for benefit in kinds:
        if telling.likely(0.3):
            telling.say(
                rng.choice(("ada", "lena", "quinn")) if one.social_period else "ada", "benefit", benefit=benefit,
                status=rng.choice(_BENEFIT_STATUS),
                begins=telling.day_between(one.referred_on, telling.today),
            )  # fmt: skip


def _health(telling: Telling, one: Invented) -> None:
    rng, since = telling.rng, one.referred_on - timedelta(days=60)
    seen_until = one.status_since if not one.active and one.status_since else telling.today
    if telling.likely(0.45):
        topic, detail = rng.choice(wording.HEALTH)
        telling.say("opal", "healthnote", topic=topic, detail=detail, noted_on=telling.day_between(since, seen_until))
    if "Guidance Clinic" in one.providers and telling.likely(0.75):
        topic, detail = rng.choice(wording.MENTAL_HEALTH)
        telling.say(
            "pia", "mentalhealthnote", topic=topic, detail=detail, noted_on=telling.day_between(since, seen_until),
            linkage=rng.choice((ServiceStatus.ACTIVE, ServiceStatus.ACTIVE, ServiceStatus.WAITLISTED, ServiceStatus.DECLINED)),
        )  # fmt: skip
    if RiskFactorKind.DRUG_USE in one.risk and telling.likely(0.16):
        begins = telling.day_between(one.referred_on, seen_until)
        over = telling.chance(0.6)
        telling.say(
            "pia", "substancetreatment", program=rng.choice(wording.PROGRAMS), begins=begins,
            status=rng.choice((ServiceStatus.COMPLETED, ServiceStatus.DROPPED)) if over else ServiceStatus.ACTIVE,
            ends=telling.day_between(begins, begins + timedelta(days=120)) if over else None,
        )  # fmt: skip


def _outcomes(telling: Telling, one: Invented) -> None:
    rng = telling.rng
    until = one.status_since if not one.active and one.status_since else telling.today
    known_for = (telling.today - one.referred_on).days
    found = rng.sample(_OUTCOMES, rng.choice((1, 2) if telling.full else (0, 1, 1, 2)) if known_for > 60 else 0)
    if one.status is CaseStatus.TRANSFERRED:
        found.append(OutcomeKind.TRANSFERRED)
    for outcome in dict.fromkeys(found):
        telling.say(
            "noel" if outcome is OutcomeKind.SERVICE_ENGAGED and "MISSSEY" in one.providers else "ada", "outcome",
            outcome=outcome, happened_on=telling.day_between(one.referred_on, until),
            remark=wording.OUTCOME_REMARKS[outcome.value] if telling.chance(0.6) else "",
        )  # fmt: skip


def _privileged(telling: Telling, one: Invented) -> None:
    rng = telling.rng
    if "BAWAR" in one.providers and telling.likely(0.4):
        day = telling.day_between(one.referred_on, telling.today)
        telling.say("mara", "advocatenote", text=rng.choice(wording.PRIVILEGED), noted_on=day, source_type=SourceType.YOUTH_SAID)
    if spots.COUNSEL in one.spots and one.active:
        for _ in range(rng.choice((1, 1, 2))):
            day = telling.day_between(one.referred_on, telling.today)
            telling.say("jude", "vaultnote", text=rng.choice(wording.VAULT), noted_on=day, source_type=SourceType.YOUTH_SAID)
    if "BALA" in one.providers and telling.likely(0.6):
        day = telling.day_between(one.referred_on, telling.today)
        telling.say("quinn", "vaultnote", text=rng.choice(wording.LEGAL_VAULT), noted_on=day, source_type=SourceType.YOUTH_SAID)
