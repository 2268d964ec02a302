"""The table's recommendations to the court: writing, adopting, withdrawing, the one page on paper."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from safetynet.kernel.dates import say_date
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.kernel.identifiers import read_id
from safetynet.meetings.actions.court import (
    WORDS,
    adopt_recommendation,
    change_recommendation,
    check_court_writer,
    draft_recommendation,
    print_recommendation,
    withdraw_recommendation,
)
from safetynet.meetings.forms import RecommendationForm, WithdrawalForm
from safetynet.meetings.models import RecommendationState
from safetynet.meetings.queries.court import RecommendationView, YouthCourt, find_court
from safetynet.meetings.rules.asking import why_not_ask
from safetynet.policy.grants import roles_with
from safetynet.policy.rules import decide
from safetynet.policy.vocabulary import Category, Relation, Verb


def court(request: HttpRequest, number: str) -> HttpResponse:
    """All recommendations about a youth, and a new one."""
    found = find_court(request.door, number)
    if request.method != "POST":
        return _overview(request, found, _new_form(found))
    check_court_writer(found)
    form = RecommendationForm(request.POST)
    if not form.is_valid():
        return _overview(request, found, form, status=400)
    try:
        draft_recommendation(door=request.door, court=found, values=form.cleaned_data)
    except (Refused, NotInScope):
        raise
    except Fault as fault:
        return _overview(request, found, form, fault, status=400)
    messages.success(request, "Saved as a draft. It is nobody's recommendation until the table adopts it.")
    return HttpResponseRedirect(reverse("court", args=[number]))


def recommendation(request: HttpRequest, number: str, recommendation: int) -> HttpResponse:
    """Change a draft; whoever saves second sees what the first wrote beside their own words."""
    found = find_court(request.door, number, action="open form" if request.method == "GET" else "send form")
    check_court_writer(found)
    said = found.one(recommendation)
    if request.method != "POST":
        if said.state is not RecommendationState.DRAFT:
            return HttpResponseRedirect(reverse("court", args=[number]))
        initial = {name: getattr(said, name) for name in (*WORDS, "revision")}
        return _write(request, found, said, RecommendationForm(initial=initial))
    form = RecommendationForm(request.POST)
    if not form.is_valid():
        return _write(request, found, said, form, status=400)
    revision = form.cleaned_data["revision"] or 0
    try:
        change_recommendation(
            door=request.door, court=found, recommendation=recommendation, revision=revision, values=form.cleaned_data
        )
    except (Refused, NotInScope):
        raise
    except Conflict as fault:
        now = find_court(request.door, number, action="send form").one(recommendation)
        form.data = form.data.copy()
        form.data["revision"] = str(now.revision)
        return _write(request, found, now, form, fault, newer=True, status=409)
    except Fault as fault:
        return _write(request, found, said, form, fault, status=400)
    messages.success(request, "Saved.")
    return HttpResponseRedirect(reverse("court", args=[number]))


def recommendation_state(request: HttpRequest, number: str, recommendation: int) -> HttpResponse:
    """Adopt or withdraw."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("court", args=[number]))
    found = find_court(request.door, number, action="send form")
    check_court_writer(found)
    said = found.one(recommendation)
    try:
        _do(request, found, said)
    except (Refused, NotInScope):
        raise
    except Fault as fault:
        status = 409 if isinstance(fault, Conflict) else 400
        found = find_court(request.door, number)
        return _overview(request, found, _new_form(found), fault, status=status)
    return HttpResponseRedirect(reverse("court", args=[number]))


def paper(request: HttpRequest, number: str, recommendation: int) -> HttpResponse:
    """The page for the court's file."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("court", args=[number]))
    found = find_court(request.door, number, action="open paper")
    pdf = print_recommendation(door=request.door, court=found, said=found.one(recommendation), fonts=settings.FONTS)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="recommendation-{number}-{recommendation}.pdf"'
    return response


def _do(request: HttpRequest, found: YouthCourt, said: RecommendationView) -> None:
    what = request.POST.get("what", "")
    if what == "adopt":
        revision = read_id(request.POST.get("revision", "")) or 0
        adopt_recommendation(door=request.door, court=found, said=said, revision=revision, fonts=settings.FONTS)
        messages.success(request, "Adopted. It stays as it is and can be printed for the court.")
    elif what == "withdraw":
        form = WithdrawalForm(request.POST)
        if not form.is_valid():
            raise Fault("Say why it is withdrawn.", kept="Nothing was changed.")
        withdraw_recommendation(door=request.door, court=found, said=said, reason=form.cleaned_data["reason"])
        messages.success(request, "Withdrawn. It stays on file, with the reason.")
    else:
        raise Refused("This cannot be done here.", kept="Nothing was changed.")


def _new_form(found: YouthCourt) -> RecommendationForm:
    return RecommendationForm(initial={"hearing_on": found.hearing_on})


def _overview(
    request: HttpRequest, found: YouthCourt, form: RecommendationForm, fault: Fault | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "court": found,
        "read": decide(found.standing, Verb.READ, Category.SAFETY_PLAN, found.row),
        "may_write": decide(found.standing, Verb.WRITE, Category.SAFETY_PLAN, found.row).allowed,
        "writers": [role.label for role in roles_with(Verb.WRITE, Category.SAFETY_PLAN, Relation.SEAT)],
        "may_ask": not why_not_ask(found.standing, found.row),
        "states": RecommendationState,
        "form": form,
        "fault": fault,
    }
    return render(request, "meetings/court.html", context, status=status)


def _write(
    request: HttpRequest, found: YouthCourt, said: RecommendationView, form: RecommendationForm, fault: Fault | None = None, *,
    newer: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    now = [(field.label, _shown(getattr(said, name))) for name, field in form.fields.items() if name in WORDS and newer]
    context = {"court": found, "said": said, "form": form, "fault": fault, "newer": now}
    return render(request, "meetings/recommendation.html", context, status=status)


def _shown(value: str | date) -> str:
    return say_date(value) if isinstance(value, date) else value or "(empty)"
