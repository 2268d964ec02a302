"""Adding, correcting and withdrawing claims, and their history, on plain forms."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from safetynet.governance.queries import find_standing
from safetynet.kernel import clock
from safetynet.kernel.codes import SourceType
from safetynet.kernel.dates import say_date
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.kernel.identifiers import read_id
from safetynet.policy.rules import decide
from safetynet.policy.seen import Seen
from safetynet.policy.vocabulary import Category, Verb
from safetynet.youths.actions import Author, add_claim, correct_claim, refer_youth, withdraw_claim
from safetynet.youths.forms import ClaimForm, NewYouthForm, WithdrawForm, make_claim_form
from safetynet.youths.models import Claim, Youth
from safetynet.youths.queries.file import KINDS
from safetynet.youths.queries.history import Version, find_history, says
from safetynet.youths.queries.writing import Desk, claim_values, find_desk
from safetynet.youths.rules.referral import decide_referral, tables_to_refer_to


def refer(request: HttpRequest) -> HttpResponse:
    """Put a youth on the register of a table where the person's seat allows it; of several, the form asks which."""
    today = clock.today()
    standing = find_standing(request.door, action="open form", subject="referral")
    decision = decide_referral(standing)
    if not decision:
        raise Refused(f"You may not put a youth on the register. {decision.why}", next="Ask the coordinator to refer the youth.")
    tables = {seat: standing.tables[seat].name for seat in tables_to_refer_to(standing)}
    form = NewYouthForm(request.POST or None, today=today, tables=tables)
    if request.method == "POST" and form.is_valid():
        author = Author(standing.person, standing.agency)
        youth = refer_youth(door=request.door, table_id=form.table(), values=form.cleaned_data, by=author)
        return HttpResponseRedirect(reverse("file", args=[youth.number]))
    return render(request, "youths/refer.html", {"form": form})


def add(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """Add a claim of the person's agency; of a kind of which it says one thing at a time, what it says now is changed."""
    model = _kind(kind)
    desk = _writable_desk(request, number, model)
    own = next((row.id for row in desk.rows.get(kind, ()) if row.source_agency_id == desk.standing.agency), None)
    if request.method != "POST" and model.kind.single and own is not None:
        return HttpResponseRedirect(reverse("correct", args=[number, kind, own]))
    form = make_claim_form(model, desk, request.POST or None)
    fault: Fault | None = None
    if request.method == "POST" and form.is_valid():
        try:
            add_claim(
                door=request.door, kind=model, youth=_youth(desk), values=form.values(), by=_author(desk),
                submission=form.sent(),
            )  # fmt: skip
        except Fault as said:
            fault = said
        else:
            messages.success(request, f"Saved: {model.kind.title.lower().rstrip('?')}.")
            return _back(desk, model)
    context = _context(desk, model, form, title=model.kind.add, fault=fault)
    return render(request, "youths/write.html", context, status=_status(form, fault))


def correct(request: HttpRequest, number: str, kind: str, claim: int) -> HttpResponse:
    """Correct a claim of the person's agency; the second of two who correct the same sees the first's change."""
    model = _kind(kind)
    desk = _writable_desk(request, number, model)
    replaces = request.POST.get("replaces", "")
    target = read_id(replaces) or claim
    _check_known(request, desk, model, claim)
    _check_known(request, desk, model, target)
    row = _own_row(desk, model, claim)
    form = make_claim_form(model, desk, request.POST or None, claim_values(model, row) if row else None, correcting=True)
    fault: Fault | None = None
    if request.method == "POST" and form.is_valid():
        try:
            correct_claim(
                door=request.door, claim=_stand_in(model, target, row), youth=_youth(desk), values=form.values(),
                reason=form.cleaned_data["reason"], by=_author(desk), submission=form.sent(),
            )  # fmt: skip
        except Conflict as said:
            return _show_the_first(request, desk, model, form, claim, said)
        except Fault as said:
            fault = said
        else:
            messages.success(request, "Corrected. The old entry stands in the history.")
            return _back(desk, model)
    if row is None and request.method != "POST":
        raise NotInScope("There is no such entry of your agency that counts today.", next="Look at its history.")
    context = _context(desk, model, form, title=f"Correct: {model.kind.title}", fault=fault)
    context |= {
        "withdraw": reverse("withdraw", args=[number, kind, claim]) if row else "",
        "withdraw_form": WithdrawForm(prefix="", auto_id="withdraw_%s"),
        "replaces": replaces,
    }
    return render(request, "youths/write.html", context, status=_status(form, fault))


def withdraw(request: HttpRequest, number: str, kind: str, claim: int) -> HttpResponse:
    """Take a claim of the person's agency back."""
    model = _kind(kind)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("correct", args=[number, kind, claim]))
    desk = _writable_desk(request, number, model)
    _check_known(request, desk, model, claim)
    row = _own_row(desk, model, claim)
    form = WithdrawForm(request.POST)
    if row is None:
        raise Conflict("This entry does not count any more.", kept="Nothing was changed.", next="Look at its history.")
    if not form.is_valid():
        raise Fault("Say why it is taken back.", kept="Nothing was changed.", next="Go back and fill in the reason.")
    withdraw_claim(
        door=request.door, claim=_stand_in(model, claim, row), youth=_youth(desk), reason=form.cleaned_data["reason"],
        by=_author(desk), submission=form.cleaned_data["submission"],
    )  # fmt: skip
    messages.success(request, "Taken back. It stands in the history, with the reason.")
    return _back(desk, model)


