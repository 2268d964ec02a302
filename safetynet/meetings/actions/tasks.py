"""Asking a place at the table, answering, ending and handing over: every write of a follow-up.

Each change names the revision that was read; who comes second is told so, and what was typed stays on the page. Nothing that
was written to a follow-up is overwritten: further words are added to it.
"""

from datetime import date, timedelta
from functools import partial

from safetynet.audit.acts import Act
from safetynet.governance.models import Seat, Table
from safetynet.kernel.codes import TaskKind
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.kernel.identifiers import AgencyId, CountyId, TableId, YouthId
from safetynet.meetings.models import TASK_TRANSITIONS, Task, TaskState
from safetynet.meetings.rules.asking import why_not_answer, why_not_ask, why_not_ask_again, why_not_drop, why_not_hand_over
from safetynet.meetings.rules.follow_ups import add_words
from safetynet.policy.door import Door
from safetynet.policy.rules import RowFacts, Standing
from safetynet.youths.models import FollowUp, Youth

from . import refusals
from .refusals import NOTHING_CHANGED
from .settings import number_set

_KEPT = "Nothing was changed; what you typed is still there."
in_words = partial(
    refusals.in_words,
    "The table's policy does not let you do this with a follow-up.",
    moved="Somebody changed this follow-up at the same moment.",
    twice="Somebody has answered this already.",
    kept=_KEPT,
)


def ask(
    *,
    door: Door,
    by: Standing,
    youth: int,
    what: str,
    owner_place: int,
    due_on: date | None = None,
    kind: TaskKind = TaskKind.FOLLOW_UP,
) -> Task:
    """Ask something about a youth of a place at the youth's table. Without a day it is due when the county's setting says.

    Raises NotInScope when there is no such youth or place, Refused without the right, Fault for a day that has passed.
    """
    with door.opened(), in_words():
        about = _youth(youth)
        seat = Seat.objects.filter(place=owner_place, table_id=about.table_id).first()
        if seat is None:
            raise NotInScope("There is no such place at this youth's table.", kept=_KEPT)
        table = Table.objects.select_related("county").get(pk=about.table_id)
        row = RowFacts(TableId(table.pk), CountyId(table.county_id), YouthId(about.pk), owner=AgencyId(seat.agency_id))
        _check(why_not_ask(by, row), "You may not ask this")
        if due_on is not None and due_on < by.today:
            raise Fault("The day by which an answer is asked for has passed.", kept=_KEPT, next="Choose today or a later day.")
        usual_day = by.today + timedelta(days=number_set(table, "follow_up_days"))
        task = Task.objects.create(
            table_id=about.table_id, youth_id=about.pk, kind=kind.value, what=" ".join(what.split()),
            owner_place=owner_place, owner_agency_id=seat.agency_id, due_on=due_on or usual_day,
            asked_by_id=by.person, asked_by_agency_id=by.agency, asked_at=_NOW,
        )  # fmt: skip
        task.refresh_from_db()
        door.note(_act("ask", task, about.number))
    return task


_NOW = "2000-01-01T00:00:00Z"
"""Stands where the database puts the moment itself."""


def answer(*, door: Door, by: Standing, task: int, revision: int, words: str) -> Task:
    """The answer, from the agency that owes it or from the coordinator."""
    return _change(door, by, task, revision, TaskState.DONE, words, "", "answer")


def set_blocked(*, door: Door, by: Standing, task: int, revision: int, why: str) -> Task:
    """It cannot be done for now, and why; it stays owed."""
    return _change(door, by, task, revision, TaskState.BLOCKED, why, "Blocked", "block")


def drop(*, door: Door, by: Standing, task: int, revision: int, why: str) -> Task:
    """Nobody needs it any more, and why."""
    return _change(door, by, task, revision, TaskState.DROPPED, why, "Dropped", "drop")


def reopen(*, door: Door, by: Standing, task: int, revision: int, why: str) -> Task:
    """Ask it again: the answer does not do, or what blocked it is gone."""
    return _change(door, by, task, revision, TaskState.OPEN, why, "Asked again", "reopen")


def hand_over(*, door: Door, by: Standing, task: int, revision: int, place: int) -> Task:
    """Another place at the same table owes it from now on. An agency hands it on among its own places."""
    with door.opened(), in_words():
        found = _task(task)
        seat = Seat.objects.filter(place=place, table_id=found.table_id).first()
        if seat is None:
            raise NotInScope("There is no such place at this table.", kept=_KEPT)
        _check(why_not_hand_over(by, row_of(found, by), seat.agency_id), "You may not hand this over")
        _update(found, revision, owner_place=place, owner_agency_id=seat.agency_id)
        door.note(_act("hand over", found, _number(found), place=place))
    return found


