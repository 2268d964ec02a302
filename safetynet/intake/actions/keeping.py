"""Writing what the rows of a step say about youths: new ones whole, known ones where the workbook says otherwise now."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from safetynet.audit.acts import ActOnMany
from safetynet.intake.models import LoadedRow
from safetynet.intake.rules.comparison import kinds_spoken_of
from safetynet.intake.rules.drafts import FaultCode, digest
from safetynet.intake.rules.fields import SheetKind
from safetynet.intake.rules.units import YouthUnit
from safetynet.kernel.dates import say_date
from safetynet.kernel.identifiers import YouthId
from safetynet.kernel.names import normal_name
from safetynet.policy.door import Door
from safetynet.youths.actions import add_claims, admit_youths
from safetynet.youths.models import Claim, Identity, Youth

from .claiming import by_the_workbook, make_claims
from .revising import Revision, earlier_claims, revise, told_by, what_it_says
from .steps import Step

_OTHER_SHEETS = {SheetKind.ARRESTS: frozenset({"arrest", "charge"}), SheetKind.SCHOOLS: frozenset({"schooling"})}
_OF_OTHER_SHEETS = frozenset({"arrest", "charge"})


def keep_youths(door: Door, step: Step, units: Sequence[YouthUnit]) -> list[YouthUnit]:
    """Write what the units of a step say; returns those of new and changed youths. Inside an opened door."""
    new = [unit for unit in units if unit.row is not None and step.youth_of(unit.key) is None]
    known = [(unit, youth) for unit in units if (youth := step.youth_of(unit.key)) is not None]
    for unit, _ in known:
        _notice_what_vanished(step, unit)
    added = [(unit, youth) for unit, youth in known if step.mended and _has_more_rows_loaded(step, unit)]
    known = [pair for pair in known if pair not in added]
    changed = [(unit, youth) for unit, youth in known if _changed_sheets(step, unit)]
    _note_each(door, step, "create", _admit(door, step, new))
    revised, corrected = _revise(door, step, changed)
    _note_each(door, step, "correct", [*corrected, *_add(door, step, added)])
    _remember(step, known)
    step.tally["youths_new"] += len(new)
    step.tally["youths_changed"] += len(corrected)
    step.tally["youths_unchanged"] += sum(1 for unit, _ in known if unit.groups) - len(corrected)
    return [*new, *revised, *(unit for unit, _ in added)]


def _admit(door: Door, step: Step, units: Sequence[YouthUnit]) -> list[dict[str, object]]:
    """Put new youths on the register with all their claims."""
    if not units:
        return []
    youths = admit_youths(door=door, table_id=step.by.table, how_many=len(units), by=step.by.author)
    claims: list[Claim] = []
    entries: list[dict[str, object]] = []
    for unit, youth in zip(units, youths, strict=True):
        made = make_claims(unit.drafts, youth_id=youth.pk, by=step.by, workbook_id=step.workbook.pk)
        claims += made
        fields = sorted({claim._meta.model_name or "" for claim in made})
        entries.append({"id": youth.pk, "table": step.by.table, "subject": youth.number, "fields": fields})
    step.tally["claims_added"] += add_claims(door=door, claims=claims)
    _remember(step, ((unit, YouthId(youth.pk)) for unit, youth in zip(units, youths, strict=True)))
    return entries


def _revise(
    door: Door, step: Step, changed: Sequence[tuple[YouthUnit, YouthId]]
) -> tuple[list[YouthUnit], list[dict[str, object]]]:
    """Write what known youths' rows say otherwise; the units revised, and an audit entry for each youth that changed."""
    if not changed:
        return [], []
    spoken = {youth: _kinds_spoken_of(step, unit) for unit, youth in changed}
    kinds = frozenset().union(*spoken.values()) | {"identity", "charge"}
    earlier = earlier_claims(list(spoken), kinds & step.by.kinds, step.by)
    revision = Revision()
    revised = []
    for unit, youth in changed:
        meant = _somebody_else(unit, earlier[youth, "identity"])
        if meant:
            unit.hold_everything(FaultCode.ANOTHER_PERSON, meant[:300])
            continue
        revise(revision, unit, youth, earlier, spoken[youth], by=step.by, version=step.version)
        revised.append(unit)
    step.faults += revision.faults
    add_claims(door=door, claims=revision.claims)
    step.tally.update(claims_added=revision.added, claims_corrected=revision.corrected, claims_withdrawn=revision.withdrawn)
    numbers = dict(Youth.objects.filter(pk__in=revision.kinds).values_list("pk", "number"))
    return revised, [
        {"id": youth, "table": step.by.table, "subject": numbers[youth], "fields": sorted(revision.kinds[youth])}
        for _, youth in changed
        if revision.kinds.get(youth)
    ]


def _has_more_rows_loaded(step: Step, unit: YouthUnit) -> bool:
    """Whether mended rows of a sheet join others of the same youth that were loaded before."""
    return unit.row is None and any((kind.value, unit.key) in step.loaded for kind in unit.groups)


