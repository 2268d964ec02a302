"""Writing on the youth's file: add, correct, withdraw; two agencies, two people, two clicks; and what is posted by hand."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import connections
from django.test import Client
from psycopg import sql

from safetynet.config.home import Home
from safetynet.kernel import clock
from safetynet.kernel.codes import AgencyType
from safetynet.policy.grants import GRANTS
from safetynet.policy.vocabulary import Category, Role, Verb
from safetynet.youths.models import CLAIM_KINDS
from tests.factories.people import Member, new_member, new_table
from tests.integration.web.conftest import Snapshot
from tests.integration.web.paper import fill, form_on
from tests.integration.web.places import youth_of

Browser = Callable[..., Client]
PLACE = {"placement_kind": "GROUP_HOME"}


@dataclass(frozen=True)
class Table:
    """A table of its own: a coordinator and her colleague, a probation officer, a school's representative, two youths."""

    clerk: Member
    colleague: Member
    officer: Member
    teacher: Member
    youth: str
    other: str


@pytest.fixture(scope="module")
def table(home: Home) -> Table:
    """The table, seated."""
    made = new_table()
    clerk = new_member(made, Role.COORD)
    colleague = new_member(made, Role.COORD, agency=clerk.agency)
    officer = new_member(made, Role.PROB, kind=AgencyType.PROBATION)
    teacher = new_member(made, Role.SCH, kind=AgencyType.SCHOOL_DISTRICT)
    return Table(clerk, colleague, officer, teacher, youth_of(clerk, "Avocet"), youth_of(clerk, "Dunlin"))


