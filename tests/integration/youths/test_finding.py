"""Double last names, and people who sit at several tables: who is found, where, and on whose register a youth is put."""

from collections.abc import Callable

import psycopg
import pytest
from django.test import Client

from safetynet.youths.queries.lists import search_youths
from tests.factories.people import Member, new_coordinator
from tests.integration.web.paper import fill, form_on
from tests.integration.web.places import youth_of
from tests.integration.youths.test_known_one_by_one import join

Browser = Callable[..., Client]
pytestmark = pytest.mark.usefixtures("home")


@pytest.mark.parametrize("last", ["Garcia-Lopez", "Garcia Lopez", "de la Garcia Lopez"])
def test_a_last_name_of_several_words_is_found_however_it_is_typed(last: str) -> None:
    """With a blank or a hyphen, with the first name before, behind, or not at all; misspelt too."""
    clerk = new_coordinator()
    number = youth_of(clerk, last, "Ana Maria")
    youth_of(clerk, "Lopez", "Garcia")
    plain = last.replace("-", " ")
    spellings = (plain, last, plain[:-2], f"Ana {plain}", f"Ana Maria {plain}", f"{plain} Ana", f"{plain}, Ana", f"{plain[:-1]}s")
    for words in spellings:
        found = [youth.number for youth in search_youths(clerk.door(), words).youths]
        assert number in found, words


def two_tables() -> tuple[Member, Member, Member]:
    """Somebody with seats at two tables, and the coordinator of each."""
    first, second = new_coordinator(), new_coordinator()
    both = new_coordinator()
    join(both, first.table)
    join(both, second.table)
    return both, first, second


def test_with_several_seats_the_form_asks_for_the_table(browser: Browser, superuser: psycopg.Connection) -> None:
    """The youth stands on the register that was chosen; a table where the person may not refer is no choice."""
    both, first, second = two_tables()
    client = browser(both.username)
    assert form_on(client.get("/youths/refer/"), "last_name")["table"] == ""
    typed = {"last_name": "Kestrel", "source": "PROBATION", "referred_on": "1/7/2025"}
    for chosen in ("", "1", str(new_coordinator().table)):
        assert "Location" not in fill(client, "/youths/refer/", **typed, table=chosen).headers
    for chosen in (second, first):
        number = fill(client, "/youths/refer/", **typed, table=str(chosen.table)).headers["Location"].split("/")[2]
        [table] = superuser.execute("SELECT table_id FROM youths_youth WHERE number = %s", [number]).fetchone()
        assert table == chosen.table


def test_the_seat_that_decides_is_the_table_that_is_written_to(browser: Browser, superuser: psycopg.Connection) -> None:
    """A seat where the agreement has lapsed comes first by number; the youth goes to the other, and nothing is asked."""
    lapsed, clerk = new_coordinator(), new_coordinator()
    join(clerk, lapsed.table)
    superuser.execute(
        "UPDATE governance_agreement SET expires_on = '2021-01-01' WHERE person_id = %s AND table_id = %s",
        [clerk.person, lapsed.table],
    )
    client = browser(clerk.username)
    assert "table" not in form_on(client.get("/youths/refer/"), "last_name")
    answer = fill(client, "/youths/refer/", last_name="Kestrel", source="PROBATION", referred_on="1/7/2025")
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    number = answer.headers["Location"].split("/")[2]
    [table] = superuser.execute("SELECT table_id FROM youths_youth WHERE number = %s", [number]).fetchone()
    assert table == clerk.table > lapsed.table


def test_the_list_says_whose_it_is_and_leads_to_the_others(browser: Browser) -> None:
    """Each table's youths stand in its own list and are found there; a table without a seat is nobody's choice."""
    both, first, second = two_tables()
    stranger = new_coordinator()
    client = browser(both.username)
    youths = {member.table: youth_of(member, "Kestrel") for member in (first, second, stranger)}
    for table in (first.table, second.table):
        for asked in ("", "&q=Kestrel"):
            page = client.get(f"/youths/?table={table}{asked}").content.decode()
            assert [number for number in youths.values() if number in page] == [youths[table]]
            assert "You have seats at several tables." in page
            other = second.table if table == first.table else first.table
            assert f"table={other}" in page
    page = client.get(f"/youths/?table={stranger.table}").content.decode()
    assert youths[stranger.table] not in page
    assert "several tables" not in browser(first.username).get("/youths/").content.decode()
