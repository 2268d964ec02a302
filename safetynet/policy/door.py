"""The door to the record. Whoever passes shows a signed pass, and what was seen is written into the log before it leaves.

A page asks one *question* (a SQL expression that yields one JSON document). The door sends pass, question, audit entry and
commit in a single round trip; if any of them fails, there is no document.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol, Self

import psycopg
from django.conf import settings
from django.db import connections, transaction

from safetynet.kernel import clock
from safetynet.kernel.faults import Fault

from .passes import Reader, sign_pass

SHOW_PASS = "SELECT policy.enter(%s)"  # noqa: S105 (a statement, not a password)
KEEP_PLAN = "SET LOCAL plan_cache_mode = force_generic_plan"
"""Questions look for one youth, one table, one range of names, so their plan does not depend on the values; planning a
youth's file anew would cost ten times what carrying it out does."""


class Note(Protocol):
    """What the log is told: a SQL expression that writes one entry and yields its receipt."""

    @property
    def statement(self) -> str:
        """The expression; it may use ``doc``, the document that was asked for."""

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Its parameters, by name."""

    def sent_from(self, address: str, request: str) -> Self:
        """The same note with the source address and the request's number, where it has none of its own."""


class NothingNotedError(Fault):
    """Something was done behind the door and nobody wrote it down; it is undone."""


class Door:
    """One reader's way to the record, for one request or one command."""

    def __init__(self, reader: Reader, alias: str = "default") -> None:
        self.reader = reader
        self.receipts: list[str] = []
        self._alias = alias
        self._open = False

    def ask(self, question: str, parameters: Mapping[str, Any], note: Note) -> Any:
        """The document that answers a question, and its audit entry, in one round trip.

        The entry says where the reader sits and in which request, unless the note says so itself. ``question`` is a SQL
        expression of type jsonb from our own files; values travel as ``parameters`` only.
        Raises whatever PostgreSQL raises; then nothing was shown and nothing was changed.
        """
        note = self._placed(note)
        statement = (
            f"WITH asked AS MATERIALIZED (SELECT ({question}) AS doc) "  # noqa: S608 (text of our own SQL files)
            f"SELECT doc, {note.statement} FROM asked"
        )
        arguments = {**parameters, **note.parameters}
        document, receipt = self._ask_inside(statement, arguments) if self._open else self._ask_alone(statement, arguments)
        self.receipts.append(receipt)
        return json.loads(document) if isinstance(document, str) else document

    def watch(self, question: str, parameters: Mapping[str, Any]) -> int | None:
        """A counter that tells whether there is something new, under the reader's pass; None when the reader may not know of it.

        The only look that is not written into the log, because it shows nothing but a whole number that the database moves by
        itself: anything else raises TypeError, and within ``opened`` it raises RuntimeError. Twenty people who ask every second
        would otherwise bury what was really read.
        """
        if self._open:
            raise RuntimeError("a counter is asked outside a transaction: it would end one that nothing was noted in")
        statement = f"SELECT ({question})"  # text of our own modules
        wrapper = connections[self._alias]
        wrapper.ensure_connection()
        raw: psycopg.Connection[Any] = wrapper.connection
        try:
            with raw.pipeline():
                raw.execute("BEGIN READ WRITE", prepare=True)
                raw.execute(SHOW_PASS, [self._pass()], prepare=True)
                answer = raw.execute(statement, parameters, prepare=True)
                raw.execute("COMMIT", prepare=True)
            row = answer.fetchone()
        except psycopg.Error:
            self._leave(wrapper, raw)
            raise
        counted = row[0] if row else None
        if counted is not None and type(counted) is not int:
            raise TypeError("only a counter is asked without writing it down")
        return counted

    @contextmanager
    def opened(self) -> Iterator["Door"]:
        """A transaction with the pass shown. What happens inside must be noted, or it is undone."""
        if self._open:
            yield self
            return
        before = len(self.receipts)
        with transaction.atomic(using=self._alias):
            self._show_pass()
            self._open = True
            try:
                yield self
            finally:
                self._open = False
            if len(self.receipts) == before:
                raise NothingNotedError("Nothing was written into the log, so nothing was done.")

    def note(self, note: Note) -> str:
        """Write one entry inside an opened door, with the reader's address and request; returns its receipt."""
        note = self._placed(note)
        with connections[self._alias].cursor() as cursor:
            cursor.execute(_noting(note), dict(note.parameters))
            receipt: str = cursor.fetchone()[0]
        self.receipts.append(receipt)
        return receipt

    def note_denial(self, note: Note) -> None:
        """Write an entry on a connection of its own, so that a rolled-back request keeps it."""
        denial = Door(self.reader, alias="denials")
        with denial.opened():
            self.receipts.append(denial.note(note))

    def _placed(self, note: Note) -> Note:
        return note.sent_from(self.reader.address, self.reader.request)

    def _show_pass(self) -> None:
        with connections[self._alias].cursor() as cursor:
            cursor.execute(SHOW_PASS, [self._pass()])

    def _pass(self) -> str:
        return sign_pass(self.reader, settings.PASS_KEY, clock.now())

    def _ask_inside(self, statement: str, arguments: Mapping[str, Any]) -> tuple[Any, str]:
        with connections[self._alias].cursor() as cursor:
            cursor.execute(statement, arguments)
            answer: tuple[Any, str] = cursor.fetchone()
        return answer

    def _ask_alone(self, statement: str, arguments: Mapping[str, Any]) -> tuple[Any, str]:
        wrapper = connections[self._alias]
        wrapper.ensure_connection()
        raw: psycopg.Connection[Any] = wrapper.connection
        try:
            with raw.pipeline():  # leaving it sends the one sync that all is waited for with
                raw.execute("BEGIN", prepare=True)
                raw.execute(KEEP_PLAN, prepare=True)
                raw.execute(SHOW_PASS, [self._pass()], prepare=True)
                answer = raw.execute(statement, arguments, prepare=True)
                raw.execute("COMMIT", prepare=True)
            row = answer.fetchone()
        except psycopg.Error:
            self._leave(wrapper, raw)
            raise
        if row is None:
            raise psycopg.DataError("a question has exactly one answer")
        return row[0], row[1]

    @staticmethod
    def _leave(wrapper: Any, raw: "psycopg.Connection[Any]") -> None:
        """After an error the transaction is still open: close it, or, if that fails, the connection."""
        try:
            raw.execute("ROLLBACK")
        except psycopg.Error:
            wrapper.close()


def _noting(note: Note) -> str:
    """The statement that writes a note alone. Its words come from this program, every value is a parameter."""
    return f"SELECT {note.statement} FROM (SELECT NULL::jsonb AS doc) AS asked"  # noqa: S608
