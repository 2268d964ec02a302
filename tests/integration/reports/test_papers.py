"""Papers for others: AFCARS, HTRS, the county's plan, the board's page. The same numbers as the record's own, by permission,
protected where they leave, without a name."""

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import page
import psycopg
import pytest
from django.conf import settings
from pypdf import PdfReader

from safetynet.config.database.doors import database_roles
from safetynet.config.home import Home
from safetynet.kernel import clock
from safetynet.kernel.codes import CsecType, Sex
from safetynet.kernel.faults import Fault, Refused
from safetynet.policy.door import Door
from safetynet.policy.vocabulary import Purpose
from safetynet.reports.actions import (
    make_afcars,
    make_board_report,
    make_county_plan,
    make_htrs,
    make_snapshot,
    sheet_as_csv,
    sheet_as_json,
    sheet_as_pages,
)
from safetynet.reports.queries import snapshots
from safetynet.reports.queries.elements import afcars_groups, htrs_groups, plan_groups
from safetynet.reports.queries.figures import opened
from safetynet.reports.queries.snapshots import Registered, find_snapshots
from safetynet.reports.rules.sheets import Group, Sheet
from tests.instances import own_instance
from tests.integration.config.test_commands import run_in
from tests.integration.meetings.quarter_help import NAMES, QuarterWorld, build

Doors = Callable[..., Door]
ALAMEDA = "SafetyNet Alameda County"
TODAY = clock.today()
YEAR = TODAY.year - 1 if TODAY.month > 6 else TODAY.year - 2
"""The last fiscal year of the state that is over."""
HIERARCHY = """
SELECT place, count(*) FROM (
    SELECT e.youth_id, min(array_position(%(order)s::text[], e.csec_type::text)) AS place
    FROM youths_exploitation e JOIN governance_table t ON t.id = e.table_id
    WHERE t.name = %(table)s AND e.superseded_at IS NULL AND NOT e.withdrawn AND e.csec_type <> ''
      AND e.begins <= %(ends)s AND coalesce(e.ends, e.begins) >= %(begins)s
    GROUP BY 1) AS y GROUP BY 1
"""
SMALL = {str(number) for number in range(1, 11)}


@pytest.fixture
def snapshot(home: Home, door_of: Doors) -> Registered:
    """A snapshot of Ada's table, as she may use it."""
    code = make_snapshot(purpose="a test", by=door_of("ada", Purpose.REPORTING)).code
    return find_snapshots(door_of("ada", Purpose.REPORTING)).snapshot(code)


@pytest.fixture(scope="module")
def known(home: Home) -> Iterator[QuarterWorld]:
    """A table with a quarter of known follow-ups."""
    with psycopg.connect(**home.address().admin_dsn(), autocommit=True) as superuser:
        yield build(superuser, database_roles(home))


def by_label(groups: list[Group], key: str) -> dict[str, int]:
    """The counts of a group."""
    return {line.label: line.count or 0 for group in groups if group.key == key for line in group.lines}


def values(sheet: Sheet, *keys: str) -> list[str]:
    """What the sections of youths say."""
    return [value for section in sheet.sections if section.key in keys for line in section.lines for value in line[1:]]


def test_afcars_counts_each_youth_once(snapshot: Registered, door_of: Doors) -> None:
    with opened(snapshot.folder) as cohort:
        groups = afcars_groups(cohort)
        types = cohort.execute(
            "SELECT count(DISTINCT youth) FILTER (WHERE csec_type = 'BEFORE_FOSTER_CARE'), "
            "count(DISTINCT youth) FILTER (WHERE csec_type IN ('DURING_FOSTER_CARE', 'ABSENT')) FROM exploitation"
        ).fetchone()
    timing = by_label(groups, "timing")
    assert sum(timing.values()) == snapshot.youths
    before = sum(count for label, count in timing.items() if label.startswith("Before"))
    during = sum(count for label, count in timing.items() if "while in foster care" in label.lower())
    assert (before, during) == types
    assert sum(by_label(groups, "began_before").values()) == before
    assert sum(by_label(groups, "began_during").values()) == during
    exact = make_afcars(snapshot=snapshot, by=door_of("ada", Purpose.REPORTING))
    assert SMALL & set(values(exact, "timing", "began_before", "began_during"))
    assert "not for release" in exact.told


