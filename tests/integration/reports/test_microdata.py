"""Invented rows from the demo county: who may, what is spent and by whom, what lies in the folder; nobody overspends."""

import csv
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from safetynet.config.database.objects import sql_files
from safetynet.config.home import Home
from safetynet.kernel import clock
from safetynet.kernel.faults import Fault, NotInScope, Refused
from safetynet.kernel.suppression import MARK, SMALLEST_TOLD
from safetynet.policy.door import SHOW_PASS, Door
from safetynet.policy.passes import sign_pass
from safetynet.policy.vocabulary import Purpose
from safetynet.reports.actions import make_snapshot
from safetynet.reports.actions.microdata import make_microdata, write_microdata
from safetynet.reports.models import PrivacySpending
from safetynet.reports.queries.figures import Period, opened
from safetynet.reports.queries.microdata import find_spent, read_codes
from safetynet.reports.queries.snapshots import Registered, find_snapshots
from safetynet.reports.rules.microdata.budget import rho_of
from safetynet.reports.rules.microdata.documents import COVERED, FIRST, NOTICE
from safetynet.reports.rules.microdata.limits import TOTAL_RHO
from safetynet.reports.rules.microdata.schema import schema_of
from tests.commands import run_command
from tests.integration.meetings.packet_help import one_line, read_pages

Doors = Callable[..., Door]
_SPEND = (
    "INSERT INTO reports_privacyspending (table_id, content, period, epsilon, rho, spent_at, spent_by_id) "
    "VALUES (%s, 'x', '', 1, %s, now(), %s)"
)


@pytest.fixture
def snapshot(home: object, door_of: Doors, superuser: psycopg.Connection) -> Iterator[Registered]:
    """A snapshot of the demo county of which nothing has been spent."""
    superuser.execute("TRUNCATE reports_privacyspending")
    code = make_snapshot(purpose="a test", by=door_of("ada", Purpose.REPORTING)).code
    yield find_snapshots(door_of("ada", Purpose.REPORTING)).snapshot(code)
    superuser.execute("TRUNCATE reports_privacyspending")


def spent(superuser: psycopg.Connection) -> list[tuple[int, float]]:
    """What the ledger holds."""
    return superuser.execute("SELECT table_id, rho::float FROM reports_privacyspending ORDER BY id").fetchall()


@pytest.mark.parametrize("who", ["ada", "gale"])
def test_who_makes_statistics_may_and_it_is_in_ledger_and_log(
    snapshot: Registered, door_of: Doors, superuser: psycopg.Connection, who: str
) -> None:
    door = door_of(who, Purpose.REPORTING)
    made = make_microdata(snapshot=snapshot, by=door, epsilon=0.5)
    assert spent(superuser) == [(table, rho_of(0.5)) for table in snapshot.tables]
    assert find_spent(door, snapshot.tables) == dict.fromkeys(snapshot.tables, rho_of(0.5))
    assert made.account.spent == made.account.rho == rho_of(0.5) >= made.measured.rho
    ledger = superuser.execute("SELECT content, spent_by_id FROM reports_privacyspending").fetchall()
    assert ledger == [(snapshot.content, door.reader.person)] * len(snapshot.tables)
    logged = superuser.execute(
        "SELECT action, subject, person, detail FROM audit.entry WHERE subject_kind = 'invented rows' ORDER BY at DESC LIMIT 1"
    ).fetchone()
    assert logged[:3] == ("make", snapshot.code, door.reader.person)
    assert (logged[3]["epsilon"], float(logged[3]["rho"])) == (0.5, rho_of(0.5))


@pytest.mark.parametrize("who", ["ben", "eve", "hal", "finn"])
def test_nobody_else_may_and_nothing_is_spent(
    snapshot: Registered, door_of: Doors, superuser: psycopg.Connection, who: str
) -> None:
    door = door_of(who, Purpose.REPORTING)
    with pytest.raises(Refused):
        find_snapshots(door)
    with pytest.raises(Exception, match="row-level security"):
        make_microdata(snapshot=snapshot, by=door)
    assert spent(superuser) == []


