"""The quarter without names: counts that are known, what is withheld, who may ask, and what stands on paper and slides."""

import io
import re
from collections.abc import Callable

import page
import psycopg
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from safetynet.config.database.doors import database_roles
from safetynet.config.home import Home
from safetynet.kernel import clock
from safetynet.kernel.dates import say_date
from safetynet.kernel.suppression import finest, suppress
from safetynet.meetings.rules.quarters import Quarter
from safetynet.policy.vocabulary import Role
from tests.factories.people import Member, new_member, new_table
from tests.integration.meetings.packet_help import one_line
from tests.integration.meetings.quarter_help import NAMES, QUARTER, QuarterWorld, build
from tests.integration.policy.test_definers import asked

PAGE = f"/quarterly/{QUARTER}/"
COUNTS = "SELECT policy.quarter_counts(%s, %s::date, %s::date)"
DAYS = ("2024-04-01", "2024-06-30")
Browser = Callable[..., Client]


@pytest.fixture(scope="module")
def known(home: Home) -> QuarterWorld:
    """The table with the known quarter."""
    with psycopg.connect(**home.address().admin_dsn(), autocommit=True) as superuser:
        return build(superuser, database_roles(home))


@pytest.fixture
def counts(home: Home, known: QuarterWorld) -> dict[str, object]:
    """The document as the database gives it to the school's seat, or to anybody else's."""
    return asked(home, known.kai, COUNTS, known.table, *DAYS)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(groups=st.lists(st.lists(st.integers(0, 60), max_size=12), min_size=1, max_size=40))
def test_the_database_withholds_what_python_withholds(superuser: psycopg.Connection, groups: list[list[int]]) -> None:
    """The same rule twice, group by group."""
    query = "SELECT policy.suppressed(%s::bigint[]), policy.none_small(%s::bigint[])"
    for group in groups:
        said, none_small = superuser.execute(query, [group, group]).fetchone()
        assert said == ["S" if count is None else count for count in suppress(group)]
        assert none_small == (finest([group]) == 0)


def test_issues_count_different_youths(counts: dict[str, list[dict[str, object]]]) -> None:
    """0, 1, 10, 11, 25: a nought is told, 1 and 10 are not, nor 11 beside them; where nothing is small, all is told."""
    assert {each["words"]: each["count"] for each in counts["needs"]} == {
        "Need of none": 0, "Need of one": "S", "Need of ten": "S", "Need of eleven": "S", "Need of all": 25,
    }  # fmt: skip
    assert {each["words"]: each["count"] for each in counts["others"]} == {
        "Issue of eleven": 11, "Issue of all": 25, "Issue of nobody": 0,
    }  # fmt: skip


def test_what_was_asked_and_answered(counts: dict[str, list[dict[str, object]]], known: QuarterWorld, superuser: object) -> None:
    """Probation: all told, with the median of 25 times 3 days and 11 times 9. Child welfare: 10 in time and 1 late are 11
    answered, beside 11 that are not; no finer."""
    names = dict(superuser.execute("SELECT id, short_name FROM governance_agency").fetchall())
    by_agency = {each.pop("agency"): each for each in counts["asked"]}
    finer = ("in_time", "late", "not_yet_due", "overdue")
    assert by_agency == {
        names[known.kai.agency]: {
            "asked": 36, "answered": 36, "open": 0, "in_time": 25, "late": 11, "not_yet_due": 0, "overdue": 0, "median_days": 3,
        },
        names[known.lena.agency]: {"asked": 22, "answered": 11, "open": 11, "median_days": 3, **dict.fromkeys(finer)},
    }  # fmt: skip
    assert counts["kinds"] == [{"kind": "FOLLOW_UP", "count": 58}]


