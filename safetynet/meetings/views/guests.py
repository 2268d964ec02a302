"""Guests of a meeting: proposed, objected to, admitted, in the room; and the youths who wait until none is there."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from safetynet.governance.rules import setting_number
from safetynet.kernel.faults import Refused
from safetynet.kernel.identifiers import read_id
from safetynet.meetings.actions import guests as actions
from safetynet.meetings.forms import GuestForm, SignedForm
from safetynet.meetings.models import GuestState, MeetingState
from safetynet.meetings.queries.agendas import Agenda
from safetynet.meetings.queries.guests import find_guests
from safetynet.policy.rules import may
from safetynet.policy.vocabulary import Category, Verb

from .found import access_agenda


def guests(request: HttpRequest, day: str) -> HttpResponse:
    """The page: members propose, object and mark; the coordinator writes down what the table decided and who is there."""
    agenda = access_agenda(request, day)
    form = GuestForm()
    if request.method == "POST":
        if request.POST.get("what") == "propose":
            form = GuestForm(request.POST)
        if not form.is_bound or form.is_valid():
            _do(request, agenda, request.POST.get("what", ""), form)
            return HttpResponseRedirect(f"{reverse('guests', args=[day])}?table={agenda.table}")
    context = {
        "agenda": agenda,
        "found": find_guests(request.door, agenda),
        "form": form,
        "signed": SignedForm(),
        "states": GuestState,
        "open": agenda.state is MeetingState.OPEN,
        "closed": agenda.state is MeetingState.CLOSED,
        "may_decide": may(agenda.standing, Verb.WRITE, Category.MEETING, agenda.row) and agenda.state is not MeetingState.CLOSED,
        "may_speak": may(agenda.standing, Verb.WRITE, Category.ROOM, agenda.row) and agenda.state is not MeetingState.CLOSED,
        "enough": setting_number("guest_objections", agenda.county_name, agenda.settings),
    }
    return render(request, "meetings/guests.html", context)


def _do(request: HttpRequest, agenda: Agenda, what: str, form: GuestForm) -> None:
    """One act, as the buttons of the page send it."""
    common: dict[str, Any] = {"door": request.door, "agenda": agenda}
    if what == "propose":
        actions.propose_guest(**common, values=form.cleaned_data)
        return
    if what in ("mark", "lift"):
        _mark(request, common, what)
        return
    common["proposal_id"] = read_id(request.POST.get("proposal", "")) or 0
    why = request.POST.get("why", "")
    plain: dict[str, Callable[..., object]] = {
        "withdraw": actions.withdraw_proposal,
        "withdraw objection": actions.withdraw_objection,
        "come in": actions.come_in,
        "leave": actions.leave,
    }
    if what in plain:
        plain[what](**common)
    elif what == "object":
        actions.object_to(**common, why=why)
    elif what == "admit":
        actions.decide_on_guest(**common, state=GuestState.ADMITTED)
    elif what == "refuse":
        actions.decide_on_guest(**common, state=GuestState.REFUSED, why=why)
    elif what == "sign":
        _sign(request, common)
    else:
        raise Refused("This cannot be done here.", kept="Nothing was changed.")


def _mark(request: HttpRequest, common: dict[str, Any], what: str) -> None:
    if what == "mark":
        actions.mark_youth(**common, item_id=read_id(request.POST.get("item", "")) or 0)
    else:
        actions.lift_mark(**common, mark_id=read_id(request.POST.get("mark", "")) or 0)


def _sign(request: HttpRequest, common: dict[str, Any]) -> None:
    form = SignedForm(request.POST)
    if form.is_valid():
        actions.sign_form(**common, on=form.cleaned_data["day"])
    else:
        messages.error(request, f"That day cannot be read: {form.errors['day'][0]}")
