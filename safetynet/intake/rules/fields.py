"""What a column of a county's workbook can mean: the fields of each kind of sheet and the shape their values have."""

from dataclasses import dataclass
from enum import StrEnum

from safetynet.kernel.codes import RiskFactorKind
from safetynet.kernel.codes.base import Codes


class SheetKind(Codes):
    """What one row of a sheet is."""

    YOUTHS = "youths", "A youth"
    ARRESTS = "arrests", "An arrest of a youth"
    SCHOOLS = "schools", "A school a youth attended"
    ATTENDANCE = "attendance", "A person at a meeting"
    AGENDAS = "agendas", "A youth on a meeting's agenda"
    IGNORED = "ignored", "Nothing that is loaded"


class Shape(StrEnum):
    """How the values of a field look; ``looks.py`` tests columns against it."""

    NUMBER = "number"
    NAME = "name"
    FULL_NAME = "full name"
    DATE = "date"
    FLAG = "flag"
    WORD = "word"
    LIST = "list"
    PLACEMENTS = "placements"
    CHARGES = "charges"
    PLACE = "place"
    TEXT = "text"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Field:
    """One meaning of a column. ``words`` names the word list its values come from, ``longest`` what the record can hold."""

    name: str
    label: str
    shape: Shape
    words: str = ""
    longest: int = 0


def _fields(*entries: Field) -> dict[str, Field]:
    return {entry.name: entry for entry in entries}


RISK_FIELDS = {f"risk_{factor.value.lower()}": factor for factor in RiskFactorKind}
"""The columns of the sixteen risk factors."""

COMPUTED = Field("computed", "Worked out by the program, never typed (age, year referred, totals)", Shape.ANY)
PROVIDER_COLUMN = "provider:"
"""A column that is named after one provider and holds flags is mapped to ``provider:NAME``."""

_CLIENT_NUMBER = Field("client_number", "Client number", Shape.NUMBER, longest=60)
_NAMES = (
    Field("name", "Whole name in one column", Shape.FULL_NAME, longest=200),
    Field("last_name", "Last name", Shape.NAME, longest=100),
    Field("first_name", "First name", Shape.NAME, longest=100),
)

