"""Other counties' workbooks of the same youths: other headers, order, titles, marks, dates. The record comes out the same."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from safetynet.policy.vocabulary import Purpose
from safetynet.reports.actions import make_report, make_snapshot
from safetynet.reports.queries.snapshots import find_snapshots
from tests.factories.county_workbooks import Scramble, another_county
from tests.factories.people import Member, new_coordinator
from tests.integration.intake.loading_help import attempt, counts, load

ROWS = 40
VARIANTS: dict[str, Scramble] = {
    "other headers in other order": Scramble(seed=1),
    "titles above and a total below": Scramble(seed=2, titles=3, totals=True),
    "group headings": Scramble(seed=3, titles=1, groups=True),
    "other words and dates": Scramble(seed=4, words=True, dates=True),
    "names and homes in one column": Scramble(seed=5, joined_names=True, joined_homes=True),
    "columns and sheets that mean nothing here": Scramble(seed=6, extra_columns=True, extra_sheets=True),
    "a sheet for each year": Scramble(seed=7, by_year=True),
    "everything at once": Scramble(
        seed=8, titles=2, groups=True, words=True, dates=True, joined_names=True, extra_columns=True, extra_sheets=True,
        totals=True,
    ),
}  # fmt: skip
NUMBERS: dict[str, Callable[[int], Any]] = {
    "letters": lambda place: f"CC-{place:04d}",
    "bare numbers": lambda place: place,
    "years": lambda place: f"2011-{place:03d}",
}


@pytest.fixture(scope="module")
def truth(home: object, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The counts of the same youths from the workbook as it is."""
    path = tmp_path_factory.mktemp("truth") / "plain.xlsx"
    member = new_coordinator()
    load(member, another_county(path, Scramble(headers=False, order=False, sheet_names=False, rows=ROWS)))
    return counts(member)


@pytest.mark.parametrize("name", VARIANTS)
def test_the_record_is_the_same(name: str, truth: dict[str, Any], tmp_path: Path) -> None:
    how = VARIANTS[name]
    how.rows = ROWS
    member, found = loaded(another_county(tmp_path / "other.xlsx", how))
    assert counts(member) == truth
    assert found == []


def test_the_figures_of_another_county_hold_its_counts(home: object, tmp_path: Path) -> None:
    """From another county's workbook to a snapshot and its figures: the same counts as PostgreSQL's, by another way."""
    how = VARIANTS["everything at once"]
    how.rows = ROWS
    member, _found = loaded(another_county(tmp_path / "other.xlsx", how))
    door = member.door(Purpose.REPORTING)
    code = make_snapshot(purpose="a test", by=door).code
    told = make_report(snapshot=find_snapshots(door).snapshot(code), by=door).counts
    wanted = counts(member)
    wanted.pop("duplicates")
    for key, count in wanted.items():
        assert without_noughts(told[key]) == without_noughts(count), key


def without_noughts(count: Any) -> Any:
    """Counts by name without those that nobody has; PostgreSQL's way tells some of them as 0."""
    return {name: each for name, each in count.items() if each != 0} if isinstance(count, dict) else count


@pytest.mark.parametrize("name", NUMBERS)
def test_whatever_the_numbers_of_the_county_look_like(name: str, truth: dict[str, Any], tmp_path: Path) -> None:
    how = Scramble(seed=9, titles=1, renumber=NUMBERS[name], rows=ROWS)
    member, found = loaded(another_county(tmp_path / "numbered.xlsx", how))
    assert counts(member) == truth
    assert found == []


def test_a_workbook_without_some_sheets_loads_what_it_has(truth: dict[str, Any], tmp_path: Path) -> None:
    how = Scramble(seed=10, without=("Arrests", "Schools", "Attendance", "Agendas"), rows=ROWS)
    member, found = loaded(another_county(tmp_path / "youths-only.xlsx", how))
    got = counts(member)
    missing = {"attendance", "school", "school_known", "school_rows", "juvenile_arrest", "adult_arrest", "arrests_by_agency",
               "adult_arrest_csec_charge", "csec_arrests_by_agency"}  # fmt: skip
    assert {key: got[key] for key in got if key not in missing} == {key: truth[key] for key in truth if key not in missing}
    assert (got["school_rows"], got["juvenile_arrest"], got["attendance"]["meetings"]) == (0, 0, 0)
    assert found == []


def test_arrests_may_come_in_a_workbook_of_their_own(truth: dict[str, Any], tmp_path: Path) -> None:
    member, _ = loaded(another_county(tmp_path / "youths.xlsx", Scramble(seed=11, without=("Arrests",), rows=ROWS)))
    arrests = another_county(tmp_path / "arrests.xlsx", Scramble(seed=12, without=("Schools", "Attendance", "Agendas"), rows=ROWS))
    load(member, arrests)
    assert counts(member)["arrests_by_agency"] == truth["arrests_by_agency"]
    assert counts(member)["n"] == ROWS


def test_trying_it_tells_the_same_and_writes_nothing(tmp_path: Path) -> None:
    member = new_coordinator()
    path = another_county(tmp_path / "tried.xlsx", Scramble(seed=13, titles=2, rows=ROWS))
    tried = attempt(member, path)
    assert counts(member)["n"] == 0
    done = load(member, path)
    assert tried.progress.tally == done.progress.tally


def loaded(path: Path) -> tuple[Member, list[Any]]:
    """Load a file at a new table; the coordinator, and the faults that were told."""
    member = new_coordinator()
    return member, load(member, path).report["faults"]
