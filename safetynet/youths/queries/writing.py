"""What does somebody need who is about to write one kind of claim about a youth?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection

from safetynet.audit.acts import Act
from safetynet.governance.rules import setting_value
from safetynet.kernel.identifiers import AgencyId, CountyId, TableId, YouthId
from safetynet.policy.door import Door
from safetynet.policy.rules import RowFacts, Standing
from safetynet.policy.seen import Seen, make_shape
from safetynet.policy.standing import read_standing
from safetynet.youths.models import Claim, Representation

from .file import KINDS, columns_of, selected
from .unknown import no_such_youth


@dataclass(frozen=True, slots=True)
class Desk:
    """A youth, the writer's standing, and the claims of the kinds that the form needs."""

    youth: YouthId
    number: str
    table: TableId
    county: CountyId
    standing: Standing
    rows: Mapping[str, Sequence[Seen]]
    agencies: Mapping[AgencyId, str]
    counsel: Mapping[int, str]

    @property
    def row(self) -> RowFacts:
        """The youth as the decision sees it."""
        return RowFacts(self.table, self.county, self.youth)


_NEEDED_TOO: dict[str, tuple[str, ...]] = {"charge": ("arrest",)}


def find_desk(door: Door, number: str, kind: type[Claim], *, also: tuple[type[Claim], ...] = (), action: str = "open form") -> Desk:
    """The facts behind a form, with the claims of the kinds in ``also`` beside it. Raises NotInScope when the writer may not
    know of such a youth."""
    name = kind._meta.model_name or ""
    document = door.ask(
        _question(name, tuple(each._meta.model_name or "" for each in also)),
        {"number": number},
        Act(action, name, subject=number, address=door.reader.address, request=door.reader.request,
            from_document=True),
    )  # fmt: skip
    if document is None:
        raise no_such_youth(door, number)
    youth = YouthId(document["youth_id"])
    standing = read_standing(document["standing"], frozenset({youth}) if document["served"] else frozenset())
    return Desk(
        youth=youth,
        number=document["number"],
        table=TableId(document["table_id"]),
        county=CountyId(document["county"]),
        standing=standing,
        rows={
            key: [Seen(make_shape(f"youths_{key}", columns_of(KINDS[key]), standing.roles), row) for row in rows]
            for key, rows in document["rows"].items()
            if rows
        },
        agencies={AgencyId(int(key)): short for key, short in document["agencies"].items()},
        counsel={int(key): person for key, person in document["counsel"].items()},
    )


@cache
def _question(name: str, also: tuple[str, ...]) -> str:
    rows = ", ".join(f"'{each}', {_rows_of(KINDS[each])}" for each in (name, *_NEEDED_TOO.get(name, ()), *also))
    counsel = _COUNSEL if KINDS[name] is Representation else "'{}'::jsonb"
    return f"""(
        SELECT jsonb_build_object(
            'youth_id', y.id, 'table_id', y.table_id, 'subject', y.number, 'number', y.number,
            'county', c.id,
            'standing', s.document,
            'served', EXISTS (SELECT 1 FROM public.youths_served AS v WHERE v.youth_id = y.id),
            'agencies', (SELECT jsonb_object_agg(a.id, a.short_name) FROM public.governance_agency AS a
                         WHERE a.county_id = c.id OR a.county_id IS NULL),
            'counsel', {counsel},
            'rows', w.rows,
            'seen', (SELECT coalesce(jsonb_agg(e.key), '[]') FROM jsonb_each(w.rows) AS e WHERE e.value <> 'null')
        )
        FROM public.youths_youth AS y
        CROSS JOIN LATERAL (SELECT policy.standing() AS document OFFSET 0) AS s
        CROSS JOIN LATERAL (SELECT s.document -> 'tables' -> y.table_id::text AS fact) AS t
        JOIN public.governance_county AS c ON c.id = (t.fact ->> 'county')::bigint
        CROSS JOIN LATERAL (SELECT jsonb_build_object({rows}) AS rows OFFSET 0) AS w
        WHERE y.number = %(number)s::text
    )"""  # noqa: S608 (names of our own models)


_COUNSEL = """(SELECT coalesce(jsonb_object_agg(p.id, btrim(p.given_name || ' ' || p.family_name)), '{}')
               FROM public.governance_person AS p
               WHERE EXISTS (SELECT 1 FROM public.governance_roleholding AS h
                             WHERE h.person_id = p.id AND h.role = 'DEF'))"""


def _rows_of(kind: type[Claim]) -> str:
    return (
        f"(SELECT jsonb_agg(jsonb_build_array({selected(kind)}) ORDER BY r.id) FROM public.{kind._meta.db_table} AS r "  # noqa: S608
        "WHERE r.youth_id = y.id AND r.superseded_at IS NULL AND NOT r.withdrawn)"
    )


def claim_values(kind: type[Claim], row: Seen) -> dict[str, Any]:
    """What a claim says now, as a form is filled with it."""
    names = [field.attname for field in kind.said_fields()] + ["source_type", "source_note", "observed_on"]
    return {name: getattr(row, name) for name in names if not row.withholds(name)}


_UNDER_BOTH = """
    SELECT c.name, g.value
    FROM public.governance_county AS c
    LEFT JOIN public.governance_countysetting AS g ON g.county_id = c.id AND g.key = 'dual_status'
    WHERE c.id = (policy.standing() #>> ARRAY['tables', %s, 'county'])::bigint
"""


def may_be_under_both(table_id: int) -> bool:
    """Whether the county of a table has a dual-status protocol (WIC 241.1(e)). Inside an opened door."""
    with connection.cursor() as cursor:
        cursor.execute(_UNDER_BOTH, [str(table_id)])
        found = cursor.fetchone()
    if found is None:
        return False
    county, changed = found
    return setting_value("dual_status", county, {} if changed is None else {"dual_status": changed}) == "yes"
