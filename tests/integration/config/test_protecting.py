"""`safetynet protect` from outside: files in, files out, nothing worked out, every refusal with the way on."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.instances import ROOT
from tests.unit.reports.attack import Outsider, candidates, read
from tests.unit.reports.releases import summed, with_totals, written

Ask = Callable[..., subprocess.CompletedProcess[str]]
LINKED = {
    ("Alpine", "2015", "F"): 2, ("Alpine", "2015", "M"): 0, ("Alpine", "2016", "F"): 4, ("Alpine", "2016", "M"): 1,
    ("Kern", "2015", "F"): 30, ("Kern", "2015", "M"): 12, ("Kern", "2016", "F"): 25, ("Kern", "2016", "M"): 16,
    ("Napa", "2015", "F"): 13, ("Napa", "2015", "M"): 3, ("Napa", "2016", "F"): 21, ("Napa", "2016", "M"): 7,
    ("Yolo", "2015", "F"): 40, ("Yolo", "2015", "M"): 22, ("Yolo", "2016", "F"): 35, ("Yolo", "2016", "M"): 19,
}  # fmt: skip


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """The command, in a folder where there is no instance."""

    def run(*words: str, **files: str) -> subprocess.CompletedProcess[str]:
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        tables = [f"{name}.csv" for name in files if name != "lies"]
        command = [sys.executable, "-m", "safetynet", "protect", *tables, *words]
        environment = {"PYTHONPATH": str(ROOT), "PATH": "", "SAFETYNET_HOME": str(tmp_path / "none")}
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    return run


def column(path: Path, name: str = "count") -> list[str]:
    """One column of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]


def test_linked_tables_are_protected_together(ask: Ask, tmp_path: Path) -> None:
    """County by year and county by sex: same names, rows and order; the summary adds up; an outsider is left three values."""
    by_year, by_sex = with_totals(summed(LINKED, (0, 1))), with_totals(summed(LINKED, (0, 2)))
    given = {"year": written(("county", "year"), by_year), "sex": written(("county", "sex"), by_sex)}
    done = ask("--out", "safe", "--json", **given)
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert summary == json.loads((tmp_path / "safe" / "protection.json").read_text())
    assert sorted(path.name for path in (tmp_path / "safe").iterdir()) == ["protection.json", "sex.csv", "year.csv"]
    for name, counts in (("year", by_year), ("sex", by_sex)):
        shown = column(tmp_path / "safe" / f"{name}.csv")
        assert all(now in (str(count), "S") for now, count in zip(shown, counts.values(), strict=True))
        assert [count for now, count in zip(shown, counts.values(), strict=True) if now != "S" and 0 < count < 11] == []
    files = [read(f"{name}.csv", (tmp_path / "safe" / f"{name}.csv").read_text()) for name in given]
    assert min(candidates(span) for span in Outsider(files).worked_out().values()) >= 3
    marks = sum(each["withheld_small"] + each["withheld_beside"] for each in summary["tables"])
    assert marks == sum(column(tmp_path / "safe" / f"{name}.csv").count("S") for name in given)
    assert (summary["cells"], summary["told"]) == (30, 30 - marks)
    assert summary["gap"] == 0
    assert "S: a count of 1 to 10" in summary["footnote"]


def test_areas_in_areas(ask: Ask, tmp_path: Path) -> None:
    """A table of counties beside one of regions: the region does not give the county away."""
    counties = "county,count\nAlpine,3\nKern,40\nNapa,20\nYolo,30\nTotal,93\n"
    regions = "region,count\nNorth,23\nSouth,70\nTotal,93\n"
    lies = "dimension,child,parent\ncounty,Alpine,North\ncounty,Napa,North\ncounty,Kern,South\ncounty,Yolo,South\n"
    done = ask("--out", "safe", "--hierarchy", "lies.csv", counties=counties, regions=regions, lies=lies)
    assert done.returncode == 0, done.stderr
    assert column(tmp_path / "safe" / "counties.csv") == ["S", "40", "S", "30", "93"]
    assert column(tmp_path / "safe" / "regions.csv") == ["23", "70", "93"]
    alone = ask("--out", "alone", counties=counties)
    assert alone.returncode == 0
    assert column(tmp_path / "alone" / "counties.csv") == ["S", "40", "S", "30", "93"]


def test_part_of_another_table(ask: Ask, tmp_path: Path) -> None:
    """A table of some counties with a total of its own is no contradiction, and its total gives nothing away."""
    every = "county,count\nAlpine,3\nKern,40\nNapa,20\nYolo,30\nTotal,93\n"
    some = "county,count\nAlpine,3\nKern,40\nTotal,43\n"
    done = ask("--out", "safe", every=every, some=some)
    assert done.returncode == 0, done.stderr
    assert column(tmp_path / "safe" / "some.csv")[0] == "S"
    files = [read(f"{name}.csv", (tmp_path / "safe" / f"{name}.csv").read_text()) for name in ("every", "some")]
    files[1].own_totals = True
    assert min(candidates(span) for span in Outsider(files).worked_out().values()) >= 3


