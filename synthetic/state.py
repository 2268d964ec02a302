"""The invented state: any number of youths in 58 counties, written fast, for benchmarks.

Measured on two cores with the embedded server: 1,000,000 youths make 4.5 million claims in 1,000,000 light files and 2,000
rich ones of about 70 rows, 1.6 GB, in 100 s (the name index with its trigrams takes 35 s of it); 2,000 youths take 2 s.

Rows are written by COPY as the database's administrator with triggers and foreign-key checks off
(``session_replication_role``), so this is for instances that hold nothing but invented data, and only for measuring. Every
youth has a number, an identity, a name entry, a referral, a status and a classification; two in five an agency's case. The
rich files are the demo county's fullest, copied. 12,000 family names are spread as in any register: few common, most rare.
"""

import time
from array import array
from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate, pairwise
from random import Random
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from safetynet.kernel import clock
from safetynet.kernel.identifiers import youth_number
from safetynet.kernel.names import normal_name

from . import names
from .state_directory import NARROW, CountyInState, found_state
from .state_files import write_rich_files

SURNAMES = 12_000
RICH_FILES = 2_000
RICH_SHARE = 500
"""One youth in so many has a rich file, up to RICH_FILES."""
CHUNK = 20_000
DAYS = 16 * 365
"""Birth dates lie within so many days."""
_CLAIM = (
    "youth_id, table_id, source_agency_id, recorded_by_id, source_type, source_note, recorded_at, withdrawn, reason"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StateLoaded:
    """What was loaded, and whom a benchmark may ask as: ``coordinators`` and ``narrow`` are people by county."""

    youths: int
    claims: int
    rich: list[int]
    tables: dict[str, int]
    coordinators: dict[str, int]
    narrow: dict[str, int]
    seconds: float


@dataclass(slots=True)
class _Youths:
    """The dice of all youths, one array per question."""

    first_id: int
    county: "array[int]"
    surname: "array[int]"
    given: "array[int]"
    born: "array[int]"
    referred: "array[int]"
    chance: "array[int]"
    numbers: list[str] = field(default_factory=list)


def load_state(
    connection: psycopg.Connection[Any], n_youths: int, seed: int = 58, say: Callable[[str], None] = print
) -> StateLoaded:
    """Write ``n_youths`` youths over 58 counties by population, on the administrator's connection, in one transaction.

    Returns what was written and whom a benchmark may ask as. Django must be set up. Outside a transaction the tables are
    vacuumed and analyzed at the end, inside one only analyzed.
    """
    began, today = time.monotonic(), clock.today()
    alone = connection.info.transaction_status == TransactionStatus.IDLE
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        say("58 tables and their agencies")
        counties = found_state(connection, today)
        youths = _throw_dice(connection, counties, n_youths, seed)
        writer = _Writer(connection, counties, youths, today, say)
        claims = writer.write_all()
        wanted = min(RICH_FILES, max(8, n_youths // RICH_SHARE), n_youths)
        step = n_youths // wanted
        rich = [youths.first_id + place * step for place in range(wanted)]
        say(f"{wanted} rich files")
        claims += write_rich_files(connection, [(youth, counties[youths.county[youth - youths.first_id]]) for youth in rich], today)
        connection.execute("SET LOCAL session_replication_role = origin")
    say("statistics")
    connection.execute("VACUUM ANALYZE" if alone else "ANALYZE")
    return StateLoaded(
        n_youths, claims, rich, {c.name: c.table for c in counties}, {c.name: c.person("office") for c in counties},
        {c.name: c.person(NARROW) for c in counties}, time.monotonic() - began,
    )  # fmt: skip


def shares(populations: list[int], how_many: int) -> list[int]:
    """How many youths each county gets: by population, at least one where there are enough."""
    if how_many < len(populations):
        return [1] * how_many + [0] * (len(populations) - how_many)
    spare, total = how_many - len(populations), sum(populations)
    reached = [0, *(spare * sum(populations[: place + 1]) // total for place in range(len(populations)))]
    return [1 + after - before for before, after in pairwise(reached)]


def _throw_dice(connection: psycopg.Connection[Any], counties: list[CountyInState], n: int, seed: int) -> _Youths:
    rng = Random(f"state {seed}")
    county = array("H", [at for at, share in enumerate(shares([c.population for c in counties], n)) for _ in range(share)])
    rng.shuffle(county)
    # A few names are common and most are rare: weight falls with rank, as in any register of names.
    surnames = rng.choices(range(SURNAMES), cum_weights=list(accumulate(1 / (rank + 12) for rank in range(SURNAMES))), k=n)
    row = connection.execute("SELECT nextval(pg_get_serial_sequence('youths_youth', 'id'))").fetchone()
    first_id = int(row[0]) if row else 1
    connection.execute("SELECT setval(pg_get_serial_sequence('youths_youth', 'id'), %s)", [first_id + n - 1])
    randoms = rng.random
    return _Youths(
        first_id, county, array("H", surnames), array("H", rng.choices(range(len(names.given_names())), k=n)),
        array("H", [int(randoms() * DAYS) for _ in range(n)]), array("H", [int(randoms() * 1500) for _ in range(n)]),
        array("B", [int(randoms() * 100) for _ in range(n)]),
    )  # fmt: skip


class _Writer:
    """Turns the dice into lines of COPY, one table after the other."""

    def __init__(
        self,
        connection: psycopg.Connection[Any],
        counties: list[CountyInState],
        youths: _Youths,
        today: date,
        say: Callable[[str], None],
    ) -> None:
        self.connection, self.counties, self.youths, self.say = connection, counties, youths, say
        oldest = today - timedelta(days=11 * 365 + DAYS)
        self.births = [(oldest + timedelta(days=day)).isoformat() for day in range(DAYS)]
        self.days = [(today - timedelta(days=back)).isoformat() for back in range(1500)]
        self.surnames = names.surnames(SURNAMES)
        self.given = names.given_names()
        self.tails = [f"\t{c.table}\t{c.agency('office')}\t{c.person('office')}\tWORKBOOK\t\t" for c in counties]

    def write_all(self) -> int:
        """All tables; returns how many claims there are."""
        self._youths()
        claims = self._claims("identity", "last_name, first_name, middle_name, birth_date, birth_place, phone", self._identity)
        self._name_entries()
        claims += self._claims("referral", "referred_on, source, source_words, entry_type", self._referral)
        claims += self._claims("statusattable", "status, since", self._status)
        claims += self._claims("classificationattable", "classification, decided_on", self._classification)
        claims += self._cases()
        return claims

    def _copy(self, what: str, statement: str, lines: Iterator[str]) -> int:
        began, count, waiting = time.monotonic(), 0, []
        with self.connection.cursor() as cursor, cursor.copy(statement) as copy:
            for line in lines:
                waiting.append(line)
                if len(waiting) == CHUNK:
                    copy.write("".join(waiting))
                    count += CHUNK
                    waiting.clear()
            copy.write("".join(waiting))
        count += len(waiting)
        self.say(f"{count:>9,} rows of {what}, {time.monotonic() - began:.1f} s")
        return count

    def _claims(self, kind: str, columns: str, say_of: Callable[[int], str]) -> int:
        """One claim for each youth: what every claim carries, then ``say_of`` its own columns."""
        youths, tails, days = self.youths, self.tails, self.days

        def lines() -> Iterator[str]:
            for place, (county, referred) in enumerate(zip(youths.county, youths.referred, strict=True)):
                yield f"{youths.first_id + place}{tails[county]}{days[referred]} 12:00+00\tf\t\t{say_of(place)}\n"

        return self._copy(kind, f"COPY youths_{kind} ({_CLAIM}, {columns}) FROM STDIN", lines())

    def _youths(self) -> None:
        youths, reached = self.youths, [self._last_number(county.table) for county in self.counties]

        def lines() -> Iterator[str]:
            for place, (at, referred) in enumerate(zip(youths.county, youths.referred, strict=True)):
                county = self.counties[at]
                reached[at] += 1
                number = youth_number(county.state_code, reached[at])
                yield (
                    f"{youths.first_id + place}\t{number}\t{self.days[referred]} 12:00+00\t{county.person('office')}"
                    f"\t{county.table}\n"
                )

        self._copy("youth", "COPY youths_youth (id, number, created_at, created_by_id, table_id) FROM STDIN", lines())
        for county, last in zip(self.counties, reached, strict=True):
            self.connection.execute(
                "INSERT INTO youths_numbering (table_id, last) VALUES (%s, %s) "
                "ON CONFLICT (table_id) DO UPDATE SET last = excluded.last",
                [county.table, last],
            )

    def _last_number(self, table: int) -> int:
        row = self.connection.execute("SELECT last FROM youths_numbering WHERE table_id = %s", [table]).fetchone()
        return int(row[0]) if row else 0

    def _identity(self, place: int) -> str:
        last, first = self.surnames[self.youths.surname[place]], self.given[self.youths.given[place]]
        return f"{last}\t{first}\t\t{self.births[self.youths.born[place]]}\t\t"

    def _referral(self, place: int) -> str:
        return f"{self.days[self.youths.referred[place]]}\t{_SOURCES[self.youths.chance[place] % 5]}\t\tCOMMUNITY"

    def _status(self, place: int) -> str:
        status = "ACTIVE" if self.youths.chance[place] < 30 else "INACTIVE"
        return f"{status}\t{self.days[self.youths.referred[place]]}"

    def _classification(self, place: int) -> str:
        found = "CSEC_IDENTIFIED" if self.youths.chance[place] < 64 else "AT_RISK"
        return f"{found}\t{self.days[self.youths.referred[place]]}"

    def _name_entries(self) -> None:
        """The access index: what the claim triggers would have written from the identities."""
        youths = self.youths
        last = [(name, normal_name(name), sound) for name, sound in zip(self.surnames, self._sounds(self.surnames), strict=True)]
        first = [(name, normal_name(name), sound) for name, sound in zip(self.given, self._sounds(self.given), strict=True)]

        def lines() -> Iterator[str]:
            for place, (at, surname, given, born) in enumerate(
                zip(youths.county, youths.surname, youths.given, youths.born, strict=True)
            ):
                shown, normal, sound = last[surname]
                given_shown, given_normal, given_sound = first[given]
                yield (
                    f"{youths.first_id + place}\t{self.counties[at].table}\t{shown}, {given_shown}\t{normal}\t{given_normal}"
                    f"\t{sound}\t{given_sound}\t{self.births[born]}\tt\n"
                )

        self._copy(
            "name entries",
            "COPY youths_nameentry (youth_id, table_id, shown, last, first, sound_last, sound_first, birth_date, "
            '"primary") FROM STDIN',
            lines(),
        )

    def _sounds(self, spelled: list[str] | tuple[str, ...]) -> list[str]:
        rows = self.connection.execute(
            "SELECT left(dmetaphone(n), 8) FROM unnest(%s::text[]) WITH ORDINALITY AS u (n, place) ORDER BY place",
            [[normal_name(name) for name in spelled]],
        ).fetchall()
        return [row[0] for row in rows]

    def _cases(self) -> int:
        """Probation has a case for every fourth youth, child welfare for every seventh, the narrow agency for a few."""
        youths = self.youths

        def served() -> Iterator[tuple[int, str]]:
            for place, chance in enumerate(youths.chance):
                key = _CASES[bisect(_CASE_STEPS, chance)]
                if key:
                    yield place, key

        def cases() -> Iterator[str]:
            for place, key in served():
                county, day = self.counties[youths.county[place]], self.days[youths.referred[place]]
                yield (
                    f"{youths.first_id + place}\t{county.table}\t{county.agency(key)}\t{county.person(key)}\tOWN_RECORD\t"
                    f"\t{day} 12:00+00\tf\t\t{key[:3].upper()}-{place}\t{day}\n"
                )

        count = self._copy(
            "agency cases", f"COPY youths_agencycase ({_CLAIM}, case_number, opened_on) FROM STDIN", cases()
        )  # fmt: skip
        self._copy(
            "served", "COPY youths_served (agency_id, youth_id, opened_on) FROM STDIN",
            (
                f"{self.counties[youths.county[place]].agency(key)}\t{youths.first_id + place}"
                f"\t{self.days[youths.referred[place]]}\n"
                for place, key in served()
            ),
        )  # fmt: skip
        return count


_SOURCES = ("LAW_ENFORCEMENT", "PROBATION", "SOCIAL_SERVICES", "CBO", "SCHOOL")
_CASE_STEPS = (25, 39, 98)
_CASES = ("probation", "welfare", "", NARROW)
"""Out of a hundred: 25 served by probation, 14 by child welfare, 59 by neither, 2 by the narrow agency."""