def test_htrs_counts_the_records_own_victims(snapshot: Registered, superuser: psycopg.Connection, door_of: Doors) -> None:
    rows = superuser.execute(
        "SELECT coalesce((SELECT d.sex FROM youths_demographics d WHERE d.youth_id = v.id AND d.superseded_at IS NULL "
        "AND NOT d.withdrawn ORDER BY d.id LIMIT 1), 'UNKNOWN'), count(*) FROM ("
        "SELECT DISTINCT e.youth_id AS id FROM youths_exploitation e JOIN governance_table t ON t.id = e.table_id "
        "WHERE t.name = %s AND e.superseded_at IS NULL AND NOT e.withdrawn AND e.csec_type <> 'AT_RISK') AS v GROUP BY 1",
        [ALAMEDA],
    ).fetchall()
    with opened(snapshot.folder) as cohort:
        groups = htrs_groups(cohort)
    assert {label: count for label, count in by_label(groups, "sex").items() if count} == {Sex(sex).label: n for sex, n in rows}
    assert len({sum(by_label(groups, key).values()) for key in ("victims", "age", "sex", "race")}) == 1
    assert sum(by_label(groups, "incidents").values()) == sum(by_label(groups, "agencies").values())
    sheet = make_htrs(snapshot=snapshot, by=door_of("ada", Purpose.REPORTING))
    assert "none are recorded" in sheet.notes[0]
    assert snapshot.code in sheet_as_csv(sheet).decode()
    assert json.loads(sheet_as_json(sheet))["snapshot"] == snapshot.code


def test_the_plan_counts_each_youth_by_the_hierarchy(snapshot: Registered, superuser: psycopg.Connection) -> None:
    order = [kind.value for kind in CsecType]
    span = {"begins": date(YEAR, 7, 1), "ends": date(YEAR + 1, 6, 30)}
    rows = superuser.execute(HIERARCHY, {"order": order, "table": ALAMEDA, **span}).fetchall()
    dateless = "SELECT count(*) FROM youths_exploitation WHERE begins IS NULL AND csec_type <> '' AND superseded_at IS NULL"
    with opened(snapshot.folder) as cohort:
        grid = by_label(plan_groups(cohort, YEAR * 100 + 7, (YEAR + 1) * 100 + 6), "grid")
    assert superuser.execute(dateless).fetchone() == (0,)
    assert {label: count for label, count in grid.items() if count} == {CsecType(order[place - 1]).label: n for place, n in rows}
    assert sum(grid.values()) > 50


def test_who_does_not_coordinate_all_tables_gets_no_small_count(snapshot: Registered, door_of: Doors) -> None:
    gale = door_of("gale", Purpose.REPORTING)
    hers = find_snapshots(gale).snapshot(snapshot.code)
    for make, keys in (
        (make_afcars, ("timing", "began_before", "began_during")),
        (make_htrs, ("incidents", "agencies", "victims", "age", "sex", "race")),
    ):
        sheet = make(snapshot=hers, by=gale)
        assert values(sheet, *keys)
        assert not SMALL & set(values(sheet, *keys))
        assert "Small counts are withheld" in sheet.told


@pytest.mark.parametrize("who", ["ada", "gale"])
def test_the_plan_is_protected_for_everybody(snapshot: Registered, door_of: Doors, who: str) -> None:
    sheet = make_county_plan(by=door_of(who, Purpose.REPORTING), county="Alameda", year=YEAR, code=snapshot.code)
    shown = values(sheet, "grid", "services", "screening")
    assert "S" in shown
    assert not SMALL & set(shown)
    agencies = {line[0] for section in sheet.sections if section.key == "agencies" for line in section.lines}
    assert "Alameda County Probation Department" in agencies
    assert "Lantern Youth House" not in agencies


