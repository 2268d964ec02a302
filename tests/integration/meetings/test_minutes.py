"""The minutes of a closed meeting: each reader reads what is shared with that reader; agencies get numbers and no names."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.test import Client
from pypdf import PdfReader

from safetynet.meetings import actions
from safetynet.meetings.actions.minutes_paper import IN_THE_FILE, set_minutes, set_nameless
from safetynet.meetings.queries.agendas import Agenda
from safetynet.meetings.queries.minutes import find_minutes
from safetynet.meetings.queries.nameless import without_names
from safetynet.policy.door import Door
from tests.cast import CAST, Member

from .packet_help import decide, make_whole, one_line, put, read_pages, words

pytestmark = pytest.mark.xdist_group("meetings")
DAY = date(2031, 11, 4)
ADDRESS = f"/meetings/{DAY}/minutes/"
Read = Callable[..., Agenda]
Doors = Callable[..., Door]


@pytest.fixture
def agenda(
    small: Callable[[date], None], agenda_of: Read, door_of: Doors, superuser: psycopg.Connection, person_ids: dict[str, int]
) -> Agenda:
    """A closed meeting: Ben was there, something was decided and said about the first youth, the second was deferred."""
    small(DAY)
    ada, before = door_of("ada"), agenda_of(DAY)
    actions.publish(door=ada, meeting_id=before.meeting)
    actions.open_meeting(door=ada, meeting_id=before.meeting)
    seats = {seat.person: seat for seat in before.seats}
    for username in ("ada", "ben"):
        actions.check_in(door=ada, agenda=before, seat=seats[person_ids[username]])
    decide(superuser, before.lines[0], before.meeting, person_ids["ben"])
    agency = superuser.execute("SELECT agency_id FROM governance_person WHERE id = %s", [person_ids["noel"]]).fetchone()[0]
    said = {
        "meeting_id": before.meeting, "table_id": 1, "item_id": before.lines[0].id, "youth_id": before.lines[0].youth,
        "agency_id": agency, "shared_by_id": agency, "said_by_id": person_ids["noel"], "taken_on": before.standing.today,
        "supersedes_id": None, "superseded_at": None, "submission": None,
    }  # fmt: skip
    put(superuser, "meetings_statement", **said, kind="SAID", category="HEALTH", text="A private illness")
    put(superuser, "meetings_statement", **said, kind="NOTHING_TO_DISCLOSE", category="MENTAL_HEALTH", text="")
    put(superuser, "meetings_topic", meeting_id=before.meeting, table_id=1, words="Beds at night", conclusion="Ask the county.",
        raised_by_id=None)  # fmt: skip
    superuser.execute(
        "UPDATE meetings_agendaitem SET deferred_at = now(), deferred_why = 'the worker is ill' WHERE id = %s",
        [before.lines[1].id],
    )
    for line in (before.lines[2], before.lines[0]):
        superuser.execute(
            "INSERT INTO meetings_turn (meeting_id, table_id, item_id, youth_id, said_by_id) VALUES (%s, 1, %s, %s, %s)",
            [before.meeting, line.id, line.youth, person_ids["ada"]],
        )
    make_whole(ada, agenda_of(DAY))
    actions.close_meeting(door=ada, meeting_id=before.meeting)
    return agenda_of(DAY)


def printed(answer: Any) -> str:
    """What a printed answer says; it has passed the rules of PDF/UA-1."""
    assert answer["Content-Type"] == "application/pdf"
    return one_line(" ".join(read_pages(answer.content)))


def test_the_minutes_say_what_happened(agenda: Agenda, browser: Callable[..., Client]) -> None:
    """Who was there and who was not, each youth with number, name and time, decisions, who shared, policy."""
    page, line = words(browser("ada").get(ADDRESS)), agenda.lines[0]
    there, away = page.split("Who was there", 1)[1].split("Not there:")[0], page.split("Not there:")[1].split("Youths")[0]
    assert "Ada Alder" in there
    assert "Ben Birch" in there
    assert "Cleo Cedar" in away
    assert f"1. {line.name} {line.number}, 1 minute" in page
    for decided in ("Follow-up asked: Question to answer: Call the aunt", "Plan agreed: Safety plan, version 1",
                    "Recommendation adopted: To Judge Juniper", "Deferred: the worker is ill"):  # fmt: skip
        assert decided in page, decided
    assert "Beds at night Ask the county." in page
    assert page.count("Nothing was decided.") == 1, "of the one who had a turn"
    assert page.count("Not reached; on the agenda of Tue 11 Nov 2031.") == len(agenda.lines) - 2


def test_a_statement_is_read_by_whom_its_category_is_shared_with(
    agenda: Agenda, browser: Callable[..., Client], superuser: psycopg.Connection
) -> None:
    """The coordinator reads of a placement and not of health; the mentor's agency reads its own; each page counts only that."""
    ada, noel = (words(browser(name).get(ADDRESS)).split("Policy")[0] for name in ("ada", "noel"))
    assert "Heard in the corridor" in ada
    assert "A private illness" not in ada
    assert "A private illness" in noel
    assert "Heard in the corridor" not in noel
    assert "Shared: " in noel
    assert "Involved, nothing to disclose" in noel
    assert "Involved, nothing to disclose" not in ada
    [seen] = superuser.execute(
        "SELECT detail -> 'youths' FROM audit.entry WHERE action = 'view' AND subject_kind = 'minutes' AND who LIKE 'Noel %%'"
        " ORDER BY at DESC LIMIT 1"
    ).fetchone()
    assert agenda.lines[0].number in seen


