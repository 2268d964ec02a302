"""Loading a workbook step by step. A step is one transaction and takes some turns whole: each youth entirely or not at all.

A process that is killed leaves the turns that are done done and the others waiting; whoever goes on, or hands the file in
again, completes it. Loading what is loaded already changes nothing.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from safetynet.audit.acts import Act
from safetynet.intake.models import HeldRow, SheetRow, Workbook, WorkbookFault, WorkbookState
from safetynet.intake.rules.units import MeetingUnit, YouthUnit
from safetynet.kernel import clock
from safetynet.kernel.faults import Fault
from safetynet.kernel.past_meetings import RecordMeetings
from safetynet.policy.door import Door

from .duplicates import flag_duplicates
from .holding import hold_cells, hold_rows, keep_faults, settle_by_loading
from .importer import Importer
from .keeping import keep_youths
from .receive import access_workbook
from .steps import Step, next_step, understand_meetings, understand_youths

TURNS = 100
"""Youths (or meetings) of one step, unless the caller says otherwise."""

_ONE_AT_A_TABLE = "SELECT pg_advisory_xact_lock(hashtextextended('safetynet import', %s))"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a workbook has come. ``tally`` counts what was done so far: ``youths_new``, ``youths_changed``,
    ``youths_unchanged``, ``claims_added``, ``claims_corrected``, ``claims_withdrawn``, ``meetings_new``,
    ``attendance_new``, ``agenda_lines_new``, ``rows``, ``rows_done``, ``rows_settled_before``, ``held``,
    ``cells_waiting``, ``faults``, ``possible_duplicates``."""

    workbook: int
    done: bool
    turns_done: int
    turns: int
    tally: Mapping[str, Any]


def load_step(*, door: Door, by: Importer, workbook_id: int, record_meetings: RecordMeetings, turns: int = TURNS) -> Progress:
    """Load the next turns of a workbook whose mapping was accepted, in one transaction; the last step also looks for
    possible duplicates. Calling it again after the end changes nothing.

    ``record_meetings`` keeps past meetings (the app of the meetings offers it). Raises Fault when no mapping was accepted.
    """
    with door.opened():
        one_at_a_table(by)
        workbook = access_workbook(by=by, workbook_id=workbook_id, lock=True)
        if workbook.state not in (WorkbookState.LOADING.value, WorkbookState.DONE.value):
            raise Fault("This workbook is not being loaded.", kept="Nothing was changed.", next="Accept its mapping first.")
        done: Counter[str] = Counter()
        following: int | None = None
        if workbook.state == WorkbookState.LOADING.value:
            done, following = _take_turns(door, workbook, by, record_meetings, turns)
        door.note(import_act(door, workbook, done))
    turns_in_all = int(workbook.tally.get("turns", 0))
    turns_done = turns_in_all if following is None else following - 1
    return Progress(workbook.pk, workbook.state == WorkbookState.DONE.value, turns_done, turns_in_all, workbook.tally)


def load_rows(door: Door, step: Step, record_meetings: RecordMeetings) -> None:
    """Understand the rows of a step, write what they say, keep what waits for a person. Inside an opened door."""
    youths = understand_youths(step)
    touched = keep_youths(door, step, youths)
    step.tally["cells_waiting"] += hold_cells(step.workbook, touched, step.by)
    step.tally["held"] += hold_rows(step.workbook, [row for unit in youths for row in unit.held])
    step.loaded = step.loaded_now() if step.has_meetings else step.loaded
    meetings = understand_meetings(step)
    past = [unit.meeting for unit in meetings if unit.meeting is not None]
    if past:
        kept = record_meetings(past)
        step.tally.update(meetings_new=kept.meetings, attendance_new=kept.people, agenda_lines_new=kept.lines)
    units: list[YouthUnit | MeetingUnit] = [*youths, *meetings]
    held = [row for unit in units for row in unit.held]
    step.tally["held"] += hold_rows(step.workbook, [row for unit in meetings for row in unit.held])
    step.tally["faults"] += keep_faults(step.workbook, [*(fault for unit in units for fault in unit.faults), *step.faults])
    step.tally["rows_settled_before"] += sum(unit.settled for unit in units)
    settle_by_loading(step.workbook, step.rows, {row.digest for row in held}, step.by)
    step.tally["rows_done"] += len(step.rows)


def one_at_a_table(by: Importer) -> None:
    """Wait until nobody else is loading rows at this table, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TABLE, [by.table])


def import_act(door: Door, workbook: Workbook, done: Mapping[str, int]) -> Act:
    """The audit entry of a step: counts, never values."""
    return Act(
        "import", "workbook", subject=str(workbook.pk), table=workbook.table_id,
        detail={name: count for name, count in done.items() if count}, address=door.reader.address,
        request=door.reader.request,
    )  # fmt: skip


def _take_turns(
    door: Door, workbook: Workbook, by: Importer, record_meetings: RecordMeetings, turns: int
) -> tuple[Counter[str], int | None]:
    """Load the next turns; what was done, and the turn that follows (None when the workbook is done)."""
    done: Counter[str] = Counter()
    following: int | None = None
    taken = next_step(workbook, by, turns)
    if taken is not None:
        step, following = taken
        load_rows(door, step, record_meetings)
        SheetRow.objects.filter(workbook=workbook, turn__lt=following).delete()
        done = step.tally
    if not SheetRow.objects.filter(workbook=workbook).exists():
        following = None
        done["possible_duplicates"] = flag_duplicates(workbook, by)
        workbook.state = WorkbookState.DONE.value
        workbook.finished_at = clock.now()
    tally = Counter({name: count for name, count in workbook.tally.items() if isinstance(count, int)})
    tally.update(done)
    workbook.tally = {**workbook.tally, **tally}
    if following is None:
        workbook.tally["held_now"] = HeldRow.objects.filter(workbook=workbook, settled_at=None, waits_for="").count()
        workbook.tally["faults"] = WorkbookFault.objects.filter(workbook=workbook).count()
    workbook.save()
    return done, following
