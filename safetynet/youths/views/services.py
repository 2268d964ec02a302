"""Referrals to services, and benefits: how far each has come, and one press to say that it went on."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from safetynet.kernel import clock
from safetynet.kernel.codes import BenefitKind, NoServiceReason, ServiceStatus, ServiceType
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.policy.rules import decide
from safetynet.policy.seen import Seen
from safetynet.policy.vocabulary import Category, Verb
from safetynet.youths.actions import Author, add_claim, take_service_further
from safetynet.youths.forms import NewBenefitForm, NewServiceForm, ServiceStepForm
from safetynet.youths.models import Benefit, NoService, ServiceLink, Youth
from safetynet.youths.queries.writing import Desk, claim_values, find_desk
from safetynet.youths.rules.services import NEEDED, next_steps

_KINDS: dict[str, type[ServiceLink] | type[Benefit]] = {"servicelink": ServiceLink, "benefit": Benefit}


def services(request: HttpRequest, number: str) -> HttpResponse:
    """What a youth was referred to and what became of it; the agency that said so takes it further here."""
    action = "send form" if request.method == "POST" else "view"
    desk = find_desk(request.door, number, ServiceLink, also=(Benefit, NoService), action=action)
    asked = request.POST.get("what", "") if request.method == "POST" else ""
    today = desk.standing.today
    service = NewServiceForm(request.POST if asked == "service" else None, today=today, auto_id="service_%s")
    benefit = NewBenefitForm(request.POST if asked == "benefit" else None, today=today, auto_id="benefit_%s")
    if request.method != "POST":
        return _page(request, desk, service, benefit)
    _check_writer(desk)
    try:
        said = _do(request, desk, asked, service, benefit)
    except (Refused, NotInScope):
        raise
    except Fault as fault:
        status = 409 if isinstance(fault, Conflict) else 400
        desk = find_desk(request.door, number, ServiceLink, also=(Benefit, NoService), action=action)
        return _page(request, desk, service, benefit, fault, status)
    if not said:
        return _page(request, desk, service, benefit, status=400)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("services", args=[number]))


def _do(request: HttpRequest, desk: Desk, asked: str, service: NewServiceForm, benefit: NewBenefitForm) -> str:
    """Do what was asked; in words what was done, empty when a field must be looked at again."""
    if asked == "step":
        return _step(request, desk)
    form, kind = (service, ServiceLink) if asked == "service" else (benefit, Benefit)
    if not form.is_bound:
        raise Refused("This cannot be done here.", kept="Nothing was changed.")
    if not form.is_valid():
        return ""
    add_claim(
        door=request.door, kind=kind, youth=_youth(desk), values=form.values(), by=_author(desk),
        submission=form.cleaned_data["submission"],
    )  # fmt: skip
    return "Saved as referred."


def _step(request: HttpRequest, desk: Desk) -> str:
    form = ServiceStepForm(request.POST)
    if not form.is_valid():
        raise Refused("This step cannot be read.", kept="Nothing was changed.")
    asked = form.cleaned_data
    row = next((row for row in desk.rows.get(asked["kind"], ()) if row.id == asked["claim"]), None)
    if row is None:
        raise Conflict("Somebody replaced this entry before.", kept="Nothing was changed.", next="Read what it says now.")
    if row.source_agency_id != desk.standing.agency:
        agency = desk.agencies.get(row.source_agency_id, "the agency that said so")
        raise Refused(f"Only {agency} can say how this went on.", kept="Nothing was changed.", next=f"Ask {agency}.")
    kind, to = _KINDS[asked["kind"]], ServiceStatus(asked["status"])
    says = claim_values(kind, row)
    take_service_further(
        door=request.door, claim=kind(pk=row.id, batch=row.batch), youth=_youth(desk), says=says, to=to,
        on=desk.standing.today, by=_author(desk), needed=asked["needed"].strip(), submission=asked["submission"],
    )  # fmt: skip
    return f"Saved: {to.label.lower()}."


def _page(
    request: HttpRequest, desk: Desk, service: NewServiceForm, benefit: NewBenefitForm, fault: Fault | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    may_write = decide(desk.standing, Verb.WRITE, Category.SERVICES, desk.row).allowed
    groups = [
        ("servicelink", "Services", [_line(desk, row, "servicelink", may_write) for row in desk.rows.get("servicelink", ())]),
        ("benefit", "Benefits", [_line(desk, row, "benefit", may_write) for row in desk.rows.get("benefit", ())]),
    ]
    context: dict[str, Any] = {
        "desk": desk,
        "read": decide(desk.standing, Verb.READ, Category.SERVICES, desk.row),
        "may_write": may_write,
        "groups": groups,
        "none": [(NoServiceReason.label_of(row.why), _agency(desk, row)) for row in desk.rows.get("noservice", ())],
        "service": service,
        "benefit": benefit,
        "fault": fault,
    }
    return render(request, "youths/services.html", context, status=status)


def _line(desk: Desk, row: Seen, kind: str, may_write: bool) -> dict[str, Any]:
    own = row.source_agency_id == desk.standing.agency
    if kind == "servicelink":
        name, about = row.provider, ServiceType.label_of(row.service_type) if row.service_type else ""
    else:
        name, about = BenefitKind.label_of(row.benefit), ""
    needed = row.source_note[len(NEEDED) :] if row.source_note.startswith(NEEDED) else ""
    return {
        "id": row.id,
        "name": name,
        "about": about,
        "status": ServiceStatus.label_of(row.status),
        "since": _since(row),
        "needed": needed,
        "agency": _agency(desk, row),
        "own": own and may_write,
        "steps": [(state, words) for state, words in next_steps(row.status)] if own and may_write else [],
        "submission": uuid4(),
    }  # fmt: skip


def _since(row: Seen) -> date:
    """Since when it is so: as of which day it was said, else when it began, else when it was recorded."""
    said = row.observed_on or row.begins
    return date.fromisoformat(said) if said else clock.local(datetime.fromisoformat(row.recorded_at)).date()


def _agency(desk: Desk, row: Seen) -> str:
    return desk.agencies.get(row.source_agency_id, "another agency")


def _check_writer(desk: Desk) -> None:
    decision = decide(desk.standing, Verb.WRITE, Category.SERVICES, desk.row)
    if not decision:
        raise Refused(f"You may not add or change this. {decision.why}", kept="Nothing was changed.")


def _youth(desk: Desk) -> Youth:
    return Youth(pk=desk.youth, table_id=desk.table, number=desk.number)


def _author(desk: Desk) -> Author:
    return Author(desk.standing.person, desk.standing.agency)
