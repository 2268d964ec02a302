"""Setting a packet: from what a holder may read to tagged PDF/UA-1 pages."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import typst

from safetynet.kernel.dates import say_date
from safetynet.kernel.periods import age_on
from safetynet.meetings.queries.packet import CopyContent, Sheet, face_lines
from safetynet.meetings.rules.compose import SECTION_ORDER, minutes_each

_TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "meetings" / "packet.typ"
NOTICE = (
    "What is said at this table and stands in this packet is confidential (WIC 18951(d), 10850.1, 827). It may not be used "
    "against the minor. This copy is numbered and made out to one person; it shows what that person's seat may see, and it is "
    "returned to the coordinator at the end of the meeting. The log code witnesses the audit log as it stood at printing."
)


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What is printed about a copy itself."""

    number: int
    holder: str
    agency: str
    code: str
    printed_on: date


def set_copies(copies: Sequence[tuple[CopyFacts, CopyContent]], fonts: Path) -> bytes:
    """One PDF/UA-1 document with these copies, each numbered from page one. Raises typst's error when it cannot be set."""
    first = copies[0][1]
    payload = {
        "title": f"{first.table_name}: packet of {say_date(first.held_on)}",
        "copies": [_copy(facts, content) for facts, content in copies],
    }
    return bytes(
        typst.compile(
            _TEMPLATE,
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs={"payload": json.dumps(payload)},
            font_paths=[fonts],
            ignore_system_fonts=True,
        )
    )


def _copy(facts: CopyFacts, content: CopyContent) -> dict[str, Any]:
    lines = [
        {
            "place": str(place),
            "number": line["number"] or "",
            "name": line["name"] or "name not shared with this seat",
            "age": _age(line["birth_date"], content.held_on),
            "why": "; ".join(line["reasons"]) or "not shared with this seat",
            "section": line["section"],
        }
        for place, line in enumerate(content.lines, start=1)
    ]
    return {
        "number": facts.number,
        "holder": facts.holder,
        "agency": facts.agency,
        "code": facts.code,
        "printed_on": say_date(facts.printed_on),
        "table_name": content.table_name,
        "held_on": say_date(content.held_on),
        "begins_at": content.begins_at,
        "minutes": content.minutes,
        "minutes_each": minutes_each(content.minutes, len(content.lines)),
        "notice": NOTICE,
        "lines": lines,
        "sections": [
            {"title": section.label, "lines": [line for line in lines if line["section"] == section]} for section in SECTION_ORDER
        ],
        "youths": [_youth(sheet, content) for sheet in content.sheets],
    }


def _youth(sheet: Sheet, content: CopyContent) -> Mapping[str, Any]:
    return {
        "name": sheet.face.name or f"Youth {sheet.number}",
        "number": sheet.number,
        "other_names": ", ".join(sheet.face.other_names),
        "face": face_lines(sheet.face, sheet.shared, content.standing.today),
        "sections": [
            {"title": section.title, "lines": list(section.lines), "left_out": section.left_out} for section in sheet.sections
        ],
        "not_shared": "; ".join(sheet.not_shared),
    }


def _age(birth_date: str | None, day: date) -> str:
    age = age_on(date.fromisoformat(birth_date) if birth_date else None, day)
    return "" if age is None else str(age)