def text(client: Client, address: str) -> str:
    """A page as text."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def newest(superuser: psycopg.Connection, kind: str, number: str) -> dict[str, object]:
    """The row that was added last about a youth."""
    query = sql.SQL("SELECT c.* FROM {} c JOIN youths_youth y ON y.id = c.youth_id WHERE y.number = %s ORDER BY c.id DESC LIMIT 1")
    cursor = superuser.execute(query.format(sql.Identifier(f"youths_{kind}")), [number])
    return dict(zip([column.name for column in cursor.description], cursor.fetchone(), strict=True))


def count(superuser: psycopg.Connection, kind: str, number: str) -> int:
    """How many rows of a kind there are about a youth."""
    query = sql.SQL("SELECT count(*) FROM {} c JOIN youths_youth y ON y.id = c.youth_id WHERE y.number = %s")
    return superuser.execute(query.format(sql.Identifier(f"youths_{kind}")), [number]).fetchone()[0]


@pytest.mark.parametrize(
    ("kind", "field"), [("householdmember", "birth_date"), ("placement", "begins"), ("contactdate", "contacted_on")]
)
def test_nothing_has_happened_that_lies_ahead(browser: Browser, table: Table, kind: str, field: str) -> None:
    """A birth, a stay or a contact in the future is refused beside its field; what was typed stays."""
    client, file = browser(table.clerk.username), f"/youths/{table.youth}/"
    ahead = (clock.today() + timedelta(days=40)).isoformat()
    answer = fill(client, f"{file}add/{kind}/", **{field: ahead})
    assert answer.status_code == 400
    assert "This lies ahead" in answer.content.decode()
    assert form_on(answer, field)[field]


def test_add_correct_withdraw_and_history(browser: Browser, table: Table, superuser: psycopg.Connection) -> None:
    """What is said shows; a correction needs a reason and replaces it; a withdrawal too; the history keeps all of it."""
    client, file = browser(table.clerk.username), f"/youths/{table.youth}/"
    answer = fill(client, f"{file}add/summary/", text="Seen at the drop-in on Friday.")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{file}#notes")
    assert "Seen at the drop-in on Friday." in text(client, file)
    first = newest(superuser, "summary", table.youth)["id"]
    silent = fill(client, f"{file}summary/{first}/", text="Seen on Saturday.")
    assert silent.status_code == 400
    assert form_on(silent, "reason")["text"] == "Seen on Saturday."
    assert fill(client, f"{file}summary/{first}/", text="Seen on Saturday.", reason="It was the day after").status_code == 302
    page = text(client, file)
    assert "Seen on Saturday." in page
    assert "Seen at the drop-in on Friday." not in page
    second = newest(superuser, "summary", table.youth)["id"]
    assert client.post(f"{file}summary/{second}/withdraw/", {"reason": "", "submission": uuid4()}).status_code == 400
    assert "Seen on Saturday." in text(client, file)
    withdraw = form_on(client.get(f"{file}summary/{second}/"), "reason")
    taken = client.post(f"{file}summary/{second}/withdraw/", {**withdraw, "reason": "It was somebody else"})
    assert taken.status_code == 302
    assert "Seen on Saturday." not in text(client, file)
    for claim in (first, second):
        history = text(client, f"{file}summary/{claim}/history/")
        for said in (
            "Withdrawn",
            "It was somebody else",
            "Seen on Saturday.",
            "It was the day after",
            "Seen at the drop-in on Friday.",
        ):
            assert said in history, said
        assert history.index("It was somebody else") < history.index("It was the day after") < history.index("drop-in")
    assert client.post(f"{file}summary/{first}/withdraw/", {"reason": "late", "submission": uuid4()}).status_code == 409


def test_two_agencies_may_disagree(browser: Browser, table: Table) -> None:
    """Both claims stand side by side with who says so, and the difference is marked."""
    file = f"/youths/{table.other}/"
    client = browser(table.officer.username)
    assert fill(client, f"{file}add/identity/", last_name="Dunlin", first_name="Wren", birth_date="2011-05-06").status_code == 302
    page = text(client, file)
    for said in ("Sun 6 May 2007", "Fri 6 May 2011", "agencies differ"):
        assert said in page, said
    clerk_says, officer_says = (_agency(page, day) for day in ("Sun 6 May 2007", "Fri 6 May 2011"))
    assert clerk_says != officer_says


def _agency(page: str, day: str) -> str:
    """Who says so, in the record that holds this day."""
    return re.search(rf"{day}.*?(agency \d+-\d+)", page[page.index('id="h-index"') :], re.DOTALL)[1]


def test_the_second_of_two_sees_the_firsts_change_and_loses_nothing(
    browser: Browser, table: Table, superuser: psycopg.Connection
) -> None:
    """Both open the same entry; the second is shown what the first said, keeps what was typed, and decides."""
    first, second, file = browser(table.clerk.username), browser(table.colleague.username), f"/youths/{table.youth}/"
    fill(first, f"{file}add/placement/", **PLACE, place="Harbor House")
    entry = f"{file}placement/{newest(superuser, 'placement', table.youth)['id']}/"
    opened = form_on(second.get(entry), "placement_kind")
    assert fill(first, entry, place="Harbor House North", reason="There are two").status_code == 302
    typed = {**opened, "place": "Harbour House, 2nd floor", "city": "Oakland", "reason": "Called them"}
    answer = second.post(entry, typed)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Somebody replaced this entry while you were writing." in page
    assert "<dd>Harbor House North</dd>" in page
    kept = form_on(answer, "placement_kind")
    assert {name: kept[name] for name in ("place", "city", "reason")} == {name: typed[name] for name in ("place", "city", "reason")}
    assert "Harbor House North" in text(second, file)
    assert second.post(entry, kept).status_code == 302
    page = text(second, file)
    assert "Harbour House, 2nd floor" in page
    assert "Harbor House North" not in page
    history = text(second, f"{entry}history/")
    for said in ("Harbor House", "Harbor House North", "Harbour House, 2nd floor", "There are two", "Called them"):
        assert said in history, said


def test_a_form_counts_once(browser: Browser, table: Table, superuser: psycopg.Connection) -> None:
    """Sent twice, and by eight impatient clicks at once: one claim, and every answer leads back to the file."""
    client, file = browser(table.clerk.username), f"/youths/{table.youth}/"
    before = count(superuser, "alias", table.youth)
    form = {**form_on(client.get(f"{file}add/alias/"), "submission"), "name": "Twice"}
    assert [client.post(f"{file}add/alias/", form).status_code for _ in range(2)] == [302, 302]
    assert count(superuser, "alias", table.youth) == before + 1
    form = {**form_on(client.get(f"{file}add/alias/"), "submission"), "name": "Eight times"}

    def click(_: int) -> int:
        mine = Client(SERVER_NAME="127.0.0.1")
        mine.cookies.update(client.cookies)
        try:
            return mine.post(f"{file}add/alias/", form).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as fingers:
        assert set(fingers.map(click, range(8))) == {302}
    assert count(superuser, "alias", table.youth) == before + 2


def test_a_referral_counts_once(browser: Browser, table: Table, superuser: psycopg.Connection) -> None:
    """One youth, however often the form is sent; the second answer leads to the same file."""
    client = browser(table.clerk.username)
    form = form_on(client.get("/youths/refer/"), "submission")
    form |= {"last_name": "Once", "first_name": "Only", "referred_on": "2025-02-03", "source": "COURT"}
    answers = [client.post("/youths/refer/", form) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert superuser.execute("SELECT count(*) FROM youths_identity WHERE last_name = 'Once'").fetchone()[0] == 1


def test_bookkeeping_posted_by_hand_has_no_effect(browser: Browser, table: Table, superuser: psycopg.Connection) -> None:
    """Who says so, for whom, when, at which table: the house fills that in, whatever a form carries."""
    client, file = browser(table.clerk.username), f"/youths/{table.youth}/"
    ids = dict(superuser.execute("SELECT number, id FROM youths_youth").fetchall())
    by_hand = {
        "id": "1", "pk": "1", "youth": ids[table.other], "youth_id": ids[table.other], "table": "1", "table_id": "1",
        "source_agency": table.officer.agency, "source_agency_id": table.officer.agency, "recorded_at": "1999-01-01",
        "recorded_by": table.officer.person, "recorded_by_id": table.officer.person, "withdrawn": "on",
        "superseded_at": "1999-01-01", "supersedes": "1", "supersedes_id": "1", "batch": "7",
        "reason": "by hand", "replaces": "1",
    }  # fmt: skip
    form = {**form_on(client.get(f"{file}add/placement/"), "submission"), **PLACE, "place": "By hand", **by_hand}
    assert client.post(f"{file}add/placement/", form).status_code == 302
    row = newest(superuser, "placement", table.youth)
    assert row["place"] == "By hand"
    assert (row["youth_id"], row["table_id"]) == (ids[table.youth], table.clerk.table)
    assert (row["source_agency_id"], row["recorded_by_id"]) == (table.clerk.agency, table.clerk.person)
    assert (row["withdrawn"], row["superseded_at"], row["supersedes_id"], row["batch"], row["reason"]) == (
        False,
        None,
        None,
        None,
        "",
    )
    assert row["recorded_at"].year >= 2026


def test_computed_fields_are_computed(browser: Browser, table: Table, superuser: psycopg.Connection) -> None:
    """A charge's group follows from its code; posted by hand, another group has no effect."""
    client, file = browser(table.clerk.username), f"/youths/{table.youth}/"
    assert (
        fill(client, f"{file}add/arrest/", arrested_by="City police", forum="JUVENILE", arrested_on="2013-04-05").status_code == 302
    )
    arrest = newest(superuser, "arrest", table.youth)["id"]
    form = {**form_on(client.get(f"{file}add/charge/"), "submission"), "arrest": str(arrest), "code": "647(b)"}
    answer = client.post(f"{file}add/charge/", {**form, "charge_group": "VIOLENT", "decriminalized_today": ""})
    assert answer.status_code == 302, answer.content.decode()
    row = newest(superuser, "charge", table.youth)
    assert row["decriminalized_today"] is True
    assert row["charge_group"] != "VIOLENT"


