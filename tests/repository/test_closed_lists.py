"""Closed lists are exhaustive: documents made from the code are current, settings name their source, properties name their test."""

import re
import subprocess
import sys

import pytest
from django.apps import apps
from django.core.management import call_command

from safetynet.governance.rules import SETTINGS
from safetynet.policy.tables import HELPER_TABLES, INTERNAL_TABLES, SECURED_TABLES, SIGN_IN_TABLES
from safetynet.youths.models import CLAIM_KINDS, Claim
from tests.repository.tree import ROOT, definitions, files, named


def test_generated_documents_are_current() -> None:
    """`safetynet docs` would change nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "safetynet", "docs", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_table_stands_in_one_place() -> None:
    """What is seen together is stored together, so a field is classified by its table; each table is placed exactly once."""
    placed = [table.name for table in SECURED_TABLES if table.schema == "public"] + [
        *HELPER_TABLES,
        *SIGN_IN_TABLES,
        *INTERNAL_TABLES,
    ]
    assert len(placed) == len(set(placed))
    assert [model for model in apps.get_models() if model._meta.db_table not in placed] == []


@pytest.mark.parametrize("kind", CLAIM_KINDS, ids=lambda kind: kind.__name__)
def test_every_field_is_in_the_data_dictionary(kind: type[Claim]) -> None:
    """With its question and what it holds, under the category of its table."""
    words = (ROOT / "docs" / "generated" / "data-dictionary.md").read_text()
    section = words.partition(f"\n## {kind.__name__}\n")[2].partition("\n## ")[0]
    assert f"Category **{kind.kind.category.value}**" in section
    assert [field.name for field in kind.said_fields() if f"| {field.name} | {field.verbose_name} |" not in section] == []
    assert kind.said_fields()


def test_every_setting_names_its_source() -> None:
    """A deadline or threshold without a source is an opinion."""
    assert SETTINGS
    assert [setting.key for setting in SETTINGS.values() if len(setting.source) < 8 or not setting.meaning] == []


def test_no_migration_is_missing(home: object) -> None:
    """The models and the migrations agree."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def properties() -> list[tuple[str, str]]:
    """Each row of docs/security-properties.md: what holds, and the test that shows it."""
    rows = re.findall(r"^\| (?!What|---)([^|]+) \| (.+?) \|$", (ROOT / "docs" / "security-properties.md").read_text(), re.MULTILINE)
    return [(holds.strip(), tests) for holds, tests in rows]


def test_there_are_properties() -> None:
    """The page is not empty."""
    assert len(properties()) >= 40


@pytest.mark.parametrize(("holds", "shown_by"), properties(), ids=lambda words: words[:60])
def test_every_security_property_has_a_test(holds: str, shown_by: str) -> None:
    """`tests/path.py::test_name` in the second column, and it exists; what no test here can show says `open:` and why."""
    if shown_by.strip().startswith("open:"):
        assert len(shown_by) > 25, holds
        return
    names = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", shown_by)
    assert names, f"no test named for: {holds}"
    for path, test in names:
        assert (ROOT / path).exists(), path
        assert test in {node.name for node in definitions(ROOT / path)}, f"{path}::{test}"


def test_every_sql_object_says_what_it_answers() -> None:
    """A header on each database object: question, grain, who may see it."""
    objects = [path for path in files("safetynet", ending=".sql") if path.parent.name == "sql"]
    assert len(objects) > 10
    assert [named(path) for path in objects if not path.read_text().lstrip().startswith("--")] == []
