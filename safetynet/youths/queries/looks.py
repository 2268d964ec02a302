"""Who has looked at a youth's file, or had the youth on a list, a search, an agenda, a desk? Read from the log, under the
policy's category "records watch".

Entries about the youth are found by an index. Pages that showed the youth among others name the numbers; they are looked for
among the newest 5,000 entries of the table, so that no question reads the whole log. Neither
kind crowds out the other. The limits stand in the question as numbers, because the plan is made once and depends on them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from safetynet.audit.acts import Act
from safetynet.kernel import clock
from safetynet.kernel.dates import say_date
from safetynet.policy.door import Door
from safetynet.policy.rules import RowFacts, may
from safetynet.policy.standing import read_standing
from safetynet.policy.vocabulary import Category, Purpose, Verb

from .unknown import no_such_youth

MOST = 500


@dataclass(frozen=True, slots=True)
class Look:
    """One entry of the log: about a youth, or about a page that showed the youth among others."""

    at: str
    who: str
    agency: str
    action: str
    kind: str
    outcome: str
    purpose: str
    fields: Sequence[str]
    receipt: str


@dataclass(frozen=True, slots=True)
class Looks:
    """The newest entries, if the reader may know them."""

    allowed: bool
    looks: Sequence[Look]


_QUESTION = """(
    SELECT jsonb_build_object(
        'youth_id', y.id, 'table_id', y.table_id, 'subject', y.number, 'county', (t.fact ->> 'county')::bigint,
        'standing', s.document,
        'seen', '["audit.entry"]'::jsonb,
        'looks', (SELECT coalesce(jsonb_agg(jsonb_build_array(l.at, l.who, l.agency, l.action, l.subject_kind, l.outcome, l.purpose,
                                                              l.fields, l.shard || ':' || l.seq) ORDER BY l.at DESC), '[]')
                  FROM (SELECT b.* FROM (
                            (SELECT e.* FROM audit.entry AS e WHERE e.youth_id = y.id ORDER BY e.at DESC LIMIT 500)
                            UNION ALL
                            (SELECT r.* FROM (SELECT e.* FROM audit.entry AS e WHERE e.table_id = y.table_id
                                              ORDER BY e.at DESC LIMIT 5000) AS r
                             WHERE r.youth_id IS NULL AND jsonb_exists(r.detail -> 'youths', y.number)
                             ORDER BY r.at DESC LIMIT 500)
                        ) AS b) AS l)
    )
    FROM public.youths_youth AS y
    CROSS JOIN LATERAL (SELECT policy.standing() AS document OFFSET 0) AS s
    CROSS JOIN LATERAL (SELECT s.document -> 'tables' -> y.table_id::text AS fact) AS t
    WHERE y.number = %(number)s::text
)"""


def find_looks(door: Door, number: str) -> Looks:
    """The log's entries about one youth. Raises NotInScope when the reader may not know of such a youth."""
    act = Act(
        "view log", "youth file", subject=number, address=door.reader.address, request=door.reader.request, from_document=True
    )
    document = door.ask(_QUESTION, {"number": number}, act)
    if document is None:
        raise no_such_youth(door, number)
    row = RowFacts(document["table_id"], document["county"], document["youth_id"])
    allowed = may(read_standing(document["standing"]), Verb.READ, Category.WATCH, row)
    return Looks(allowed, [_look(*entry) for entry in document["looks"]] if allowed else [])


def _look(
    at: str, who: str, agency: str, action: str, kind: str, outcome: str, purpose: str, fields: list[str], receipt: str
) -> Look:
    local = clock.local(datetime.fromisoformat(at))
    label = Purpose.label_of(purpose) if purpose else ""
    return Look(f"{say_date(local.date())}, {local:%H:%M:%S}", who, agency, action, kind, outcome, label, fields, receipt)
