"""A link from one page of the repository to another leads somewhere."""

import re

from tests.repository.tree import named, tracked

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def test_relative_links_lead_to_files_of_the_repository() -> None:
    """Pictures too; what is not tracked is not there for others. A heading that is named stands in the page."""
    pages = [path for path in tracked() if path.suffix == ".md"]
    there = {named(path) for path in tracked()}
    root = {folder for name in there for folder in _folders(name)}
    broken, seen = [], 0
    for page in pages:
        for target in _LINK.findall(_FENCED.sub("", page.read_text(encoding="utf-8"))):
            if "://" in target or target.startswith("mailto:"):
                continue
            seen += 1
            name, _, heading = target.partition("#")
            file = (page.parent / name).resolve() if name else page
            if named(file).rstrip("/") not in there | root or (heading and heading not in _headings(file.read_text())):
                broken.append(f"{named(page)}: {target}")
    assert seen
    assert broken == []


def _folders(name: str) -> list[str]:
    parts = name.split("/")[:-1]
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]


def _headings(text: str) -> set[str]:
    """The names under which headings are reached: small letters, hyphens for spaces, nothing else."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