@require_safe
def history(request: HttpRequest, number: str, kind: str, claim: int) -> HttpResponse:
    """What a claim said before, who said so, and why it changed."""
    model = _kind(kind)
    found = find_history(request.door, number, model, claim)
    context = {
        "history": found,
        "kind": model.kind,
        "versions": [_version(version, model) for version in found.versions],
        "back": _file_address(number, model),
    }
    return render(request, "youths/history.html", context)


def _kind(name: str) -> type[Claim]:
    if name not in KINDS:
        raise NotInScope("There is no such kind of entry.")
    return KINDS[name]


def _writable_desk(request: HttpRequest, number: str, kind: type[Claim]) -> Desk:
    """The facts behind a form, if the person may write this kind for this youth. Raises Refused with the rule."""
    desk = find_desk(request.door, number, kind)
    decision = decide(desk.standing, Verb.WRITE, kind.kind.category, desk.row)
    if not decision:
        raise Refused(f"You may not add or change this. {decision.why}", kept="Nothing was changed.")
    return desk


def _check_known(request: HttpRequest, desk: Desk, kind: type[Claim], claim: int) -> None:
    """Raises NotInScope when the writer can see this claim neither as it stands nor in its history."""
    if not any(row.id == claim for row in desk.rows.get(kind._meta.model_name or "", ())):
        find_history(request.door, desk.number, kind, claim)


def _own_row(desk: Desk, kind: type[Claim], claim: int) -> Seen | None:
    rows = desk.rows.get(kind._meta.model_name or "", ())
    return next((row for row in rows if row.id == claim and row.source_agency_id == desk.standing.agency), None)


def _stand_in(kind: type[Claim], claim: int, row: Seen | None) -> Claim:
    """The claim as the action needs it: its number and what it says."""
    values = claim_values(kind, row) if row is not None else {}
    return kind(pk=claim, batch=row.batch if row is not None else None, **values)


def _show_the_first(
    request: HttpRequest, desk: Desk, kind: type[Claim], form: ClaimForm, claim: int, said: Conflict
) -> HttpResponse:
    """Both entries on one page: what stands now, and what was typed; nothing is lost."""
    found = find_history(request.door, desk.number, kind, claim)
    newest = found.versions[0]
    form.data = form.data.copy()
    form.data["submission"] = str(form.fields["submission"].initial())
    context = _context(desk, kind, form, title=f"Correct: {kind.kind.title}", fault=said)
    context |= {
        "newer": [(label, _shown(value)) for label, value in says(newest.row, kind) if value not in (None, "", [])],
        "replaces": "" if newest.row.withdrawn else newest.row.id,
        "withdraw": "",
    }
    return render(request, "youths/write.html", context, status=409)


def _shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _version(version: Version, kind: type[Claim]) -> dict[str, Any]:
    row = version.row
    return {
        "withdrawn": row.withdrawn,
        "until": say_date(clock.local(version.superseded_at).date()) if version.superseded_at else "",
        "since": f"{say_date(clock.local(version.recorded_at).date())}, {clock.local(version.recorded_at):%H:%M}",
        "by": version.recorded_by,
        "says": [(label, _shown(value)) for label, value in says(row, kind) if value not in (None, "", [])],
        "how": "; ".join(filter(None, (SourceType.label_of(row.source_type), row.source_note))),
        "reason": row.reason,
    }


def _context(desk: Desk, kind: type[Claim], form: ClaimForm, *, title: str, fault: Fault | None) -> dict[str, Any]:
    return {
        "number": desk.number,
        "title": title,
        "says": f"{desk.standing.agency_name} says this. {_who_reads(kind.kind.category)}",
        "form": form,
        "fault": fault,
        "newer": [],
        "replaces": "",
        "withdraw": "",
        "back": _file_address(desk.number, kind),
    }


def _who_reads(category: Category) -> str:
    if category in (Category.PRIVILEGED, Category.VAULT):
        return "Privileged: only your own side can ever read it."
    return "It is shared as the table's policy says for this category."


def _status(form: ClaimForm, fault: Fault | None) -> int:
    return 400 if fault is not None or (form.is_bound and form.errors) else 200


def _youth(desk: Desk) -> Youth:
    return Youth(pk=desk.youth, table_id=desk.table, number=desk.number)


def _author(desk: Desk) -> Author:
    return Author(desk.standing.person, desk.standing.agency)


def _file_address(number: str, kind: type[Claim]) -> str:
    return f"{reverse('file', args=[number])}#{kind.kind.category.value.lower()}"


def _back(desk: Desk, kind: type[Claim]) -> HttpResponse:
    return HttpResponseRedirect(_file_address(desk.number, kind))
