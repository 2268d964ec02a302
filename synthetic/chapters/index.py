"""The index tier: names, case numbers, workers, contacts, family, counsel."""

from datetime import date, timedelta
from typing import Any

from safetynet.kernel.codes import Relation, SourceType, SystemStatus
from safetynet.kernel.periods import Period
from synthetic import names, spots
from synthetic.people import Invented
from synthetic.said import PersonNamed, Telling

_POSITIONS = {"kai": "Deputy probation officer", "lena": "Social worker"}
_RELATIONS = (
    (Relation.MOTHER, 40), (Relation.GRANDPARENT, 16), (Relation.AUNT_UNCLE, 16), (Relation.SIBLING, 24), (Relation.FATHER, 12),
    (Relation.STEP_PARENT, 7), (Relation.GUARDIAN, 6), (Relation.OTHER, 4),
)  # fmt: skip
_IS_WOMAN = {Relation.MOTHER: True, Relation.FATHER: False}


def tell_index(telling: Telling, one: Invented) -> None:
    """Who the youth is, and who is in touch."""
    _identity(telling, one)
    if one.probation_period:
        _serve(telling, one, "kai", "PRB", one.probation_period)
    if one.social_period:
        _serve(telling, one, "lena", "CFS", one.social_period)
    _household(telling, one)
    if spots.COUNSEL in one.spots:
        until = None if one.active else one.status_since
        begins = telling.day_between(one.referred_on, one.referred_on + timedelta(days=60))
        telling.say(
            "ada", "representation", counsel=PersonNamed("jude"), source_type=SourceType.AT_THE_TABLE,
            begins=min(begins, until) if until else begins, ends=until,
        )  # fmt: skip


def _identity(telling: Telling, one: Invented) -> None:
    rng = telling.rng
    named: dict[str, Any] = {
        "last_name": one.last,
        "first_name": one.first,
        "middle_name": one.middle,
        "birth_date": one.birth_date,
    }
    telling.say(
        "ada", "identity", **named, observed_on=one.referred_on,
        birth_place=one.city if telling.chance(0.3) else "", phone=names.phone(rng) if telling.likely(0.45) else "",
    )  # fmt: skip
    if one.probation_period and telling.chance(0.3):
        telling.say("kai", "identity", **named)
    if telling.likely(0.42):
        telling.say("ada", "alias", name=names.nickname(rng), source_type=SourceType.YOUTH_SAID)
    if telling.chance(0.12):
        telling.say("ada", "alias", name=f"{one.first} {names.family_name(rng)}", source_type=SourceType.LAW_ENFORCEMENT)


def _serve(telling: Telling, one: Invented, by: str, prefix: str, period: Period) -> None:
    """An agency's case with its workers (some youths have seen many) and the days of contact."""
    rng, end = telling.rng, period.ends or telling.today
    telling.say(
        by, "agencycase", case_number=f"{prefix}-{period.begins:%y}-{rng.randrange(10000, 99999)}", opened_on=period.begins,
        closed_on=period.ends,
    )  # fmt: skip
    changes = rng.choice((1, 1, 1, 2, 2, 3))
    starts = sorted({period.begins, *(telling.day_between(period.begins, end) for _ in range(changes - 1))})
    for place, start in enumerate(starts):
        following = starts[place + 1] - timedelta(days=1) if place + 1 < len(starts) else period.ends
        telling.say(
            by, "workercontact", worker_name=names.adult_name(rng), position=_POSITIONS[by], phone=names.phone(rng),
            begins=start, ends=following,
        )  # fmt: skip
    for day in sorted({_contact(telling, period.begins, end) for _ in range(rng.randrange(1, 5))}):
        telling.say(by, "contactdate", contacted_on=day)


def _contact(telling: Telling, begins: date, ends: date) -> date:
    """Contacts cluster near the end of what is known."""
    return telling.day_between(max(begins, ends - timedelta(days=240)), ends)


def _household(telling: Telling, one: Invented) -> None:
    rng = telling.rng
    relations = rng.choices(
        [r for r, _ in _RELATIONS], [w for _, w in _RELATIONS], k=rng.choice((2, 3) if telling.full else (0, 1, 1, 2, 2, 3))
    )
    by = "lena" if one.social is not SystemStatus.NONE else "ada"
    for relation in relations:
        telling.say(
            by, "householdmember", relation=relation, phone=names.phone(rng) if telling.chance(0.3) else "",
            name=names.adult_name(rng, one.last if telling.chance(0.6) else "", woman=_IS_WOMAN.get(relation)),
            birth_date=_sibling_born(telling, one) if relation is Relation.SIBLING else None,
        )  # fmt: skip
    if telling.chance(0.06) and one.age(telling.today) >= 16:
        telling.say(by, "householdmember", relation=Relation.CHILD, name=f"{names.given_name(rng)} {one.last}")


def _sibling_born(telling: Telling, one: Invented) -> date:
    return telling.day_between(one.birth_date - timedelta(days=1500), one.birth_date + timedelta(days=2500))
