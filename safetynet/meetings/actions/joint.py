"""Discussing a youth together with another county's table. The database writes both tables' rows; that of the other table names
no youth, and what its members may read of the youth comes from recorded consents alone."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connections

from safetynet.audit.acts import Act
from safetynet.kernel.faults import Fault, Refused
from safetynet.meetings.models import JointItem, JointState
from safetynet.meetings.queries.agendas import Agenda, AgendaLine
from safetynet.policy.door import Door

from .refusals import in_words

_NOT_YOURS = "Only the table's coordinator discusses a youth jointly with another table."


def propose_joint(*, door: Door, agenda: Agenda, line: AgendaLine, with_table: int, words: str) -> int:
    """Propose to another county's table to discuss the youth of a line together; ``words`` are what that table is told.

    Raises Refused without the right, for words that name the youth and for a table that is not of another county; Conflict when
    it is proposed already or the meeting is closed."""
    said = words.strip()
    if not said:
        raise Refused("Say in a few words, without a name, what the other table should know.", kept="Nothing was changed.")
    moved = "This is proposed to that table already, or the meeting is closed."
    with door.opened(), in_words(not_yours=_NOT_YOURS, moved=moved), _nameless():
        row = _ask("SELECT policy.propose_joint(%s, %s, %s)", [line.id, with_table, said[:300]])
        door.note(
            Act("propose joint", "agenda", subject=agenda.held_on.isoformat(), youth=line.youth, table=agenda.table,
                detail={"with_table": with_table})
        )  # fmt: skip
    return int(row)


def answer_joint(*, door: Door, joint_id: int, answer: JointState, words: str = "") -> JointState:
    """Accept or decline what another table proposed, or withdraw what one's own did. Raises Refused without the right or for
    words that name the youth, Conflict when it was answered otherwise already."""
    moved = "This was answered or withdrawn already."
    with door.opened(), in_words(not_yours=_NOT_YOURS, moved=moved), _nameless():
        state = _ask("SELECT policy.answer_joint(%s, %s, %s)", [joint_id, answer.value, words.strip()[:300]])
        own = JointItem.objects.get(pk=joint_id)
        door.note(
            Act("answer joint", "agenda", subject=own.held_on.isoformat(), table=own.table_id,
                detail={"joint": joint_id, "answer": answer.value})
        )  # fmt: skip
    return JointState(state)


@contextmanager
def _nameless() -> Iterator[None]:
    """What the functions refuse as words or as an answer, in words of ours."""
    try:
        yield
    except Fault:
        raise
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") == "23514":
            raise Refused(
                "These words name the youth, or this is no table of another county.", kept="Nothing was changed.",
                next="Say it without a name and without the youth's number.",
            ) from error  # fmt: skip
        raise


def _ask(statement: str, values: list[int | str]) -> str:
    with connections["default"].cursor() as cursor:
        cursor.execute(statement, values)
        return str(cursor.fetchone()[0])