def test_nobody_spends_in_another_name_and_nothing_is_given_back(
    snapshot: Registered, door_of: Doors, person_ids: dict[str, int]
) -> None:
    table = snapshot.tables[0]
    values = {"table_id": table, "content": "x", "period": "", "epsilon": 1, "rho": "0.01", "spent_at": clock.now()}
    with pytest.raises(Exception, match="row-level security"), door_of("gale", Purpose.REPORTING).opened():
        PrivacySpending(**values, spent_by_id=person_ids["ada"]).save()
    make_microdata(snapshot=snapshot, by=door_of("gale", Purpose.REPORTING), epsilon=0.1)
    for change in (lambda rows: rows.delete(), lambda rows: rows.update(rho="0.001")):
        with pytest.raises(Exception, match="permission denied"), door_of("gale", Purpose.REPORTING).opened():
            change(PrivacySpending.objects.filter(table_id=table))


def test_small_releases_add_up_until_one_is_refused(snapshot: Registered, door_of: Doors, superuser: psycopg.Connection) -> None:
    """Different people, periods and a newer snapshot spend of the same budget."""
    releases = 0
    with pytest.raises(Refused, match="more than is left") as refused:
        for releases in range(100):
            who, year = ("ada", "gale")[releases % 2], snapshot.day.year - releases % 3
            make_microdata(snapshot=snapshot, by=door_of(who, Purpose.REPORTING), epsilon=0.6, period=Period(year, year))
    assert releases == int(TOTAL_RHO / rho_of(0.6)) > 3
    assert refused.value.kept == "Nothing was spent."
    assert len(spent(superuser)) == releases * len(snapshot.tables)
    assert sum(rho for table, rho in spent(superuser) if table == snapshot.tables[0]) <= TOTAL_RHO
    superuser.execute(
        "CREATE TEMP TABLE kept AS SELECT id FROM youths_riskfactor WHERE value = 'YES' AND superseded_at IS NULL LIMIT 1"
    )
    superuser.execute("UPDATE youths_riskfactor SET value = 'UNKNOWN' WHERE id IN (SELECT id FROM kept)")
    newer = make_snapshot(purpose="a test", by=door_of("ada", Purpose.REPORTING)).code
    superuser.execute("UPDATE youths_riskfactor SET value = 'YES' WHERE id IN (SELECT id FROM kept)")
    door = door_of("ada", Purpose.REPORTING)
    assert newer != snapshot.code
    with pytest.raises(Refused, match="more than is left"):
        make_microdata(snapshot=find_snapshots(door).snapshot(newer), by=door, epsilon=0.6)


def test_two_at_the_same_moment_cannot_overspend(
    snapshot: Registered, home: Home, door_of: Doors, superuser: psycopg.Connection
) -> None:
    """The second waits for the first, and then sees what it has spent: on the web role's own connection, whatever Python says."""
    table, refused = snapshot.tables[0], []
    cost = TOTAL_RHO * 0.6
    begun = threading.Event()

    def second() -> None:
        reader = door_of("gale", Purpose.REPORTING).reader
        with psycopg.connect(**home.role_dsn("web")) as web:
            web.execute(SHOW_PASS, [sign_pass(reader, settings.PASS_KEY, clock.now())])
            begun.set()
            try:
                web.execute(_SPEND, [table, cost, reader.person])
            except psycopg.Error as error:
                refused.append(error.sqlstate)

    reader = door_of("ada", Purpose.REPORTING).reader
    other = threading.Thread(target=second)
    with psycopg.connect(**home.role_dsn("web")) as web:
        web.execute(SHOW_PASS, [sign_pass(reader, settings.PASS_KEY, clock.now())])
        web.execute(_SPEND, [table, cost, reader.person])
        other.start()
        assert begun.wait(10)
        other.join(0.5)
        assert other.is_alive()
        web.commit()
    other.join(10)
    assert refused == ["SN409"]
    assert len(spent(superuser)) == 1


def test_the_database_and_the_rules_have_the_same_limit(home: object) -> None:
    text = next(path.read_text() for path in sql_files() if "FUNCTION policy.keep_privacy_budget(" in path.read_text())
    assert f"total constant numeric := {TOTAL_RHO};" in text


def test_what_cannot_be_is_a_fault_before_anything_is_spent(
    snapshot: Registered, door_of: Doors, superuser: psycopg.Connection
) -> None:
    door = door_of("ada", Purpose.REPORTING)
    for epsilon, period in ((0.0, None), (3.0, None), (1.0, Period(2016, 2011)), (1.0, Period(None, snapshot.day.year + 1))):
        with pytest.raises(Fault, match="Nothing was spent"):
            make_microdata(snapshot=snapshot, by=door, epsilon=epsilon, period=period)
    with pytest.raises(NotInScope):
        find_snapshots(door).snapshot("0123456789ab")
    assert spent(superuser) == []


