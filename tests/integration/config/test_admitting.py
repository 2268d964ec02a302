"""From nothing to a first meeting: the commands of `docs/deployment.md`, one after another, in an instance of its own."""

import json
import re
import shlex
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import transaction

from safetynet.config.founding import found_county
from safetynet.config.home import Home
from safetynet.config.instance import server_of
from safetynet.governance.rules import last_day
from safetynet.kernel import clock
from tests.commands import Answer, run_commands
from tests.factories.county_workbooks import Scramble, another_county
from tests.instances import ROOT, own_instance

DAY = clock.today() + timedelta(days=(1 - clock.today().weekday()) % 7)
"""The next Tuesday, on which tables meet."""


def told_commands() -> list[list[str]]:
    """What the page tells to type, without the name of the program."""
    page = (ROOT / "docs" / "deployment.md").read_text().partition("## From nothing to a first meeting")[2]
    block = re.search(r"```\n(.*?)```", page, re.DOTALL)
    assert block is not None
    return [shlex.split(line)[1:] for line in block.group(1).splitlines()]


@pytest.fixture(scope="module")
def instance() -> Iterator[Path]:
    """An instance as ``init --empty --county Alameda`` leaves it, with its server running."""
    with own_instance("admitting") as folder, server_of(Home(folder)):
        yield folder


def run(folder: Path, *commands: list[str]) -> list[Answer]:
    """What the operator's tool answers, in one process."""
    return run_commands(folder, list(commands), SAFETYNET_SETTING_UP="1")


def logged(folder: Path) -> list[tuple[str, str]]:
    """What the operator did, from the log."""
    with psycopg.connect(**Home(folder).address().admin_dsn()) as connection:
        return connection.execute("SELECT action, subject FROM audit.entry WHERE who LIKE 'operator %' ORDER BY at").fetchall()


def test_from_nothing_to_a_first_meeting(instance: Path, tmp_path: Path) -> None:
    """Every command of the page works, in its order, and each change is in the log as the operator's."""
    first, *rest = told_commands()
    assert first[0] == "init"
    workbook = another_county(tmp_path / "w.xlsx", Scramble(headers=False, order=False, sheet_names=False, rows=6))
    packet = tmp_path / "packet.pdf"
    places = {"FILE.xlsx": str(workbook), "DATE": DAY.isoformat(), "packet.pdf": str(packet)}
    commands = [[places.get(word, word) for word in words] for words in rest if words[0] != "password"]
    for words, code, out, err in run(instance, *commands):
        assert code == 0, (words, out, err)
    assert packet.read_bytes().startswith(b"%PDF-")
    people = {person["username"]: person for person in json.loads(run(instance, ["people", "--json"])[0][2])}
    assert (people["pia"]["roles"], people["pia"]["tables"]) == (["PROB"], ["SafetyNet Alameda County"])
    done = logged(instance)
    for each in (
        ("admit agency", "Probation"), ("sign memorandum", "Probation with SafetyNet Alameda County"), ("admit person", "pia"),
        ("sign agreement", "pia with SafetyNet Alameda County"), ("seat person", "pia at SafetyNet Alameda County"),
        ("change setting", "meeting_capacity of Alameda"), ("train person", "pia"), ("name supervisor", "pia"),
        ("name signatory", "Probation with SafetyNet Alameda County"),
    ):  # fmt: skip
        assert each in done
    assert [words for words in rest if words[0] == "password"] == [["password", "coordinator-alameda"], ["password", "pia"]]


def test_what_ends_and_what_is_renewed(instance: Path) -> None:
    """An agreement counts as long as the county has set; seat, role and memorandum end and begin again."""
    yesterday, long_ago = str(clock.today() - timedelta(days=1)), "2020-01-01"
    made = run(
        instance,
        ["admit", "agency", "Clinic", "--name", "A clinic", "--kind", "hospital", "--county", "Alameda"],
        ["admit", "person", "vera", "--name", "Vera Moss", "--agency", "Clinic", "--role", "med", "--on", long_ago],
        ["sign", "memorandum", "Clinic", "--table", "Alameda", "--on", long_ago],
        ["sign", "memorandum", "Clinic", "--table", "Alameda", "--end", "--json"],
        ["sign", "memorandum", "Clinic", "--table", "Alameda", "--category", "INDEX", "--json"],
        ["set", "Alameda", "agreement_months", "6", "--source", "the protocol", "--json"],
        ["sign", "agreement", "vera", "--table", "SafetyNet Alameda County", "--json"],
        ["seat", "vera", "--table", "Alameda", "--on", long_ago],
        ["seat", "vera", "--table", "Alameda", "--end", "--json"],
        ["role", "vera", "MED", "--end", "--json"],
        ["role", "vera", "ADV", "--json"],
        ["set", "Alameda", "--json"],
        ["set", "Los Angeles"],
    )
    assert [code for _, code, *_ in made] == [0] * len(made), made
    told = {" ".join(words[:2] + words[-2:]): json.loads(out) for words, _, out, _ in made if words[-1] == "--json"}
    assert told["sign memorandum --end --json"]["ends"] == yesterday
    assert told["sign agreement SafetyNet Alameda County --json"]["until"] == str(last_day(clock.today(), 6))
    assert told["seat vera --end --json"]["ends"] == yesterday == told["role vera --end --json"]["ends"]
    assert told["set Alameda Alameda --json"]["agreement_months"] == {"value": "6", "source": "the protocol"}
    assert "dual_status            yes" in made[-1][2]


