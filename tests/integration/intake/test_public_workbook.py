"""The workbook of the study against the truth it was written from, and against itself."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from safetynet.policy.vocabulary import Purpose
from safetynet.reports.actions import make_report, make_snapshot
from safetynet.reports.queries.snapshots import find_snapshots
from safetynet.reports.rules.figures import compared
from tests.factories.county_workbooks import PUBLIC
from tests.factories.people import Member, new_coordinator
from tests.integration.intake.loading_help import EXPECTED, counts, load, tally

WRITTEN = ("claims_added", "claims_corrected", "claims_withdrawn", "meetings_new", "attendance_new", "agenda_lines_new")
WIDER = {"93 % with at least one service", "male at most 1 % in 2012", "male at most 1 % in 2013"}
"""Where the study rounds down or gives a bound, ours is further off than half a percent."""
Fingerprint = Callable[[Member], dict[str, Any]]


@pytest.fixture(scope="module")
def coordinator(home: object) -> Member:
    """Somebody who has loaded the workbook of the study."""
    member = new_coordinator()
    loaded = load(member, PUBLIC)
    assert loaded.mapping.certain
    assert loaded.progress.done
    assert loaded.report["faults"] == []
    assert tally(loaded, "youths_new", "rows", "rows_done", "meetings_new", "agenda_lines_new", "attendance_new") == {
        "youths_new": 482, "rows": 6230, "rows_done": 6230, "meetings_new": 165, "agenda_lines_new": 2475, "attendance_new": 1938,
    }  # fmt: skip
    return member


@pytest.mark.parametrize("key", sorted(EXPECTED))
def test_every_count_agrees_with_the_truth(coordinator: Member, key: str) -> None:
    assert counts(coordinator)[key] == EXPECTED[key]


def test_the_counts_have_the_keys_of_the_truth_and_no_other(coordinator: Member) -> None:
    assert set(counts(coordinator)) == set(EXPECTED)


def test_counts_of_the_workbook_alone_are_the_same(coordinator: Member) -> None:
    assert counts(coordinator, PUBLIC.name) == counts(coordinator)


def test_the_figures_of_a_snapshot_hold_the_same_counts(coordinator: Member) -> None:
    """Two ways to the same numbers: PostgreSQL under row-level security, and DuckDB over files without a name."""
    door = coordinator.door(Purpose.REPORTING)
    make_snapshot(purpose="a test", by=door)
    told = make_report(snapshot=find_snapshots(door).snapshot(), by=door)
    kinds = set(EXPECTED) - {"duplicates", "mode"}
    assert {key: told.counts[key] for key in kinds} == {key: EXPECTED[key] for key in kinds}


def test_every_number_of_the_study_stands_beside_ours(coordinator: Member) -> None:
    """The workbook was invented to give the study's numbers: none is further off than rounding, but the one that it gives as 93."""
    door = coordinator.door(Purpose.REPORTING)
    make_snapshot(purpose="a test", by=door)
    told = [one for figure in make_report(snapshot=find_snapshots(door).snapshot(), by=door).figures for one in compared(figure)]
    assert len(told) == 33
    assert {one.stated.words for one in told if one.deviation is None or abs(one.deviation) > 0.5} == WIDER


def test_a_second_run_changes_nothing_and_says_so(coordinator: Member, superuser: psycopg.Connection) -> None:
    before = rows_of(superuser, coordinator)
    again = load(coordinator, PUBLIC)
    assert tally(again, "youths_new", "youths_changed", *WRITTEN) == dict.fromkeys(("youths_new", "youths_changed", *WRITTEN), 0)
    assert tally(again, "youths_unchanged") == {"youths_unchanged": 482}
    assert rows_of(superuser, coordinator) == before


def test_nothing_of_the_file_waits_but_what_the_role_may_not_write(coordinator: Member, superuser: psycopg.Connection) -> None:
    left = superuser.execute("SELECT count(*) FROM intake_sheetrow WHERE table_id = %s", [coordinator.table]).fetchone()
    waiting = superuser.execute(
        "SELECT waits_for, count(*) FROM intake_heldrow WHERE table_id = %s GROUP BY 1", [coordinator.table]
    ).fetchall()
    assert left == (0,)
    assert waiting == [("VICTIM_WITNESS", 103)]


def test_each_new_youth_and_each_step_is_in_the_log_without_a_value(coordinator: Member, superuser: psycopg.Connection) -> None:
    created = superuser.execute(
        "SELECT count(DISTINCT youth_id) FROM audit.entry WHERE table_id = %s AND action = 'create'", [coordinator.table]
    ).fetchone()
    steps = superuser.execute(
        "SELECT detail FROM audit.entry WHERE table_id = %s AND action = 'import'", [coordinator.table]
    ).fetchall()
    assert created == (482,)
    assert sum(detail.get("youths_new", 0) for (detail,) in steps) == 482
    assert all(isinstance(value, int) for (detail,) in steps for value in detail.values())


def rows_of(superuser: psycopg.Connection, member: Member) -> dict[str, Any]:
    """How many rows each table of the record has for a table of the county, and the newest id of each."""
    names = [
        row[0]
        for row in superuser.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'table_id' "
            "WHERE c.relkind = 'r' AND (c.relname LIKE 'youths_%' OR c.relname LIKE 'meetings_%')"
        )
    ]
    return {
        name: superuser.execute(f"SELECT count(*) FROM {name} WHERE table_id = %s", [member.table]).fetchone() for name in names
    }
