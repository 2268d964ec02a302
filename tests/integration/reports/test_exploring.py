"""The explorer's open snapshot: it counts what the files hold, reads nothing else, and goes when the files go."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from django.conf import settings

from safetynet.kernel.faults import Fault
from safetynet.kernel.identifiers import PersonId
from safetynet.policy.door import Door
from safetynet.policy.passes import Reader
from safetynet.policy.vocabulary import Purpose
from safetynet.reports.actions import make_snapshot
from safetynet.reports.queries import exploring
from safetynet.reports.queries.figures import EVER, Period, opened
from safetynet.reports.rules.exploring import SUBJECTS, Asked, moved
from safetynet.reports.rules.figures import TOTAL, with_class
from safetynet.reports.rules.measures.subjects import CLASS


@pytest.fixture(scope="module")
def folder(home: object, person_ids: dict[str, int]) -> Iterator[Path]:
    """A snapshot of the demo county."""
    reader = Reader(PersonId(person_ids["ada"]), Purpose.REPORTING, address="test")
    yield settings.SNAPSHOTS / make_snapshot(purpose="exploring", by=Door(reader)).code


def test_each_cell_and_each_whole_is_what_the_files_hold_and_moved_by_itself(folder: Path) -> None:
    compared = 0
    for subject in SUBJECTS.values():
        for split in (subject.splits[0], subject.splits[-1]):
            for period in (EVER, Period(2024, 2025)):
                asked = Asked(subject, (split,), period.first, period.last)
                cells = exploring.explore(folder, asked.measure, period).cells
                parts = [each.expression for each in with_class(asked.splits)]
                with opened(folder, period=period) as files:
                    for whole in (False, True):
                        named = [f"'{TOTAL}'" if whole and part == CLASS.expression else part for part in parts]
                        rows = files.execute(
                            f"SELECT {', '.join(named)}, count(*), sum(cell) FROM ({subject.rows}) GROUP BY ALL HAVING count(*) > 0"
                        ).fetchall()
                        for *values, count, key in rows:
                            assert cells[tuple(map(str, values))] == moved(count, int(key)), (subject.key, split.key, values)
                            compared += 1
    assert compared > 500


def test_it_reads_nothing_but_its_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a\n1\n")
    exploring.explore(folder, Asked(SUBJECTS["youths"], (CLASS,)).measure)
    with exploring._standing(folder).cohort.cursor() as cohort:
        with pytest.raises(duckdb.Error, match=r"disabled|not allowed|Permission"):
            cohort.execute(f"SELECT * FROM read_csv('{tmp_path / 'other.csv'}')")
        with pytest.raises(duckdb.Error, match="locked"):
            cohort.execute("SET enable_external_access = true")


def test_what_is_taken_away_is_not_told_from_memory(folder: Path, tmp_path: Path) -> None:
    asked = Asked(SUBJECTS["youths"], (CLASS,)).measure
    copy = tmp_path / "gone"
    copy.mkdir()
    for path in folder.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    assert exploring.explore(copy, asked).cells == exploring.explore(folder, asked).cells
    exploring.explore(copy, asked)
    (copy / "manifest.json").unlink()
    with pytest.raises(Fault, match="not on this machine"):
        exploring.explore(copy, asked)
