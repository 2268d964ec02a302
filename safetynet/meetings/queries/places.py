"""Who has which place at a table? A place outlives its holder: follow-ups and steps of plans are owned by it."""

from collections.abc import Iterable
from dataclasses import dataclass

from safetynet.audit.acts import Act
from safetynet.policy.door import Door


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


_PLACES = """(
    SELECT jsonb_build_object('places', coalesce(jsonb_agg(jsonb_build_object(
               'place', l.place, 'agency', l.agency_id, 'agency_name', a.short_name, 'holder', l.holder)
               ORDER BY a.short_name, l.holder, l.place), '[]'))
    FROM (
        SELECT DISTINCT ON (s.place) s.place, s.agency_id,
               CASE WHEN s.begins <= policy.today() AND (s.ends IS NULL OR s.ends >= policy.today())
                     AND (p.ended_on IS NULL OR p.ended_on >= policy.today())
                    THEN btrim(p.given_name || ' ' || p.family_name) ELSE '' END AS holder
        FROM public.governance_seat AS s JOIN public.governance_person AS p ON p.id = s.person_id
        WHERE s.table_id = %(table)s::bigint AND s.begins <= policy.today()
        ORDER BY s.place, s.begins DESC
    ) AS l JOIN public.governance_agency AS a ON a.id = l.agency_id
)"""


def find_places(door: Door, table_id: int) -> list[Place]:
    """Every place at a table, by agency, with whoever took it last: staff that changes inherits what the place owes."""
    act = Act("view", "places", table=table_id)
    document = door.ask(_PLACES, {"table": table_id}, act)
    return [Place(each["place"], each["agency"], each["agency_name"], each["holder"]) for each in document["places"]]


def place_of(places: Iterable[Place], wanted: int | None) -> Place | None:
    """The place with that number; None when it is not at this table."""
    return next((place for place in places if place.place == wanted), None)
