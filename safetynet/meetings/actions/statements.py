"""What agencies say of a youth at the table. Rows are only added: a correction supersedes, a withdrawal says that it is one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from django.db import DatabaseError

from safetynet.audit.acts import Act
from safetynet.kernel import clock
from safetynet.kernel.codes import StatementKind
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.kernel.identifiers import AgencyId
from safetynet.meetings.models import AgendaItem, Draft, Statement
from safetynet.policy.door import Door
from safetynet.policy.vocabulary import Category
from safetynet.youths.actions.once import constraint_of, inserted_once

FORM = "statement"
"""The name under which what is still being written is kept."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said: in which category, by which agency, in which words, on which day it was taken down."""

    category: Category
    text: str
    shared_by: AgencyId
    taken_on: date
    kind: StatementKind = StatementKind.SAID


def say(*, door: Door, agency: AgencyId, item_id: int, said: Said, submission: UUID | None = None) -> Statement | None:
    """Share a statement about the youth of an agenda line, in the name of ``agency`` (the speaker's own); None when this form
    was counted before. What was kept of it as a draft is gone with it.

    Raises NotInScope when the line is not there for this speaker, Refused when the policy does not let the speaker speak
    about this youth or the meeting has not begun.
    """
    with door.opened():
        item = _item(item_id)
        statement = _statement(door, agency, item, said, submission=submission)
        if not _inserted(statement):
            door.note(_act("share again", item, said.category))
            return None
        Draft.objects.filter(meeting_id=item.meeting_id, youth_id=item.youth_id, form=FORM).delete()
        door.note(_act("share", item, said.category))
    return statement


def correct_statement(
    *, door: Door, agency: AgencyId, statement_id: int, said: Said, submission: UUID | None = None
) -> Statement | None:
    """Replace a statement of one's own agency; the old one stays in the record. Raises Conflict when somebody of the agency
    replaced it first, NotInScope when it is not there."""
    with door.opened():
        earlier = Statement.objects.select_related("item").filter(pk=statement_id).first()
        if earlier is None:
            raise NotInScope("This statement is not there any more.", kept="Nothing was changed.")
        statement = _statement(door, agency, _item(earlier.item_id), said, submission=submission, supersedes_id=earlier.pk)
        if not _inserted(statement):
            door.note(_act("correct again", statement.item, said.category))
            return None
        door.note(_act("correct", statement.item, said.category))
    return statement


def withdraw_statement(*, door: Door, agency: AgencyId, statement_id: int) -> Statement:
    """Take a statement of one's own agency back: a withdrawn copy supersedes it. Raises Conflict and NotInScope as a
    correction does."""
    with door.opened():
        earlier = Statement.objects.select_related("item").filter(pk=statement_id).first()
        if earlier is None:
            raise NotInScope("This statement is not there any more.", kept="Nothing was changed.")
        said = Said(
            Category(earlier.category), earlier.text, AgencyId(earlier.shared_by_id), earlier.taken_on, StatementKind(earlier.kind)
        )
        statement = _statement(
            door, agency, _item(earlier.item_id), said, submission=None, supersedes_id=earlier.pk, withdrawn=True
        )
        _inserted(statement)
        door.note(_act("withdraw", statement.item, said.category))
    return statement


def keep_draft(*, door: Door, item_id: int, form: str, words: Mapping[str, Any], submission: UUID | None = None) -> Draft | None:
    """Keep what somebody is still writing, over what was kept before; nobody else reads it. None when this form was shared
    already: its last draft was on its way when it was. Raises NotInScope."""
    with door.opened():
        item = _item(item_id)
        if submission is not None and Statement.objects.filter(submission=submission).exists():
            door.note(_act("keep draft too late", item, None))
            return None
        try:
            draft, _ = Draft.objects.update_or_create(
                said_by_id=door.reader.person, meeting_id=item.meeting_id, youth_id=item.youth_id, form=form,
                defaults={"table_id": item.table_id, "words": dict(words), "saved_at": clock.now()},
            )  # fmt: skip
        except DatabaseError as error:
            raise _in_words(error) from error
        door.note(_act("keep draft", item, None))
    return draft


def _item(item_id: int) -> AgendaItem:
    item = AgendaItem.objects.select_related("youth").filter(pk=item_id).first()
    if item is None:
        raise NotInScope("This line is not on the agenda any more.", kept="What you typed is kept.")
    return item


def _statement(door: Door, agency: AgencyId, item: AgendaItem, said: Said, *, submission: UUID | None, **more: Any) -> Statement:
    return Statement(
        meeting_id=item.meeting_id, table_id=item.table_id, item=item, youth_id=item.youth_id, agency_id=agency,
        shared_by_id=said.shared_by, said_by_id=door.reader.person, kind=said.kind.value, category=said.category.value,
        text=said.text.strip(), taken_on=said.taken_on, recorded_at=clock.now(), submission=submission, **more,
    )  # fmt: skip


def _inserted(statement: Statement) -> bool:
    """Insert it; False when the same form was counted before."""
    try:
        return inserted_once(statement)
    except DatabaseError as error:
        raise _in_words(error) from error


def _in_words(error: DatabaseError) -> Exception:
    cause = error.__cause__
    code = cause.sqlstate if isinstance(cause, psycopg.Error) else ""
    if code == "SN409" or constraint_of(error) == "meetings_statement_supersedes_id_key":
        return Conflict(
            "Somebody of your agency replaced this statement while you were writing, or the meeting is not open.",
            kept="What you typed is kept below.",
            next="Read the newer one, then decide whether yours should replace it.",
        )
    if code == psycopg.errors.InsufficientPrivilege.sqlstate:
        return Refused(
            "You may speak about this youth only while you are checked in and the youth is on the open agenda.",
            kept="What you typed is kept below.",
            next="Ask the coordinator to check you in.",
        )
    if code in (psycopg.errors.CheckViolation.sqlstate, psycopg.errors.NotNullViolation.sqlstate):
        return Fault("This cannot be kept as it stands.", kept="What you typed is kept below.", next="Check the day and the words.")
    return error


def _act(action: str, item: AgendaItem, category: Category | None) -> Act:
    fields = [f"statement.{category.value}"] if category else []
    return Act(action, "statement", subject=item.youth.number, youth=item.youth_id, table=item.table_id, fields=fields)
