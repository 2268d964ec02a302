"""Follow-ups: of a youth, one alone, and what the reader's place, agency and people owe."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from safetynet.kernel import clock
from safetynet.kernel.codes import TaskKind
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.kernel.identifiers import AgencyId, CountyId, TableId, YouthId
from safetynet.meetings.actions import tasks as actions
from safetynet.meetings.forms import AskForm, WordsForm
from safetynet.meetings.models import TASK_TRANSITIONS, TaskState
from safetynet.meetings.queries.follow_ups import FollowUpLine, YouthFollowUps, find_mine, find_of_youth, find_one
from safetynet.meetings.queries.holders import Place
from safetynet.meetings.queries.requests import find_requests
from safetynet.meetings.queries.sections import FILTERS, MOST, SHOWN, questions_shown, sections_of
from safetynet.meetings.rules.asking import why_not_answer, why_not_ask, why_not_ask_again, why_not_drop, why_not_hand_over
from safetynet.meetings.rules.follow_ups import say_waiting, tell
from safetynet.policy.rules import RowFacts, Standing

_DONE = {
    "answer": "Answered. It goes back to whoever asked.",
    "block": "Marked as blocked, with the reason. It stays owed.",
    "drop": "Dropped, with the reason.",
    "reopen": "Asked again.",
    "hand over": "Handed over.",
}


@dataclass(frozen=True, slots=True)
class Card:
    """A follow-up with what this reader may do about it."""

    line: FollowUpLine
    may_answer: bool
    may_block: bool
    may_drop: bool
    may_reopen: bool
    to: Sequence[Place]

    @property
    def more(self) -> bool:
        """Whether anything but answering is offered."""
        return self.may_block or self.may_drop or bool(self.to)


@require_safe
def my_follow_ups(request: HttpRequest) -> HttpResponse:
    """What my place, my agency and my people owe, and what I asked."""
    show = request.GET.get("show", "")
    show = show if show in SHOWN else ""
    mine = find_mine(request.door, clock.today())
    standing = mine.standing
    sections = [
        {"section": section, "cards": [card_of(line, standing, mine.places) for line in section.lines[:MOST]]}
        for section in sections_of(mine, show)
    ]
    hidden = mine.waiting.beyond([line.due_on for line in mine.questions], standing.today)
    context = {
        "mine": mine,
        "hidden": say_waiting(hidden, standing.agency_name, seated=bool(standing.seats), today=standing.today),
        "sections": sections,
        "questions": questions_shown(mine, show)[:MOST],
        "questions_whole": len(mine.questions),
        "show": show,
        "filters": FILTERS,
        "requests": find_requests(request.door),
        "told": tell(mine.figures, standing.today) if mine.heads else None,
    }
    return render(request, "meetings/my_follow_ups.html", context)


def follow_ups(request: HttpRequest, number: str) -> HttpResponse:
    """All of a youth, and asking something new."""
    found = find_of_youth(request.door, number)
    places = [place for place in found.places if not why_not_ask(found.standing, _asked_of(found, place))]
    choices = [(place.place, place.words) for place in places]
    initial = {"due_on": found.standing.today + timedelta(days=found.follow_up_days)}
    form = AskForm(request.POST or None, places=choices, initial=initial)
    fault: Fault | None = None
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            actions.ask(
                door=request.door, by=found.standing, youth=found.youth, what=asked["what"], owner_place=asked["place"],
                due_on=asked["due_on"], kind=TaskKind(asked["kind"]),
            )  # fmt: skip
        except (NotInScope, Refused):
            raise
        except Fault as said:
            fault = said
        else:
            messages.success(request, "Asked. Whoever has that place sees it now.")
            return HttpResponseRedirect(reverse("follow_ups", args=[number]))
    cards = [card_of(line, found.standing, found.places) for line in found.tasks]
    context = {
        "found": found,
        "open": [card for card in cards if card.line.is_open],
        "closed": [card for card in cards if not card.line.is_open],
        "form": form,
        "fault": fault,
        "may_ask": bool(places),
        "why_not": why_not_ask(found.standing, _asked_of(found, None)),
    }
    return render(request, "meetings/follow_ups.html", context, status=_status(form, fault))


def follow_up(request: HttpRequest, task: int) -> HttpResponse:
    """One follow-up: answer it, say what is in the way, drop it, ask it again, or hand it over."""
    line, standing, places = find_one(request.door, task)
    form = WordsForm(request.POST or None)
    fault: Fault | None = None
    if request.method == "POST" and form.is_valid():
        try:
            _do(request, task, standing, form.cleaned_data)
        except (NotInScope, Refused):
            raise
        except Conflict as said:
            fault = said
            line, standing, places = find_one(request.door, task)
        except Fault as said:
            fault = said
        else:
            messages.success(request, _DONE[form.cleaned_data["what"]])
            return HttpResponseRedirect(_back(request, line.number))
    context = {
        "card": card_of(line, standing, places),
        "form": form,
        "fault": fault,
        "typed": request.POST.get("words", ""),
        "meant": request.POST.get("what", ""),
        "back": request.POST.get("back", ""),
    }
    return render(request, "meetings/follow_up.html", context, status=_status(form, fault))


def question(request: HttpRequest, question: int) -> HttpResponse:
    """Answer a question of the youth's file."""
    mine = find_mine(request.door, clock.today())
    asked = next((line for line in mine.questions if line.id == question), None)
    if asked is None:
        raise NotInScope("No such question of a youth's file waits for your agency's answer.", next="Look at your follow-ups.")
    form = WordsForm({**request.POST.dict(), "what": "answer", "revision": 1} if request.method == "POST" else None)
    fault: Fault | None = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_question(
                door=request.door, by=mine.standing, question=question, words=form.cleaned_data["words"]
            )  # fmt: skip
        except (NotInScope, Refused):
            raise
        except Fault as said:
            fault = said
        else:
            messages.success(request, _DONE["answer"])
            return HttpResponseRedirect(_back(request, asked.number))
    context = {"asked": asked, "form": form, "fault": fault, "typed": request.POST.get("words", ""),
               "back": request.POST.get("back", "")}  # fmt: skip
    return render(request, "meetings/question.html", context, status=_status(form, fault))


