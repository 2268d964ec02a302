"""What axe finds on a page, and whether something runs over its side."""

from playwright.sync_api import Page

from tests.instances import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
RUN = """async () => {
    const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]});
    return found.violations.map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ") + " " + n.failureSummary).join(" | "));
}"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDTHS = (1280, 360)


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands, and by how many pixels it is too wide."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN)
    over: int = page.evaluate(TOO_WIDE)
    return [*found, *([f"{over} px too wide"] if over > 0 else [])]


def violations_at_every_width(page: Page) -> dict[int, list[str]]:
    """The same at each width, by width, without leaving the page; then it is as wide as it was."""
    before, found = page.viewport_size, {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = violations(page)
    if before is not None:
        page.set_viewport_size(before)
    return {width: said for width, said in found.items() if said}
