"""Every page for every reader: axe finds no violation of WCAG 2.2 AA, wide and at 360 px; nothing runs over the side."""

import re

import pytest
from playwright.sync_api import Page

from tests.functional.conftest import Visit
from tests.instances import ROOT

pytestmark = pytest.mark.xdist_group("browser")

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
RUN = """async () => {
    const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]});
    return found.violations.map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ") + " " + n.failureSummary).join(" | "));
}"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAGES_OF_ADA = (
    "/", "/youths/", "/youths/?q=Quillsted", "/youths/?q=nobody+of+this+name", "/youths/refer/", "/youths/01-0014/",
    "/youths/01-0075/", "/youths/01-0014/looks/", "/youths/01-0014/authority/", "/youths/01-0014/add/contactdate/",
    "/youths/01-0014/add/placement/", "/meetings/", "/workbooks/", "/workbooks/held/", "/workbooks/duplicates/", "/county/",
    "/youths/01-0014/plans/", "/youths/01-0014/services/", "/youths/01-0014/court/",
    "/purpose/", "/accounts/password/", "/no/such/page/", "/youths/99-9999/",
)  # fmt: skip
PAGES_OF_OTHERS = (
    ("", "/accounts/login/"), ("", "/demo/"), ("ben", "/"), ("ben", "/youths/01-0014/"), ("cleo", "/youths/01-0014/"),
    ("dev", "/"), ("dev", "/youths/"), ("eve", "/youths/01-0014/"), ("finn", "/"), ("finn", "/youths/01-0014/"), ("gale", "/"),
    ("cleo", "/youths/01-0014/plans/"), ("cleo", "/youths/01-0014/services/"), ("cleo", "/youths/01-0014/court/"),
    ("hal", "/"), ("hal", "/county/"), ("iris", "/meetings/"), ("jude", "/youths/"),
)  # fmt: skip


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands, and by how many pixels it is too wide."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN)
    over: int = page.evaluate(WIDE)
    return [*found, *([f"{over} px too wide"] if over > 0 else [])]


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_of_the_coordinator(visit: Visit, width: int) -> None:
    """All pages that a coordinator opens, and the forms, the history and the agenda they lead to."""
    page = visit("ada", width=width)
    found = {}
    for address in PAGES_OF_ADA:
        page.goto(address)
        found[address] = violations(page)
    page.goto("/youths/01-0014/")
    for words in ("Change", "History"):
        link = page.get_by_role("link", name=re.compile(f"^{words}")).first
        page.goto(link.get_attribute("href") or "")
        found[words] = violations(page)
        page.goto("/youths/01-0014/")
    page.goto("/meetings/")
    page.goto(page.locator("main table a").first.get_attribute("href") or "")
    found["agenda"] = violations(page)
    page.get_by_role("link", name=re.compile("^Guests")).click()
    found["guests"] = violations(page)
    assert {address: said for address, said in found.items() if said} == {}


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_of_the_others(visit: Visit, width: int) -> None:
    """What the others see, refusals and empty pages too."""
    found = {}
    for username, address in PAGES_OF_OTHERS:
        page = visit(username, width=width)
        page.goto(address)
        found[username, address] = violations(page)
        page.context.close()
    assert {where: said for where, said in found.items() if said} == {}
