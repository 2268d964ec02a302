"""A youth's case for another system: the kinds of claims that HTCDS 2.0 has fields for, as one reader may see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel.faults import NotInScope
from safetynet.kernel.identifiers import AgencyId, CountyId, TableId, YouthId
from safetynet.policy.door import Door
from safetynet.policy.rules import Decision, RowFacts, Standing, decide
from safetynet.policy.standing import read_standing
from safetynet.policy.vocabulary import Category, Verb
from safetynet.youths.rules.htcds import Told, told
from safetynet.youths.rules.htcds_words import ELEMENTS, KINDS_TOLD

from .file import read_records, records_expression


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """What one reader sees of a youth in the standard's fields, and what each category's decision is."""

    number: str
    table_name: str
    standing: Standing
    told: Told
    consented: bool
    decisions: Mapping[Category, Decision]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an import goes: the reader's standing, the county, and the youth who was named, if the reader knows that youth."""

    standing: Standing
    county: CountyId
    youth: YouthId | None
    table: TableId | None

    def row(self, table: TableId) -> RowFacts:
        """A claim of the reader's own agency as the decision sees it."""
        return RowFacts(table, self.county, self.youth, agency=self.standing.agency, author=self.standing.person)


def find_case(door: Door, number: str) -> CaseSeen:
    """The case of the youth with that number. One entry in the log names the youth and the fields.

    Raises NotInScope when the reader may not know of such a youth.
    """
    document = door.ask(case_question(), {"number": number}, Act("export", "HTCDS case", subject=number, from_document=True))
    if document is None:
        raise NotInScope(
            f"There is no youth {number} that is known to you.",
            next="Ask the coordinator whether the youth is at your table.",
        )
    youth = YouthId(document["youth_id"])
    standing = read_standing(document["standing"], frozenset({youth}) if document["served"] else frozenset())
    row = RowFacts(TableId(document["table_id"]), CountyId(document["county"]), youth)
    return CaseSeen(
        number=document["number"],
        table_name=document["table_name"],
        standing=standing,
        told=told(
            read_records(document["records"], standing.roles), own=standing.agency,
            agencies={AgencyId(int(key)): name for key, name in document["agencies"].items()},
        ),
        consented=document["consented"],
        decisions={each: decide(standing, Verb.READ, each, row) for each in dict.fromkeys(e.category for e in ELEMENTS)},
    )  # fmt: skip


@cache
def case_question() -> str:
    """The question as a SQL expression; ``%(number)s`` is the youth's number. ``seen`` names the standard's fields that the
    kinds of claims which were found can fill, for the log."""
    fields = ", ".join(f"('{element.kind}', '{element.name}')" for element in ELEMENTS)
    return f"""(
        SELECT jsonb_build_object(
            'youth_id', y.id, 'table_id', y.table_id, 'subject', y.number, 'number', y.number,
            'table_name', t.fact ->> 'name', 'county', (t.fact ->> 'county')::bigint, 'standing', s.document,
            'served', EXISTS (SELECT 1 FROM public.youths_served AS v WHERE v.youth_id = y.id),
            'agencies', (SELECT coalesce(jsonb_object_agg(a.id, a.short_name), '{{}}') FROM public.governance_agency AS a),
            'records', r.records, 'consented', k.consented,
            'seen', (SELECT coalesce(jsonb_agg(f.field), '[]') FROM (VALUES {fields}) AS f (kind, field)
                     WHERE jsonb_exists(r.records, f.kind) OR (f.kind = 'consent' AND k.consented))
        )
        FROM public.youths_youth AS y
        CROSS JOIN LATERAL (SELECT policy.standing() AS document OFFSET 0) AS s
        CROSS JOIN LATERAL (SELECT s.document -> 'tables' -> y.table_id::text AS fact) AS t
        CROSS JOIN LATERAL (SELECT {records_expression("y.id", KINDS_TOLD)} AS records OFFSET 0) AS r
        CROSS JOIN LATERAL (SELECT EXISTS (
            SELECT 1 FROM public.governance_consent AS c
            WHERE c.youth_id = y.id AND c.begins <= policy.today() AND (c.ends IS NULL OR c.ends >= policy.today())
              AND (c.revoked_on IS NULL OR c.revoked_on > policy.today())) AS consented OFFSET 0) AS k
        WHERE y.number = %(number)s::text
    )"""  # noqa: S608 (names of our own models)


_PLACE = """(
    SELECT jsonb_build_object(
        'standing', policy.standing(), 'subject', y.number, 'youth_id', y.id, 'table_id', y.table_id,
        'served', EXISTS (SELECT 1 FROM public.youths_served AS v WHERE v.youth_id = y.id),
        'county', (SELECT c.id FROM public.governance_county AS c WHERE c.name = %(county)s::text))
    FROM (SELECT 1) AS one LEFT JOIN public.youths_youth AS y ON y.number = %(number)s::text)"""


def find_place(door: Door, *, county: str, number: str) -> Place:
    """Where a case may be written down. Raises NotInScope for a number that the reader does not know."""
    act = Act("prepare import", "HTCDS case", subject=number, from_document=True)
    document: Mapping[str, Any] = door.ask(_PLACE, {"county": county, "number": number}, act)
    if number and document["youth_id"] is None:
        raise NotInScope(f"There is no youth {number} that is known to you.", kept="Nothing was written.")
    youth = YouthId(document["youth_id"]) if document["youth_id"] is not None else None
    served = frozenset({youth}) if youth is not None and document["served"] else frozenset()
    return Place(
        standing=read_standing(document["standing"], served),
        county=CountyId(document["county"]),
        youth=youth,
        table=TableId(document["table_id"]) if document["table_id"] is not None else None,
    )
