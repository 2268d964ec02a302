"""The invented youths of the demo county: who they are, where from, since when, and what is true of them today.

Proportions are dealt out exactly (``synthetic.study``), not drawn: the same seed and the same day give the same county.
What agencies say about each youth is told elsewhere (``synthetic.county``) from these facts.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from safetynet.kernel.codes import CaseStatus, Race, RiskFactorKind, Sex, SystemStatus
from safetynet.kernel.periods import Period, age_on

from . import names, study
from .said import weekday_before
from .study import Window

Choice = TypeVar("Choice", bound=Hashable)
YEAR = 365.25
MOVING_BETWEEN_SYSTEMS = 22
"""Identified youths followed today who know probation and social services: the 241.1 calendar is about them."""
OLDEST = 8
"""The first youths who were referred at 17 are made nearly 18, so that some were twelve before the law of 2017."""


@dataclass(slots=True)
class Invented:
    """One invented youth. ``ordinal`` counts from 0 in the order of referral."""

    ordinal: int
    referred_on: date
    study_year: int
    birth_date: date
    csec: bool
    sex: Sex
    first: str
    middle: str
    last: str
    races: tuple[Race, ...]
    county: str
    city: str
    state: str
    status: CaseStatus = CaseStatus.INACTIVE
    status_since: date | None = None
    probation: SystemStatus = SystemStatus.NONE
    probation_period: Period | None = None
    social: SystemStatus = SystemStatus.NONE
    social_period: Period | None = None
    juvenile_arrest: bool = False
    adult_arrest: bool = False
    adult_exploitation_charge: bool = False
    risk: frozenset[RiskFactorKind] = frozenset()
    providers: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    spots: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"

    @property
    def active(self) -> bool:
        """Whether the table follows the youth today."""
        return self.status is CaseStatus.ACTIVE

    @property
    def age_at_referral(self) -> int:
        """The age that statistics use (study rule R3)."""
        return self.age(self.referred_on)

    def birthday(self, age: int) -> date:
        """The day on which the youth reaches an age."""
        return self.birth_date + timedelta(days=round(age * YEAR))

    def age(self, day: date) -> int:
        """Completed years on a day."""
        return age_on(self.birth_date, day) or 0


def invent_people(today: date, seed: int = study.SEED) -> list[Invented]:
    """The county's 482 youths as they stand ``today``."""
    rng = Random(f"people {seed}")
    people = _referred(rng, Window(today))
    _say_where_from(rng, people)
    _say_status(rng, people, today)
    _involve_systems(rng, people)
    _date_systems(rng, people, today)
    _arrest(rng, people, today)
    _give_risk_factors(rng, people)
    _link_services(rng, people)
    _send_to_school(rng, people)
    return people


def deal(rng: Random, shares: Mapping[Choice, int], how_many: int) -> list[Choice]:
    """As many cards of each kind as its share says, scaled to ``how_many`` and shuffled."""
    total = sum(shares.values())
    cards: list[Choice] = []
    reached = 0
    for choice, share in shares.items():
        reached += share
        cards += [choice] * (round(how_many * reached / total) - len(cards))
    rng.shuffle(cards)
    return cards


def draw(rng: Random, people: list[Invented], how_many: int, weight: Mapping[int, float]) -> list[Invented]:
    """That many of the people, each more likely by its weight (by ordinal; 1 if it has none)."""
    ranked = sorted(people, key=lambda one: rng.random() ** (1 / weight.get(one.ordinal, 1.0)), reverse=True)
    return ranked[:how_many]


def _referred(rng: Random, window: Window) -> list[Invented]:
    classes = _classes(rng)
    people: list[Invented] = []
    taken: set[str] = set()
    for year, how_many in study.REFERRED.items():
        first, last = window.span(year)
        sexes = deal(rng, {Sex.MALE: study.MALE[year], Sex.FEMALE: how_many - study.MALE[year]}, how_many)
        races = study.RACES_BEFORE if year < 2013 else study.RACES_LATER
        dealt = deal(rng, races, how_many)
        for place in range(how_many):
            day = first + timedelta(days=int((place + rng.random()) * ((last - first).days + 1) / how_many))
            csec, age = classes.pop()
            person = Invented(
                len(people), _weekday(day, first), year, date.min, csec, sexes[place], "", "", "", (dealt[place],), "", "", "CA"
            )
            person.birth_date = _born(rng, person.referred_on, age)
            _name(rng, person, taken)
            people.append(person)
    people.sort(key=lambda one: one.referred_on)
    for ordinal, person in enumerate(people):
        person.ordinal = ordinal
    for person in [one for one in people if one.age_at_referral == 17][:OLDEST]:
        person.birth_date = person.referred_on - timedelta(days=int(18 * YEAR) - rng.randrange(5, 60))
    return people


