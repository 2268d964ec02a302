"""Closing a meeting: the checklist that must be whole first."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from safetynet.governance.rules import setting_number
from safetynet.kernel.dates import say_date
from safetynet.kernel.faults import Refused
from safetynet.kernel.identifiers import read_id
from safetynet.meetings import actions
from safetynet.meetings.actions.closing import (
    NOT_REACHED,
    access_closing,
    carry_waiting,
    confirm_attendance,
    confirm_read_back,
    holders,
    say_not_there,
)
from safetynet.meetings.models import CopyState, MeetingState
from safetynet.meetings.queries.agendas import Agenda
from safetynet.meetings.queries.closing import say_waiting
from safetynet.policy.rules import decide, may
from safetynet.policy.vocabulary import Category, Verb

from .found import access_agenda


def closing(request: HttpRequest, day: str) -> HttpResponse:
    """What must be whole before the meeting is closed; whoever keeps the meeting makes it so here."""
    agenda = access_agenda(request, day)
    if request.method == "POST":
        return _do(request, agenda, request.POST.get("what", ""))
    closing = access_closing(request.door, agenda.meeting)
    context = {
        "agenda": agenda,
        "closing": closing,
        "waiting": say_waiting(len(closing.waiting)),
        "moved": [line for line in closing.lines if not line.reached and line.goes_to],
        "may_write": may(agenda.standing, Verb.WRITE, Category.MEETING, agenda.row),
        "states": MeetingState,
        "copy_states": CopyState,
        "obstacles": {seat.seat: seat.obstacle for seat in agenda.seats},
        "hours": setting_number("after_meeting_hours", agenda.county_name, agenda.settings),
    }
    return render(request, "meetings/closing.html", context)


def _do(request: HttpRequest, agenda: Agenda, what: str) -> HttpResponse:
    decision = decide(agenda.standing, Verb.WRITE, Category.MEETING, agenda.row)
    if not decision:
        raise Refused(f"You may not close this meeting. {decision.why}", kept="Nothing was changed.")
    common = {"door": request.door, "meeting_id": agenda.meeting}
    here = reverse("closing", args=[agenda.held_on.isoformat()]) + f"?table={agenda.table}"
    if what == "not there":
        say_not_there(**common, seats=holders(agenda, read_id(request.POST.get("seat", ""))))
        return HttpResponseRedirect(here + "#attendance")
    if what == "attendance":
        confirm_attendance(**common)
        return HttpResponseRedirect(here + "#copies")
    if what in ("carry all", "carry", "defer"):
        _tell_when(request, agenda, what)
        return HttpResponseRedirect(here + "#waiting")
    if what == "read back":
        confirm_read_back(**common)
        return HttpResponseRedirect(here + "#close")
    if what == "close":
        actions.close_meeting(**common)
        return HttpResponseRedirect(reverse("minutes", args=[agenda.held_on.isoformat()]) + f"?table={agenda.table}")
    raise Refused("This cannot be done here.", kept="Nothing was changed.")


def _tell_when(request: HttpRequest, agenda: Agenda, what: str) -> None:
    """When the table speaks of those whose turn did not come, or why it does not."""
    common = {"door": request.door, "meeting_id": agenda.meeting}
    if what == "carry all":
        many, following = carry_waiting(**common)
        if following is not None:
            youths = "1 youth is" if many == 1 else f"{many} youths are"
            messages.success(request, f"{youths} on the agenda of {say_date(following.held_on)}, with the reasons they had.")
        return
    common["item_id"] = read_id(request.POST.get("item", "")) or 0
    if what == "carry":
        messages.success(request, f"On the agenda of {say_date(actions.carry_over(**common, why=NOT_REACHED).held_on)}.")
    else:
        actions.defer_item(**common, why=request.POST.get("why", ""))
