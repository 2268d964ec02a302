"""A county's own workbook on its way into the record: hand it in, look at its mapping, load it, read what was wrong."""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safetynet.intake.actions.importer import Importer, access_importers
from safetynet.intake.actions.loading import Progress
from safetynet.intake.actions.mappings import accept_mapping, cancel_workbook, propose_for, save_mapping, staged_content
from safetynet.intake.actions.receive import open_workbook, receive_workbook
from safetynet.intake.models import WorkbookState
from safetynet.intake.queries.workbooks import PAGE, find_faults, find_mapping, find_progress, find_workbooks
from safetynet.intake.rules.drafts import FaultCode
from safetynet.intake.rules.fields import SheetKind
from safetynet.intake.rules.mapping import WorkbookMapping, from_document, to_document
from safetynet.kernel.faults import Fault
from safetynet.pages.loading import Loaded, load_next, try_loading
from safetynet.pages.mapping_form import read_form, sheet_lines, word_choices, word_lines
from safetynet.pages.paging import page_number, page_of
from safetynet.policy.door import Door

STATES = {state.value: state.label for state in WorkbookState}


@require_http_methods(["GET", "HEAD", "POST"])
def workbooks(request: HttpRequest) -> HttpResponse:
    """The workbooks of the table, and the form to hand one in."""
    importers = access_importers(request.door)
    chosen = request.POST.get("table", request.GET.get("table", ""))
    by = next((one for one in importers if str(one.table) == chosen), importers[0])
    fault = None
    if request.method == "POST":
        try:
            return HttpResponseRedirect(reverse("mapping", args=[_receive(request, by)]))
        except Fault as error:
            fault = error
    found = find_workbooks(request.door, by.table)
    context = {"importers": importers, "by": by, "found": found, "states": STATES, "fault": fault}
    return render(request, "pages/workbooks.html", context, status=400 if fault else 200)


def _receive(request: HttpRequest, by: Importer) -> int:
    file = request.FILES.get("file")
    if file is None:
        raise Fault("No file was chosen.", kept="Nothing was changed.", next="Choose the workbook and press “Read it”.")
    opened = open_workbook(file)
    return int(receive_workbook(door=request.door, by=by, file_name=file.name, opened=opened).pk)


@require_http_methods(["GET", "HEAD", "POST"])
def mapping(request: HttpRequest, workbook: int) -> HttpResponse:
    """What the sheets and columns of a workbook mean: proposed, changed, tried, saved, accepted."""
    door = request.door
    by, state = importer_of(door, workbook)
    if state["state"] != WorkbookState.READ.value:
        return _accepted_mapping(request, by, workbook, state)
    content = staged_content(door=door, by=by, workbook_id=workbook)
    chosen, anew = propose_for(door=door, by=by, sheets=content), False
    tried: Loaded | None = None
    fault: Fault | None = None
    if request.method == "POST":
        chosen, anew = read_form({name: request.POST[name] for name in request.POST}, chosen, content)
        try:
            if not anew:
                sent, tried = _do(request, by, workbook, from_document(to_document(chosen)))
                if sent is not None:
                    return sent
        except Fault as error:
            fault = error
    context = {
        "workbook": state,
        "sheets": sheet_lines(chosen, content),
        "kinds": SheetKind.choices(),
        "words": word_lines(chosen),
        "word_choices": word_choices(chosen),
        "anew": anew,
        "fault": fault,
        "tried": tried,
        "tried_counts": counts(tried.progress.tally) if tried else [],
        "may_change": True,
        "name": request.POST.get("name", ""),
    }
    return render(request, "pages/mapping.html", context, status=400 if fault else 200)


def _do(request: HttpRequest, by: Importer, workbook: int, chosen: WorkbookMapping) -> tuple[HttpResponse | None, Loaded | None]:
    """What the button said: where to go next, or what a trial told."""
    what, door = request.POST.get("do", ""), request.door
    if what == "load":
        accept_mapping(door=door, by=by, workbook_id=workbook, mapping=chosen)
        return HttpResponseRedirect(reverse("workbook", args=[workbook])), None
    if what == "try":
        return None, try_loading(door=door, by=by, workbook_id=workbook, mapping=chosen)
    if what == "save":
        saved = save_mapping(door=door, by=by, name=request.POST.get("name", ""), mapping=chosen)
        messages.success(request, f"The mapping is saved as “{saved.name}” and proposed for the next workbook that it fits.")
    return None, None


