"""What the tests of the import share: loading a file, and the truth beside it."""

import json
from pathlib import Path
from typing import Any

from safetynet.intake.actions.importer import Importer, access_importer
from safetynet.intake.rules.mapping import WorkbookMapping
from safetynet.pages.loading import Loaded, load_workbook, try_workbook
from safetynet.policy.vocabulary import Purpose
from safetynet.reports.queries import count_record
from tests.factories.county_workbooks import DATA
from tests.factories.people import Member

EXPECTED = {key: value for key, value in json.loads((DATA / "expected.json").read_text()).items() if key != "mode"}
FAULTS = json.loads((DATA / "faulty-expected.json").read_text())["faults"]


def as_proposed(mapping: WorkbookMapping) -> WorkbookMapping:
    """Take the proposal as it is."""
    return mapping


def importer(member: Member) -> Importer:
    """The importer that somebody is at the table of the own county."""
    return access_importer(door=member.door(), county=member.county)


def load(member: Member, path: Path, mapping: WorkbookMapping | None = None, **how: Any) -> Loaded:
    """Load a file to its end."""
    door = member.door()
    with path.open("rb") as file:
        return load_workbook(
            door=door, by=importer(member), file_name=path.name, file=file, choose=lambda found: mapping or found, **how
        )


def attempt(member: Member, path: Path) -> Loaded:
    """Try a file without writing."""
    with path.open("rb") as file:
        return try_workbook(door=member.door(), by=importer(member), file_name=path.name, file=file, choose=as_proposed)


def counts(member: Member, workbook: str = "") -> dict[str, Any]:
    """The counts of everything at the member's table."""
    return count_record(member.door(Purpose.REPORTING), workbook=workbook)


def tally(loaded: Loaded, *names: str) -> dict[str, int]:
    """Some of the counts of what was done."""
    return {name: loaded.progress.tally.get(name, 0) for name in names}
