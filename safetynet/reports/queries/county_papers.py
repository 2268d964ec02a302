"""What stands in a county's papers beside the counts of youths: agencies, training, settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel.codes import AgencyType, TrainingCourse
from safetynet.kernel.counties import find_county
from safetynet.kernel.dates import say_date
from safetynet.kernel.faults import Fault, Refused
from safetynet.policy.door import Door
from safetynet.policy.questions import question
from safetynet.reports.rules.sheets import Section


@dataclass(frozen=True, slots=True)
class CountyFacts:
    """A county's tables of which the reader may make statistics, and the sections that its directory fills."""

    county: str
    tables: tuple[int, ...]
    today: date
    sections: tuple[Section, ...]


def find_county_facts(door: Door, county: str) -> CountyFacts:
    """The facts of a county, written into the log. Raises Fault for a county that California does not have, Refused for somebody
    who makes no statistics of it."""
    known = find_county(county)
    if known is None:
        raise Fault(f"California has no county called {county}.", kept="Nothing was read.", next="Write it as in “Contra Costa”.")
    act = Act("print", "county plan", subject=known.name, from_document=True)
    document = door.ask(question(__file__, "county_paper"), {"county": known.name}, act)
    if not document["tables"]:
        raise Refused(
            f"You make no statistics of a table of {known.name} County.", kept="Nothing was written.",
            next="The county's coordinator, or a reader of its reports, can.",
        )  # fmt: skip
    return CountyFacts(
        known.name, tuple(table["id"] for table in document["tables"]), date.fromisoformat(document["today"]),
        (_agencies(document["agencies"]), _training(document["trained"]), _settings(document["settings"])),
    )  # fmt: skip


def _agencies(rows: Sequence[Mapping[str, Any]]) -> Section:
    lines = tuple(
        (
            row["name"], AgencyType.label_of(row["kind"]), row["table"], say_date(date.fromisoformat(row["since"])),
            say_date(date.fromisoformat(row["until"])) if row["until"] else "further notice",
        )
        for row in rows
    )  # fmt: skip
    return Section(
        "agencies", "Agencies that take part", "Agencies whose memorandum of understanding with the table is in force today.",
        ("Agency", "Kind", "Table", "Since", "Until"), lines, "No memorandum is in force.",
    )  # fmt: skip


def _training(rows: Sequence[Mapping[str, Any]]) -> Section:
    courses = [course for course in TrainingCourse if any(course.value in row["courses"] for row in rows)]
    lines = tuple(
        (row["agency"], str(row["people"]), *(str(row["courses"].get(course.value, 0)) for course in courses)) for row in rows
    )
    return Section(
        "training", "Training", "People of these agencies in the directory today, and how many of them have a course that counts "
        "today. These are staff, so the figures are exact.",
        ("Agency", "People", *(course.label for course in courses)), lines,
    )  # fmt: skip


def _settings(rows: Sequence[Mapping[str, Any]]) -> Section:
    lines = tuple((row["key"].replace("_", " "), row["value"], row["source"]) for row in rows)
    return Section(
        "protocol", "The county's protocol, as far as the program follows it",
        "What the county has set differently from the defaults, with the source that it named. The state of a checklist of the "
        "protocol's steps is not kept in this record.",
        ("Setting", "Value", "Source"), lines, "The county has set nothing differently from the defaults.",
    )  # fmt: skip
