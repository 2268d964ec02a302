"""The product's reads, each with row-level security and with conditions written by hand."""

from typing import Any

import psycopg

from bench._plans import of_the_record, plans_of
from bench._questions import CatchingDoor, Question, catch, with_where
from bench._readers import BenchReader, Read, other_reads, readers_of, reads_of, seek
from bench._side_by_side import side_by_side, verdict
from bench._state import State
from safetynet.policy.door import KEEP_PLAN, SHOW_PASS

AMBITION = 1.3
Line = dict[str, Any]


def measure_reads(state: State, rounds: int) -> list[Line]:
    """All reads of all readers, printed as they are measured."""
    return [line for reader in readers_of(state) for line in _measure(state, reader, rounds)]


def look_at_plans(state: State) -> list[Line]:
    """The plans of other pages' reads for the coordinator: which of them scan a table of the record."""
    reader, found = readers_of(state)[0], []
    print("\nPlans of other pages' questions (generic plan, carried out once)")
    with state.web() as web:
        sought = seek(state, web, reader)
        assert sought is not None
        for name, read in other_reads(state, sought).items():
            custom, generic = plans_of(catch(CatchingDoor(reader.reader), read), web, reader.shown())
            scanned = sorted({*of_the_record(custom), *of_the_record(generic)})
            said = "SCANS " + ", ".join(scanned) if scanned else "by index"
            print(f"  {name:<26} {generic.milliseconds:9.2f} ms  {said}", flush=True)
            found.append({"read": name, "ms": generic.milliseconds, "indexes": generic.indexes, "scanned": scanned})
    return found


def _measure(state: State, reader: BenchReader, rounds: int) -> list[Line]:
    """All reads of one reader."""
    with state.web() as web:
        sought = seek(state, web, reader)
        if sought is None:
            print(f"\n{reader.label}: sees nobody")
            return []
        print(f"\n{reader.label:<24}  {'statement ms, p50 (p95)':>38}   ratio        request ms, p50     ratio   plans")
        return [_measure_read(state, web, reader, name, read, rounds) for name, read in reads_of(sought).items()]


def _measure_read(state: State, web: "psycopg.Connection[Any]", reader: BenchReader, name: str, read: Read, rounds: int) -> Line:
    question = catch(CatchingDoor(reader.reader), read)
    written = with_where(question, web, reader.shown())
    with state.web() as inside, psycopg.connect(**state.home.address().admin_dsn()) as beside:
        inside.execute("BEGIN")
        for connection in (inside, beside):
            connection.execute(KEEP_PLAN)
        inside.execute(SHOW_PASS, [reader.shown()])
        _same(name, _one(inside, question), _one(beside, written))
        times = side_by_side(
            {
                "statement": lambda: _one(inside, question),
                "statement where": lambda: _one(beside, written),
                "request": lambda: _request(web, question, reader.shown()),
                "request where": lambda: _request(state.admin, written, ""),
            },
            rounds,
        )
        inside.execute("ROLLBACK")
    plans = plans_of(question, web, reader.shown())
    scanned = sorted({table for plan in plans for table in of_the_record(plan)})
    statement, where = times["statement"], times["statement where"]
    request, without = times["request"], times["request where"]
    print(
        f"  {name:<22}  {statement.p50:7.2f} ({statement.p95:7.2f}) : {where.p50:7.2f} ({where.p95:7.2f}) "
        f"{verdict(statement.over(where), AMBITION):<28} {request.p50:7.2f} : {without.p50:7.2f} {request.over(without):5.2f}x  "
        f"{'SCANS ' + ', '.join(scanned) if scanned else 'by index'}",
        flush=True,
    )
    return {
        "reader": reader.label, "read": name, "n": rounds, "statement": statement.over(where), "request": request.over(without),
        "ms": {way: [round(found.p50, 3), round(found.p95, 3)] for way, found in times.items()},
        "indexes": sorted({index for plan in plans for index in plan.indexes}), "scanned": scanned,
    }  # fmt: skip


def _one(connection: "psycopg.Connection[Any]", question: Question) -> Any:
    row = connection.execute(question.statement.encode(), question.parameters, prepare=True).fetchone()
    return row[0] if row else None


def _request(connection: "psycopg.Connection[Any]", question: Question, shown: str) -> Any:
    """As the door asks, without the audit entry: everything in one round trip."""
    with connection.pipeline() as pipeline:
        connection.execute("BEGIN", prepare=True)
        connection.execute(KEEP_PLAN, prepare=True)
        if shown:
            connection.execute(SHOW_PASS, [shown], prepare=True)
        answer = connection.execute(question.statement.encode(), question.parameters, prepare=True)
        connection.execute("COMMIT", prepare=True)
        pipeline.sync()
        row = answer.fetchone()
    return row[0] if row else None


def _same(name: str, one: Any, other: Any) -> None:
    """The conditions written by hand must be the policy's, or nothing is compared with nothing."""
    differing = sorted(key for key in one if one[key] != other.get(key) and key != "standing")
    if differing:
        raise SystemExit(f"{name}: the two ways do not give the same document: {', '.join(differing)}")
