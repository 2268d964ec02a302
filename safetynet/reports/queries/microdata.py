"""What invented rows are made from: the codes of a snapshot's youths, and what was spent of their tables' budgets before."""

from collections.abc import Sequence

import duckdb
import numpy as np

from safetynet.audit.acts import Act
from safetynet.policy.door import Door
from safetynet.policy.questions import question
from safetynet.reports.rules.microdata.measuring import Codes
from safetynet.reports.rules.microdata.schema import Attribute, Schema


def read_codes(cohort: duckdb.DuckDBPyConnection, schema: Schema) -> Codes:
    """One row per youth of the opened snapshot, each value as its place in the declared list."""
    said = ", ".join(f"({_place(attribute)})::UTINYINT AS {attribute.key}" for attribute in schema.attributes)
    declared = f"SELECT {said} FROM youth AS y"  # noqa: S608 (declared expressions, no values)
    columns = cohort.execute(declared).fetchnumpy()
    codes: Codes = np.stack([np.asarray(columns[attribute.key], dtype=np.uint8) for attribute in schema.attributes], axis=1)
    return codes


def find_spent(door: Door, tables: Sequence[int]) -> dict[int, float]:
    """By table what was spent of its privacy budget, as rho; written into the log."""
    act = Act("view", "privacy budget", fields=["privacy budget"])
    spent = door.ask(question(__file__, "privacy_spent"), {"tables": list(tables)}, act)
    return {table: float(spent.get(str(table), 0)) for table in tables}


def _place(attribute: Attribute) -> str:
    """The place of a value in its list; what is not in it stands with the last."""
    cases = " ".join(f"WHEN '{value}' THEN {at}" for at, value in enumerate(attribute.values[:-1]))
    return f"CASE {attribute.expression} {cases} ELSE {len(attribute.values) - 1} END" if cases else "0"
