"""Who may be given a copy is what the policy says of the seat's holder today: whoever left is not offered one, and nothing
crashes."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.test import Client

from safetynet.governance.rules import SETTINGS
from safetynet.kernel import clock
from safetynet.kernel.codes import AgendaSection
from safetynet.kernel.faults import Fault, Refused
from safetynet.kernel.identifiers import MeetingId, PersonId
from safetynet.meetings import actions
from safetynet.meetings.actions.packet import IssuedCopies, issue_copies, press
from safetynet.meetings.actions.typeset import CopyFacts, payload_of
from safetynet.meetings.queries.agendas import Agenda
from safetynet.meetings.queries.packet import find_copy_content
from safetynet.meetings.rules.seats import NOTHING_OPEN
from safetynet.policy.door import Door
from tests.cast import AT_THE_TABLE
from tests.factories.rows import least_values
from tests.factories.world import MODELS

pytestmark = pytest.mark.xdist_group("meetings")
DAY = date(2031, 9, 2)
YESTERDAY = clock.today() - timedelta(days=1)
Read = Callable[..., Agenda]
Doors = Callable[..., Door]
Change = Callable[..., None]


@pytest.fixture
def agenda(small: Callable[[date], None], agenda_of: Read) -> Agenda:
    """A meeting with a few youths."""
    small(DAY)
    return agenda_of(DAY)


@pytest.fixture
def change(superuser: psycopg.Connection, person_ids: dict[str, int]) -> Iterator[Change]:
    """Change what the directory says of somebody; afterwards it says what it said before."""
    with ExitStack() as undone:

        @contextmanager
        def changed(username: str, table: str, column: str, value: Any) -> Iterator[None]:
            key = "id" if table == "governance_person" else "person_id"
            before = superuser.execute(f"SELECT id, {column} FROM {table} WHERE {key} = %s", [person_ids[username]]).fetchall()
            assert before
            superuser.execute(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", [value, person_ids[username]])
            yield
            for row, old in before:
                superuser.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [old, row])

        yield lambda *what: undone.enter_context(changed(*what))


@pytest.fixture
def elsewhere(superuser: psycopg.Connection) -> Iterator[int]:
    """An agency that has signed nothing."""
    made = least_values(MODELS["governance_agency"], county_id=None, name="Watershed", short_name="Watershed", kind="CBO")
    columns, places = ", ".join(made), ", ".join(["%s"] * len(made))
    said = f"INSERT INTO governance_agency ({columns}) VALUES ({places}) RETURNING id"
    agency = superuser.execute(said, list(made.values())).fetchone()[0]
    yield agency
    superuser.execute("DELETE FROM governance_agency WHERE id = %s", [agency])


@pytest.fixture
def issue(door_of: Doors, person_ids: dict[str, int]) -> Callable[..., IssuedCopies]:
    """Print for these people, or for every seat, as Ada."""

    def copies(agenda: Agenda, *usernames: str) -> IssuedCopies:
        wanted = {person_ids[username] for username in usernames}
        seats = [seat for seat in agenda.seats if not wanted or seat.person in wanted]
        return issue_copies(door=door_of("ada"), agenda=agenda, seats=seats, by=PersonId(person_ids["ada"]), press=press())

    return copies


def obstacles(agenda: Agenda) -> dict[str, str]:
    """What stands in the way of whom."""
    return {seat.name.split()[0].lower(): seat.obstacle for seat in agenda.seats}


def test_what_stands_in_the_way_is_the_policys_own_word(agenda: Agenda, agenda_of: Read, elsewhere: int, change: Change) -> None:
    """The agency is the one the person works for; a role that ended and a person who left count too."""
    whole = obstacles(agenda)
    assert {name for name, why in whole.items() if not why} == {one.username for one in AT_THE_TABLE} - {"finn"}
    assert whole["finn"].startswith("confidentiality agreement ended on")
    change("quinn", "governance_person", "ended_on", YESTERDAY)
    change("ben", "governance_roleholding", "ends", YESTERDAY)
    change("iris", "governance_agreement", "version", "an older one")
    change("noel", "governance_person", "agency_id", elsewhere)
    change("opal", "governance_training", "counts_until", YESTERDAY)
    change("pia", "governance_training", "completed_on", clock.today() + timedelta(days=1))
    now = obstacles(agenda_of(DAY))
    assert "quinn" not in now
    expected = {
        "ben": "holds no role any more",
        "iris": "no confidentiality agreement in the current version",
        "opal": f"training ended on {YESTERDAY:%-d %b %Y}",
        "pia": "no training on file",
    }
    assert {name: now[name] for name in expected} == expected
    assert now["noel"] == "Watershed has no memorandum in force"
    assert {name: why for name, why in now.items() if name not in (*expected, "noel")} == {
        name: why for name, why in whole.items() if name not in (*expected, "noel", "quinn")
    }


def test_copies_for_every_seat_leave_out_who_may_not_read(
    agenda: Agenda, agenda_of: Read, change: Change, issue: Callable[..., IssuedCopies], browser: Callable[..., Client],
    person_ids: dict[str, int],
) -> None:  # fmt: skip
    """All others get theirs; one for somebody without a role is refused in words, on the page as well."""
    change("ben", "governance_roleholding", "ends", YESTERDAY)
    change("quinn", "governance_person", "ended_on", YESTERDAY)
    now = agenda_of(DAY)
    issued = issue(now, "ada", "ben", "finn", "quinn")
    assert [copy.holder_id for copy in issued.copies] == [person_ids["ada"]]
    assert {seat.person for seat, _ in issued.refused} == {person_ids["ben"], person_ids["finn"]}
    ada, seat = browser("ada"), next(seat.seat for seat in now.seats if seat.person == person_ids["ben"])
    page = ada.get(f"/meetings/{DAY}/").content.decode()
    assert "holds no role any more" in page
    assert "Quinn" not in page.split('id="seats"')[1].split("Copies issued")[0]
    answer = ada.post(f"/meetings/{DAY}/packet/", {"seats": [str(seat)]})
    assert answer.status_code < 500
    assert answer.headers["Content-Type"].startswith("text/html")


def test_what_changed_after_the_page_was_read_is_an_obstacle_too(
    agenda: Agenda, change: Change, issue: Callable[..., IssuedCopies], superuser: psycopg.Connection
) -> None:
    """The page was read when everything was in order; meanwhile the seat ended, and the record opens nothing."""
    change("ben", "governance_seat", "ends", YESTERDAY)
    issued = issue(agenda, "ada", "ben")
    assert [(seat.name.split()[0], why) for seat, why in issued.refused] == [("Ben", NOTHING_OPEN)]
    assert len(issued.copies) == 1
    with pytest.raises(Fault, match="No copy can be given"):
        issue(agenda, "ben")
    count = "SELECT count(*), max(copy_number) FROM meetings_packetcopy WHERE meeting_id = %s"
    assert superuser.execute(count, [agenda.meeting]).fetchone() == (1, 1)


def test_nobody_without_a_role_is_checked_in(agenda: Agenda, agenda_of: Read, change: Change, door_of: Doors) -> None:
    """The same word decides at the door of the room."""
    change("ben", "governance_roleholding", "ends", YESTERDAY)
    seat = next(seat for seat in agenda_of(DAY).seats if seat.name.startswith("Ben"))
    with pytest.raises(Refused, match=r"Ben .* cannot be checked in: holds no role any more"):
        actions.check_in(door=door_of("ada"), agenda=agenda, seat=seat)


def test_nobody_whose_training_has_ended_gets_a_copy_or_is_checked_in(
    agenda: Agenda, agenda_of: Read, change: Change, door_of: Doors, issue: Callable[..., IssuedCopies]
) -> None:
    """A11: training current, else no case access; also when the page was read before it ended."""
    change("ben", "governance_training", "counts_until", YESTERDAY)
    assert [(seat.name.split()[0], why) for seat, why in issue(agenda, "ada", "ben").refused] == [("Ben", NOTHING_OPEN)]
    now = agenda_of(DAY)
    assert [why.split(" on ")[0] for _, why in issue(now, "ada", "ben").refused] == ["training ended"]
    seat = next(seat for seat in now.seats if seat.name.startswith("Ben"))
    with pytest.raises(Refused, match=r"Ben .* cannot be checked in: training ended on"):
        actions.check_in(door=door_of("ada"), agenda=now, seat=seat)


def test_a_county_that_requires_no_training_gives_copies_without(
    agenda: Agenda, agenda_of: Read, change: Change, superuser: psycopg.Connection
) -> None:
    """The page reads the county's own setting, and its default is that of the rules."""
    change("ben", "governance_training", "counts_until", YESTERDAY)
    assert obstacles(agenda_of(DAY))["ben"].startswith("training ended")
    assert SETTINGS["training_required"].default == "yes"
    made = superuser.execute(
        "INSERT INTO governance_countysetting (county_id, key, value, source) "
        "SELECT c.id, 'training_required', 'no', 'its protocol' FROM governance_county AS c WHERE c.name = 'Alameda' RETURNING id"
    ).fetchone()
    try:
        assert obstacles(agenda_of(DAY))["ben"] == ""
    finally:
        superuser.execute("DELETE FROM governance_countysetting WHERE id = %s", made)


