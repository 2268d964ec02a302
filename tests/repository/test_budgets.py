"""Budgets of size, and docstrings: a file, a function, a page that a person can hold in mind."""

import ast
from pathlib import Path

import pytest

from tests.repository.tree import PRODUCT, definitions, files, is_migration, named, parsed, public_definitions

LINES = {"file": 400, "function": 50, "test": 500, "template": 150}

EXCEPTIONS: dict[str, str] = {}
"""Path or path::function -> date and reason. Empty is how it should be."""


def written(*folders: str) -> list[Path]:
    """Python that people wrote."""
    return [path for path in files(*folders, ending=".py") if not is_migration(path)]


def length(path: Path) -> int:
    """Lines of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    ("folders", "endings", "most"),
    [
        ((*PRODUCT, "bench"), (".py", ".sql", ".js", ".scss"), LINES["file"]),
        (("tests",), (".py",), LINES["test"]),
        (("safetynet",), (".html", ".typ"), LINES["template"]),
    ],
)
def test_no_file_is_longer_than_its_budget(folders: tuple[str, ...], endings: tuple[str, ...], most: int) -> None:
    """400 lines for a file, 500 for tests, 150 for a template."""
    found = [path for ending in endings for path in files(*folders, ending=ending) if not is_migration(path)]
    assert found
    assert {named(path): length(path) for path in found if length(path) > most and named(path) not in EXCEPTIONS} == {}


def test_no_function_is_longer_than_its_budget() -> None:
    """50 lines, tests included."""
    long = {
        f"{named(path)}::{node.name}": node.end_lineno - node.lineno + 1
        for path in written(*PRODUCT, "tests", "bench")
        for node in definitions(path)
        if not isinstance(node, ast.ClassDef) and (node.end_lineno or 0) - node.lineno + 1 > LINES["function"]
    }
    assert {name: lines for name, lines in long.items() if name not in EXCEPTIONS} == {}


def test_everything_public_says_what_it_promises() -> None:
    """Every module, public class, function and method of the product has a docstring (Django's Meta and __init__ aside)."""
    silent = [named(path) for path in written(*PRODUCT) if path.read_text().strip() and not ast.get_docstring(parsed(path))]
    silent += [
        f"{named(path)}::{node.name}"
        for path in written(*PRODUCT)
        for node in public_definitions(parsed(path).body)
        if node.name != "Meta" and not ast.get_docstring(node)
    ]
    assert silent == []


def test_every_app_says_what_it_is_about() -> None:
    """README.md: the noun, its invariants, its tables."""
    apps = {path.parent for path in files("safetynet", ending="apps.py")}
    apps |= {
        path.parent
        for path in files("safetynet", ending="__init__.py")
        if len(path.parts) == len(files("safetynet", ending="__main__.py")[0].parts) + 1
    }
    assert len(apps) >= 10
    assert [named(app) for app in sorted(apps) if not (app / "README.md").exists()] == []