def test_levels_training_and_places(instance: Path) -> None:
    """What the commands say is what they recorded; who takes a place over may follow somebody who has left."""
    long_ago, day = "2020-01-01", "2024-05-06"
    made = run(
        instance,
        ["admit", "agency", "Shelter", "--name", "A shelter", "--kind", "cbo", "--county", "Alameda"],
        ["admit", "person", "bo", "--name", "Bo Reed", "--agency", "Shelter", "--level", "head", "--on", long_ago, "--json"],
        ["admit", "person", "cy", "--name", "Cy Reed", "--agency", "Shelter", "--supervisor", "bo", "--on", long_ago, "--json"],
        ["sign", "memorandum", "Shelter", "--table", "Alameda", "--signatory", "bo", "--on", long_ago],
        ["seat", "bo", "--table", "Alameda", "--on", long_ago, "--json"],
        ["leave", "bo", "--on", "2024-01-31"],
        ["seat", "cy", "--table", "Alameda", "--on", day, "--after", "bo", "--json"],
        ["person", "cy", "--level", "supervisor", "--no-supervisor", "--json"],
        ["train", "cy", "--course", "csec_101", "--on", long_ago, "--until", "2099-01-01", "--json"],
        ["train", "cy", "--course", "csec_102", "--on", long_ago, "--json"],
    )
    assert [code for _, code, *_ in made] == [0] * len(made), made
    told = [json.loads(out) for words, _, out, _ in made if words[-1] == "--json"]
    head, admitted, first, second, person, said, counted = told
    assert (head["level"], head["supervisor"], admitted["level"], admitted["supervisor"]) == ("HEAD", None, "LINE", "bo")
    assert (second["place"], second["begins"]) == (first["place"], day)
    assert (person["level"], person["supervisor"]) == ("SUPERVISOR", None)
    assert (said["until"], counted["until"]) == ("2099-01-01", "2020-12-31")
    done = logged(instance)
    for each in (("seat person", "cy at SafetyNet Alameda County"), ("change level", "cy"), ("train person", "cy")):
        assert each in done


REFUSED = (
    ("admit agency X --name X --kind CBO --county Nowhere", 1, "no county called Nowhere"),
    ("admit agency X --name X --kind CBO", 2, "required"),
    ("admit person Pia! --name Pia --agency Other", 1, "no agency called Other"),
    ("admit person Pia! --name Pia --agency 'SafetyNet office'", 1, "no user name"),
    ("admit person coordinator-alameda --name Pia --agency 'SafetyNet office'", 1, "already"),
    ("sign memorandum 'SafetyNet office' --table Alameda", 1, "has a memorandum"),
    ("sign memorandum 'SafetyNet office' --table Alpine", 1, "no table called Alpine"),
    ("sign agreement coordinator-alameda --table Alameda --until 2001-01-01", 1, "before the first"),
    ("seat coordinator-alameda --table Alameda", 1, "has a seat"),
    ("seat nobody --table Alameda", 1, "Nobody is called"),
    ("seat coordinator-alameda --table Alameda --after nobody", 1, "has or had a seat"),
    ("train coordinator-alameda --course KNITTING", 2, "invalid choice"),
    ("train coordinator-alameda --course OTHER --until 2001-01-01", 1, "before the first"),
    ("person coordinator-alameda", 2, "say what changes"),
    ("person coordinator-alameda --supervisor coordinator-alameda", 1, "directly or through others"),
    ("sign memorandum 'SafetyNet office' --table Alameda --signatory nobody", 1, "Nobody is called"),
    ("set Alameda training_required perhaps --source x", 1, "yes or no"),
    ("role coordinator-alameda CRT --end", 1, "does not hold"),
    ("role coordinator-alameda KING", 2, "invalid choice"),
    ("set Alameda meeting_capacity many --source x", 1, "whole number"),
    ("set Alameda meeting_capacity 0 --source x", 1, "whole number"),
    ("set Alameda dual_status perhaps --source x", 1, "yes or no"),
    ("set Alameda meeting_capacity 12", 2, "--source"),
    ("set Alameda colour blue --source x", 2, "invalid choice"),
)


def test_what_is_refused(instance: Path) -> None:
    """In plain words, with the exit code, and nothing is changed."""
    before = logged(instance)
    for (words, code, said), answer in zip(REFUSED, run(instance, *(shlex.split(words) for words, *_ in REFUSED)), strict=True):
        assert (answer[1], said in answer[3]) == (code, True), (words, answer)
    assert logged(instance) == before


@pytest.mark.parametrize(("coordinator", "who"), [(None, "whoever will sign in as coordinator-kern"), ("Rosa Quill", "Rosa Quill")])
def test_the_founding_papers_are_told_in_words(admin: psycopg.Connection, coordinator: str | None, who: str) -> None:
    """An instance begins on the operator's word; that is said, with whom it speaks of and until when."""
    with transaction.atomic(using="owner"):
        founded = found_county("Kern", coordinator, by="tests", on=date(2026, 3, 1))
        transaction.set_rollback(True, using="owner")
    for said in ("ON YOUR WORD", "SafetyNet Kern County", who, "until Sun 28 Feb 2027", "has learned", "Set no password before"):
        assert said in founded.vouched()
