"""How somebody may stand to a youth, one fact at a time, and what the field's matrix says for it.

This page is the rule in words. It is written by hand from the field facts (7.3) and does not look at the code's grants.
"""

from dataclasses import dataclass
from pathlib import Path

from safetynet.policy.vocabulary import Category, Role
from tests.factories import World
from tests.factories.world import Someone

ALL_PAPERS_AND = "with all papers signed, "


def matrix() -> dict[tuple[Category, Role], str]:
    """The cells of ``matrix.txt``."""
    lines = (Path(__file__).parent / "matrix.txt").read_text().splitlines()
    header, *rows = (line.split() for line in lines if line and not line.startswith("#"))
    return {
        (Category(row[0]), Role(role)): cell.replace("-", "").replace("+", "")
        for row in rows
        for role, cell in zip(header[1:], row[1:], strict=True)
    }


@dataclass(frozen=True)
class Situation:
    """One way of standing to a youth. Everything not named is not so."""

    words: str
    seat: bool = False
    checked_in: bool = False
    client: bool = False
    served: bool = False
    own_claim: bool = False
    author: bool = False
    consent: bool = False
    other_county: bool = False

    def reads(self, role: Role, category: Category, cells: dict[tuple[Category, Role], str]) -> bool:
        """Whether somebody in this role reads this category here."""
        cell = cells[category, role]
        counsel = role is Role.DEF
        if category is Category.RELEASED:
            return "R" in cell
        if self.other_county:
            return self.consent and "C" in cells[category, Role.XC] and role not in (Role.ADM, Role.RPT)
        near = self.client if counsel else self.seat
        return any((
            "R" in cell and near and category not in (Category.PRIVILEGED, Category.VAULT),
            "R" in cell and self.served and category is Category.INDEX and not counsel,
            "W" in cell and self.own_claim and category is not Category.VAULT,
            "W" in cell and self.author and category is Category.VAULT,
            "M" in cell and self.checked_in and (self.client or not counsel),
            "C" in cell and self.consent and role is not Role.XC and (self.client or not counsel),
        ))  # fmt: skip

    def writes(self, role: Role, category: Category, cells: dict[tuple[Category, Role], str]) -> bool:
        """Whether somebody in this role may add a claim of the own agency here."""
        counsel = role is Role.DEF
        return "W" in cells[category, role] and (self.client if counsel else self.seat or self.served)


SITUATIONS = (
    Situation("nothing else is so"),
    Situation("has a seat at the youth's table", seat=True),
    Situation("has a seat and is checked in where the youth is on the open agenda", seat=True, checked_in=True),
    Situation("is counsel of the youth", client=True),
    Situation("is counsel of the youth, has a seat and is checked in", client=True, seat=True, checked_in=True),
    Situation("works for an agency that serves the youth", served=True),
    Situation("works for the agency that made the claim", own_claim=True),
    Situation("wrote it, now working for another agency", author=True),
    Situation("works for an agency with a recorded consent", consent=True),
    Situation("is counsel of the youth, with a recorded consent", client=True, consent=True),
    Situation("works in another county", other_county=True),
    Situation("works in another county, with a recorded consent", other_county=True, consent=True),
)


@dataclass(frozen=True)
class Scene:
    """A situation made true: who looks, at whose record, and whose claims stand there."""

    person: Someone
    youth: int
    table: int
    county: int
    claim_agency: int
    claim_author: int


def stage(world: World, role: Role, situation: Situation) -> Scene:
    """Put the facts of one situation into the database, for one person in one role."""
    home = world.county("Alameda")
    table = world.table(home)
    keeper = world.person(world.agency(home), Role.COORD)
    youth = world.youth(table, keeper.id)
    agency = world.agency(world.county("Contra Costa") if situation.other_county else home)
    person = world.person(agency, role)
    world.papers(person, table)
    if situation.seat:
        world.seat(person, table)
    if situation.checked_in:
        world.check_in(person, world.meeting(table, youth), table)
    if situation.client:
        world.represent(youth, person, keeper)
    if situation.served:
        world.serve(youth, agency, keeper.id)
    if situation.consent:
        world.consent(youth, table, agency, by=keeper.id)
    claim_agency = agency if situation.own_claim else keeper.agency
    claim_author = person.id if situation.author else keeper.id
    return Scene(person, youth, table, home, claim_agency, claim_author)
