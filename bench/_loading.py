"""Loading a workbook at a new table, with a watch on its phases and on the database."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from django.db import connections
from psycopg import sql

from bench._state import State
from safetynet.governance import actions
from safetynet.governance.models import County, Table
from safetynet.intake.actions.importer import Importer, access_importer
from safetynet.intake.actions.loading import TURNS
from safetynet.intake.actions.mappings import accept_mapping, propose_for
from safetynet.intake.actions.receive import open_workbook, receive_workbook
from safetynet.kernel import clock
from safetynet.kernel.codes import AgencyType, TrainingCourse
from safetynet.kernel.identifiers import PersonId
from safetynet.pages.loading import load_next
from safetynet.policy.door import Door
from safetynet.policy.passes import Reader
from safetynet.policy.vocabulary import Purpose, Role
from safetynet.youths.models import CLAIM_KINDS, Numbering

SECONDS = 15
"""482 youths should be loaded in less."""
COUNTY = "Alpine"
_BY = "bench"


class Watch:
    """Seconds by phase; seconds and statements of the database; ``work`` is what this process itself was busy."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.statements = 0
        self.work = 0.0

    @contextmanager
    def on(self, phase: str) -> Iterator[None]:
        """Count the time inside under this name."""
        began = perf_counter()
        yield
        self.seconds[phase] += perf_counter() - began

    def statement(self, execute: Callable[..., Any], said: str, params: Any, many: bool, context: Any) -> Any:
        """Around every statement of the database."""
        self.statements += 1
        with self.on("database"):
            return execute(said, params, many, context)


def measure_loading(state: State, workbook: Path, rounds: int) -> dict[str, Any]:
    """Load it at ``rounds`` new tables, and once more at the last of them."""
    watches, rows, youths, seconds, floors, again = [], 0, 0, [], [], 0
    for _ in range(rounds):
        door, by = _newcomer(state)
        watch = Watch()
        began, busy = perf_counter(), process_time()
        tally = _load(door, by, workbook, watch)
        seconds.append(perf_counter() - began)
        watch.work = process_time() - busy
        watches.append(watch)
        rows, youths = tally["rows"], tally["youths_new"]
        floors.append(_floor(state, by))
        repeated = _load(door, by, workbook, Watch())
        changes = ("youths_new", "youths_changed", "claims_added", "claims_corrected", "claims_withdrawn", "meetings_new")
        again += sum(repeated.get(name, 0) for name in changes)
    return _tell(watches, rows, youths, seconds, floors, again)


def _tell(watches: list[Watch], rows: int, youths: int, seconds: list[float], floors: list[float], again: int) -> dict[str, Any]:
    took = median(seconds)
    enough = "ok" if took < SECONDS else "missed"
    print(
        f"  {youths} youths, {rows:,} rows of sheets in {took:.2f} s (slowest {max(seconds):.2f} s), wanted < {SECONDS} s: {enough}"
    )
    print(f"    {rows / took:,.0f} rows/s, {youths / took:.0f} youths/s; {median(watch.work for watch in watches):.2f} s own work")
    phases = {name: median(watch.seconds[name] for watch in watches) for name in watches[0].seconds}
    for name, part in sorted(phases.items(), key=lambda each: -each[1]):
        inside = " (inside the others)" if name == "database" else ""
        print(f"    {name:<24} {part:6.2f} s  {part / took:5.0%}{inside}")
    statements = median(watch.statements for watch in watches)
    floor = median(floors)
    print(f"    {statements:,.0f} statements; the same claims by bare INSERTs, one a kind: {floor:.2f} s, {took / floor:.1f}x")
    print(f"  loaded again: {again} changes", flush=True)
    return {
        "rows": rows, "youths": youths, "seconds": took, "slowest": max(seconds), "rows_per_second": rows / took,
        "phases": phases, "floor": floor, "own_work": median(watch.work for watch in watches), "again_changed": again,
    }  # fmt: skip


def _load(door: Door, by: Importer, path: Path, watch: Watch) -> dict[str, Any]:
    """What the operator's command does, phase by phase; returns the tally."""
    with path.open("rb") as file, connections["default"].execute_wrapper(watch.statement):
        with watch.on("read the file"):
            opened = open_workbook(file)
        with watch.on("propose a mapping"):
            mapping = propose_for(door=door, by=by, sheets=opened.sheets)
        with watch.on("keep the rows"):
            workbook = receive_workbook(door=door, by=by, file_name=path.name, opened=opened)
            accept_mapping(door=door, by=by, workbook_id=workbook.pk, mapping=mapping)
        with watch.on("load in steps"):
            progress = load_next(door=door, by=by, workbook_id=workbook.pk, turns=TURNS)
            while not progress.done:
                progress = load_next(door=door, by=by, workbook_id=workbook.pk, turns=TURNS)
    return dict(progress.tally)


def _newcomer(state: State) -> tuple[Door, Importer]:
    """A new table of a small county, its coordinator at the door."""
    place = int(state.one("SELECT count(*) FROM governance_table"))
    home = County.objects.using("owner").get(name=COUNTY)
    table = Table.objects.using("owner").create(county=home, name=f"bench {place}")
    Numbering.objects.using("owner").create(table=table, last=place * 1_000)
    office = actions.admit_agency(
        county=COUNTY, name=f"Office {place}", short_name=f"office {place}", kind=AgencyType.DISTRICT_ATTORNEY, by=_BY
    )
    since, today = date(2020, 1, 1), clock.today()
    actions.sign_memorandum(agency=office, table=table, on=since, until=None, by=_BY)
    person = actions.admit_person(
        agency=office, given_name="Coordinator", family_name=str(place), username=f"bench-{place}", roles=[Role.COORD], on=since,
        by=_BY,
    )  # fmt: skip
    actions.sign_agreement(person=person, table=table, on=today, by=_BY)
    actions.train_person(person=person, course=TrainingCourse.CSEC_101, on=today, by=_BY)
    actions.seat_person(person=person, table=table, on=since, by=_BY)
    door = Door(Reader(PersonId(person.pk), Purpose.RECORD_KEEPING, address="bench"))
    return door, access_importer(door=door, county=COUNTY)


def _floor(state: State, by: Importer) -> float:
    """Seconds for writing the same claims again by the administrator into bare tables, and taking them back."""
    began = perf_counter()
    with state.admin.transaction(force_rollback=True):
        for kind in CLAIM_KINDS:
            there, bare = sql.Identifier(kind._meta.db_table), sql.Identifier(f"bare_{kind._meta.db_table}")
            state.admin.execute(sql.SQL("CREATE TABLE {} (LIKE {})").format(bare, there))
            state.admin.execute(
                sql.SQL("INSERT INTO {} SELECT * FROM {} WHERE table_id = {}").format(bare, there, sql.Literal(by.table))
            )
    return perf_counter() - began