def card_of(line: FollowUpLine, standing: Standing, places: Sequence[Place]) -> Card:
    """What this reader may do about a follow-up; the database has the last word."""
    following = TASK_TRANSITIONS[line.state]
    answers = not why_not_answer(standing, line.row)
    others = [
        place
        for place in places
        if line.is_open and place.table == line.table and place.place != line.place
        and not why_not_hand_over(standing, line.row, place.agency_id)
    ]  # fmt: skip
    return Card(
        line,
        may_answer=answers and TaskState.DONE in following,
        may_block=answers and TaskState.BLOCKED in following,
        may_drop=not why_not_drop(standing, line.row) and TaskState.DROPPED in following,
        may_reopen=not why_not_ask_again(standing, line.row) and TaskState.OPEN in following,
        to=others,
    )


def _do(request: HttpRequest, task: int, standing: Standing, sent: dict[str, Any]) -> None:
    common = {"door": request.door, "by": standing, "task": task, "revision": sent["revision"]}
    what, words = sent["what"], sent["words"]
    if what == "answer":
        actions.answer(**common, words=words)
    elif what == "block":
        actions.set_blocked(**common, why=words)
    elif what == "drop":
        actions.drop(**common, why=words)
    elif what == "reopen":
        actions.reopen(**common, why=words)
    else:
        actions.hand_over(**common, place=sent["place"])


def _asked_of(found: YouthFollowUps, place: Place | None) -> RowFacts:
    row = RowFacts(TableId(found.table), CountyId(found.county), YouthId(found.youth))
    return replace(row, owner=AgencyId(place.agency_id)) if place is not None else row


def _back(request: HttpRequest, number: str | None) -> str:
    """Where the form was: on the page of the youth, else among one's own follow-ups."""
    if request.POST.get("back") == "youth" and number:
        return reverse("follow_ups", args=[number])
    return reverse("my_follow_ups")


def _status(form: Any, fault: Fault | None) -> int:
    if isinstance(fault, Conflict):
        return 409
    return 400 if fault is not None or (form.is_bound and form.errors) else 200
