"""Every read of the directory, named by the question it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from safetynet.audit.acts import Act
from safetynet.policy.door import Door
from safetynet.policy.rules import Standing
from safetynet.policy.standing import read_standing


def find_standing(door: Door, *, action: str, subject: str) -> Standing:
    """How the reader stands; ``action`` and ``subject`` say in the log what for."""
    act = Act(action, subject, address=door.reader.address, request=door.reader.request)
    return read_standing(door.ask("policy.standing()", {}, act))


@dataclass(frozen=True, slots=True)
class CountyPage:
    """The directory of the reader's counties: tables, agencies with their memoranda, people with seats, agreements and training."""

    standing: Standing
    tables: Sequence[Mapping[str, Any]]
    agencies: Sequence[Mapping[str, Any]]
    people: Sequence[Mapping[str, Any]]
    settings: Mapping[str, Mapping[str, str]]


_COUNTY = """(
    SELECT jsonb_build_object(
        'standing', policy.standing(),
        'tables', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'county', c.name,
                       'meets_on', t.meets_on, 'meets_at', t.meets_at, 'version', t.agreement_version) ORDER BY t.name), '[]')
                   FROM public.governance_table AS t JOIN public.governance_county AS c ON c.id = t.county_id),
        'agencies', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'short', a.short_name, 'kind', a.kind,
                         'memoranda', (SELECT coalesce(jsonb_agg(jsonb_build_object('table', m.table_id, 'begins', m.begins,
                                           'ends', m.ends, 'categories', m.categories,
                                           'signatory', btrim(w.given_name || ' ' || w.family_name)) ORDER BY m.begins), '[]')
                                       FROM public.governance_memorandum AS m
                                       LEFT JOIN public.governance_person AS w ON w.id = m.signatory_id
                                       WHERE m.agency_id = a.id))
                         ORDER BY a.short_name), '[]')
                     FROM public.governance_agency AS a
                     WHERE a.county_id = ANY ((SELECT policy.my_counties())::bigint[]) OR a.county_id IS NULL),
        'people', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', btrim(p.given_name || ' ' || p.family_name),
                       'title', p.title, 'agency', a.short_name, 'ended_on', p.ended_on, 'level', p.level,
                       'supervisor', btrim(u.given_name || ' ' || u.family_name), 'supervisor_left', u.ended_on,
                       'training', (SELECT max(c.counts_until) FROM public.governance_training AS c
                                    WHERE c.person_id = p.id AND c.completed_on <= policy.today()),
                       'roles', (SELECT coalesce(jsonb_agg(h.role ORDER BY h.role), '[]')
                                 FROM public.governance_roleholding AS h
                                 WHERE h.person_id = p.id AND h.begins <= policy.today()
                                   AND (h.ends IS NULL OR h.ends >= policy.today())),
                       'seats', (SELECT coalesce(jsonb_agg(jsonb_build_object('table', s.table_id, 'chairs', s.chairs)), '[]')
                                 FROM public.governance_seat AS s
                                 WHERE s.person_id = p.id AND s.begins <= policy.today()
                                   AND (s.ends IS NULL OR s.ends >= policy.today())),
                       'agreement', (SELECT max(g.expires_on) FROM public.governance_agreement AS g
                                     JOIN public.governance_table AS t ON t.id = g.table_id
                                     WHERE g.person_id = p.id AND g.version = t.agreement_version))
                       ORDER BY p.given_name, p.id), '[]')
                   FROM public.governance_person AS p JOIN public.governance_agency AS a ON a.id = p.agency_id
                   LEFT JOIN public.governance_person AS u ON u.id = p.supervisor_id),
        'settings', (SELECT coalesce(jsonb_object_agg(s.key, jsonb_build_object('value', s.value, 'source', s.source)), '{}')
                     FROM public.governance_countysetting AS s)
    )
)"""


def find_county(door: Door) -> CountyPage:
    """The directory as the reader may know it."""
    act = Act("view", "directory", address=door.reader.address, request=door.reader.request)
    document = door.ask(_COUNTY, {}, act)
    return CountyPage(
        standing=read_standing(document["standing"]),
        tables=document["tables"],
        agencies=document["agencies"],
        people=document["people"],
        settings=document["settings"],
    )


@dataclass(frozen=True, slots=True)
class AuthorityPage:
    """Consents and walls about one youth, with the agencies and people that a new one may name."""

    standing: Standing
    youth_id: int
    table_id: int
    county_id: int
    consents: Sequence[Mapping[str, Any]]
    walls: Sequence[Mapping[str, Any]]
    agencies: Sequence[tuple[int, str]]
    people: Sequence[tuple[int, str]]


_AUTHORITY = """(
    SELECT jsonb_build_object(
        'youth_id', y.id, 'table_id', y.table_id, 'subject', y.number, 'county', (t.fact ->> 'county')::bigint,
        'standing', s.document,
        'seen', '["consent", "wall"]'::jsonb,
        'consents', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                         'id', c.id, 'agency', a.short_name, 'categories', c.categories,
                         'given_by', c.given_by, 'document', c.document, 'begins', c.begins, 'ends', c.ends,
                         'revoked_on', c.revoked_on) ORDER BY c.begins DESC), '[]')
                     FROM public.governance_consent AS c JOIN public.governance_agency AS a ON a.id = c.agency_id
                     WHERE c.youth_id = y.id),
        'walls', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'reason', w.reason, 'begins', w.begins,
                      'ends', w.ends, 'person', btrim(p.given_name || ' ' || p.family_name)) ORDER BY w.begins DESC), '[]')
                  FROM public.governance_wall AS w JOIN public.governance_person AS p ON p.id = w.person_id
                  WHERE w.youth_id = y.id),
        'agencies', (SELECT jsonb_agg(jsonb_build_array(a.id, a.name) ORDER BY a.name) FROM public.governance_agency AS a),
        'people', (SELECT jsonb_agg(jsonb_build_array(p.id, btrim(p.given_name || ' ' || p.family_name) || ', ' || a.short_name)
                                    ORDER BY p.given_name)
                   FROM public.governance_person AS p JOIN public.governance_agency AS a ON a.id = p.agency_id)
    )
    FROM public.youths_youth AS y
    CROSS JOIN LATERAL (SELECT policy.standing() AS document OFFSET 0) AS s
    CROSS JOIN LATERAL (SELECT s.document -> 'tables' -> y.table_id::text AS fact) AS t
    WHERE y.number = %(number)s::text
)"""


def find_authority(door: Door, number: str) -> AuthorityPage | None:
    """Consents and walls about the youth with that number; None when the reader may not know of such a youth."""
    act = Act("view", "authority", subject=number, address=door.reader.address, request=door.reader.request, from_document=True)
    document = door.ask(_AUTHORITY, {"number": number}, act)
    if document is None:
        return None
    return AuthorityPage(
        standing=read_standing(document["standing"]),
        youth_id=document["youth_id"],
        table_id=document["table_id"],
        county_id=document["county"],
        consents=document["consents"],
        walls=document["walls"],
        agencies=[tuple(each) for each in document["agencies"] or []],
        people=[tuple(each) for each in document["people"] or []],
    )