def test_percentages_give_nothing_away(ask: Ask, tmp_path: Path) -> None:
    """Without a total, a told count and its percentage would tell the sum, and so the small count."""
    text = "county,count,percent\nAlpine,3,3.2\nKern,40,43.0\nNapa,20,21.5\nYolo,30,32.3\n"
    done = ask("--out", "safe", shares=text)
    assert done.returncode == 0, done.stderr
    safe = (tmp_path / "safe" / "shares.csv").read_text()
    assert "Alpine,S,S" in safe
    outsider = Outsider([read("shares.csv", safe, figures=("percent",))])
    assert min(candidates(span) for span in outsider.worked_out().values()) >= 3


def test_what_a_spreadsheet_would_run(ask: Ask, tmp_path: Path) -> None:
    """Texts that are formulas get an apostrophe; numbers stay numbers; a byte order mark and spaces do no harm."""
    done = ask("--out", "safe", odd='\ufeffcounty , count\n =1+1 ,12\n"@sum(a,b)",30\n-,14\nTotal, 56 \n')
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "safe" / "odd.csv").read_text() == "county,count\n'=1+1,12\n\"'@sum(a,b)\",30\n'-,14\nTotal,56\n"


def test_a_table_without_a_row_and_one_without_a_total(ask: Ask, tmp_path: Path) -> None:
    """Nothing to withhold is fine; without a total a lone small count needs nothing beside it."""
    assert ask("--out", "safe", none="county,count\n").returncode == 0
    assert ask("--out", "safe", bare="county,count\nAlpine,3\nKern,40\n").returncode == 0
    assert (tmp_path / "safe" / "none.csv").read_text() == "county,count\n"
    assert column(tmp_path / "safe" / "bare.csv") == ["S", "40"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "bad.csv is empty"),
        ("county,number\nKern,3\n", "no column named “count”"),
        ("county,county,count\nKern,Kern,3\n", "two columns named “county”"),
        ("county,count\nKern,-3\n", "bad.csv, line 2: “-3” is no count"),
        ("county,count\nKern,3.5\n", "line 2: “3.5” is no count"),
        ("county,count\nKern,\n", "line 2: “” is no count"),
        ("county,count\nKern,12\nNapa,20\nkern ,12\n", "line 4 is for the same cell as line 2"),
        ("county,count\nKern,12,7\n", "line 2 has 3 values for 2 columns"),
        ("county,year,count\nKern,,12\n", "line 2 has no value for “year”"),
        ("county,count\nKern,12\nNapa,20\nTotal,31\n", "bad.csv, line 4 (county Total) says 31, and its parts sum to 32"),
        ("county,served,count\nKern,12,12\nNapa,3,20\n", "a column “served” of numbers"),
        ('county,count\n"Kern,12\n', "no comma-separated line"),
    ],
)  # fmt: skip
def test_what_cannot_be_protected_is_refused(ask: Ask, tmp_path: Path, text: str, said: str) -> None:
    """With file and line, what was kept, and nothing written."""
    done = ask("--out", "safe", bad=text)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Nothing was written." in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "safe").exists()


def test_two_files_that_disagree(ask: Ask) -> None:
    """Both places are named."""
    done = ask("--out", "safe", one="county,count\nKern,12\n", two="county,year,count\nKern,Total,13\n")
    assert done.returncode == 1
    assert "12 in one.csv, line 2 (county Kern), 13 in two.csv, line 2 (county Kern, year Total)" in done.stderr


def test_places_that_are_refused(ask: Ask, tmp_path: Path) -> None:
    """Over the input, into a file, of a file that is not there; wrong usage is 2."""
    text = "county,count\nKern,12\n"
    assert "would be written over" in ask("--out", ".", table=text).stderr
    assert (tmp_path / "table.csv").read_text() == text
    (tmp_path / "file").write_text("")
    assert "is a file" in ask("--out", "file", table=text).stderr
    assert "There is no file nowhere.csv" in ask("nowhere.csv", "--out", "safe").stderr
    (tmp_path / "latin.csv").write_bytes("county,count\nCañada,12\n".encode("latin-1"))
    assert "not written in UTF-8" in ask("latin.csv", "--out", "safe").stderr
    assert "would hide nothing" in ask("--out", "safe", "--k", "1", table=text).stderr
    assert ask(table=text).returncode == 2
    assert not (tmp_path / "safe").exists()


def test_overlapping_values(ask: Ask, tmp_path: Path) -> None:
    """Youths who stand in several values of a dimension: no sums are assumed, if it is said."""
    text = "factor,count\nRuns away,40\nTruant,30\nTotal,50\n"
    refused = ask("--out", "safe", factors=text)
    assert refused.returncode == 1
    assert "--overlapping" in refused.stderr
    assert ask("--out", "safe", "--overlapping", "factor", factors=text).returncode == 0
    assert column(tmp_path / "safe" / "factors.csv") == ["40", "30", "50"]
