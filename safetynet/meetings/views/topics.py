"""Topics of policy on an agenda, as the forms of its page send them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from safetynet.kernel.faults import Refused
from safetynet.kernel.identifiers import read_id
from safetynet.meetings.actions import topics as actions
from safetynet.meetings.forms import TopicForm
from safetynet.meetings.queries.agendas import Agenda

from .agenda import agencies_at, to_meeting
from .found import access_agenda


def topics(request: HttpRequest, day: str) -> HttpResponse:
    """Add, change, move, conclude; then back to the agenda."""
    agenda = access_agenda(request, day)
    if request.method == "POST":
        _do(request, agenda, request.POST.get("what", ""))
    return to_meeting(day, agenda.table)


def _do(request: HttpRequest, agenda: Agenda, what: str) -> None:
    common: dict[str, Any] = {"door": request.door, "agenda": agenda}
    if what == "add":
        values = _values(request, agenda)
        if values is not None:
            actions.add_topic(**common, values=values)
        return
    common["topic_id"] = read_id(request.POST.get("topic", "")) or 0
    if what in ("up", "down"):
        actions.move_topic(**common, steps=-1 if what == "up" else 1)
    elif what == "conclude":
        actions.conclude_topic(**common, conclusion=request.POST.get("conclusion", ""))
    elif what == "change":
        values = _values(request, agenda)
        if values is not None:
            actions.change_topic(**common, values=values)
    else:
        raise Refused("This cannot be done here.", kept="Nothing was changed.")


def _values(request: HttpRequest, agenda: Agenda) -> dict[str, Any] | None:
    """What was typed; None with a message when it cannot be a topic."""
    form = TopicForm(request.POST)
    form.fields["raised_by"].choices = [("", ""), *agencies_at(agenda)]  # type: ignore[attr-defined]
    if form.is_valid():
        return form.cleaned_data
    name, said = next(iter(form.errors.items()))
    messages.error(request, f"The topic was not kept ({name}): {said[0]}")
    return None
