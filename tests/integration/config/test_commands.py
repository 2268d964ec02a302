"""The operator's tool: every command explains itself, says no with 1 and "wrong usage" with 2."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from safetynet.config.cli import main
from safetynet.config.home import Home, address_from_url
from safetynet.config.instance import server_of
from safetynet.kernel.faults import Fault
from tests.factories.county_workbooks import PUBLIC
from tests.instances import ROOT, own_instance

Run = Callable[..., subprocess.CompletedProcess[str]]
COMMANDS = (
    ("init",), ("upgrade",), ("serve",), ("people",), ("password",), ("leave",), ("release",), ("policy",), ("agenda",),
    ("packet",), ("audit",), ("audit", "verify"), ("audit", "checkpoint"), ("docs",), ("import",), ("counts",), ("admit",),
    ("admit", "agency"), ("admit", "person"), ("sign",), ("sign", "memorandum"), ("sign", "agreement"), ("role",), ("seat",),
    ("set",), ("train",), ("person",), ("protect",),
)  # fmt: skip


def run_in(folder: Path) -> Run:
    """The operator's tool in a folder."""

    def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "SAFETYNET_HOME": str(folder)}
        for name in ("SAFETYNET_SETTING_UP", "DJANGO_SETTINGS_MODULE"):
            environment.pop(name, None)
        command = [sys.executable, "-m", "safetynet", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, **options)

    return run


