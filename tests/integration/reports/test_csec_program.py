"""`safetynet report`: the report to the Legislature for a coordinator, an analyst, and somebody who is refused."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from pypdf import PdfReader

from safetynet.kernel.codes import ProgramEntryKind, ProgramTier, ProgramTopic
from safetynet.kernel.faults import Fault, NotInScope, Refused
from safetynet.policy.door import Door
from safetynet.policy.vocabulary import Purpose
from safetynet.reports.actions import (
    enter_denominator,
    enter_participation,
    enter_words,
    find_published,
    program_octets,
    write_program_report,
)
from safetynet.reports.models import Participation
from safetynet.reports.queries.program import find_entered
from tests.commands import Answer, run_commands
from tests.instances import own_instance

Doors = Callable[..., Door]
PERIOD = ["--from", "2023-07-01", "--to", "2025-06-30"]
REPORT = ["report", "csec-program"]
BARRIER = ["report", "enter", "barrier", "--county", "Alameda", "--year", "2024-25", "--topic", "placement", "--by", "ada"]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands write to."""
    return tmp_path_factory.mktemp("program")


@pytest.fixture(scope="module")
def answers(out: Path) -> Iterator[list[Answer]]:
    """One instance, one command after another."""
    enter = ["report", "enter"]
    county = ["--county", "Alameda", "--year", "2024-25"]
    with own_instance("program", "demo") as folder:
        yield run_commands(
            folder,
            [
                [*REPORT, "--published", "2017", "--out", str(out / "published.pdf")],
                ["snapshot", "--by", "ada"],
                [*enter, "participation", *county, "--tier", "ii", "--by", "ada"],
                [*enter, "denominator", *county, "--youths", "2000", "--source", "An invented count", "--by", "gale"],
                [*BARRIER, "--words", "Too few trained homes."],
                [*REPORT, *PERIOD, "--out", str(out / "ada.pdf"), "--by", "ada"],
                [*REPORT, *PERIOD, "--out", str(out / "gale.json"), "--by", "gale"],
                [*REPORT, *PERIOD, "--out", str(out / "ben.pdf"), "--by", "ben"],
                [*enter, "participation", *county, "--tier", "i", "--by", "ben"],
                [*enter, "participation", "--county", "Butte", "--year", "2024-25", "--tier", "i", "--by", "ada"],
                [*REPORT, "--from", "2023-07-02", "--to", "2023-08-30", "--out", str(out / "no.pdf"), "--by", "ada"],
                [*REPORT, "--out", str(out / "no.pdf")],
            ],
        )


def words_of(pdf: bytes) -> str:
    """All text of a document."""
    return " ".join(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages).split())


def told(out: Path, name: str) -> dict[str, Any]:
    """A report as JSON."""
    document: dict[str, Any] = json.loads((out / name).read_text())
    return document


def test_the_published_report_needs_nobody(answers: list[Answer], out: Path) -> None:
    """Pages, JSON and CSV with the numbers of 2017; tagged, titled, in English (it has passed the rules of PDF/UA-1)."""
    assert answers[0][1] == 0, answers[0][3]
    octets = (out / "published.pdf").read_bytes()
    catalog = PdfReader(io.BytesIO(octets)).trailer["/Root"]
    assert (catalog["/Lang"], bool(catalog["/MarkInfo"]["/Marked"])) == ("en-US", True)
    assert PdfReader(io.BytesIO(octets)).metadata.title == "CSEC Program: the report of 2017 as published"
    words = words_of(octets)
    for number in (
        "1,911",
        "699",
        "954",
        "1,051",
        "1,400",
        "1,891",
        "35 + 3 = 38",
        "11 counties have counts of 1 to 10",
        "12 points",
    ):
        assert number in words, number
    document = told(out, "published.json")
    assert document["served"]["total"] == 1911
    assert [one["victims"] for one in document["types"]] == [699, 1051]
    assert 'Total,Victims served,"1,911",published 2017' in (out / "published.csv").read_text()


