"""The table's meetings, the agenda page, and the packet's copies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from safetynet.governance.rules import setting_number
from safetynet.kernel import clock
from safetynet.kernel.codes import AgendaSection, MeetingKind
from safetynet.kernel.faults import Refused
from safetynet.kernel.identifiers import TableId, read_id
from safetynet.kernel.periods import age_on
from safetynet.meetings import actions
from safetynet.meetings.actions.copies import explain_copy, return_all, return_copy, say_missing
from safetynet.meetings.actions.packet import issue_copies, press
from safetynet.meetings.actions.prepare import next_to_prepare, prepare, propose, review_by
from safetynet.meetings.forms import CopiesForm, LineForm, MeetingDayForm
from safetynet.meetings.models import CopyState, MeetingState
from safetynet.meetings.queries.agendas import Agenda, AgendaLine, find_candidates, find_meetings
from safetynet.meetings.rules.compose import Candidate, minutes_each, over_capacity, under_headings
from safetynet.meetings.rules.days import before_opening, what_is_open
from safetynet.meetings.rules.packet import Papers
from safetynet.policy.grants import roles_with
from safetynet.policy.rules import Standing, may
from safetynet.policy.vocabulary import Category, Relation, Verb

from .found import access_agenda

_NUMBER = re.compile(r"[0-9]{2}-[0-9]{4,7}")
OTHERS_SHOWN = 100
"""How many others with a reason one page lists, most urgent first; it counts all of them."""


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """The table's meetings, and the next one to prepare."""
    found = find_meetings(request.door)
    standing, tables = found["standing"], found["tables"]
    closed = {each["held_on"] for each in found["meetings"] if each["state"] == MeetingState.CLOSED}
    upcoming = next_to_prepare(tables[0]["meets_on"], clock.today(), closed) if tables else None
    days = max((setting_number("paper_days", each["county_name"], each["settings"]) for each in tables), default=0)
    context = {
        **found,
        "paper_days": days,
        "paper_first": clock.today() - timedelta(days=days),
        "paper_last": clock.today() - timedelta(days=1),
        "states": {state.value: state.label for state in MeetingState},
        "upcoming": upcoming,
        "kinds": MeetingKind.choices(),
        "upcoming_kind": next((each["kind"] for each in found["meetings"] if each["held_on"] == upcoming), MeetingKind.WEEKLY),
        "prepared": {meeting["held_on"] for meeting in found["meetings"]},
        "may_prepare": bool(tables) and _may_prepare_any(standing),
    }
    return render(request, "meetings/meetings.html", context)


