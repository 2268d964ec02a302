"""What a workbook leaves for a person: rows that wait, and youths who look like the same person."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from safetynet.intake.actions.importer import access_importers
from safetynet.intake.actions.settling import Settled
from safetynet.intake.queries.workbooks import PAGE, find_duplicates, find_held
from safetynet.intake.rules.fields import SheetKind
from safetynet.kernel.faults import Fault, NotInScope
from safetynet.pages.loading import settle_row
from safetynet.pages.paging import page_number, page_of
from safetynet.policy.vocabulary import Category
from safetynet.youths.actions import tell_apart

KINDS = {kind.value: kind.label for kind in SheetKind}
_LONG = 60


@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """The rows that wait for a person, at every table whose workbooks the reader loads."""
    page = page_number(request)
    lists = [(by, find_held(request.door, by.table, page=page)) for by in access_importers(request.door)]
    context = {
        "lists": lists,
        "kinds": KINDS,
        "categories": {category.value: category.label for category in Category},
        "pages": page_of(request, page, max(found["count"] for _, found in lists), PAGE),
    }
    return render(request, "pages/held.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def held_row(request: HttpRequest, row: int) -> HttpResponse:
    """One row that waits: what was wrong, its cells to mend, or set it aside."""
    door = request.door
    by, found = _find_row(request, row)
    fields = _fields(found)
    fault: Fault | None = None
    if request.method == "POST":
        typed = {header: request.POST.get(f"cell-{place}", value) for place, (header, value, _) in enumerate(fields)}
        try:
            settled = settle_row(door=door, by=by, held_id=row, values=None if request.POST.get("do") == "aside" else typed)
            messages.success(request, _say(settled, found)) if settled.loaded or settled.set_aside else None
            if settled.loaded or settled.set_aside:
                return HttpResponseRedirect(reverse("held"))
            _, found = _find_row(request, row)
            fault = Fault("The row still cannot be loaded.", kept="What you typed is kept.", next="Look at what is said below.")
        except Fault as error:
            fault = error
        fields = [(header, typed[header], long) for header, _, long in fields]
    context = {
        "row": found,
        "kind": KINDS[found["kind"]],
        "waits_for": Category(found["waits_for"]).label if found["waits_for"] else "",
        "fields": [(place, header, value, long, _faults_of(found, header)) for place, (header, value, long) in enumerate(fields)],
        "fault": fault,
    }
    return render(request, "pages/held_row.html", context, status=400 if fault else 200)


def _find_row(request: HttpRequest, row: int) -> tuple[Any, dict[str, Any]]:
    for by in access_importers(request.door):
        rows = find_held(request.door, by.table, held_id=row)["rows"]
        if rows:
            return by, rows[0]
    raise NotInScope("This row does not wait any more, or it is not yours.", next="Choose one from the list of rows that wait.")


def _fields(found: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    """The cells of a row in the order of the sheet; blank ones too, because a blank may be what is wrong."""
    values = found["values"]
    headers = (
        list(values) if found["waits_for"] else [*found["headers"], *(each for each in values if each not in found["headers"])]
    )
    return [(header, values.get(header, ""), len(values.get(header, "")) > _LONG) for header in headers]


def _faults_of(found: Mapping[str, Any], header: str) -> list[Mapping[str, Any]]:
    return [fault for fault in found["faults"] if fault["column"] == header]


def _say(settled: Settled, found: Mapping[str, Any]) -> str:
    place = f"Row {found['row']} of “{found['sheet']}”"
    if settled.set_aside:
        return f"{place} is set aside. The same row in a later workbook is left alone too."
    more = f" {settled.waiting_for_it} rows that waited for it are loaded too." if settled.waiting_for_it else ""
    return f"{place} is loaded.{more}"


@require_http_methods(["GET", "HEAD", "POST"])
def duplicates(request: HttpRequest) -> HttpResponse:
    """Youths who look like the same person. A person says that they are not; nothing is merged."""
    importers = access_importers(request.door)
    if request.method == "POST" and request.POST.get("pair", "").isdecimal():
        different = request.POST.get("do") != "open"
        tell_apart(door=request.door, pair_id=int(request.POST["pair"]), different=different, by=importers[0].author.person)
        messages.success(request, "Kept: they are different people." if different else "The pair is open again.")
        return HttpResponseRedirect(reverse("duplicates"))
    pairs = [pair for by in importers for pair in find_duplicates(request.door, by.table)["pairs"]]
    groups = [
        ("To look at", [pair for pair in pairs if not pair["different"]]),
        ("Different people", [pair for pair in pairs if pair["different"]]),
    ]
    return render(request, "pages/duplicates.html", {"groups": groups})
