"""The plans that PostgreSQL makes of a question, both while it still looks at the values and when it does not any more."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from bench._questions import Question, entered, numbered
from safetynet.policy.database import secured_names

KINDS = ("custom", "generic")
SMALL = ("governance_", "meetings_", "intake_", "youths_possibleduplicate")
"""Tables whose rows are counted in hundreds: reading such a table whole is what any planner does."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which indexes a plan uses, and which secured tables it reads from end to end when it runs."""

    kind: str
    indexes: tuple[str, ...]
    scanned: tuple[str, ...]
    milliseconds: float


def plans_of(question: Question, web: "psycopg.Connection[Any]", shown: str) -> list[Plan]:
    """Both plans of a question for the bearer of a pass, carried out once each."""
    return [_plan(question, web, shown, kind) for kind in KINDS]


def _plan(question: Question, web: "psycopg.Connection[Any]", shown: str, kind: str) -> Plan:
    text, values = numbered(question)
    with entered(web, shown):
        web.execute(sql.SQL("SET LOCAL plan_cache_mode = {}").format(sql.SQL(f"force_{kind}_plan")))
        web.execute(sql.SQL("PREPARE asked AS {}").format(sql.SQL(text)))
        given = sql.SQL(" ({})").format(sql.SQL(", ").join(map(sql.Literal, values))) if values else sql.SQL("")
        answer = web.execute(sql.SQL("EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE asked{}").format(given)).fetchone()
        web.execute("DEALLOCATE asked")
    assert answer is not None
    told = answer[0] if isinstance(answer[0], list) else json.loads(answer[0])
    nodes = list(_nodes(told[0]["Plan"]))
    secured = {name for _, name in secured_names()}
    return Plan(
        kind,
        tuple(sorted({node["Index Name"] for node in nodes if "Index Name" in node and node["Actual Loops"]})),
        tuple(sorted({node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"} & secured)),
        told[0]["Execution Time"],
    )


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from _nodes(below)


def of_the_record(plan: Plan) -> list[str]:
    """The tables of the record that a plan scans; the county's directory is small and may be read whole."""
    return [name for name in plan.scanned if not name.startswith(SMALL)]