def test_a_small_agency_is_not_told_by_the_kinds(home: Home, known: QuarterWorld, superuser: psycopg.Connection) -> None:
    """One follow-up of a third agency: the kinds tell 59 of all, so a second agency is withheld beside it, with all its parts."""
    (task,) = superuser.execute(
        "INSERT INTO meetings_task SELECT (jsonb_populate_record(t, jsonb_build_object('id', 1000000, 'owner_agency_id', %s))).* "
        "FROM meetings_task AS t WHERE t.table_id = %s AND t.owner_agency_id = %s AND t.state = 'OPEN' LIMIT 1 RETURNING id",
        [known.ada.agency, known.table, known.lena.agency],
    ).fetchone()
    try:
        told = asked(home, known.kai, COUNTS, known.table, *DAYS)
    finally:
        superuser.execute("DELETE FROM meetings_task WHERE id = %s", [task])
    assert told["kinds"] == [{"kind": "FOLLOW_UP", "count": 59}]
    found = {each["asked"]: each["answered"] for each in told["asked"]}
    assert sorted(map(str, (each["asked"] for each in told["asked"]))) == ["36", "S", "S"]
    assert found == {36: 36, "S": None}


def test_services_and_agendas(counts: dict[str, object]) -> None:
    """Different youths, of the quarter only; the youths of the agendas shared out once each."""
    names = ("sought", "taken_up", "not_taken_up", "waiting", "referred", "declined", "not_available")
    assert {each["type"]: [each[name] for name in names] for each in counts["services"]} == {
        "ADVOCACY": [25, 25, 0, 0, 0, 0, 0],
        "GROUP_PROGRAM": ["S", None, None, None, None, None, None],
        "LEGAL": [11, None, None, None, None, None, None],
        "PLACEMENT": [25, 11, 14, None, None, None, None],
    }
    assert counts["youths"] == {"new": 11, "carried": 0, "again": 14}


def test_attendance_is_exact(counts: dict[str, dict[str, object]]) -> None:
    """Two meetings, three people and two; levels where they are known."""
    told = counts["attendance"]
    assert (told["held"], told["mean"], told["median"]) == (2, 2.5, 2.5)
    assert sorted((each["meetings"], each["people"]) for each in told["agencies"]) == [(1, 1), (2, 1), (2, 1)]
    assert told["levels"] == [{"level": "", "people": 2}, {"level": "SUPERVISOR", "people": 1}]


def test_only_members_of_the_table_count_and_only_whole_quarters(home: Home, known: QuarterWorld) -> None:
    """No seat, no role, an ended agreement, another table: nothing. A period of one's own choosing: refused."""
    neighbor = new_member(new_table("Glenn"), Role.COORD)
    assert asked(home, neighbor, COUNTS, known.table, *DAYS) is None
    for period in (
        ("2024-04-01", "2024-06-29"),
        ("2024-04-02", "2024-06-30"),
        ("2024-01-01", "2024-06-30"),
        ("2099-01-01", "2099-03-31"),
    ):
        with pytest.raises(psycopg.DatabaseError, match="only a whole quarter"):
            asked(home, known.ada, COUNTS, known.table, *period)


