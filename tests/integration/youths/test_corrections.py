"""Claims that belong together, and claims of which an agency makes one at a time: the form, the file, the paper, the counts."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import psycopg
import pytest
from django.test import Client

from safetynet.config.home import Home
from safetynet.kernel.codes import AgencyType
from safetynet.kernel.faults import Refused
from safetynet.kernel.identifiers import AgencyId, PersonId
from safetynet.meetings.queries.paper import entries_of
from safetynet.policy.vocabulary import Category, Role
from safetynet.reports.queries.counts import count_record
from safetynet.youths.actions import Author, add_claim, correct_claim
from safetynet.youths.models import ChildWelfareStatus, ProbationStatus, Residence, StatusAtTable, Youth
from safetynet.youths.queries.file import find_file
from safetynet.youths.queries.words import Words
from tests.factories.people import Member, new_member, new_table
from tests.integration.web.paper import fill
from tests.integration.web.places import youth_of

Browser = Callable[..., Client]
EXPLOITED = "csec_arrests_by_agency"
AS_A_MINOR, AS_AN_ADULT = "2024-03-03", "2026-03-03"
"""Before and after the eighteenth birthday of the youth, who was born on 6 May 2007."""


@dataclass(frozen=True)
class Table:
    """A coordinator and a probation officer at a table of their own, and a youth."""

    clerk: Member
    officer: Member
    number: str

    @property
    def file(self) -> str:
        """The address of the youth's file."""
        return f"/youths/{self.number}/"


@pytest.fixture
def table(home: Home) -> Table:
    """A new table, seated."""
    made = new_table()
    clerk, officer = new_member(made, Role.COORD), new_member(made, Role.PROB, kind=AgencyType.PROBATION)
    return Table(clerk, officer, youth_of(clerk, "Avocet"))


def the_youth(superuser: psycopg.Connection, number: str) -> Youth:
    """The youth as an action needs it."""
    youth, table = superuser.execute("SELECT id, table_id FROM youths_youth WHERE number = %s", [number]).fetchone()
    return Youth(pk=youth, table_id=table, number=number)


def rows(superuser: psycopg.Connection, kind: str, number: str, columns: str) -> list[tuple[object, ...]]:
    """What counts today of a kind about a youth."""
    return superuser.execute(
        f"SELECT {columns} FROM youths_{kind} c JOIN youths_youth y ON y.id = c.youth_id WHERE y.number = %s "
        "AND c.superseded_at IS NULL AND NOT c.withdrawn ORDER BY c.id",
        [number],
    ).fetchall()


def on_paper(member: Member, number: str) -> str:
    """The entries about arrests on this person's packet."""
    found = find_file(member.door(), number)
    entries = entries_of(Category.ARREST, found.records, Words(found.standing.today, found.agencies, found.people))
    return "; ".join(f"{entry.kind} {entry.said}" for entry in entries)


def said(client: Client, address: str, **typed: str) -> None:
    """Fill in a form and send it."""
    answer = fill(client, address, **typed)
    assert answer.status_code == 302, answer.content.decode()


def an_arrest(client: Client, table: Table, superuser: psycopg.Connection, day: str = AS_A_MINOR) -> int:
    """An arrest with a charge of 647(b), typed by hand."""
    said(client, f"{table.file}add/arrest/", arrested_by="City police", forum="JUVENILE", arrested_on=day)
    [(arrest,)] = rows(superuser, "arrest", table.number, "c.id")
    said(client, f"{table.file}add/charge/", arrest=str(arrest), code="647(b) PC")
    return arrest


