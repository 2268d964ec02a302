"""Cells as text: what is tidied, how words of a header are compared, how lists and client numbers are taken apart."""

import re
import unicodedata
from collections.abc import Iterable

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_REMARK = re.compile(r"[(\[][^()\[\]]{0,80}[)\]]")
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,8}")
_WORD = re.compile(r"[a-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-z][a-z])(?=[A-Z])|(?<=[a-z])(?=[A-Z][a-z]{2})")
_NUMBER_PART = re.compile(r"[A-Z]+|\d+")

_SAME_WORD = {
    "no": "number", "nbr": "number", "num": "number", "nr": "number", "nums": "number", "numbers": "number",
    "ids": "id", "identifier": "id",
    "dt": "date", "dte": "date", "dates": "date",
    "hx": "history", "hist": "history", "histories": "history",
    "fam": "family", "families": "family", "familial": "family",
    "ref": "referral", "refd": "referral", "referred": "referral", "refer": "referral", "referring": "referral",
    "reffered": "referral", "refferal": "referral", "referal": "referral",
    "dev": "developmental", "devel": "developmental", "developmentally": "developmental", "development": "developmental",
    "preg": "pregnant", "pregnancy": "pregnant", "parent": "parenting",
    "beh": "behavioral", "behav": "behavioral", "behavior": "behavioral", "behaviour": "behavioral",
    "behavioural": "behavioral",
    "hlth": "health", "subst": "substance", "subs": "substance", "rel": "relative", "dec": "deceased",
    "svc": "service", "svcs": "service", "prog": "program", "programme": "program", "org": "organization",
    "orgs": "organization", "organisation": "organization", "dept": "department", "mtg": "meeting", "mtgs": "meeting",
    "meetings": "meeting", "juv": "juvenile", "agcy": "agency", "agencies": "agency", "prob": "probation",
    "cnty": "county", "nm": "name", "lname": "last name", "fname": "first name", "mname": "middle name",
    "lastname": "last name", "firstname": "first name", "middlename": "middle name", "surnames": "surname",
    "birthdate": "birth date", "birthday": "birth date", "bdate": "birth date", "bday": "birth date",
    "truant": "truancy", "absent": "absence", "absenteeism": "absence", "absentee": "absence", "absences": "absence",
    "abs": "absence", "affil": "affiliation",
    "chronically": "chronic", "involved": "involvement", "affiliated": "affiliation", "recruits": "recruiter",
    "recruiting": "recruiter", "recruitment": "recruiter", "recruit": "recruiter", "arrested": "arrest",
    "arresting": "arrest", "lgbtqia": "lgbtq", "lgbtqi": "lgbtq", "lgbt": "lgbtq", "lgbtq2s": "lgbtq", "glbt": "lgbtq",
    "lgbtqia2s": "lgbtq", "lgbtqqi": "lgbtq", "atrisk": "at risk", "followup": "follow up", "fu": "follow up",
    "runaways": "runaway", "akas": "aka", "phys": "physical", "soc": "social", "plc": "placement", "plcmt": "placement",
    "hxs": "history", "qs": "question", "le": "law enforcement", "csecs": "csec", "mh": "mental health",
    "aod": "alcohol drug", "sud": "substance use", "victimisation": "victimization", "cases": "case", "classes": "class",
    "enrolled": "enrollment", "enrolment": "enrollment", "lea": "law enforcement agency", "pd": "police department",
    "placed": "placement", "schl": "school", "sch": "school",
}  # fmt: skip
_KEEPS_ITS_S = frozenset(
    [
        "status",
        "alias",
        "address",
        "cps",
        "dcfs",
        "dss",
        "cfs",
        "cws",
        "ss",
        "ssa",
        "class",
        "loss",
        "access",
        "gps",
        "illness",
        "diagnosis",
        "analysis",
        "police",
        "hearings",
        "previous",
    ]
)
_LITTLE_WORDS = frozenset(
    [
        "of",
        "the",
        "a",
        "an",
        "to",
        "for",
        "in",
        "at",
        "is",
        "was",
        "and",
        "or",
        "with",
        "their",
        "his",
        "her",
        "on",
        "any",
        "if",
    ]
)


def tidy(text: str) -> str:
    """The text of a short cell: one space between words, without characters that nobody can see."""
    return " ".join(_CONTROL.sub(" ", _INVISIBLE.sub("", text)).split())


def clean_cell(text: str) -> str:
    """The text of a cell as it is kept: what a database cannot hold is taken out, line breaks stay."""
    return _CONTROL.sub(" ", _INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")).strip()


def header_words(header: str, *, remarks: bool = False) -> tuple[str, ...]:
    """The words of a header in the form in which headers are compared: small letters, one form for each word. What stands
    in brackets is left out unless ``remarks`` are wanted (or nothing else is there).

    >>> header_words("Date\\nReferred"), header_words("Ref. Date"), header_words("D.O.B."), header_words("Case #")
    (('date', 'referral'), ('referral', 'date'), ('dob',), ('case', 'number'))
    """
    text = unicodedata.normalize("NFKC", _CAMEL.sub(" ", tidy(header[:400]))).lower()
    if not remarks and len(_REMARK.sub("", text).strip()) > 1:
        text = _REMARK.sub(" ", text)
    text = _INITIALS.sub(lambda found: found.group(0).replace(".", "") + " ", text)
    text = (
        text.replace("safety net", "safetynet")
        .replace("#", " number ")
        .replace("'s", "")
        .replace("’s", "")
        .replace("'", "")
        .replace("’", "")
    )
    words: list[str] = []
    for word in _WORD.findall(text):
        if word not in _LITTLE_WORDS:
            words += _one_form(word).split()
    return tuple(dict.fromkeys(words))


def _one_form(word: str) -> str:
    known = _SAME_WORD.get(word)
    if known is not None:
        return known
    if len(word) > 3 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("aliases"):
        word = "alias"
    elif len(word) > 3 and word.endswith("s") and word not in _KEEPS_ITS_S and not word.endswith("ss"):
        word = word[:-1]
    return _SAME_WORD.get(word, word)


def plain(text: str) -> str:
    """A word of a list as it is looked up: small letters and digits, one space between words.

    >>> plain("At-Risk"), plain("  AFRICAN  American. ")
    ('at risk', 'african american')
    """
    folded = unicodedata.normalize("NFKC", tidy(text)).lower().replace("'", "").replace("’", "")
    return " ".join(_WORD.findall(folded))


def key_of(number: str) -> str:
    """A client number as it is compared: without case, zeros in front, spaces or punctuation.

    >>> key_of("SN-0012"), key_of("sn 12"), key_of("12-3") == key_of("123")
    ('SN.12', 'SN.12', False)
    """
    parts = _NUMBER_PART.findall(unicodedata.normalize("NFKC", tidy(number[:200])).upper())
    return ".".join(part.lstrip("0") or "0" for part in parts)[:150]


def split_list(text: str, separators: str = ";,/\n|•") -> list[str]:
    """The entries of a cell that holds several, tidied, each once, in the order in which they stand."""
    pieces = [text]
    for separator in separators:
        if separator in text:
            pieces = [part for piece in pieces for part in piece.split(separator)]
    return each_once(tidy(piece).strip(" .-*") for piece in pieces)


def each_once(words: Iterable[str]) -> list[str]:
    """The words without blanks and repetitions, in order."""
    return list(dict.fromkeys(word for word in words if word))
