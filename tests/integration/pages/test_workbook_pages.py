"""The pages of a county's workbook, as a browser without JavaScript uses them."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from django.test import Client

from safetynet.audit.acts import Act
from safetynet.intake.queries import find_duplicates, find_held, find_workbooks
from safetynet.kernel.identifiers import TableId
from safetynet.youths.models import Identity
from tests.factories.county_workbooks import FAULTY
from tests.factories.people import Member, new_coordinator

HEADERS = ("Client #", "Last Name", "First Name", "DOB", "Race", "Sex", "Type", "Date Referred")
ROWS = (
    ("N-1", "Aster", "Bo", "3/1/1999", "Black", "F", "CSEC", "6/1/2013"),
    ("N-2", "Aster", "Boe", "3/1/1999", "Latina", "F", "At risk", "6/2/2013"),
    ("N-3", "Cress", "Di", "31/02/1999", "White", "F", "CSEC", "6/3/2013"),
)
FORM = re.compile(r'<(?:input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"|select[^>]*?name="([^"]+)".*?</select>)', re.DOTALL)


def workbook(rows: tuple[tuple[str, ...], ...] = ROWS, headers: tuple[str, ...] = HEADERS) -> io.BytesIO:
    """A small workbook as a file to hand in."""
    book = openpyxl.Workbook()
    book.active.title = "Clients"
    for row in (headers, *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "office's list.xlsx"
    return file


def fields(page: str) -> dict[str, str]:
    """What a browser would send of the page's form."""
    sent = {}
    for name, value, select in FORM.findall(page):
        sent[name or select] = value
    for whole in re.finditer(r'<select[^>]*name="([^"]+)".*?</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected>', whole[0])
        sent[whole[1]] = chosen[1] if chosen else ""
    return sent


@pytest.fixture
def ruth(home: object) -> Member:
    """A coordinator of a table of its own."""
    return new_coordinator("Yuba")


@pytest.fixture
def at_desk(ruth: Member, browser) -> Client:
    return browser(ruth.username)


