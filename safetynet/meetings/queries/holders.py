"""Places at a table and who holds them. A place is the id of the first seat in the line of those who took it over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PLACES = """(
    SELECT coalesce(jsonb_agg(jsonb_build_object('place', h.place, 'table', h.table_id, 'agency_id', h.agency_id,
               'agency', a.short_name, 'holder_id', h.person_id, 'holder', btrim(p.given_name || ' ' || p.family_name),
               'held', h.held) ORDER BY a.short_name, p.given_name, h.place), '[]')
    FROM public.place_holders(policy.today()) AS h
    JOIN public.governance_agency AS a ON a.id = h.agency_id
    LEFT JOIN public.governance_person AS p ON p.id = h.person_id
    WHERE h.table_id = ANY (@tables@)
)"""
"""A part of a question: the places of some tables (an SQL list of ids of our own text stands for @tables@)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place at a table, for an agency. ``held`` is false where nobody has taken it over from ``holder`` yet."""

    place: int
    table: int
    agency_id: int
    agency: str
    holder_id: int
    holder: str
    held: bool

    @property
    def words(self) -> str:
        """How a form names it: the agency first, because the place outlives its holder."""
        who = self.holder if self.held else f"nobody now; {self.holder} before" if self.holder else "nobody now"
        return f"{self.agency}: {who}"


def places_at(tables: str) -> str:
    """The part of a question that tells the places of these tables; ``tables`` is SQL text of our own."""
    return PLACES.replace("@tables@", tables)


def read_places(document: Sequence[Mapping[str, Any]]) -> list[Place]:
    """The places that a document tells."""
    return [Place(**{**each, "holder": each["holder"] or ""}) for each in document]


def find_holders(places: Iterable[Place]) -> dict[int, Place]:
    """The places by their id."""
    return {place.place: place for place in places}


def places_of(places: Iterable[Place], person: int) -> frozenset[int]:
    """The places that somebody holds now."""
    return frozenset(place.place for place in places if place.held and place.holder_id == person)