def _classes(rng: Random) -> list[tuple[bool, int]]:
    """CSEC identified or not, with the age at referral, in any order."""
    cards = [(True, age) for age, how_many in study.AGES_CSEC.items() for _ in range(how_many)]
    cards += [(False, age) for age, how_many in study.AGES_AT_RISK.items() for _ in range(how_many)]
    rng.shuffle(cards)
    return cards


def _weekday(day: date, first: date) -> date:
    """Referrals come in on weekdays: the Friday before a weekend."""
    return max(weekday_before(day), first)


def _born(rng: Random, referred_on: date, age: int) -> date:
    """A birth date that makes somebody of that age on the day of referral."""
    while True:
        born = referred_on - timedelta(days=int(age * YEAR) + rng.randrange(1, 366))
        if age_on(born, referred_on) == age:
            return born


def _name(rng: Random, person: Invented, taken: set[str]) -> None:
    boy = person.sex is Sex.MALE
    while not person.first or person.name in taken:
        person.first, person.last = names.given_name(rng, boy=boy), names.family_name(rng)
    taken.add(person.name)
    person.middle = names.given_name(rng, boy=boy) if rng.random() < 0.3 else ""


def _say_where_from(rng: Random, people: list[Invented]) -> None:
    homes = [(county, city, "CA") for county, cities in study.CITIES.items() for city, n in cities.items() for _ in range(n)]
    homes += [("", city, state) for (city, state), n in study.OUT_OF_STATE.items() for _ in range(n)]
    rng.shuffle(homes)
    for person, (county, city, state) in zip(people, homes, strict=True):
        person.county, person.city, person.state = county, city, state


_UNDER_18 = {CaseStatus.INACTIVE: 58, CaseStatus.TRANSFERRED: 20, CaseStatus.REFUSED_SERVICES: 14, CaseStatus.CLOSED: 8}
_GROWN = {
    CaseStatus.AGED_OUT: 48, CaseStatus.INACTIVE: 32, CaseStatus.TRANSFERRED: 9, CaseStatus.REFUSED_SERVICES: 5,
    CaseStatus.CLOSED: 6,
}  # fmt: skip


def _say_status(rng: Random, people: list[Invented], today: date) -> None:
    """Whether the table still follows them: most of the newer ones, few of those who have grown up."""
    for person in people:
        known_for = (today - person.referred_on).days
        grown = person.age(today) >= 18
        stays = (0.98 if known_for < 120 else 0.46 if known_for < 500 else 0.2) if not grown else 0.04
        if rng.random() < stays and person.age(today) < 21:
            person.status, person.status_since = CaseStatus.ACTIVE, person.referred_on
            continue
        shares = _GROWN if grown else _UNDER_18
        person.status = rng.choices(list(shares), list(shares.values()))[0]
        first = person.birthday(18) if person.status is CaseStatus.AGED_OUT else person.referred_on + timedelta(days=60)
        first = max(first, person.referred_on + timedelta(days=14))
        person.status_since = min(first + timedelta(days=rng.randrange(1, 300)), today - timedelta(days=rng.randrange(5, 60)))
        person.status_since = max(person.status_since, person.referred_on)


def _involve_systems(rng: Random, people: list[Invented]) -> None:
    cards = deal(rng, study.SYSTEMS, len(people))
    _give_to_active(cards, people, "both", MOVING_BETWEEN_SYSTEMS)
    for person, involved in zip(people, cards, strict=True):
        now = SystemStatus.CURRENT if person.active and rng.random() < 0.8 else SystemStatus.PREVIOUS
        if involved in ("both", "probation"):
            person.probation = now
        if involved in ("both", "social"):
            person.social = now
        if person.probation is person.social is SystemStatus.CURRENT:
            # The county has no dual status (study rule R12): one of the two came first and has ended.
            if rng.random() < 0.5:
                person.social = SystemStatus.PREVIOUS
            else:
                person.probation = SystemStatus.PREVIOUS


