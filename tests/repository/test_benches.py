"""The benchmarks run, at a size that says nothing about speed; and at 20,000 youths no plan scans a table of the record."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench._crosstabs import CROSSTABS
from bench._invented_snapshot import invent_snapshot
from bench.figures import measure_figures
from safetynet.reports.rules.measures import MEASURES
from tests.instances import ROOT, own_instance

pytestmark = pytest.mark.xdist_group("benches")
READS = {
    "youth by number",
    "list page of 50",
    "list page further on",
    "name prefix",
    "misspelt, sounds alike",
    "misspelt, looks alike",
    "whole youth file",
}


@pytest.fixture(scope="module")
def instance() -> Iterator[Path]:
    """A demo county of its own, into which the first benchmark loads the invented state."""
    with own_instance("benches", "demo") as folder:
        yield folder


def run(name: str, folder: Path, *arguments: str) -> dict[str, Any]:
    """The figures of one benchmark."""
    figures = folder / f"{name}.json"
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("SAFETYNET_", "DJANGO_", "PYTEST_"))}
    command = [sys.executable, f"bench/{name}.py", "--home", str(folder), "--json", str(figures), "--youths", "20000", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(figures.read_text())


def test_reads_are_compared_and_go_by_index(instance: Path) -> None:
    """Each read gives the same document with row-level security and with conditions by hand (or the bench stops)."""
    figures = run("policy", instance, "--rounds", "1")
    readers = {line["reader"] for line in figures["reads"]}
    assert {"coordinator", "probation", "clerk, 12 agendas", "provider, no seat"} <= readers
    assert {(line["reader"], line["read"]) for line in figures["reads"]} == {(reader, read) for reader in readers for read in READS}
    assert [(line["read"], line["scanned"]) for line in (*figures["reads"], *figures["plans"]) if line["scanned"]] == []
    by_read = {line["read"]: set(line["indexes"]) for line in figures["reads"] if line["reader"] == "coordinator"}
    assert "nameentry_last" in by_read["name prefix"]
    assert "nameentry_sound" in by_read["misspelt, sounds alike"]
    assert "nameentry_sorted" in by_read["list page of 50"]
    assert {"identity_now", "placement_now", "riskfactor_now"} <= by_read["whole youth file"]
    assert {page["reader"] for page in figures["pages"]} == {"coordinator", "clerk, 12 agendas"}


def test_the_log_is_written_by_several_writers_and_holds(instance: Path) -> None:
    """The bench verifies the chains itself and fails when one is broken."""
    figures = run("audit", instance, "--rounds", "1", "--windows", "1", "--seconds", "0.2")
    assert [line["writers"] for line in figures["writers"]] == [1, 4, 8]
    assert all(line["per_second"] > 0 for line in figures["writers"])


def test_a_workbook_is_loaded_and_loading_it_again_changes_nothing(instance: Path) -> None:
    """The workbook of faults is the small one."""
    figures = run("workbook_import", instance, "--rounds", "1", "--workbook", "tests/data/faulty.xlsx")
    assert figures["again_changed"] == 0
    assert figures["youths"] > 0


def test_every_declared_figure_counts_what_is_counted_by_hand(tmp_path: Path) -> None:
    """The bench stops where a count or a denominator differs from the crosstab that somebody wrote by hand."""
    invent_snapshot(tmp_path, 3_000)
    ratios = measure_figures(tmp_path, 1)
    assert set(ratios) == {*MEASURES, "all"} == {*CROSSTABS, "all"}


def test_a_release_is_protected_and_an_outsider_works_nothing_out(tmp_path: Path) -> None:
    """The bench itself fails when anything is worked out of ours; of the small counts alone it shows that it can find something."""
    figures = tmp_path / "protect.json"
    command = [sys.executable, "bench/protect.py", "--counties", "8", "--factors", "4", "--events", "2000", "--json", str(figures)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(figures.read_text())
    assert told["primary"]["exact"] > 0
    assert told["ours"]["exact"] == told["ours"]["narrow"] == told["ours"]["below_nine"] == 0
    assert told["narrow"]["exact"] == told["narrow"]["narrow"] == 0
    assert told["narrow"]["withheld"] < told["mended"]["withheld"]
    assert told["bound"] <= told["cost"] + 1e-6