def test_what_was_taken_on_paper_says_so(agenda: Agenda, browser: Callable[..., Client]) -> None:
    """Two days lie between the note and its typing."""
    assert "taken on paper on" in words(browser("ada").get(ADDRESS))


def test_on_paper_the_minutes_repeat_no_statement(
    agenda: Agenda, browser: Callable[..., Client], superuser: psycopg.Connection
) -> None:
    """Who shared and in which category, never the words; what never goes on paper is not even named; printing is logged."""
    pages = {name: printed(browser(name).get(f"{ADDRESS}pdf/")) for name in ("ada", "noel")}
    assert "Where the youth stays" in pages["ada"]
    assert "Call the aunt" in pages["ada"]
    assert IN_THE_FILE in pages["noel"]
    for text in pages.values():
        assert "Heard in the corridor" not in text
        assert "A private illness" not in text
        assert "ealth:" not in text
    assert "Printed" in pages["ada"]
    assert "for Ada Alder" in pages["ada"]
    [count] = superuser.execute(
        "SELECT count(*) FROM audit.entry WHERE action = 'print' AND subject_kind = 'minutes' AND subject = %s", [DAY.isoformat()]
    ).fetchone()
    assert count >= 2


def test_the_version_for_agencies_names_nobody(agenda: Agenda, browser: Callable[..., Client]) -> None:
    """Numbers by kind, follow-ups by agency with their days, attendance by agency, policy; no name, number or word of a youth."""
    ada = browser("ada")
    page = words(ada.get(f"{ADDRESS}?for=agencies"))
    paper = printed(ada.get(f"{ADDRESS}pdf/?for=agencies"))
    for text in (page, paper):
        for line in (*agenda.lines, *agenda.deferred):
            assert line.number not in text
            assert not any(part in text for part in str(line.name).replace(",", "").split() if len(part) > 3), line.name
        for said in ("Call the aunt", "Judge Juniper", "the worker is ill", "corridor", "illness", "motel"):
            assert said not in text, said
        assert "Follow-up asked 1" in text
        assert "Plan agreed 1" in text
        assert "Deferred 1" in text
        assert "1 by " in text
        assert "Beds at night" in text
        assert "Ask the county." in text
        assert f"{len(agenda.lines) + len(agenda.deferred)} youths on the agenda" in text
    with pytest.raises(AssertionError):
        printed(browser("ben").get(f"{ADDRESS}pdf/?for=agencies"))
    assert browser("ben").get(f"{ADDRESS}?for=agencies").status_code == 403
    assert ada.post(f"{ADDRESS}?for=agencies").status_code == 403