def _accepted_mapping(request: HttpRequest, by: Importer, workbook: int, state: Mapping[str, Any]) -> HttpResponse:
    """The mapping with which a workbook was loaded: to read and to save, not to change."""
    chosen = from_document(find_mapping(request.door, workbook)["mapping"])
    fault = None
    if request.method == "POST":
        try:
            _do(request, by, workbook, chosen) if request.POST.get("do") == "save" else None
        except Fault as error:
            fault = error
    context = {
        "workbook": state, "sheets": sheet_lines(chosen, []), "kinds": SheetKind.choices(), "words": word_lines(chosen)[:-3],
        "word_choices": word_choices(chosen), "anew": False, "fault": fault, "tried": None, "tried_counts": [],
        "may_change": False, "name": request.POST.get("name", ""),
    }  # fmt: skip
    return render(request, "pages/mapping.html", context, status=400 if fault else 200)


@require_safe
def mapping_file(request: HttpRequest, workbook: int) -> HttpResponse:
    """The accepted mapping as the file that the operator's tool reads."""
    importer_of(request.door, workbook)
    document = find_mapping(request.door, workbook)["mapping"]
    response = HttpResponse(json.dumps(document, indent=2, ensure_ascii=False), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="mapping-{workbook}.json"'
    return response


@require_safe
def workbook(request: HttpRequest, workbook: int) -> HttpResponse:
    """How far a workbook is; when it is loaded, what became of it and what was wrong."""
    _, state = importer_of(request.door, workbook)
    if state["state"] == WorkbookState.READ.value:
        return HttpResponseRedirect(reverse("mapping", args=[workbook]))
    if state["state"] == WorkbookState.LOADING.value:
        tally = state["tally"]
        turns = int(tally.get("turns", 0))
        progress = Progress(workbook, False, (state["next_turn"] or turns + 1) - 1, turns, tally)
        return render(request, "pages/loading.html", {"workbook": state, "progress": progress})
    code, page = request.GET.get("code", ""), page_number(request)
    faults = find_faults(request.door, workbook, code=code, page=page)
    shown = faults["by_code"].get(code, 0) if code else faults["count"]
    context = {
        "workbook": state,
        "states": STATES,
        "counts": counts(state["tally"]),
        "youths": sum(state["tally"].get(f"youths_{which}", 0) for which in ("new", "changed", "unchanged")),
        "left_out": state["tally"].get("left_out", []),
        "faults": faults,
        "codes": [(name, FaultCode.label_of(name), count) for name, count in sorted(faults["by_code"].items())],
        "code": code,
        "pages": page_of(request, page, shown, PAGE),
    }
    return render(request, "pages/workbook.html", context)


@require_POST
def step(request: HttpRequest, workbook: int) -> HttpResponse:
    """Load the next youths. A script asks for step after step; without one a person presses the button."""
    by, _ = importer_of(request.door, workbook)
    progress = load_next(door=request.door, by=by, workbook_id=workbook)
    if request.headers.get("HX-Request") != "true":
        return HttpResponseRedirect(reverse("workbook", args=[workbook]))
    response = render(request, "pages/loading_bar.html", {"progress": progress})
    if progress.done:
        response.headers["HX-Redirect"] = reverse("workbook", args=[workbook])
    return response


@require_POST
def stop(request: HttpRequest, workbook: int) -> HttpResponse:
    """Stop loading: what is loaded stays, the rest is taken away."""
    by, _ = importer_of(request.door, workbook)
    cancel_workbook(door=request.door, by=by, workbook_id=workbook)
    messages.info(request, "Stopped. What was loaded before stays in the record; hand the workbook in again to load the rest.")
    return HttpResponseRedirect(reverse("workbook", args=[workbook]))


def importer_of(door: Door, workbook: int) -> tuple[Importer, dict[str, Any]]:
    """The importer at the table of a workbook, and how far the workbook is. Raises Refused, NotInScope."""
    importers = access_importers(door)
    state = find_progress(door, workbook)
    return next(one for one in importers if one.table == state["table_id"]), state


def counts(tally: Mapping[str, Any]) -> list[tuple[str, int]]:
    """What was done, in words and numbers; what did not happen is left out, but for the youths."""
    words = (
        ("youths_new", "New youths"), ("youths_changed", "Youths changed"), ("youths_unchanged", "Youths unchanged"),
        ("claims_added", "Entries added"), ("claims_corrected", "Entries corrected"), ("claims_withdrawn", "Entries withdrawn"),
        ("meetings_new", "Past meetings"), ("attendance_new", "People at past meetings"),
        ("agenda_lines_new", "Lines of past agendas"), ("rows_settled_before", "Rows settled by a person before"),
        ("cells_waiting", "Rows with cells that wait for another role"), ("held_now", "Rows held for a person"),
        ("faults", "Faults told"),
    )  # fmt: skip
    return [(label, tally.get(name, 0)) for name, label in words if tally.get(name) or name.startswith("youths_")]
