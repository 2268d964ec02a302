"""A table of its own with a quarter of known counts: 0, 1, 10, 11 and 25 of everything that is counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import psycopg

from safetynet.policy.database import DatabaseRoles
from safetynet.policy.vocabulary import Role
from tests.factories import World
from tests.factories.people import Member, new_member, new_table

QUARTER, BEGINS = "2024-2", date(2024, 4, 1)
FIRST, SECOND = date(2024, 4, 2), date(2024, 6, 25)
NEEDS = {"Need of none": 0, "Need of one": 1, "Need of ten": 10, "Need of eleven": 11, "Need of all": 25}
OTHERS = {"Issue of eleven": 11, "Issue of all": 25, "Issue of nobody": 0}
NAMES = [f"Quorvane{letter}" for letter in "abcdefghijklmnopqrstuvwxy"]


@dataclass(frozen=True)
class QuarterWorld:
    """Who sits at the table, and its youths (ids and numbers)."""

    ada: Member
    kai: Member
    lena: Member
    youths: list[int]
    numbers: list[str]

    @property
    def table(self) -> int:
        """The table's id."""
        return self.ada.table


@contextmanager
def without_triggers(superuser: psycopg.Connection) -> Iterator[None]:
    """What nobody but the database's administrator can do: write the past of closed meetings."""
    superuser.execute("SET session_replication_role = replica")
    try:
        yield
    finally:
        superuser.execute("SET session_replication_role = origin")


def build(superuser: psycopg.Connection, roles: DatabaseRoles) -> QuarterWorld:
    """The table with its known quarter."""
    table = new_table("Glenn")
    ada, kai, lena = (new_member(table, role) for role in (Role.COORD, Role.PROB, Role.CWS))
    world = World(superuser, roles)
    youths = [world.youth(table.pk, ada.person) for _ in NAMES]
    for youth, name in zip(youths, NAMES, strict=True):
        world.claim("youths_identity", youth, ada.agency, ada.person, last_name=name, first_name="Zephyrine")
    numbers = [
        row[0] for row in superuser.execute("SELECT number FROM youths_youth WHERE id = ANY (%s) ORDER BY id", [youths]).fetchall()
    ]
    made = QuarterWorld(ada, kai, lena, youths, numbers)
    with without_triggers(superuser):
        meetings = _meetings(world, made)
        _issues(world, made, meetings)
        _asked(world, made)
    _services(world, made)
    return made


def _meetings(world: World, made: QuarterWorld) -> list[int]:
    """Two meetings: all 25 at the first (11 new, 14 again), 11 of them at the second; three people, then two, the
    third not there."""
    meetings = [
        world.insert(
            "meetings_meeting", table_id=made.table, held_on=day, state="CLOSED", kind="WEEKLY", opened_at=datetime.now(UTC)
        )
        for day in (FIRST, SECOND)
    ]
    for meeting, youths in zip(meetings, (made.youths, made.youths[:11]), strict=True):
        for place, youth in enumerate(youths):
            new = place < 11 and meeting == meetings[0]
            item = world.insert("meetings_agendaitem", meeting_id=meeting, table_id=made.table, youth_id=youth, position=place)
            world.insert(
                "meetings_agendaheading", item_id=item, table_id=made.table, youth_id=youth,
                category="MEETING" if new else "PLACEMENT", section="NEW" if new else "OUT_OF_CUSTODY",
            )  # fmt: skip
    came = {meetings[0]: (made.ada, made.kai, made.lena), meetings[1]: (made.ada, made.kai)}
    for meeting in meetings:
        for person in (made.ada, made.kai, made.lena):
            world.insert(
                "meetings_attendance", meeting_id=meeting, table_id=made.table, person_id=person.person, name=person.username,
                agency_id=person.agency, agency_name="x", level="SUPERVISOR" if person is made.kai else "",
                checked_in_at=datetime.now(UTC) if person in came[meeting] else None,
            )  # fmt: skip
    return meetings


