"""A working day of each member of the cast, in a browser."""

import re
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.factories.county_workbooks import PUBLIC
from tests.functional.conftest import Visit

pytestmark = pytest.mark.xdist_group("browser")


def load(page: Page, file: Path) -> None:
    """Hand a workbook in, accept what is proposed, wait until all is loaded."""
    page.get_by_role("link", name="Workbooks").click()
    page.set_input_files("#file", str(file))
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What the columns of", timeout=30_000)
    page.get_by_role("button", name="Load the workbook").click()
    expect(page.locator("#bar")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("link", name=re.compile("See its \\d+ youths"))).to_be_visible(timeout=60_000)


def compose(page: Page) -> str:
    """Compose the proposal of the next meeting (or open it); its day."""
    page.get_by_role("link", name="Meetings").click()
    page.get_by_role("button", name=re.compile("Compose a proposal|Open it")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Agenda of")
    return page.url.rstrip("/").rpartition("/")[2]


def numbers(page: Page) -> list[str]:
    """The youths on the agenda, in its order."""
    return page.locator("td.figures + th .mark").all_text_contents()


def test_ada_loads_the_workbook_composes_tuesday_and_prints(visit: Visit, tmp_path: Path) -> None:
    """482 youths are counted; the order is hers; the packet is one PDF with each holder's own copy."""
    page = visit("ada")
    load(page, PUBLIC)
    page.get_by_role("link", name="See its 482 youths").click()
    expect(page.get_by_text("482 youths")).to_be_visible()
    page.locator("tbody th a").first.click()
    expect(page.locator("#h-face")).to_be_visible()

    compose(page)
    before = numbers(page)
    page.get_by_role("button", name=re.compile("^Down")).first.click()
    assert numbers(page)[:2] == [before[1], before[0]]
    row = page.locator("tr", has=page.get_by_role("button", name=re.compile("^Take off"))).last
    gone = row.locator("th .mark").text_content()
    row.get_by_role("button", name=re.compile("^Take off")).click()
    assert numbers(page) == [number for number in (before[1], before[0], *before[2:]) if number != gone]
    page.locator("summary", has_text=re.compile(r"^\d+ more$")).click()
    page.get_by_role("button", name=re.compile("^Add .")).first.click()
    assert len(numbers(page)) == len(before)
    boxes = page.locator("input[name='seats']:enabled")
    for place in range(2, boxes.count()):
        boxes.nth(place).dispatch_event("click")
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="Print the chosen copies").click()
    file = tmp_path / "packet.pdf"
    download.value.save_as(file)
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(file).pages)
    assert "CONFIDENTIAL" in text
    assert {number for number in numbers(page) if number in text} == set(numbers(page))
    assert page.locator("input[name='seats']:checked").count() == 2
    page.reload()
    expect(page.get_by_role("heading", name="Copies issued")).to_be_visible()


def test_ben_asks_and_cleo_sees_what_schools_may_see(visit: Visit) -> None:
    """The court's officer asks for a discussion; the school's page names what is not shared and why."""
    ben = visit("ben")
    ben.goto("/youths/01-0014/add/reviewrequest/")
    ben.locator("form.usa-form textarea, form.usa-form input[type='text']").first.fill("Before the hearing on Monday, please.")
    ben.get_by_role("button", name="Save").click()
    expect(ben.get_by_text("Before the hearing on Monday, please.").first).to_be_visible()
    cleo = visit("cleo")
    cleo.goto("/youths/01-0014/")
    expect(cleo.get_by_text("Not shared with you.").first).to_be_visible()
    expect(cleo.get_by_text("Before the hearing on Monday, please.")).to_have_count(0)


_NOT_SERVED = """
    SELECT min(y.number) FROM youths_youth y WHERE y.id NOT IN (
        SELECT s.youth_id FROM youths_served s JOIN governance_agency a ON a.id = s.agency_id WHERE a.short_name = 'Probation')
"""
"""Of whom Probation has no case, past, present or to come."""


def test_dev_sits_at_no_table_and_serves_some(visit: Visit, superuser: psycopg.Connection) -> None:
    """The probation clerk sees the youths whom probation serves, writes for the agency, and finds no others."""
    dev = visit("dev")
    dev.goto("/youths/")
    expect(dev.get_by_text("You hold no seat at a table")).to_be_visible()
    dev.locator("tbody th a").first.click()
    dev.locator("a[href$='/add/agencycase/']").first.click()
    dev.locator("form.usa-form input[type='text']").first.fill("PRB-26-00001")
    dev.get_by_role("button", name="Save").click()
    expect(dev.get_by_text("PRB-26-00001").first).to_be_visible()
    number = superuser.execute(_NOT_SERVED).fetchone()[0]
    assert number is not None
    answer = dev.goto(f"/youths/{number}/")
    assert answer is not None
    assert answer.status == 404


def test_eve_finds_nobody_and_finn_is_told_what_to_renew(visit: Visit) -> None:
    """Another county's file is not there; a lapsed agreement is named with the day it ended."""
    eve = visit("eve")
    answer = eve.goto("/youths/01-0014/")
    assert answer is not None
    assert answer.status == 404
    finn = visit("finn")
    expect(finn.get_by_text(re.compile("confidentiality agreement with .* ended on"))).to_be_visible()
    answer = finn.goto("/youths/01-0014/")
    assert answer is not None
    assert answer.status == 403


def test_gale_and_hal_see_no_file(visit: Visit) -> None:
    """The analyst and the administrator are told that their work needs no file."""
    for username in ("gale", "hal"):
        page = visit(username)
        page.goto("/youths/")
        expect(page.locator("tbody a")).to_have_count(0)
        answer = page.goto("/youths/01-0014/")
        assert answer is not None
        assert answer.status in (403, 404)


def test_without_a_script_everything_still_works(visit: Visit) -> None:
    """Search, read, add, correct and the agenda by plain forms."""
    page = visit("ada", scripts=False)
    page.goto("/youths/?q=01-0014")
    page.locator("tbody th a").first.click()
    page.locator("a[href$='/add/alias/']").first.click()
    page.locator("#id_name").or_(page.locator("form.usa-form input[type='text']")).first.fill("Juniper B.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Juniper B.").first).to_be_visible()
    day = compose(page)
    first = numbers(page)
    page.get_by_role("button", name=re.compile("^Down")).first.click()
    assert f"/meetings/{day}/" in page.url
    assert numbers(page)[:2] == [first[1], first[0]]


def test_the_screen_hides_and_nothing_stays_in_the_browser(visit: Visit) -> None:
    """Escape twice hides the page; after fifteen idle minutes it hides itself; after signing out, going back shows nothing."""
    page = visit("ada")
    page.clock.install()
    page.goto("/youths/01-0014/")
    name = page.locator("#h-face").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="Show the page again").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.clock.fast_forward("16:00")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.goto("/youths/01-0014/")
    assert page.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]
    page.get_by_role("button", name="Sign out").click()
    page.go_back()
    assert name not in page.content()
