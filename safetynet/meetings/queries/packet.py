"""What may the holder of a copy read of the youths on an agenda? Asked with the holder's own packet pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel.codes import RiskFactorKind, YesNoUnknown
from safetynet.kernel.dates import say_date, say_date_from
from safetynet.kernel.identifiers import CountyId, PersonId, TableId, YouthId
from safetynet.meetings.rules.packet import SheetSection, fit, risk_lines
from safetynet.policy.door import Door
from safetynet.policy.questions import question
from safetynet.policy.rules import RowFacts, Standing, may
from safetynet.policy.seen import Seen
from safetynet.policy.standing import read_standing
from safetynet.policy.vocabulary import Category, Verb
from safetynet.youths.models import CLAIM_KINDS, Arrest, Charge, Claim, RiskFactor
from safetynet.youths.queries.file import read_records, records_expression
from safetynet.youths.queries.words import Words, empty, said_fields, say_recorded
from safetynet.youths.rules.face import FaceSheet, face_sheet

ON_PAPER: tuple[tuple[Category, str], ...] = (
    (Category.SAFETY_PLAN, "Safety plan and follow-up"),
    (Category.NOTES, "Summary and notes"),
    (Category.PLACEMENT, "Where the youth stays"),
    (Category.RISK, "Classification and risk factors"),
    (Category.DELINQUENCY, "Probation and 241.1"),
    (Category.CPS, "Child protection and welfare"),
    (Category.EDUCATION, "School"),
    (Category.SERVICES, "Services, benefits, outcomes"),
    (Category.EXPLOITATION, "Exploitation history"),
    (Category.SCREENING, "Screening"),
    (Category.VICTIM_WITNESS, "Victim or witness in court"),
    (Category.HEALTH, "Physical health"),
    (Category.MENTAL_HEALTH, "Mental health"),
    (Category.SUBSTANCE_TREATMENT, "Substance-use treatment (42 CFR Part 2: may not be passed on)"),
    (Category.DEMOGRAPHICS, "Referral, home, work"),
    (Category.INDEX, "Workers and family"),
    (Category.ARREST, "Arrests"),
    (Category.PLACES, "Places and routes"),
)
"""What is printed, most needed first. Privileged notes and gender identity never go on paper."""

_ON_THE_FACE = frozenset({"identity", "alias", "trustedadult", "classificationattable", "statusattable"})
"""Kinds that the face sheet already says."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One youth's sheet for one holder."""

    youth: YouthId
    number: str
    face: FaceSheet
    shared: Mapping[str, bool]
    sections: Sequence[SheetSection]
    not_shared: Sequence[str]
    fields: Sequence[str]


@dataclass(frozen=True, slots=True)
class CopyContent:
    """Everything that one copy says."""

    standing: Standing
    table_name: str
    held_on: date
    begins_at: str
    minutes: int
    lines: Sequence[Mapping[str, Any]]
    sheets: Sequence[Sheet]


def find_copy_content(holder_door: Door, meeting: int, *, printed_by: PersonId) -> CopyContent:
    """What the holder may read at that meeting; the door carries the holder's packet pass. One round trip."""
    reader = holder_door.reader
    act = Act(
        "compose copy", "packet", detail={"printed_by": printed_by}, address=reader.address, request=reader.request,
        from_document=True,
    )  # fmt: skip
    document = holder_door.ask(_question(), {"meeting": meeting}, act)
    standing = read_standing(document["standing"])
    people = {int(key): name for key, name in document["people"].items()}
    agencies = {int(key): name for key, name in document["agencies"].items()}
    words = Words(standing.today, agencies, people)
    return CopyContent(
        standing=standing,
        table_name=document["table_name"],
        held_on=date.fromisoformat(document["held_on"]),
        begins_at=document["begins_at"][:5],
        minutes=document["minutes"],
        lines=document["items"],
        sheets=[_sheet(each, document, standing, words) for each in document["youths"]],
    )


@cache
def _question() -> str:
    return question(__file__, "packet").replace("/* records */", records_expression("y.id"))


def _sheet(each: Mapping[str, Any], document: Mapping[str, Any], standing: Standing, words: Words) -> Sheet:
    youth = YouthId(each["youth"])
    records = read_records(each["records"], standing.roles)
    row = RowFacts(TableId(document["table_id"]), CountyId(document["county"]), youth)
    shared = {category: may(standing, Verb.READ, category, row) for category, _ in ON_PAPER}
    wanted = [(category, title, _lines(category, records, words)) for category, title in ON_PAPER]
    return Sheet(
        youth=youth,
        number=each["number"],
        face=face_sheet(records, standing.today),
        shared={category.value: allowed for category, allowed in shared.items()},
        sections=fit([(title, lines) for category, title, lines in wanted if lines]),
        not_shared=[title for category, title, lines in wanted if not shared[category] and not lines],
        fields=sorted(records),
    )


