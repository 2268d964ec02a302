"""The minutes of a meeting: on the page, on paper, without names for agencies, and what is added to them later."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from safetynet.kernel import clock
from safetynet.kernel.codes import StatementKind
from safetynet.kernel.faults import Conflict, NotInScope, Refused
from safetynet.kernel.identifiers import AgencyId, read_id
from safetynet.meetings.actions.addenda import Addendum, add_addendum
from safetynet.meetings.actions.minutes_paper import set_minutes, set_nameless
from safetynet.meetings.forms import AddendumForm
from safetynet.meetings.models import MeetingState
from safetynet.meetings.queries.minutes import PRINT, VIEW, Minutes, find_minutes
from safetynet.meetings.queries.nameless import Nameless, without_names
from safetynet.policy.rules import decide, may
from safetynet.policy.vocabulary import Category, Verb

from .found import access_agenda

FOR_AGENCIES = "agencies"


def minutes(request: HttpRequest, day: str) -> HttpResponse:
    """The minutes as this reader may know them; with ``?for=agencies`` without names. What is added to them is sent here."""
    if request.GET.get("for") == FOR_AGENCIES:
        return _without_names(request, day)
    found = _access(request, day, VIEW)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        return _add(request, found, form)
    context = {
        "minutes": found,
        "form": form if any(line.may_add for line in found.lines) else None,
        "correcting": form["supersedes"].value(),
        "may_write": _keeps(found),
        "kinds": StatementKind,
    }
    return render(request, "meetings/minutes.html", context, status=400 if form.errors else 200)


@require_safe
def minutes_pdf(request: HttpRequest, day: str) -> HttpResponse:
    """The same on paper, without the words of statements: the minutes say who shared, not what (field facts 7.4)."""
    if request.GET.get("for") == FOR_AGENCIES:
        found, nameless = _access_nameless(request, day, PRINT)
        pdf, name = set_nameless(found, nameless, settings.FONTS), f"minutes-without-names-{day}.pdf"
    else:
        found = _access(request, day, PRINT)
        pdf, name = set_minutes(found, settings.FONTS), f"minutes-{day}.pdf"
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _access(request: HttpRequest, day: str, action: str, form: str = "minutes") -> Minutes:
    agenda = access_agenda(request, day)
    if agenda.state is not MeetingState.CLOSED:
        raise Conflict("There are no minutes before a meeting is closed.", next="Look at its agenda.")
    found = find_minutes(request.door, agenda.meeting, action, form)
    if found is None:
        raise NotInScope("There is no such meeting at your table.")
    return found


def _access_nameless(request: HttpRequest, day: str, action: str) -> tuple[Minutes, Nameless]:
    """The version for agencies. It counts what its maker may read, so only the coordinator makes it."""
    found = _access(request, day, action, "minutes without names")
    decision = decide(found.standing, Verb.WRITE, Category.MEETING, found.row)
    if not decision:
        raise Refused(f"You may not make the minutes for agencies. {decision.why}", next="The coordinator sends them.")
    return found, without_names(found)


def _without_names(request: HttpRequest, day: str) -> HttpResponse:
    if request.method == "POST":
        raise Refused("Nothing is added to the minutes without names.", kept="Nothing was added.")
    found, nameless = _access_nameless(request, day, VIEW)
    return render(request, "meetings/minutes_nameless.html", {"minutes": found, "nameless": nameless})


def _form(request: HttpRequest, found: Minutes) -> AddendumForm:
    lines = [line for line in found.lines if line.may_add]
    choices = {
        "youths": [("", "Choose"), *((line.decided.item, _name(line.decided)) for line in lines)],
        "agencies": [("", "Choose"), *((agency["id"], agency["name"]) for agency in found.agencies)],
    }
    if request.method == "POST":
        return AddendumForm(request.POST, **choices)
    initial: dict[str, Any] = {"taken_on": min(found.held_on, clock.today()), "submission": uuid4(), "kind": "SAID"}
    correct = read_id(request.GET.get("correct", ""))
    for line in lines:
        for said in line.said:
            if said.id == correct and said.mine:
                initial |= {"item": line.decided.item, "category": said.category.value, "text": said.text,
                            "kind": said.kind.value, "supersedes": said.id}  # fmt: skip
    return AddendumForm(initial=initial, **choices)


def _add(request: HttpRequest, found: Minutes, form: AddendumForm) -> HttpResponse:
    said = form.cleaned_data
    words = Addendum(
        AgencyId(said["shared_by"]), StatementKind(said["kind"]), Category(said["category"]), said["text"], said["taken_on"],
        said["supersedes"], said["submission"],
    )  # fmt: skip
    add_addendum(door=request.door, minutes=found, item_id=said["item"], words=words)
    messages.success(request, "Added to the minutes, with today's date.")
    return HttpResponseRedirect(reverse("minutes", args=[found.held_on.isoformat()]) + f"?table={found.table}")


def _keeps(found: Minutes) -> bool:
    return may(found.standing, Verb.WRITE, Category.MEETING, found.row)


def _name(line: Any) -> str:
    return f"{line.place}. {line.name} ({line.number})" if line.name else f"{line.place}. {line.number}"
