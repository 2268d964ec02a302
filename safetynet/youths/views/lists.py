"""The list of youths, searching, and who has looked."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from safetynet.kernel.codes import CaseStatus, Classification
from safetynet.kernel.dates import say_date
from safetynet.kernel.faults import Refused
from safetynet.kernel.identifiers import read_id
from safetynet.kernel.periods import age_on
from safetynet.policy.grants import roles_with
from safetynet.policy.rules import Standing
from safetynet.policy.vocabulary import CASELESS_ROLES, Category, Relation, Role, Verb
from safetynet.youths.queries.lists import ListedYouth, YouthList, list_youths, search_youths
from safetynet.youths.queries.looks import find_looks
from safetynet.youths.rules.referral import may_refer


@require_safe
def youths(request: HttpRequest) -> HttpResponse:
    """The table's youths by name, or those found by the words of a search."""
    words = request.GET.get("q", "").strip()
    workbook = request.GET.get("workbook", "")
    of_workbook = read_id(workbook)
    table = read_id(request.GET.get("table", ""))
    if words:
        found = search_youths(request.door, words, table)
    else:
        found = list_youths(request.door, after=request.GET.get("after", ""), workbook=of_workbook, table=table)
    context = {
        "words": words,
        "workbook": of_workbook,
        "found": found,
        "lines": [_line(youth, found.standing) for youth in found.youths],
        "why_empty": _why_empty(found),
        "may_refer": may_refer(found.standing),
        "tables": _tables(found, words),
        "next_page": _next_page(found, workbook),
    }
    return render(request, "youths/list.html", context)


@require_safe
def looks(request: HttpRequest, number: str) -> HttpResponse:
    """Who has looked at a youth's file, for those who may know."""
    found = find_looks(request.door, number)
    if not found.allowed:
        raise Refused(
            "Who has looked at a file is known to the table's coordinator only.",
            next="Your own visits are in the log too; ask the coordinator.",
        )
    return render(request, "youths/looks.html", {"number": number, "looks": found.looks})


def _line(youth: ListedYouth, standing: Standing) -> dict[str, str]:
    age = age_on(youth.birth_date, standing.today)
    return {
        "number": youth.number,
        "name": youth.name or "",
        "found_as": youth.found_as or "",
        "born": say_date(youth.birth_date) if youth.birth_date else "",
        "age": "" if age is None else str(age),
        "classification": Classification.label_of(youth.classification) if youth.classification else "",
        "status": CaseStatus.label_of(youth.status) if youth.status else "",
        "referred": say_date(youth.referred_on) if youth.referred_on else "",
    }


def _tables(found: YouthList, words: str) -> list[tuple[str, str]]:
    """The reader's other tables with the address of the same list there; nothing for somebody with one seat."""
    asked = {"q": words} if words else {}
    return [
        (found.standing.tables[seat].name, f"{reverse('youths')}?{urlencode({**asked, 'table': seat})}")
        for seat in sorted(found.standing.seats)
        if seat != found.table
    ]


def _next_page(found: YouthList, workbook: str) -> str:
    asked = {"after": found.after} | ({"workbook": workbook} if workbook else {})
    if len(found.standing.seats) > 1 and found.table is not None:
        asked["table"] = str(found.table)
    return f"{reverse('youths')}?{urlencode(asked)}"


def _why_empty(found: YouthList) -> str:
    """Why a list holds nobody: nothing there, or nothing shared; the two must never look alike."""
    standing = found.standing
    reads_index = {role for role in Role if role in roles_with(Verb.READ, Category.INDEX, Relation.SEAT)}
    if not standing.roles:
        return "You hold no role that reads records of youths."
    if standing.roles <= CASELESS_ROLES:
        return "Your role reads no record of a youth."
    if Role.DEF in standing.roles:
        return "You see the youths whom you represent. Nobody is recorded as your client."
    if not standing.roles & reads_index:
        return "Names are shared with you while a youth is on the agenda of a meeting where you are checked in."
    if standing.seats and not any(fact.period.covers(standing.today) for fact in standing.agreements):
        return "Your confidentiality agreement is not in force, so nothing is shared with you. Ask the coordinator to renew it."
    required = all(standing.tables[seat].training_required for seat in standing.seats)
    if standing.seats and required and not any(course.covers(standing.today) for course in standing.trainings):
        return "Your training is not current, so nothing is shared with you. The coordinator knows which courses count."
    if not standing.seats:
        return "No youth is recorded whom your agency serves."
    return ""
