"""The quarterly outcomes without names: the quarters of the reader's tables, one of them, its report and its slides."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from safetynet.kernel import clock
from safetynet.kernel.dates import say_date
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.kernel.identifiers import AgencyId, CountyId, TableId, read_id
from safetynet.kernel.suppression import MEANING
from safetynet.meetings.actions.quarterly import ask_heads, call_quarterly_meeting
from safetynet.meetings.actions.quarterly_pages import Form, print_quarter
from safetynet.meetings.forms import MeetingDayForm
from safetynet.meetings.models import MeetingState
from safetynet.meetings.queries.quarters import QuarterAtTable, find_quarter, find_quarters
from safetynet.meetings.rules.quarter_figures import figures_of, meetings_in_words
from safetynet.meetings.rules.quarters import Quarter
from safetynet.policy.rules import RowFacts, decide, may
from safetynet.policy.vocabulary import Category, Verb

from .issues import tables_meant

_NO_SEAT = "You hold no seat at a table that meets by the quarter."


@require_safe
def quarters(request: HttpRequest) -> HttpResponse:
    """The quarters in which the reader's tables met, and the one that runs."""
    found = find_quarters(request.door)
    standing, now = found["standing"], Quarter.of(found["standing"].today)
    if not found["tables"]:
        raise NotInScope(_NO_SEAT)
    decisions = [
        (table, decide(standing, Verb.READ, Category.ROOM, RowFacts(TableId(table["id"]), CountyId(table["county"]))))
        for table in found["tables"]
    ]
    tables = [table for table, decision in decisions if decision]
    if not tables:
        raise Refused(f"The quarters of this table are not shared with you. {decisions[0][1].why}")
    held: dict[int, list[dict[str, Any]]] = {table["id"]: [] for table in tables}
    for each in found["quarters"]:
        if each["table"] in held:
            held[each["table"]].append({**each, "over": each["quarter"].is_over(standing.today)})
    context = {"tables": tables, "held": held, "now": now, "counted": not standing.walls}
    return render(request, "meetings/quarters.html", context)


def quarter(request: HttpRequest, quarter: str) -> HttpResponse:
    """One quarter without names. The coordinator calls its meeting here and keeps what is asked of the heads."""
    found = _found(request, quarter)
    if request.method == "POST":
        _change(request, found)
        return HttpResponseRedirect(_address(found))
    today = found.standing.today
    counts = found.counts or {}
    context = {
        "found": found,
        "quarter": found.quarter,
        "over": found.quarter.is_over(today),
        "next_counted": found.quarter.following.is_over(today) or not found.standing.walls,
        "figures": figures_of(counts),
        "meetings": meetings_in_words(counts["attendance"]),
        "meaning": MEANING,
        "days": f"{say_date(found.quarter.begins)} to {say_date(found.quarter.ends)}",
        "may_write": may(found.standing, Verb.WRITE, Category.MEETING, found.row),
        "ahead": next((each for each in found.meetings if each["state"] != MeetingState.CLOSED), None),
        "states": {state.value: state.label for state in MeetingState},
        "forms": [(Form.REPORT, "Report to the agency heads (PDF)"), (Form.SLIDES, "Slides (PDF, 16:9)")],
    }  # fmt: skip
    return render(request, "meetings/quarter.html", context)


def print_pages(request: HttpRequest, quarter: str) -> HttpResponse:
    """The report or the slides of a quarter that is over."""
    found = _found(request, quarter)
    if request.method != "POST":
        return HttpResponseRedirect(_address(found))
    asked = request.POST.get("form", "")
    if asked not in {form.value for form in Form}:
        raise Refused("This cannot be printed.", kept="Nothing was printed.")
    form = Form(asked)
    pages = print_quarter(door=request.door, found=found, form=form, fonts=settings.FONTS)
    response = HttpResponse(pages, content_type="application/pdf")
    name = f"quarter-{found.quarter.key}-{form.name.lower()}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _found(request: HttpRequest, text: str) -> QuarterAtTable:
    meant = Quarter.read(text)
    if meant is None:
        raise NotInScope("There is no such quarter.")
    found = _at_table(request, meant)
    reading = decide(found.standing, Verb.READ, Category.ROOM, found.row)
    if not reading:
        raise Refused(f"This quarter is not shared with you. {reading.why}")
    if found.counts is None:
        raise Refused(
            "You are kept away from a youth's record, so a quarter that still runs is not counted for you: its figures would move "
            "with what is said of that youth.",
            next="They are here when the quarter is over.",
        )
    return found


def _at_table(request: HttpRequest, meant: Quarter) -> QuarterAtTable:
    """The quarter at the table that is meant. Raises NotInScope before it has begun, and without a seat."""
    tables = tables_meant(request)
    if meant.begins > clock.today():
        raise NotInScope("This quarter has not begun.")
    found = find_quarter(request.door, tables[0], meant)
    if found is None:
        raise NotInScope(_NO_SEAT)
    return found


def _change(request: HttpRequest, found: QuarterAtTable) -> None:
    sent = request.POST
    what, agency = sent.get("what", ""), read_id(sent.get("agency", ""))
    try:
        if what == "call":
            form = MeetingDayForm(sent)
            if not form.is_valid():
                raise Fault("That day cannot be read.", kept="Nothing was changed.")
            call_quarterly_meeting(door=request.door, found=found, day=form.cleaned_data["day"], by=found.standing.person)
        elif what == "ask":
            ask_heads(
                door=request.door, found=found, words=sent.get("words", ""), ask=sent.get("ask", ""),
                agency=AgencyId(agency) if agency is not None else None, topic=read_id(sent.get("topic", "")),
            )  # fmt: skip
        else:
            raise Refused("This cannot be done here.", kept="Nothing was changed.")
    except (Refused, NotInScope, Conflict):
        raise
    except Fault as fault:
        messages.error(request, str(fault))


def _address(found: QuarterAtTable) -> str:
    return f"{reverse('quarter', args=[found.quarter.key])}?table={found.table}"
