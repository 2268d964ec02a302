"""The face sheet: what a person can read in thirty seconds. Computed from the claims a reader sees, never stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from safetynet.kernel.codes import CaseStatus, Classification, FollowUpStatus, PlacementKind
from safetynet.kernel.periods import age_on


class Row(Protocol):
    """A claim as its reader sees it: values as attributes, dates as ISO text."""

    def __getattr__(self, name: str) -> Any: ...


Records = Mapping[str, Sequence[Row]]
"""Claims that count today, by kind."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the youth is now, as far as the reader may know."""

    missing: bool
    words: str
    since: date | None
    return_planned_on: date | None = None


@dataclass(frozen=True, slots=True)
class NextDate:
    """A date ahead and what it is."""

    day: date
    what: str


@dataclass(frozen=True, slots=True)
class FaceSheet:
    """The top of a youth's file. None and empty mean "nothing recorded that this reader sees"."""

    name: str | None = None
    other_names: tuple[str, ...] = ()
    birth_date: date | None = None
    age_today: int | None = None
    referred_on: date | None = None
    age_at_referral: int | None = None
    classification: str | None = None
    status: str | None = None
    where: Whereabouts | None = None
    concerns: tuple[str, ...] = ()
    trusted: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    dates: tuple[NextDate, ...] = field(default=())


def face_sheet(records: Records, today: date, agencies: Mapping[int, str]) -> FaceSheet:
    """The face sheet of a youth from the claims that one reader sees; ``agencies`` are their short names.

    Age at referral counts completed years on the day of the *first* referral (study rule R3). Where agencies differ, the
    claim recorded last is shown; the sections below show both. Safety concerns are never left out for being older.
    """
    identity = _latest(records, "identity")
    birth = _day(identity.birth_date) if identity else None
    referred_on = first_referral(records)
    classification, status = _latest(records, "classificationattable"), _latest(records, "statusattable")
    return FaceSheet(
        name=full_name(identity) if identity else None,
        other_names=tuple(row.name for row in records.get("alias", ())),
        birth_date=birth,
        age_today=age_on(birth, today),
        referred_on=referred_on,
        age_at_referral=age_on(birth, referred_on),
        classification=Classification.label_of(classification.classification) if classification else None,
        status=CaseStatus.label_of(status.status) if status else None,
        where=whereabouts(records, today),
        concerns=safety_concerns(records, agencies),
        trusted=tuple(_joined(row.name, row.relation, row.phone) for row in records.get("trustedadult", ())),
        questions=tuple(row.question for row in records.get("followup", ()) if row.status == FollowUpStatus.OPEN),
        dates=next_dates(records, today),
    )


def full_name(identity: Row) -> str:
    """The name as it stands on the file: family name first."""
    return ", ".join(filter(None, (identity.last_name, _joined(identity.first_name, identity.middle_name, between=" "))))


def first_referral(records: Records) -> date | None:
    """The day of the first referral to the table, on which age and year are counted."""
    days = [_day(row.referred_on) for row in records.get("referral", ())]
    return min((day for day in days if day is not None), default=None)


def whereabouts(records: Records, today: date) -> Whereabouts | None:
    """Where the youth is on a day: missing, else in the placement that began last and has not ended."""
    absences = [row for row in records.get("absence", ()) if _running(row, today)]
    placements = [row for row in records.get("placement", ()) if _running(row, today)]
    away = max(absences, key=_began, default=None)
    stay = max(placements, key=_began, default=None)
    if away is not None and (stay is None or _began(away) >= _began(stay)):
        left = f", left {away.left_from}" if away.left_from else ""
        return Whereabouts(True, f"Missing{left}", _day(away.begins))
    if stay is None:
        return None
    kind = PlacementKind.label_of(stay.placement_kind)
    return Whereabouts(
        False, _joined(kind, stay.place, stay.city), _day(stay.begins), return_planned_on=_day(stay.return_planned_on)
    )


def safety_concerns(records: Records, agencies: Mapping[int, str]) -> tuple[str, ...]:
    """The concerns of every plan that counts, the one recorded last first; with several, each names its agency."""
    plans = sorted(records.get("safetyplan", ()), key=lambda row: str(row.recorded_at), reverse=True)
    said: list[str] = []
    for plan in plans:
        by = f" ({agencies.get(plan.source_agency_id, 'another agency')})" if len(plans) > 1 else ""
        said += [f"{text}{by}" for text in (plan.concerns, plan.stay_away and f"Not safe: {plan.stay_away}") if text]
    return tuple(said)


def next_dates(records: Records, today: date) -> tuple[NextDate, ...]:
    """What lies ahead, nearest first."""
    wanted = (
        ("jointassessment", "hearing_on", "241.1 hearing"),
        ("courtcase", "next_date", "Court date as victim or witness"),
        ("safetyplan", "review_on", "Safety plan review"),
        ("placement", "return_planned_on", "Planned return"),
    )
    found = [
        NextDate(day, what)
        for kind, column, what in wanted
        for row in records.get(kind, ())
        if (day := _day(getattr(row, column))) is not None and day >= today
    ]
    found += [
        NextDate(day, "Answer due")
        for row in records.get("followup", ())
        if row.status == FollowUpStatus.OPEN and (day := _day(row.due_on)) is not None
    ]
    return tuple(sorted(set(found), key=lambda date_ahead: date_ahead.day))


def _latest(records: Records, kind: str) -> Row | None:
    rows = records.get(kind, ())
    return max(rows, key=lambda row: row.recorded_at) if rows else None


def _running(row: Row, today: date) -> bool:
    begins, ends = _day(row.begins), _day(row.ends)
    return (begins is None or begins <= today) and (ends is None or ends > today)


def _began(row: Row) -> date:
    return _day(row.begins) or date.min


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _joined(*parts: str, between: str = ", ") -> str:
    return between.join(part for part in parts if part)