@pytest.mark.parametrize("who", ["ben", "cleo", "jude", "hal", "eve", "finn"])
def test_who_makes_no_statistics_gets_no_paper(snapshot: Registered, door_of: Doors, who: str) -> None:
    door = door_of(who, Purpose.REPORTING)
    with pytest.raises(Refused, match="no statistics of any table"):
        make_county_plan(by=door, county="Alameda", year=YEAR)
    with pytest.raises(Refused, match="no statistics of any table"):
        make_board_report(by=door, on=TODAY)


def test_another_countys_plan_and_another_tables_meetings_are_refused(snapshot: Registered, door_of: Doors) -> None:
    with pytest.raises(Refused, match="Contra Costa"):
        make_county_plan(by=door_of("ada", Purpose.REPORTING), county="Contra Costa", year=YEAR)
    with pytest.raises(Refused, match="coordinate none"):
        make_board_report(by=door_of("gale", Purpose.REPORTING), on=TODAY)
    with pytest.raises(Refused, match="coordinate none"):
        make_board_report(by=door_of("ada", Purpose.REPORTING), on=TODAY, county="Glenn")


def test_a_period_that_was_not_over_is_refused(snapshot: Registered, door_of: Doors) -> None:
    door = door_of("ada", Purpose.REPORTING)
    with pytest.raises(Fault, match="before the period was over"):
        make_county_plan(by=door, county="Alameda", year=YEAR + 1)
    with pytest.raises(Fault, match="before the period was over"):
        make_board_report(by=door, on=date(TODAY.year + 1, 12, 31))
    with pytest.raises(Fault, match="no year"):
        make_county_plan(by=door, county="Alameda", year=25)
    with pytest.raises(Fault, match="no county"):
        make_county_plan(by=door, county="Atlantis", year=YEAR)


def pages_of(sheet: Sheet, *, dense: bool = False) -> list[str]:
    """The text of each page; they have passed the rules of PDF/UA-1."""
    pdf = sheet_as_pages(sheet, settings.FONTS, dense=dense)
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [failure.message for failure in report.failures]
    return [" ".join(each.extract_text().replace("\u200b", "").split()) for each in PdfReader(io.BytesIO(pdf)).pages]


def names_of(superuser: psycopg.Connection) -> set[str]:
    """Every name and number of a youth."""
    rows = superuser.execute(
        "SELECT DISTINCT first_name || ' ' || last_name FROM youths_identity WHERE last_name <> '' "
        "UNION SELECT number FROM youths_youth UNION SELECT name FROM youths_alias"
    ).fetchall()
    return {name for (name,) in rows if len(name) > 3}


def test_the_papers_are_tagged_name_nobody_and_name_the_snapshot(
    snapshot: Registered, door_of: Doors, superuser: psycopg.Connection
) -> None:
    door = door_of("ada", Purpose.REPORTING)
    words = "Outreach in schools. =A formula?\n\nA second paragraph with \u05d0 and \U0001f600."
    plan = make_county_plan(by=door, county="Alameda", year=YEAR, code=snapshot.code, words=words)
    board = make_board_report(by=door, on=TODAY, code=snapshot.code)
    printed = [pages_of(plan), pages_of(board, dense=True)]
    assert len(printed[1]) == 1
    assert "Outreach in schools." in " ".join(printed[0])
    for pages, sheet in zip(printed, (plan, board), strict=True):
        told = " ".join(pages) + sheet_as_json(sheet).decode()
        assert all(f"Snapshot {snapshot.code}" in one for one in pages)
        assert not [name for name in names_of(superuser) if re.search(rf"\b{re.escape(name)}\b", told)]
        assert not re.search(r"\bAda\b|\bAlder\b", told)


