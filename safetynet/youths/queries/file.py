"""What is on file about one youth, for one reader? One question, one document, one round trip.

The document holds what row-level security lets through, the reader's standing, and the names of what was seen, which the
audit entry takes over. Its size grows with what is on file; the number of statements does not.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel.identifiers import AgencyId, CountyId, TableId, YouthId
from safetynet.policy.door import Door
from safetynet.policy.rules import RowFacts, Standing
from safetynet.policy.seen import Seen, make_shape
from safetynet.policy.standing import read_standing
from safetynet.policy.vocabulary import Role
from safetynet.youths.models import CLAIM_KINDS, Charge, Claim, FollowUp

from .unknown import no_such_youth

CARRIED = ("id", "source_agency_id", "source_type", "source_note", "observed_on", "recorded_at", "supersedes_id", "batch")
"""What every claim carries into the document, before what it says."""


@dataclass(frozen=True, slots=True)
class YouthFile:
    """A youth's file as one reader sees it.

    ``records`` holds the claims that count today by kind (``identity``, ``placement`` ...), oldest first; ``agencies`` the
    short names of the agencies; ``last_look`` when this reader opened the file before.
    """

    youth: YouthId
    number: str
    table: TableId
    table_name: str
    county: CountyId
    county_name: str
    settings: Mapping[str, str]
    standing: Standing
    records: Mapping[str, Sequence[Seen]]
    agencies: Mapping[AgencyId, str]
    people: Mapping[int, str]
    last_look: datetime | None
    on_agenda: date | None

    @property
    def row(self) -> RowFacts:
        """The youth as the decision sees it, for a claim of somebody else."""
        return RowFacts(self.table, self.county, self.youth)


def find_file(door: Door, number: str, *, action: str = "view") -> YouthFile:
    """The file of the youth with that number. Raises NotInScope when the reader may not know of such a youth."""
    document = door.ask(
        file_question(),
        {"number": number},
        Act(action, "youth file", subject=number, address=door.reader.address, request=door.reader.request,
            from_document=True),
    )  # fmt: skip
    if document is None:
        raise no_such_youth(door, number)
    return read_file(document)


def read_file(document: Mapping[str, Any]) -> YouthFile:
    """The file that a document tells, each record behind the policy's projection."""
    youth = YouthId(document["youth_id"])
    standing = read_standing(document["standing"], frozenset({youth}) if document["served"] else frozenset())
    return YouthFile(
        youth=youth,
        number=document["number"],
        table=TableId(document["table_id"]),
        table_name=document["table_name"],
        county=CountyId(document["county"]),
        county_name=document["county_name"],
        settings=document["settings"],
        standing=standing,
        records=read_records(document["records"], standing.roles),
        agencies={AgencyId(int(key)): name for key, name in document["agencies"].items()},
        people={int(key): name for key, name in document["people"].items()},
        last_look=datetime.fromisoformat(document["last_look"]) if document["last_look"] else None,
        on_agenda=date.fromisoformat(document["on_agenda"]) if document["on_agenda"] else None,
    )


def read_records(document: Mapping[str, Any], roles: frozenset[Role]) -> dict[str, list[Seen]]:
    """The claims of a document by kind, each behind the projection for a reader in these roles."""
    return {
        name: [Seen(make_shape(f"youths_{name}", columns_of(kind), roles), row) for row in document[name]]
        for name, kind in KINDS.items()
        if document.get(name)
    }


KINDS: dict[str, type[Claim]] = {kind._meta.model_name or "": kind for kind in CLAIM_KINDS}
"""Every kind of claim by its name in the document."""


@cache
def columns_of(kind: type[Claim]) -> tuple[str, ...]:
    """The columns of one kind in the order of the document's rows."""
    return (*CARRIED, *(field.attname for field in kind.said_fields()))


