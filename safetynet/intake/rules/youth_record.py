"""The rest of a youth's row: risk factors, services, systems, placements, and the texts a county keeps."""

import re
from collections.abc import Callable, Iterable

from safetynet.kernel.codes import CaseRole, ServiceStatus, YesNoUnknown
from safetynet.kernel.dates import NoSuchDay, NotADate, read_date

from .drafts import Draft, FaultCode, at_most, sentence
from .fields import PROVIDER_COLUMN, RISK_FIELDS
from .placements import ABSENT, read_placements
from .rows import Row
from .text import each_once, plain, split_list, tidy
from .words import NO_SERVICE

_MOST_ENTRIES = 60
_VICTIM_OR_WITNESS = re.compile(r"^(?:(?:victim|witness|vic|wit|v|w)\b[\s/,&.;:-]{0,3}(?:and |or )?){1,3}", re.IGNORECASE)


def read_record(row: Row) -> None:
    """Everything on a youth's row that is not who, when, where from and which class."""
    _risk_factors(row)
    _services(row)
    _system(row, "probation", "probationstatus")
    _system(row, "social_services", "childwelfarestatus")
    _joint_assessment(row)
    _placements(row)
    _texts(row, "prior_victimization", "priorvictimization", "what", _parts)
    _texts(row, "work", "work", "what", _parts)
    _texts(row, "follow_up", "followup", "question", _questions)
    _court_cases(row)
    for field, kind, column in (("summary", "summary", "text"), ("safety_plan", "safetyplan", "steps")):
        if row.text(field):
            row.read.drafts.append(Draft(kind, {column: row.written(field).strip()}))
    for school in split_list(row.written("school"), ";,\n|")[:_MOST_ENTRIES]:
        if row.fits("school", school):
            row.read.drafts.append(Draft("schooling", {"school": school}))
    _gender_identity(row)


def _risk_factors(row: Row) -> None:
    said: dict[str, tuple[str, str]] = {}
    for name in row.fields("risk_"):
        flag = row.flag(name) if name in RISK_FIELDS else None
        if flag and (flag[0] != YesNoUnknown.UNKNOWN.value or flag[1]):
            said[RISK_FIELDS[name].value] = flag
    unknown = []
    for factor in split_list(row.written("risk_factors"))[:_MOST_ENTRIES]:
        meaning = row.words.find("risk", factor)
        if meaning:
            said.setdefault(meaning, (YesNoUnknown.YES.value, ""))
        elif row.words.find("flag", factor) is None:
            unknown.append(factor)
    if unknown:
        row.fault(
            "risk_factors", FaultCode.UNKNOWN_WORD, "risk factors that the mapping knows (it can add words)",
            f"Loaded without {sentence(unknown, 200)}.",
        )  # fmt: skip
    for factor, (value, note) in said.items():
        row.read.drafts.append(Draft("riskfactor", {"factor": factor, "value": value}, note=note))


def _services(row: Row) -> None:
    used: list[str] = []
    unknown: list[str] = []
    for written in _provider_names(row):
        meaning = row.words.find("provider", written)
        if meaning is None:
            unknown.append(written)
        used.append(meaning or written)
    for name in row.fields(PROVIDER_COLUMN):
        flag = row.flag(name)
        if flag and flag[0] == YesNoUnknown.YES.value:
            used.append(name.removeprefix(PROVIDER_COLUMN))
    if unknown:
        row.fault(
            "services", FaultCode.UNKNOWN_PROVIDER, "providers that the mapping knows (it can add names)",
            f"Loaded as written: {sentence(unknown, 200)}.",
        )  # fmt: skip
    providers = each_once(name for name in used if not name.startswith(NO_SERVICE))
    reasons = [name.removeprefix(NO_SERVICE) for name in used if name.startswith(NO_SERVICE)]
    if len(providers) > _MOST_ENTRIES:
        row.fault("services", FaultCode.TOO_LONG, f"at most {_MOST_ENTRIES} providers in one cell", holds=True)
        return
    for provider in providers:
        if row.fits("services", provider):
            said = {"provider": provider, "status": ServiceStatus.USED.value}
            row.read.drafts.append(Draft("servicelink", said))
    if reasons and not providers:
        row.read.drafts.append(Draft("noservice", {"why": reasons[0]}))


def _provider_names(row: Row) -> Iterable[str]:
    """The names in a provider cell; a part with "/", "&" or "and" is parted further only if each piece is a known name."""
    for part in split_list(row.written("services"), ";,\n|•"):
        pieces = split_list(part.replace("&", "/").replace(" and ", "/").replace("+", "/"), "/")
        if not row.words.knows("provider", part) and len(pieces) > 1 and all(row.words.knows("provider", one) for one in pieces):
            yield from pieces
        else:
            yield part