def test_charges_stay_with_a_corrected_arrest(browser: Browser, table: Table, superuser: psycopg.Connection) -> None:
    """File, packet and counts hold them after a correction by the form and after a second one, whoever recorded them."""
    client = browser(table.clerk.username)
    arrest = an_arrest(client, table, superuser)
    said(browser(table.officer.username), f"{table.file}add/charge/", arrest=str(arrest), code="Bench warrant")
    for by in ("County sheriff", "Transit police"):
        said(client, f"{table.file}arrest/{arrest}/", arrested_by=by, reason="It was somebody else")
        [(arrest,)] = rows(superuser, "arrest", table.number, "c.id")
        for reader in (table.clerk, table.officer):
            page = browser(reader.username).get(table.file).content.decode()
            assert f"<td>{by}</td>" in page
            for charge in ("647(b) PC", "Bench warrant"):
                assert charge in page[page.index("Charges: ") : page.index("Charges: ") + 2000]
                assert charge in on_paper(reader, table.number)
            assert " Charge " not in f" {on_paper(reader, table.number)}"
        assert count_record(table.clerk.door())[EXPLOITED] == {by: 1}
    charge = rows(superuser, "charge", table.number, "c.id")[0][0]
    said(client, f"{table.file}charge/{charge}/", code="653.22 PC", reason="Read again")
    assert "653.22 PC" in on_paper(table.officer, table.number)
    charge = rows(superuser, "charge", table.number, "c.id")[-1][0]
    said(client, f"{table.file}charge/{charge}/", code="242 PC", reason="Read once more")
    assert "242 PC (against a person)" in on_paper(table.officer, table.number)


def test_charges_are_withdrawn_with_their_arrest(browser: Browser, table: Table, superuser: psycopg.Connection) -> None:
    """Those of the agency go with it and keep the reason; another agency's stand alone, where everybody sees them."""
    client = browser(table.clerk.username)
    arrest = an_arrest(client, table, superuser)
    said(browser(table.officer.username), f"{table.file}add/charge/", arrest=str(arrest), code="Bench warrant")
    said(client, f"{table.file}arrest/{arrest}/", arrested_by="County sheriff", reason="It was the sheriff")
    [(arrest,)] = rows(superuser, "arrest", table.number, "c.id")
    answer = client.post(f"{table.file}arrest/{arrest}/withdraw/", {"reason": "Another youth's", "submission": str(uuid4())})
    assert answer.status_code == 302
    assert rows(superuser, "charge", table.number, "c.code") == [("Bench warrant",)]
    why = "SELECT reason FROM youths_charge WHERE withdrawn AND youth_id = (SELECT id FROM youths_youth WHERE number = %s)"
    assert superuser.execute(why, [table.number]).fetchall() == [("Another youth's",)]
    for reader in (table.clerk, table.officer):
        page = browser(reader.username).get(table.file).content.decode()
        assert "County sheriff" not in page
        assert "<h3>Charges</h3>" in page or ">Charges<" in page
        assert "Bench warrant" in page
        assert on_paper(reader, table.number) == "Charge Bench warrant"
    assert count_record(table.clerk.door())[EXPLOITED] == {}


def test_what_is_no_offense_of_a_minor_is_said_of_minors_only(
    browser: Browser, table: Table, superuser: psycopg.Connection
) -> None:
    """The age on the day of the arrest decides, also when that day is corrected; of an unknown age nothing is said."""
    client = browser(table.clerk.username)
    arrest = an_arrest(client, table, superuser, AS_AN_ADULT)
    assert rows(superuser, "charge", table.number, "c.decriminalized_today") == [(False,)]
    for day, minor in ((AS_A_MINOR, True), ("", False), (AS_A_MINOR, True), (AS_AN_ADULT, False)):
        said(client, f"{table.file}arrest/{arrest}/", arrested_on=day, reason="Another day")
        [(arrest,)] = rows(superuser, "arrest", table.number, "c.id")
        assert rows(superuser, "charge", table.number, "c.code, c.decriminalized_today") == [("647(b) PC", minor)]
        assert ("no offense of a minor" in on_paper(table.clerk, table.number)) is minor


