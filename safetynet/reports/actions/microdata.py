"""Invented rows for researchers: spend first, in the ledger that the database keeps; count with noise; draw; write down."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.db import DatabaseError

from safetynet.audit.acts import Act
from safetynet.kernel import clock
from safetynet.kernel.faults import Fault, Refused
from safetynet.meetings.actions.pages import set_document
from safetynet.policy.door import Door
from safetynet.reports.models import PrivacySpending
from safetynet.reports.queries.figures import Period, opened
from safetynet.reports.queries.microdata import find_spent, read_codes
from safetynet.reports.queries.snapshots import Registered
from safetynet.reports.rules.microdata.beside import Beside, put_beside
from safetynet.reports.rules.microdata.budget import check_epsilon, epsilon_of, rho_of
from safetynet.reports.rules.microdata.documents import Account, codebook, pages, privacy, rows_of, utility
from safetynet.reports.rules.microdata.inventing import draw, model_of
from safetynet.reports.rules.microdata.limits import DEFAULT_EPSILON, PLACES, TOTAL_EPSILON, TOTAL_RHO
from safetynet.reports.rules.microdata.measuring import Codes, Measured, measure
from safetynet.reports.rules.microdata.schema import Schema, schema_of
from safetynet.reports.rules.telling import Origin

_TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "reports" / "microdata.typ"
_YEARS = 5
"""How many years are taken when nobody says which: those of the study."""


@dataclass(frozen=True, slots=True)
class Microdata:
    """Invented rows with their account, and the same tables of the record beside them."""

    schema: Schema
    rows: Codes
    measured: Measured
    account: Account
    tables: Sequence[Beside]
    origin: Origin


def make_microdata(
    *,
    snapshot: Registered,
    by: Door,
    epsilon: float = DEFAULT_EPSILON,
    period: Period | None = None,
    say: Callable[[str], None] = lambda _step: None,
) -> Microdata:
    """Rows that describe nobody, from the youths of a snapshot who were first referred in a period (default: the last five years).

    What they cost is spent before anything is counted, of every table in the snapshot, and is not given back if something goes
    wrong afterwards. Raises Fault for an epsilon or years that cannot be, Refused when less is left than is asked for.
    """
    check_epsilon(epsilon)
    first, last = _years(period, snapshot)
    schema = schema_of(first, last)
    say("reading the snapshot")
    with opened(snapshot.folder, period=Period(first, last)) as cohort:
        codes = read_codes(cohort, schema)
    say("spending")
    rho = rho_of(epsilon)
    spent = _spend(snapshot, epsilon, rho, f"{first} to {last}", by)
    say("counting with noise")
    measured = measure(codes, schema, rho)
    say("drawing rows")
    rows = draw(model_of(measured, schema), schema, np.random.default_rng())
    origin = Origin(
        snapshot.code,
        snapshot.day.isoformat(),
        snapshot.program,
        settings.SYNTHETIC,
        exact=False,
        scope=f"Referred {first} to {last}",
    )
    return Microdata(schema, rows, measured, Account(epsilon, rho, spent), put_beside(rows, codes, schema), origin)


def write_microdata(made: Microdata, folder: Path, fonts: Path) -> list[Path]:
    """The files, in a folder that is made for them; what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    said = csv_of(made)
    documents = {
        "codebook.json": codebook(made.schema, made.origin),
        "privacy.json": privacy(made.measured, made.account, made.schema, made.origin, len(made.rows)),
        "utility.json": utility(made.tables, made.origin, made.account),
    }
    written = [_keep(folder / "rows.csv", said.encode())]
    written += [_keep(folder / name, _json(document)) for name, document in documents.items()]
    printed = set_document(_TEMPLATE, pages(made.tables, made.schema, made.origin, made.account), fonts)
    return [*written, _keep(folder / "utility.pdf", printed)]


def csv_of(made: Microdata) -> str:
    """The rows as a file of comma-separated values."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows_of(made.rows, made.schema))
    return out.getvalue()


def _years(period: Period | None, snapshot: Registered) -> tuple[int, int]:
    """The years that are asked for. None of it comes from the record: what is not said follows from the day of the snapshot."""
    last = period.last if period and period.last is not None else snapshot.day.year
    first = period.first if period and period.first is not None else last - _YEARS + 1
    if not 1900 <= first <= last <= snapshot.day.year:
        raise Fault(
            f"A period cannot go from {first} to {last}.",
            kept="Nothing was spent and nothing was read.",
            next=f"Give years up to {snapshot.day.year}, the earlier one first.",
        )
    return first, last


def _spend(snapshot: Registered, epsilon: float, rho: float, period: str, by: Door) -> float:
    """Write the spending into the ledger of every table; what the most spent of them has spent with it."""
    cost = Decimal(f"{rho:.{PLACES}f}")
    try:
        with by.opened() as door:
            for table in sorted(snapshot.tables):
                PrivacySpending(
                    table_id=table, content=snapshot.content, period=period, epsilon=epsilon, rho=cost, spent_at=clock.now(),
                    spent_by_id=by.reader.person,
                ).save()  # fmt: skip
            detail = {"epsilon": epsilon, "rho": str(cost), "tables": len(snapshot.tables), "scope": period}
            door.note(Act("make", "invented rows", snapshot.code, fields=["microdata"], detail=detail))
            return max(find_spent(door, snapshot.tables).values())
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") != "SN409":
            raise
    left = TOTAL_RHO - max(find_spent(by, snapshot.tables).values())
    raise Refused(
        f"Epsilon {epsilon:g} is more than is left of the privacy budget of these youths ({TOTAL_EPSILON:g} for all releases).",
        kept="Nothing was spent.",
        next=f"At most {_told(left)} is left. Rows that were made before can be given to others without spending anything.",
    )


def _told(rho: float) -> str:
    """What is left as epsilon, to two places, rounded down."""
    return f"{int(epsilon_of(rho) * 100) / 100:g}" if rho > 1e-9 else "nothing"


def _json(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def _keep(path: Path, octets: bytes) -> Path:
    path.write_bytes(octets)
    return path
