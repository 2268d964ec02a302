"""What a meeting opens ends: some hours after it was closed, on leaving, with the seat, and some hours after it was opened if
nobody closes it."""

from datetime import date, timedelta

import psycopg
import pytest

from safetynet.governance.rules import SETTINGS
from safetynet.kernel.identifiers import YouthId
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.standing import read_standing
from safetynet.policy.vocabulary import Role
from tests.factories import World

HOURS = int(SETTINGS["meeting_access_hours"].default)
AFTER = int(SETTINGS["after_meeting_hours"].default)
MINUTE = 1 / 60
YESTERDAY = -1

LINES: tuple[tuple[str, bool, dict[str, object]], ...] = (
    ("opened just now", True, {}),
    ("opened a minute less than the county's hours ago", True, {"hours_ago": HOURS - MINUTE}),
    ("opened a minute more than that ago and never closed", False, {"hours_ago": HOURS + MINUTE}),
    ("left open for ninety days", False, {"hours_ago": 90 * 24}),
    ("closed just now", True, {"state": "CLOSED", "closed_hours_ago": 0}),
    ("closed a minute less than the county's hours ago", True, {"state": "CLOSED", "closed_hours_ago": AFTER - MINUTE}),
    ("closed a minute more than that ago", False, {"state": "CLOSED", "closed_hours_ago": AFTER + MINUTE}),
    ("closed just now, and the member had left", False, {"state": "CLOSED", "closed_hours_ago": 0, "out": True}),
    ("closed, nobody knows when", False, {"state": "CLOSED"}),
    ("closed three hours ago, and the county has set two", False, {"state": "CLOSED", "closed_hours_ago": 3, "after": "2"}),
    ("not opened yet", False, {"state": "PUBLISHED"}),
    ("the member has left the room", False, {"out": True}),
    ("the seat ended yesterday", False, {"seat_ends": YESTERDAY}),
    ("the seat ends today", True, {"seat_ends": 0}),
    ("the county has set two days", True, {"hours_ago": 47, "setting": "48"}),
    ("the county has set two days, and they are over", False, {"hours_ago": 49, "setting": "48"}),
    ("the county has set two hours", False, {"hours_ago": 3, "setting": "2"}),
    ("what the county has set cannot be read", True, {"hours_ago": HOURS - MINUTE, "setting": "two"}),
)


@pytest.mark.parametrize(("reads", "facts"), [line[1:] for line in LINES], ids=[line[0] for line in LINES])
def test_a_member_reads_by_the_open_agenda(
    admin: psycopg.Connection, roles: DatabaseRoles, reads: bool, facts: dict[str, object]
) -> None:
    """The school's representative and the school record of somebody on the agenda (M of the matrix), by both."""
    world, given = World(admin, roles), dict(facts)
    county = world.county()
    table, keeper = world.table(county), world.person(world.agency(county), Role.PROB)
    cleo, youth = world.person(world.agency(county), Role.SCH), world.youth(table, keeper.id)
    world.papers(cleo, table)
    ends = given.pop("seat_ends", None)
    world.seat(cleo, table, begins=date(2000, 1, 1), ends=None if ends is None else world.today + timedelta(days=int(str(ends))))
    for name, key in (("setting", "meeting_access_hours"), ("after", "after_meeting_hours")):
        if value := given.pop(name, None):
            world.insert("governance_countysetting", county_id=county, key=key, value=value, source="a test")
    out = bool(given.pop("out", False))
    world.check_in(cleo, world.meeting(table, youth, **given), table, out=out)
    row = world.claim("youths_probationstatus", youth, keeper.agency, keeper.id)
    assert bool(world.visible(cleo, "youths_probationstatus", [row])) == reads
    assert (YouthId(youth) in read_standing(world.standing(cleo)).agenda) == reads
