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
_STANDING_ANYWHERE = """(
    SELECT jsonb_build_object('standing', policy.standing(), 'counties', (
        SELECT jsonb_object_agg(t.id, c.name) FROM public.governance_table AS t
        JOIN public.governance_county AS c ON c.id = t.county_id WHERE t.id = ANY (policy.my_seats()))))"""
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
    decision = _decision(standing, table)
    if not decision:
        raise _refused(door, table, known.name, decision)
    return _importer(standing, table, known.name)


def access_importers(door: Door) -> list[Importer]:
    """What the person behind the door may load, table by table: one importer for each seat that allows it.

    Raises Refused (and notes the denial) for a person who may load workbooks nowhere.
    """
    document = door.ask(_STANDING_ANYWHERE, {}, _act(door, "prepare import"))
    standing = read_standing(document["standing"])
    tables = importing_tables(standing)
    if tables:
        return [_importer(standing, table, document["counties"][str(table)]) for table in tables]
    door.note_denial(_act(door, "denied"))
    whys = [_decision(standing, table).why for table in sorted(standing.seats)]
    raise Refused(
        "You may not load workbooks. " + (whys[0] if whys else "You hold no seat at a table."),
        kept="Nothing was read.",
        next="The coordinator of your county's table loads its workbook.",
    )


def importing_tables(standing: Standing) -> list[TableId]:
    """The tables whose workbooks somebody who stands like this may load."""
    return [table for table in sorted(standing.seats) if _decision(standing, table)]


def _decision(standing: Standing, table: TableId) -> Decision:
    """Yes, or the first category of those every import writes that this person may not write."""
    row = RowFacts(table, standing.tables[table].county)
    decisions = [decide(standing, Verb.WRITE, category, row) for category in _NEEDED]
    return next((decision for decision in decisions if not decision), decisions[0])


def _importer(standing: Standing, table: TableId, county: str) -> Importer:
    own = RowFacts(table, standing.tables[table].county, agency=standing.agency, author=standing.person)
    return Importer(
        author=Author(standing.person, standing.agency),
        table=table,
        table_name=standing.tables[table].name,
        county=county,
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
