"""What a case in the fields of HTCDS 2.0 says in claims; whatever has no place in the record is named, never lost silently."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from safetynet.kernel.codes import CaseStatus, Classification, RecruitmentMethod, ReferralSource
from safetynet.kernel.faults import Fault

from .htcds import line_of
from .htcds_words import (
    ADVERTISEMENTS,
    CASE_STATUS,
    CLOSED_FOR,
    EVENT_TYPE,
    EVENTS,
    GENDER,
    LANGUAGES,
    PLANS,
    RECRUITMENT,
    SOURCES,
    STANDARD,
    TOLD_IN_WORDS,
    TRAFFICKING_STATUS,
    VENUES,
)

ENVELOPE = frozenset({"standard", "credit", "synthetic", "exported", "notice", "fields", "not_shared", "no_record", "told_as_less",
                      "other_agencies_say", EVENTS, PLANS})  # fmt: skip
LONGEST_LIST = 200
FIRST_DAY = date(1900, 1, 1)
NO_PLACE = "This record has no place for it."
NOT_A_VALUE = "Not a value of this field in the standard."
A_CONSENT = "A consent is recorded with its paper, on the page of the youth's consents."


@dataclass(frozen=True, slots=True)
class Said:
    """One claim to be: the kind, its values, and the fields of the standard that say so."""

    kind: str
    values: Mapping[str, Any]
    fields: tuple[str, ...]


@dataclass(slots=True)
class Case:
    """What a file says in claims, and what of it finds no place, with the reason."""

    today: date
    claims: list[Said] = field(default_factory=list)
    left_out: list[dict[str, Any]] = field(default_factory=list)

    def leave(self, name: str, value: Any, why: str) -> None:
        """Name something that is not taken."""
        self.left_out.append({"field": name, "value": value, "why": why})


def read_case(document: Any, *, today: date) -> Case:
    """A document as claims that can stand ``today``. Raises Fault when it is not a case in this standard at all."""
    if not isinstance(document, Mapping) or document.get("standard") != STANDARD or not isinstance(document.get("fields"), Mapping):
        raise Fault(
            f"This is not a case in {STANDARD}.",
            kept="Nothing was written.",
            next='The file holds JSON with "standard" and "fields", as \'safetynet htcds export\' writes it.',
        )
    case = Case(today)
    for name in document.keys() - ENVELOPE:
        case.leave(str(name), document[name], NO_PLACE)
    fields = dict(document["fields"])
    for read in (_identity, _gender, _language, _classification, _status, _referral, _exploitation):
        read(fields, case)
    consent = fields.pop("con_Consent", None)
    if consent is not None:
        case.leave("con_Consent", consent, A_CONSENT)
    for name, value in fields.items():
        case.leave(str(name), value, NO_PLACE)
    for event in _parts(document, EVENTS, case):
        _event(event, case)
    _plans(_parts(document, PLANS, case), case)
    return case


def _parts(document: Mapping[str, Any], name: str, case: Case) -> list[dict[str, Any]]:
    listed = document.get(name, [])
    if not isinstance(listed, list):
        case.leave(name, listed, "Not a list.")
        return []
    for each in listed[LONGEST_LIST:]:
        case.leave(name, each, f"Only the first {LONGEST_LIST} are taken.")
    for each in listed[:LONGEST_LIST]:
        if not isinstance(each, Mapping):
            case.leave(name, each, "Not a set of fields.")
    return [dict(each) for each in listed[:LONGEST_LIST] if isinstance(each, Mapping)]


def _text(fields: dict[str, Any], name: str, longest: int, case: Case) -> str:
    """The words of a field; what is no text, or too long for the record, is left out whole."""
    value = fields.pop(name, None)
    if value is None or value == "":
        return ""
    if not isinstance(value, str):
        case.leave(name, value, "Not a text.")
    elif len(value) > longest or "\0" in value:
        case.leave(name, value, f"Longer than {longest} characters, or not legible.")
    else:
        return value
    return ""


def _day(fields: dict[str, Any], name: str, case: Case) -> date | None:
    """A day; only a planned end may lie ahead."""
    said = _text(fields, name, 10, case)
    try:
        day = date.fromisoformat(said) if said else None
    except ValueError:
        case.leave(name, said, "Not a day; write it as 2026-03-01.")
        return None
    if day is not None and (day < FIRST_DAY or (day > case.today and name != "spl_PlannedEndDate")):
        case.leave(name, said, "This day lies ahead, or too far back.")
        return None
    return day


def _code(fields: dict[str, Any], name: str, codes: Mapping[str, Any], case: Case) -> Any:
    said = _text(fields, name, 80, case)
    if said and said not in codes:
        case.leave(name, said, NOT_A_VALUE)
    return codes.get(said)


def _codes(fields: dict[str, Any], name: str, known: Mapping[str, Any], case: Case) -> list[str]:
    """The values of a field that may have several; one alone may stand without a list."""
    value = fields.pop(name, None)
    listed = value if isinstance(value, list) else [] if value in (None, "") else [value]
    for each in listed:
        if not (isinstance(each, str) and each in known):
            case.leave(name, each, NOT_A_VALUE)
    return list(dict.fromkeys(each for each in listed if isinstance(each, str) and each in known))


def _back(codes: Mapping[Any, str]) -> dict[str, str]:
    return {theirs: str(ours.value) for ours, theirs in codes.items()}


def _identity(fields: dict[str, Any], case: Case) -> None:
    named = {"last_name": "prs_SecondName", "first_name": "prs_FirstName", "middle_name": "prs_MiddleName"}
    values: dict[str, Any] = {ours: _text(fields, theirs, 100, case) for ours, theirs in named.items()}
    values["birth_date"] = _day(fields, "prs_Birthdate", case)
    if values["last_name"]:
        case.claims.append(Said("identity", values, (*named.values(), "prs_Birthdate")))
        return
    for ours, theirs in {**named, "birth_date": "prs_Birthdate"}.items():
        if values[ours]:
            case.leave(theirs, str(values[ours]), "There is no second name beside it.")


def _gender(fields: dict[str, Any], case: Case) -> None:
    if gender := _code(fields, "prs_Gender", _back(GENDER), case):
        case.claims.append(Said("genderandorientation", {"gender_identity": gender}, ("prs_Gender",)))


def _language(fields: dict[str, Any], case: Case) -> None:
    if language := _code(fields, "prs_PrimaryLanguage", {code: name for name, code in LANGUAGES.items()}, case):
        case.claims.append(Said("demographics", {"language": language}, ("prs_PrimaryLanguage",)))


def _classification(fields: dict[str, Any], case: Case) -> None:
    if found := _code(fields, "vic_TraffickingStatus", _back(TRAFFICKING_STATUS), case):
        case.claims.append(
            Said("classificationattable", {"classification": Classification(found).value}, ("vic_TraffickingStatus",))
        )


def _status(fields: dict[str, Any], case: Case) -> None:
    status = _code(fields, "cas_Status", _back(CASE_STATUS), case)
    reason = _text(fields, "cas_ReasonForCaseClosure", 4000, case)
    known = next((ours.value for ours, label in CLOSED_FOR.items() if label == reason), "") if status == CaseStatus.CLOSED else ""
    if reason and not known:
        case.leave("cas_ReasonForCaseClosure", reason, NO_PLACE)
    if status:
        case.claims.append(Said("statusattable", {"status": known or status}, ("cas_Status", "cas_ReasonForCaseClosure")))


def _referral(fields: dict[str, Any], case: Case) -> None:
    day = _day(fields, "cas_IncomingReferralDate", case)
    by = _text(fields, "cas_ReferringOrganisation", 120, case)
    if day is None:
        if by:
            case.leave("cas_ReferringOrganisation", by, "There is no day of the referral beside it.")
        return
    source = SOURCES.get(by, ReferralSource.OTHER)
    values = {"referred_on": day, "source": source.value, "source_words": "" if by in SOURCES else by}
    case.claims.append(Said("referral", values, ("cas_IncomingReferralDate", "cas_ReferringOrganisation")))


def _exploitation(fields: dict[str, Any], case: Case) -> None:
    """One claim for each way of approach; what has no field of its own stands as lines in the first."""
    known = {**_back(RECRUITMENT), **dict.fromkeys(ADVERTISEMENTS, RecruitmentMethod.ADVERTISEMENT.value)}
    methods = list(dict.fromkeys(known[each] for each in _codes(fields, "vic_MethodOfRecruitment", known, case)))
    said = {name: values for name, (_, codes) in TOLD_IN_WORDS.items() if (values := _codes(fields, name, codes, case))}
    account = "\n".join(line_of(name, values) for name, values in said.items())
    if not (methods or account):
        return
    first, *more = methods or [""]
    case.claims.append(Said("exploitation", {"recruitment": first, "account": account}, ("vic_MethodOfRecruitment", *said)))
    case.claims += [Said("exploitation", {"recruitment": each, "account": ""}, ("vic_MethodOfRecruitment",)) for each in more]


def _event(event: dict[str, Any], case: Case) -> None:
    whole = dict(event)
    role = _code(event, "hte_Type", _back(EVENT_TYPE), case)
    country = _text(event, "hte_Country", 60, case)
    city, state = _text(event, "hte_City", 80, case), _text(event, "hte_State", 2, case)
    if not role or not city or country not in ("", "US", "USA"):
        case.leave(EVENTS, whole, "An event here has a type, a city, and happened in the United States.")
        return
    said = _text(event, "hte_Description", 4000, case)
    if said and said not in VENUES:
        case.leave("hte_Description", said, NO_PLACE)
    values = {
        "role": role, "city": city, "state": state or "CA", "area": _text(event, "hte_Street", 120, case),
        "seen_on": _day(event, "hte_Date", case), "venue": VENUES[said].value if said in VENUES else "",
    }  # fmt: skip
    for name, value in event.items():
        case.leave(str(name), value, NO_PLACE)
    case.claims.append(Said("traffickingplace", values, tuple(name for name in whole if name not in event)))


def _plans(plans: list[dict[str, Any]], case: Case) -> None:
    """The first plan that says what was agreed; an agency has one plan at a time."""
    taken = False
    for plan in plans:
        steps = plan.get("spl_ActionPlan")
        if taken or not isinstance(steps, str) or not steps:
            case.leave(PLANS, plan, "An agency has one plan at a time." if taken else "It does not say what was agreed.")
            continue
        values = {
            "steps": _text(plan, "spl_ActionPlan", 4000, case),
            "concerns": _text(plan, "spl_Objectives", 2000, case),
            "review_on": _day(plan, "spl_PlannedEndDate", case),
        }
        for name, value in plan.items():
            case.leave(str(name), value, NO_PLACE)
        if values["steps"]:
            taken = True
            case.claims.append(Said("safetyplan", values, ("spl_ActionPlan", "spl_Objectives", "spl_PlannedEndDate")))