FIELDS: dict[SheetKind, dict[str, Field]] = {
    SheetKind.YOUTHS: _fields(
        _CLIENT_NUMBER,
        *_NAMES,
        Field("middle_name", "Middle name", Shape.NAME, longest=100),
        Field("aka", "Other names", Shape.LIST, longest=100),
        Field("birth_date", "Date of birth", Shape.DATE),
        Field("birth_place", "Place of birth", Shape.PLACE, longest=100),
        Field("phone", "Phone of the youth", Shape.TEXT, longest=40),
        Field("race", "Race and ethnicity", Shape.WORD, words="race"),
        Field("sex", "Sex", Shape.WORD, words="sex"),
        Field("language", "Language spoken at home", Shape.TEXT, longest=60),
        Field("classification", "CSEC or at risk", Shape.WORD, words="classification"),
        Field("is_csec", "CSEC, yes or no", Shape.FLAG),
        Field("is_at_risk", "At risk, yes or no", Shape.FLAG),
        Field("referred_on", "Date referred", Shape.DATE),
        Field("source", "Referred by", Shape.WORD, words="source", longest=120),
        Field("city", "City at first referral", Shape.PLACE, longest=80),
        Field("county", "County at first referral", Shape.WORD, words="county"),
        Field("state", "State at first referral", Shape.WORD, words="state"),
        Field("residence", "City and county in one column", Shape.PLACE, longest=120),
        Field("status", "Status at the table", Shape.WORD, words="status"),
        Field("status_since", "Date of that status", Shape.DATE),
        *(Field(name, f"Risk factor: {factor.label}", Shape.FLAG) for name, factor in RISK_FIELDS.items()),
        Field("risk_factors", "Several risk factors in one column", Shape.LIST, words="risk"),
        Field("services", "Providers", Shape.LIST, words="provider", longest=80),
        Field("probation", "Probation, now or before", Shape.WORD, words="system"),
        Field("social_services", "Social services, now or before", Shape.WORD, words="system"),
        Field("joint_assessment", "On the 241.1 calendar", Shape.FLAG),
        Field("placement_history", "Placement history", Shape.PLACEMENTS),
        Field("prior_victimization", "Prior victimization", Shape.TEXT, longest=400),
        Field("work", "Work history", Shape.TEXT, longest=200),
        Field("court_cases", "Victim or witness in adult court", Shape.TEXT, longest=120),
        Field("summary", "Summary", Shape.TEXT),
        Field("safety_plan", "Safety plan", Shape.TEXT),
        Field("follow_up", "Follow-up questions", Shape.TEXT, longest=400),
        Field("school", "School", Shape.LIST, longest=120),
        Field("gender_identity", "Gender identity", Shape.TEXT, longest=120),
        COMPUTED,
    ),
    SheetKind.ARRESTS: _fields(
        _CLIENT_NUMBER,
        *_NAMES,
        Field("birth_date", "Date of birth", Shape.DATE),
        Field("arrested_on", "Date of arrest", Shape.DATE),
        Field("arrested_by", "Arresting agency", Shape.TEXT, longest=120),
        Field("charges", "Charges", Shape.CHARGES, longest=80),
        Field("forum", "Juvenile or adult court", Shape.WORD, words="court"),
        COMPUTED,
    ),
    SheetKind.SCHOOLS: _fields(
        _CLIENT_NUMBER,
        *_NAMES,
        Field("birth_date", "Date of birth", Shape.DATE),
        Field("school", "School", Shape.LIST, longest=120),
        Field("district", "District", Shape.TEXT, longest=120),
        Field("grade", "Grade", Shape.TEXT, longest=20),
        Field("begins", "Attended since", Shape.DATE),
        Field("ends", "Attended until", Shape.DATE),
        Field("enrolled", "Enrolled now", Shape.FLAG),
        Field("records_received", "School records received", Shape.FLAG),
        Field("often_absent", "Often absent", Shape.FLAG),
        COMPUTED,
    ),
    SheetKind.ATTENDANCE: _fields(
        Field("held_on", "Date of the meeting", Shape.DATE),
        *(Field(field.name, field.label, field.shape, longest=150) for field in _NAMES),
        Field("agency", "Agency", Shape.TEXT, longest=120),
        COMPUTED,
    ),
    SheetKind.AGENDAS: _fields(
        Field("held_on", "Date of the meeting", Shape.DATE),
        _CLIENT_NUMBER,
        *_NAMES,
        Field("birth_date", "Date of birth", Shape.DATE),
        Field("section", "Section of the agenda", Shape.WORD, words="section"),
        COMPUTED,
    ),
    SheetKind.IGNORED: {},
}

NEEDED: dict[SheetKind, tuple[tuple[str, ...], ...]] = {
    SheetKind.YOUTHS: (("last_name", "name"), ("client_number", "birth_date", "referred_on")),
    SheetKind.ARRESTS: (("client_number", "name", "last_name"), ("charges", "arrested_by", "arrested_on")),
    SheetKind.SCHOOLS: (("client_number", "name", "last_name"), ("school",)),
    SheetKind.ATTENDANCE: (("held_on",), ("name", "last_name")),
    SheetKind.AGENDAS: (("held_on",), ("client_number", "name", "last_name")),
    SheetKind.IGNORED: (),
}
"""Without one field of each group a sheet cannot be of this kind."""


def field_of(kind: SheetKind, name: str) -> Field | None:
    """The field of that name on a sheet of that kind; None when there is none."""
    if kind is SheetKind.YOUTHS and name.startswith(PROVIDER_COLUMN):
        return Field(name, f"Provider: {name.removeprefix(PROVIDER_COLUMN)}", Shape.FLAG)
    return FIELDS[kind].get(name)
