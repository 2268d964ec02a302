"""Packets without a database: contents as a holder could have read them, set by the real typesetter and read back."""

import io
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import page
import psycopg
from django.conf import settings
from pypdf import PdfReader

from safetynet.kernel import clock
from safetynet.kernel.codes import AgendaSection
from safetynet.kernel.identifiers import AgencyId, PersonId, YouthId
from safetynet.meetings.actions.closing import carry_waiting, confirm_attendance, confirm_read_back, say_not_there
from safetynet.meetings.actions.copies import return_copy
from safetynet.meetings.actions.typeset import CopyFacts, set_copies
from safetynet.meetings.models import CopyState
from safetynet.meetings.queries.agendas import Agenda, AgendaLine
from safetynet.meetings.queries.packet import CopyContent, Sheet
from safetynet.meetings.rules.packet import Entry, SheetSection, face_line, worth_measuring
from safetynet.policy.door import Door
from safetynet.policy.rules import Standing
from tests.factories.rows import least_values
from tests.factories.world import MODELS

DAY = date(2026, 11, 24)
LABELS = (
    "Age", "Where now", "Safety concerns", "Trusted adults", "Open questions", "Next dates", "Classification", "Referral",
)  # fmt: skip
RULE = "CONFIDENTIAL. Return at the end of the meeting. Not to be used against the minor."


def facts(number: int = 1, holder: str = "Iris Ironwood", agency: str = "District Attorney") -> CopyFacts:
    """What is printed about a copy itself."""
    return CopyFacts(number, holder, agency, "ABCD-EFGH-IJKL", DAY)


def a_sheet(place: int = 1, *, name: str | None = "Fallowridge, Gemma", **said: Sequence[str] | Sequence[SheetSection]) -> Sheet:
    """A youth's sheet; ``said`` gives items of the face sheet by label in lower case, ``sections``, ``other_names``."""
    face = [face_line(label, list(said.get(label.lower().replace(" ", "_"), ["None recorded"]))) for label in LABELS]
    return Sheet(
        youth=YouthId(place), number=f"01-{place:04d}", name=name, other_names=list(said.get("other_names", ())), face=face,
        sections=worth_measuring(list(said.get("sections", ()))), not_shared=["Physical health", "Mental health"],
        fields=["placement"],
    )  # fmt: skip


def a_section(title: str, texts: Sequence[str], kind: str = "Stay") -> SheetSection:
    """A section with these entries."""
    return SheetSection(title, [Entry(kind, text, "Child welfare, Sun 22 Nov 2026") for text in texts])


def contents(sheets: Sequence[Sheet], table_name: str = "SafetyNet Alameda County") -> CopyContent:
    """What a copy says when these youths are on the agenda."""
    lines = [
        {"line": sheet.youth, "number": sheet.number, "name": sheet.name, "birth_date": "2010-09-28", "section": AgendaSection.NEW,
         "reasons": ["New referral on Mon 2 Nov 2026"]}
        for sheet in sheets
    ]  # fmt: skip
    return CopyContent(Standing(PersonId(1), AgencyId(1), None, DAY, "MEETING"), table_name, DAY, "10:00", 120, lines, sheets)


def set_pages(*sheets: Sheet, copy: CopyFacts | None = None) -> list[str]:
    """The text of each page of one copy; the document has passed the rules of PDF/UA-1."""
    return read_pages(set_copies([(copy or facts(), contents(sheets))], settings.FONTS))


def read_pages(pdf: bytes) -> list[str]:
    """The text of each page, with the places where a long word may be broken taken out."""
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [failure.message for failure in report.failures]
    return [each.extract_text().replace("\u200b", "") for each in PdfReader(io.BytesIO(pdf)).pages]


def one_line(text: str) -> str:
    """Text without the line ends that setting put in."""
    return " ".join(text.split())


def make_whole(door: Door, agenda: Agenda) -> None:
    """Everything that closing waits for: nobody came of whom nothing was said, every copy is back, whose turn did not come is
    carried over, the decisions were read."""
    copies = [copy for copy in agenda.copies if copy["state"] is CopyState.OUT]
    for copy in copies:
        return_copy(door=door, agenda=agenda, copy_id=copy["id"], by=door.reader.person)
    say_not_there(door=door, meeting_id=agenda.meeting, seats=list(agenda.seats))
    confirm_attendance(door=door, meeting_id=agenda.meeting)
    carry_waiting(door=door, meeting_id=agenda.meeting)
    confirm_read_back(door=door, meeting_id=agenda.meeting)


def words(answer: Any) -> str:
    """What a page says."""
    return one_line(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def decide(superuser: psycopg.Connection, line: AgendaLine, meeting: int, ben: int) -> None:
    """A follow-up, an agreed plan, an adopted recommendation and a statement about a youth, as the room would keep them."""
    agency = superuser.execute("SELECT agency_id FROM governance_person WHERE id = %s", [ben]).fetchone()[0]
    today, about = clock.today(), {"table_id": 1, "youth_id": line.youth, "meeting_id": meeting}
    signed = {"created_by_id": ben, "changed_by_id": ben, "created_at": clock.now(), "changed_at": clock.now()}
    week = today + timedelta(days=7)
    put(superuser, "meetings_task", **about, kind="FOLLOW_UP", what="Call the aunt", owner_place=1, owner_agency_id=agency,
        due_on=week, state="OPEN", asked_by_id=ben, asked_by_agency_id=agency, asked_at=clock.now(), question_id=None,
        step_id=None, answered_by_id=None, answered_at=None)  # fmt: skip
    put(superuser, "meetings_plan", **about, **signed, kind="SAFETY", version=1, state="AGREED", concerns="the motel",
        review_on=week, agreed_on=today)  # fmt: skip
    put(superuser, "meetings_recommendation", **about, **signed, state="ADOPTED", court="Judge Juniper", hearing_on=week,
        recommends="A mentor", adopted_on=today)  # fmt: skip
    put(superuser, "meetings_statement", **about, item_id=line.id, agency_id=agency, shared_by_id=agency, said_by_id=ben,
        kind="SAID", category="PLACEMENT", text="Heard in the corridor", taken_on=today - timedelta(days=2),
        recorded_at=clock.now(), supersedes_id=None, superseded_at=None, submission=None)  # fmt: skip


def put(superuser: psycopg.Connection, table: str, **given: Any) -> None:
    """A row with what is given and the least that it needs beside."""
    values = least_values(MODELS[table], **given)
    columns, places = ", ".join(values), ", ".join(["%s"] * len(values))
    superuser.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", list(values.values()))
