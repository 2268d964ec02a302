"""The youth's file as a page shows it: sections, rows, marks, and a plain line for what is not shared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from safetynet.kernel.codes import SourceType
from safetynet.policy.rules import Decision, decide
from safetynet.policy.seen import Seen
from safetynet.policy.vocabulary import Category, Verb
from safetynet.youths.models import CLAIM_KINDS, Arrest, Charge, Claim, RiskFactor
from safetynet.youths.queries.file import YouthFile
from safetynet.youths.queries.words import SaidField, Words, empty, said_fields, say_recorded
from safetynet.youths.rules.charges import charges_alone, charges_under
from safetynet.youths.rules.differences import contradictions

TITLES: dict[Category, str] = {
    Category.INDEX: "Name, family, workers",
    Category.SAFETY_PLAN: "Safety plan and follow-up",
    Category.PLACEMENT: "Where the youth stays",
    Category.DEMOGRAPHICS: "Referral, home, work",
    Category.SOGI: "Gender and orientation",
    Category.RISK: "Classification and risk factors",
    Category.SCREENING: "Screening",
    Category.EXPLOITATION: "Exploitation history",
    Category.PLACES: "Places and routes",
    Category.VICTIM_WITNESS: "Victim or witness in court",
    Category.CPS: "Child protection and welfare",
    Category.DELINQUENCY: "Probation and 241.1",
    Category.ARREST: "Arrests",
    Category.EDUCATION: "School",
    Category.SERVICES: "Services, benefits, outcomes",
    Category.HEALTH: "Physical health",
    Category.MENTAL_HEALTH: "Mental health",
    Category.SUBSTANCE_TREATMENT: "Substance-use treatment",
    Category.NOTES: "Summary and notes",
    Category.REQUEST: "Requests to discuss",
    Category.PRIVILEGED: "Advocate's privileged notes",
    Category.VAULT: "Counsel's privileged notes",
}

NOTICES: dict[Category, str] = {
    Category.SUBSTANCE_TREATMENT: (
        "42 CFR Part 2 prohibits unauthorized use or disclosure of these records. They may not be used against the patient "
        "in any civil, criminal, administrative or legislative proceeding without consent or a special court order."
    ),
    Category.EDUCATION: "School records may not be passed on without consent or authority (FERPA, 34 CFR 99.33).",
    Category.ARREST: (
        "Arrests of a minor under 647(b) or 653.22 are history about a victim; since 2017 no minor is arrested for them."
    ),
}


@dataclass(frozen=True, slots=True)
class RowView:
    """One claim on the page."""

    id: int
    kind: str
    cells: Sequence[str]
    details: Sequence[tuple[str, str]]
    says: str
    recorded: str
    how: str
    own: bool
    corrected: bool
    differs: bool
    new: bool
    under: Sequence["RowView"] = ()


@dataclass(frozen=True, slots=True)
class KindView:
    """All claims of one kind, as a table (many short ones) or as cards (few long ones)."""

    name: str
    title: str
    add: str
    columns: Sequence[str]
    rows: Sequence[RowView]
    as_cards: bool
    may_write: bool


@dataclass(frozen=True, slots=True)
class SectionView:
    """One category of the record."""

    slug: str
    title: str
    read: Decision
    may_write: bool
    kinds: Sequence[KindView]
    empty: Sequence[KindView]
    count: int
    new: int
    notice: str

    @property
    def shared(self) -> bool:
        """Whether claims of other agencies are shown."""
        return self.read.allowed

    @property
    def mark(self) -> str:
        """What the list of sections says beside the title."""
        if not self.shared and not self.count:
            return "own entries" if self.may_write else "not shared"
        return f"{self.new} new" if self.new else str(self.count or "none")


@dataclass(frozen=True, slots=True)
class Event:
    """Something with a date, for the timeline."""

    day: date
    words: str
    section: str
    agency: str


def sections_of(file: YouthFile, words: Words) -> list[SectionView]:
    """All sections in the order of the record."""
    return [_section(file, category, kinds, words) for category, kinds in _by_category().items()]


def timeline_of(file: YouthFile, words: Words) -> list[Event]:
    """Everything with a date that this reader sees, newest first."""
    events = [
        Event(date.fromisoformat(day), _headline(kind, row, words), kind.kind.title, file.agencies.get(row.source_agency_id, ""))
        for kind in CLAIM_KINDS
        if kind.kind.begins
        for row in file.records.get(_name(kind), ())
        if (day := getattr(row, kind.kind.begins))
    ]
    return sorted(events, key=lambda event: event.day, reverse=True)


@cache
def _by_category() -> Mapping[Category, tuple[type[Claim], ...]]:
    grouped: dict[Category, list[type[Claim]]] = {}
    for kind in CLAIM_KINDS:
        grouped.setdefault(kind.kind.category, []).append(kind)
    return {category: tuple(kinds) for category, kinds in grouped.items()}


def _section(file: YouthFile, category: Category, kinds: Sequence[type[Claim]], words: Words) -> SectionView:
    read = decide(file.standing, Verb.READ, category, file.row)
    may_write = decide(file.standing, Verb.WRITE, category, file.row).allowed
    views = [_kind(file, kind, words, may_write) for kind in kinds]
    views = [view for view in views if view.rows or view.name != _name(Charge)]
    return SectionView(
        slug=category.value.lower(),
        title=TITLES[category],
        read=read,
        may_write=may_write,
        kinds=[view for view in views if view.rows],
        empty=[view for view in views if not view.rows],
        count=sum(len(view.rows) for view in views),
        new=sum(row.new for view in views for row in view.rows),
        notice=NOTICES.get(category, ""),
    )


def _kind(file: YouthFile, kind: type[Claim], words: Words, may_write: bool) -> KindView:
    name = _name(kind)
    rows = file.records.get(name, ()) if kind is not Charge else charges_alone(file.records)
    fields = [field for field in said_fields(kind) if field.column != "arrest_id" and any(_has(row, field) for row in rows)]
    as_cards = any(field.long for field in fields) or (kind.kind.single and len(rows) <= 3)
    differing = contradictions(rows, kind.kind.compared, ("factor",) if kind is RiskFactor else ()) if rows else frozenset()
    return KindView(
        name=name,
        title=kind.kind.title,
        add=kind.kind.add,
        columns=[field.label for field in fields],
        rows=[_row(file, kind, row, fields, words, row.id in differing) for row in rows],
        as_cards=as_cards,
        may_write=may_write,
    )


def _row(file: YouthFile, kind: type[Claim], row: Seen, fields: Sequence[SaidField], words: Words, differs: bool) -> RowView:
    cells = [_cell(row, field, words) for field in fields]
    return RowView(
        id=row.id,
        kind=_name(kind),
        cells=cells,
        details=[(field.label, cell) for field, cell in zip(fields, cells, strict=True) if cell],
        says=file.agencies.get(row.source_agency_id, "another agency"),
        recorded=say_recorded(row.recorded_at),
        how=_how(row),
        own=row.source_agency_id == file.standing.agency,
        corrected=row.supersedes_id is not None,
        differs=differs,
        new=_is_new(row, file.last_look),
        under=_charges(file, row, words) if kind is Arrest else (),
    )


def _charges(file: YouthFile, arrest: Seen, words: Words) -> list[RowView]:
    fields = [field for field in said_fields(Charge) if field.column != "arrest_id"]
    return [_row(file, Charge, row, fields, words, False) for row in charges_under(arrest, file.records)]


def _cell(row: Seen, field: SaidField, words: Words) -> str:
    if row.withholds(field.column):
        return ""
    value = getattr(row, field.column)
    return "" if empty(value) else field.say(value, words)


def _has(row: Seen, field: SaidField) -> bool:
    return not row.withholds(field.column) and not empty(getattr(row, field.column))


def _how(row: Seen) -> str:
    known = "" if row.source_type == SourceType.OWN_RECORD else SourceType.label_of(row.source_type)
    parts = [known, row.source_note]
    if row.observed_on:
        parts.append(f"as of {row.observed_on}")
    return "; ".join(part for part in parts if part)


def _is_new(row: Seen, last_look: datetime | None) -> bool:
    return last_look is not None and datetime.fromisoformat(row.recorded_at) > last_look


def _headline(kind: type[Claim], row: Seen, words: Words) -> str:
    by_column = {field.column: field for field in said_fields(kind)}
    said: list[Any] = [
        by_column[column].say(getattr(row, column), words)
        for column in (*kind.kind.head, *(f"{name}_id" for name in kind.kind.head))
        if column in by_column and column != kind.kind.begins and _has(row, by_column[column])
    ]
    return f"{kind.kind.title}: {', '.join(said)}"[:160] if said else kind.kind.title


def _name(kind: type[Claim]) -> str:
    return kind._meta.model_name or ""
