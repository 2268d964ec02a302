"""Adding, correcting and withdrawing claims. The database refuses what the policy does not grant, and marks what is
superseded; a claim that somebody else replaced first is a conflict that keeps both entries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from django.db import DatabaseError, connection

from safetynet.audit.acts import Act
from safetynet.kernel import clock
from safetynet.kernel.faults import Conflict, Refused
from safetynet.kernel.identifiers import AgencyId, PersonId
from safetynet.policy.door import Door
from safetynet.youths.models import Arrest, Charge, ChildWelfareStatus, Claim, ProbationStatus, Residence, Youth
from safetynet.youths.queries.writing import may_be_under_both
from safetynet.youths.rules.dual_status import check_dual_status

from .charges import charges_standing_with, judged, judged_otherwise
from .once import constraint_of, inserted_once

BULK = 1000
"""Rows of one INSERT."""

A_NEWER_ENTRY = "A newer entry of the same agency."
"""Why a claim was replaced when a new one was added of a kind of which an agency says one thing at a time."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, and for which agency the claim speaks."""

    person: PersonId
    agency: AgencyId


def new_claim(kind: type[Claim], *, youth_id: int, table_id: int, by: Author, **values: Any) -> Claim:
    """A claim as it will be inserted; time, author and table are set again by the database."""
    return kind(
        youth_id=youth_id,
        table_id=table_id,
        source_agency_id=by.agency,
        recorded_by_id=by.person,
        recorded_at=clock.now(),
        **values,
    )


def add_claim(
    *, door: Door, kind: type[Claim], youth: Youth, values: Mapping[str, Any], by: Author, submission: UUID | None = None
) -> Claim | None:
    """Add a claim of the author's agency; None when this form was already counted.

    Of a kind of which an agency has one current claim, a newer one replaces it; only a home at first referral is never
    replaced without a reason. Raises Refused when the policy does not let the author write this category for this youth.
    """
    with door.opened():
        earlier = find_own_claim(kind, youth, by) if kind.kind.single and kind is not Residence else None
        claim = new_claim(
            kind, youth_id=youth.pk, table_id=youth.table_id, by=by, submission=submission, supersedes_id=earlier,
            reason=A_NEWER_ENTRY if earlier else "", **_complete(kind, youth, values, by),
        )  # fmt: skip
        return _keep(door, "correct" if earlier else "add", claim, youth, values)


def correct_claim(
    *,
    door: Door,
    claim: Claim,
    youth: Youth,
    values: Mapping[str, Any],
    reason: str,
    by: Author,
    submission: UUID | None = None,
) -> Claim | None:
    """Supersede a claim of the same agency by a corrected one; the old one stays readable in the history.

    Charges stay with their corrected arrest. Raises Conflict when somebody replaced it first, Refused when it is not the
    author's agency's to correct.
    """
    kind = type(claim)
    with door.opened():
        corrected = new_claim(
            kind, youth_id=youth.pk, table_id=youth.table_id, by=by, supersedes_id=claim.pk, reason=reason,
            submission=submission, batch=claim.batch, **_complete(kind, youth, values, by, instead_of=claim.pk),
        )  # fmt: skip
        kept = _keep(door, "correct", corrected, youth, values)
        if isinstance(kept, Arrest):
            for charge in charges_standing_with(kept.pk, youth, by.agency):
                minor = judged_otherwise(charge, kept.pk, youth)
                if minor is not None:
                    again = _copy(charge, youth, by, reason, decriminalized_today=minor)
                    _keep(door, "correct", again, youth, ("decriminalized_today",))
        return kept


def withdraw_claim(
    *, door: Door, claim: Claim, youth: Youth, reason: str, by: Author, submission: UUID | None = None
) -> Claim | None:
    """Take a claim back, an arrest with the agency's own charges: a withdrawn copy supersedes it, with the reason.

    Raises Conflict and Refused like a correction.
    """
    with door.opened():
        under = charges_standing_with(claim.pk, youth, by.agency) if isinstance(claim, Arrest) else ()
        withdrawn = _copy(claim, youth, by, reason, withdrawn=True, submission=submission)
        kept = _keep(door, "withdraw", withdrawn, youth, _said(claim))
        for charge in under if kept else ():
            _keep(door, "withdraw", _copy(charge, youth, by, reason, withdrawn=True), youth, _said(charge))
        return kept


def add_claims(*, door: Door, claims: Iterable[Claim]) -> int:
    """Insert many claims of any kinds in few statements; returns how many. The caller notes what it did.

    Raises Refused when the policy does not let the author write one of them; then none is written.
    """
    by_kind: dict[type[Claim], list[Claim]] = defaultdict(list)
    for claim in claims:
        by_kind[type(claim)].append(claim)
    with door.opened():
        for kind, group in by_kind.items():
            try:
                kind._default_manager.bulk_create(group, batch_size=BULK)
            except DatabaseError as error:
                raise _in_words(error) from error
    return sum(len(group) for group in by_kind.values())