def test_what_a_role_may_not_write_is_refused(browser: Browser, table: Table, snapshot: Snapshot) -> None:
    """A school's representative posts every kind of claim by hand: only schooling and requests are taken at all, and no
    claim is among what everybody writes in a meeting."""
    client = browser(table.teacher.username)
    allowed = {grant.category for grant in GRANTS if grant.role is Role.SCH and grant.verb is Verb.WRITE}
    in_meetings = {Category.ROOM, Category.STATEMENT, Category.TASK, Category.DRAFT, Category.WALL}
    assert allowed == {Category.EDUCATION, Category.REQUEST} | in_meetings
    refused = [kind for kind in CLAIM_KINDS if kind.kind.category not in allowed]
    assert len(refused) > 40
    before = snapshot()
    for kind in refused:
        everything = {field.name: "1" for field in kind._meta.fields} | {"submission": str(uuid4()), "reason": "by hand"}
        for address in (f"add/{kind._meta.model_name}/", f"{kind._meta.model_name}/1/", f"{kind._meta.model_name}/1/withdraw/"):
            answer = client.post(f"/youths/{table.youth}/{address}", everything)
            assert answer.status_code == 403, address
            assert "Not shared with School" in answer.content.decode() or "School" in answer.content.decode()
    assert snapshot() == before
    assert fill(client, f"/youths/{table.youth}/add/schooling/", school="Lakeside High").status_code == 302


