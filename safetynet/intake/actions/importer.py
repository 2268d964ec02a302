"""Who may load a workbook into which table's record: the coordinator with a seat there, for the own agency."""

from dataclasses import dataclass

from safetynet.audit.acts import Act
from safetynet.kernel.counties import find_county
from safetynet.kernel.faults import Fault, Refused
from safetynet.kernel.identifiers import CountyId, TableId
from safetynet.policy.door import Door
from safetynet.policy.rules import Decision, RowFacts, Standing, decide
from safetynet.policy.standing import read_standing
from safetynet.policy.vocabulary import Category, Verb
from safetynet.youths.actions import Author
from safetynet.youths.models import CLAIM_KINDS

_STANDING = """(
    SELECT jsonb_build_object('standing', policy.standing(), 'county', (
        SELECT jsonb_build_object('id', c.id, 'name', c.name) FROM public.governance_county AS c WHERE c.name = %(county)s::text
    )))"""
_NEEDED = (Category.IMPORT, Category.REGISTER, Category.INDEX, Category.DEMOGRAPHICS)
_KINDS = {kind._meta.model_name or "": kind for kind in CLAIM_KINDS}


@dataclass(frozen=True, slots=True)
class Importer:
    """Somebody who may load workbooks at a table. ``kinds`` are the claims that the person's role and the agency's
    memorandum let this person write there; what a workbook says of other kinds waits for somebody who may."""

    author: Author
    table: TableId
    table_name: str
    county: str
    kinds: frozenset[str]

    def category_of(self, kind: str) -> Category:
        """The compartment of a kind of claim."""
        return _KINDS[kind].kind.category


def access_importer(*, door: Door, county: str) -> Importer:
    """The importer that the person behind the door is at the table of a county.

    Raises Fault for a county that California does not have, Refused (and notes the denial) for a person who may not.
    """
    known = find_county(county)
    if known is None:
        raise Fault(
            f"California has no county called {county}.",
            kept="Nothing was read.",
            next="Write the county as in “Contra Costa”.",
        )
    document = door.ask(_STANDING, {"county": known.name}, _act(door, "prepare import"))
    standing = read_standing(document["standing"])
    table = _table(door, standing, CountyId(document["county"]["id"]), known.name)
    row = RowFacts(table, CountyId(document["county"]["id"]))
    for category in _NEEDED:
        decision = decide(standing, Verb.WRITE, category, row)
        if not decision:
            raise _refused(door, table, known.name, decision)
    own = RowFacts(table, row.county, agency=standing.agency, author=standing.person)
    return Importer(
        author=Author(standing.person, standing.agency),
        table=table,
        table_name=standing.tables[table].name,
        county=known.name,
        kinds=frozenset(name for name, kind in _KINDS.items() if decide(standing, Verb.WRITE, kind.kind.category, own)),
    )


def _table(door: Door, standing: Standing, county: CountyId, name: str) -> TableId:
    """The one table of the county at which the person has a seat."""
    seats = [seat for seat in standing.seats if standing.tables[seat].county == county]
    if len(seats) == 1:
        return seats[0]
    if seats:
        raise Fault(
            f"You hold a seat at {len(seats)} tables of {name} County, so it is not clear which one is meant.",
            kept="Nothing was read.",
            next="Ask the administrator to give you a seat at one of them only.",
        )
    door.note_denial(_act(door, "denied"))
    raise Refused(
        f"You hold no seat at a table of {name} County, so you may not load its workbook.",
        kept="Nothing was read.",
        next=f"The coordinator of {name} County can load it.",
    )


def _refused(door: Door, table: TableId, county: str, decision: Decision) -> Refused:
    door.note_denial(_act(door, "denied", table))
    return Refused(
        f"You may not load a workbook for {county} County. {decision.why}",
        kept="Nothing was read.",
        next="The table's coordinator can load it.",
    )


def _act(door: Door, action: str, table: TableId | None = None) -> Act:
    return Act(
        action, "workbook", table=table, outcome="denied" if action == "denied" else "done",
        address=door.reader.address, request=door.reader.request,
    )  # fmt: skip
