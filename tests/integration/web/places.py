"""The youths, claims and days that the walk over all addresses asks for, found by what they are and not by their number."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

import openpyxl
import psycopg

from safetynet.intake.actions.importer import access_importers
from safetynet.intake.actions.receive import open_workbook, receive_workbook
from safetynet.kernel.identifiers import AgencyId, PersonId
from safetynet.pages.loading import load_workbook
from safetynet.policy.vocabulary import Role
from safetynet.youths.actions import Author, refer_youth
from tests.factories.people import Member, new_member, new_table

ORDINARY = "served by Probation"
AT_THE_TABLE = "at the table only"
CLIENT = "Jude's client"
CONSENTED = "consent to Contra Costa"
ELSEWHERE = "another county's"
UNKNOWN = "nobody's number"
WALLS = {f"walled off from {name.capitalize()}": name for name in ("iris", "rosa", "jude", "noel")}
FROM_IRIS = next(iter(WALLS))

_PLAIN = """
    SELECT min(y.number) FROM youths_youth y JOIN governance_table t ON t.id = y.table_id
    WHERE t.name = 'SafetyNet Alameda County'
      AND y.id NOT IN (SELECT youth_id FROM governance_wall)
      AND y.id NOT IN (SELECT i.youth_id FROM meetings_agendaitem i JOIN meetings_meeting m ON m.id = i.meeting_id
                       WHERE m.state <> 'CLOSED')
      AND EXISTS (SELECT 1 FROM youths_identity i JOIN governance_agency a ON a.id = i.source_agency_id
                  WHERE i.youth_id = y.id AND a.short_name = 'SafetyNet office' AND i.superseded_at IS NULL)
      AND (y.id IN (SELECT r.youth_id FROM youths_representation r JOIN governance_person p ON p.id = r.counsel_id
                    WHERE p.username = 'jude' AND r.superseded_at IS NULL AND NOT r.withdrawn AND r.begins <= CURRENT_DATE
                      AND coalesce(r.ends, 'infinity') >= CURRENT_DATE)) = %(client)s
      AND (y.id IN (SELECT s.youth_id FROM youths_served s JOIN governance_agency a ON a.id = s.agency_id
                    WHERE a.short_name = 'Probation')) = %(probation)s
      AND (y.id IN (SELECT c.youth_id FROM governance_consent c JOIN governance_agency a ON a.id = c.agency_id
                    WHERE a.short_name = 'Contra Costa CFS' AND c.revoked_on IS NULL AND c.begins <= CURRENT_DATE
                      AND coalesce(c.ends, 'infinity') > CURRENT_DATE)) = %(consent)s
"""
_WALLED = """
    SELECT min(y.number) FROM governance_wall w JOIN youths_youth y ON y.id = w.youth_id
    JOIN governance_person p ON p.id = w.person_id WHERE p.username = %s AND w.ends IS NULL
"""
_IDENTITY = """
    SELECT min(i.id) FROM youths_identity i JOIN youths_youth y ON y.id = i.youth_id
    JOIN governance_agency a ON a.id = i.source_agency_id
    WHERE y.number = %s AND i.superseded_at IS NULL AND NOT i.withdrawn
      AND (a.short_name = 'SafetyNet office' OR a.id = %s)
"""
_LAST_MEETING = """
    SELECT max(m.held_on) FROM meetings_meeting m JOIN governance_table t ON t.id = m.table_id
    WHERE t.name = 'SafetyNet Alameda County' AND m.state = 'CLOSED'
"""


@dataclass(frozen=True)
class Places:
    """Numbers by label, an identity claim of each, the day of the last meeting, and the other county's coordinator."""

    numbers: dict[str, str]
    claims: dict[str, int]
    last_meeting: date
    away: Member
    more: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


@contextmanager
def found_places(superuser: psycopg.Connection) -> Iterator[Places]:
    """The demo county's youths by what they are, and a youth at a table of another county that is made for this."""
    away = new_member(new_table("Contra Costa"), Role.COORD)
    numbers = {
        ORDINARY: _one(superuser, _PLAIN, {"client": False, "probation": True, "consent": False}),
        AT_THE_TABLE: _one(superuser, _PLAIN, {"client": False, "probation": False, "consent": False}),
        CLIENT: _one(superuser, _PLAIN, {"client": True, "probation": False, "consent": False}),
        CONSENTED: _one(superuser, _PLAIN, {"client": False, "probation": False, "consent": True}),
        **{label: _one(superuser, _WALLED, [name]) for label, name in WALLS.items()},
        ELSEWHERE: youth_of(away),
        UNKNOWN: "01-9998",
    }
    claims = {
        label: superuser.execute(_IDENTITY, [number, away.agency]).fetchone()[0] or 999_999_999 for label, number in numbers.items()
    }
    yield Places(numbers, claims, _one(superuser, _LAST_MEETING, []), away, _workbooks(superuser, away))


def _workbooks(superuser: psycopg.Connection, away: Member) -> dict[str, list[tuple[str, int]]]:
    """By the name of an address: a workbook of the other county that waits for its mapping, a loaded one, a row that waits."""
    door = away.door()
    by = access_importers(door)[0]
    waiting = receive_workbook(door=door, by=by, file_name="waiting.xlsx", opened=open_workbook(_workbook("Ibis", "1/2/2013"))).pk
    load_workbook(door=door, by=by, file_name="loaded.xlsx", file=_workbook("Rail", "not known"), choose=lambda proposed: proposed)
    held = _one(superuser, "SELECT min(id) FROM intake_heldrow WHERE table_id = %s", [away.table])
    loaded = _one(superuser, "SELECT max(id) FROM intake_workbook WHERE table_id = %s", [away.table])
    both = [("another county's, waiting", waiting), ("another county's, loaded", loaded)]
    of_one = {name: both[:1] for name in ("mapping", "step", "stop_loading")}
    return {"workbook": both, "mapping_file": both[1:], **of_one, "held_row": [("another county's", held)]}


def _workbook(last_name: str, referred: str) -> io.BytesIO:
    book = openpyxl.Workbook()
    book.active.title = "Clients"
    for row in (
        ("Client #", "Last Name", "First Name", "DOB", "Sex", "Type", "Date Referred"),
        ("W-1", last_name, "Lark", "3/1/1999", "F", "CSEC", "6/1/2013"),
        ("", "", "Swift", "", "F", "CSEC", referred),
    ):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def youth_of(member: Member, last_name: str = "Heron", first_name: str = "Wren") -> str:
    """The number of a youth whom this coordinator puts on the register."""
    values = {
        "last_name": last_name, "first_name": first_name, "birth_date": date(2007, 5, 6), "referred_on": date(2025, 1, 7),
        "source": "PARTNER", "classification": "AT_RISK", "submission": uuid4(),
    }  # fmt: skip
    author = Author(PersonId(member.person), AgencyId(member.agency))
    return refer_youth(door=member.door(), table_id=member.table, values=values, by=author).number


def _one(superuser: psycopg.Connection, query: str, parameters: object) -> object:
    found = superuser.execute(query, parameters).fetchone()[0]
    assert found is not None, query
    return found
