"""Sheets for notes: for a room without a screen, numbered with the copy, with a number and never a name."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.test import Client
from pypdf import PdfReader

from safetynet.config.cli import main
from safetynet.kernel.codes import AgendaSection
from safetynet.meetings.actions.packet import IssuedCopies, issue_copies, press
from safetynet.meetings.actions.typeset import note_sheets, set_copies
from safetynet.meetings.queries.agendas import Agenda
from safetynet.meetings.rules.packet import Papers
from safetynet.meetings.rules.subjects import ON_PAPER
from safetynet.policy.door import Door
from tests.cast import CAST, Member

from .packet_help import RULE, a_sheet, contents, facts, one_line, read_pages

pytestmark = pytest.mark.xdist_group("meetings")
DAY = date(2031, 6, 3)
Read = Callable[..., Agenda]
Doors = Callable[..., Door]


@pytest.fixture
def agenda(small: Callable[[date], None], agenda_of: Read) -> Agenda:
    """A meeting with a few youths."""
    small(DAY)
    return agenda_of(DAY)


@pytest.fixture
def issue(agenda_of: Read, door_of: Doors, person_ids: dict[str, int]) -> Callable[..., IssuedCopies]:
    """Print for these people, as Ada."""

    def copies(papers: Papers, *usernames: str) -> IssuedCopies:
        agenda, ada = agenda_of(DAY), door_of("ada")
        seats = [seat for seat in agenda.seats if seat.person in {person_ids[name] for name in usernames}]
        return issue_copies(door=ada, agenda=agenda, seats=seats, by=ada.reader.person, press=press(), papers=papers)

    return copies


def test_a_note_sheet_carries_whose_it_is_and_no_name() -> None:
    """Number, line, day, copy, holder, rule, watermark, tick boxes for what may stand on paper; one page for each youth."""
    sheets = [a_sheet(place, name=f"Fallowridge, Gemma {place}") for place in (1, 2, 3)]
    pages = read_pages(set_copies([(facts(4), contents(sheets))], settings.FONTS, Papers.NOTES))
    assert len(pages) == 3
    for place, text in enumerate(pages, start=1):
        said = one_line(text)
        for words in (
            f"Line {place} · 01-000{place}", f"Notes on 01-000{place}", f"Agenda of Tue 24 Nov 2026, line {place}", RULE,
            "Copy 4 for Iris Ironwood, District Attorney", "COPY 4", "Agency that shared:", "About:", "Statement 3",
            f"Page {place} of 3", "Taken down on Tue 24 Nov 2026",
        ):  # fmt: skip
            assert words in said, words
        assert all(title in said for _, title in ON_PAPER)
        assert "Fallowridge" not in said
        assert "Gemma" not in said


def test_packet_and_note_sheets_are_one_copy() -> None:
    """The packet as before, then the sheets, in one run of page numbers; two copies in one document each have their own."""
    sheets = [a_sheet(place) for place in (1, 2)]
    pair = [(facts(1, "Ada Alder"), contents(sheets)), (facts(2, "Ben Birch"), contents(sheets))]
    pages = read_pages(set_copies(pair, settings.FONTS, Papers.WITH_NOTES))
    assert [re.findall(r"Page \d of \d", text) for text in pages] == [[f"Page {number} of 5"] for number in range(1, 6)] * 2
    assert ["Notes on" in text for text in pages] == [False, False, False, True, True] * 2
    plain = read_pages(set_copies(pair, settings.FONTS))
    assert [one_line(text).replace("of 3", "of 5") for text in plain[:3]] == [one_line(text) for text in pages[:3]]


def test_a_youth_whom_the_holder_may_not_know_has_no_sheet() -> None:
    """Its line stays counted, so the lines of the sheets are those of the agenda."""
    content = contents([a_sheet(1), a_sheet(2)])
    hidden = {**content.lines[0], "number": None, "name": None, "section": AgendaSection.NEW}
    assert note_sheets(replace(content, lines=[hidden, content.lines[1]])) == [{"number": "01-0002", "line": "Line 2"}]


def test_thirty_sheets_are_tagged(agenda: Agenda) -> None:
    """PDF/UA-1 with a heading for each sheet, whatever stands in a number or a holder's name."""
    sheets = [a_sheet(place) for place in range(1, 31)]
    pdf = set_copies([(facts(holder="*Ada* #x 😀"), contents(sheets))], settings.FONTS, Papers.NOTES)
    assert len(read_pages(pdf)) == 30
    titles = [entry.title for entry in PdfReader(io.BytesIO(pdf)).outline if not isinstance(entry, list)]
    assert titles[:2] == ["Notes on 01-0001", "Notes on 01-0002"]