def test_every_youth_of_the_period_has_a_row_of_declared_values(snapshot: Registered) -> None:
    """Against DuckDB's own counts of the same files."""
    year = snapshot.day.year
    schema = schema_of(year - 9, year)
    with opened(snapshot.folder, period=Period(year - 9, year)) as cohort:
        codes = read_codes(cohort, schema)
        wanted = cohort.execute(
            "SELECT count(*), count(*) FILTER (sex = 'FEMALE'), count(*) FILTER (class = 'AT_RISK'), "
            "count(*) FILTER (age BETWEEN 14 AND 15), count(*) FILTER (probation AND NOT social), "
            "count(*) FILTER (county = table_county) FROM youth"
        ).fetchone()
        runaway = (
            "SELECT count(DISTINCT youth) FROM risk JOIN youth USING (youth) WHERE factor = 'RUNAWAY_HISTORY' AND value = 'YES'"
        )
        factors = cohort.execute(runaway).fetchone()
    named = (("sex", "FEMALE"), ("class", "AT_RISK"), ("age_band", "14_TO_15"), ("system", "PROBATION"), ("home", "IN_COUNTY"))
    found = [
        int((codes[:, schema.place(key)] == schema.attributes[schema.place(key)].values.index(value)).sum()) for key, value in named
    ]
    assert (len(codes), *found) == wanted
    assert int((codes[:, schema.place("runaway_history")] == 0).sum()) == factors[0] > 0
    assert min(found) > 0


def test_the_folder_says_what_it_is(snapshot: Registered, door_of: Doors, tmp_path: Path) -> None:
    made = make_microdata(snapshot=snapshot, by=door_of("gale", Purpose.REPORTING))
    written = {path.name: path for path in write_microdata(made, tmp_path / "rows", settings.FONTS)}
    assert set(written) == {"rows.csv", "codebook.json", "privacy.json", "utility.json", "utility.pdf"}
    heads, *rows = list(csv.reader(written["rows.csv"].read_text().splitlines()))
    documents = {name: json.loads(path.read_text()) for name, path in written.items() if name.endswith(".json")}
    assert heads[0] == FIRST
    assert [next(iter(document.items())) for document in documents.values()] == [("notice", NOTICE)] * 3
    declared = {column["key"]: {value["value"] for value in column["values"]} for column in documents["codebook.json"]["columns"]}
    assert list(declared) == heads
    assert len(rows) == documents["privacy.json"]["rows"] > 0
    assert all(value in declared[key] for row in rows for key, value in list(zip(heads, row, strict=True))[1:])
    told = documents["privacy.json"]
    assert (told["epsilon"], told["delta"], told["covered"]) == (1.0, 1e-7, list(COVERED))
    assert told["rho_by_opendp"] <= told["rho"] == told["ledger"]["spent"]["rho"]
    real = [cell["real"] for table in documents["utility.json"]["tables"] for cell in table["cells"]]
    assert not [count for count in real if isinstance(count, int) and 0 < count < SMALLEST_TOLD]
    assert MARK in real
    # reading the pages holds them to PDF/UA-1
    pages = one_line(" ".join(read_pages(written["utility.pdf"].read_bytes())))
    assert pages.startswith(NOTICE)
    assert "What they are not good for" in pages


def test_by_the_operators_tool(snapshot: Registered, home: Home, tmp_path: Path) -> None:
    """Made, made again until nothing is left, and refused."""
    words = ("microdata", "--by", "gale", "--snapshot", snapshot.code, "--epsilon", "1.5", "--out")
    done = run_command(home.path, *words, str(tmp_path / "one"))
    assert done.returncode == 0, done.stderr
    assert "Epsilon 1.5 at delta 1e-07" in done.stdout
    assert "which describe nobody, in 5 files" in done.stdout
    assert (tmp_path / "one" / "rows.csv").read_text().startswith(FIRST)
    again = run_command(home.path, *words, str(tmp_path / "two"))
    assert (again.returncode, (tmp_path / "two").exists()) == (1, False)
    assert "more than is left of the privacy budget" in again.stderr
    refused = run_command(home.path, "microdata", "--by", "eve", "--out", str(tmp_path / "three"))
    assert (refused.returncode, (tmp_path / "three").exists()) == (1, False)