def test_another_youths_and_another_agencys_entries_are_out_of_reach(
    browser: Browser, table: Table, superuser: psycopg.Connection, snapshot: Snapshot
) -> None:
    """Numbers swapped in addresses and in hidden fields: corrected and withdrawn is nothing, shown is nothing."""
    client, officer = browser(table.clerk.username), browser(table.officer.username)
    for number in (table.youth, table.other):
        assert fill(client, f"/youths/{number}/add/placement/", **PLACE, place=f"Mine about {number}").status_code == 302
        assert fill(officer, f"/youths/{number}/add/placement/", **PLACE, place=f"Theirs about {number}").status_code == 302
    theirs = newest(superuser, "placement", table.youth)["id"]
    about_other = newest(superuser, "placement", table.other)["id"] - 1
    mine = theirs - 1
    form = {**form_on(client.get(f"/youths/{table.youth}/placement/{mine}/"), "placement_kind"), "reason": "by hand", "place": "X"}
    before = snapshot()
    here = f"/youths/{table.youth}/placement"
    attempts = [
        client.post(f"{here}/{about_other}/", form),
        client.post(f"{here}/{theirs}/", form),
        client.post(f"{here}/{mine}/", {**form, "replaces": str(about_other)}),
        client.post(f"{here}/{mine}/", {**form, "replaces": str(theirs)}),
        client.post(f"{here}/{about_other}/withdraw/", {"reason": "by hand", "submission": str(uuid4())}),
        client.post(f"{here}/{theirs}/withdraw/", {"reason": "by hand", "submission": str(uuid4())}),
        client.get(f"{here}/{about_other}/history/"),
        client.get(f"{here}/{about_other}/"),
    ]
    assert {answer.status_code for answer in attempts} <= {403, 404, 409}
    assert snapshot() == before
    for answer in attempts:
        assert f"Mine about {table.other}" not in answer.content.decode()


def test_a_charge_cannot_hang_on_another_youths_arrest(browser: Browser, table: Table, superuser: psycopg.Connection) -> None:
    """What a form may point at are this youth's own rows."""
    client = browser(table.clerk.username)
    assert fill(client, f"/youths/{table.other}/add/arrest/", arrested_by="County sheriff", forum="JUVENILE").status_code == 302
    arrest = newest(superuser, "arrest", table.other)["id"]
    form = form_on(client.get(f"/youths/{table.youth}/add/charge/"), "submission")
    answer = client.post(f"/youths/{table.youth}/add/charge/", {**form, "arrest": str(arrest), "code": "236.1"})
    assert answer.status_code == 400
    assert "Select a valid choice" in answer.content.decode()