def test_the_coordinator_sees_all_of_it(answers: list[Answer], out: Path) -> None:
    """Exact counts that add up, with the rate of the denominator entered, and the snapshot on every page."""
    assert [answer[1] for answer in answers[1:6]] == [0] * 5, answers[1:6]
    document, pages = told(out, "ada.json"), PdfReader(out / "ada.pdf").pages
    (county,) = document["served"]["counties"]
    assert county["county"] == "Alameda"
    assert 0 < county["served"] < county["identified"]
    assert county["per_1000"] == county["served"] / 2
    cases, plan = document["types"]
    assert sum(plan["types"].values()) == plan["victims"] == county["identified"]
    assert sum(cases["types"].values()) == cases["victims"] < plan["victims"]
    assert any(0 < count < 11 for count in plan["types"].values())
    assert all(document["code"] in one.extract_text() for one in pages)
    assert "not for release" in document["told"]
    assert [one["words"] for one in document["entries"]] == ["Too few trained homes."]
    assert f"{county['identified']:,}" in words_of((out / "ada.pdf").read_bytes())


def test_the_analyst_sees_no_small_count(answers: list[Answer], out: Path) -> None:
    """What is small in the coordinator's report is S here; what is told is the same. One form was asked for."""
    assert answers[6][1] == 0, answers[6][3]
    mine, whole = told(out, "gale.json"), told(out, "ada.json")
    counts = [
        (shown, exact)
        for one, other in zip(mine["types"], whole["types"], strict=True)
        for shown, exact in [*zip(one["types"].values(), other["types"].values(), strict=True), (one["at_risk"], other["at_risk"])]
    ] + [
        (one[who], other[who])
        for one, other in zip(mine["services"], whole["services"], strict=True)
        for who in ("victims", "at_risk")
    ]
    assert {shown for shown, exact in counts if 0 < exact < 11} == {"S"}
    assert all(shown == exact for shown, exact in counts if shown != "S")
    assert any(shown not in ("S", 0) for shown, _exact in counts)
    assert not (out / "gale.pdf").exists()


def test_who_keeps_no_statistics_is_refused(answers: list[Answer], out: Path) -> None:
    """Nothing is written; not for a county of somebody else, nor for a period without a month."""
    assert [answer[1] for answer in answers[7:11]] == [1] * 4
    assert "no statistics of any table" in answers[7][3]
    assert "no statistics of this county" in answers[8][3]
    assert "no statistics of this county" in answers[9][3]
    assert "no whole month" in answers[10][3]
    assert answers[11][1] == 2
    assert not (out / "ben.pdf").exists()
    assert not (out / "no.pdf").exists()


def test_what_is_entered_again_counts_and_what_was_replaced_does_not(
    home: object, door_of: Doors, superuser: psycopg.Connection
) -> None:
    """Rows are only added. What another county enters hides nothing, even if it says so."""
    ada = door_of("ada", Purpose.REPORTING)
    for tier in (ProgramTier.TIER_I, ProgramTier.TIER_II):
        enter_participation(county="alameda", fiscal_year="2031-32", tier=tier, by=ada)
    for youths in (10, 20):
        enter_denominator(county="Alameda", fiscal_year="2031-32", youths=youths, source="a test", by=ada)
    said = {"county": "Alameda", "fiscal_year": "2031-32", "kind": ProgramEntryKind.STRATEGY, "topic": ProgramTopic.TEAMS}
    first = enter_words(**said, words="The  first\nversion.", by=ada)
    second = enter_words(**said, words="The second version.", replaces=first.pk, by=ada)
    entered = find_entered(door_of("gale", Purpose.REPORTING))
    assert [one.tier for one in entered.participation if one.fiscal_year == "2031-32"] == [ProgramTier.TIER_II]
    assert [one.youths for one in entered.denominators if one.fiscal_year == "2031-32"] == [20]
    numbers = {one.number: one.words for one in entered.entries}
    assert first.pk not in numbers
    assert numbers[second.pk] == "The second version."
    superuser.execute(
        "INSERT INTO reports_programentry (county_id, fiscal_year, kind, topic, words, replaces_id, entered_at, entered_by_id) "
        "SELECT c.id, '2031-32', 'STRATEGY', 'TEAMS', 'Elsewhere.', %s, now(), %s "
        "FROM governance_county AS c WHERE c.name = 'Butte'",
        [second.pk, ada.reader.person],
    )
    assert second.pk in {one.number for one in find_entered(ada).entries}
    with pytest.raises(NotInScope, match="no entry"):
        enter_words(**said, words="Another.", replaces=second.pk + 1_000, by=ada)


