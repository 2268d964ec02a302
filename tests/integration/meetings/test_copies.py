"""Numbered copies: each shows what its holder's seat may see, one is open per seat, each is a disclosure of every youth."""

import io
import re
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.test import Client
from pypdf import PdfReader

from safetynet.kernel import clock
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.kernel.identifiers import MeetingId, PersonId
from safetynet.meetings import actions
from safetynet.meetings.actions import typeset
from safetynet.meetings.actions.copies import return_copy
from safetynet.meetings.actions.packet import IssuedCopies, Press, issue_copies, press
from safetynet.meetings.queries.agendas import Agenda, SeatLine
from safetynet.meetings.queries.packet import CopyContent, find_copy_content
from safetynet.meetings.queries.paper import entries_of
from safetynet.meetings.rules.packet import SheetSection, worth_measuring
from safetynet.meetings.rules.subjects import ON_PAPER
from safetynet.policy.door import Door
from safetynet.policy.vocabulary import Category, Role
from safetynet.youths.queries.file import read_records, records_expression
from safetynet.youths.queries.words import Words
from tests.cast import AT_THE_TABLE, BY_USERNAME, CAST
from tests.spec.situations import Situation, matrix

from .packet_help import RULE, make_whole, one_line, read_pages

DAY = date(2031, 1, 7)
MAY_HOLD = tuple(member.username for member in AT_THE_TABLE if member.username != "finn")
CELLS = matrix()
Prepare = Callable[[date], Any]
Read = Callable[..., Agenda]
Doors = Callable[..., Door]


@pytest.fixture
def agenda(small: Callable[[date], None], agenda_of: Read) -> Agenda:
    """A meeting with a few youths who have something on file in every category."""
    small(DAY)
    return agenda_of(DAY)


@pytest.fixture
def issue(door_of: Doors, person_ids: dict[str, int]) -> Callable[..., IssuedCopies]:
    """Issue copies for some people, as Ada."""

    def copies(agenda: Agenda, *usernames: str, by: str = "ada", on: Press | None = None) -> IssuedCopies:
        seats = [seat_of(agenda, person_ids[username]) for username in usernames]
        return issue_copies(door=door_of(by), agenda=agenda, seats=seats, by=PersonId(person_ids[by]), press=on or press())

    return copies


def seat_of(agenda: Agenda, person: int) -> SeatLine:
    """Somebody's seat."""
    return next(seat for seat in agenda.seats if seat.person == person)


def content_of(door_of: Doors, agenda: Agenda, person: int) -> CopyContent:
    """What a copy made out to somebody says."""
    reader = door_of("ada").reader.for_packet(PersonId(person), MeetingId(agenda.meeting))
    return find_copy_content(Door(reader, alias="packets"), agenda.meeting, printed_by=door_of("ada").reader.person)


