"""The youths, claims and days that the walk over all addresses asks for. The youths are made for it, at the table of the demo
county, by its own people: a youth of the invented county stands otherwise on another day."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

import openpyxl
import psycopg

from safetynet.governance.actions import raise_wall, record_consent
from safetynet.intake.actions.importer import access_importers
from safetynet.intake.actions.receive import open_workbook, receive_workbook
from safetynet.kernel.identifiers import AgencyId, PersonId
from safetynet.pages.loading import load_workbook
from safetynet.policy.vocabulary import MATRIX_CATEGORIES, Role
from safetynet.youths.actions import Author, add_claim, refer_youth
from safetynet.youths.models import AgencyCase, Representation, Youth
from tests.factories.people import LONG_AGO, Member, new_member, new_table

ORDINARY = "served by Probation"
AT_THE_TABLE = "at the table only"
CLIENT = "Jude's client"
CONSENTED = "consent to Contra Costa"
ELSEWHERE = "another county's"
UNKNOWN = "nobody's number"
WALLS = {f"walled off from {name.capitalize()}": name for name in ("iris", "rosa", "jude", "noel")}
FROM_IRIS = next(iter(WALLS))

_LAST_NAMES = ("Avocet", "Bittern", "Curlew", "Dunlin", "Egret", "Fulmar", "Godwit", "Hoopoe")

_PERSON = "SELECT id FROM governance_person WHERE username = %s"
_AGENCY = "SELECT agency_id FROM governance_person WHERE username = %s"
_MEMBER = """
    SELECT p.id, p.agency_id, s.table_id FROM governance_person p JOIN governance_seat s ON s.person_id = p.id
    JOIN governance_table t ON t.id = s.table_id WHERE p.username = %s AND t.name = 'SafetyNet Alameda County'
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
    """Youths of whom everything is known that decides who reads them, and one at a table of another county."""
    away = new_member(new_table("Contra Costa"), Role.COORD)
    numbers = {**_youths_of_the_table(superuser), ELSEWHERE: youth_of(away), UNKNOWN: "01-9998"}
    claims = {
        label: superuser.execute(_IDENTITY, [number, away.agency]).fetchone()[0] or 999_999_999 for label, number in numbers.items()
    }
    yield Places(numbers, claims, _one(superuser, _LAST_MEETING, []), away, _workbooks(superuser, away))


def _youths_of_the_table(superuser: psycopg.Connection) -> dict[str, str]:
    """By label: youths of whom the table's office alone has said a name, each with the one fact that the label tells."""
    ada, kai = (_member(superuser, username) for username in ("ada", "kai"))
    youths = {
        label: _referred(ada, last_name, "Wren")
        for label, last_name in zip((ORDINARY, AT_THE_TABLE, CLIENT, CONSENTED, *WALLS), _LAST_NAMES, strict=True)
    }
    _say(kai, AgencyCase, youths[ORDINARY], {"case_number": "PRB-20-00001"})
    jude = _one(superuser, _PERSON, ["jude"])
    _say(ada, Representation, youths[CLIENT], {"counsel_id": jude, "begins": LONG_AGO})
    youth = youths[CONSENTED]
    record_consent(
        door=ada.door(), youth_id=youth.pk, table_id=ada.table, number=youth.number, agency_id=_one(superuser, _AGENCY, ["sam"]),
        categories=MATRIX_CATEGORIES, given_by="the youth", document="", begins=LONG_AGO, ends=None, by=PersonId(ada.person),
    )  # fmt: skip
    for label, username in WALLS.items():
        youth = youths[label]
        raise_wall(
            door=ada.door(), youth_id=youth.pk, table_id=ada.table, number=youth.number,
            person_id=_one(superuser, _PERSON, [username]), reason="kin", begins=LONG_AGO, ends=None, by=PersonId(ada.person),
        )  # fmt: skip
    return {label: youth.number for label, youth in youths.items()}


def _member(superuser: psycopg.Connection, username: str) -> Member:
    """Somebody of the demo county's table."""
    person, agency, table = superuser.execute(_MEMBER, [username]).fetchone()
    return Member(person, username, agency, table, "Alameda")


def _say(member: Member, kind: type[AgencyCase | Representation], youth: Youth, values: dict[str, object]) -> None:
    by = Author(PersonId(member.person), AgencyId(member.agency))
    assert add_claim(door=member.door(), kind=kind, youth=youth, values=values, by=by) is not None


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
    return _referred(member, last_name, first_name).number


def _referred(member: Member, last_name: str, first_name: str) -> Youth:
    values = {
        "last_name": last_name, "first_name": first_name, "birth_date": date(2007, 5, 6), "referred_on": date(2025, 1, 7),
        "source": "PARTNER", "classification": "AT_RISK", "submission": uuid4(),
    }  # fmt: skip
    author = Author(PersonId(member.person), AgencyId(member.agency))
    return refer_youth(door=member.door(), table_id=member.table, values=values, by=author)


def _one(superuser: psycopg.Connection, query: str, parameters: object) -> object:
    found = superuser.execute(query, parameters).fetchone()[0]
    assert found is not None, query
    return found