def test_sheets_are_numbered_with_the_copy_that_is_out(
    agenda: Agenda, issue: Callable[..., IssuedCopies], superuser: psycopg.Connection
) -> None:
    """Alone they take the number of the copy that is out and replace nothing; without one they are a copy of their own."""
    [packet] = issue(Papers.WITH_NOTES, "ben").copies
    notes = issue(Papers.NOTES, "ben", "cleo")
    assert sorted(copy.copy_number for copy in notes.copies) == [1, 2]
    pages = read_pages(notes.pdf)
    assert len(pages) == 2 * len(agenda.lines)
    assert sum(f"Copy {packet.copy_number} for Ben Birch" in text for text in pages) == len(agenda.lines)
    rows = superuser.execute(
        "SELECT copy_number, replaced_at IS NULL FROM meetings_packetcopy WHERE meeting_id = %s ORDER BY 1", [agenda.meeting]
    ).fetchall()
    assert rows == [(1, True), (2, True)]
    told = superuser.execute(
        "SELECT detail ->> 'papers', cardinality(fields) FROM audit.entry WHERE action = 'print' AND detail ->> 'meeting' = %s"
        " ORDER BY at", [DAY.isoformat()],
    ).fetchall()  # fmt: skip
    printed = told[-3 * len(agenda.lines) :]
    assert {papers for papers, _ in printed} == {"WITH_NOTES", "NOTES"}
    assert {fields for papers, fields in printed if papers == "NOTES"} == {0}
    assert any(fields for papers, fields in printed if papers == "WITH_NOTES")


@pytest.mark.parametrize("member", CAST, ids=lambda member: member.username)
def test_only_the_coordinator_prints_sheets(
    member: Member, agenda: Agenda, browser: Callable[..., Client], superuser: psycopg.Connection
) -> None:
    """At the page: packet and sheets, sheets alone; Eve and Finn find nothing; what is not offered is not printed."""
    client, address = browser(member.username), f"/meetings/{DAY}/packet/"
    seat = next(seat.seat for seat in agenda.seats if seat.name == "Ben Birch")
    for papers in ("WITH_NOTES", "NOTES"):
        answer = client.post(address, {"seats": [seat], "papers": papers})
        if member.username == "ada":
            assert answer["Content-Type"] == "application/pdf"
            assert "Notes on" in read_pages(answer.content)[-1]
        else:
            assert answer.status_code == (403 if member.seat else 404)
    if member.username == "ada":
        assert client.post(address, {"seats": [seat], "papers": "EVERYTHING"}).status_code == 302
    count = superuser.execute("SELECT count(*) FROM meetings_packetcopy WHERE meeting_id = %s", [agenda.meeting]).fetchone()
    assert count == (1 if member.username == "ada" else 0,)


@pytest.mark.parametrize(("asked", "first"), [("--note-sheets", "Agenda, Tue"), ("--only-note-sheets", "Notes on")])
def test_the_operators_command_prints_sheets(
    asked: str, first: str, agenda: Agenda, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the packet or alone, into the file that is named."""
    out = tmp_path / "packet.pdf"
    assert main(["packet", DAY.isoformat(), "--by", "ada", "--for", "ben", "--out", str(out), asked]) == 0
    assert "1 numbered copies" in capsys.readouterr().out
    pages = read_pages(out.read_bytes())
    assert first in pages[0]
    assert "Notes on" in pages[-1]
