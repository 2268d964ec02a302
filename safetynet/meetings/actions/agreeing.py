"""Agreeing on a plan: the version stands, its steps become follow-ups, and the record knows it as a claim."""

from collections.abc import Sequence
from datetime import date

from django.db import DatabaseError

from safetynet.kernel import clock
from safetynet.kernel.codes import PlanKind, SourceType, TaskKind
from safetynet.kernel.faults import Fault, Refused
from safetynet.meetings.models import Plan, PlanState, Task, TaskState
from safetynet.meetings.queries.places import place_of
from safetynet.meetings.queries.plans import PlanVersion, YouthPlans
from safetynet.meetings.rules.follow_ups import add_words
from safetynet.meetings.rules.plans import Step, why_not_agreed
from safetynet.policy.door import Door
from safetynet.youths.actions import Author, add_claim
from safetynet.youths.models import SafetyPlan, Youth

from .plans import changed_meanwhile, check_writer, in_words, locked_draft, open_meeting_of, plan_act
from .refusals import NOTHING_CHANGED

_KINDS = {PlanKind.SAFETY: TaskKind.SAFETY_PLAN, PlanKind.AFTERCARE: TaskKind.AFTERCARE}
REPLACED = "A later version of the plan does not have this step any more."
_NOT_FOR_OTHERS = (
    "Steps of other places become follow-ups, and those only the coordinator gives, or a member while the youth is being "
    "discussed at an open meeting."
)


def agree_plan(*, door: Door, youth: YouthPlans, draft: PlanVersion, revision: int, agreed_on: date, review_on: date) -> Plan:
    """The table has agreed on what the draft says in a revision.

    In one transaction the version before is replaced, every step that a place owns becomes a follow-up of that place, and a
    safety plan becomes a claim of the writer's agency. Raises Conflict when the draft says something else by now, Fault with
    what is missing, Refused without the right to write the plan or to give others their follow-ups.
    """
    check_writer(youth)
    why_not = why_not_agreed(draft.kind, draft.steps, agreed_on, review_on, youth.standing.today)
    if why_not:
        raise Fault("The plan cannot be agreed yet.", kept=NOTHING_CHANGED, next=" ".join(why_not))
    with door.opened(), in_words():
        plan = locked_draft(draft.id)
        if plan.revision != revision or revision != draft.revision:
            raise changed_meanwhile()
        former = youth.agreed(draft.kind)
        if former is not None:
            Plan.objects.filter(pk=former.id).update(state=PlanState.REPLACED.value)
        plan.state, plan.agreed_on, plan.review_on = PlanState.AGREED.value, agreed_on, review_on
        plan.meeting = open_meeting_of(youth.youth) or plan.meeting
        plan.changed_by_id, plan.changed_at = youth.standing.person, clock.now()
        plan.save(update_fields=["state", "agreed_on", "review_on", "meeting", "changed_by", "changed_at"])
        door.note(plan_act("agree on", youth, plan))
        _give_follow_ups(youth, plan, draft, review_on)
        if draft.kind is PlanKind.SAFETY:
            _claim(door, youth, plan, draft)
    return plan


def _give_follow_ups(youth: YouthPlans, plan: Plan, draft: PlanVersion, review_on: date) -> None:
    """Every step that a place owns becomes a follow-up of that place. A step that an earlier version had too keeps its
    follow-up, with its answer; what is left open of a step that is gone is dropped."""
    earlier = {
        (task.owner_place, task.what): task
        for task in Task.objects.filter(youth_id=plan.youth_id, step__plan__kind=plan.kind).exclude(state=TaskState.DROPPED)
    }
    for step in draft.steps:
        if step.owner_place is None or step.not_needed:
            continue
        due = step.due_on or review_on
        task = earlier.pop((step.owner_place, step.what), None)
        if task is None:
            _give(youth, plan, step, due)
        elif task.state != TaskState.DONE and task.due_on != due:
            _change([task], due_on=due)
    for task in earlier.values():
        if task.state != TaskState.DONE:
            said = add_words(
                task.answer, REPLACED, what="Dropped" if task.answer else "", by=youth.standing.name, on=youth.standing.today
            )
            _change([task], state=TaskState.DROPPED.value, answer=said)


def _give(youth: YouthPlans, plan: Plan, step: Step, due: date) -> None:
    place = place_of(youth.places, step.owner_place)
    if place is None:
        raise Fault(f"There is no such place at the table: {step.what}.", kept=NOTHING_CHANGED, next="Choose who does it.")
    try:
        Task.objects.create(
            table_id=youth.table, youth_id=youth.youth, meeting_id=plan.meeting_id, kind=_KINDS[PlanKind(plan.kind)].value,
            what=step.what, owner_place=place.place, owner_agency_id=place.agency, due_on=due, step_id=step.id,
            asked_by_id=youth.standing.person, asked_by_agency_id=youth.standing.agency, asked_at=clock.now(),
        )  # fmt: skip
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") == "42501":
            raise Refused(_NOT_FOR_OTHERS, kept=NOTHING_CHANGED) from error
        raise


def _change(tasks: Sequence[Task], **values: object) -> None:
    """Change follow-ups that were given before. Raises Refused when one of them is not the person's to change."""
    changed = Task.objects.filter(pk__in=[task.pk for task in tasks]).update(**values) if tasks else 0
    if changed < len(tasks):
        raise Refused(_NOT_FOR_OTHERS, kept=NOTHING_CHANGED)


def _claim(door: Door, youth: YouthPlans, plan: Plan, draft: PlanVersion) -> None:
    """What was agreed as a statement of the agency that recorded it, so that face sheet, packet and agenda know it."""
    values = {
        "concerns": plan.concerns, "steps": "\n".join(youth.lines(draft)), "stay_away": plan.stay_away,
        "youth_said": plan.youth_said, "agreed_on": plan.agreed_on, "review_on": plan.review_on,
        "source_type": SourceType.AT_THE_TABLE, "observed_on": plan.agreed_on,
    }  # fmt: skip
    add_claim(
        door=door, kind=SafetyPlan, youth=Youth(pk=youth.youth, table_id=youth.table, number=youth.number), values=values,
        by=Author(youth.standing.person, youth.standing.agency),
    )  # fmt: skip
