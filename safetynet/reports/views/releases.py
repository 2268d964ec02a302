"""The release register: propose, look at what everybody will see, approve or refuse; and what is published."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safetynet.audit.acts import Act
from safetynet.kernel.faults import NotInScope
from safetynet.kernel.suppression import MEANING
from safetynet.reports.actions.releases import decide_release, propose_release
from safetynet.reports.forms import DecisionForm, ReleaseForm
from safetynet.reports.models import ReleaseState
from safetynet.reports.queries.releases import find_published, find_release, find_releases
from safetynet.reports.queries.snapshots import find_snapshots
from safetynet.reports.rules.charts import chart_of
from safetynet.reports.rules.telling import method_card


@require_http_methods(["GET", "HEAD", "POST"])
def releases(request: HttpRequest) -> HttpResponse:
    """What was proposed, approved and refused; the form that proposes."""
    register = find_snapshots(request.door)
    form = ReleaseForm(request.POST or None, snapshots=[(one.code, f"{one.code}, {one.day}") for one in register.snapshots])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        snapshot = register.snapshot(given["snapshot"])
        made = propose_release(title=given["title"], measures=given["figures"], snapshot=snapshot, by=request.door)
        messages.success(request, f"Release {made.pk} is proposed. Somebody else looks at it and approves it.")
        return HttpResponseRedirect(reverse("release", args=[made.pk]))
    found = find_releases(request.door, Act("view", "releases", fields=["releases"]))
    context = {"found": found, "form": form, "register": register}
    return render(request, "reports/releases.html", context, status=400 if form.errors else 200)


@require_safe
def release(request: HttpRequest, number: int) -> HttpResponse:
    """One release as everybody will see it. Whoever decides sees no more than that."""
    found = find_release(request.door, number, Act("view", "release", str(number), fields=["told"]))
    shown = [
        {"figure": one, "rows": one.rows(), "drawing": chart_of(one), "method": method_card(one.measure), "study": []}
        for one in found.told
    ]
    context = {
        "found": found, "shown": shown, "report": {"origin": found.origin}, "form": DecisionForm(), "meaning": MEANING,
        "open": found.state is ReleaseState.PROPOSED, "own": found.proposed_by == request.door.reader.person,
    }  # fmt: skip
    return render(request, "reports/release.html", context)


@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Approve a release that somebody else proposed, or refuse it with a reason."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        raise NotInScope("A release is approved or refused.")
    given = form.cleaned_data
    found = decide_release(number=number, approve=given["decision"] == "approve", by=request.door, reason=given["reason"])
    messages.success(request, f"Release {found.id} is {found.state.label.lower()}.")
    return HttpResponseRedirect(reverse("release", args=[number]))


@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """The tables that were published, for whoever has signed in."""
    context = {"tables": find_published(request.door), "meaning": MEANING}
    return render(request, "reports/published.html", context)
