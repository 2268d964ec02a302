"""Cohort snapshots: made by a role that reads nothing else, without names, the same each time, registered and in the log."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import psycopg
import pytest
from django.conf import settings

from safetynet.config.database.objects import sql_files
from safetynet.kernel import clock
from safetynet.kernel.faults import Fault, NotInScope, Refused
from safetynet.policy.cohort import DIRECTORY, EXTRACTS, columns_of
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.door import SHOW_PASS, Door
from safetynet.policy.grants import GRANTS
from safetynet.policy.passes import sign_pass
from safetynet.policy.vocabulary import Category, Purpose, Role
from safetynet.reports.actions import make_snapshot
from safetynet.reports.models import Snapshot
from safetynet.reports.queries.figures import opened
from safetynet.reports.queries.snapshots import find_snapshots
from safetynet.reports.rules.record_kinds import RECORD_KINDS

Doors = Callable[..., Door]


@contextmanager
def as_cohort(door: Door | None = None) -> Iterator[psycopg.Connection]:
    """The role that makes snapshots, with the pass of a door or without one."""
    with psycopg.connect(**settings.COHORT_DATABASE) as connection, connection.transaction(force_rollback=True):
        if door is not None:
            connection.execute(SHOW_PASS, [sign_pass(door.reader, settings.PASS_KEY, clock.now())])
        yield connection


def made(door: Door) -> tuple[str, Path]:
    """A snapshot of that person: its code and its folder."""
    code = make_snapshot(purpose="a test", by=door).code
    return code, settings.SNAPSHOTS / code


def test_the_role_can_name_the_listed_columns_and_no_other(superuser: psycopg.Connection, roles: DatabaseRoles) -> None:
    named = superuser.execute(
        "SELECT table_name || '.' || column_name FROM information_schema.columns "
        "WHERE table_schema IN ('public', 'policy', 'audit') "
        "AND has_column_privilege(%s, quote_ident(table_schema) || '.' || quote_ident(table_name), column_name, 'SELECT')",
        [roles.cohort],
    ).fetchall()
    wanted = {f"{name}.{column}" for name in (*EXTRACTS, *DIRECTORY) for column in columns_of(name)}
    assert {name for (name,) in named} == wanted


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT last_name FROM youths_identity", "SELECT * FROM youths_identity", "SELECT number FROM youths_youth",
        "SELECT case_number FROM youths_agencycase", "SELECT account FROM youths_exploitation", "SELECT * FROM youths_advocatenote",
        "SELECT worker_name FROM youths_workercontact", "SELECT address FROM youths_placement", "SELECT * FROM audit.entry",
        "SELECT * FROM governance_account", "DELETE FROM youths_youth", "UPDATE youths_riskfactor SET value = 'NO'",
    ],
)  # fmt: skip
def test_it_can_read_nothing_else_and_write_nothing(door_of: Doors, statement: str) -> None:
    with as_cohort(door_of("ada", Purpose.REPORTING)) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_without_a_pass_or_for_another_purpose_there_are_no_rows(home: object, door_of: Doors) -> None:
    for door in (None, door_of("ada", Purpose.MEETING), door_of("ben", Purpose.REPORTING), door_of("hal", Purpose.REPORTING)):
        with as_cohort(door) as connection:
            assert connection.execute("SELECT count(id) FROM youths_youth").fetchone() == (0,)
    with as_cohort(door_of("ada", Purpose.REPORTING)) as connection:
        assert connection.execute("SELECT count(id) FROM youths_youth").fetchone() != (0,)


def test_a_forged_pass_is_an_error(home: object, door_of: Doors) -> None:
    with as_cohort() as connection, pytest.raises(psycopg.Error, match="pass"):
        connection.execute(SHOW_PASS, [sign_pass(door_of("ada", Purpose.REPORTING).reader, b"another key", clock.now())])


@pytest.mark.parametrize("who", ["ben", "cleo", "dev", "eve", "finn", "hal", "iris", "jude", "uma"])
def test_who_may_make_no_statistics_is_refused_and_leaves_no_files(home: object, door_of: Doors, who: str) -> None:
    before = sorted(settings.SNAPSHOTS.glob("*")) if settings.SNAPSHOTS.exists() else []
    with pytest.raises(Refused, match="statistics of no table"):
        make_snapshot(purpose="a test", by=door_of(who, Purpose.REPORTING))
    with pytest.raises(Refused):
        find_snapshots(door_of(who, Purpose.REPORTING))
    assert (sorted(settings.SNAPSHOTS.glob("*")) if settings.SNAPSHOTS.exists() else []) == before


def test_it_says_what_it_is_for(home: object, door_of: Doors) -> None:
    with pytest.raises(Refused, match="made for something"):
        make_snapshot(purpose="  ", by=door_of("ada", Purpose.REPORTING))


def test_the_same_record_gives_the_same_octets(home: object, door_of: Doors) -> None:
    code, folder = made(door_of("ada", Purpose.REPORTING))
    first = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.parquet")}
    folder.rename(folder.with_suffix(".first"))
    again, folder = made(door_of("gale", Purpose.REPORTING))
    assert again == code
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.parquet")} == first
    assert set(first) == {f"{name}.parquet" for name in RECORD_KINDS}


def test_a_changed_record_gives_another_code(home: object, door_of: Doors, superuser: psycopg.Connection) -> None:
    code, _folder = made(door_of("ada", Purpose.REPORTING))
    superuser.execute(
        "CREATE TEMP TABLE kept AS SELECT id FROM youths_riskfactor WHERE value = 'YES' AND superseded_at IS NULL LIMIT 1"
    )
    superuser.execute("UPDATE youths_riskfactor SET value = 'UNKNOWN' WHERE id IN (SELECT id FROM kept)")
    other, _folder = made(door_of("ada", Purpose.REPORTING))
    superuser.execute("UPDATE youths_riskfactor SET value = 'YES' WHERE id IN (SELECT id FROM kept)")
    assert other != code
    assert made(door_of("ada", Purpose.REPORTING))[0] == code


def test_no_file_holds_a_name_a_number_or_a_day(home: object, door_of: Doors, superuser: psycopg.Connection) -> None:
    _code, folder = made(door_of("ada", Purpose.REPORTING))
    people = superuser.execute(
        "SELECT lower(first_name || ' ' || last_name), lower(last_name || ', ' || first_name) FROM youths_identity "
        "UNION SELECT lower(name), '' FROM youths_householdmember UNION SELECT lower(name), '' FROM youths_alias "
        "UNION SELECT lower(worker_name), '' FROM youths_workercontact"
    ).fetchall()
    names = {name for pair in people for name in pair if name}
    numbers = {number for (number,) in superuser.execute("SELECT number FROM youths_youth").fetchall()}
    words: set[str] = set()
    with duckdb.connect() as files:
        for name in RECORD_KINDS:
            described = files.execute(f"DESCRIBE SELECT * FROM read_parquet('{folder / name}.parquet')").fetchall()
            assert not [column for column, kind, *_ in described if "DATE" in kind or "TIME" in kind], name
            for column in [column for column, kind, *_ in described if kind == "VARCHAR"]:
                found = files.execute(f"SELECT DISTINCT {column} FROM read_parquet('{folder / name}.parquet')").fetchall()
                words |= {word for (word,) in found if word}
    assert len(words) > 100
    assert not words & numbers
    assert not {word for word in words if word.lower() in names}
    assert not {word for word in words if re.search(r"\d{3}", word) and not word.isupper()}


def test_the_register_says_who_when_and_what_for_and_cannot_be_changed(home: object, door_of: Doors) -> None:
    code, _folder = made(door_of("ada", Purpose.REPORTING))
    found = find_snapshots(door_of("gale", Purpose.REPORTING)).snapshot(code)
    assert (found.made_by, found.purpose, found.day, found.exact) == ("Ada Alder", "a test", clock.today(), False)
    assert find_snapshots(door_of("ada", Purpose.REPORTING)).snapshot().exact
    with pytest.raises(NotInScope):
        find_snapshots(door_of("ada", Purpose.REPORTING)).snapshot("no such code")
    with pytest.raises(Exception, match="permission denied"), door_of("ada", Purpose.REPORTING).opened():
        Snapshot.objects.filter(content__startswith=code).update(purpose="another")


def test_making_one_is_in_the_log(home: object, door_of: Doors, superuser: psycopg.Connection) -> None:
    code, _folder = made(door_of("ada", Purpose.REPORTING))
    row = superuser.execute(
        "SELECT action, subject_kind, detail FROM audit.entry WHERE subject = %s ORDER BY at DESC LIMIT 1", [code]
    ).fetchone()
    assert row is not None
    assert row[:2] == ("make", "snapshot")
    assert row[2]["purpose"] == "a test"


def test_files_that_are_gone_are_told_as_gone(home: object, tmp_path: Path) -> None:
    with pytest.raises(Fault, match="not on this machine"), opened(tmp_path / "0123456789ab"):
        pass


def test_a_connection_to_a_snapshot_reads_nothing_but_its_folder(home: object, door_of: Doors, tmp_path: Path) -> None:
    _code, folder = made(door_of("ada", Purpose.REPORTING))
    (tmp_path / "other.csv").write_text("a\n1\n")
    with opened(folder) as cohort, pytest.raises(duckdb.Error, match=r"disabled|not allowed|Permission"):
        cohort.execute(f"SELECT * FROM read_csv('{tmp_path / 'other.csv'}')")


@pytest.mark.parametrize("name", ["cohort_tables", "statistics_counties"])
def test_the_function_names_the_roles_of_the_grants(home: object, name: str) -> None:
    """The table of grants is the only place that grants: whose statistics they are stands there."""
    text = next(path.read_text() for path in sql_files() if f"FUNCTION policy.{name}(" in path.read_text())
    own = text[text.index(f"FUNCTION policy.{name}(") :].partition("\n$$;")[0]
    named = {role for role in Role if f"'{role.value}'" in own}
    assert named == {grant.role for grant in GRANTS if grant.category is Category.STATISTICS}