def find_own_claim(kind: type[Claim], youth: Youth, by: Author) -> int | None:
    """What the author's agency says now in a kind of which it says one thing at a time, inside an opened door.

    Two who add at the same time stand in line here, so that the second sees the first's.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [kind._meta.db_table, youth.pk])
    own = kind._default_manager.filter(youth_id=youth.pk, source_agency_id=by.agency, superseded_at=None, withdrawn=False)
    return own.order_by("-pk").values_list("pk", flat=True).first()


def _complete(
    kind: type[Claim], youth: Youth, values: Mapping[str, Any], by: Author, instead_of: int | None = None
) -> Mapping[str, Any]:
    """What is claimed with what follows from it. Raises Refused when it cannot stand beside what the agency says else."""
    if kind is Charge:
        return judged(values, youth)
    if kind in (ProbationStatus, ChildWelfareStatus) and not values.get("ends"):
        said = {
            each: list(
                each._default_manager.filter(
                    youth_id=youth.pk, source_agency_id=by.agency, superseded_at=None, withdrawn=False, ends=None
                ).exclude(pk=(instead_of or 0) if each is kind else 0).values_list("status", flat=True)
            )
            for each in (ProbationStatus, ChildWelfareStatus)
        }  # fmt: skip
        said[kind].append(values["status"])
        check_dual_status(
            allowed=may_be_under_both(youth.table_id), probation=said[ProbationStatus],
            social_services=said[ChildWelfareStatus],
        )  # fmt: skip
    return values


def _said(claim: Claim) -> dict[str, Any]:
    return {field.attname: getattr(claim, field.attname) for field in type(claim).said_fields()}


def _copy(claim: Claim, youth: Youth, by: Author, reason: str, **otherwise: Any) -> Claim:
    """A claim that says the same as another and replaces it, but for what is given."""
    values = {
        "source_type": claim.source_type, "source_note": claim.source_note, "observed_on": claim.observed_on,
        "batch": claim.batch, **_said(claim), **otherwise,
    }  # fmt: skip
    return new_claim(
        type(claim), youth_id=youth.pk, table_id=youth.table_id, by=by, supersedes_id=claim.pk, reason=reason, **values
    )


def _keep(door: Door, action: str, claim: Claim, youth: Youth, values: Iterable[str]) -> Claim | None:
    """Insert a claim and note it, inside an opened door; None when the same form was counted before."""
    if not _inserted(claim):
        door.note(_act(f"{action} again", youth, type(claim), ()))
        return None
    door.note(_act(action, youth, type(claim), values))
    return claim


def _inserted(claim: Claim) -> bool:
    """Insert it; False when the same form was counted before."""
    try:
        return inserted_once(claim)
    except DatabaseError as error:
        raise _in_words(error) from error


def _in_words(error: DatabaseError) -> Exception:
    """What PostgreSQL's refusal means to the person."""
    cause = error.__cause__
    code = cause.sqlstate if isinstance(cause, psycopg.Error) else ""
    if code == "SN409" or "_supersedes_id_key" in constraint_of(error):
        return Conflict(
            "Somebody replaced this entry while you were writing.",
            kept="What you typed is kept below.",
            next="Read the newer entry, then decide whether yours should replace it.",
        )
    if code == psycopg.errors.InsufficientPrivilege.sqlstate:
        return Refused("Your role does not let you write this here.", kept="Nothing was changed.")
    if code == psycopg.errors.UniqueViolation.sqlstate:
        return Refused(
            "Your agency has already recorded this.",
            kept="Nothing was changed.",
            next="Correct the entry that is there.",
        )
    if code in (psycopg.errors.CheckViolation.sqlstate, psycopg.errors.NotNullViolation.sqlstate):
        return Refused("The dates or values do not fit together.", kept="Nothing was changed.", next="Check the dates.")
    return error


def _act(action: str, youth: Youth, kind: type[Claim], values: Iterable[str]) -> Act:
    name = kind._meta.model_name or ""
    return Act(
        action, name, subject=youth.number, youth=youth.pk, table=youth.table_id,
        fields=[f"{name}.{field}" for field in values],
    )  # fmt: skip


def next_numbers(table_id: int, wanted: int) -> list[str]:
    """Numbers for youths that are about to enter the register, inside an opened door."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT policy.next_youth_numbers(%s, %s)", [table_id, wanted])
        numbers: list[str] = cursor.fetchone()[0]
    return numbers