def _add(door: Door, step: Step, units: Sequence[tuple[YouthUnit, YouthId]]) -> list[dict[str, object]]:
    """Add what mended rows of a youth say to what is loaded; nothing is replaced or withdrawn, nothing said twice."""
    earlier = earlier_claims([youth for _, youth in units], ("arrest", "charge", "schooling"), step.by) if units else {}
    claims: list[Claim] = []
    for unit, youth in units:
        said = [what_it_says(claim, earlier) for kind in ("arrest", "schooling") for claim in earlier.get((youth, kind), [])]
        drafts = [draft for draft in unit.drafts if told_by(draft, youth, step.by, step.version) not in said]
        claims += make_claims(drafts, youth_id=youth, by=step.by, workbook_id=step.workbook.pk)
    step.tally["claims_added"] += add_claims(door=door, claims=claims)
    numbers = dict(Youth.objects.filter(pk__in={claim.youth_id for claim in claims}).values_list("pk", "number"))
    return [
        {"id": youth, "table": step.by.table, "subject": number, "fields": sorted({c._meta.model_name or "" for c in claims})}
        for youth, number in numbers.items()
    ]


def _kinds_spoken_of(step: Step, unit: YouthUnit) -> frozenset[str]:
    """The kinds of claims of which the workbook speaks for this youth: those whose columns its sheets have."""
    spoken: set[str] = set()
    for kind in unit.groups:
        if kind in _OTHER_SHEETS:
            spoken |= _OTHER_SHEETS[kind]
        else:
            fields = {column.field for sheet in step.mapping.sheets if sheet.kind is kind for column in sheet.columns}
            spoken |= kinds_spoken_of(fields) - _OF_OTHER_SHEETS
    return frozenset(spoken)


def _notice_what_vanished(step: Step, unit: YouthUnit) -> None:
    """A youth whose own row is here, but no longer any arrest or school though the sheet is: the group is empty now."""
    for kind in _OTHER_SHEETS:
        here = kind in step.sheet_kinds and unit.row is not None and kind not in unit.groups
        if here and not unit.holds_in(kind) and not unit.settled and (kind.value, unit.key) in step.loaded:
            unit.groups[kind] = []


def _changed_sheets(step: Step, unit: YouthUnit) -> list[SheetKind]:
    """The kinds of sheets that say something else about the youth than when they were loaded last."""
    return [kind for kind, drafts in unit.groups.items() if _digest_before(step, unit, kind) != digest(drafts)]


def _digest_before(step: Step, unit: YouthUnit, kind: SheetKind) -> str:
    row = step.loaded.get((kind.value, unit.key))
    return row.digest if row is not None else ""


def _somebody_else(unit: YouthUnit, identities: Sequence[Claim]) -> str:
    """Whom this number means, in words, when the row speaks of another person: of last name, first name and birth date fewer
    than two agree with what workbooks said before (a blank agrees with nothing). Empty when it is the same youth."""
    now = next((draft.values for draft in unit.drafts if draft.kind == "identity"), None)
    before = [claim for claim in identities if isinstance(claim, Identity) and by_the_workbook(claim)]
    if now is None or not before or any(_agreeing(claim, now) >= 2 for claim in before):
        return ""
    known = before[-1]
    born = f", born {say_date(known.birth_date)}" if known.birth_date else ""
    return f"{known.last_name}, {known.first_name}{born}, whose number this is; or a number of its own"


def _agreeing(claim: Identity, now: Mapping[str, Any]) -> int:
    """How many of last name, first name and birth date a row and an earlier claim have in common."""
    names = ((claim.last_name, now["last_name"]), (claim.first_name, now["first_name"]))
    same = sum(1 for one, other in names if one and normal_name(one) == normal_name(other))
    return same + (claim.birth_date is not None and claim.birth_date == now["birth_date"])


def _remember(step: Step, units: Iterable[tuple[YouthUnit, YouthId]]) -> None:
    """Write down what was loaded of each sheet, and from which file it was said last."""
    rows = [
        LoadedRow(
            table_id=step.by.table, sheet_kind=kind.value, key=unit.key, digest=digest(drafts), youth_id=youth,
            workbook=step.workbook,
        )
        for unit, youth in units
        for kind, drafts in unit.groups.items()
        if _digest_before(step, unit, kind) != digest(drafts) or _said_last(step, unit, kind) != step.workbook.pk
    ]  # fmt: skip
    LoadedRow.objects.bulk_create(
        rows, batch_size=1000, update_conflicts=True, unique_fields=["table", "sheet_kind", "key"],
        update_fields=["digest", "workbook"],
    )  # fmt: skip


def _said_last(step: Step, unit: YouthUnit, kind: SheetKind) -> int | None:
    row = step.loaded.get((kind.value, unit.key))
    return row.workbook_id if row is not None else None


def _note_each(door: Door, step: Step, action: str, youths: Sequence[dict[str, object]]) -> None:
    """An audit entry for each youth: names of kinds, never values."""
    if youths:
        door.note(
            ActOnMany(
                action, "youth", youths, detail={"workbook": step.workbook.pk}, address=door.reader.address,
                request=door.reader.request,
            )
        )  # fmt: skip