def test_who_is_walled_off_finds_no_name(
    agenda: Agenda, browser: Callable[..., Client], superuser: psycopg.Connection, person_ids: dict[str, int]
) -> None:
    """The line stays, the youth is not told; the version for agencies counts nothing of that youth and says so."""
    first = agenda.lines[0]
    superuser.execute(
        "INSERT INTO governance_wall (youth_id, table_id, person_id, reason, begins, recorded_at, recorded_by_id)"
        " VALUES (%s, 1, %s, 'a relative', '2020-01-01', now(), %s)",
        [first.youth, person_ids["ada"], person_ids["iris"]],
    )
    try:
        page = words(browser("ada").get(ADDRESS))
        nameless = words(browser("ada").get(f"{ADDRESS}?for=agencies"))
    finally:
        superuser.execute("DELETE FROM governance_wall WHERE person_id = %s", [person_ids["ada"]])
    assert first.number not in page
    assert "Call the aunt" not in page
    assert "Follow-up asked 0" in nameless
    assert f"{len(agenda.lines) + len(agenda.deferred) - 1} youths" in nameless


def test_both_papers_are_tagged_and_titled(agenda: Agenda, door_of: Doors) -> None:
    """PDF/UA-1 with title and language; a name full of markup is text."""
    minutes = find_minutes(door_of("ada"), agenda.meeting)
    for pdf, title in (
        (set_minutes(minutes, settings.FONTS), "minutes of"),
        (set_nameless(minutes, without_names(minutes), settings.FONTS), "minutes without names of"),
    ):
        read_pages(pdf)
        reader = PdfReader(io.BytesIO(pdf))
        assert reader.metadata.title == f"{agenda.table_name}: {title} Tue 4 Nov 2031"
        assert reader.trailer["/Root"]["/Lang"] == "en-US"


def test_text_is_text_on_the_minutes_too(agenda: Agenda, door_of: Doors, superuser: psycopg.Connection) -> None:
    """What looks like the typesetter's markup or cannot be set stops nothing."""
    said = '#eval("1+1") *bold* <b> 😀 漢'
    superuser.execute("SET session_replication_role = replica")
    superuser.execute("UPDATE meetings_topic SET conclusion = %s WHERE meeting_id = %s", [said, agenda.meeting])
    superuser.execute("SET session_replication_role = origin")
    minutes = find_minutes(door_of("ada"), agenda.meeting)
    text = one_line(" ".join(read_pages(set_minutes(minutes, settings.FONTS))))
    assert '#eval("1+1") *bold* <b> □ □' in text


def test_a_meeting_that_is_not_closed_has_no_minutes(small: Callable[[date], None], browser: Callable[..., Client]) -> None:
    """It says so and leads nowhere else."""
    small(DAY)
    for address in (ADDRESS, f"{ADDRESS}pdf/", f"{ADDRESS}?for=agencies"):
        answer = browser("ada").get(address)
        assert answer.status_code == 409
        assert "no minutes before a meeting is closed" in words(answer)


@pytest.mark.parametrize("member", CAST, ids=lambda member: member.username)
def test_only_who_sits_at_the_table_finds_minutes(member: Member, agenda: Agenda, browser: Callable[..., Client]) -> None:
    """Eve has no seat, Finn's agreement has lapsed: there is nothing for them, on the page and on paper."""
    client = browser(member.username)
    sees = member.seat and member.username != "finn"
    for address in (ADDRESS, f"{ADDRESS}pdf/"):
        assert (client.get(address).status_code == 200) == sees, address
    nameless = client.get(f"{ADDRESS}?for=agencies").status_code
    assert nameless == (200 if member.username == "ada" else 403 if sees else client.get(ADDRESS).status_code)
