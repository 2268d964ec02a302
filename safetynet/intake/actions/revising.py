"""A later version of the workbook: what it says otherwise replaces what it said, what it no longer says is withdrawn.

Only claims that an import wrote, for the importer's agency, and that no person has changed since are touched.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from safetynet.intake.rules.comparison import FIELDS_OF_KIND, Changes, Earlier, Later, Since, compare
from safetynet.intake.rules.drafts import Draft, FaultCode, RowFault
from safetynet.intake.rules.fields import SheetKind
from safetynet.intake.rules.units import LEFT_AS_IT_IS, SourceRow, YouthUnit
from safetynet.youths.models import Arrest, Charge, Claim

from .claiming import (
    KINDS,
    SAYS_NO_LONGER,
    SAYS_OTHERWISE,
    by_the_workbook,
    make_charge,
    make_claim,
    make_claims,
    replaced_by,
    told_of,
    withdrawal,
)
from .importer import Importer

_KIND_OF_SHEET = {"arrest": SheetKind.ARRESTS, "charge": SheetKind.ARRESTS, "schooling": SheetKind.SCHOOLS}


@dataclass(slots=True)
class Revision:
    """The claims to insert for changed youths, with how many of them add, correct and withdraw."""

    claims: list[Claim] = field(default_factory=list)
    added: int = 0
    corrected: int = 0
    withdrawn: int = 0
    faults: list[tuple[SourceRow, RowFault]] = field(default_factory=list)
    kinds: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))


@dataclass(frozen=True, slots=True)
class Version:
    """Which file says it: its number, and its day in words for the reason of a correction."""

    workbook_id: int
    day: str


def earlier_claims(youth_ids: Collection[int], kinds: Iterable[str], by: Importer) -> dict[tuple[int, str], list[Claim]]:
    """Everything the importer's agency ever claimed about these youths in these kinds, oldest first."""
    found: dict[tuple[int, str], list[Claim]] = defaultdict(list)
    for kind in kinds:
        model = KINDS[kind]
        for claim in model._default_manager.filter(youth_id__in=youth_ids, source_agency_id=by.author.agency).order_by("id"):
            found[claim.youth_id, kind].append(claim)
    return found


def revise(
    revision: Revision, unit: YouthUnit, youth_id: int, earlier: dict[tuple[int, str], list[Claim]], kinds: Collection[str],
    *, by: Importer, version: Version,
) -> None:  # fmt: skip
    """Add to the revision what one youth's rows change. ``kinds`` are those of which the workbook speaks for this youth."""
    for kind in kinds:
        if kind == "charge" or kind not in by.kinds:
            continue
        claims, charges = earlier[youth_id, kind], earlier[youth_id, "charge"]
        drafts = [draft for draft in unit.drafts if draft.kind == kind]
        before = [_earlier(head, claims, charges) for head in _heads(claims)]
        now = [Later(draft, told_by(draft, youth_id, by, version)) for draft in drafts]
        sheet = _KIND_OF_SHEET.get(kind, SheetKind.YOUTHS)
        changes = compare(kind, before, now, may_withdraw=not unit.holds_in(sheet) and not unit.settled)
        if kind != "arrest":
            _leave_what_was_typed(changes, claims, kind)
        if changes.add or changes.replace or changes.withdraw:
            revision.kinds[youth_id].add(kind)
        _apply(revision, changes, charges, youth_id, by, version)
        revision.faults += [fault for draft in changes.left if (fault := _left(unit, draft))]


def _apply(
    revision: Revision, changes: Changes[Claim, Draft], charges: list[Claim], youth_id: int, by: Importer, version: Version
) -> None:
    otherwise, no_longer = SAYS_OTHERWISE.format(day=version.day), SAYS_NO_LONGER.format(day=version.day)
    revision.claims += make_claims(changes.add, youth_id=youth_id, by=by, workbook_id=version.workbook_id)
    revision.added += len(changes.add)
    for old, draft in changes.replace:
        claim = make_claim(draft, youth_id=youth_id, by=by, workbook_id=version.workbook_id, before=old, reason=otherwise)
        revision.claims.append(claim)
        revision.corrected += 1
        if isinstance(claim, Arrest):
            revision.claims += _charges_again(draft, claim, _charges_of(old, charges), by, version)
    for old in changes.withdraw:
        taken = [old, *_charges_of(old, charges)]
        revision.claims += [withdrawal(each, by=by, reason=no_longer) for each in taken]
        revision.withdrawn += 1