@pytest.fixture(scope="module")
def demo() -> Iterator[tuple[Path, Run]]:
    """A demo instance for these commands."""
    with own_instance("commands", "demo") as folder:
        yield folder, run_in(folder)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` ends with 0 and says something."""
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    assert ended.value.code == 0
    assert "usage: safetynet" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [[], ["nonsense"], ["init"], ["init", "--empty", "--demo"], ["policy", "--why", "ada"], ["agenda"], ["agenda", "someday"],
     ["packet", "2026-01-06", "--by", "ada"], ["audit"], ["audit", "verify", "--code", "x", "--checkpoint", "y"]],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_ends_with_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be understood does nothing."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert capsys.readouterr().err


def test_without_an_instance_every_command_says_what_to_do(tmp_path: Path) -> None:
    """Refused with 1, with the way on."""
    run = run_in(tmp_path / "nothing")
    for words in (["people"], ["policy", "--against-database"], ["upgrade"], ["audit", "verify"]):
        done = run(*words)
        assert done.returncode == 1, words
        assert "There is no instance" in done.stderr
        assert "Traceback" not in done.stderr


def test_people_lists_who_may_be_named(demo: tuple[Path, Run]) -> None:
    """With roles, agency and tables, also as JSON."""
    _, run = demo
    people = {person["username"]: person for person in json.loads(run("people", "--json").stdout)}
    assert people["ada"]["roles"] == ["COORD"]
    assert people["ada"]["tables"] == ["SafetyNet Alameda County"]
    assert people["dev"]["tables"] == []
    assert "ada " in run("people").stdout


def test_the_policy_is_what_the_database_enforces(demo: tuple[Path, Run]) -> None:
    """`policy` prints the table, `--against-database` nothing but that there is no difference."""
    folder, run = demo
    assert "VAULT" in run("policy").stdout
    done = run("policy", "--against-database", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"differences": []})
    home = Home(folder)
    with server_of(home), psycopg.connect(**home.address().admin_dsn(), autocommit=True) as connection:
        connection.execute("ALTER POLICY gate_read ON youths_vaultnote USING (true)")
        connection.execute("ALTER FUNCTION policy.my_walls() RESET search_path")
        done = run("policy", "--against-database")
        assert done.returncode == 1
        assert "youths_vaultnote: the policy gate_read says" in done.stdout
        assert "policy.my_walls(): is declared otherwise than in its file" in done.stdout
    assert run("upgrade").returncode == 0
    assert run("policy", "--against-database").returncode == 0


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("ada", "holds a seat at the youth's table"),
        ("ben", "only somebody who is checked in at a meeting"),
        ("cleo", "Not shared with School"),
        ("eve", "has no memorandum of understanding in force"),
        ("finn", "confidentiality agreement with SafetyNet Alameda County ended on"),
        ("gale", "Not shared with Reader of reports"),
        ("hal", "Not shared with Technical administrator"),
    ],
)
def test_why_names_the_grant_or_the_gate(demo: tuple[Path, Run], person: str, words: str) -> None:
    """For each of the 22 categories one line, for everybody of the cast."""
    _, run = demo
    done = run("policy", "--why", person, "01-0253")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 23
    assert words in done.stdout


def newest(folder: Path, *columns: str) -> dict[str, object]:
    """The newest entry of the log."""
    home = Home(folder)
    with server_of(home), psycopg.connect(**home.address().admin_dsn()) as connection:
        query = sql.SQL("SELECT {} FROM audit.entry ORDER BY at DESC LIMIT 1").format(
            sql.SQL(", ").join(map(sql.Identifier, columns))
        )
        return dict(zip(columns, connection.execute(query).fetchone(), strict=True))


def test_why_is_asked_by_the_operator(demo: tuple[Path, Run]) -> None:
    """The log tells who asked, about whom and for which purpose; nothing stands there in the name of the person."""
    folder, run = demo
    assert run("policy", "--why", "ada", "01-0253", "--purpose", "research").returncode == 2
    assert run("policy", "--why", "ada", "01-0253", "--purpose", "case_work").returncode == 0
    found = newest(folder, "person", "who", "action", "subject", "detail")
    assert str(found.pop("who")).startswith("operator ")
    detail = {"person": "ada", "purpose": "CASE_WORK"}
    assert found == {"person": None, "action": "ask why", "subject": "01-0253", "detail": detail}
    assert run("policy", "--why", "ada", "somebody").returncode == 1


@pytest.mark.parametrize(
    "words",
    [
        ["packet", "2026-01-06", "--out", "no.pdf", "--by", "ben"],
        ["agenda", "2026-01-06", "--by", "dev"],
        ["counts", "--by", "hal"],
        ["import", "pyproject.toml", "--county", "Alameda", "--by", "cleo"],
    ],
    ids=lambda words: words[0],
)
def test_a_refusal_is_in_the_log(demo: tuple[Path, Run], words: list[str]) -> None:
    """In the name of who was refused, after what the command had asked."""
    folder, run = demo
    done = run(*words)
    assert done.returncode == 1, done.stderr
    found = newest(folder, "who", "action", "subject", "outcome", "address")
    assert str(found["who"]).lower().startswith(words[-1])
    assert (found["action"], found["subject"], found["outcome"]) == ("denied", words[0], "refused")
    assert "command line" in str(found["address"])


def test_the_agenda_and_the_packet_by_command(demo: tuple[Path, Run], tmp_path: Path) -> None:
    """Compose, print, verify the code; nobody but the coordinator prints; Finn gets no copy."""
    _, run = demo
    dry = json.loads(run("agenda", "2030-01-01", "--by", "ada", "--dry-run", "--json").stdout)
    assert dry["stored"] is False
    composed = json.loads(run("agenda", "2030-01-01", "--json").stdout)
    assert composed["stored"] is True
    assert [line["number"] for line in composed["lines"]] == [line["number"] for line in dry["lines"]]
    assert all(line["reasons"] for line in composed["lines"])
    printed = run("packet", "2030-01-01", "--out", str(tmp_path / "packet.pdf"), "--by", "ada", "--for", "ben", "--json")
    told = json.loads(printed.stdout)
    assert (tmp_path / "packet.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "packet.pdf").stat().st_mode & 0o777 == 0o600
    code = told["copies"][0]["code"]
    assert run("audit", "verify", "--code", code).returncode == 0
    assert run("audit", "verify", "--code", "AAAA-AAAA-AAAA").returncode == 1
    for person in ("ben", "dev", "hal", "eve"):
        done = run("packet", "2030-01-01", "--out", str(tmp_path / "no.pdf"), "--by", person)
        assert done.returncode == 1, person
        assert not (tmp_path / "no.pdf").exists()
    done = run("packet", "2030-01-01", "--out", str(tmp_path / "no.pdf"), "--by", "ada", "--for", "finn")
    assert done.returncode == 1
    assert "agreement ended" in done.stderr


def test_signed_heads_are_carried_off(demo: tuple[Path, Run], tmp_path: Path) -> None:
    """A checkpoint's file verifies the log later; a damaged one is told."""
    _, run = demo
    carried = tmp_path / "heads.jsonl"
    carried.touch(mode=0o644)
    assert run("audit", "checkpoint", "--out", str(carried)).returncode == 0
    assert carried.stat().st_mode & 0o777 == 0o600
    assert run("people").returncode == 0
    assert run("audit", "verify", "--checkpoint", str(carried)).returncode == 0
    carried.write_text(carried.read_text().replace("heads", "heeds", 1))
    done = run("audit", "verify", "--checkpoint", str(carried))
    assert done.returncode == 1
    assert "not a file of signed heads" in done.stderr


def test_a_saved_mapping_is_its_owners(demo: tuple[Path, Run], tmp_path: Path) -> None:
    """What a county calls its columns, and examples of what stands in them."""
    _, run = demo
    saved = tmp_path / "mapping.json"
    assert (
        run("import", str(PUBLIC), "--county", "Alameda", "--by", "ada", "--dry-run", "--save-mapping", str(saved)).returncode <= 1
    )
    assert json.loads(saved.read_text())
    assert saved.stat().st_mode & 0o777 == 0o600


def test_a_password_is_set_and_a_common_one_refused(demo: tuple[Path, Run]) -> None:
    """Read from standard input; short and common ones do not do."""
    _, run = demo
    assert run("password", "ada", input="tidal lantern in a quiet bay\n").returncode == 0
    for weak in ("password1234\n", "tiny\n", "123456789012\n"):
        done = run("password", "ada", input=weak)
        assert done.returncode == 1
        assert weak.strip() not in done.stdout + done.stderr
    assert run("password", "nobody-here", input="tidal lantern in a quiet bay\n").returncode == 1


def test_an_instance_is_made_once(demo: tuple[Path, Run]) -> None:
    """A second `init` leaves everything as it is."""
    _, run = demo
    done = run("init", "--empty")
    assert done.returncode == 1
    assert "already" in done.stderr


def test_addresses_of_other_servers() -> None:
    """SAFETYNET_DATABASE_URL: what it may be, and a plain word when it is not."""
    address = address_from_url("postgresql://admin:s%40crt@db.example:6432/county?sslmode=verify-full")
    assert (address.host, address.port, address.database) == ("db.example", 6432, "county")
    assert (address.admin, address.admin_password, address.options) == ("admin", "s@crt", {"sslmode": "verify-full"})
    for wrong in ("mysql://x/y", "postgresql://host", "nonsense"):
        with pytest.raises(Fault, match="not the address"):
            address_from_url(wrong)
