"""The register of snapshots, and what is measured how."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from safetynet.audit.acts import Act
from safetynet.reports.actions import make_snapshot
from safetynet.reports.forms import PurposeForm
from safetynet.reports.queries.snapshots import find_snapshots
from safetynet.reports.rules.definitions import DEFINITIONS
from safetynet.reports.rules.measures import MEASURES
from safetynet.reports.rules.telling import method_card


@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: HttpRequest) -> HttpResponse:
    """The snapshots that the reader may use, and the form that makes one."""
    form = PurposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = make_snapshot(purpose=form.cleaned_data["purpose"], by=request.door)
        messages.success(request, f"Snapshot {made.code} is made: {made.youths:,} youths.")
        return HttpResponseRedirect(reverse("figures", args=[made.code]))
    found = find_snapshots(request.door)
    return render(request, "reports/numbers.html", {"found": found, "form": form}, status=400 if form.errors else 200)


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """The method card of every measure, and the definitions by law."""
    with request.door.opened() as door:
        door.note(Act("view", "measures"))
    cards = [(measure, method_card(measure)) for measure in MEASURES.values()]
    return render(request, "reports/measures.html", {"cards": cards, "definitions": DEFINITIONS})
