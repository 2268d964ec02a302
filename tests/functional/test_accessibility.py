"""Every page for every reader: axe finds no violation of WCAG 2.2 AA, wide and at 360 px; nothing runs over the side."""

import re

import pytest

from tests.functional.axe import WIDTHS, violations
from tests.functional.conftest import Visit

pytestmark = pytest.mark.xdist_group("browser")

PAGES_OF_ADA = (
    "/", "/youths/", "/youths/?q=Quillsted", "/youths/?q=nobody+of+this+name", "/youths/refer/", "/youths/01-0014/",
    "/youths/01-0075/", "/youths/01-0014/looks/", "/youths/01-0014/authority/", "/youths/01-0014/add/contactdate/",
    "/youths/01-0014/add/placement/", "/meetings/", "/workbooks/", "/workbooks/held/", "/workbooks/duplicates/", "/county/",
    "/youths/01-0014/plans/", "/youths/01-0014/services/", "/youths/01-0014/court/",
    "/youths/01-0014/follow-ups/", "/follow-ups/", "/follow-ups/?show=late", "/meetings/issues/", "/quarterly/",
    "/quarterly/2026-1/", "/calendar/", "/purpose/", "/accounts/password/", "/no/such/page/", "/youths/99-9999/",
)  # fmt: skip
PAGES_OF_OTHERS = (
    ("", "/accounts/login/"), ("", "/demo/"), ("ben", "/"), ("ben", "/youths/01-0014/"), ("cleo", "/youths/01-0014/"),
    ("dev", "/"), ("dev", "/youths/"), ("eve", "/youths/01-0014/"), ("finn", "/"), ("finn", "/youths/01-0014/"), ("gale", "/"),
    ("cleo", "/youths/01-0014/plans/"), ("cleo", "/youths/01-0014/services/"), ("cleo", "/youths/01-0014/court/"),
    ("cleo", "/youths/01-0014/follow-ups/"), ("cleo", "/follow-ups/"), ("cleo", "/quarterly/"), ("cleo", "/meetings/issues/"),
    ("iris", "/quarterly/2026-1/"), ("finn", "/quarterly/"), ("cleo", "/calendar/"),
    ("hal", "/"), ("hal", "/county/"), ("iris", "/meetings/"), ("jude", "/youths/"),
)  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
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
    agenda = page.url.partition("?")[0]
    for part in ("guests/", "issues/", "minutes/", "minutes/?for=agencies"):
        page.goto(f"{agenda}{part}")
        found[part] = violations(page)
    page.goto("/")
    page.goto(page.locator("main a[href^='/follow-ups/question/']").first.get_attribute("href") or "")
    found["one question"] = violations(page)
    page.goto("/calendar/")
    page.get_by_role("button", name="Make").first.click()
    found["a calendar's address"] = violations(page)
    assert {address: said for address, said in found.items() if said} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_the_others(visit: Visit, width: int) -> None:
    """What the others see, refusals and empty pages too."""
    found = {}
    for username, address in PAGES_OF_OTHERS:
        page = visit(username, width=width)
        page.goto(address)
        found[username, address] = violations(page)
        page.context.close()
    assert {where: said for where, said in found.items() if said} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_a_draft_for_the_court(visit: Visit, width: int) -> None:
    """The draft in the list and on its own page, then adopted."""
    page, found = visit("ada", width=width), {}
    page.goto("/youths/01-0075/court/")
    for name, said in (
        ("court", "Juvenile court"),
        ("hearing_on", "2030-01-08"),
        ("recommends", "She stays near her school."),
    ):
        page.locator(f"[name='{name}']").fill(said)
    page.get_by_role("button", name="Save as a draft").click()
    found["list"] = violations(page)
    page.get_by_role("link", name="Change the draft").first.click()
    found["draft"] = violations(page)
    page.go_back()
    page.get_by_role("button", name=re.compile("^The table adopts it")).first.click()
    found["adopted"] = violations(page)
    assert {address: said for address, said in found.items() if said} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_the_numbers(visit: Visit, width: int) -> None:
    """The register, the report while it is worked out and when it is there, one figure, the explorer, the methods."""
    page, found = visit("ada", width=width), {}
    page.goto("/numbers/")
    found["another purpose"] = violations(page)
    page.goto("/purpose/")
    page.get_by_text("Statistics without names").click()
    page.get_by_role("button", name="Go on").click()
    page.goto("/numbers/")
    page.locator("[name='purpose']").fill("a test")
    page.get_by_role("button", name="Make it").click()
    page.get_by_role("heading", name="The figures of the study, and beyond").wait_for()
    found["report"] = violations(page)
    report = page.url
    for part in (
        "quality/",
        "figure/map/",
        "figure/risk_by_year/",
        "explore/",
        "explore/?subject=risks&split=factor&then=year",
        "explore/?split=no",
    ):
        page.goto(f"{report}{part}")
        found[part] = violations(page)
    for address in ("/numbers/", "/numbers/measures/", "/numbers/releases/", "/numbers/published/"):
        page.goto(address)
        found[address] = violations(page)
    assert {address: said for address, said in found.items() if said} == {}
