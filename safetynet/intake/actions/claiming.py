"""From drafts to claims of the importer's agency, and back: what a claim says in the form in which drafts are compared."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from safetynet.intake.rules.comparison import Told
from safetynet.intake.rules.drafts import Draft
from safetynet.kernel.codes import SourceType
from safetynet.youths.actions.claims import new_claim
from safetynet.youths.models import CLAIM_KINDS, Arrest, Charge, Claim

from .importer import Importer

KINDS: dict[str, type[Claim]] = {kind._meta.model_name or "": kind for kind in CLAIM_KINDS}
"""Kinds of claims by the name a draft has for them."""

SAYS_OTHERWISE = "The workbook of {day} says otherwise."
SAYS_NO_LONGER = "The workbook of {day} no longer says this."
_BY_THE_WORKBOOK = "The workbook of "


def make_claim(
    draft: Draft, *, youth_id: int, by: Importer, workbook_id: int, before: Claim | None = None, reason: str = ""
) -> Claim:
    """The claim a draft comes to, not yet inserted; with ``before`` it is the correction of that claim."""
    return new_claim(
        KINDS[draft.kind],
        youth_id=youth_id,
        table_id=by.table,
        by=by.author,
        source_type=SourceType.WORKBOOK.value,
        source_note=draft.note,
        batch=workbook_id,
        supersedes_id=before.pk if before is not None else None,
        reason=reason,
        **draft.values,
    )


def make_claims(drafts: Iterable[Draft], *, youth_id: int, by: Importer, workbook_id: int) -> list[Claim]:
    """The claims of drafts, an arrest before its charges; kinds this importer may not write are left out."""
    claims: list[Claim] = []
    for draft in drafts:
        if draft.kind not in by.kinds:
            continue
        claim = make_claim(draft, youth_id=youth_id, by=by, workbook_id=workbook_id)
        claims.append(claim)
        if isinstance(claim, Arrest):
            claims += [make_charge(charge, claim, by=by, workbook_id=workbook_id) for charge in draft.charges]
    return claims


def make_charge(
    draft: Draft, arrest: Arrest, *, by: Importer, workbook_id: int, before: Claim | None = None, reason: str = ""
) -> Claim:
    """A charge of an arrest that may itself not be inserted yet."""
    charge = make_claim(draft, youth_id=arrest.youth_id, by=by, workbook_id=workbook_id, before=before, reason=reason)
    if isinstance(charge, Charge):
        charge.arrest = arrest
    return charge


def withdrawal(claim: Claim, *, by: Importer, reason: str) -> Claim:
    """The withdrawn copy that takes a claim back, not yet inserted."""
    said = {field.attname: getattr(claim, field.attname) for field in type(claim).said_fields()}
    return new_claim(
        type(claim), youth_id=claim.youth_id, table_id=claim.table_id, by=by.author, supersedes_id=claim.pk, reason=reason,
        withdrawn=True, source_type=claim.source_type, source_note=claim.source_note, observed_on=claim.observed_on,
        batch=claim.batch, **said,
    )  # fmt: skip


def told_of(claim: Claim, charges: Iterable[Claim] = ()) -> Told:
    """What a claim says, in the form in which what the workbook said and says is compared."""
    said: dict[str, Any] = {field.attname: _plain(getattr(claim, field.attname)) for field in type(claim).said_fields()}
    said.pop("arrest_id", None)
    said["note"] = claim.source_note
    if isinstance(claim, Arrest):
        said["charges"] = sorted(str(charge.code) for charge in charges if isinstance(charge, Charge))
    return said


def by_the_workbook(claim: Claim) -> bool:
    """Whether an import wrote this claim, not a person who corrected what had been imported."""
    return (
        claim.batch is not None
        and claim.source_type == SourceType.WORKBOOK.value
        and claim.submission is None
        and (replaced_by(claim) is None or claim.reason.startswith(_BY_THE_WORKBOOK))
    )


def replaced_by(claim: Claim) -> int | None:
    """The id of the claim that this one replaced."""
    earlier: int | None = claim.supersedes_id  # type: ignore[attr-defined]
    return earlier


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