def test_only_the_whole_document_can_be_asked_for(home: Home, known: QuarterWorld) -> None:
    """The functions behind it give exact counts to the policy alone."""
    for name in ("quarter_youths", "quarter_asked", "quarter_kinds", "quarter_services", "quarter_attendance"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            asked(home, known.ada, f"SELECT policy.{name}(%s, %s::date, %s::date)", known.table, *DAYS)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        asked(home, known.ada, "SELECT policy.suppressed(ARRAY[1, 2])")


def printed(client: Client, form: str) -> list[str]:
    """The text of each page of the report or the slides; they have passed the rules of PDF/UA-1."""
    answer = client.post(f"{PAGE}print/", {"form": form})
    assert answer.status_code == 200, answer.content.decode()
    assert answer.headers["Content-Type"] == "application/pdf"
    report = page.validate_pdf_bytes(answer.content, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [failure.message for failure in report.failures]
    return [one_line(each.extract_text().replace("\u200b", "")) for each in PdfReader(io.BytesIO(answer.content)).pages]


def test_page_report_and_slides_name_nobody(known: QuarterWorld, browser: Browser) -> None:
    """No name, no number, none of the words that were asked; the mark and its meaning; the same figures on all three."""
    for member in (known.ada, known.lena):
        client = browser(member.username)
        shown = client.get(PAGE).content.decode()
        report, slides = printed(client, "quarterly"), printed(client, "slides")
        for text in (shown, *report, *slides):
            for secret in (*NAMES, *known.numbers, "Zephyrine", "Secretword"):
                assert secret not in text
        for text in (shown, " ".join(report), " ".join(slides)):
            assert "S: a count of 1 to 10, withheld, or a larger one withheld so that those cannot be worked out. 0 is 0." in text
            assert "Questions written in the files of youths are not counted here." in text
            assert "Need of ten" in text
            assert not re.search(r"Need of (?:ten|one|eleven)\D{0,120}\b(?:1|10|11)\b\D", re.sub("<[^>]+>", " ", text)), text
        assert len(report) <= 2
        assert "Need of all 25" in one_line(" ".join(report))


def test_the_exact_counts_are_for_those_who_read_each(known: QuarterWorld, browser: Browser) -> None:
    """Child welfare sees its own 22 and 11, the coordinator both agencies'; on paper no such table stands."""
    ada, lena = (browser(member.username).get(PAGE).content.decode().split('id="exact"')[1] for member in (known.ada, known.lena))
    rows = [re.findall(r"<td class=\"figures\">(\d+)</td><td class=\"figures\">(\d+)</td>", text) for text in (ada, lena)]
    assert sorted(rows[0]) == [("22", "11"), ("36", "36")]
    assert rows[1] == [("22", "11")]
    assert "Exact" not in " ".join(printed(browser(known.ada.username), "quarterly"))


def test_printing_is_written_into_the_log(known: QuarterWorld, browser: Browser, superuser: psycopg.Connection) -> None:
    """Who printed which quarter in which form."""
    printed(browser(known.kai.username), "slides")
    entry = superuser.execute(
        "SELECT subject, detail ->> 'form' FROM audit.entry WHERE person = %s AND action = 'print' AND subject_kind = 'quarter'",
        [known.kai.person],
    ).fetchall()
    assert entry == [(QUARTER, "slides")]


def test_a_quarter_that_runs_goes_on_no_paper(known: QuarterWorld, browser: Browser) -> None:
    """Two prints a day apart could be subtracted; the page says so and offers none."""
    client = browser(known.ada.username)
    shown = client.get("/quarterly/").content.decode()
    running = re.search(r"/quarterly/(\d{4}-\d)/\?table=\d+\">The [^<]+ so far", shown)[1]
    answer = client.get(f"/quarterly/{running}/")
    assert answer.status_code == 200
    assert "print/" not in answer.content.decode()
    refused = client.post(f"/quarterly/{running}/print/", {"form": "slides"})
    assert refused.status_code == 409
    assert "can be made when it is over" in refused.content.decode()


def test_what_is_asked_of_the_heads(known: QuarterWorld, browser: Browser) -> None:
    """The coordinator calls the meeting in the next quarter and keeps what is asked; it stands in the report; nobody is named."""
    ada, kai = browser(known.ada.username), browser(known.kai.username)
    assert "held in the 3rd quarter" in ada.post(PAGE, {"what": "call", "day": "2024-10-01"}, follow=True).content.decode()
    assert kai.post(PAGE, {"what": "call", "day": "2024-07-09"}).status_code == 403
    assert ada.post(PAGE, {"what": "call", "day": "2024-07-09"}).status_code == 302
    ask = {
        "what": "ask",
        "agency": str(known.kai.agency),
        "words": "Returns nobody knew of",
        "ask": "Designate a placement officer",
    }
    assert kai.post(PAGE, ask).status_code == 403
    for named in (f"{NAMES[0]}, Zephyrine came back", f"zephyrine {NAMES[0].upper()}", f"youth {known.numbers[0]}"):
        assert "names a youth" in ada.post(PAGE, {**ask, "words": named}, follow=True).content.decode()
    assert ada.post(PAGE, ask).status_code == 302
    shown = kai.get(PAGE).content.decode()
    assert "Designate a placement officer" in shown
    assert shown.count("<li><strong>") == 1
    assert "Designate a placement officer (Returns nobody knew of)" in " ".join(printed(kai, "quarterly"))
    topic = re.search(r'name="topic".*?<option value="(\d+)"', ada.get(PAGE).content.decode())[1]
    assert ada.post(PAGE, {**ask, "ask": "Send one officer each week", "topic": topic}).status_code == 302
    assert "Send one officer each week" in " ".join(printed(kai, "slides"))


@pytest.mark.parametrize("address", ["/quarterly/", PAGE, f"{PAGE}print/"])
def test_eve_and_finn(browser: Browser, address: str) -> None:
    """For a stranger there are no quarters; whose agreement ended is told the rule."""
    for username, status in (("eve", 404), ("finn", 403), ("gale", 404)):
        client = browser(username)
        assert client.get(address).status_code == status, username
        if address != "/quarterly/":
            assert client.post(address, {"what": "ask", "form": "slides"}).status_code == status, username
    assert "agreement" in browser("finn").get(address).content.decode()


def test_there_is_no_such_quarter(known: QuarterWorld, browser: Browser) -> None:
    """Neither a fifth one nor one to come."""
    client = browser(known.ada.username)
    for key in ("2024-5", "2024", "x", "9999-4", "2098-1", "2024-2-1"):
        assert client.get(f"/quarterly/{key}/").status_code == 404


def test_a_running_quarter_is_not_counted_for_whoever_waits_outside(
    home: Home, known: QuarterWorld, superuser: psycopg.Connection, browser: Browser
) -> None:
    """Its figures would move with what is said of the youth behind the wall. Others have them, and so has everybody a past one."""
    running = Quarter.of(clock.today())
    days = (running.begins.isoformat(), running.ends.isoformat())
    superuser.execute(
        "INSERT INTO governance_wall (person_id, youth_id, table_id, begins, reason, recorded_by_id, recorded_at) "
        "VALUES (%s, %s, %s, '2020-01-01', 'kin', %s, now())",
        [known.kai.person, known.youths[0], known.table, known.ada.person],
    )
    try:
        assert asked(home, known.kai, COUNTS, known.table, *days) is None
        assert asked(home, known.ada, COUNTS, known.table, *days) is not None
        assert asked(home, known.kai, COUNTS, known.table, *DAYS) is not None
        answer = browser(known.kai.username).get(f"/quarterly/{running.key}/")
        assert answer.status_code == 403
        assert "not counted for you" in answer.content.decode()
        assert browser(known.kai.username).get(PAGE).status_code == 200
        opens = running.following.begins
        for address in ("/quarterly/", f"/quarterly/{running.before.key}/"):
            for username, leads in ((known.kai.username, False), (known.ada.username, True)):
                listed = browser(username).get(address).content.decode()
                assert (f'href="/quarterly/{running.key}/' in listed) is leads, (address, username)
                assert (f"opens for you on {say_date(opens)}" in listed) is not leads, (address, username)
    finally:
        superuser.execute("DELETE FROM governance_wall WHERE person_id = %s", [known.kai.person])


def test_finn_gets_nothing_from_the_function_either(home: Home, known: QuarterWorld, superuser: psycopg.Connection) -> None:
    """The gate is asked inside: with an agreement that ended, NULL."""
    lapsed: Member = known.lena
    superuser.execute("UPDATE governance_agreement SET expires_on = '2021-01-01' WHERE person_id = %s", [lapsed.person])
    try:
        assert asked(home, lapsed, COUNTS, known.table, *DAYS) is None
    finally:
        superuser.execute("UPDATE governance_agreement SET expires_on = '2099-01-01' WHERE person_id = %s", [lapsed.person])
    assert asked(home, lapsed, COUNTS, known.table, *DAYS) is not None
