"""The table's list of issues, and the issues named at one meeting."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from safetynet.kernel.dates import NoSuchDay, NotADate, read_date
from safetynet.kernel.faults import Fault, NotInScope, Refused
from safetynet.kernel.identifiers import TableId, read_id
from safetynet.meetings.actions.issues import add_issue, retire_issue, tag, take_over_list, untag
from safetynet.meetings.models import MeetingState
from safetynet.meetings.queries.agendas import find_my_tables
from safetynet.meetings.queries.issues import IssueList, IssuesAtMeeting, find_issue_list, find_issues
from safetynet.meetings.rules.issues import DEFAULT_ISSUES
from safetynet.policy.rules import decide, may
from safetynet.policy.vocabulary import Category, Verb

_NO_SEAT = "You hold no seat at a table that keeps such a list."


def tables_meant(request: HttpRequest) -> list[TableId]:
    """The reader's tables, or the one that the address names. Raises NotInScope without any."""
    asked = request.GET.get("table", "")
    found = [TableId(table["id"]) for table in find_my_tables(request.door).tables if asked in ("", str(table["id"]))]
    if not found:
        raise NotInScope(_NO_SEAT)
    return found


def issue_list(request: HttpRequest) -> HttpResponse:
    """The table's list: the coordinator changes it, everybody else with a seat reads it."""
    found = find_issue_list(request.door, tables_meant(request)[0])
    if found is None:
        raise NotInScope(_NO_SEAT)
    reading = decide(found.standing, Verb.READ, Category.MEETING, found.row)
    if not reading:
        raise Refused(f"This list is not shared with you. {reading.why}")
    if request.method == "POST":
        _change_list(request, found)
        return HttpResponseRedirect(f"{reverse('issue_list')}?table={found.table}")
    may_write = may(found.standing, Verb.WRITE, Category.MEETING, found.row)
    return render(request, "meetings/issue_list.html", {"found": found, "may_write": may_write, "default": DEFAULT_ISSUES})


def _change_list(request: HttpRequest, found: IssueList) -> None:
    decision = decide(found.standing, Verb.WRITE, Category.MEETING, found.row)
    if not decision:
        raise Refused(f"Only the coordinator keeps this list. {decision.why}", kept="Nothing was changed.")
    sent, common = request.POST, {"door": request.door, "table": found.table}
    what, kind = sent.get("what", ""), read_id(sent.get("kind", ""))
    if what == "take over":
        take_over_list(**common)
    elif what == "add":
        try:
            add_issue(**common, words=sent.get("words", ""), is_need="is_need" in sent)
        except Fault as fault:
            messages.error(request, str(fault))
    elif what == "retire" and kind is not None:
        retire_issue(**common, kind_id=kind)
    else:
        raise Refused("This cannot be done here.", kept="Nothing was changed.")


def issues(request: HttpRequest, day: str) -> HttpResponse:
    """The issues named of each youth on the agenda; whoever has a seat names them while the meeting is open."""
    found = _at_meeting(request, day)
    if request.method == "POST":
        return _name(request, found)
    decision = decide(found.standing, Verb.WRITE, Category.ROOM, found.row)
    why_not = "Issues are named while the meeting is open." if decision else decision.why
    may_name = bool(decision) and found.state is MeetingState.OPEN
    return render(request, "meetings/issues.html", {"found": found, "may_name": may_name, "why_not": why_not})


def _at_meeting(request: HttpRequest, day: str) -> IssuesAtMeeting:
    try:
        held_on = read_date(day)
    except (NotADate, NoSuchDay) as error:
        raise NotInScope("There is no such day.") from error
    for table in tables_meant(request):
        found = find_issues(request.door, table, held_on)
        if found is not None:
            return found
    raise NotInScope("Your table has no meeting on that day that is known to you.")


def _name(request: HttpRequest, found: IssuesAtMeeting) -> HttpResponse:
    """Name an issue or take one back, then on to where the form stood."""
    sent = request.POST
    named = next((each for each in found.youths if each.number == sent.get("number", "")), None)
    kind, what = read_id(sent.get("kind", "")), sent.get("what", "")
    if named is None or kind is None or what not in ("add", "remove"):
        raise Refused("This cannot be done here.", kept="Nothing was changed.", next="Choose an issue of the table's list.")
    change = tag if what == "add" else untag
    change(door=request.door, meeting_id=found.meeting, youth=named.youth, kind=kind)
    day = found.held_on.isoformat()
    if sent.get("back") == "room":
        return HttpResponseRedirect(f"{reverse('room', args=[day])}?table={found.table}")
    return HttpResponseRedirect(f"{reverse('issues', args=[day])}?table={found.table}#youth-{named.youth}")
