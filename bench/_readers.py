"""Who reads in the benchmarks, whom they look for, and the product's reads they do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg
from django.conf import settings

from bench._questions import entered
from bench._state import CLERK, State
from safetynet.governance.queries import find_authority, find_county
from safetynet.kernel import clock
from safetynet.kernel.identifiers import PersonId, TableId
from safetynet.meetings.queries.agendas import find_candidates, find_meetings
from safetynet.pages.desk import find_desk
from safetynet.policy.door import Door
from safetynet.policy.passes import Reader, sign_pass
from safetynet.policy.vocabulary import Purpose
from safetynet.youths.queries.file import find_file
from safetynet.youths.queries.lists import list_youths, search_youths
from safetynet.youths.queries.looks import find_looks

COUNTY = "Los Angeles"
"""A quarter of the state's youths, so the hardest of the 58."""
Read = Callable[[Door], object]


@dataclass(frozen=True, slots=True)
class BenchReader:
    """Somebody who reads: how a table calls them, their user name and the person."""

    label: str
    username: str
    reader: Reader

    def shown(self) -> str:
        """A fresh pass."""
        return sign_pass(self.reader, settings.PASS_KEY, clock.now())


def readers_of(state: State) -> list[BenchReader]:
    """A reader of one large county, one who is served besides, one with many agendas, counsel, one without a seat."""
    code = state.one("SELECT state_code FROM governance_county WHERE name = %s", COUNTY)
    named = {
        "coordinator": f"state-{code}-office",
        "probation": f"state-{code}-probation",
        "clerk, 12 agendas": CLERK,
        "counsel": f"state-{code}-defender",
        "provider, no seat": f"state-{code}-provider",
    }
    return [
        BenchReader(label, username, Reader(PersonId(state.person(username)), Purpose.MEETING, address="127.0.0.1"))
        for label, username in named.items()
    ]


@dataclass(frozen=True, slots=True)
class Sought:
    """A youth whom a reader looks for: the number, the name as it is sorted, two ways to get the name wrong."""

    number: str
    last: str
    first: str

    @property
    def prefix(self) -> str:
        """How somebody begins to type the name."""
        return self.last[:3]

    @property
    def sounds_alike(self) -> str:
        """Another spelling of the same sound: one letter more that nobody hears."""
        middle = len(self.last) // 2
        return self.last[:middle] + self.last[middle - 1 : middle] + self.last[middle:]

    @property
    def looks_alike(self) -> str:
        """A slip of the fingers: a letter that does not belong there."""
        return f"{self.last[:-1]}x{self.last[-1]}"


def seek(state: State, web: "psycopg.Connection[Any]", reader: BenchReader) -> Sought | None:
    """The youth with the most on file among the rich ones, or else anybody, whose name this reader sees."""
    with entered(web, reader.shown()):
        row = web.execute(
            "SELECT y.number, n.last, n.first FROM youths_nameentry AS n JOIN youths_youth AS y ON y.id = n.youth_id "
            'WHERE n."primary" ORDER BY (n.youth_id = ANY (%s)) DESC, length(n.last) BETWEEN 6 AND 8 DESC, n.youth_id LIMIT 1',
            [state.rich],
        ).fetchone()
    return Sought(*row) if row else None


def reads_of(sought: Sought) -> dict[str, Read]:
    """The reads of the product that are measured, by what a person wants."""
    return {
        "youth by number": lambda door: search_youths(door, sought.number),
        "list page of 50": lambda door: list_youths(door),
        "list page further on": lambda door: list_youths(door, after=sought.number),
        "name prefix": lambda door: search_youths(door, sought.prefix),
        "misspelt, sounds alike": lambda door: search_youths(door, sought.sounds_alike),
        "misspelt, looks alike": lambda door: search_youths(door, sought.looks_alike),
        "whole youth file": lambda door: find_file(door, sought.number),
    }


def other_reads(state: State, sought: Sought) -> dict[str, Read]:
    """Reads of other pages, whose plans are looked at but which are not measured: most ask about a whole table."""
    table, day = TableId(state.tables[COUNTY]), clock.today() + timedelta(days=7)
    return {
        "desk": find_desk,
        "who has looked": lambda door: find_looks(door, sought.number),
        "meetings": find_meetings,
        "candidates for an agenda": lambda door: find_candidates(door, table, day, COUNTY, {}),
        "consents and walls": lambda door: find_authority(door, sought.number),
        "directory of the county": find_county,
    }
