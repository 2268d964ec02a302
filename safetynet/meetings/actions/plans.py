"""Writing a plan together: beginning a version, saving what several type at once, saying that an agency agrees.

Everybody who may write safety plans writes the same draft. Nobody's words are lost: what only one of two changed is that
one's; where both changed the same, both stand side by side until a person has chosen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction

from safetynet.audit.acts import Act
from safetynet.kernel import clock
from safetynet.kernel.codes import AftercareStep, PlanKind
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.meetings.models import Meeting, MeetingState, Plan, PlanAssent, PlanState, PlanStep
from safetynet.meetings.queries.plans import OnFile, PlanVersion, YouthPlans
from safetynet.meetings.rules.plans import (
    Choice,
    Merge,
    Side,
    Step,
    due_back,
    fields_of,
    merge,
    plain,
    review_day,
    step_text,
    steps_on_file,
)
from safetynet.policy.door import Door
from safetynet.policy.rules import decide
from safetynet.policy.vocabulary import Category, Verb

from . import refusals
from .refusals import NOTHING_CHANGED

in_words = partial(
    refusals.in_words,
    "Your role does not let you write this here.",
    moved="Somebody was first; this stays as it is.",
    next="Read it again.",
)
_COPIED = ("concerns", "safe_adults", "stay_away", "youth_said", "returning_on")


@dataclass(frozen=True, slots=True)
class Writing:
    """What somebody typed: the fields, the steps (``id`` 0 for a new one), which steps are taken out, from which words it
    began, and what was chosen where two had changed the same."""

    values: Mapping[str, Any]
    steps: Sequence[Step]
    taken_out: frozenset[int]
    begun: Mapping[str, str]
    chosen: Mapping[str, Choice]

    def parts(self) -> dict[str, str]:
        """What was typed, part by part; new steps stand beside them and clash with nothing."""
        known = [step for step in self.steps if step.id and step.id not in self.taken_out]
        return {name: plain(value) for name, value in self.values.items()} | {f"step-{step.id}": step_text(step) for step in known}


class Clash(Conflict):
    """Two changed the same part of a plan otherwise. ``parts`` names what a person must decide."""

    def __init__(self, parts: Sequence[str]) -> None:
        super().__init__(
            "Somebody changed the same words while you were writing.",
            kept="Nothing you typed is lost: it stands below, and nothing is saved yet.",
            next="Choose which words count, then save again.",
        )
        self.parts = tuple(parts)


def begin_plan(*, door: Door, youth: YouthPlans, kind: PlanKind, reason: str = "", taken_over: OnFile | None = None) -> Plan:
    """Begin a version: an empty one, or, when one is agreed, a copy of it that is opened again for a ``reason``. The first one may
    begin from a plan on the youth's file (``taken_over``), whose words then stand in the draft.

    The agreed version counts until the new one is agreed. Raises Conflict when a version is being written already.
    """
    check_writer(youth)
    agreed = youth.agreed(kind)
    if agreed is not None and not reason.strip():
        raise Fault("Say why the plan is opened again.", kept=NOTHING_CHANGED)
    now, by = clock.now(), youth.standing.person
    with door.opened(), in_words():
        last = Plan.objects.filter(youth_id=youth.youth, kind=kind).order_by("-version").first()
        values = {name: agreed.values[name] for name in _COPIED} if agreed else _first_words(youth, kind, taken_over)
        plan = Plan(
            table_id=youth.table, youth_id=youth.youth, meeting=open_meeting_of(youth.youth), kind=kind.value,
            version=last.version + 1 if last else 1, created_by_id=by, created_at=now, changed_by_id=by, changed_at=now,
            reopened_why=reason.strip() if agreed else "", **values,
            review_on=review_day(youth.standing.today, youth.days("plan_review_days")),
        )  # fmt: skip
        try:
            with transaction.atomic():
                plan.save(force_insert=True)
        except IntegrityError as error:
            raise Conflict("Somebody has begun this plan already.", kept=NOTHING_CHANGED, next="Write in that draft.") from error
        steps = agreed.steps if agreed else _first_steps(youth, kind, plan.returning_on, taken_over)
        PlanStep.objects.bulk_create(_row(plan, step, position) for position, step in enumerate(steps, start=1))
        door.note(plan_act("open again" if agreed else "begin", youth, plan))
    return plan


def save_plan(*, door: Door, youth: YouthPlans, draft: PlanVersion, writing: Writing) -> Merge:
    """Save what somebody typed into the draft, brought together with what others saved meanwhile.

    Raises Clash when both changed the same part, Conflict when the draft is not being written any more; nothing is saved then.
    """
    check_writer(youth)
    with door.opened(), in_words():
        plan = locked_draft(draft.id)
        rows = {f"step-{row.pk}": row for row in plan.steps.all()}
        fields = fields_of(draft.kind)
        stands = {name: plain(getattr(plan, name)) for name in fields} | {part: step_text(_said(row)) for part, row in rows.items()}
        merged = merge(writing.begun, stands, writing.parts(), writing.chosen)
        if merged.clashes:
            raise Clash(merged.clashes)
        mine = {part for part, side in merged.taken.items() if side is Side.MINE}
        returning_before = plan.returning_on
        for name in mine & set(fields):
            setattr(plan, name, writing.values[name])
        _save_steps(plan, writing, {part: row for part, row in rows.items() if part in mine})
        added = [step for step in writing.steps if not step.id]
        _count_back(youth, plan, returning_before)
        if mine or added:
            _touch(youth, plan)
        door.note(plan_act("write", youth, plan, fields=sorted(mine)))
    return merged


def assent_to(*, door: Door, youth: YouthPlans, draft: PlanVersion, revision: int) -> None:
    """The person's agency agrees to what the draft says in a revision. Raises Conflict when it says something else by now."""
    if youth.table not in youth.standing.seats:
        raise Refused("Only an agency with a seat at the table can agree to its plans.", kept=NOTHING_CHANGED)
    with door.opened(), in_words():
        plan = Plan.objects.filter(pk=draft.id).first()
        if plan is None or plan.state != PlanState.DRAFT or plan.revision != revision:
            raise changed_meanwhile()
        common = {"plan": plan, "agency_id": youth.standing.agency, "revision": revision}
        if not PlanAssent.objects.filter(**common).exists():
            PlanAssent.objects.create(
                **common, table_id=youth.table, youth_id=youth.youth, said_by_id=youth.standing.person, said_at=clock.now()
            )
        door.note(plan_act("assent to", youth, plan))


