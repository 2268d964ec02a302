"""What can be written into the log: an act, on whose record, which fields, with what outcome. Names, never values."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

_FROM_DOCUMENT = """audit.record(
    %(act_action)s::text, %(act_kind)s::text, coalesce(doc ->> 'subject', %(act_subject)s::text),
    coalesce((doc ->> 'youth_id')::bigint, %(act_youth)s::bigint),
    coalesce((doc ->> 'table_id')::bigint, %(act_table)s::bigint),
    CASE WHEN jsonb_exists(doc, 'seen') THEN ARRAY(SELECT jsonb_array_elements_text(doc -> 'seen'))
         ELSE %(act_fields)s::text[] END,
    CASE WHEN doc IS NULL THEN 'not found' ELSE %(act_outcome)s::text END,
    %(act_detail)s::jsonb || coalesce(doc -> 'noted', '{}'), %(act_address)s::text, %(act_request)s::text)"""
_PLAIN = """audit.record(
    %(act_action)s::text, %(act_kind)s::text, %(act_subject)s::text, %(act_youth)s::bigint, %(act_table)s::bigint,
    %(act_fields)s::text[], %(act_outcome)s::text, %(act_detail)s::jsonb, %(act_address)s::text, %(act_request)s::text)"""
_DENIED = _PLAIN.replace(
    "%(act_table)s::bigint",
    "coalesce(%(act_table)s::bigint, (SELECT seats[1] FROM policy.my_seats() AS seats WHERE cardinality(seats) = 1))",
)
"""A refusal that names no table belongs to the one where its person sits, so that the coordinator there sees it."""


@dataclass(frozen=True, slots=True)
class Act:
    """One entry to be written.

    ``action`` is a word such as view, search, print, import, create, correct, withdraw, denied. With ``from_document`` the
    subject, the youth, the table and the fields seen are taken from the document that was asked for, so that the log tells
    what the database really showed; without a document the outcome is "not found".
    """

    action: str
    kind: str
    subject: str = ""
    youth: int | None = None
    table: int | None = None
    fields: Sequence[str] = ()
    outcome: str = "done"
    detail: Mapping[str, Any] = field(default_factory=dict)
    address: str = ""
    request: str = ""
    from_document: bool = False

    def sent_from(self, address: str, request: str) -> Self:
        """The same act with its source address and request, where it has none of its own."""
        return replace(self, address=self.address or address, request=self.request or request)

    @property
    def statement(self) -> str:
        """The SQL expression that writes the entry."""
        if self.from_document:
            return _FROM_DOCUMENT
        return _DENIED if self.action == "denied" else _PLAIN

    @property
    def parameters(self) -> dict[str, Any]:
        """Its parameters."""
        return {
            "act_action": self.action,
            "act_kind": self.kind,
            "act_subject": self.subject,
            "act_youth": self.youth,
            "act_table": self.table,
            "act_fields": list(self.fields),
            "act_outcome": self.outcome,
            "act_detail": json.dumps(dict(self.detail)),
            "act_address": self.address,
            "act_request": self.request,
        }


@dataclass(frozen=True, slots=True)
class ActOnMany:
    """The same act on the records of many youths, one entry each (a packet copy is a disclosure of everybody in it)."""

    action: str
    kind: str
    youths: Sequence[Mapping[str, Any]]
    detail: Mapping[str, Any] = field(default_factory=dict)
    address: str = ""
    request: str = ""

    def sent_from(self, address: str, request: str) -> Self:
        """The same act with its source address and request, where it has none of its own."""
        return replace(self, address=self.address or address, request=self.request or request)

    @property
    def statement(self) -> str:
        """The SQL expression that writes the entries."""
        return _EACH

    @property
    def parameters(self) -> dict[str, Any]:
        """Its parameters; each youth is told by ``id``, ``table``, ``subject`` (the number) and ``fields``."""
        return {
            "act_action": self.action,
            "act_kind": self.kind,
            "act_youths": json.dumps([dict(youth) for youth in self.youths]),
            "act_detail": json.dumps(dict(self.detail)),
            "act_address": self.address,
            "act_request": self.request,
        }


_EACH = """audit.record_each(
    %(act_action)s::text, %(act_kind)s::text, %(act_youths)s::jsonb, 'done', %(act_detail)s::jsonb, %(act_address)s::text,
    %(act_request)s::text)"""
