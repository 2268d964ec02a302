"""A youth's safety plan and aftercare plan: reading them, writing the draft together, agreeing, opening again."""

from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from safetynet.kernel.codes import PlanKind
from safetynet.kernel.dates import say_date
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.kernel.identifiers import read_id
from safetynet.meetings.actions.agreeing import agree_plan
from safetynet.meetings.actions.plans import Clash, assent_to, begin_plan, check_writer, drop_plan, save_plan
from safetynet.meetings.forms import AgreeForm, PlanForm, ReopenForm
from safetynet.meetings.forms.plans import joined_form
from safetynet.meetings.models import PlanState
from safetynet.meetings.queries.plans import OnFile, PlanVersion, YouthPlans, find_plans
from safetynet.meetings.rules.plans import FIELDS, Step, digest, fields_of, plain, review_day, step_line
from safetynet.policy.rules import decide
from safetynet.policy.vocabulary import Category, Verb

_SLUGS = {kind.value.lower(): kind for kind in PlanKind}


@require_safe
def plans(request: HttpRequest, number: str) -> HttpResponse:
    """Both plans of a youth: what was agreed, what is being written, what was said before."""
    return _overview(request, find_plans(request.door, number))


def plan(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """Write the draft. Two who save at once come together; where both changed the same, they choose, and lose nothing."""
    which = _kind(kind)
    youth = find_plans(request.door, number, action="open form" if request.method == "GET" else "send form")
    check_writer(youth)
    draft = youth.draft(which)
    if draft is None:
        if request.method == "POST":
            raise Fault(
                "This plan is not being written any more.", kept="What you typed is still there when you go back.",
                next="Look at the plan; then open it again.",
            )  # fmt: skip
        return HttpResponseRedirect(reverse("plans", args=[number]))
    if request.method != "POST":
        return _write(request, youth, draft, PlanForm(draft, youth.places, youth.trusted))
    form = PlanForm(draft, youth.places, youth.trusted, request.POST, first_day=youth.first_day)
    if not form.is_valid():
        return _write(request, youth, draft, form, status=400)
    try:
        merged = save_plan(door=request.door, youth=youth, draft=draft, writing=form.writing())
    except Clash as clash:
        youth = find_plans(request.door, number, action="send form")
        now = youth.draft(which) or draft
        joined = joined_form(form.writing(), now, clash.parts, youth.places, youth.trusted)
        return _write(request, youth, now, joined, fault=clash, clashes=_clashes(clash, youth, now, form), status=409)
    others = " What others saved meanwhile is in it too." if merged.joined else ""
    messages.success(request, f"Saved.{others}")
    return HttpResponseRedirect(reverse("plan", args=[number, kind]))


def plan_state(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """Begin, open again, say that the own agency agrees, mark as agreed, give up."""
    which = _kind(kind)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("plans", args=[number]))
    youth = find_plans(request.door, number, action="send form")
    _check_reader(youth)
    try:
        return HttpResponseRedirect(_do(request, youth, which, request.POST.get("what", "")))
    except (Refused, NotInScope):
        raise
    except Fault as fault:
        return _overview(request, find_plans(request.door, number), fault)


def _do(request: HttpRequest, youth: YouthPlans, kind: PlanKind, what: str) -> str:
    writing = reverse("plan", args=[youth.number, kind.value.lower()])
    if what in ("begin", "open again"):
        form = ReopenForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        begin_plan(door=request.door, youth=youth, kind=kind, reason=reason, taken_over=_taken_over(request, youth, kind))
        return writing
    draft = youth.draft(kind)
    if draft is None:
        raise Fault("This plan is not being written any more.", kept="Nothing was changed.", next="Read it below.")
    revision = read_id(request.POST.get("revision", "")) or 0
    if what == "assent":
        assent_to(door=request.door, youth=youth, draft=draft, revision=revision)
        messages.success(request, f"{youth.standing.agency_name} agrees to this wording.")
    elif what == "drop":
        drop_plan(door=request.door, youth=youth, draft=draft)
        messages.success(request, "The draft is given up.")
    elif what == "agree":
        form = AgreeForm(request.POST)
        if not form.is_valid():
            raise Fault("Say on which day it was agreed and when it is reviewed.", kept="Nothing was changed.")
        agree_plan(door=request.door, youth=youth, draft=draft, **form.cleaned_data)
        left = youth.leaving(draft) if kind is PlanKind.SAFETY else []
        gone = f" Left the face sheet: {'; '.join(left)}." if left else ""
        messages.success(request, f"Agreed. Each step that a place at the table owns is now a follow-up of that place.{gone}")
    else:
        raise Refused("This cannot be done here.", kept="Nothing was changed.")
    return reverse("plans", args=[youth.number])


def _taken_over(request: HttpRequest, youth: YouthPlans, kind: PlanKind) -> OnFile | None:
    """The plan on file from which the draft begins, if the button says one. Raises Fault when it does not count any more."""
    asked = request.POST.get("from", "")
    if not asked:
        return None
    found = next((each for each in youth.besides(kind) if str(each.id) == asked), None)
    if found is None:
        raise Fault("This plan does not stand on the file any more.", kept="Nothing was changed.", next="Read what stands there.")
    return found


def _kind(slug: str) -> PlanKind:
    if slug not in _SLUGS:
        raise NotInScope("There is no such kind of plan.")
    return _SLUGS[slug]


def _check_reader(youth: YouthPlans) -> None:
    decision = decide(youth.standing, Verb.READ, Category.SAFETY_PLAN, youth.row)
    if not decision:
        raise Refused(f"Plans are not shared with you. {decision.why}", kept="Nothing was changed.")


def _overview(request: HttpRequest, youth: YouthPlans, fault: Fault | None = None) -> HttpResponse:
    context = {
        "youth": youth,
        "read": decide(youth.standing, Verb.READ, Category.SAFETY_PLAN, youth.row),
        "may_write": decide(youth.standing, Verb.WRITE, Category.SAFETY_PLAN, youth.row).allowed,
        "may_assent": youth.table in youth.standing.seats,
        "kinds": [_of_kind(youth, kind) for kind in PlanKind],
        "fault": fault,
    }
    status = 200 if fault is None else 409 if isinstance(fault, Conflict) else 400
    return render(request, "meetings/plans.html", context, status=status)


def _of_kind(youth: YouthPlans, kind: PlanKind) -> dict[str, Any]:
    standing = [one for one in youth.of(kind) if one.state is not PlanState.DROPPED]
    before = {after.id: earlier for earlier, after in pairwise(standing)}
    told = {one.id: _version(youth, one, before.get(one.id)) for one in standing}
    draft, agreed = youth.draft(kind), youth.agreed(kind)
    return {
        "slug": kind.value.lower(),
        "title": kind.label,
        "draft": told[draft.id] if draft else None,
        "agreed": told[agreed.id] if agreed else None,
        "earlier": [told[one.id] for one in reversed(standing) if one.state is PlanState.REPLACED],
        "agree": _agree_form(youth, draft) if draft else None,
        "on_file": youth.besides(kind),
        "leaving": youth.leaving(draft) if draft and kind is PlanKind.SAFETY else [],
    }


def _agree_form(youth: YouthPlans, draft: PlanVersion) -> AgreeForm:
    today = youth.standing.today
    review = draft.review_on or review_day(today, youth.days("plan_review_days"))
    initial = {"revision": draft.revision, "agreed_on": today, "review_on": review}
    return AgreeForm(initial=initial, prefix="", auto_id=f"{draft.kind.value.lower()}_%s")


def _version(youth: YouthPlans, one: PlanVersion, before: PlanVersion | None) -> dict[str, Any]:
    """One version as the page tells it, with what changed from the one before."""
    return {
        "plan": one,
        "state": one.state.label,
        "says": [(FIELDS[name], _shown(one.values[name])) for name in fields_of(one.kind) if one.values[name]],
        "steps": [(step, youth.owner(step)) for step in one.steps],
        "before": before.version if before else None,
        "changes": youth.changed(before, one) if before else [],
    }


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else say_date(value)


def _write(
    request: HttpRequest, youth: YouthPlans, draft: PlanVersion, form: PlanForm, *, fault: Fault | None = None,
    clashes: dict[str, dict[str, str]] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    blank = {f"step-{step.id}" for step in draft.steps if step.blank}
    context = {
        "youth": youth, "draft": draft, "form": form, "fault": fault, "clashes": clashes or {}, "blank": blank,
        "kind": draft.kind.label, "slug": draft.kind.value.lower(),
    }  # fmt: skip
    return render(request, "meetings/plan.html", context, status=status)


def _clashes(clash: Clash, youth: YouthPlans, now: PlanVersion, form: PlanForm) -> dict[str, dict[str, str]]:
    """For each part that both changed: its name, what it says now and what this person typed, side by side."""
    typed, theirs = form.writing(), now.parts()
    steps_now, steps_typed = {step.id: step for step in now.steps}, {step.id: step for step in typed.steps if step.id}
    told = {}
    for part in clash.parts:
        number = read_id(part.partition("-")[2]) if part.startswith("step-") else None
        if number is not None:
            mine = None if number in typed.taken_out else steps_typed.get(number)
            said = (_step(youth, steps_now.get(number)), _step(youth, mine))
        else:
            said = (plain(now.values[part]), plain(typed.values[part]))
        told[part] = {
            "label": FIELDS.get(part, "A step"), "theirs": said[0] or "(empty)", "mine": said[1] or "(empty)",
            "shown": digest(theirs.get(part, "")),
        }  # fmt: skip
    return told


def _step(youth: YouthPlans, step: Step | None) -> str:
    return step_line(step, youth.owner(step)) if step is not None else "(taken out)"