def _system(row: Row, field: str, kind: str) -> None:
    text = row.text(field)
    if not text:
        return
    meaning = row.words.find("system", text) or row.words.find("system", plain(text[:80]).partition(" ")[0])
    if meaning is None:
        row.fault(field, FaultCode.UNKNOWN_WORD, "Current, Previous, or blank", "The row was loaded without it.")
        return
    clear = row.words.knows("system", text) and row.words.find("flag", text) is None
    note = "" if clear else at_most(f"{row.header(field)} as written: {text}", 200)
    row.read.drafts.append(Draft(kind, {"status": meaning}, note=note))


def _joint_assessment(row: Row) -> None:
    text = row.text("joint_assessment")
    if not text:
        return
    try:
        row.read.drafts.append(
            Draft("jointassessment", {"on_calendar": True, "hearing_on": read_date(text, pivot=row.today.year % 100, serial=True)})
        )
    except NotADate:
        flag = row.flag("joint_assessment")
        if flag and flag[0] != YesNoUnknown.UNKNOWN.value:
            said = {"on_calendar": flag[0] == YesNoUnknown.YES.value, "hearing_on": None}
            row.read.drafts.append(Draft("jointassessment", said, note=flag[1]))
    except NoSuchDay:
        row.day("joint_assessment")
        row.read.drafts.append(
            Draft("jointassessment", {"on_calendar": True, "hearing_on": None}, note=at_most(f"As written: {text}", 200))
        )


def _placements(row: Row) -> None:
    text = row.written("placement_history").strip()
    if not text:
        return
    reading = read_placements(text, row.today)
    if reading.unread:
        row.fault(
            "placement_history", FaultCode.UNREAD_PLACEMENT, "entries such as “3/1/13 AWOL; 4/2/13 JJC, San Leandro”",
            f"The text is kept whole; a person must read {sentence(reading.unread, 200)}.",
        )  # fmt: skip
    row.read.drafts.append(Draft("placementtext", {"text": text, "unread": "\n".join(reading.unread)}))
    for stay in reading.stays:
        if stay.kind == ABSENT:
            said = {"begins": stay.begins, "ends": stay.ends, "left_from": stay.place}
            row.read.drafts.append(Draft("absence", said))
        else:
            said = {
                "placement_kind": stay.kind, "place": stay.place, "city": stay.city, "state": stay.state,
                "begins": stay.begins, "ends": stay.ends,
            }  # fmt: skip
            row.read.drafts.append(Draft("placement", said))


def _texts(row: Row, field: str, kind: str, column: str, parts: Callable[[str], list[str]]) -> None:
    """Claims of one kind from a cell that may hold several."""
    texts = parts(row.written(field))
    if len(texts) > _MOST_ENTRIES:
        row.fault(field, FaultCode.TOO_LONG, f"at most {_MOST_ENTRIES} entries in one cell", holds=True)
        return
    for text in texts:
        if row.fits(field, text):
            row.read.drafts.append(Draft(kind, {column: text}))


def _parts(text: str) -> list[str]:
    return split_list(text, ";\n|")


def _questions(text: str) -> list[str]:
    """One question each: by lines and semicolons, and after a question mark."""
    return each_once(tidy(part).strip(" -*") for part in text.replace("?", "?\n").replace(";", "\n").split("\n"))


def _court_cases(row: Row) -> None:
    for text in _parts(row.written("court_cases"))[:_MOST_ENTRIES]:
        found = _VICTIM_OR_WITNESS.match(text[:80])
        named = plain(found.group(0)) if found else ""
        victim = any(word.startswith("v") for word in named.split())
        witness = any(word.startswith("w") for word in named.split())
        role = CaseRole.VICTIM_WITNESS if victim == witness else CaseRole.VICTIM if victim else CaseRole.WITNESS
        flag = row.words.find("flag", text)
        if flag in ("NO", "UNKNOWN"):
            continue
        status = "" if flag else text[found.end() :].strip(" ,.;:-") if found else text
        if row.fits("court_cases", status):
            row.read.drafts.append(Draft("courtcase", {"role": role.value, "status": status}))


def _gender_identity(row: Row) -> None:
    text = row.text("gender_identity")
    if text and row.fits("gender_identity", text):
        row.read.drafts.append(Draft("genderandorientation", {"own_words": text}))
