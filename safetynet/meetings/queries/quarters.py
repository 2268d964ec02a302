"""A quarter of a table without names: its suppressed counts, and what the table asks of the heads of its agencies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel.identifiers import CountyId, TableId
from safetynet.meetings.rules.quarters import Quarter
from safetynet.policy.door import Door
from safetynet.policy.questions import question
from safetynet.policy.rules import RowFacts, Standing
from safetynet.policy.standing import read_standing


@dataclass(frozen=True, slots=True)
class QuarterAtTable:
    """``counts`` is the suppressed document, None to whom the room is shut; ``exact`` are the follow-ups of the reader's own
    agency (all of them for the coordinator), for the page alone; ``asks`` stand on the quarterly meetings of the next quarter."""

    quarter: Quarter
    table: TableId
    county: CountyId
    table_name: str
    standing: Standing
    counts: Mapping[str, Any] | None
    exact: Sequence[Mapping[str, Any]]
    meetings: Sequence[Mapping[str, Any]]
    asks: Sequence[Mapping[str, Any]]
    agencies: Sequence[Mapping[str, Any]]

    @property
    def row(self) -> RowFacts:
        """What is said in the room as the decision sees it."""
        return RowFacts(self.table, self.county)


def find_quarter(door: Door, table: TableId, quarter: Quarter) -> QuarterAtTable | None:
    """A quarter of a table; None without a seat there. The quarter has begun, or the database refuses."""
    act = Act("count", "quarter", subject=quarter.key, from_document=True)
    days = {
        "begins": quarter.begins,
        "ends": quarter.ends,
        "after": quarter.following.begins,
        "until": quarter.following.ends,
    }
    document = door.ask(question(__file__, "quarter"), {"table": table, **days}, act)
    if document is None:
        return None
    return QuarterAtTable(
        quarter=quarter,
        table=TableId(document["table_id"]),
        county=CountyId(document["county"]),
        table_name=document["table_name"],
        standing=read_standing(document["standing"]),
        counts=document["counts"],
        exact=document["exact"],
        meetings=[{**each, "held_on": date.fromisoformat(each["held_on"])} for each in document["meetings"]],
        asks=document["asks"],
        agencies=document["agencies"],
    )


def find_quarters(door: Door) -> Mapping[str, Any]:
    """The quarters in which the reader's tables met, newest first, with the reader's standing."""
    document = door.ask(question(__file__, "quarters"), {}, Act("view", "quarters", from_document=True))
    return {
        "standing": read_standing(document["standing"]),
        "tables": document["tables"],
        "quarters": [
            {**each, "quarter": Quarter.of(date.fromisoformat(each["begins"]))} for each in document["quarters"]
        ],
    }  # fmt: skip