@cache
def file_question() -> str:
    """The question as a SQL expression; ``%(number)s`` is the youth's number."""
    return f"""(
        SELECT jsonb_build_object(
            'youth_id', y.id, 'table_id', y.table_id, 'subject', y.number, 'number', y.number,
            'table_name', t.fact ->> 'name', 'county', c.id, 'county_name', c.name,
            'settings', (SELECT coalesce(jsonb_object_agg(g.key, g.value), '{{}}')
                         FROM public.governance_countysetting AS g WHERE g.county_id = c.id),
            'standing', s.document,
            'served', EXISTS (SELECT 1 FROM public.youths_served AS v WHERE v.youth_id = y.id),
            'agencies', (SELECT jsonb_object_agg(a.id, a.short_name) FROM public.governance_agency AS a
                         WHERE a.county_id = c.id OR a.county_id IS NULL),
            'people', (SELECT coalesce(jsonb_object_agg(p.id, btrim(p.given_name || ' ' || p.family_name)), '{{}}')
                       FROM public.governance_person AS p
                       WHERE p.id IN (SELECT r.counsel_id FROM public.youths_representation AS r WHERE r.youth_id = y.id)),
            'last_look', (SELECT max(e.at) FROM audit.entry AS e
                          WHERE e.youth_id = y.id AND e.person = (SELECT policy.me()) AND e.action = 'view'),
            'on_agenda', (SELECT min(m.held_on) FROM public.meetings_agendaitem AS i
                          JOIN public.meetings_meeting AS m ON m.id = i.meeting_id
                          WHERE i.youth_id = y.id AND m.held_on >= policy.today()),
            'records', r.records,
            'seen', (SELECT coalesce(jsonb_agg(k), '[]') FROM jsonb_object_keys(r.records) AS k)
        )
        FROM public.youths_youth AS y
        CROSS JOIN LATERAL (SELECT policy.standing() AS document OFFSET 0) AS s
        CROSS JOIN LATERAL (SELECT s.document -> 'tables' -> y.table_id::text AS fact) AS t
        JOIN public.governance_county AS c ON c.id = (t.fact ->> 'county')::bigint
        CROSS JOIN LATERAL (SELECT {records_expression("y.id")} AS records OFFSET 0) AS r
        WHERE y.number = %(number)s::text
    )"""  # noqa: S608 (names of our own models)


def records_expression(youth: str, kinds: Collection[str] = KINDS) -> str:
    """The current claims about one youth as one JSON object by kind, of all kinds or of those named; kinds without a row are
    left out."""
    parts = [f"'{name}', {_rows_of(kind, youth)}" for name, kind in KINDS.items() if name in kinds]
    halves = [parts[: len(parts) // 2], parts[len(parts) // 2 :]]
    built = " || ".join(f"jsonb_build_object({', '.join(half)})" for half in halves)
    return f"jsonb_strip_nulls({built})"


def _rows_of(kind: type[Claim], youth: str) -> str:
    first = f"r.{kind.kind.begins} NULLS LAST, r.id" if kind.kind.begins else "r.id"
    return (
        f"(SELECT jsonb_agg(jsonb_build_array({_shown(kind)}) ORDER BY {first}) FROM public.{kind._meta.db_table} AS r "  # noqa: S608
        f"WHERE r.youth_id = {youth} AND r.superseded_at IS NULL AND NOT r.withdrawn)"
    )


@cache
def selected(kind: type[Claim]) -> str:
    """The columns of one kind as they are read from its rows ``r``: a charge tells the entry of its arrest that counts today."""
    return ", ".join(
        arrest_now("r.arrest_id") if kind is Charge and name == "arrest_id" else f"r.{name}" for name in columns_of(kind)
    )


@cache
def _shown(kind: type[Claim]) -> str:
    """The same, but a question that was answered as a follow-up at the table is told as answered, by which agency; to whoever
    reads that follow-up. What the claim itself says stays as it was recorded."""
    if kind is not FollowUp:
        return selected(kind)
    of_it = (
        "FROM public.meetings_task AS k JOIN public.governance_agency AS w ON w.id = k.owner_agency_id "
        "WHERE k.question_id = r.id AND k.state = 'DONE'"
    )
    words = "k.answer || ' (' || w.short_name || ')'"
    instead = {
        "status": f"coalesce((SELECT k.state {of_it}), r.status)",
        "answer": f"coalesce(nullif(r.answer, ''), (SELECT {words} {of_it}), '')",
    }
    return ", ".join(instead.get(name, f"r.{name}") for name in columns_of(kind))


def arrest_now(arrest: str) -> str:
    """The last entry of the arrest whose entry a SQL expression names: each correction replaces the one before it."""
    return (
        "coalesce((WITH RECURSIVE later AS ("  # noqa: S608 (names of our own models)
        f"SELECT a.id FROM public.youths_arrest AS a WHERE a.supersedes_id = {arrest} "
        "UNION ALL SELECT a.id FROM later AS l JOIN public.youths_arrest AS a ON a.supersedes_id = l.id) "
        f"SELECT max(l.id) FROM later AS l), {arrest})"
    )