def test_a_kind_with_one_claim_of_each_agency_is_changed_not_added(
    browser: Browser, table: Table, superuser: psycopg.Connection
) -> None:
    """ "Change status" opens what the agency says now; what it said last counts; another agency's own claim stands."""
    client, officer = browser(table.clerk.username), browser(table.officer.username)
    [(first,)] = rows(superuser, "statusattable", table.number, "c.id")
    opened = client.get(f"{table.file}add/statusattable/")
    assert opened.headers["Location"] == f"{table.file}statusattable/{first}/"
    said(client, opened.headers["Location"], status="INACTIVE", reason="Moved away")
    said(officer, f"{table.file}add/statusattable/", status="ACTIVE")
    assert rows(superuser, "statusattable", table.number, "c.status") == [("INACTIVE",), ("ACTIVE",)]
    assert count_record(table.clerk.door())["status_by_year"] == {"2025 INACTIVE": 1}


def test_two_who_add_at_once_leave_one_claim(table: Table, superuser: psycopg.Connection) -> None:
    """Whoever calls the action: the second claim replaces the first, says why, and the same form counts once."""
    youth, by, form = the_youth(superuser, table.number), author(table.clerk), uuid4()
    for status in ("AGED_OUT", "AGED_OUT"):
        add_claim(door=table.clerk.door(), kind=StatusAtTable, youth=youth, values={"status": status}, by=by, submission=form)
    add_claim(door=table.clerk.door(), kind=StatusAtTable, youth=youth, values={"status": "INACTIVE"}, by=by)
    assert rows(superuser, "statusattable", table.number, "c.status, c.reason") == [
        ("INACTIVE", "A newer entry of the same agency.")
    ]


def test_a_home_at_first_referral_is_not_replaced_without_a_reason(table: Table, superuser: psycopg.Connection) -> None:
    """It is never overwritten (study rule R4): a second one is refused, a correction says why."""
    youth, by = the_youth(superuser, table.number), author(table.clerk)
    first = add_claim(door=table.clerk.door(), kind=Residence, youth=youth, values={"city": "Markleeville"}, by=by)
    with pytest.raises(Refused):
        add_claim(door=table.clerk.door(), kind=Residence, youth=youth, values={"city": "Bear Valley"}, by=by)
    correct_claim(
        door=table.clerk.door(), claim=first, youth=youth, values={"city": "Kirkwood"}, reason="Misread", by=by
    )  # fmt: skip
    assert rows(superuser, "residence", table.number, "c.city, c.reason") == [("Kirkwood", "Misread")]


def test_no_caller_puts_a_youth_under_both_systems(table: Table, superuser: psycopg.Connection) -> None:
    """The action refuses, in whatever order it is said; a county with a protocol allows it."""
    youth, by, door = the_youth(superuser, table.number), author(table.clerk), table.clerk.door()
    now = {"status": "CURRENT"}
    welfare = add_claim(door=door, kind=ChildWelfareStatus, youth=youth, values=now, by=by)
    with pytest.raises(Refused, match=r"241\.1"):
        add_claim(door=door, kind=ProbationStatus, youth=youth, values=now, by=by)
    before = add_claim(door=door, kind=ProbationStatus, youth=youth, values={"status": "PREVIOUS"}, by=by)
    with pytest.raises(Refused, match=r"241\.1"):
        correct_claim(door=door, claim=before, youth=youth, values=now, reason="Again", by=by)
    correct_claim(door=door, claim=welfare, youth=youth, values={"status": "PREVIOUS"}, reason="Closed", by=by)
    correct_claim(door=door, claim=before, youth=youth, values=now, reason="Again", by=by)
    assert rows(superuser, "probationstatus", table.number, "c.status") == [("CURRENT",)]


def test_a_county_with_a_protocol_has_both_systems(home: Home, superuser: psycopg.Connection) -> None:
    """Los Angeles has one."""
    clerk = new_member(new_table("Los Angeles"), Role.COORD)
    youth = the_youth(superuser, youth_of(clerk, "Avocet"))
    for kind in (ChildWelfareStatus, ProbationStatus):
        assert add_claim(door=clerk.door(), kind=kind, youth=youth, values={"status": "CURRENT"}, by=author(clerk))


def author(member: Member) -> Author:
    """A member as the author of a claim."""
    return Author(PersonId(member.person), AgencyId(member.agency))
