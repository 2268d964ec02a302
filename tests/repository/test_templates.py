"""Templates of both engines escape what they show, and nothing on a page runs that did not come from our own files."""

import re

import pytest
from django.conf import settings
from django.template import engines

from tests.repository.tree import ROOT, files, named

PAGES = [path for path in files("safetynet", ending=".html") if "templates" in path.parts]


def test_both_engines_escape() -> None:
    """Jinja2 by its environment, Django's own engine by its option."""
    kinds = {each["BACKEND"].rpartition(".")[2]: each for each in settings.TEMPLATES}
    assert kinds["DjangoTemplates"].get("OPTIONS", {}).get("autoescape", True) is True
    for engine in engines.all():
        shown = engine.from_string("{{ word }}").render({"word": "<b>&\"'"})
        assert "<" not in shown
        assert '"' not in shown
        assert "'" not in shown


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_page_escapes_everything_and_runs_nothing_inline(path) -> None:
    """No way round escaping, no inline script, style or handler (the content security policy would refuse them anyway)."""
    text = path.read_text()
    for pattern in (
        r"\|\s*safe\b", r"autoescape", r"Markup\(", r"\bon[a-z]+\s*=\s*[\"']", r"\bstyle\s*=", r"javascript:",
        r"<script(?![^>]*\bsrc=)[^>]*>", r"hx-on", r"<iframe", r"\|\s*attr\b", r"https?://",
    ):  # fmt: skip
        assert not re.search(pattern, text), (named(path), pattern)


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_every_form_that_changes_something_is_a_post_with_its_token(path) -> None:
    """A form that posts carries the token; a form without a method only asks."""
    for form in re.findall(r"<form\b[^>]*>.*?</form>", path.read_text(), re.DOTALL | re.IGNORECASE):
        if re.search(r"method=[\"']post", form, re.IGNORECASE):
            assert re.search(r"csrf", form), named(path)


def test_markup_is_made_in_no_other_place() -> None:
    """The functions that hand ready markup to a template are few, and are named here."""
    makers = [named(path) for path in files("safetynet", ending=".py") if re.search(r"\bMarkup\b|SafeString", path.read_text())]
    assert makers == []


def test_undefined_names_are_errors() -> None:
    """A template that names what is not there fails instead of showing nothing."""
    text = (ROOT / "safetynet" / "pages" / "environment.py").read_text()
    assert "StrictUndefined" in text
