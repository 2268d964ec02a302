"""Other counties' workbooks: the same youths under other headers, in other order, with titles, marks and dates of their own."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl

from safetynet.kernel.dates import read_date
from tests.factories.county_words import HEADERS, SHEETS

DATA = Path(__file__).resolve().parents[1] / "data"
PUBLIC = DATA / "safetynet-2011-2015.xlsx"
FAULTY = DATA / "faulty.xlsx"

_DATES = {("Clients", "DOB"), ("Clients", "Date Referred"), ("Arrests", "Arrest Date"), ("Attendance", "Meeting Date"),
          ("Agendas", "Meeting Date")}  # fmt: skip
RISKS = (
    "Mental Health", "Behavioral", "Drug Use", "Pregnant/Parenting", "Gang", "Tattoos", "LGBTQ", "Chronic Absent",
    "Runaway Hx", "Fam Criminal Hx", "Fam Drug Hx", "Fam CSEC Hx", "Fam Gang Hx", "Recruiter", "Deceased Rel/Friend",
    "Dev Delay",
)  # fmt: skip
_WORDS: dict[str, dict[str, tuple[Any, ...]]] = {
    "Race": {
        "African American": ("African-American", "AFRICAN AMERICAN", "Black/African American", "Afr. Am.", "B"),
        "Black": ("black", "BLACK"), "AA": ("A.A.", "aa"), "White": ("white", "W"), "Caucasian": ("CAUCASIAN", "Cauc."),
        "Hispanic": ("HISPANIC", "Hispanic/Latino", "H"), "Latina": ("latina", "Latinx"), "Latino": ("LATINO",),
        "Native American": ("American Indian", "NATIVE AMERICAN"), "Pacific Islander": ("Pacific Isl.", "PI"),
        "Mixed": ("Multi-racial", "Biracial", "MIXED"), "Other": ("OTHER",), "Asian": ("ASIAN", "Asian American"),
    },
    "Sex": {"F": ("f", "FEMALE", "Girl"), "Female": ("female", "F"), "M": ("m", "MALE"), "Male": ("Boy", "male")},
    "Type": {"CSEC": ("csec", "Identified", "CSEC-Identified", "Confirmed"), "AR": ("A/R", "ar"), "At-Risk": ("AT RISK",),
             "At risk": ("At Risk CSEC", "at-risk")},
    "Status": {"Active": ("ACTIVE", "A", "Open"), "Inactive": ("INACTIVE", "I", "inactive")},
    "Probation": {"Current": ("CURRENT", "Now", "C", "current"), "Previous": ("Prior", "Past", "P", "PREVIOUS", "Prev.")},
    "Social Services": {"Current": ("Open", "CURRENT"), "Previous": ("Closed", "Prior", "PREVIOUS")},
    "Court": {"Juvenile": ("Juv", "J", "JUVENILE"), "Adult": ("A", "ADULT", "adult")},
    "Section": {"New": ("NEW", "New Case", "New Cases"), "In Custody": ("IN CUSTODY", "IC", "In"),
                "Out of Custody": ("OUT OF CUSTODY", "OOC", "Out")},
}  # fmt: skip


@dataclass
class Scramble:
    """What is changed. ``headers`` draws other headers, ``words`` other words for the codes."""

    seed: int = 0
    headers: bool = True
    order: bool = True
    sheet_names: bool = True
    titles: int = 0
    groups: bool = False
    words: bool = False
    dates: bool = False
    joined_names: bool = False
    joined_homes: bool = False
    extra_columns: bool = False
    extra_sheets: bool = False
    totals: bool = False
    by_year: bool = False
    renumber: Callable[[int], Any] | None = None
    without: tuple[str, ...] = ()
    rows: int | None = None
    numbers: dict[str, Any] = field(default_factory=dict)


Sheets = dict[str, list[list[Any]]]


def read_sheets(path: Path = PUBLIC) -> Sheets:
    """The sheets of a workbook, header first."""
    book = openpyxl.load_workbook(path, read_only=True)
    sheets = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    book.close()
    return sheets


def write_sheets(sheets: Sheets, path: Path) -> Path:
    """The sheets as a workbook; text stays text, also when it looks like a formula."""
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def another_county(path: Path, how: Scramble, source: Path = PUBLIC) -> Path:
    """Write the workbook of the study as another county might keep it."""
    chance = random.Random(how.seed)
    sheets = {name: rows for name, rows in read_sheets(source).items() if name not in how.without}
    if how.rows is not None:
        sheets = _shortened(sheets, how.rows)
    if how.renumber:
        _renumber(sheets, how)
    out: Sheets = {}
    names = list(sheets)
    if how.order:
        chance.shuffle(names)
    for name in names:
        rows = _columns(name, sheets[name], how, chance)
        title = chance.choice(SHEETS[name]) if how.sheet_names else name
        for part, some in _years(name, title, rows, how).items():
            out[part] = _dressed(some, how, chance)
    if how.extra_sheets:
        legend = [["Code", "Meaning"], ["AR", "At risk"], ["X", "yes"]]
        out = {"Legend": legend, **out, "Totals 2014": [["Year", 2014], [None], [80]], "Empty": []}
    return write_sheets(out, path)


def _shortened(sheets: Sheets, rows: int) -> Sheets:
    kept = {row[0] for row in sheets["Clients"][1 : rows + 1]}
    short = {"Clients": sheets["Clients"][: rows + 1]}
    for name in ("Arrests", "Schools"):
        if name in sheets:
            short[name] = [sheets[name][0], *(row for row in sheets[name][1:] if row[0] in kept)]
    if "Agendas" in sheets:
        short["Agendas"] = [sheets["Agendas"][0], *(row for row in sheets["Agendas"][1:] if row[1] in kept)]
    if "Attendance" in sheets:
        short["Attendance"] = sheets["Attendance"][: 12 * rows // 10]
    return short


def _renumber(sheets: Sheets, how: Scramble) -> None:
    for place, row in enumerate(sheets["Clients"][1:], start=1):
        how.numbers[row[0]] = how.renumber(place)
    for rows in sheets.values():
        if "Client #" in rows[0]:
            at = rows[0].index("Client #")
            for row in rows[1:]:
                row[at] = how.numbers.get(row[at], row[at])


def _columns(name: str, rows: list[list[Any]], how: Scramble, chance: random.Random) -> list[list[Any]]:
    """The sheet with other columns: joined, added, restyled, renamed, in another order."""
    header = list(rows[0])
    body = [list(row) for row in rows[1:]]
    for at, title in enumerate(header):
        if how.words and (name, title) != ("Agendas", "Agency"):
            _reword(title, body, at, chance)
        if how.dates and (name, title) in _DATES:
            for row in body:
                row[at] = _restyle(row[at], title, chance)
    if name == "Clients" and how.joined_names:
        header, body = _join(
            header, body, "Last Name", "First Name", chance.choice(["Name", "Client Name", "Name (Last, First)", "Youth"])
        )
    if name == "Clients" and how.joined_homes:
        header, body = _join(header, body, "City", "County", chance.choice(["City/County", "Residence", "City, County"]))
    if how.headers:
        drawn: dict[str, str] = {}
        for title in header:
            choices = [each for each in HEADERS[name].get(title, (title,)) if each not in drawn.values()]
            drawn[title] = chance.choice(choices)
        titles = [drawn[title] for title in header]
    else:
        titles = header
    if how.extra_columns and name == "Clients":
        titles += ["Age", "Year Referred", "Favorite color", None]
        for place, row in enumerate(body, start=2):
            row += [f'=DATEDIF(E{place},TODAY(),"Y")', 2012, "blue", None]
    places = list(range(len(titles)))
    if how.order:
        chance.shuffle(places)
    return [[titles[at] for at in places], *([row[at] for at in places] for row in body)]


def _reword(title: str, body: list[list[Any]], at: int, chance: random.Random) -> None:
    words = _WORDS.get(title)
    style = chance.choice([("X", "No"), ("YES", "NO"), (1, 0), (True, False), ("y", "n"), ("Yes", "N")])
    for row in body:
        if words and row[at] in words:
            row[at] = chance.choice(words[row[at]])
        elif title in RISKS and row[at] is not None:
            row[at] = style[1] if str(row[at]).lower().startswith("n") else style[0]


def _restyle(value: Any, title: str, chance: random.Random) -> Any:
    """The same day written in another of the styles people use."""
    if value is None:
        return None
    day = read_date(value, pivot=15)
    style = chance.randrange(7)
    if style == 0:
        return datetime(day.year, day.month, day.day)  # noqa: DTZ001 (a spreadsheet has no zones)
    if style == 1:
        return (day - date(1899, 12, 30)) // timedelta(days=1)
    if style == 2 and title != "DOB":
        return f"{day.day}-{day:%b}-{day:%y}"
    return [f"{day:%m/%d/%Y}", f"{day:%B} {day.day}, {day.year}", day.isoformat(), f"{day.month}-{day.day}-{day.year}"][style % 4]


def _join(header: list[Any], body: list[list[Any]], one: str, two: str, title: str) -> tuple[list[Any], list[list[Any]]]:
    first, second = header.index(one), header.index(two)
    joined = []
    for row in body:
        text = ", ".join(str(row[at]) for at in (first, second) if row[at] is not None)
        joined.append([text if at == first else value for at, value in enumerate(row) if at != second])
    HEADERS["Clients"].setdefault(title, (title,))
    return [title if each == one else each for each in header if each != two], joined


def _years(name: str, title: str, rows: list[list[Any]], how: Scramble) -> Sheets:
    """The sheet of youths parted into two, as offices do by year."""
    if name != "Clients" or not how.by_year:
        return {title: rows}
    half = len(rows) // 2
    return {f"{title} 2011-12": rows[:half], f"{title} 2013-15": [rows[0], *rows[half:]]}


def _dressed(rows: list[list[Any]], how: Scramble, chance: random.Random) -> list[list[Any]]:
    """The rows with titles above, a group line, the header once more in the middle, and a total at the end."""
    header, body = rows[0], rows[1:]
    out: list[list[Any]] = []
    lines = ["County SafetyNet: confidential", "Updated 3/6/2015", None, "Prepared for the weekly meeting"]
    out += [[lines[line % 4]] for line in range(how.titles)]
    if how.groups and len(header) > 10:
        out.append([chance.choice(["Risk Factors", "About the youth", None]) if at % 8 == 0 else None for at in range(len(header))])
    out.append(header)
    middle = len(body) // 2
    out += body[:middle]
    if how.totals:
        out += [[], list(header)]
    out += body[middle:]
    if how.totals:
        out += [[], ["Total:", len(body)]]
    return out