def prepare_meeting(request: HttpRequest) -> HttpResponse:
    """Compose the proposal for a day."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("meetings"))
    form = MeetingDayForm(request.POST)
    if not form.is_valid():
        why = form.errors["day"][0] if "day" in form.errors else "choose a table"
        messages.error(request, f"That day cannot be read: {why}")
        return HttpResponseRedirect(reverse("meetings"))
    day = form.cleaned_data["day"]
    chosen = form.cleaned_data["table"]
    kind = MeetingKind(form.cleaned_data["kind"]) if form.cleaned_data["kind"] else None
    prepare(door=request.door, day=day, table_id=TableId(chosen) if chosen is not None else None, kind=kind)
    return to_meeting(day.isoformat(), chosen)


def meeting(request: HttpRequest, day: str) -> HttpResponse:
    """The agenda of one meeting: the coordinator changes it here, everybody else reads it."""
    agenda = access_agenda(request, day)
    may_write = may(agenda.standing, Verb.WRITE, Category.MEETING, agenda.row)
    if request.method == "POST":
        changed = _change(request, agenda)
        return to_meeting(day, agenda.table if request.GET.get("table") else None, changed)
    changeable = may_write and agenda.state in (MeetingState.DRAFT, MeetingState.PUBLISHED)
    others = []
    if changeable and agenda.has_youths:
        others = _others(request, agenda)
    context = {
        "agenda": agenda,
        "state": agenda.state.label,
        "states": MeetingState,
        "allowed": what_is_open(agenda.state.value, agenda.kind),
        "asks": before_opening(agenda.held_on, clock.today()),
        "in_session": may_write and agenda.state is MeetingState.OPEN,
        "may_joint": may_write and agenda.state is not MeetingState.CLOSED and bool(agenda.elsewhere),
        "agencies": agencies_at(agenda),
        "sections": under_headings([(each["line"].section, each) for each in _lines(agenda, agenda.lines)]),
        "deferred": _lines(agenda, agenda.deferred),
        "section_choices": AgendaSection.choices(),
        "minutes_each": minutes_each(agenda.minutes, len(agenda.lines)),
        "over": over_capacity(len(agenda.lines), agenda.capacity),
        "may_write": may_write,
        "changeable": changeable,
        "went": went if _NUMBER.fullmatch(went := request.GET.get("went", "")) else "",
        "focus": (read_id(request.GET.get("line", "")), request.GET.get("did", "")),
        "partners": [one for one in others if one.asked_for],
        "others": [one for one in others if not one.asked_for][:OTHERS_SHOWN],
        "others_count": sum(1 for one in others if not one.asked_for),
        "seats": agenda.seats,
        "papers": Papers,
        "copy_states": CopyState,
        "previous": (agenda.held_on - timedelta(days=7)).isoformat(),
        "following": (agenda.held_on + timedelta(days=7)).isoformat(),
    }
    return render(request, "meetings/agenda.html", context)


def state(request: HttpRequest, day: str) -> HttpResponse:
    """Publish, take back, open; check members in and out; say of a copy that it is back, missing, or why."""
    agenda = access_agenda(request, day)
    if request.method == "POST":
        _do(request, agenda, request.POST.get("what", ""))
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=204)
        if request.POST.get("back") == "room":
            return HttpResponseRedirect(f"{reverse('room', args=[day])}?table={agenda.table}")
        if request.POST.get("back") == "closing":
            return HttpResponseRedirect(reverse("closing", args=[day]) + f"?table={agenda.table}#copies")
    return to_meeting(day, agenda.table)


def packet(request: HttpRequest, day: str) -> HttpResponse:
    """Print copies: one PDF with the chosen seats' copies, each made out to its holder, with sheets for notes if wanted."""
    agenda = access_agenda(request, day)
    if request.method != "POST":
        return to_meeting(day, agenda.table)
    form = CopiesForm(request.POST)
    form.fields["seats"].choices = [(seat.seat, seat.name) for seat in agenda.seats]
    if not form.is_valid():
        messages.error(request, "Choose at least one seat to print for.")
        return to_meeting(day, agenda.table)
    chosen = [seat for seat in agenda.seats if seat.seat in form.cleaned_data["seats"]]
    papers = Papers(form.cleaned_data["papers"] or Papers.PACKET)
    issued = issue_copies(door=request.door, agenda=agenda, seats=chosen, by=agenda.standing.person, press=press(), papers=papers)
    response = HttpResponse(issued.pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="packet-{day}.pdf"'
    return response


def _others(request: HttpRequest, agenda: Agenda) -> Sequence[Candidate]:
    """Who has a reason and does not stand on the agenda, most urgent first."""
    on_agenda = {line.youth for line in (*agenda.lines, *agenda.deferred)}
    return propose(MeetingKind.WEEKLY, [one for one in _candidates(request, agenda) if one.youth not in on_agenda], 0).others


def _candidates(request: HttpRequest, agenda: Agenda) -> Sequence[Candidate]:
    """Who has a reason to be on this agenda, by the rules of its kind."""
    return find_candidates(
        request.door, agenda.table, agenda.held_on, agenda.county_name, agenda.settings, review_by(agenda.kind, agenda.held_on)
    )


def agencies_at(agenda: Agenda) -> list[tuple[int, str]]:
    """The agencies that sit at the table, for the choice of which one raised a topic."""
    return sorted({(seat.agency_id, seat.agency) for seat in agenda.seats}, key=lambda each: each[1])


@dataclass(frozen=True, slots=True)
class Changed:
    """The line at which the coordinator goes on, and the button there that has the focus; none: the line itself.
    ``went``: the number of the youth who was put on a later agenda, which can be undone."""

    line: int | None
    did: str = ""
    went: str = ""


def to_meeting(day: str, table: int | None, changed: Changed | None = None) -> HttpResponse:
    """On to the page of that day's meeting, at the table that is meant; after a change to the line that was changed.

    The page gives the focus there by itself, which brings the line into view without a script. An address that also names a
    part of the page would keep a browser from it.
    """
    asked = {"table": table, **({"line": changed.line, "did": changed.did, "went": changed.went} if changed else {})}
    at = urlencode({name: value for name, value in asked.items() if value})
    return HttpResponseRedirect(reverse("meeting", args=[day]) + (f"?{at}" if at else ""))


def _change(request: HttpRequest, agenda: Agenda) -> Changed | None:
    """One change of one line, as the buttons of the page send it; tells where the page goes on."""
    form = LineForm(request.POST)
    if not form.is_valid():
        raise Refused("This change cannot be read.", kept="Nothing was changed.")
    asked = form.cleaned_data
    common = {"door": request.door, "meeting_id": agenda.meeting}
    if asked["what"] == "add":
        number = asked["number"].strip()
        proposed = next((one for one in _candidates(request, agenda) if one.number == number), None)
        return Changed(actions.add_youth(**common, number=number, proposed=proposed).pk)
    if asked["what"] == "undo":
        return Changed(actions.undo_carry(**common, number=asked["number"].strip()).pk)
    common["item_id"] = asked["item"] or 0
    here = Changed(common["item_id"])
    if asked["what"] in ("up", "down"):
        actions.move_item(**common, steps=-1 if asked["what"] == "up" else 1)
        return Changed(here.line, asked["what"])
    if asked["what"] == "defer":
        actions.defer_item(**common, why=asked["why"])
    elif asked["what"] == "take up":
        actions.take_up_item(**common)
    elif asked["what"] == "remove":
        actions.remove_item(**common)
        return _beside(agenda, here.line)
    elif asked["what"] == "carry":
        actions.carry_over(**common, why=asked["why"])
        number = next((line.number for line in agenda.lines if line.id == here.line), None) or ""
        stays = agenda.state is MeetingState.OPEN
        return replace(here if stays else _beside(agenda, here.line) or Changed(None), went=number)
    elif asked["section"]:
        actions.set_section(**common, section=AgendaSection(asked["section"]))
        return Changed(here.line, "section")
    return here


def _beside(agenda: Agenda, gone: int) -> Changed | None:
    """The line after one that is gone, else the one before it."""
    ids = [line.id for line in agenda.lines]
    at = ids.index(gone) if gone in ids else -1
    left = [*ids[at + 1 :], *reversed(ids[:at])] if at >= 0 else ids
    return Changed(left[0]) if left else None


def _do(request: HttpRequest, agenda: Agenda, what: str) -> None:
    simple = {
        "publish": actions.publish,
        "take back": actions.take_back,
        "open": actions.open_meeting,
    }
    asks = before_opening(agenda.held_on, clock.today())
    if what == "open" and asks and request.POST.get("sure") != "yes":
        messages.error(request, f"{asks} Nothing was changed; tick the box if that is what you want.")
        return
    if what in simple:
        simple[what](door=request.door, meeting_id=agenda.meeting)
        return
    chosen = request.POST.get("seat", "")
    seat = next((one for one in agenda.seats if str(one.seat) == chosen), None)
    if what in ("check in", "here with copy") and seat is not None:
        actions.check_in(door=request.door, agenda=agenda, seat=seat, handed_out=what == "here with copy")
    elif what == "check out" and seat is not None:
        actions.check_out(door=request.door, agenda=agenda, seat=seat)
    elif what == "return all":
        count = return_all(door=request.door, agenda=agenda, by=agenda.standing.person)
        messages.success(request, f"{count} cop{'y is' if count == 1 else 'ies are'} back.")
    elif what in ("return", "missing") and (copy := read_id(request.POST.get("copy", ""))) is not None:
        act = return_copy if what == "return" else say_missing
        act(door=request.door, agenda=agenda, copy_id=copy, by=agenda.standing.person)
    elif what == "explain" and (copy := read_id(request.POST.get("copy", ""))) is not None:
        words = request.POST.get("words", "")
        explain_copy(door=request.door, agenda=agenda, copy_id=copy, words=words, by=agenda.standing.person)
    else:
        raise Refused("This cannot be done here.", kept="Nothing was changed.")


def _lines(agenda: Agenda, lines: Sequence[AgendaLine]) -> list[dict[str, Any]]:
    return [
        {
            "line": line,
            "place": line.line,
            "age": age_on(line.birth_date, agenda.held_on),
        }
        for line in lines
    ]


def _may_prepare_any(standing: Standing) -> bool:
    return bool(set(roles_with(Verb.WRITE, Category.MEETING, Relation.SEAT)) & standing.roles)
