"""A placement history typed into one box (``3/1/13 AWOL; 4/2/13 JJC, San Leandro``) read into placements and absences.

Each entry begins with its date and ends where the next begins. What cannot be read is given back for a person.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from safetynet.kernel.codes import PlacementKind
from safetynet.kernel.dates import NoSuchDay, NotADate, read_date
from safetynet.kernel.names import tidy_name

from .lookup import HOUSE_WORDS
from .text import tidy

ABSENT = "ABSENT"
"""An entry that is no place: the youth was missing or had left without leave."""

MOST_ENTRIES = 300
_LONGEST_ENTRY = 400

_DATE = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]'?\d{2,4}|[A-Za-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
_LEADING = re.compile(rf"^[\s(\[*•-]{{0,4}}(?:from |since |on |as of |eff\.? )?({_DATE})[\s)\]]{{0,3}}", re.IGNORECASE)
_UNTIL = re.compile(rf"^(?:-|–|—|to|thru|through|until|till)\s?({_DATE})[\s)\]]{{0,3}}", re.IGNORECASE)
_TRAILING = re.compile(rf"[\s,(\[-]{{1,4}}(?:from |since |on |as of )?({_DATE})[\s)\].]{{0,3}}$", re.IGNORECASE)
_ANY_DATE = re.compile(rf"(?<![\d/.-])(?:{_DATE})(?![\d/-])", re.IGNORECASE)
_LEFT_FROM = re.compile(r"\b(?:from|left)\s(?:the )?(.{2,120})$", re.IGNORECASE)
_WITH = re.compile(r"(?:w/|\bwith\b|\bliving at\b|\blives with\b)\s?(.+)$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,120})[)\]]")

_KINDS: tuple[tuple[str, str], ...] = (
    (
        r"\bawol|whereabouts|\bmissing\b|\bran away\b|\brun ?away\b|\babsen|\babscond|\bon (?:the )?run\b|\bleft (?:placement|home)"
        r"|\bunknown location\b|\bgone\b|\beloped|\bwent awol",
        ABSENT,
    ),
    (r"\bmingus\b|\bout[ -]of[ -]state\b|\boos (?:placement|facility)", PlacementKind.OUT_OF_STATE_FACILITY),
    (r"\bstrtp\b", PlacementKind.STRTP),
    (r"\bctf\b|\bcommunity treatment", PlacementKind.CTF),
    (r"\bthpp?\b|\bthp[+-]|\btransitional hous|\btransitional living|\btlp\b", PlacementKind.TRANSITIONAL_THPP),
    (r"\bsilp\b|\bsupervised independent|\bindependent living\b", PlacementKind.SILP),
    (r"\bffa\b|\bfoster family agency", PlacementKind.FFA),
    (r"\bfoster|\bresource (?:family|home|parent)|\bfh\b", PlacementKind.RESOURCE_FAMILY),
    (r"\bgroup ?home|\bgh\b|\brcl ?\d*\b|\bresidential", PlacementKind.GROUP_HOME),
    (
        r"\bassessment c|\breceiving|\bshelter\b|\bemergency (?:placement|foster|housing)|\bintake center|\btransition center"
        r"|\btasc\b|\bcrisis bed|\bdreamcatcher|\bcovenant",
        PlacementKind.RECEIVING_EMERGENCY_SHELTER,
    ),
    (
        r"\bjjc\b|\bjuv(?:enile|\.)? (?:hall|justice)|\bjh\b|\bdetained|\bin custody|\byouth guidance|\bhall\b",
        PlacementKind.JUVENILE_HALL,
    ),
    (r"\bcamp\b|\branch\b", PlacementKind.CAMP_RANCH),
    (r"\bpsych|\b5150\b|\bhospital|\bwillow rock|\bjohn george|\binpatient", PlacementKind.HOSPITAL_PSYCH),
    (
        r"\bgrand|\baunt|\bauntie|\buncle|\bcousin|\bsister|\bbrother|\bsibling|\brelative|\bnrefm|\bkin(?:ship)?\b|\bgodmother"
        r"|\bfamily friend|\bgma\b|\bnana\b|\bstep ?(?:sister|brother)|\bgodparent|\bin-laws?\b",
        PlacementKind.RELATIVE_NREFM,
    ),
    (
        r"\bhomeless|\bcouch|\bmotel|\bhotel|\bstreets?\b|\bstaying w(?:ith|/) (?:a )?friends?|w/ friends?|\bwith friends?\b"
        r"|\bw/ (?:bf|boyfriend)|\bno fixed",
        PlacementKind.HOMELESS_COUCH,
    ),
    (
        r"\bhome\b|\bmother|\bfather|\bmom\b|\bdad\b|\bparents?\b|\bmo\b|\bfa\b|\bstep ?(?:mo|fa|mom|dad)",
        PlacementKind.HOME_PARENT,
    ),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _KINDS)
_KIND_WORDS = re.compile(
    r"^(?:group ?home|gh|foster (?:home|family|care)|fh|ffa|strtp|thpp?\+?|silp|home|placed|placement|stays?|staying|living"
    r"|shelter)\b"
    r"[\s:,-]{0,4}",
    re.IGNORECASE,
)
_NAMED_BY_KIND = frozenset({PlacementKind.JUVENILE_HALL, PlacementKind.CAMP_RANCH, PlacementKind.RECEIVING_EMERGENCY_SHELTER})


@dataclass(frozen=True, slots=True)
class Stay:
    """One entry: ``kind`` a PlacementKind or ABSENT; for an absence ``place`` is where the youth left from."""

    kind: str
    begins: date
    ends: date | None = None
    place: str = ""
    city: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class PlacementReading:
    """What a placement box says, in the order of time, and the parts of it that a person must read."""

    stays: tuple[Stay, ...]
    unread: tuple[str, ...]


def read_placements(text: str, today: date) -> PlacementReading:
    """The stays of a placement box. An entry without a date that exists, or in the future, is left unread; one whose kind is
    not understood becomes a stay of kind OTHER and is left for a person too."""
    stays: list[Stay] = []
    unread: list[str] = []
    for entry in _entries(text):
        stay = _read_entry(entry, today) if len(entry) <= _LONGEST_ENTRY and len(stays) < MOST_ENTRIES else None
        if stay is None:
            unread.append(entry)
        else:
            stays.append(stay)
            if stay.kind == PlacementKind.OTHER:
                unread.append(entry)
    stays.sort(key=lambda stay: stay.begins)
    ended = [
        stay if stay.ends is not None and stay.ends >= stay.begins else replace(stay, ends=after.begins if after else None)
        for stay, after in zip_longest(stays, stays[1:])
    ]
    return PlacementReading(tuple(ended), tuple(unread))


def _entries(text: str) -> list[str]:
    """The entries of a box: parted by semicolons, bars or lines; within a part, a new date after a comma begins a new entry."""
    parts = [tidy(part) for part in re.split(r"[;\n|]", text)]
    entries: list[str] = []
    for part in filter(None, parts):
        starts = [found.start() for found in _ANY_DATE.finditer(part)] if len(part) <= 8_000 else []
        cuts = [start for start in starts[1:] if part[:start].rstrip().endswith((",", ".", "/", "→", ">"))]
        for begin, end in zip((0, *cuts), (*cuts, len(part)), strict=True):
            entries.append(part[begin:end].strip(" ,/→>"))
    return [entry for entry in entries if entry]


def _read_entry(entry: str, today: date) -> Stay | None:
    begins, rest, ends = None, entry, None
    if found := _LEADING.match(entry):
        begins, rest = _day(found.group(1), today), entry[found.end() :]
        if until := _UNTIL.match(rest):
            ends, rest = _day(until.group(1), today), rest[until.end() :]
    elif found := _TRAILING.search(entry):
        begins, rest = _day(found.group(1), today), entry[: found.start()]
    rest = rest.strip(" :-–—,.")
    if begins is None or begins > today or not rest:
        return None
    return _stay(rest, begins, ends)


def _stay(said: str, begins: date, ends: date | None) -> Stay:
    kind = str(next((kind for pattern, kind in _COMPILED if pattern.search(said)), PlacementKind.OTHER))
    if kind == ABSENT:
        left = _LEFT_FROM.search(said)
        place = left.group(1).strip() if left else ""
        return Stay(ABSENT, begins, ends, "" if place.lower() in ("placement", "home", "care") else place[:120])
    place, city, state = _where(said)
    if kind in (PlacementKind.GROUP_HOME, PlacementKind.STRTP) and state not in ("", "CA"):
        kind = PlacementKind.OUT_OF_STATE_FACILITY.value
    return Stay(kind, begins, ends, _place_name(place, kind)[:120], city[:80], state)


def _where(said: str) -> tuple[str, str, str]:
    """Place, city and state of "place, city" or "place, city, state"; California unless a state is named."""
    parts = [part.strip() for part in said.split(",") if part.strip()]
    state = "CA"
    if len(parts) > 1 and (named := HOUSE_WORDS.find("state", parts[-1])) and (len(parts) > 2 or len(parts[-1]) == 2):
        state, parts = named, parts[:-1]
    if len(parts) > 1:
        return ", ".join(parts[:-1]), tidy_name(parts[-1]), state
    return parts[0] if parts else "", "", state


def _place_name(place: str, kind: str) -> str:
    """What the place or person is called, without the words that only say what kind of place it is."""
    if found := _IN_BRACKETS.search(place):
        return tidy(found.group(1))
    if found := _WITH.search(place):
        return tidy(found.group(1))
    if kind in _NAMED_BY_KIND:
        return tidy(place)
    return tidy(_KIND_WORDS.sub("", place).strip(" :-–—,"))


def _day(text: str, today: date) -> date | None:
    try:
        return read_date(text.replace("'", ""), pivot=today.year % 100)
    except (NotADate, NoSuchDay):
        return None
