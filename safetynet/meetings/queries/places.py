"""Who has which place at a table? A place outlives its holder: follow-ups and steps of plans are owned by it."""

from collections.abc import Iterable
from dataclasses import dataclass

from safetynet.audit.acts import Act
from safetynet.policy.door import Door

from .holders import places_at, read_places


@dataclass(frozen=True, slots=True)
class Place:
    """A place at a table, the agency that has it, and who holds it today; ``holder`` is empty while nobody does."""

    place: int
    agency: int
    agency_name: str
    holder: str

    @property
    def words(self) -> str:
        """How a page names it."""
        return f"{self.agency_name} ({self.holder or 'nobody at present'})"


_PLACES = f"(SELECT jsonb_build_object('places', {places_at('ARRAY[%(table)s::bigint]')}))"


def find_places(door: Door, table_id: int) -> list[Place]:
    """Every place at a table, by agency, with whoever took it last: staff that changes inherits what the place owes."""
    act = Act("view", "places", table=table_id)
    document = door.ask(_PLACES, {"table": table_id}, act)
    return [
        Place(each.place, each.agency_id, each.agency, each.holder if each.held else "") for each in read_places(document["places"])
    ]


def place_of(places: Iterable[Place], wanted: int | None) -> Place | None:
    """The place with that number; None when it is not at this table."""
    return next((place for place in places if place.place == wanted), None)
