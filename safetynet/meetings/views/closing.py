"""Closing a meeting: the checklist that must be whole first."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from safetynet.governance.rules import setting_number
from safetynet.kernel.faults import Refused
from safetynet.kernel.identifiers import read_id
from safetynet.meetings import actions
from safetynet.meetings.actions.closing import access_closing, confirm_attendance, confirm_read_back, holders, say_not_there
from safetynet.meetings.models import CopyState, MeetingState
from safetynet.meetings.queries.agendas import Agenda
from safetynet.policy.rules import decide, may
from safetynet.policy.vocabulary import Category, Verb

from .found import access_agenda


def closing(request: HttpRequest, day: str) -> HttpResponse:
    """What must be whole before the meeting is closed; whoever keeps the meeting makes it so here."""
    agenda = access_agenda(request, day)
    if request.method == "POST":
        return _do(request, agenda, request.POST.get("what", ""))
    context = {
        "agenda": agenda,
        "closing": access_closing(request.door, agenda.meeting),
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
    if what == "read back":
        confirm_read_back(**common)
        return HttpResponseRedirect(here + "#close")
    if what == "close":
        actions.close_meeting(**common)
        return HttpResponseRedirect(reverse("minutes", args=[agenda.held_on.isoformat()]) + f"?table={agenda.table}")
    raise Refused("This cannot be done here.", kept="Nothing was changed.")
