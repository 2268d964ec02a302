"""What is added to the minutes afterwards: dated, beside what stands there, by those who still may."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.test import Client

from safetynet.kernel import clock
from safetynet.kernel.codes import StatementKind
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.kernel.identifiers import AgencyId
from safetynet.meetings import actions
from safetynet.meetings.actions.addenda import Addendum, add_addendum
from safetynet.meetings.queries.agendas import Agenda
from safetynet.meetings.queries.minutes import Minutes, find_minutes
from safetynet.policy.door import Door
from safetynet.policy.vocabulary import Category
from tests.cast import CAST, Member

from .packet_help import make_whole, words

pytestmark = pytest.mark.xdist_group("meetings")
DAY = date(2031, 12, 2)
ADDRESS = f"/meetings/{DAY}/minutes/"
TODAY = clock.today()
Read = Callable[..., Agenda]
Doors = Callable[..., Door]
Add = Callable[..., None]


@pytest.fixture
def agenda(small: Callable[[date], None], agenda_of: Read, door_of: Doors, person_ids: dict[str, int]) -> Agenda:
    """A closed meeting where Ben stayed to the end and Kai left before it."""
    small(DAY)
    ada, before = door_of("ada"), agenda_of(DAY)
    actions.publish(door=ada, meeting_id=before.meeting)
    actions.open_meeting(door=ada, meeting_id=before.meeting)
    seats = {seat.person: seat for seat in before.seats}
    for username in ("ben", "kai"):
        actions.check_in(door=ada, agenda=before, seat=seats[person_ids[username]])
    actions.check_out(door=ada, agenda=before, seat=seats[person_ids["kai"]])
    make_whole(ada, agenda_of(DAY))
    actions.close_meeting(door=ada, meeting_id=before.meeting)
    return agenda_of(DAY)


@pytest.fixture
def minutes_of(agenda: Agenda, door_of: Doors) -> Callable[[str], Minutes]:
    """The minutes as somebody reads them."""

    def read(username: str) -> Minutes:
        minutes = find_minutes(door_of(username), agenda.meeting)
        assert minutes is not None
        return minutes

    return read


@pytest.fixture
def add(agenda: Agenda, door_of: Doors, minutes_of: Callable[[str], Minutes]) -> Add:
    """Add something about the first youth in somebody's name."""

    def added(username: str, text: str = "She called her aunt", minutes: Minutes | None = None, **given: Any) -> None:
        read = minutes or minutes_of(username)
        words = {
            "shared_by": AgencyId(read.standing.agency), "kind": StatementKind.SAID, "category": Category.PLACEMENT,
            "taken_on": TODAY, **given,
        }  # fmt: skip
        add_addendum(door=door_of(username), minutes=read, item_id=agenda.lines[0].id, words=Addendum(text=text, **words))

    return added


def rows(superuser: psycopg.Connection, agenda: Agenda) -> list[tuple[Any, ...]]:
    """What stands in the minutes, behind the scenes."""
    return superuser.execute(
        "SELECT s.text, s.addendum, s.superseded_at IS NOT NULL, p.username FROM meetings_statement AS s"
        " JOIN governance_person AS p ON p.id = s.said_by_id WHERE s.meeting_id = %s ORDER BY s.id",
        [agenda.meeting],
    ).fetchall()


def test_who_stayed_adds_for_some_hours_and_the_coordinator_later_too(
    agenda: Agenda, add: Add, minutes_of: Callable[[str], Minutes], superuser: psycopg.Connection
) -> None:
    """Ben may until the county's hours are over; whoever left early, or was not there, may not at all."""
    still_open = minutes_of("ben")
    add("ben")
    add("ada", "Typed in for the school")
    for username in ("kai", "cleo"):
        with pytest.raises(Refused, match="24 hours"):
            add(username)
    superuser.execute("SET session_replication_role = replica")
    superuser.execute("UPDATE meetings_meeting SET closed_at = now() - interval '25 hours' WHERE id = %s", [agenda.meeting])
    superuser.execute("SET session_replication_role = origin")
    with pytest.raises(Refused, match="any more"):
        add("ben")
    with pytest.raises(Refused, match="any more"):
        add("ben", minutes=still_open)  # the page was read while it was allowed; the database knows the hour
    add("ada", "Found on a note sheet")
    assert rows(superuser, agenda) == [
        ("She called her aunt", True, False, "ben"), ("Typed in for the school", True, False, "ada"),
        ("Found on a note sheet", True, False, "ada"),
    ]  # fmt: skip