@pytest.mark.parametrize("who", ["ben", "lena", "hal", "eve"])
def test_nobody_else_enters_or_reads(home: object, door_of: Doors, who: str) -> None:
    """The database says so, whatever the purpose."""
    enter_participation(county="Alameda", fiscal_year="2032-33", tier=ProgramTier.TIER_I, by=door_of("ada", Purpose.REPORTING))
    with pytest.raises(Refused, match="no statistics"):
        enter_participation(county="Alameda", fiscal_year="2032-33", tier=ProgramTier.TIER_I, by=door_of(who, Purpose.REPORTING))
    assert find_entered(door_of(who, Purpose.REPORTING)).participation == ()
    assert find_entered(door_of("ada", Purpose.CASE_WORK)).participation == ()
    with pytest.raises(Refused, match="no statistics"):
        enter_participation(county="Alameda", fiscal_year="2032-33", tier=ProgramTier.TIER_I, by=door_of("ada", Purpose.CASE_WORK))


def test_what_makes_no_sense_is_not_entered(home: object, door_of: Doors) -> None:
    """Years, numbers, words, counties; each in words of its own."""
    ada = door_of("ada", Purpose.REPORTING)
    said = {"kind": ProgramEntryKind.BARRIER, "topic": ProgramTopic.OTHER, "by": ada}
    with pytest.raises(Fault, match="not a fiscal year"):
        enter_participation(county="Alameda", fiscal_year="2015-17", tier=ProgramTier.TIER_I, by=ada)
    with pytest.raises(Fault, match="no county"):
        enter_participation(county="Atlantis", fiscal_year="2015-16", tier=ProgramTier.TIER_I, by=ada)
    with pytest.raises(Fault, match="at least one youth"):
        enter_denominator(county="Alameda", fiscal_year="2015-16", youths=0, source="a test", by=ada)
    with pytest.raises(Fault, match="names its source"):
        enter_denominator(county="Alameda", fiscal_year="2015-16", youths=5, source=" ", by=ada)
    with pytest.raises(Fault, match="says something"):
        enter_words(county="Alameda", fiscal_year="2015-16", words="  ", **said)
    with pytest.raises(Fault, match="601 characters"):
        enter_words(county="Alameda", fiscal_year="2015-16", words="x" * 601, **said)
    assert enter_words(county="Alameda", fiscal_year="2015-16", words="x" * 600, **said).pk


def test_rows_are_only_added_and_entering_is_in_the_log(home: object, door_of: Doors, superuser: psycopg.Connection) -> None:
    """Neither changed nor taken away by the web's role; the log has the county and the year."""
    ada = door_of("ada", Purpose.REPORTING)
    enter_participation(county="Alameda", fiscal_year="2033-34", tier=ProgramTier.TIER_I, by=ada)
    with pytest.raises(Exception, match="permission denied"), ada.opened():
        Participation.objects.filter(fiscal_year="2033-34").update(tier="TIER_II")
    row = superuser.execute("SELECT subject, detail FROM audit.entry WHERE action = 'enter' ORDER BY at DESC LIMIT 1").fetchone()
    assert row == ("Alameda 2033-34", {"tier": "TIER_I"})


def test_a_form_must_be_named_and_a_year_declared(home: object, tmp_path: Path) -> None:
    """Else nothing is written."""
    with pytest.raises(Fault, match="which form"):
        write_program_report(find_published("2017"), tmp_path / "report.txt", settings.FONTS)
    with pytest.raises(Fault, match="No report of 1999"):
        find_published("1999")
    assert list(tmp_path.iterdir()) == []
    assert program_octets(find_published("2017"), ".csv", settings.FONTS).startswith(b"Part,Line,What,Value,Origin")
