"""The whole HTTP page of a youth's file: as it is, without the audit entry, without row-level security and entry, and the
floor: the same rows by raw SQL and string formatting, without Django and without templates.

Requests go through the whole stack of the application in this process (Django's test client), so that no network is
measured. The session and its account are read in each of the pages, never in the floor.
"""

import json
import re
from collections.abc import Mapping
from functools import partial
from html import escape
from typing import Any

import psycopg
from django.test import Client

from bench._questions import CatchingDoor, Question, catch, with_where
from bench._readers import BenchReader, readers_of, seek
from bench._side_by_side import Times, side_by_side, verdict
from bench._state import State
from safetynet.config import middleware
from safetynet.governance.models import Account
from safetynet.policy.door import KEEP_PLAN, SHOW_PASS, Door, Note
from safetynet.youths.queries.file import KINDS, columns_of, find_file

RLS_AND_ENTRY, OVER_THE_FLOOR, ENTRY = 1.3, 3.0, 1.3
"""Ambitions: the page over the page with both off, over the floor, and the view with its entry over the view."""
_CHANGING = re.compile(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"')
_READERS = ("coordinator", "clerk, 12 agendas")


class UnloggedDoor(Door):
    """The door without the audit entry: pass and question in one round trip."""

    def ask(self, question: str, parameters: Mapping[str, Any], note: Note) -> Any:
        """The document, and a receipt for nothing."""
        wrapper = middleware_connection()
        with wrapper.pipeline() as pipeline:
            wrapper.execute("BEGIN", prepare=True)
            wrapper.execute(KEEP_PLAN, prepare=True)
            wrapper.execute(SHOW_PASS, [self._pass()], prepare=True)
            answer = wrapper.execute(f"SELECT ({question}) AS doc".encode(), parameters, prepare=True)
            wrapper.execute("COMMIT", prepare=True)
            pipeline.sync()
            row = answer.fetchone()
        self.receipts.append("none")
        document = row[0] if row else None
        return json.loads(document) if isinstance(document, str) else document


class OpenDoor(Door):
    """No row-level security and no entry: the administrator asks the question with its conditions written out."""

    written: Question
    beside: "psycopg.Connection[Any]"

    def ask(self, question: str, parameters: Mapping[str, Any], note: Note) -> Any:
        """The document, and a receipt for nothing."""
        self.receipts.append("none")
        return _document(self.beside, self.written)


def middleware_connection() -> "psycopg.Connection[Any]":
    """The driver's connection under Django's."""
    from django.db import connections  # noqa: PLC0415 (each thread has its own)

    wrapper = connections["default"]
    wrapper.ensure_connection()
    found: psycopg.Connection[Any] = wrapper.connection
    return found


def measure_pages(state: State, rounds: int) -> list[dict[str, Any]]:
    """The page for a reader of a large county and for one with many agendas."""
    print("\nThe page of a whole youth file, ms p50 (p95)")
    return [_measure(state, reader, rounds) for reader in readers_of(state) if reader.label in _READERS]


def _measure(state: State, reader: BenchReader, rounds: int) -> dict[str, Any]:
    with state.web() as web:
        sought = seek(state, web, reader)
        assert sought is not None
        question = catch(CatchingDoor(reader.reader), lambda door: find_file(door, sought.number))
        OpenDoor.written = with_where(question, web, reader.shown())
    OpenDoor.beside = psycopg.connect(**state.home.address().admin_dsn(), autocommit=True)
    OpenDoor.beside.execute("SET plan_cache_mode = force_generic_plan")
    browser, address = _signed_in(reader), f"/youths/{sought.number}/"
    page, floor = _get(browser, address, Door), _floor(OpenDoor.beside, OpenDoor.written)
    open_page = _get(browser, address, OpenDoor)
    if _CHANGING.sub("", page) != _CHANGING.sub("", open_page):
        raise SystemExit("the page without row-level security is not the same page")
    times = side_by_side(
        {
            "page": partial(_get, browser, address, Door),
            "no entry": partial(_get, browser, address, UnloggedDoor),
            "both off": partial(_get, browser, address, OpenDoor),
            "floor": partial(_floor, OpenDoor.beside, OpenDoor.written),
        },
        rounds,
    )
    OpenDoor.beside.close()
    _tell(reader, times, len(page), len(floor))
    page_times = times["page"]
    return {
        "reader": reader.label, "n": rounds, "over_both_off": page_times.over(times["both off"]),
        "over_floor": page_times.over(times["floor"]), "entry": page_times.over(times["no entry"]),
        "ms": {way: [round(found.p50, 3), round(found.p95, 3)] for way, found in times.items()},
    }  # fmt: skip


def _tell(reader: BenchReader, times: Mapping[str, Times], page: int, floor: int) -> None:
    said = ", ".join(f"{way} {found.p50:.2f} ({found.p95:.2f})" for way, found in times.items())
    print(f"  {reader.label}: {said}; {page / 1000:.0f} kB, floor {floor / 1000:.0f} kB")
    for words, way, wanted in (
        ("row-level security and entry over both off", "both off", RLS_AND_ENTRY),
        ("view with its entry over the view", "no entry", ENTRY),
        ("page over the raw floor", "floor", OVER_THE_FLOOR),
    ):
        print(f"    {words:<44} {verdict(times['page'].over(times[way]), wanted)}", flush=True)


def _signed_in(reader: BenchReader) -> Client:
    """A browser in which this person has signed in by the demo's page."""
    Account.objects.get_or_create(
        person=reader.reader.person, defaults={"username": reader.username, "display_name": reader.label, "password": "!"}
    )
    browser = Client(SERVER_NAME="127.0.0.1")
    answer = browser.post("/demo/", {"username": reader.username})
    assert answer.status_code == 302, answer.content
    return browser


def _get(browser: Client, address: str, door: type[Door]) -> str:
    middleware.Door = door  # type: ignore[misc]
    answer = browser.get(address)
    assert answer.status_code == 200, answer.content
    return str(answer.content, "utf-8")


def _floor(connection: "psycopg.Connection[Any]", question: Question) -> str:
    """Every value of every row, escaped, in a table."""
    records = _document(connection, question)["records"]
    return "".join(_table(kind, rows) for kind, rows in records.items())


def _table(kind: str, rows: list[list[Any]]) -> str:
    head = "".join(f"<th>{name}</th>" for name in columns_of(KINDS[kind]))
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(str(value))}</td>' if value is not None else '<td></td>' for value in row)}</tr>\n"
        for row in rows
    )
    return f"<h3>{kind}</h3><table><tr>{head}</tr>\n{body}</table>\n"


def _document(connection: "psycopg.Connection[Any]", question: Question) -> Any:
    row = connection.execute(question.statement.encode(), question.parameters, prepare=True).fetchone()
    return row[0] if row else None
