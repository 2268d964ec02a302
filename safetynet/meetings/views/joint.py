"""Discussing a youth jointly with another county's table: proposed from a line of an agenda, answered at the other table."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from safetynet.kernel.faults import NotInScope, Refused
from safetynet.kernel.identifiers import read_id
from safetynet.meetings.actions import joint as actions
from safetynet.meetings.models import JointState

from .agenda import to_meeting
from .found import access_agenda

_ANSWERS = {"accept": JointState.ACCEPTED, "decline": JointState.DECLINED, "withdraw": JointState.WITHDRAWN}


def propose(request: HttpRequest, day: str) -> HttpResponse:
    """Propose a line of this agenda to another county's table."""
    agenda = access_agenda(request, day)
    if request.method == "POST":
        chosen, item = read_id(request.POST.get("with", "")), request.POST.get("item", "")
        line = next((one for one in (*agenda.lines, *agenda.deferred) if str(one.id) == item), None)
        if line is None:
            raise NotInScope("This line is not on the agenda any more.", kept="Nothing was changed.")
        words = request.POST.get("words", "")
        actions.propose_joint(door=request.door, agenda=agenda, line=line, with_table=chosen or 0, words=words)
        messages.success(request, "Proposed. The other table reads the day and your words, and no name.")
    return to_meeting(day, agenda.table)


def answer(request: HttpRequest) -> HttpResponse:
    """Accept or decline what another table proposed, or withdraw what one's own did; then back to where it was said."""
    if request.method == "POST":
        what, row = request.POST.get("what", ""), read_id(request.POST.get("joint", ""))
        if what not in _ANSWERS or row is None:
            raise Refused("This cannot be done here.", kept="Nothing was changed.")
        state = actions.answer_joint(door=request.door, joint_id=row, answer=_ANSWERS[what], words=request.POST.get("words", ""))
        messages.success(request, f"{state.label}. The other table has been told.")
    return HttpResponseRedirect(reverse("meetings"))