def drop_plan(*, door: Door, youth: YouthPlans, draft: PlanVersion) -> None:
    """Give a draft up; what was agreed before counts on. Raises Conflict when it is not being written any more."""
    check_writer(youth)
    with door.opened(), in_words():
        plan = locked_draft(draft.id)
        plan.state = PlanState.DROPPED.value
        plan.changed_by_id, plan.changed_at = youth.standing.person, clock.now()
        plan.save(update_fields=["state", "changed_by", "changed_at"])
        door.note(plan_act("drop", youth, plan))


def check_writer(youth: YouthPlans) -> None:
    """Raises Refused, with the rule, when the person may not write safety plans for this youth."""
    decision = decide(youth.standing, Verb.WRITE, Category.SAFETY_PLAN, youth.row)
    if not decision:
        raise Refused(f"You may not write this plan. {decision.why}", kept=NOTHING_CHANGED)


def locked_draft(plan_id: int) -> Plan:
    """The draft, kept from others until we are done. Raises Conflict when it is none any more, NotInScope when it is unknown."""
    plan = Plan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None:
        raise NotInScope("There is no such plan.", kept=NOTHING_CHANGED)
    if plan.state != PlanState.DRAFT:
        raise Conflict(
            f"This version is {PlanState.label_of(plan.state).lower()}; it stays as it is.", kept=NOTHING_CHANGED,
            next="Open the plan again to change it.",
        )  # fmt: skip
    return plan


def changed_meanwhile() -> Conflict:
    """The plan says something else than what the person had read."""
    return Conflict("The plan was changed while you read it.", kept=NOTHING_CHANGED, next="Read it again; then say so again.")