def _charges_again(draft: Draft, arrest: Arrest, old: Sequence[Charge], by: Importer, version: Version) -> list[Claim]:
    """The charges of a corrected arrest: each stands with it anew, those that are gone are withdrawn.

    A charge that a person added stays with the arrest as every charge does.
    """
    by_code = {charge.code: charge for charge in old}
    otherwise = SAYS_OTHERWISE.format(day=version.day)
    claims = [
        make_charge(
            charge, arrest, by=by, workbook_id=version.workbook_id, before=(before := by_code.pop(charge.values["code"], None)),
            reason=otherwise if before is not None else "",
        )
        for charge in draft.charges
    ]  # fmt: skip
    no_longer = SAYS_NO_LONGER.format(day=version.day)
    return claims + [withdrawal(charge, by=by, reason=no_longer) for charge in by_code.values() if by_the_workbook(charge)]


def _charges_of(arrest: Claim, charges: Iterable[Claim]) -> list[Charge]:
    """The current charges of an arrest."""
    if not isinstance(arrest, Arrest):
        return []
    return [
        charge
        for charge in charges
        if isinstance(charge, Charge) and charge.arrest_id == arrest.pk and charge.superseded_at is None and not charge.withdrawn
    ]


def what_it_says(claim: Claim, earlier: dict[tuple[int, str], list[Claim]]) -> dict[str, object]:
    """What a current claim says, with the charges of an arrest; nothing when it no longer counts."""
    if claim.superseded_at is not None or claim.withdrawn:
        return {}
    return dict(told_of(claim, _charges_of(claim, earlier.get((claim.youth_id, "charge"), []))))


def _heads(claims: Sequence[Claim]) -> list[Claim]:
    """The last claims the workbook made in their places."""
    mine = [claim for claim in claims if by_the_workbook(claim)]
    followed = {replaced_by(claim) for claim in mine}
    return [claim for claim in mine if claim.pk not in followed]


def _earlier(head: Claim, claims: Sequence[Claim], charges: Sequence[Claim]) -> Earlier[Claim]:
    since = Since.UNTOUCHED if head.superseded_at is None else Since.TOUCHED
    if head.withdrawn:
        since = Since.WITHDRAWN if since is Since.UNTOUCHED else Since.TOUCHED
    said = [charge for charge in _heads(charges) if isinstance(charge, Charge) and charge.arrest_id == head.pk]
    return Earlier(head, told_of(head, [charge for charge in said if not charge.withdrawn]), since)


def told_by(draft: Draft, youth_id: int, by: Importer, version: Version) -> dict[str, object]:
    """What a draft says, in the form in which claims are compared."""
    claim = make_claim(draft, youth_id=youth_id, by=by, workbook_id=version.workbook_id)
    told = dict(told_of(claim))
    if draft.kind == "arrest":
        told["charges"] = sorted(charge.values["code"] for charge in draft.charges)
    return told


def _leave_what_was_typed(changes: Changes[Claim, Draft], claims: Sequence[Claim], kind: str) -> None:
    """Of a kind with one claim for each agency nothing is added where somebody of the agency has typed one."""
    typed = [claim for claim in claims if claim.superseded_at is None and not claim.withdrawn and not by_the_workbook(claim)]
    if typed and (KINDS[kind].kind.single or kind in ("referral", "agencycase")):
        changes.left += changes.add
        changes.add = []


def _left(unit: YouthUnit, draft: Draft) -> tuple[SourceRow, RowFault] | None:
    """The fault that tells that a person's entry stands against what the workbook says now."""
    sheet = _KIND_OF_SHEET.get(draft.kind, SheetKind.YOUTHS)
    rows = unit.sources.get(sheet) or unit.sources.get(SheetKind.YOUTHS) or []
    if not rows:
        return None
    row = rows[0]
    names = (f"risk_{str(draft.values.get('factor', '')).lower()}", *FIELDS_OF_KIND[draft.kind])
    cell = next((row.cells[name] for name in names if name in row.cells), None)
    if cell is None:
        return None
    expected = "what the record says; somebody of your agency typed it there"
    return row, RowFault(cell.header, FaultCode.CORRECTED_BY_HAND, cell.text, expected, LEFT_AS_IT_IS, False)