def hand_in(client: Client, file: io.BytesIO) -> str:
    """Hand a workbook in; the address of its mapping."""
    answer = client.post("/workbooks/", {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def finish(client: Client, mapping: str) -> str:
    """Accept the mapping as it is proposed and press the button until all is loaded; the workbook's page."""
    answer = client.post(mapping, {**fields(client.get(mapping).content.decode()), "do": "load"})
    assert answer.status_code == 302, answer.content.decode()
    address = answer.headers["Location"]
    for _ in range(20):
        page = client.get(address).content.decode()
        if "Go on loading" not in page:
            return page
        assert client.post(f"{address}step/").status_code == 302
    raise AssertionError("the workbook is never loaded")


def names(member: Member) -> set[str]:
    """The last names on the register of a member's table."""
    with member.door().opened() as door:
        door.note(Act("view", "test"))
        return set(Identity.objects.filter(table_id=member.table, superseded_at=None).values_list("first_name", flat=True))


def test_a_workbook_is_loaded_without_a_script(at_desk: Client, ruth: Member) -> None:
    """Handed in, its mapping shown, tried, loaded step by step; its youths counted; what was wrong is told."""
    mapping = hand_in(at_desk, workbook())
    page = at_desk.get(mapping).content.decode()
    assert "“Last Name” is a known header" in page
    assert 'value="last_name" selected' in page
    tried = at_desk.post(mapping, {**fields(page), "do": "try"}).content.decode()
    assert "A trial: nothing was written" in tried
    assert "new youths 2" in tried
    assert names(ruth) == set()
    done = finish(at_desk, mapping)
    assert "See its 2 youths" in done
    assert "31/02/1999" in done
    assert names(ruth) == {"Bo", "Boe"}
    listed = at_desk.get(f"/youths/?workbook={mapping.split('/')[2]}").content.decode()
    assert "<strong>2 youths</strong>" in listed


def test_a_script_is_told_when_all_is_loaded(at_desk: Client) -> None:
    """A step asked for by a script answers with the bar alone, and at the end with where to go."""
    mapping = hand_in(at_desk, workbook())
    answer = at_desk.post(mapping, {**fields(at_desk.get(mapping).content.decode()), "do": "load"})
    step = at_desk.post(f"{answer.headers['Location']}step/", headers={"HX-Request": "true"})
    assert step.headers["HX-Redirect"] == answer.headers["Location"]
    assert "<html" not in step.content.decode()


def test_another_meaning_is_obeyed_saved_and_proposed_again(at_desk: Client, ruth: Member) -> None:
    """A person says what a column is, saves it; the next workbook with these headers gets that mapping."""
    headers = (*HEADERS[:-1], "Zq")
    mapping = hand_in(at_desk, workbook(ROWS[:2], headers))
    page = at_desk.get(mapping).content.decode()
    sent = {**fields(page), "field-0-H": "referred_on", "name": "Our office", "do": "save"}
    saved = at_desk.post(mapping, sent).content.decode()
    assert "saved as “Our office”" in saved
    assert find_workbooks(ruth.door(), TableId(ruth.table))["saved_mappings"][0]["name"] == "Our office"
    later = hand_in(at_desk, workbook((("N-9", "Later", "Lu", "1/1/2001", "White", "F", "CSEC", "6/3/2014"),), headers))
    assert 'value="referred_on" selected' in at_desk.get(later).content.decode()


def test_another_kind_of_sheet_is_shown_before_it_is_loaded(at_desk: Client, ruth: Member) -> None:
    """Whoever says that a sheet is something else sees its columns anew; nothing is loaded by that press."""
    mapping = hand_in(at_desk, workbook())
    sent = {**fields(at_desk.get(mapping).content.decode()), "kind-0": "arrests", "do": "load"}
    page = at_desk.post(mapping, sent)
    assert page.status_code == 200
    assert "look once more" in page.content.decode()
    assert "Date of arrest" in page.content.decode()
    assert names(ruth) == set()


def test_a_mapping_that_cannot_be_used_keeps_what_was_typed(at_desk: Client) -> None:
    """No last name, no load: the page says so and keeps the person's choices."""
    mapping = hand_in(at_desk, workbook())
    sent = {**fields(at_desk.get(mapping).content.decode()), "field-0-B": "", "field-0-E": "language", "do": "load"}
    page = at_desk.post(mapping, sent)
    assert page.status_code == 400
    text = page.content.decode()
    assert "no column is its last name or whole name in one column" in text
    assert 'value="language" selected' in text


def test_a_held_row_is_mended_and_another_set_aside(at_desk: Client, ruth: Member) -> None:
    """What still is wrong is said again and kept as typed; then the row is loaded; the other is set aside."""
    rows = (*ROWS, ("N-4", "", "Em", "2/2/2000", "White", "F", "CSEC", "6/3/2013"))
    finish(at_desk, hand_in(at_desk, workbook(rows)))
    waiting = find_held(ruth.door(), TableId(ruth.table))["rows"]
    assert [row["row"] for row in waiting] == [4, 5]
    address = f"/workbooks/held/{waiting[0]['id']}/"
    page = at_desk.get(address).content.decode()
    assert "31/02/1999" in page
    sent = fields(page)
    birth = next(name for name, value in sent.items() if value == "31/02/1999")
    again = at_desk.post(address, {**sent, birth: "32/13/1999", "do": "load"})
    assert again.status_code == 400
    assert "32/13/1999" in again.content.decode()
    assert at_desk.post(address, {**sent, birth: "2/28/1999", "do": "load"}).status_code == 302
    assert names(ruth) == {"Bo", "Boe", "Di"}
    other = f"/workbooks/held/{waiting[1]['id']}/"
    assert at_desk.post(other, {**fields(at_desk.get(other).content.decode()), "do": "aside"}).status_code == 302
    assert find_held(ruth.door(), TableId(ruth.table))["count"] == 0
    assert "No row waits" in at_desk.get("/workbooks/held/").content.decode()


def test_look_alikes_are_told_apart_by_a_person(at_desk: Client, ruth: Member, browser) -> None:
    """A pair is flagged, kept as different, and can be opened again; somebody of another table cannot decide it."""
    finish(at_desk, hand_in(at_desk, workbook()))
    [pair] = find_duplicates(ruth.door(), TableId(ruth.table))["pairs"]
    assert "Aster" in at_desk.get("/workbooks/duplicates/").content.decode()
    stranger = browser(new_coordinator("Sierra").username)
    assert stranger.post("/workbooks/duplicates/", {"pair": pair["id"]}).status_code == 404
    assert at_desk.post("/workbooks/duplicates/", {"pair": pair["id"], "do": "different"}).status_code == 302
    assert find_duplicates(ruth.door(), TableId(ruth.table))["pairs"][0]["different"]
    at_desk.post("/workbooks/duplicates/", {"pair": pair["id"], "do": "open"})
    assert not find_duplicates(ruth.door(), TableId(ruth.table))["pairs"][0]["different"]


def test_somebody_elses_workbook_is_not_there(at_desk: Client, browser) -> None:
    """Another county's coordinator finds nothing; somebody who loads no workbooks is told who does."""
    mapping = hand_in(at_desk, workbook())
    stranger = browser(new_coordinator("Sierra").username)
    number = mapping.split("/")[2]
    for address in (mapping, f"/workbooks/{number}/", f"/workbooks/{number}/mapping.json"):
        assert stranger.get(address).status_code == 404, address
    for address in (f"/workbooks/{number}/step/", f"/workbooks/{number}/stop/", mapping):
        assert stranger.post(address).status_code == 404, address
    refused = browser("ben").get("/workbooks/")
    assert refused.status_code == 403
    assert "coordinator" in refused.content.decode()


def test_loading_can_be_stopped(at_desk: Client, ruth: Member) -> None:
    """What is loaded stays; the waiting rows are gone; the page says how to go on."""
    mapping = hand_in(at_desk, workbook())
    address = at_desk.post(mapping, {**fields(at_desk.get(mapping).content.decode()), "do": "load"}).headers["Location"]
    assert at_desk.post(f"{address}stop/").status_code == 302
    assert "Stopped" in at_desk.get(address).content.decode()
    assert names(ruth) == set()


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"Name,Born\nA,2001\n", "not an Excel workbook"), (b"", "empty"), (b"PK\x03\x04 torn", "damaged")],
)
def test_a_file_that_is_no_workbook_is_refused_on_the_page(at_desk: Client, content: bytes, says: str) -> None:
    """The page stays, says what is wrong and what to do."""
    file = io.BytesIO(content)
    file.name = "list.xlsx"
    answer = at_desk.post("/workbooks/", {"file": file})
    assert answer.status_code == 400
    assert says in answer.content.decode()