def _give_to_active(cards: list[str], people: list[Invented], wanted: str, how_many: int) -> None:
    """Exchange cards so that at least that many of the identified youths whom the table follows hold the wanted one."""
    receivers = [one.ordinal for one in people if one.active and one.csec]
    givers = [one.ordinal for one in people if not one.active and cards[one.ordinal] == wanted]
    missing = how_many - sum(cards[receiver] == wanted for receiver in receivers)
    for receiver, giver in zip([at for at in receivers if cards[at] != wanted][: max(0, missing)], givers, strict=False):
        cards[receiver], cards[giver] = cards[giver], cards[receiver]


def _date_systems(rng: Random, people: list[Invented], today: date) -> None:
    for person in people:
        if person.probation is not SystemStatus.NONE:
            person.probation_period = _system_period(rng, person, person.probation, today)
        if person.social is not SystemStatus.NONE:
            person.social_period = _system_period(rng, person, person.social, today)


def _system_period(rng: Random, person: Invented, status: SystemStatus, today: date) -> Period:
    """When a system had the youth: around the referral; what is current has no end, what was before has ended."""
    begins = person.referred_on + timedelta(days=rng.randrange(-600, 120))
    begins = min(begins, today - timedelta(days=rng.randrange(20, 90)))
    if status is SystemStatus.CURRENT:
        return Period(begins)
    return Period(begins, min(begins + timedelta(days=rng.randrange(60, 700)), today - timedelta(days=rng.randrange(1, 19))))


def _arrest(rng: Random, people: list[Invented], today: date) -> None:
    """Juvenile arrests mostly among those with probation; adult ones only among those who have been 18 for some time."""
    weight = {one.ordinal: 1.0 if one.probation is SystemStatus.NONE else 40.0 for one in people}
    arrested = draw(rng, people, study.JUVENILE_ARREST, weight)
    grown = [one for one in arrested if one.birthday(18) + timedelta(days=90) < today]
    again = draw(rng, grown, study.ADULT_ARREST, {})
    for person in arrested:
        person.juvenile_arrest = True
    for place, person in enumerate(again):
        person.adult_arrest = True
        person.adult_exploitation_charge = place < study.ADULT_EXPLOITATION_CHARGE


def _give_risk_factors(rng: Random, people: list[Invented]) -> None:
    found: dict[int, set[RiskFactorKind]] = {one.ordinal: set() for one in people}
    for factor, how_many in study.RISK_FACTORS.items():
        more = 1.35 if factor in study.MORE_WITH_PROBATION else 1.0
        weight = {one.ordinal: more for one in people if one.probation is not SystemStatus.NONE}
        for person in draw(rng, people, how_many, weight):
            found[person.ordinal].add(factor)
    for person in people:
        person.risk = frozenset(found[person.ordinal])


def _link_services(rng: Random, people: list[Invented]) -> None:
    """Each provider's number exactly; everybody but thirty has at least one."""
    served = rng.sample(people, study.WITH_A_SERVICE)
    linked: dict[int, list[str]] = {one.ordinal: [] for one in served}
    for provider, how_many in sorted(study.PROVIDERS.items(), key=lambda item: item[1]):
        without = [one for one in served if not linked[one.ordinal]]
        first = without if provider == "BAWAR" else []
        others = [one for one in served if one not in first]
        rng.shuffle(others)
        for person in (first + others)[:how_many]:
            linked[person.ordinal].append(provider)
    for person in served:
        person.providers = tuple(sorted(linked[person.ordinal], key=list(study.PROVIDERS).index))


def _send_to_school(rng: Random, people: list[Invented]) -> None:
    pupils = rng.sample(people, study.WITH_A_SCHOOL)
    places = deal(rng, study.SCHOOLS, study.SCHOOL_ROWS)
    attended: dict[int, list[str]] = {one.ordinal: [] for one in pupils}
    for person in pupils:
        attended[person.ordinal].append(places.pop())
    for school in places:
        free = [one for one in pupils if school not in attended[one.ordinal] and len(attended[one.ordinal]) < 4]
        attended[rng.choice(free).ordinal].append(school)
    for person in pupils:
        person.schools = tuple(attended[person.ordinal])
