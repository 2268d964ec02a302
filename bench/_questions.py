"""The product's own questions, caught on their way through the door, and the same questions without row-level security.

Without it a question must say itself which rows it wants. So each table of the record is replaced by a sub-select with the
conditions that the reader's grants come to, written with plain values; and each call of the policy by what it answers. The
administrator asks it, whom no policy binds, with no pass and no audit entry.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from safetynet.policy.door import SHOW_PASS, Door, Note
from safetynet.policy.grants import roles_with
from safetynet.policy.tables import BY_NAME, HELPER_TABLES, SecuredTable
from safetynet.policy.vocabulary import Relation, Role, Verb

_CALL = re.compile(r"policy\.(?!today\b|lookalikes\b)(\w+)\(([^()]*)\)")
_TABLE = re.compile(r"public\.((?:youths|meetings)_\w+) AS (\w+)")
_PARAMETER = re.compile(r"%\((\w+)\)s")
_LOOKALIKES = re.compile(r"policy\.lookalikes\((.*?), (%\(first\)s::text)\)")


@dataclass(frozen=True, slots=True)
class Question:
    """A SQL expression that yields one document, and its parameters."""

    text: str
    parameters: Mapping[str, Any]

    @property
    def statement(self) -> str:
        """As it is sent."""
        return f"SELECT ({self.text}) AS doc"


class CatchingDoor(Door):
    """A door that keeps the last question asked through it."""

    caught: Question | None = None

    def ask(self, question: str, parameters: Mapping[str, Any], note: Note) -> Any:
        """Ask, and remember."""
        self.caught = Question(question, {**parameters})
        return super().ask(question, parameters, note)


def catch(door: CatchingDoor, read: Callable[[Door], object]) -> Question:
    """The question that a read of the product asks for this reader."""
    read(door)
    assert door.caught is not None
    return door.caught


@contextmanager
def entered(web: "psycopg.Connection[Any]", shown: str) -> Iterator[None]:
    """A transaction of the web role in which the pass was shown."""
    with web.transaction():
        web.execute(SHOW_PASS, [shown])
        yield


@dataclass(frozen=True, slots=True)
class Facts:
    """What a reader's relations come to, as values."""

    roles: frozenset[Role]
    agency: int
    seats: list[int]
    index: list[int]
    agenda: list[int]
    clients: list[int]
    person: int


def facts_of(web: "psycopg.Connection[Any]", shown: str) -> Facts:
    """The facts behind a pass, asked once."""
    with entered(web, shown):
        standing, agency, index = web.execute(
            "SELECT policy.standing(), policy.my_agency(), policy.open_tables('INDEX')"
        ).fetchone()  # type: ignore[misc]
    roles = frozenset(Role(role) for role in standing["roles"])
    return Facts(roles, agency, standing["seats"], index, standing["agenda"], standing["clients"], standing["person"])


def with_where(question: Question, web: "psycopg.Connection[Any]", shown: str) -> Question:
    """The same question for somebody whom no policy binds: every condition spelled out, every call answered beforehand."""
    facts = facts_of(web, shown)
    text = _LOOKALIKES.sub(lambda found: _lookalikes(found, facts), question.text)
    text = _TABLE.sub(lambda found: _filtered(found, facts), text)
    with entered(web, shown):
        text = _CALL.sub(lambda found: _answered(found[0], web), text)
    return Question(text, question.parameters)


def _answered(call: str, web: "psycopg.Connection[Any]") -> str:
    asked = web.execute(
        sql.SQL("SELECT answer::text, pg_typeof(answer)::text FROM (SELECT {} AS answer) AS a").format(sql.SQL(call))
    )
    answer, kind = asked.fetchone()  # type: ignore[misc]
    literal = "NULL" if answer is None else "'" + answer.replace("'", "''").replace("%", "%%") + "'"
    return f"({literal}::{kind})"


def _filtered(found: re.Match[str], facts: Facts) -> str:
    name, alias = found[1], found[2]
    where = f"w.agency_id = {facts.agency}" if name in HELPER_TABLES else _where(BY_NAME[name], facts)
    return f"(SELECT * FROM public.{name} AS w WHERE {where}) AS {alias}"


def _where(table: SecuredTable, facts: Facts) -> str:
    """What a developer would write by hand: the one table, else the own agency's rows, the agenda, the clients."""
    ways, youth = [], f"w.{table.youth}"
    for relation in Relation:
        if not facts.roles & set(roles_with(Verb.READ, table.category, relation)):
            continue
        if relation is Relation.SEAT and facts.seats:
            ways = [_among(f"w.{table.table}", facts.seats)]
            break
        if relation is Relation.OWN and table.agency:
            ways.append(f"w.{table.agency} = {facts.agency}")
        elif relation is Relation.AGENDA and facts.agenda:
            ways.append(_among(youth, facts.agenda))
        elif relation is Relation.CLIENT and facts.clients:
            ways.append(_among(youth, facts.clients))
        elif relation is Relation.SERVED:
            ways.append(
                f"EXISTS (SELECT 1 FROM youths_served AS z WHERE z.youth_id = {youth} AND z.agency_id = {facts.agency} "
                f"AND coalesce(z.opened_on, '-infinity') <= CURRENT_DATE AND coalesce(z.closed_on, 'infinity') > CURRENT_DATE)"
            )
        elif relation is Relation.AUTHOR and table.author:
            ways.append(f"w.{table.author} = {facts.person}")
    return f"({' OR '.join(ways)})" if ways else "false"


def _among(column: str, values: list[int]) -> str:
    if len(values) == 1:
        return f"{column} = {values[0]}"
    return f"{column} = ANY ('{{{','.join(map(str, values))}}}'::bigint[])"


def _lookalikes(found: re.Match[str], facts: Facts) -> str:
    last, first = found[1], found[2]
    at = [table for table in facts.seats if table in facts.index]
    return f"""(SELECT array_agg(f.youth_id) FROM (
        SELECT n.youth_id FROM youths_nameentry AS n
        WHERE n.last % {last} AND {_among("n.table_id", at) if at else "false"} AND similarity(n.last, {last}) > 0.4
          AND ({first} = '' OR similarity(n.first, {first}) > 0.3)
        ORDER BY similarity(n.last, {last}) + similarity(n.first, {first}) DESC LIMIT 20) AS f)""".replace("last % ", "last %% ")


def numbered(question: Question) -> tuple[str, list[Any]]:
    """The question with ``$1``, ``$2`` ... for PREPARE, and the values in that order."""
    names: list[str] = []

    def place(found: re.Match[str]) -> str:
        if found[1] not in names:
            names.append(found[1])
        return f"${names.index(found[1]) + 1}"

    text = _PARAMETER.sub(place, question.statement).replace("%%", "%")
    return text, [question.parameters[name] for name in names]