def _lines(category: Category, records: Mapping[str, Sequence[Seen]], words: Words) -> list[str]:
    """One line for each entry of a category, newest first where entries have dates."""
    lines: list[str] = []
    for kind in CLAIM_KINDS:
        name = kind._meta.model_name or ""
        if kind.kind.category is not category or name in _ON_THE_FACE or kind is Charge:
            continue
        rows = records.get(name, ())
        if kind is RiskFactor:
            lines += _risks(rows)
            continue
        newest_first = list(reversed(rows)) if kind.kind.begins else rows
        lines += [_line(kind, row, records, words) for row in newest_first]
    return lines


def _line(kind: type[Claim], row: Seen, records: Mapping[str, Sequence[Seen]], words: Words) -> str:
    fields = {field.column: field for field in said_fields(kind)}
    head = [
        fields[column].say(getattr(row, column), words)
        for name in kind.kind.head
        for column in (name, f"{name}_id")
        if column in fields and column not in (kind.kind.begins, kind.kind.ends) and _said(row, column)
    ]
    when = [
        f"{joint} {say_date(date.fromisoformat(getattr(row, column)))}"
        for joint, column in (("since" if kind.kind.ends else "on", kind.kind.begins), ("until", kind.kind.ends))
        if column and _said(row, column)
    ]
    rest = [
        f"{field.label}: {field.say(getattr(row, column), words)}"
        for column, field in fields.items()
        if column not in (kind.kind.begins, kind.kind.ends, *kind.kind.head)
        and column.removesuffix("_id") not in kind.kind.head
        and _said(row, column)
        and getattr(row, column) not in (YesNoUnknown.UNKNOWN, False)
    ]
    charges = [charge.code for charge in records.get("charge", ()) if kind is Arrest and charge.arrest_id == row.id]
    said = "; ".join([part for part in (", ".join([*head, *charges]), " ".join(when)) if part] + rest)
    agency = words.agencies.get(row.source_agency_id, "another agency")
    return f"{said} ({agency}, {say_recorded(row.recorded_at)})"


def _said(row: Seen, column: str) -> bool:
    return not row.withholds(column) and not empty(getattr(row, column))


def _risks(rows: Sequence[Seen]) -> list[str]:
    said: dict[str, list[str]] = {"Yes": [], "No": [], "Unknown": []}
    for row in rows:
        label = RiskFactorKind.label_of(row.factor)
        answer = YesNoUnknown.label_of(row.value)
        if label not in said[answer]:
            said[answer].append(label)
    return risk_lines(said)


def face_lines(face: FaceSheet, shared: Mapping[str, bool], today: date) -> list[tuple[str, str]]:
    """The face sheet as label and words; what is not shared says so, what is not recorded says that."""
    where = ""
    if face.where:
        since = f", since {say_date_from(face.where.since, today)}" if face.where.since else ""
        back = f"; planned return {say_date(face.where.return_planned_on)}" if face.where.return_planned_on else ""
        where = f"{face.where.words}{since}{back}"
    age = f"{face.age_today} today, born {say_date(face.birth_date)}" if face.age_today is not None and face.birth_date else ""
    referred = f"{face.age_at_referral} at referral" if face.age_at_referral is not None else ""
    referred = ", ".join(filter(None, (referred, say_date(face.referred_on) if face.referred_on else "")))
    status = ", ".join(filter(None, (face.classification, face.status)))
    dates = "; ".join(f"{each.what} {say_date_from(each.day, today)}" for each in face.dates[:4])

    def said(words: str, *categories: Category) -> str:
        if words:
            return words
        return "None recorded" if any(shared[category.value] for category in categories) else "Not shared with this seat"

    return [
        ("Age", said(age, Category.INDEX)),
        ("Referral", said(referred, Category.DEMOGRAPHICS)),
        ("Classification", said(status, Category.RISK)),
        ("Where now", said(where, Category.PLACEMENT)),
        ("Safety concerns", said("; ".join(face.concerns), Category.SAFETY_PLAN)),
        ("Trusted adults", said("; ".join(face.trusted), Category.SAFETY_PLAN)),
        ("Open questions", said("; ".join(face.questions), Category.SAFETY_PLAN)),
        ("Next dates", said(dates, Category.SAFETY_PLAN, Category.DELINQUENCY, Category.PLACEMENT)),
    ]
