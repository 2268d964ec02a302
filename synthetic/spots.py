"""Which of the invented youths stand in a situation that somebody wants to see: in custody, gone, returning, disputed.

A spot is a word on the youth; the chapters of the telling look for it. Chosen from the active youths, in the order of the
dice, so that every list of the demo has something on it whatever the day.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from safetynet.kernel.codes import CaseStatus, SystemStatus

from . import study
from .people import Invented

SHOWCASE = "showcase"
CUSTODY = "in custody"
RETURNING = "returning within two weeks"
RETURNING_LATER = "returning later"
ABSENT = "absent now"
HEARING = "241.1 hearing ahead"
PLAN_DUE = "safety plan due"
PARTNER_ASKS = "partner asks"
NEW_WAITING = "referred lately, not discussed yet"
LONG_UNSEEN = "not discussed for long"
COUNSEL = "has counsel"
CONSENT = "consent recorded"
NEIGHBOR_CONSENT = "consent for the county of residence"
WALL = "somebody walled off"
DISPUTED = "agencies differ"
CORRECTED = "corrected"
WITHDRAWN = "withdrawn"
BEFORE_2017 = "arrested before the law of 2017"
TWIN = "looks like another"

_IN_ORDER = frozenset({SHOWCASE, NEW_WAITING, HEARING, BEFORE_2017})
Test = Callable[[Invented], bool]


def place_spots(people: list[Invented], today: date, seed: int) -> None:
    """Put every spot on its youths. Those who are held, gone or returning are different youths."""
    rng = Random(f"spots {seed}")
    active = [one for one in people if one.active]
    rng.shuffle(active)
    minors = [one for one in active if one.age(today) < 18]
    held = [one for one in minors if one.probation is SystemStatus.CURRENT and one.juvenile_arrest]
    cared = [one for one in minors if SystemStatus.CURRENT in (one.probation, one.social)]
    free: Test = _without(CUSTODY, RETURNING, RETURNING_LATER, ABSENT, SHOWCASE)
    _put(
        SHOWCASE,
        sorted(cared, key=_richness, reverse=True),
        6,
        lambda one: one.csec and one.referred_on < today - timedelta(days=90),
    )
    for one in cared:
        if SHOWCASE in one.spots:
            _complete(one, people)
    _put(CUSTODY, held, 7, free)
    _put(RETURNING, cared, 6, free)
    _put(RETURNING_LATER, cared, 4, free)
    _put(ABSENT, cared, 5, free)
    _put(HEARING, [one for one in cared if _knows_both(one)] + cared, 7, _without(SHOWCASE))
    _put(PLAN_DUE, active, 12, lambda one: one.referred_on < today - timedelta(days=60))
    _put(NEW_WAITING, [one for one in reversed(people) if one.active and one.referred_on > today - timedelta(days=27)], 6, _always)
    _put(PARTNER_ASKS, active, 6, _without(CUSTODY, RETURNING))
    _put(LONG_UNSEEN, active, 22, lambda one: free(one) and one.referred_on < today - timedelta(days=100))
    _put(COUNSEL, [one for one in active if _has_a_court(one)], 38, _always)
    _put(COUNSEL, [one for one in people if not one.active and _has_a_court(one)], 24, _always)
    _put(CONSENT, active, 14, _always)
    _put(NEIGHBOR_CONSENT, [one for one in active if one.county == "Contra Costa"], 4, _always)
    _put(WALL, active, 5, _without(SHOWCASE, COUNSEL))
    _put(DISPUTED, cared, 16, _always)
    _put(CORRECTED, active, 14, _always)
    _put(WITHDRAWN, active, 7, _always)
    for one in people:
        if SHOWCASE in one.spots:
            one.spots |= {COUNSEL, CONSENT, DISPUTED, CORRECTED}
    _put(BEFORE_2017, people, 6, lambda one: one.juvenile_arrest and one.birthday(12) < study.NO_MINOR_AFTER)
    _make_look_alikes(people, active)


def _put(spot: str, candidates: list[Invented], how_many: int, fits: Test) -> None:
    """On the first that fit, or, for most spots, on any that fit: each spot throws its own dice."""
    fitting = [one for one in candidates if fits(one)]
    if spot not in _IN_ORDER:
        Random(f"{spot} {len(candidates)}").shuffle(fitting)
    for person in fitting[:how_many]:
        person.spots.add(spot)


def _without(*spots: str) -> Test:
    return lambda one: not one.spots & set(spots)


def _always(one: Invented) -> bool:
    return True


def _has_a_court(one: Invented) -> bool:
    return one.probation is not SystemStatus.NONE or one.social is SystemStatus.CURRENT


def _knows_both(one: Invented) -> bool:
    return SystemStatus.NONE not in (one.probation, one.social)


def _richness(one: Invented) -> tuple[int, int]:
    """How much there is to tell."""
    known = 2 * _knows_both(one) + bool(one.schools) + one.juvenile_arrest + ("Guidance Clinic" in one.providers)
    return known, len(one.risk) + len(one.providers)


def _complete(one: Invented, people: list[Invented]) -> None:
    """Exchange schools and providers with somebody the table no longer follows, so that every section has something."""
    others = [other for other in people if not other.active]
    if len(one.schools) < 2:
        donor = next(other for other in others if len(other.schools) == 2)
        one.schools, donor.schools = donor.schools, one.schools
    wanted = {"BAWAR", "Guidance Clinic", "MISSSEY", "BALA"}
    if not wanted <= set(one.providers):
        donor = max(others, key=lambda other: (len(wanted & set(other.providers)), -other.ordinal))
        one.providers, donor.providers = donor.providers, one.providers


def _make_look_alikes(people: list[Invented], active: list[Invented]) -> None:
    """Two pairs whose names and birth dates nearly agree: possible duplicates, never merged by themselves."""
    pairs = 0
    for original in [one for one in active if SHOWCASE not in one.spots and not one.middle]:
        fits = [one for one in people if _could_be_twin(one, original)]
        if pairs == 2 or not fits:
            continue
        twin = fits[-1]
        twin.first, twin.last = original.first[:-1] + ("i" if original.first[-1] != "i" else "a"), original.last
        twin.birth_date = original.birth_date
        original.spots.add(TWIN)
        twin.spots.add(TWIN)
        pairs += 1


def _could_be_twin(one: Invented, original: Invented) -> bool:
    """Whether taking over the birth date changes nothing that is counted: age at referral, arrests, having grown up."""
    return (
        one is not original
        and not one.active
        and not one.spots
        and not one.adult_arrest
        and one.status is not CaseStatus.AGED_OUT
        and one.sex is original.sex
        and original.age(one.referred_on) == one.age_at_referral
    )
