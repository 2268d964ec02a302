"""Setting a packet: from what a holder may read to tagged PDF/UA-1 pages."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from safetynet.kernel.dates import say_date
from safetynet.kernel.periods import age_on
from safetynet.meetings.queries.packet import CopyContent, Sheet
from safetynet.meetings.rules.compose import minutes_each, under_headings
from safetynet.meetings.rules.legible import STAND_IN
from safetynet.meetings.rules.packet import Papers, SheetSection, shorten_name
from safetynet.meetings.rules.subjects import ON_PAPER

from .pages import TEMPLATES, compile_pages, printable

_TEMPLATE = TEMPLATES / "packet.typ"
NOTICE = (
    "What is said at this table and stands in this packet is confidential (WIC 18951(d), 10850.1, 827). It may not be used "
    "against the minor. This copy is numbered and made out to one person; it shows what that person's seat may see, and it is "
    "returned to the coordinator at the end of the meeting. The log code witnesses the audit log as it stood at printing. "
    "Health and treatment, privileged notes, gender identity and orientation never go on paper. "
    f"{STAND_IN} stands for a character that cannot be printed; it is in the file."
)


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What is printed about a copy itself."""

    number: int
    holder: str
    agency: str
    code: str
    printed_on: date


class _Once:
    """Things that stand in several copies: each is told once, so that it is measured once, and named by its place."""

    def __init__(self) -> None:
        self.told: list[Mapping[str, Any]] = []
        self._places: dict[str, int] = {}

    def place(self, thing: Mapping[str, Any]) -> int:
        """Where the thing stands."""
        place = self._places.setdefault(json.dumps(thing), len(self.told))
        if place == len(self.told):
            self.told.append(thing)
        return place


@dataclass(frozen=True, slots=True)
class _Shared:
    """What copies have in common."""

    entries: _Once
    face_sheets: _Once


def set_copies(copies: Sequence[tuple[CopyFacts, CopyContent]], fonts: Path, papers: Papers = Papers.PACKET) -> bytes:
    """One PDF/UA-1 document with these copies, each numbered from page one. Raises typst's error when it cannot be set."""
    return compile_pages(_TEMPLATE, payload_of(copies, fonts, papers), fonts)


def payload_of(copies: Sequence[tuple[CopyFacts, CopyContent]], fonts: Path, papers: Papers = Papers.PACKET) -> dict[str, Any]:
    """What the template is told: texts only, legible, and none with a character that the typefaces lack."""
    first = copies[0][1]
    shared = _Shared(_Once(), _Once())
    payload: dict[str, Any] = {
        "title": f"{first.table_name}: packet of {say_date(first.held_on)}",
        "copies": [_copy(facts, content, shared, papers) for facts, content in copies],
        "entries": shared.entries.told,
        "face_sheets": shared.face_sheets.told,
        "categories": [title for _, title in ON_PAPER],
    }
    return printable(payload, fonts)


def _copy(facts: CopyFacts, content: CopyContent, shared: _Shared, papers: Papers) -> dict[str, Any]:
    lines = [
        {
            "place": str(line["line"]),
            "number": line["number"] or "",
            "name": line["name"] or "name not shared with this seat",
            "age": _age(line["birth_date"], content.held_on),
            "why": "; ".join(line["reasons"]) or "not shared with this seat",
        }
        for line in content.lines
    ]
    return {
        "number": facts.number,
        "holder": facts.holder,
        "short_holder": shorten_name(facts.holder, 60),
        "agency": facts.agency,
        "code": facts.code,
        "printed_on": say_date(facts.printed_on),
        "table_name": content.table_name,
        "held_on": say_date(content.held_on),
        "begins_at": content.begins_at,
        "minutes": content.minutes,
        "minutes_each": minutes_each(content.minutes, len(content.lines)),
        "notice": NOTICE,
        "youths_count": len(lines),
        "sections": [
            {"title": title, "lines": some}
            for title, some in under_headings([(told["section"], line) for told, line in zip(content.lines, lines, strict=True)])
        ],
        "packet": papers is not Papers.NOTES,
        "youths": [_youth(sheet, shared) for sheet in content.sheets] if papers is not Papers.NOTES else [],
        "notes": note_sheets(content) if papers is not Papers.PACKET else [],
    }


def note_sheets(content: CopyContent) -> list[dict[str, str]]:
    """A sheet for notes for each youth whom the holder may know of: the number and the agenda's line, never the name."""
    return [{"number": line["number"], "line": f"Line {line['line']}"} for line in content.lines if line["number"]]


def _youth(sheet: Sheet, shared: _Shared) -> Mapping[str, Any]:
    name = sheet.name or f"Youth {sheet.number}"
    face_sheet = {
        "name": name,
        "number": sheet.number,
        "other_names": list(sheet.other_names),
        "lines": [asdict(line) for line in sheet.face],
    }
    return {
        "short_name": shorten_name(name, 26),
        "number": sheet.number,
        "face_sheet": shared.face_sheets.place(face_sheet),
        "sections": [_section(section, shared) for section in sheet.sections],
        "not_shared": "; ".join(sheet.not_shared),
    }


def _section(section: SheetSection, shared: _Shared) -> Mapping[str, Any]:
    return {
        "title": section.title,
        "left_out": section.left_out,
        "entries": [shared.entries.place(asdict(entry)) for entry in section.entries],
    }


def _age(birth_date: str | None, day: date) -> str:
    age = age_on(date.fromisoformat(birth_date) if birth_date else None, day)
    return "" if age is None else str(age)
