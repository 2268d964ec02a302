"""What lies in the folder for researchers: rows, code book, the account of privacy, and how useful the rows are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

from safetynet.kernel.suppression import MEANING
from safetynet.reports.rules.telling import Origin, plain

from .beside import Beside
from .budget import epsilon_of
from .limits import DELTA, TOTAL_EPSILON, TOTAL_RHO, UNIT
from .measuring import Codes, Measured
from .schema import Attribute, Schema

NOTICE = "These rows are invented and describe nobody."
FIRST = "invented_describes_nobody"
"""The first field of the rows: it says so wherever a line is copied to."""
MECHANISM = (
    "A tree over the columns is declared beforehand, so choosing it costs nothing.",
    "For each edge of the tree the table of its two columns is counted once; one youth changes one count by one.",
    "Each count gets discrete Gaussian noise from OpenDP; an OpenDP filter adds up the costs and refuses to go beyond rho.",
    "Everything else is made from the noisy counts alone: they are made to agree, and rows, as many as they say, are drawn.",
    "Values, years and pairs are declared, not taken from the record.",
)
NOT_GOOD_FOR = (
    "Anything about one person, one family, one school, one place or one provider: none is in them.",
    "Counts to be quoted. Quote the county's own tables, in which small counts are withheld.",
    "Groups smaller than a few times the noise of one count; with few youths that is most groups.",
    "Combinations of columns that the tree does not join: they go together only as far as the columns between them say.",
    "What three or more columns do together, causes, trends within a band of years, and anything in the order of rows.",
    "Tests of significance and intervals computed as if these were youths: they leave the noise out.",
)
GOOD_FOR = (
    "Writing and testing a study's programs before asking for access.",
    "Shares of one column and of the pairs in the tree, where they are large beside the noise.",
    "Teaching.",
)
COVERED = ("rows.csv", "codebook.json", "privacy.json")
NOT_COVERED = (
    "utility.json and utility.pdf hold real counts. Small ones are withheld, but no budget stands for the others: they go out only "
    "by the county's own rules of release, and tables of overlapping periods must not be given to the same reader."
)
PROMISE = (
    "Whatever a reader of the rows knows besides: each result is at most e to the power of epsilon times as likely, or unlikely, "
    "as it would be had any one youth never been in the record, save with a probability of delta. So nobody learns much about one "
    "youth from it, not even whether the youth is there."
)


@dataclass(frozen=True, slots=True)
class Account:
    """What a release spends, and where the ledger stands with it: the largest sum among its tables."""

    epsilon: float
    rho: float
    spent: float

    @property
    def left(self) -> float:
        """What may still be spent."""
        return max(0.0, TOTAL_RHO - self.spent)

    @property
    def words(self) -> str:
        """The account in one line."""
        left = epsilon_of(self.left) if self.left >= _LEAST else 0.0
        return (
            f"Epsilon {self.epsilon:g} at delta {DELTA:g}. All releases of these youths together: epsilon "
            f"{epsilon_of(self.spent):.2f} of {TOTAL_EPSILON:g}; one more of up to {left:.2f} is possible."
        )


_LEAST = 1e-9


def rows_of(rows: Codes, schema: Schema) -> Iterator[list[str]]:
    """The lines of the rows, the heads first; nothing in them looks like a formula."""
    yield [FIRST, *(attribute.key for attribute in schema.attributes)]
    values = [[plain(value) for value in attribute.values] for attribute in schema.attributes]
    for number, row in enumerate(rows.tolist(), start=1):
        yield [str(number), *(names[at] for names, at in zip(values, row, strict=True))]


def codebook(schema: Schema, origin: Origin) -> dict[str, Any]:
    """What each column and value means."""
    return {
        "notice": NOTICE,
        "snapshot": origin.snapshot,
        "columns": [{"key": FIRST, "title": "Number of the row", "values": []}, *map(_column, schema.attributes)],
        "tree": [list(edge) for edge in schema.edges],
        "good_for": list(GOOD_FOR),
        "not_good_for": list(NOT_GOOD_FOR),
    }


def privacy(measured: Measured, account: Account, schema: Schema, origin: Origin, rows: int) -> dict[str, Any]:
    """What was promised, by which mechanism, at which cost, and where the ledger stands."""
    keys = [attribute.key for attribute in schema.attributes]
    return {
        "notice": NOTICE,
        "snapshot": origin.snapshot,
        "day": origin.day,
        "scope": origin.scope,
        "promise": PROMISE,
        "unit": UNIT,
        "mechanism": list(MECHANISM),
        "epsilon": account.epsilon,
        "delta": DELTA,
        "rho": account.rho,
        "rho_by_opendp": measured.rho,
        "rows": rows,
        "rows_are": "as many as the noisy counts say",
        "measured": [
            {"columns": [keys[at] for at in one.pair], "noise": "discrete Gaussian", "deviation": round(one.deviation, 3)}
            for one in measured.marginals
        ],
        "ledger": {
            "of": "the table with the most spent of all that are in the snapshot, over all its snapshots and periods",
            "total": {"epsilon": TOTAL_EPSILON, "rho": TOTAL_RHO},
            "spent": {"epsilon": round(epsilon_of(account.spent), 4), "rho": account.spent},
            "left": {"epsilon": round(epsilon_of(account.left), 4) if account.left >= _LEAST else 0.0, "rho": account.left},
        },
        "covered": list(COVERED),
        "not_covered": NOT_COVERED,
    }


def utility(tables: Sequence[Beside], origin: Origin, account: Account) -> dict[str, Any]:
    """Each table beside the real one, with the distance where both tell enough."""
    return {
        "notice": NOTICE,
        "not_covered": NOT_COVERED,
        "snapshot": origin.snapshot,
        "scope": origin.scope,
        "account": account.words,
        "marked": MEANING,
        "distance_is": "total variation distance between the shares of the cells that are told; null where fewer than two are",
        "mean_distance": {name: average(tables, number) for name, number in (("one column", 1), ("two columns", 2))},
        "tables": [
            {
                "columns": list(table.keys),
                "measured": table.measured,
                "distance": None if table.distance is None else round(table.distance, 4),
                "cells": [
                    {"values": list(cell.values), "invented": cell.invented, "real": table.mark if cell.real is None else cell.real}
                    for cell in table.cells
                ],
            }
            for table in tables
        ],
        "not_good_for": list(NOT_GOOD_FOR),
    }


def average(tables: Sequence[Beside], columns: int) -> float | None:
    """The mean distance of the tables of so many columns that have one."""
    found = [table.distance for table in tables if len(table.keys) == columns and table.distance is not None]
    return round(mean(found), 4) if found else None


def pages(tables: Sequence[Beside], schema: Schema, origin: Origin, account: Account) -> dict[str, Any]:
    """What the printed report is told."""
    return {
        "title": "Invented rows for researchers: how useful they are",
        "notice": NOTICE,
        "origin": origin.line,
        "account": account.words,
        "promise": PROMISE,
        "unit": UNIT,
        "not_covered": NOT_COVERED,
        "meaning": MEANING,
        "mechanism": list(MECHANISM),
        "good_for": list(GOOD_FOR),
        "not_good_for": list(NOT_GOOD_FOR),
        "tables": [_printed(table, schema) for table in tables],
    }


def _printed(table: Beside, schema: Schema) -> dict[str, Any]:
    columns = [schema.attributes[schema.place(key)] for key in table.keys]
    said = "Counted with noise." if table.measured else "Not in the tree: it follows from other tables."
    far = "too little of the real table is told to say" if table.distance is None else f"{table.distance:.3f}"
    return {
        "title": " by ".join(column.title for column in columns),
        "said": f"{said} Distance of the shares that are told: {far}.",
        "heads": [*(column.title for column in columns), "Invented", "Real"],
        "lines": [
            [
                *(column.label(value) for column, value in zip(columns, cell.values, strict=True)),
                f"{cell.invented:,}",
                table.mark if cell.real is None else f"{cell.real:,}",
            ]
            for cell in table.cells
        ],
    }


def _column(attribute: Attribute) -> dict[str, Any]:
    return {
        "key": attribute.key,
        "title": attribute.title,
        "values": [{"value": value, "means": attribute.label(value)} for value in attribute.values],
        "source": attribute.source,
    }