def answer_question(*, door: Door, by: Standing, question: int, words: str) -> Task:
    """Answer a question of the youth's file: it becomes a follow-up that is done, linked to it, and the file's question counts
    as answered. Raises Conflict when somebody has taken it up already."""
    with door.opened(), in_words():
        asked = FollowUp.objects.filter(pk=question, superseded_at__isnull=True, withdrawn=False).first()
        if asked is None:
            raise NotInScope("There is no such question that is known to you.", kept=_KEPT)
        if Task.objects.filter(question=asked).exists():
            raise Conflict("Somebody has answered this already.", kept=_KEPT, next="Look at the follow-ups of this youth.")
        owner = asked.asked_of_id or by.agency
        table = Table.objects.get(pk=asked.table_id)
        row = RowFacts(
            TableId(table.pk), CountyId(table.county_id), YouthId(asked.youth_id), AgencyId(asked.source_agency_id),
            owner=AgencyId(owner),
        )  # fmt: skip
        _check(why_not_answer(by, row), "You may not answer this")
        made = Task.objects.create(
            table_id=asked.table_id, youth_id=asked.youth_id, kind=TaskKind.FOLLOW_UP.value, what=asked.question,
            owner_place=_place_for(asked.table_id, owner, by), owner_agency_id=owner, due_on=asked.due_on or by.today,
            state=TaskState.DONE.value, answer=add_words("", words, what="", by=by.name, on=by.today), question=asked,
            answered_by_id=by.person, answered_at=_NOW, asked_by_id=asked.recorded_by_id,
            asked_by_agency_id=asked.source_agency_id, asked_at=asked.recorded_at,
        )  # fmt: skip
        door.note(_act("answer", made, _number(made), question=asked.pk))
    return made


def row_of(task: Task, by: Standing) -> RowFacts:
    """What the decision needs to know of a follow-up."""
    table = by.tables.get(TableId(task.table_id))
    return RowFacts(
        TableId(task.table_id), table.county if table else None, YouthId(task.youth_id), agency=AgencyId(task.asked_by_agency_id),
        owner=AgencyId(task.owner_agency_id),
    )  # fmt: skip


def _change(
    door: Door, by: Standing, task: int, revision: int, state: TaskState, words: str, what: str, action: str
) -> Task:  # fmt: skip
    with door.opened(), in_words():
        found = _task(task)
        row = row_of(found, by)
        rule = {TaskState.DROPPED: why_not_drop, TaskState.OPEN: why_not_ask_again}.get(state, why_not_answer)
        _check(rule(by, row), "You may not change this follow-up")
        _check_revision(found, revision)
        if state not in TASK_TRANSITIONS[TaskState(found.state)]:
            now = TaskState.label_of(found.state).lower()
            raise Conflict(f"This follow-up is {now} already; that cannot be done with it now.", kept=_KEPT)
        said = add_words(found.answer, words, what=what, by=by.name, on=by.today)
        _update(found, revision, state=state.value, answer=said)
        door.note(_act(action, found, _number(found)))
    return found


def _update(found: Task, revision: int, **values: object) -> None:
    """Change the row if it is still as it was read. The database changes only what the person may change."""
    _check_revision(found, revision)
    if Task.objects.filter(pk=found.pk, revision=revision).update(**values):
        found.refresh_from_db()
        return
    found.refresh_from_db(fields=["revision"])
    _check_revision(found, revision)
    raise Refused("The table's policy does not let you change this follow-up now.", kept=NOTHING_CHANGED)


def _check_revision(found: Task, revision: int) -> None:
    if found.revision != revision:
        raise Conflict("Somebody changed this follow-up before you.", kept=_KEPT, next="Read what it says now, then send again.")


def _check(why: str, what: str) -> None:
    if why:
        raise Refused(f"{what}. {why}", kept=NOTHING_CHANGED)


def _task(task: int) -> Task:
    found = Task.objects.filter(pk=task).first()
    if found is None:
        raise NotInScope("There is no such follow-up that is known to you.", kept=NOTHING_CHANGED)
    return found


def _youth(youth: int) -> Youth:
    found = Youth.objects.filter(pk=youth).first()
    if found is None:
        raise NotInScope("There is no such youth that is known to you.", kept=NOTHING_CHANGED)
    return found


def _number(task: Task) -> str:
    """The youth's number, where it is shared with whoever acts; the log's entry names the youth in any case."""
    return str(Youth.objects.filter(pk=task.youth_id).values_list("number", flat=True).first() or "")


def _place_for(table: int, agency: int, by: Standing) -> int:
    """The place that answers: the person's own, if it is the agency's, else the agency's first one at the table."""
    seats = list(Seat.objects.filter(table_id=table, agency_id=agency).order_by("place"))
    if not seats:
        raise Refused(
            "That agency has no place at this youth's table, so it cannot answer here.", kept=_KEPT,
            next="Write the answer into the youth's file instead.",
        )  # fmt: skip
    own = [seat.place for seat in seats if seat.person_id == by.person]
    return int((own or [seats[0].place])[-1])


def _act(action: str, task: Task, number: str, **detail: int) -> Act:
    return Act(
        action, "follow-up", subject=number, youth=task.youth_id, table=task.table_id, detail={"follow_up": task.pk, **detail}
    )