def _issues(world: World, made: QuarterWorld, meetings: list[int]) -> None:
    """Named by two people, at both meetings, taken back, and at a meeting after the quarter: a youth counts once, or not."""
    after = world.insert("meetings_meeting", table_id=made.table, held_on=date(2024, 7, 2), state="CLOSED", kind="WEEKLY")
    for words, count in {**NEEDS, **OTHERS}.items():
        kind = world.insert("meetings_issuekind", table_id=made.table, words=words, is_need=words in NEEDS)

        def name(meeting: int, youth: int, by: Member, removed: bool = False, kind: int = kind) -> None:
            world.insert(
                "meetings_issuetag", meeting_id=meeting, table_id=made.table, youth_id=youth, kind_id=kind, said_by_id=by.person,
                removed_at=datetime.now(UTC) if removed else None,
            )  # fmt: skip

        for place, youth in enumerate(made.youths):
            name(after, youth, made.ada)
            if place >= count:
                name(meetings[0], youth, made.ada, removed=True)
                continue
            name(meetings[0], youth, made.ada)
            name(meetings[0], youth, made.kai)
            if place < 11:
                name(meetings[1], youth, made.ada)


def _asked(world: World, made: QuarterWorld) -> None:
    """Probation: 25 in time, 11 late. Child welfare: 10 in time, 1 late, 11 overdue. Dropped ones and later ones do not count."""

    def ask(of: Member, count: int, answered_after: int | None, state: str = "DONE", on: date = BEGINS) -> None:
        asked_at = datetime(on.year, on.month, on.day, 20, tzinfo=UTC)
        answered = None if answered_after is None else asked_at + timedelta(days=answered_after)
        for place in range(count):
            world.insert(
                "meetings_task", table_id=made.table, youth_id=made.youths[place], owner_agency_id=of.agency, owner_place=1,
                asked_by_id=made.ada.person, asked_by_agency_id=made.ada.agency, asked_at=asked_at, due_on=on + timedelta(days=7),
                state=state, answered_at=answered, answered_by_id=of.person if answered else None, what="Secretword",
                kind="FOLLOW_UP",
            )  # fmt: skip

    ask(made.kai, 25, 3)
    ask(made.kai, 11, 9)
    ask(made.lena, 10, 3)
    ask(made.lena, 1, 9)
    ask(made.lena, 11, None, "OPEN")
    ask(made.lena, 25, None, "DROPPED")
    ask(made.lena, 25, 3, on=date(2024, 7, 1))


def _services(world: World, made: QuarterWorld) -> None:
    """Advocacy: 25 taken up, of whom 11 waited first. Placement: 11 taken up, 10 not available, 4 waiting. Legal: 1 declined and
    10 waiting. Group programs: 10 declined."""

    def link(youths: slice, service: str, status: str, on: date = BEGINS) -> None:
        for youth in made.youths[youths]:
            world.claim(
                "youths_servicelink", youth, made.ada.agency, made.ada.person, provider="Somebody", service_type=service,
                status=status, begins=on,
            )  # fmt: skip

    link(slice(25), "ADVOCACY", "ACTIVE")
    link(slice(11), "ADVOCACY", "COMPLETED", on=SECOND)
    link(slice(11), "ADVOCACY", "WAITLISTED")
    link(slice(11), "PLACEMENT", "USED")
    link(slice(11, 21), "PLACEMENT", "NOT_AVAILABLE")
    link(slice(21, 25), "PLACEMENT", "WAITLISTED")
    link(slice(1), "LEGAL", "ACCEPTED")
    link(slice(1, 11), "LEGAL", "WAITLISTED")
    link(slice(10), "GROUP_PROGRAM", "DROPPED")
    link(slice(25), "GANG_AFFILIATION", "ACTIVE", on=date(2024, 7, 1))
