"""Loading a county's workbook: where the intake, which reads it, and the meetings, which keep past ones, come together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from safetynet.audit.acts import Act
from safetynet.intake.actions.importer import Importer
from safetynet.intake.actions.loading import TURNS, Progress, load_step
from safetynet.intake.actions.mappings import accept_mapping, propose_for
from safetynet.intake.actions.receive import open_workbook, receive_workbook
from safetynet.intake.actions.settling import Settled, settle_held_row
from safetynet.intake.queries import find_report
from safetynet.intake.rules.mapping import WorkbookMapping
from safetynet.kernel.past_meetings import PastMeeting, PastTally, RecordMeetings
from safetynet.meetings.actions.past import record_past_meetings
from safetynet.policy.door import Door

Chosen = Callable[[WorkbookMapping], WorkbookMapping]
"""Looks at a proposal and returns the mapping to use; raises Fault to stop."""


Say = Callable[[Progress], object]


def _say_nothing(progress: Progress) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A workbook that was loaded (or only tried): its mapping, how far it came, and the report for people."""

    mapping: WorkbookMapping
    progress: Progress
    report: Mapping[str, Any]


def load_next(*, door: Door, by: Importer, workbook_id: int, turns: int = TURNS) -> Progress:
    """Load the next turns of a workbook in one transaction; a page calls it until ``done``."""
    return load_step(door=door, by=by, workbook_id=workbook_id, record_meetings=_keeper(door, by), turns=turns)


def settle_row(*, door: Door, by: Importer, held_id: int, values: Mapping[str, str] | None) -> Settled:
    """Load a held row with mended values, or set it aside (``values`` None)."""
    return settle_held_row(door=door, by=by, held_id=held_id, values=values, record_meetings=_keeper(door, by))


def load_workbook(
    *, door: Door, by: Importer, file_name: str, file: BinaryIO, choose: Chosen, turns: int = TURNS, say: Say = _say_nothing
) -> Loaded:
    """Take a workbook in and load it to its end, step by step, each step in a transaction of its own. ``say`` hears of
    every step."""
    opened = open_workbook(file)
    mapping = choose(propose_for(door=door, by=by, sheets=opened.sheets))
    workbook = receive_workbook(door=door, by=by, file_name=file_name, opened=opened)
    accept_mapping(door=door, by=by, workbook_id=workbook.pk, mapping=mapping)
    progress = load_next(door=door, by=by, workbook_id=workbook.pk, turns=turns)
    while not progress.done:
        say(progress)
        progress = load_next(door=door, by=by, workbook_id=workbook.pk, turns=turns)
    return Loaded(mapping, progress, find_report(door, workbook.pk))


def try_workbook(*, door: Door, by: Importer, file_name: str, file: BinaryIO, choose: Chosen) -> Loaded:
    """What loading the workbook would do: everything is done and undone in one transaction, so the counts and faults are
    the very same and nothing is written but the log's entry that it was tried."""
    with _undone(door):
        loaded = load_workbook(door=door, by=by, file_name=file_name, file=file, choose=choose)
    _note_trial(door, by)
    return loaded


def try_loading(*, door: Door, by: Importer, workbook_id: int, mapping: WorkbookMapping) -> Loaded:
    """The same for a workbook that was received already and waits for its mapping."""
    with _undone(door):
        accept_mapping(door=door, by=by, workbook_id=workbook_id, mapping=mapping)
        progress = load_next(door=door, by=by, workbook_id=workbook_id)
        while not progress.done:
            progress = load_next(door=door, by=by, workbook_id=workbook_id)
        loaded = Loaded(mapping, progress, find_report(door, workbook_id))
    _note_trial(door, by)
    return loaded


class _Undo(Exception):
    """Rolls a trial back."""


@contextmanager
def _undone(door: Door) -> Iterator[None]:
    try:
        with door.opened():
            yield
            raise _Undo
    except _Undo:
        return


def _note_trial(door: Door, by: Importer) -> None:
    with door.opened():
        door.note(Act("try import", "workbook", table=by.table, address=door.reader.address, request=door.reader.request))


def _keeper(door: Door, by: Importer) -> RecordMeetings:
    def keep(meetings: Sequence[PastMeeting]) -> PastTally:
        return record_past_meetings(door=door, table=by.table, meetings=meetings, by=by.author.person)

    return keep