def test_the_boards_page_tells_the_quarters_follow_ups_as_the_database_suppresses_them(
    known: QuarterWorld, superuser: psycopg.Connection
) -> None:
    """Probation's 36 in full, child welfare's 22 in halves, since one of its parts is one; and all of it on one page."""
    coordinator = known.ada
    superuser.execute("UPDATE governance_seat SET begins = '2020-01-01' WHERE person_id = %s", [coordinator.person])
    door = coordinator.door(Purpose.REPORTING)
    snapshot = make_snapshot(purpose="a test", by=door)
    board = make_board_report(by=door, on=date(2024, 7, 15), code=snapshot.code)
    asked = next(section for section in board.sections if section.key == "asked")
    assert sorted(line[1:3] for line in asked.lines) == [("22", "11"), ("36", "36")]
    youths = next(section for section in board.sections if section.key == "youths")
    assert [line[1] for line in youths.lines] == ["11", "0", "14"]
    (only,) = pages_of(board, dense=True)
    assert "2nd quarter of 2024" in only
    assert not [name for name in NAMES if name in only]


def test_every_paper_is_in_the_log(snapshot: Registered, door_of: Doors, superuser: psycopg.Connection) -> None:
    door = door_of("ada", Purpose.REPORTING)
    (last,) = superuser.execute("SELECT max(at) FROM audit.entry").fetchone()
    make_afcars(snapshot=snapshot, by=door)
    make_htrs(snapshot=snapshot, by=door)
    make_county_plan(by=door, county="Alameda", year=YEAR, code=snapshot.code)
    make_board_report(by=door, on=TODAY, code=snapshot.code)
    rows = superuser.execute("SELECT action, subject_kind, subject FROM audit.entry WHERE at > %s", [last]).fetchall()
    assert set(rows) >= {
        ("count", "AFCARS elements", snapshot.code), ("count", "HTRS aggregate", snapshot.code),
        ("print", "county plan", "Alameda"), ("count", "county plan", snapshot.code), ("count", "board report", snapshot.code),
    }  # fmt: skip
    assert {"count"} == {action for action, kind, _ in rows if kind == "quarter"}


def test_a_snapshot_of_other_tables_does_not_do(snapshot: Registered, door_of: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    """A register whose newest snapshot lacks the county's table."""
    other = replace(snapshot, tables=())
    register = snapshots.Register((other,), may_make=True, workbook=None)
    monkeypatch.setattr("safetynet.reports.actions.papers.find_snapshots", lambda _door: register)
    with pytest.raises(Fault, match="does not hold all these tables"):
        make_county_plan(by=door_of("ada", Purpose.REPORTING), county="Alameda", year=YEAR)


def test_the_command_line(tmp_path: Path) -> None:
    """Each command writes its files for their owner alone; a refusal writes none."""
    with own_instance("papers", "demo") as folder:
        run = run_in(folder)
        assert run("afcars", "--out", str(tmp_path / "early.csv"), "--by", "ada").returncode == 1
        assert run("snapshot", "--by", "ada").returncode == 0
        for words, endings in (
            (("afcars",), (".csv", ".json")),
            (("htrs",), (".csv", ".json")),
            (("county-plan", "--county", "Alameda", "--year", str(YEAR)), (".pdf", ".json")),
            (("board-report", "--on", TODAY.isoformat()), (".pdf", ".json")),
        ):
            out = tmp_path / f"{words[0]}.out"
            done = run(*words, "--out", str(out), "--by", "ada")
            assert done.returncode == 0, done.stderr
            assert "Snapshot" in done.stdout
            files = [out.with_suffix(ending) for ending in endings]
            assert all(file.stat().st_mode & 0o077 == 0 for file in files)
            refused = run(*words, "--out", str(tmp_path / "refused.out"), "--by", "hal")
            assert (refused.returncode, "Traceback" in refused.stderr) == (1, False)
        assert not list(tmp_path.glob("refused*"))
        assert not list(tmp_path.glob("early*"))
