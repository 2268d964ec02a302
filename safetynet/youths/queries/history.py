"""What did a value say before, who said so, when, and why was it changed?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel.faults import NotInScope
from safetynet.policy.door import Door
from safetynet.policy.seen import Seen, make_shape
from safetynet.policy.standing import read_standing
from safetynet.youths.models import Claim

_KEPT = ("id", "source_agency_id", "recorded_at", "recorded_by_id", "superseded_at", "withdrawn", "reason", "source_type",
         "source_note", "observed_on")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a claim."""

    row: Seen
    recorded_at: datetime
    recorded_by: str
    superseded_at: datetime | None


@dataclass(frozen=True, slots=True)
class History:
    """All states of one claim, newest first."""

    number: str
    agency: str
    agencies: Mapping[int, str]
    versions: Sequence[Version]


def find_history(door: Door, number: str, kind: type[Claim], claim: int) -> History:
    """The history of a claim about a youth. Raises NotInScope when there is none that this reader may see."""
    name = kind._meta.model_name or ""
    document = door.ask(
        _question(kind),
        {"number": number, "claim": claim},
        Act("view history", name, subject=number, address=door.reader.address, request=door.reader.request,
            from_document=True),
    )  # fmt: skip
    if document is None or not document["rows"]:
        raise NotInScope("There is no such entry that is known to you.")
    roles = read_standing(document["standing"]).roles
    shape = make_shape(kind._meta.db_table, _columns(kind), roles)
    seen = [Seen(shape, row) for row in document["rows"]]
    versions = [
        Version(
            row,
            datetime.fromisoformat(row.recorded_at),
            document["people"].get(str(row.recorded_by_id), "somebody of another county"),
            datetime.fromisoformat(row.superseded_at) if row.superseded_at else None,
        )
        for row in seen
    ]
    agencies = {int(key): short for key, short in document["agencies"].items()}
    return History(number, agencies.get(seen[0].source_agency_id, "another agency"), agencies, versions)


def _columns(kind: type[Claim]) -> tuple[str, ...]:
    return (*_KEPT, *(field.attname for field in kind.said_fields()))


@cache
def _question(kind: type[Claim]) -> str:
    table = f"public.{kind._meta.db_table}"
    columns = ", ".join(f"h.{name}" for name in _columns(kind))
    return f"""(
        WITH RECURSIVE asked AS (
            SELECT y.id AS youth_id, y.number, y.table_id FROM public.youths_youth AS y WHERE y.number = %(number)s::text
        ), back AS (
            SELECT r.id, r.supersedes_id FROM {table} AS r JOIN asked ON asked.youth_id = r.youth_id
            WHERE r.id = %(claim)s::bigint
            UNION ALL
            SELECT r.id, r.supersedes_id FROM {table} AS r JOIN back ON back.supersedes_id = r.id
        ), chain AS (
            SELECT b.id FROM back AS b WHERE b.supersedes_id IS NULL
            UNION ALL
            SELECT r.id FROM {table} AS r JOIN chain ON r.supersedes_id = chain.id
        ), history AS (
            SELECT h.* FROM {table} AS h JOIN chain ON chain.id = h.id
        )
        SELECT jsonb_build_object(
            'subject', a.number, 'youth_id', a.youth_id, 'table_id', a.table_id,
            'standing', policy.standing(),
            'agencies', (SELECT coalesce(jsonb_object_agg(g.id, g.short_name), '{{}}') FROM public.governance_agency AS g
                         WHERE g.id IN (SELECT h.source_agency_id FROM history AS h)),
            'people', (SELECT coalesce(jsonb_object_agg(p.id, btrim(p.given_name || ' ' || p.family_name)), '{{}}')
                       FROM public.governance_person AS p WHERE p.id IN (SELECT h.recorded_by_id FROM history AS h)),
            'rows', (SELECT jsonb_agg(jsonb_build_array({columns}) ORDER BY h.recorded_at DESC, h.id DESC) FROM history AS h)
        )
        FROM asked AS a
    )"""  # noqa: S608 (names of our own models)


def says(row: Seen, kind: type[Claim]) -> list[tuple[str, Any]]:
    """Label and value of everything that one version claims and the reader sees."""
    return [
        (str(field.verbose_name), getattr(row, field.attname)) for field in kind.said_fields() if not row.withholds(field.attname)
    ]