def open_meeting_of(youth: int) -> Meeting | None:
    """The meeting in session that has the youth on its agenda, inside an opened door."""
    return Meeting.objects.filter(state=MeetingState.OPEN.value, items__youth_id=youth).order_by("-held_on").first()


def plan_act(action: str, youth: YouthPlans, plan: Plan, fields: Sequence[str] = ()) -> Act:
    """What the log is told about a plan: names of parts, never what they say."""
    names = sorted({"planstep" if part.startswith("step-") else f"plan.{part}" for part in fields})
    return Act(
        action, "plan", subject=youth.number, youth=youth.youth, table=youth.table, fields=names,
        detail={"kind": plan.kind, "version": plan.version, "revision": plan.revision},
    )  # fmt: skip


def _first_words(youth: YouthPlans, kind: PlanKind, taken_over: OnFile | None) -> dict[str, Any]:
    if kind is PlanKind.AFTERCARE:
        return {"returning_on": youth.returning_on}
    known = {name: getattr(taken_over, name) for name in ("concerns", "stay_away", "youth_said")} if taken_over else {}
    return {"safe_adults": "\n".join(youth.trusted)[:1000], **known}


def _first_steps(youth: YouthPlans, kind: PlanKind, returning_on: date | None, taken_over: OnFile | None) -> list[Step]:
    if kind is not PlanKind.AFTERCARE:
        return steps_on_file(taken_over.steps) if taken_over else []
    due = due_back(returning_on, youth.days("aftercare_lead_days"), youth.standing.today)
    return [Step(0, point.label, due_on=due, code=point.value) for point in AftercareStep]


def _row(plan: Plan, step: Step, position: int) -> PlanStep:
    return PlanStep(
        plan=plan, table_id=plan.table_id, youth_id=plan.youth_id, code=step.code, what=step.what, who=step.who,
        owner_place=step.owner_place, due_on=step.due_on, position=position,
    )  # fmt: skip


def _said(row: PlanStep) -> Step:
    return Step(row.pk, row.what, row.who, row.owner_place, row.due_on, row.code)


def _save_steps(plan: Plan, writing: Writing, rows: Mapping[str, PlanStep]) -> None:
    """Change the steps of which the writer's words count, take out those that the writer took out, add the new ones."""
    typed = {f"step-{step.id}": step for step in writing.steps if step.id not in writing.taken_out}
    for part, row in rows.items():
        if part not in typed:
            row.delete()
            continue
        step = typed[part]
        row.what, row.who, row.owner_place, row.due_on = step.what, step.who, step.owner_place, step.due_on
        row.save(update_fields=["what", "who", "owner_place", "due_on"])
    last = max((row.position for row in plan.steps.all()), default=0)
    # A step that somebody else took out meanwhile, and whose words were chosen to stay, comes back as a new one.
    kept = [step for step in writing.steps if not step.id or _chosen_back(step, writing, plan)]
    PlanStep.objects.bulk_create(_row(plan, step, last + place) for place, step in enumerate(kept, start=1))


def _chosen_back(step: Step, writing: Writing, plan: Plan) -> bool:
    choice = writing.chosen.get(f"step-{step.id}")
    gone = step.id not in writing.taken_out and not plan.steps.filter(pk=step.id).exists()
    return gone and choice is not None and choice.side is Side.MINE


def _count_back(youth: YouthPlans, plan: Plan, before: date | None) -> None:
    """Points of the checklist without a day of their own follow the day on which the youth comes back."""
    if plan.kind != PlanKind.AFTERCARE or plan.returning_on == before:
        return
    days, today = youth.days("aftercare_lead_days"), youth.standing.today
    due, was = due_back(plan.returning_on, days, today), due_back(before, days, today)
    plan.steps.exclude(code="").filter(due_on=was).update(due_on=due)


def _touch(youth: YouthPlans, plan: Plan) -> None:
    plan.revision += 1
    plan.changed_by_id, plan.changed_at = youth.standing.person, clock.now()
    plan.save()