def test_a_request_of_200_mb_is_refused_before_it_is_read(at_desk: Client) -> None:
    """The size it names is enough; nothing of it is kept."""

    class Endless(io.RawIOBase):
        """A body that counts what is taken from it."""

        taken = 0

        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= 1024 * 1024
            Endless.taken += size
            return b"\0" * size

    answer = at_desk.generic(
        "POST", "/workbooks/", b"", "multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(200 * 1024 * 1024), "wsgi.input": Endless()},
    )  # fmt: skip
    assert answer.status_code == 413
    assert "larger than a workbook may be" in answer.content.decode()
    assert Endless.taken == 200 * 1024 * 1024


def test_text_of_a_workbook_is_text_on_every_page(at_desk: Client) -> None:
    """Markup and formulas in names, headers and the file's own name are shown as they were typed, never obeyed."""
    bad = "<img src=x onerror=alert(1)>"
    file = workbook((("N-1", bad, "=1+1", "31/02/1999", bad, bad, "CSEC", bad),), (*HEADERS[:-1], f"Date Referred {bad}"))
    file.name = f"{bad}.xlsx"
    mapping = hand_in(at_desk, file)
    pages = [at_desk.get(mapping).content.decode()]
    finish(at_desk, mapping)
    pages += [at_desk.get(f"/workbooks/{mapping.split('/')[2]}/").content.decode(), at_desk.get("/workbooks/").content.decode()]
    held = at_desk.get("/workbooks/held/").content.decode()
    pages += [held, *(at_desk.get(address).content.decode() for address in re.findall(r'href="(/workbooks/held/\d+/)"', held))]
    assert len(pages) >= 5
    for page in pages:
        assert "<img" not in page
    assert any("&lt;img" in page for page in pages)


def test_the_faults_of_a_page_can_be_filtered(at_desk: Client) -> None:
    """All faults, then those of one kind."""
    with Path(FAULTY).open("rb") as file:
        mapping = hand_in(at_desk, file)
    page = finish(at_desk, mapping)
    assert "=HYPERLINK" in page
    only = at_desk.get(f"/workbooks/{mapping.split('/')[2]}/?code=UNKNOWN_COUNTY").content.decode()
    assert "Atlantis" in only
    assert "=HYPERLINK" not in only
