"""The whole invented county as plain data: its youths, what is said about each, a year of meetings, papers around them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from safetynet.policy.vocabulary import Category

from . import spots, study, wording
from .chapters.care import tell_care
from .chapters.disputes import tell_disputes
from .chapters.harm import tell_harm
from .chapters.help import tell_help
from .chapters.index import tell_index
from .chapters.law import tell_law
from .chapters.table import tell_table
from .meetings import Held, hold_meetings
from .people import Invented, invent_people
from .said import Said, Telling

CHAPTERS: tuple[Callable[[Telling, Invented], None], ...] = (
    tell_index, tell_table, tell_care, tell_law, tell_harm, tell_help, tell_disputes,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """A consent that opens categories of a youth's record to an agency of the cast."""

    youth: int
    agency: str
    categories: tuple[Category, ...]
    given_by: str
    begins: date
    ends: date | None = None
    revoked_on: date | None = None


@dataclass(frozen=True, slots=True)
class WallBuilt:
    """A wall between a person of the cast and a youth."""

    youth: int
    username: str
    reason: str
    begins: date


@dataclass(frozen=True, slots=True)
class County:
    """Everything invented for one county on one day."""

    today: date
    people: list[Invented]
    tellings: list[Telling]
    meetings: list[Held]
    consents: list[ConsentGiven]
    walls: list[WallBuilt]

    @property
    def said(self) -> list[Said]:
        """Every statement about everybody."""
        return [statement for telling in self.tellings for statement in telling.said]

    @property
    def look_alikes(self) -> list[tuple[int, int]]:
        """Pairs of youths whose names and birth dates nearly agree."""
        twins = [one for one in self.people if spots.TWIN in one.spots]
        return [(a.ordinal, b.ordinal) for a in twins for b in twins if a.ordinal < b.ordinal and a.birth_date == b.birth_date]


def invent_county(today: date, seed: int = study.SEED) -> County:
    """The demo county as it stands ``today``. The same day and seed give the same county."""
    people = invent_people(today, seed)
    spots.place_spots(people, today, seed)
    tellings = [tell_youth(one, today, seed) for one in people]
    meetings = hold_meetings(people, tellings, today, seed)
    rng = Random(f"papers {seed}")
    return County(today, people, tellings, meetings, _consents(rng, people, today), _walls(rng, people, today))


def tell_youth(one: Invented, today: date, seed: int) -> Telling:
    """What the agencies say about one youth; it depends on nobody else."""
    telling = Telling(one.ordinal, today, Random(f"youth {seed} {one.ordinal}"), full=spots.SHOWCASE in one.spots)
    for chapter in CHAPTERS:
        chapter(telling, one)
    return telling


_CONSENTED = (
    ("clinic", (Category.HEALTH, Category.MENTAL_HEALTH)),
    ("hospital", (Category.MENTAL_HEALTH,)),
    ("advocates", (Category.HEALTH, Category.MENTAL_HEALTH)),
    ("welfare", (Category.MENTAL_HEALTH, Category.SUBSTANCE_TREATMENT)),
    ("probation", (Category.MENTAL_HEALTH,)),
    ("defender", (Category.HEALTH, Category.MENTAL_HEALTH, Category.SOGI)),
)
_FOR_THE_NEIGHBOR = (
    Category.INDEX, Category.DEMOGRAPHICS, Category.PLACEMENT, Category.RISK, Category.SAFETY_PLAN, Category.SERVICES,
)  # fmt: skip


def _consents(rng: Random, people: list[Invented], today: date) -> list[ConsentGiven]:
    """Releases in force, one that was revoked, one that ran out, and those for the neighboring county."""
    given = []
    consenting = [one for one in people if spots.CONSENT in one.spots]
    consenting.sort(key=lambda one: (spots.SHOWCASE not in one.spots, "Guidance Clinic" not in one.providers))
    for place, one in enumerate(consenting):
        agency, categories = _CONSENTED[place % len(_CONSENTED)]
        begins = max(one.referred_on, today - timedelta(days=rng.randrange(20, 160)))
        given.append(ConsentGiven(
            one.ordinal, agency, categories, rng.choice(wording.CONSENT_GIVERS), begins,
            ends=max(begins, today - timedelta(days=1)) if place == 9 else begins + timedelta(days=365),
            revoked_on=today - timedelta(days=2) if place == 8 else None,
        ))  # fmt: skip
    for one in people:
        if spots.NEIGHBOR_CONSENT in one.spots:
            begins = max(one.referred_on, today - timedelta(days=90))
            giver = rng.choice(wording.CONSENT_GIVERS)
            given.append(ConsentGiven(one.ordinal, "neighbor", _FOR_THE_NEIGHBOR, giver, begins, begins + timedelta(days=365)))
    return given


def _walls(rng: Random, people: list[Invented], today: date) -> list[WallBuilt]:
    walled = [one for one in people if spots.WALL in one.spots]
    kept_away = ("iris", "iris", "rosa", "noel", "jude")
    reasons = (
        wording.WALL_REASONS[0],
        wording.WALL_REASONS[0],
        wording.WALL_REASONS[2],
        wording.WALL_REASONS[1],
        wording.WALL_REASONS[1],
    )
    return [
        WallBuilt(one.ordinal, username, reason, max(one.referred_on, today - timedelta(days=rng.randrange(10, 200))))
        for one, username, reason in zip(walled, kept_away, reasons, strict=False)
    ]