def test_custody_is_told_like_the_placement(
    agenda: Agenda, door_of: Doors, browser: Callable[..., Client], person_ids: dict[str, int]
) -> None:
    """School, mentor and legal aid read no placement, so no heading tells it, on the page or on paper; before the meeting is
    open the page tells it to nobody who reads placements only then."""
    first = agenda.lines[0]
    actions.set_section(door=door_of("ada"), meeting_id=agenda.meeting, item_id=first.id, section=AgendaSection.IN_CUSTODY)
    for username, page_tells, paper_tells in (
        ("ada", True, True), ("kai", True, True), ("rosa", False, True), ("cleo", False, False), ("noel", False, False),
        ("quinn", False, False),
    ):  # fmt: skip
        page = browser(username).get(f"/meetings/{DAY}/").content.decode()
        headings = re.findall(r"<h2>([A-Za-z ]+) <span", page)
        assert ("In custody" in headings, "Also on the agenda" in headings) == (page_tells, not page_tells), username
        reader = door_of("ada").reader.for_packet(PersonId(person_ids[username]), MeetingId(agenda.meeting))
        content = find_copy_content(Door(reader, alias="packets"), agenda.meeting, printed_by=door_of("ada").reader.person)
        assert content is not None
        told = {line["section"] for line in content.lines}
        assert told == ({AgendaSection.IN_CUSTODY, AgendaSection.OUT_OF_CUSTODY} if paper_tells else {None}), username
        copy = payload_of([(CopyFacts(1, username, "", "", DAY), content)], settings.FONTS)["copies"][0]
        assert ("In custody" in {each["title"] for each in copy["sections"]}) == paper_tells
        assert sum(len(each["lines"]) for each in copy["sections"]) == len(agenda.lines)
