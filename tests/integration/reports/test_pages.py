"""The pages of the numbers: for whom, exact or not, step by step, and nothing small from the explorer whatever is asked."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.test import Client

from safetynet.config.cli import main
from safetynet.kernel.identifiers import PersonId
from safetynet.kernel.suppression import MARK
from safetynet.policy.door import Door
from safetynet.policy.passes import Reader
from safetynet.policy.vocabulary import Purpose
from safetynet.reports.actions import make_snapshot
from safetynet.reports.queries.figures import Period
from safetynet.reports.queries.snapshots import find_snapshots
from safetynet.reports.queries.worked_out import Bench
from safetynet.reports.rules.exploring import KEYS, SUBJECTS, moved, splits_of
from safetynet.reports.rules.measures import MEASURES
from safetynet.reports.rules.measures.subjects import OF_A_YOUTH
from safetynet.reports.rules.telling import plain

Browser = Callable[..., Client]


@pytest.fixture
def ada(browser: Browser) -> Client:
    """The coordinator, signed in for statistics."""
    client = browser("ada")
    client.post("/purpose/", {"purpose": "REPORTING"})
    return client


@pytest.fixture(scope="module")
def code(home: object, person_ids: dict[str, int]) -> Iterator[str]:
    """A snapshot of the demo county."""
    reader = Reader(PersonId(person_ids["ada"]), Purpose.REPORTING, address="test")
    yield make_snapshot(purpose="pages", by=Door(reader)).code


def test_the_register_leads_on_and_a_snapshot_is_made_there(ada: Client) -> None:
    page = ada.post("/numbers/", {"purpose": "the third quarter"}, follow=True)
    assert page.status_code == 200
    made = page.redirect_chain[-1][0].strip("/").rpartition("/")[2]
    register = ada.get("/numbers/").content.decode()
    assert made in register
    assert "the third quarter" in register
    assert ada.post("/numbers/", {"purpose": ""}).status_code == 400


def test_another_purpose_is_refused_with_the_way_out(browser: Browser) -> None:
    page = browser("ada").get("/numbers/")
    assert page.status_code == 403
    assert "Change the purpose of your session" in page.content.decode()


@pytest.mark.parametrize("who", ["ben", "cleo", "eve", "finn", "hal", "uma"])
def test_who_makes_no_statistics_gets_none(browser: Browser, code: str, who: str) -> None:
    client = browser(who)
    client.post("/purpose/", {"purpose": "REPORTING"})
    paths = (f"/numbers/{code}/", f"/numbers/{code}/explore/", f"/numbers/{code}/figure/race/", f"/numbers/{code}/files/json/")
    assert [client.get(path).status_code for path in ("/numbers/", *paths)] == [403] * 5
    assert "Numbers</a>" not in client.get("/").content.decode()


def test_the_report_is_worked_out_step_by_step_without_a_script(ada: Client, code: str) -> None:
    address, steps = f"/numbers/{code}/?first=2001", 0
    page = ada.get(address).content.decode()
    while "Working out" in page:
        steps += 1
        assert steps <= len(MEASURES)
        page = ada.post(f"/numbers/{code}/step/?first=2001", follow=True).content.decode()
    assert steps
    assert page.count("<svg") == len(MEASURES)
    assert code in page
    assert "not for release" in page


def test_each_figure_has_chart_table_and_method(ada: Client, code: str) -> None:
    for key in MEASURES:
        page = ada.get(f"/numbers/{code}/figure/{key}/").content.decode()
        assert "<svg" in page, key
        assert "<table" in page, key
        assert "Denominator" in page, key
    rows = list(csv.reader(io.StringIO(ada.get(f"/numbers/{code}/figure/sex/?as=csv").content.decode())))
    assert rows[0] == ["Sex", "Classification", "Count", "Out of", "Percent", "Snapshot"]
    assert {row[-1] for row in rows[1:]} == {code}


def test_files_of_the_whole_report(ada: Client, code: str) -> None:
    told = json.loads(ada.get(f"/numbers/{code}/files/json/").content)
    assert len(told["figures"]) == len(MEASURES)
    assert told["counts"]["n"] >= 482
    assert ada.get(f"/numbers/{code}/files/xlsx/").content[:2] == b"PK"
    assert ada.get(f"/numbers/{code}/files/pdf/").content[:5] == b"%PDF-"
    assert ada.get(f"/numbers/{code}/files/exe/").status_code == 404


def test_whatever_is_asked_of_the_explorer_nothing_small_is_told(ada: Client, code: str) -> None:
    """Every subject by every split, as comma-separated values: nought, S, or eleven and more; also for the coordinator."""
    asked, marked = 0, 0
    for key, subject in SUBJECTS.items():
        of_all = {split.key for split in OF_A_YOUTH}
        questions = [
            (split, then) for split in splits_of(subject) for then in (("",) if split in of_all else ("", "year", "county"))
        ]
        for split, then in questions:
            page = ada.get(f"/numbers/{code}/explore/", {"subject": key, "split": split, "then": then, "as": "csv"})
            assert page.status_code == 200, (key, split, then)
            rows = list(csv.DictReader(io.StringIO(page.content.decode())))
            told = [row[column] for row in rows for column in ("Count", "Out of")]
            assert not [count for count in told if count != MARK and 0 < int(count) < 11], (key, split, then)
            asked, marked = asked + 1, marked + told.count(MARK)
    assert asked > 300
    assert marked > 1000


def test_the_explorer_says_what_is_wrong_with_a_question(ada: Client, code: str) -> None:
    years = {"first": "2015", "last": "2011"}
    youths = [
        {"subject": "youths", **more}
        for more in ({"split": "year", "then": "year"}, {"split": "factor"}, {"split": "year", **years})
    ]
    for wrong in ({"subject": "no", "split": "year"}, *youths):
        page = ada.get(f"/numbers/{code}/explore/", wrong)
        assert page.status_code == 400, wrong
        assert "look at" in page.content.decode()


def test_counts_are_moved_alike_and_on_average_not_at_all() -> None:
    assert all(moved(0, key) == 0 for key in range(KEYS))
    assert all(moved(count, key) is None for count in range(1, 11) for key in range(0, KEYS, 97))
    shifts = [told - 1000 for key in range(KEYS) if (told := moved(1000, key)) is not None]
    assert (len(shifts), sum(shifts), min(shifts), max(shifts)) == (KEYS, 0, -3, 3)


def test_words_of_the_record_are_no_formula() -> None:
    assert [plain(words) for words in ("=1+1", "@x", "-y", "+z", "Oakland")] == ["'=1+1", "'@x", "'-y", "'+z", "Oakland"]


def test_a_page_of_the_explorer_stands_in_the_log(ada: Client, code: str, superuser: psycopg.Connection) -> None:
    ada.get(f"/numbers/{code}/explore/?subject=youths&split=race")
    row = superuser.execute(
        "SELECT action, subject_kind, fields FROM audit.entry WHERE subject = %s ORDER BY at DESC LIMIT 1", [code]
    )
    assert row.fetchone() == ("view", "explorer", ["youths-race"])


def test_the_command_writes_every_form(home: object, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", "--out", str(tmp_path / "out"), "--by", "ada", "--snapshot", code]) == 0
    written = {path.suffix for path in (tmp_path / "out").iterdir()}
    assert written == {".json", ".csv", ".svg", ".xlsx", ".pdf"}
    assert "not for release" in capsys.readouterr().out
    assert re.fullmatch(r"[0-9a-f]{12}", code)


def test_work_that_was_stopped_goes_on_where_it_was(home: object, code: str, door_of: Callable[..., Door]) -> None:
    snapshot = find_snapshots(door_of("ada", Purpose.REPORTING)).snapshot(code)
    Bench(snapshot, None, Period(2002, None)).work(0)
    again = Bench(snapshot, None, Period(2002, None))
    assert (again.ready, again.done) == (1, False)


def test_completeness_is_told_per_field_and_agency(ada: Client, browser: Browser, code: str) -> None:
    page = ada.get(f"/numbers/{code}/quality/").content.decode()
    assert "birth date" in page
    assert "Probation" in page
    cells = re.findall(r'<td class="figures">([0-9,]+|S)</td>', browser("gale").get(f"/numbers/{code}/quality/").content.decode())
    assert "S" in cells
    assert not [cell for cell in cells if cell != "S" and 0 < int(cell.replace(",", "")) < 11]


def test_definitions_by_law_divide_and_differ(ada: Client, code: str) -> None:
    """The same youths by two laws: the answer says by which."""
    found = {}
    for law in ("law_table", "law_htcds_possible"):
        page = ada.get(f"/numbers/{code}/explore/?subject=youths&split={law}&as=csv").content.decode()
        rows = list(csv.DictReader(io.StringIO(page)))
        found[law] = next(int(row["Count"]) for row in rows if row["Classification"] == "All" and "Meets it" in row.values())
    assert found["law_table"] < found["law_htcds_possible"]