def entries(superuser: psycopg.Connection, agenda: Agenda, action: str) -> list[dict[str, Any]]:
    """What the log says of this meeting's copies."""
    cursor = superuser.execute(
        "SELECT * FROM audit.entry WHERE action = %s AND (detail ->> 'meeting' = %s OR subject = %s) ORDER BY at",
        [action, agenda.held_on.isoformat(), agenda.held_on.isoformat()],
    )
    names = [column.name for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@pytest.mark.parametrize("username", MAY_HOLD)
def test_a_copy_shows_exactly_what_the_matrix_shares_with_its_seat(
    username: str, agenda: Agenda, door_of: Doors, person_ids: dict[str, int], superuser: psycopg.Connection
) -> None:
    """Entry by entry: what is on file for each youth (read behind the scenes) against the cells of the field's matrix."""
    person, role = person_ids[username], BY_USERNAME[username].role
    content = content_of(door_of, agenda, person)
    walled = {row[0] for row in superuser.execute("SELECT youth_id FROM governance_wall WHERE person_id = %s", [person])}
    assert {sheet.youth for sheet in content.sheets} == {line.youth for line in agenda.lines} - walled
    names = dict(superuser.execute("SELECT id, short_name FROM governance_agency").fetchall())
    people = dict(superuser.execute("SELECT id, btrim(given_name || ' ' || family_name) FROM governance_person").fetchall())
    agency = superuser.execute("SELECT agency_id FROM governance_person WHERE id = %s", [person]).fetchone()[0]
    words = Words(clock.today(), names, people)
    seen: set[Category] = set()
    for sheet in content.sheets:
        held = superuser.execute(f"SELECT {records_expression(str(int(sheet.youth)))}").fetchone()[0]
        records = read_records(held, frozenset({role}))
        own = {kind: [row for row in rows if row.source_agency_id == agency] for kind, rows in records.items()}
        shared = {category for category, _ in ON_PAPER if shares(superuser, role, category, person, sheet.youth)}
        expected = [
            SheetSection(title, entries_of(category, records if category in shared else own, words))
            for category, title in ON_PAPER
            if category in shared or "W" in CELLS[category, role]
        ]
        assert [(each.title, list(each.entries)) for each in sheet.sections] == [
            (each.title, list(each.entries)) for each in worth_measuring(expected) if each.entries
        ]
        own_only = {each.title for each in expected if each.entries}
        assert set(sheet.not_shared) == {title for category, title in ON_PAPER if category not in shared} - own_only
        printed = {each.title for each in sheet.sections}
        seen |= {category for category, title in ON_PAPER if title in printed}
        face = {line.label: list(line.items) for line in sheet.face}
        hidden = ["Not shared with this seat"]
        assert (face["Where now"] == hidden) == (Category.PLACEMENT not in shared)
        assert (face["Trusted adults"] == hidden) == (Category.SAFETY_PLAN not in shared)
        assert (face["Age"] == hidden) == (Category.INDEX not in shared)
    assert role is Role.DEF or seen >= {category for category, _ in ON_PAPER if set(CELLS[category, role]) & set("RM")}


def shares(superuser: psycopg.Connection, role: Role, category: Category, person: int, youth: int) -> bool:
    """What the matrix says for a member who is at the meeting, given the papers on file about the youth."""

    def one(statement: str, *parameters: object) -> bool:
        return bool(superuser.execute(f"SELECT EXISTS ({statement})", parameters).fetchone()[0])

    client = one(
        "SELECT 1 FROM youths_representation WHERE counsel_id = %s AND youth_id = %s AND superseded_at IS NULL"
        " AND NOT withdrawn AND begins <= current_date AND (ends IS NULL OR ends >= current_date)",
        person, youth,
    )  # fmt: skip
    consent = one(
        "SELECT 1 FROM governance_consent AS c JOIN governance_person AS p ON p.agency_id = c.agency_id WHERE p.id = %s"
        " AND c.youth_id = %s AND %s = ANY (c.categories) AND c.begins <= current_date AND c.revoked_on IS NULL"
        " AND (c.ends IS NULL OR c.ends >= current_date)",
        person, youth, category.value,
    )  # fmt: skip
    situation = Situation("at the meeting", seat=True, checked_in=True, client=client, consent=consent)
    return situation.reads(role, category, CELLS)


def test_three_seats_hold_three_different_papers(agenda: Agenda, issue: Callable[..., IssuedCopies]) -> None:
    """School, police, mentor: number, holder, rule, code on each page; the sections in the print differ as the matrix does."""
    issued = issue(agenda, "cleo", "rosa", "noel")
    pages = read_pages(issued.pdf)
    code = issued.copies[0].witness_code
    by_copy: dict[int, list[str]] = {}
    for text in pages:
        number = int(re.search(r"Copy (\d+) for", text)[1])
        assert RULE in text
        assert f"Log {code}" in text
        assert f"COPY {number}" in text
        by_copy.setdefault(number, []).append(text)
    assert sorted(by_copy) == [copy.copy_number for copy in issued.copies]
    for copy, username in zip(issued.copies, ("cleo", "rosa", "noel"), strict=True):
        mine = by_copy[copy.copy_number]
        others = {BY_USERNAME[name].name for name in ("cleo", "rosa", "noel")} - {BY_USERNAME[username].name}
        assert all(f"Copy {copy.copy_number} for {BY_USERNAME[username].name}" in text for text in mine)
        assert not any(f"for {other}" in text for text in mine for other in others)
        assert {re.search(r"Page \d+ of (\d+)", text)[1] for text in mine} == {str(len(mine))}
        heads = {title for _, title in ON_PAPER for text in mine if re.search(rf"^{re.escape(title)}( ·|$)", text, re.MULTILINE)}
        role = BY_USERNAME[username].role
        allowed = {title for category, title in ON_PAPER if set(CELLS[category, role]) & set("RM")}
        assert heads <= allowed
        assert {"Safety plan and follow-up", "Classification and risk factors", "Workers and family"} <= heads
        assert ("School" in heads) == (username != "rosa")
        assert ("Where the youth stays" in heads) == (username == "rosa")
        assert ("Arrests" in heads) == (username == "rosa")


def test_a_wall_around_the_one_who_prints_holds_for_every_copy(
    agenda: Agenda, issue: Callable[..., IssuedCopies], agenda_of: Read, superuser: psycopg.Connection, person_ids: dict[str, int]
) -> None:
    """Whoever is walled off from a youth learns nothing of that youth by printing somebody else's copy."""
    [first, *others] = [line.number for line in agenda.lines]
    superuser.execute(
        "INSERT INTO governance_wall (youth_id, table_id, person_id, reason, begins, recorded_at, recorded_by_id) "
        "SELECT id, table_id, %s, 'a relative', '2020-01-01', now(), %s FROM youths_youth WHERE number = %s",
        [person_ids["ada"], person_ids["iris"], first],
    )
    try:
        issued = issue(agenda_of(DAY), "cleo")
    finally:
        superuser.execute("DELETE FROM governance_wall WHERE person_id = %s", [person_ids["ada"]])
    text = "\n".join(read_pages(issued.pdf))
    assert first not in text
    assert all(number in text for number in others)
    assert {copy.youths for copy in issued.copies} == {len(others)}


def test_one_open_copy_for_each_seat(
    agenda: Agenda, issue: Callable[..., IssuedCopies], agenda_of: Read, superuser: psycopg.Connection
) -> None:
    """Issuing again replaces the earlier copy; numbers are never used twice; the database refuses a second open one."""
    first = issue(agenda, "ben", "cleo").copies
    second = issue(agenda, "ben").copies
    assert [copy.copy_number for copy in (*first, *second)] == [1, 2, 3]
    rows = superuser.execute(
        "SELECT copy_number, replaced_at IS NULL FROM meetings_packetcopy WHERE meeting_id = %s ORDER BY 1", [agenda.meeting]
    ).fetchall()
    assert rows == [(1, False), (2, True), (3, True)]
    out = {seat.name: seat.copy["number"] for seat in agenda_of(DAY).seats if seat.copy}
    assert out == {"Ben Birch": 3, "Cleo Cedar": 2}
    with pytest.raises(psycopg.errors.UniqueViolation, match="one_open_copy_per_seat"):
        superuser.execute(
            "INSERT INTO meetings_packetcopy (meeting_id, table_id, seat_id, holder_id, copy_number, issued_at, issued_by_id,"
            " witness_code, youths, explanation)"
            " SELECT meeting_id, table_id, seat_id, holder_id, 9, now(), issued_by_id, 'X', 0, ''"
            " FROM meetings_packetcopy WHERE meeting_id = %s AND copy_number = 3", [agenda.meeting],
        )  # fmt: skip


def test_a_copy_is_a_disclosure_of_each_youth_on_it(
    agenda: Agenda, issue: Callable[..., IssuedCopies], superuser: psycopg.Connection, person_ids: dict[str, int]
) -> None:
    """One entry for each youth of each copy: by whom, for whom, which number, which kinds of records; names of none."""
    copies = issue(agenda, "rosa", "cleo").copies
    told = [entry for entry in entries(superuser, agenda, "print") if entry["subject_kind"] == "packet copy"]
    for copy, username in zip(copies, ("rosa", "cleo"), strict=True):
        mine = [entry for entry in told if entry["detail"]["copy"] == copy.copy_number][-len(agenda.lines) :]
        assert {entry["youth_id"] for entry in mine} == {line.youth for line in agenda.lines}
        assert {entry["subject"] for entry in mine} == {line.number for line in agenda.lines}
        assert {entry["person"] for entry in mine} == {person_ids["ada"]}
        assert {entry["detail"]["holder"] for entry in mine} == {person_ids[username]}
        kinds = {kind for entry in mine for kind in entry["fields"]}
        assert ("placement" in kinds) == (username == "rosa")
        assert ("schooling" in kinds) == (username == "cleo")
        assert not kinds & {"genderandorientation", "advocatenote", "vaultnote", "reviewrequest"}
        words = " ".join(str(entry) for entry in mine)
        assert not any(line.name.split(",")[0] in words for line in agenda.lines if line.name)
    composed = [entry for entry in entries(superuser, agenda, "compose copy") if entry["person"] == person_ids["rosa"]]
    assert composed[-1]["detail"]["printed_by"] == person_ids["ada"]


def test_nothing_is_issued_when_setting_fails(
    agenda: Agenda,
    issue: Callable[..., IssuedCopies],
    superuser: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """A copy that nobody holds is in no book: neither its number nor a disclosure stays."""
    broken = tmp_path / "packet.typ"
    broken.write_text("#panic(sys.inputs.payload.len())")
    before = len(entries(superuser, agenda, "print"))
    monkeypatch.setattr(typeset, "_TEMPLATE", broken)
    with pytest.raises(RuntimeError, match="panicked"):
        issue(agenda, "ben")
    monkeypatch.undo()
    assert len(entries(superuser, agenda, "print")) == before
    assert [copy.copy_number for copy in issue(agenda, "ben").copies] == [1]


def test_nothing_is_issued_when_the_log_cannot_be_written(
    agenda: Agenda, issue: Callable[..., IssuedCopies], superuser: psycopg.Connection
) -> None:
    """Fail closed: without the disclosures there is no copy."""
    superuser.execute("ALTER FUNCTION audit.record_each RENAME TO record_none")
    try:
        with pytest.raises(Exception, match="record_each"):
            issue(agenda, "ben")
    finally:
        superuser.execute("ALTER FUNCTION audit.record_none RENAME TO record_each")
    assert [copy.copy_number for copy in issue(agenda, "ben").copies] == [1]


def test_who_lacks_papers_gets_no_copy_and_the_others_do(agenda: Agenda, issue: Callable[..., IssuedCopies]) -> None:
    """7.4: memorandum and agreement before any packet."""
    issued = issue(agenda, "finn", "ben")
    assert [copy.holder_id for copy in issued.copies] == [seat.person for seat in agenda.seats if seat.name == "Ben Birch"]
    assert [(seat.name, why.split(" on ")[0]) for seat, why in issued.refused] == [("Finn Fir", "confidentiality agreement ended")]
    with pytest.raises(Fault, match="No copy can be given"):
        issue(agenda, "finn")
    with pytest.raises(Fault, match="No copy can be given"):
        issue(agenda)


def test_a_closed_meeting_gives_out_no_more_copies(
    agenda: Agenda, agenda_of: Read, issue: Callable[..., IssuedCopies], door_of: Doors
) -> None:
    """Draft, published and open meetings do; then it is over."""
    door = door_of("ada")
    for number, step in enumerate((actions.publish, actions.open_meeting), start=1):
        step(door=door, meeting_id=agenda.meeting)
        assert [copy.copy_number for copy in issue(agenda_of(DAY), "ben").copies] == [number]
    make_whole(door, agenda_of(DAY))
    actions.close_meeting(door=door, meeting_id=agenda.meeting)
    with pytest.raises(Conflict, match="closed"):
        issue(agenda_of(DAY), "ben")


def test_copies_come_back(agenda: Agenda, agenda_of: Read, issue: Callable[..., IssuedCopies], door_of: Doors) -> None:
    """R8: a copy is taken back once; a replaced one is not out any more; nobody else but the coordinator takes it."""
    ada = door_of("ada")
    old, new = issue(agenda, "ben").copies[0], issue(agenda, "ben").copies[0]
    with pytest.raises(NotInScope):
        return_copy(door=ada, agenda=agenda, copy_id=old.pk, by=ada.reader.person)
    for username in ("ben", "iris"):
        with pytest.raises(Refused, match="take copies of this packet back"):
            return_copy(door=door_of(username), agenda=agenda_of(DAY, username), copy_id=new.pk, by=door_of(username).reader.person)
    return_copy(door=ada, agenda=agenda, copy_id=new.pk, by=ada.reader.person)
    assert not any(seat.copy for seat in agenda_of(DAY).seats)
    with pytest.raises(NotInScope):
        return_copy(door=ada, agenda=agenda, copy_id=new.pk, by=ada.reader.person)


def test_two_who_print_at_once_get_different_numbers(agenda: Agenda, issue: Callable[..., IssuedCopies]) -> None:
    """The numbers of a meeting are given out one after another."""
    numbers: list[int] = []

    def print_for(username: str) -> None:
        numbers.extend(copy.copy_number for copy in issue(agenda, username).copies)
        connections.close_all()

    threads = [threading.Thread(target=print_for, args=[username]) for username in ("ben", "cleo", "noel")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [1, 2, 3]


@pytest.mark.parametrize("member", CAST, ids=lambda member: member.username)
def test_only_the_coordinator_prints(
    member: Any, agenda: Agenda, browser: Callable[..., Client], person_ids: dict[str, int], superuser: psycopg.Connection
) -> None:
    """At the page: the coordinator gets a file; others at the table are refused by a rule, everybody else finds nothing."""
    ben = seat_of(agenda, person_ids["ben"]).seat
    answer = browser(member.username).post(f"/meetings/{DAY}/packet/", {"seats": [ben]})
    if member.role is Role.COORD:
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == f'attachment; filename="packet-{DAY}.pdf"'
        assert "no-store" in answer["Cache-Control"]
        assert len(PdfReader(io.BytesIO(answer.content)).pages) > len(agenda.lines)
        return
    expected = 403 if member.seat else 404
    assert answer.status_code == expected
    assert b"%PDF" not in answer.content
    said = one_line(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    assert ("You may not issue copies" in said) == (member.seat and member.username != "finn")
    count = superuser.execute("SELECT count(*) FROM meetings_packetcopy WHERE meeting_id = %s", [agenda.meeting]).fetchone()
    assert count == (0,)


def test_the_page_asks_for_seats_of_this_table(agenda: Agenda, browser: Callable[..., Client]) -> None:
    """No seat, a seat that is not there, words instead of a number: nothing is printed, and it says what to do."""
    ada = browser("ada")
    for sent in ({}, {"seats": ["999999"]}, {"seats": ["all of them"]}):
        answer = ada.post(f"/meetings/{DAY}/packet/", sent, follow=True)
        assert answer.status_code == 200
        assert "Choose at least one seat to print for." in answer.content.decode()
    assert ada.get(f"/meetings/{DAY}/packet/").status_code == 302


def test_a_copys_pass_opens_one_meeting_for_its_holder_only(
    agenda: Agenda, prepared: Prepare, agenda_of: Read, door_of: Doors, person_ids: dict[str, int]
) -> None:
    """The pass of one meeting shows nothing of another's youths beyond what the seat sees anyway."""
    first = content_of(door_of, agenda, person_ids["quinn"])
    assert all(sheet.name for sheet in first.sheets)
    prepared(date(2031, 1, 14))
    other = agenda_of(date(2031, 1, 14))
    reader = door_of("ada").reader.for_packet(PersonId(person_ids["quinn"]), MeetingId(other.meeting))
    crossed = find_copy_content(Door(reader, alias="packets"), agenda.meeting, printed_by=door_of("ada").reader.person)
    elsewhere = {line.youth for line in agenda.lines} - {line.youth for line in other.lines}
    assert elsewhere
    for sheet in crossed.sheets:
        if sheet.youth in elsewhere:
            assert sheet.name is None
            assert not any(each.title == "Safety plan and follow-up" for each in sheet.sections)


def test_the_page_says_how_much_is_printed_and_when_lines_moved_afterwards(
    agenda: Agenda, issue: Callable[..., IssuedCopies], browser: Callable[..., Client], door_of: Doors
) -> None:
    """At most two pages for each youth and copy; a copy that was printed before a line moved is told to be of another order."""
    ada, day = browser("ada"), f"/meetings/{DAY}/"
    ready = sum(not seat.no_copy for seat in agenda.seats)
    assert (
        f"{ready} copies of all seats in order are at most {ready * (1 + 2 * len(agenda.lines))} pages"
        in ada.get(day).content.decode()
    )
    issue(agenda, "kai", "cleo")
    assert "another agenda or order" not in ada.get(day).content.decode()
    actions.move_item(door=door_of("ada"), meeting_id=agenda.meeting, item_id=agenda.lines[1].id, steps=-1)
    assert "2 printed copies show another agenda or order than this page" in ada.get(day).content.decode()