def test_a_correction_stands_beside_what_it_corrects(
    agenda: Agenda, add: Add, minutes_of: Callable[[str], Minutes], superuser: psycopg.Connection, browser: Callable[..., Client]
) -> None:
    """Dated, both readable; once, and only by the agency that wrote it; nothing is ever changed."""
    add("ben", "She stays with her aunt")
    [first] = minutes_of("ben").lines[0].said
    before = minutes_of("ben")
    with pytest.raises(Conflict, match="did not write it"):
        add("ada", "Not mine", supersedes=first.id)
    add("ben", "She stays with her uncle", supersedes=first.id)
    with pytest.raises(Conflict, match="corrected already"):
        add("ben", "A third time", supersedes=first.id)
    with pytest.raises(Conflict, match="a moment ago"):
        add("ben", "Somebody was first", supersedes=first.id, minutes=before)
    page = words(browser("ben").get(ADDRESS))
    assert "She stays with her aunt" in page
    assert f"corrected on {TODAY:%a} {TODAY.day}" in page
    assert "She stays with her uncle" in page
    assert "corrects an earlier statement" in page
    assert [row[:3] for row in rows(superuser, agenda)] == [
        ("She stays with her aunt", True, True), ("She stays with her uncle", True, False),
    ]  # fmt: skip


def test_what_cannot_be_right_is_refused_in_words(agenda: Agenda, add: Add, superuser: psycopg.Connection) -> None:
    """Nothing said, a day to come, words of somebody who has nothing to disclose, what is privileged."""
    nothing = StatementKind.NOTHING_TO_DISCLOSE
    for fault, given in (
        (Fault, {"text": "  "}),
        (Fault, {"taken_on": TODAY + timedelta(days=1)}),
        (Fault, {"kind": nothing}),
        (Refused, {"category": Category.VAULT}),
        (Refused, {"category": Category.PRIVILEGED}),
    ):
        with pytest.raises(fault, match="Nothing was added"):
            add("ben", **given)
    add("ben", "", kind=nothing)
    assert [row[0] for row in rows(superuser, agenda)] == [""]


def test_an_open_meeting_and_a_stranger_to_it_take_no_addendum(
    agenda: Agenda, door_of: Doors, minutes_of: Callable[[str], Minutes]
) -> None:
    """A youth who is not on the agenda is not in the minutes."""
    said = Addendum(AgencyId(1), StatementKind.SAID, Category.NOTES, "words", TODAY)
    with pytest.raises(NotInScope):
        add_addendum(door=door_of("ada"), minutes=minutes_of("ada"), item_id=999_999, words=said)


def test_the_form_adds_once(
    agenda: Agenda, browser: Callable[..., Client], superuser: psycopg.Connection, minutes_of: Callable[[str], Minutes]
) -> None:
    """Sent twice it counts once; what is wrong is told at the field and what was typed stays; paper notes carry their day."""
    ben = browser("ben")
    assert "Add to the minutes" in words(ben.get(ADDRESS))
    sent = {
        "item": agenda.lines[0].id, "shared_by": minutes_of("ben").standing.agency, "kind": "SAID", "category": "NOTES",
        "text": "From the note sheet", "taken_on": (TODAY - timedelta(days=2)).isoformat(), "submission": str(uuid4()),
    }  # fmt: skip
    for _ in range(2):
        assert ben.post(ADDRESS, sent)["Location"].startswith(ADDRESS)
    assert [row[0] for row in rows(superuser, agenda)] == ["From the note sheet"]
    page = words(ben.get(ADDRESS))
    taken = TODAY - timedelta(days=2)
    assert f"taken on paper on {taken:%a} {taken.day}" in page
    assert f"typed in on {TODAY:%a} {TODAY.day}" in page
    wrong = ben.post(ADDRESS, {**sent, "category": "VAULT", "submission": str(uuid4())})
    assert wrong.status_code == 400
    assert "From the note sheet" in wrong.content.decode()
    assert len(rows(superuser, agenda)) == 1
    [said] = minutes_of("ben").lines[0].said
    correcting = ben.get(f"{ADDRESS}?correct={said.id}")
    assert "Add the correction" in words(correcting)
    assert f'name="supersedes" value="{said.id}"' in correcting.content.decode()


@pytest.mark.parametrize("member", CAST, ids=lambda member: member.username)
def test_only_who_still_may_is_offered_the_form(
    member: Member, agenda: Agenda, browser: Callable[..., Client], superuser: psycopg.Connection
) -> None:
    """Ada and Ben; Eve finds no minutes, Finn's agreement has lapsed; whatever anybody else sends adds nothing."""
    client = browser(member.username)
    sent = {
        "item": agenda.lines[0].id, "shared_by": 1, "kind": "SAID", "category": "NOTES", "text": "words",
        "taken_on": TODAY.isoformat(), "submission": str(uuid4()),
    }  # fmt: skip
    page, answer = client.get(ADDRESS), client.post(ADDRESS, sent)
    may = member.username in ("ada", "ben")
    assert ('id="add"' in page.content.decode()) == may
    if member.username in ("eve", "finn"):
        expected = 404 if member.username == "eve" else 403
        assert (page.status_code, answer.status_code) == (expected, expected)
    assert len(rows(superuser, agenda)) == (1 if may and answer.status_code == 302 else 0)
    assert may or answer.status_code >= 400
