"""What a youth's record says in the fields of HTCDS 2.0 (field facts 8.13): only what its reader sees, and nothing guessed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from safetynet.kernel.codes import CsecType

from .face import Records, Row
from .htcds_words import (
    CASE_STATUS,
    CLOSED_FOR,
    EVENT_TYPE,
    GENDER,
    GENDER_AS_LESS,
    LANGUAGES,
    NO_EQUAL,
    RECRUITMENT,
    RECRUITMENT_AS_LESS,
    SOURCES,
    TOLD_IN_WORDS,
    TRAFFICKING_STATUS,
    VENUES,
)


@dataclass(slots=True)
class Told:
    """A case in the standard's words. ``as_less``: what the standard cannot say, or says with less. ``differing``: what other
    agencies say of a field that holds one value; both claims stand in the record."""

    fields: dict[str, Any] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    plans: list[dict[str, Any]] = field(default_factory=list)
    as_less: list[dict[str, str]] = field(default_factory=list)
    differing: list[dict[str, Any]] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """Every field that says something."""
        return list(dict.fromkeys([*self.fields, *(name for part in (*self.events, *self.plans) for name in part)]))


def told(records: Records, *, own: int, agencies: Mapping[int, str]) -> Told:
    """The claims that a reader sees, in the standard's fields. Of a field with one value the claim of the reader's own agency
    counts, else the latest; what the others say stands beside it."""
    case = Told()
    for kind, tell in _ONE_VALUE.items():
        rows = sorted(records.get(kind, ()), key=lambda row: (row.source_agency_id != own, _backwards(row.recorded_at)))
        _tell_one(case, rows, tell, agencies)
    _tell_first_referral(case, records.get("referral", ()))
    _tell_exploitation(case, records.get("exploitation", ()))
    case.events = [_event(row) for row in records.get("traffickingplace", ())]
    case.plans = [_plan(row) for row in records.get("safetyplan", ())]
    return case


def _backwards(moment: str) -> tuple[int, ...]:
    """A sorting key that puts the latest moment first."""
    return tuple(-ord(sign) for sign in moment)


def _tell_one(case: Told, rows: Sequence[Row], tell: "Callable[[Row, Told], dict[str, Any]]", agencies: Mapping[int, str]) -> None:
    if not rows:
        return
    case.fields |= (said := tell(rows[0], case))
    for other in rows[1:]:
        says = tell(other, Told())
        case.differing += [
            {"field": name, "value": says[name], "agency": agencies.get(other.source_agency_id, "another agency")}
            for name in says
            if says[name] != said.get(name)
        ]


def _identity(row: Row, _case: Told) -> dict[str, Any]:
    said = {
        "prs_FirstName": row.first_name,
        "prs_MiddleName": row.middle_name,
        "prs_SecondName": row.last_name,
        "prs_Birthdate": row.birth_date,
    }
    return {name: value for name, value in said.items() if value}


def _gender(row: Row, case: Told) -> dict[str, Any]:
    return _coded(row.gender_identity, "prs_Gender", GENDER, GENDER_AS_LESS, case)


def _language(row: Row, case: Told) -> dict[str, Any]:
    if not row.language:
        return {}
    if row.language not in LANGUAGES:
        case.as_less.append(
            {"field": "prs_PrimaryLanguage", "ours": row.language, "why": "Not in the list of ISO 639-2 kept here."}
        )
        return {}
    return {"prs_PrimaryLanguage": LANGUAGES[row.language]}


def _classification(row: Row, case: Told) -> dict[str, Any]:
    return _coded(row.classification, "vic_TraffickingStatus", TRAFFICKING_STATUS, {}, case)


def _status(row: Row, case: Told) -> dict[str, Any]:
    if row.status in CLOSED_FOR:
        return {"cas_Status": "Closed", "cas_ReasonForCaseClosure": CLOSED_FOR[row.status]}
    return _coded(row.status, "cas_Status", CASE_STATUS, {}, case)


_ONE_VALUE: Mapping[str, Callable[[Row, Told], dict[str, Any]]] = {
    "identity": _identity,
    "genderandorientation": _gender,
    "demographics": _language,
    "classificationattable": _classification,
    "statusattable": _status,
}


def _coded(code: str, name: str, equal: Mapping[Any, str], less: Mapping[Any, str], case: Told) -> dict[str, Any]:
    """A code in the standard's word; where it has none, or only a wider one, that is said."""
    if not code or code in equal:
        return {name: equal[code]} if code else {}
    case.as_less.append({"field": name, "ours": code, "why": f"Told as {less[code]}." if code in less else NO_EQUAL})
    return {name: less[code]} if code in less else {}


def _tell_first_referral(case: Told, rows: Sequence[Row]) -> None:
    """The first referral: its day and who referred, never a person's name (``source_words`` may hold one)."""
    if not rows:
        return
    first = min(rows, key=lambda row: row.referred_on)
    case.fields["cas_IncomingReferralDate"] = first.referred_on
    label = next((label for label, source in SOURCES.items() if source == first.source), "")
    if label:
        case.fields["cas_ReferringOrganisation"] = label


def _tell_exploitation(case: Told, rows: Sequence[Row]) -> None:
    methods: list[str] = []
    in_words: dict[str, list[str]] = {name: [] for name in TOLD_IN_WORDS}
    for row in rows:
        if row.recruitment != "UNKNOWN":
            methods += _coded(row.recruitment, "m", RECRUITMENT, RECRUITMENT_AS_LESS, less := Told()).values()
            case.as_less += [{**each, "field": "vic_MethodOfRecruitment"} for each in less.as_less]
        if row.csec_type and row.csec_type != CsecType.AT_RISK:
            in_words["vic_TypeOfExploitation"].append("SexualExploitation")
        for name, values in read_lines(row.account).items():
            in_words[name] += values
    for name, values in {"vic_MethodOfRecruitment": methods, **in_words}.items():
        if values:
            case.fields[name] = list(dict.fromkeys(values))


def _event(row: Row) -> dict[str, Any]:
    venue = next((label for label, kind in VENUES.items() if kind == row.venue), "")
    said = {
        "hte_Type": EVENT_TYPE[row.role],
        "hte_City": row.city,
        "hte_State": row.state,
        "hte_Country": "US",
        "hte_Street": row.area,
        "hte_Date": row.seen_on,
        "hte_Description": venue,
    }
    return {name: value for name, value in said.items() if value}


def _plan(row: Row) -> dict[str, Any]:
    said = {"spl_Objectives": row.concerns, "spl_ActionPlan": row.steps, "spl_PlannedEndDate": row.review_on}
    return {name: value for name, value in said.items() if value}


def line_of(name: str, values: Sequence[str]) -> str:
    """The line of the exploitation history in which values stand that have no field of their own."""
    title, words = TOLD_IN_WORDS[name]
    return f"{title}: {', '.join(words[value] for value in values)}."


def read_lines(account: str) -> dict[str, list[str]]:
    """The values that such lines tell; any other words of the account are nobody's but the table's."""
    found: dict[str, list[str]] = {}
    for line in account.splitlines():
        title, colon, words = line.partition(": ")
        for name, (known, codes) in TOLD_IN_WORDS.items():
            back = {word: code for code, word in codes.items()}
            said = words.removesuffix(".").split(", ")
            if colon and title == known and all(word in back for word in said):
                found.setdefault(name, []).extend(back[word] for word in said)
    return found
