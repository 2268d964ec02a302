"""The room: one page for the chair, the coordinator and everybody else, kept the same for all by asking a counter."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from safetynet.kernel.codes import StatementKind
from safetynet.kernel.dates import NoSuchDay, NotADate, read_date, say_date
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.kernel.identifiers import AgencyId, TableId, read_id
from safetynet.meetings.actions.statements import FORM, Said, correct_statement, keep_draft, say, withdraw_statement
from safetynet.meetings.actions.turns import give_turn, step_out
from safetynet.meetings.forms import StatementForm
from safetynet.meetings.models import MeetingState
from safetynet.meetings.queries.agendas import find_agenda, find_meetings
from safetynet.meetings.queries.room import InView, Room, find_beat, find_room
from safetynet.meetings.rules.room import say_minutes
from safetynet.meetings.rules.subjects import SUBJECTS
from safetynet.policy.vocabulary import Category

WAY_BACK = "room"
"""Under which name a session keeps the address of the open room in which its reader is checked in."""
DRAFTED = ("category", "text", "shared_by", "taken_on")
"""What of a statement is kept while it is typed."""


@require_safe
def room(request: HttpRequest, day: str) -> HttpResponse:
    """The room of a meeting."""
    found = _room(request, day, entering=True)
    _keep_way_back(request, found)
    context = _context(request, found)
    if found.coordinates:
        context["agenda"] = find_agenda(request.door, found.table, found.held_on)
    return render(request, "meetings/room.html", context)


@require_safe
def now(request: HttpRequest, day: str) -> HttpResponse:
    """The part of the room that changes, if its counter moved since; else nothing at all (204), which is no read."""
    table, held_on = _where(request, day)
    beat = find_beat(request.door, table, held_on)
    if beat is None:
        raise NotInScope("This meeting is not known to you any more.")
    if str(beat) == request.GET.get("seen"):
        return HttpResponse(status=204)
    found = _found(request, table, held_on)
    _keep_way_back(request, found)
    context = _context(request, found)
    if found.coordinates:
        context["agenda"] = find_agenda(request.door, found.table, found.held_on)
    return render(request, "meetings/room_now.html", context)


@require_safe
def writing(request: HttpRequest, day: str) -> HttpResponse:
    """The form for what one wants to share about the youth in view, with what one had begun to write."""
    return render(request, "meetings/room_write.html", _context(request, _room(request, day)))


def turn(request: HttpRequest, day: str) -> HttpResponse:
    """Give a youth the turn."""
    found = _room(request, day)
    if request.method == "POST":
        give_turn(door=request.door, meeting_id=found.meeting, item_id=read_id(request.POST.get("item", "")) or 0)
        if _by_script(request):
            return HttpResponse(status=204)
    return _to_room(day, found.table)


def recusal(request: HttpRequest, day: str) -> HttpResponse:
    """Step out while a youth is discussed."""
    found = _room(request, day)
    if request.method == "POST":
        step_out(
            door=request.door, meeting_id=found.meeting, item_id=read_id(request.POST.get("item", "")) or 0,
            reason=request.POST.get("reason", ""), on=found.standing.today,
        )  # fmt: skip
        messages.success(
            request, "You have stepped out of this youth's discussion. Nothing of the youth is shown to you from now on."
        )
    return _back(request, found)


def statement(request: HttpRequest, day: str) -> HttpResponse:
    """Share, correct or withdraw a statement. What was typed is never lost: it comes back with what was wrong."""
    found = _room(request, day)
    if request.method != "POST":
        return _back(request, found)
    if found.view is None:
        raise NotInScope("This youth is not on the agenda that is open to you.", kept="Nothing was shared.")
    agency = found.standing.agency
    withdrawn = read_id(request.POST.get("withdraw", ""))
    if withdrawn is not None:
        withdraw_statement(door=request.door, agency=agency, statement_id=withdrawn)
        return (
            HttpResponse(status=204) if _by_script(request) else _to_room(day, found.table, read_id(request.POST.get("item", "")))
        )
    form = _form(request, found, data=request.POST)
    if not form.is_valid():
        return render(request, _page(request), {**_context(request, found), "form": form}, status=422)
    given = form.cleaned_data
    kind = StatementKind(given["kind"] or StatementKind.SAID)
    said = Said(
        Category(given["category"]), given["text"] if kind is StatementKind.SAID else "", AgencyId(given["shared_by"]),
        given["taken_on"], kind,
    )  # fmt: skip
    try:
        if given["correcting"]:
            correct_statement(
                door=request.door, agency=agency, statement_id=given["correcting"], said=said, submission=given["submission"]
            )
        else:
            say(door=request.door, agency=agency, item_id=given["item"], said=said, submission=given["submission"])
    except Conflict as fault:
        return _conflict(request, day, form, fault)
    return _back(request, found, item=given["item"])


def draft(request: HttpRequest, day: str) -> HttpResponse:
    """Keep what is being typed."""
    if request.method != "POST":
        return _back(request, _room(request, day))
    words = {name: request.POST.get(name, "")[:1000] for name in DRAFTED}
    keep_draft(
        door=request.door, item_id=read_id(request.POST.get("item", "")) or 0, form=FORM, words=words,
        submission=_submission(request.POST.get("submission", "")),
    )  # fmt: skip
    return HttpResponse(status=204)


def _submission(sent: str) -> UUID | None:
    try:
        return UUID(sent)
    except ValueError:
        return None


def _conflict(request: HttpRequest, day: str, form: StatementForm, fault: Fault) -> HttpResponse:
    """Both texts side by side; sending the form again replaces the newer one knowingly."""
    found = _room(request, day, item=form.cleaned_data["item"])
    newer = _newest(found.view, form.cleaned_data["correcting"], found.standing.agency)
    again = form.data.copy()
    again["submission"] = str(uuid4())
    if newer is not None:
        again["correcting"] = str(newer["id"])
    context = {**_context(request, found), "form": _form(request, found, data=again), "fault": fault, "newer": newer}
    return render(request, _page(request), context, status=409)


def _newest(view: InView | None, earlier: int | None, agency: int) -> Any:
    """What the agency says now in place of the statement that was to be corrected: its latest one."""
    own = [each for each in (view.statements if view else ()) if each["agency"] == agency and each["id"] != earlier]
    return own[-1] if own else None


def _context(request: HttpRequest, found: Room) -> dict[str, Any]:
    view = found.view
    return {
        "room": found,
        "view": view,
        "form": _form(request, found) if view and view.may_speak else None,
        "fault": None,
        "newer": None,
        "agenda": None,
        "states": MeetingState,
        "time_of_meeting": say_minutes(found.time.meeting) if found.time.meeting is not None else "",
        "time_of_youth": say_minutes(found.time.youth) if found.time.youth is not None else "",
        "next": found.beside(1),
        "before": found.beside(-1),
        "place": next((line.line for line in found.lines if line.item == found.turn), None),
        "about": {category.value: words for category, words in SUBJECTS.items()},
        "begun": found.state is not MeetingState.OPEN or found.turn is not None or any(line.seconds for line in found.lines),
        "today": found.standing.today,
        "looking_elsewhere": view is not None and view.item != found.turn,
        "kept_away": bool(found.standing.walls) and found.turn is None,
        "categories": Category,
    }


def _form(request: HttpRequest, found: Room, data: Any = None) -> StatementForm:
    """The form about the youth in view: with the choices that the writer's agency made last about this youth, with a draft, with a
    statement to correct, or with what was sent."""
    view = found.view
    own = [(int(found.standing.agency), found.agencies.get(found.standing.agency, found.standing.agency_name))]
    others = sorted((key, name) for key, name in found.agencies.items() if key != found.standing.agency)
    agencies = own + (sorted(others, key=lambda each: each[1]) if found.coordinates else [])
    initial: dict[str, Any] = {
        "item": view.item if view else None, "submission": uuid4(), "taken_on": min(found.held_on, found.standing.today),
        "today": found.standing.today,
    }  # fmt: skip
    if len(agencies) == 1:
        initial["shared_by"] = found.standing.agency
    written = [each for each in (view.statements if view else ()) if each["agency"] == found.standing.agency]
    if written:
        last = max(written, key=lambda each: (each["recorded_at"], each["id"]))
        initial |= {"category": last["category"], "shared_by": last["shared_by"]}
    if view is not None and view.draft:
        initial |= {name: value for name, value in view.draft["words"].items() if name in DRAFTED and value}
    correcting = read_id(request.GET.get("correct", ""))
    earlier = next((each for each in (view.statements if view else ()) if each["id"] == correcting), None)
    if earlier is not None and earlier["agency"] == found.standing.agency:
        initial |= {
            "correcting": correcting, "category": earlier["category"], "text": earlier["text"], "shared_by": earlier["shared_by"],
            "taken_on": date.fromisoformat(earlier["taken_on"]),
        }  # fmt: skip
    return StatementForm(data, initial=initial, categories=view.categories if view else (), agencies=agencies, auto_id="say-%s")


def _keep_way_back(request: HttpRequest, found: Room) -> None:
    """While the meeting is open and its reader checked in, every other page leads back here; the session keeps the address."""
    address = f"{reverse('room', args=[found.held_on.isoformat()])}?table={found.table}"
    kept = address if found.here and found.state is MeetingState.OPEN else ""
    if request.session.get(WAY_BACK, "") != kept:
        request.session[WAY_BACK] = kept


def _where(request: HttpRequest, day: str) -> tuple[TableId, date]:
    """The table that is meant, and the day. Which table, the page says; whoever names none has one alone."""
    try:
        held_on = read_date(day)
    except (NotADate, NoSuchDay) as error:
        raise NotInScope("There is no such day.") from error
    asked = read_id(request.GET.get("table", ""))
    if asked is not None:
        return TableId(asked), held_on
    tables = find_meetings(request.door)["tables"]
    if not tables:
        raise NotInScope("You hold no seat at a table that meets.")
    return TableId(tables[0]["id"]), held_on


def _room(request: HttpRequest, day: str, item: int | None = None, *, entering: bool = False) -> Room:
    table, held_on = _where(request, day)
    return _found(request, table, held_on, item, entering=entering)


def _found(request: HttpRequest, table: TableId, held_on: date, item: int | None = None, *, entering: bool = False) -> Room:
    asked = item if item is not None else read_id(request.POST.get("item", "") or request.GET.get("item", ""))
    found = find_room(request.door, table, held_on, asked, entering=entering)
    if found is None:
        raise NotInScope(f"Your table has no meeting on {say_date(held_on)} that is known to you.")
    if found.state in (MeetingState.DRAFT, MeetingState.PUBLISHED) and request.method == "POST":
        raise Refused("This meeting has not begun.", kept="Nothing was changed.")
    return found


def _back(request: HttpRequest, found: Room, item: int | None = None) -> HttpResponse:
    """After something was done: the changed part for a page with script, the whole room for one without."""
    if _by_script(request):
        again = _found(request, found.table, found.held_on, item)
        return render(request, "meetings/room_write.html", {**_context(request, again), "done": True})
    return _to_room(found.held_on.isoformat(), found.table, item)


def _to_room(day: str, table: int, item: int | None = None) -> HttpResponse:
    about = f"&item={item}" if item is not None else ""
    return HttpResponseRedirect(f"{reverse('room', args=[day])}?table={table}{about}")


def _page(request: HttpRequest) -> str:
    """The part of the room that is written in, or all of it."""
    return "meetings/room_write.html" if _by_script(request) else "meetings/room.html"


def _by_script(request: HttpRequest) -> bool:
    """Whether the page's script asks, which wants a part of it."""
    return request.headers.get("HX-Request") == "true"
