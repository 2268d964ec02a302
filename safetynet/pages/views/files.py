"""The youth's file, and the consents and walls that open and close it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from safetynet.governance.actions import end_wall, raise_wall, record_consent, revoke_consent
from safetynet.governance.queries import AuthorityPage, find_authority
from safetynet.governance.rules import setting_value
from safetynet.kernel import clock
from safetynet.kernel.faults import NotInScope, Refused
from safetynet.kernel.identifiers import read_id
from safetynet.pages.file_page import sections_of, timeline_of
from safetynet.pages.forms import ConsentForm, WallForm
from safetynet.pages.strip import strip_of
from safetynet.policy.rules import RowFacts, decide, may
from safetynet.policy.vocabulary import Category, Verb
from safetynet.youths.queries.file import YouthFile, find_file
from safetynet.youths.queries.unknown import no_such_youth
from safetynet.youths.queries.words import Words
from safetynet.youths.rules.dual_status import TO_THE_CALENDAR, described_by_both
from safetynet.youths.rules.face import face_sheet


@require_safe
def file(request: HttpRequest, number: str) -> HttpResponse:
    """One youth's file as this reader may see it."""
    found = find_file(request.door, number)
    standing = found.standing
    words = Words(standing.today, found.agencies, found.people)
    context = {
        "file": found,
        "face": face_sheet(found.records, standing.today, found.agencies),
        "shared": {category.value: decide(standing, Verb.READ, category, found.row) for category in _ON_THE_FACE},
        "sections": sections_of(found, words),
        "timeline": timeline_of(found, words),
        "strip": strip_of(found.records, standing.today),
        "both_systems": _both_systems(found),
        "may_watch": may(standing, Verb.READ, Category.WATCH, found.row),
        "may_consent": may(standing, Verb.READ, Category.CONSENT, found.row),
    }
    return render(request, "pages/youth_file.html", context)


def authority(request: HttpRequest, number: str) -> HttpResponse:
    """Consents and walls about one youth: what stands, and new ones for the coordinator."""
    found = _authority(request, number)
    row = RowFacts(found.table_id, found.county_id, found.youth_id)
    may_write = may(found.standing, Verb.WRITE, Category.CONSENT, row)
    asked = request.POST.get("what", "") if request.method == "POST" else ""
    if asked and not may_write:
        raise Refused("Only the table's coordinator records consents and walls.", kept="Nothing was changed.")
    consent = ConsentForm(request.POST if asked == "consent" else None, agencies=found.agencies, prefix="consent")
    wall = WallForm(request.POST if asked == "wall" else None, people=found.people, prefix="wall")
    if asked in ("revoke", "end"):
        return _close(request, number, asked)
    common = {"door": request.door, "youth_id": found.youth_id, "table_id": found.table_id, "number": number}
    if asked == "consent" and consent.is_valid():
        record_consent(**common, **consent.values(), by=found.standing.person)
        messages.success(request, "The consent is recorded and counts from its first day.")
        return HttpResponseRedirect(reverse("authority", args=[number]))
    if asked == "wall" and wall.is_valid():
        raise_wall(**common, **wall.values(), by=found.standing.person)
        messages.success(request, "The wall stands.")
        return HttpResponseRedirect(reverse("authority", args=[number]))
    context: dict[str, Any] = {
        "number": number,
        "found": found,
        "may_write": may_write,
        "consent": consent,
        "wall": wall,
        "labels": {category.value: category.label for category in Category},
    }
    return render(request, "pages/authority.html", context, status=400 if asked else 200)


_ON_THE_FACE = (
    Category.INDEX,
    Category.DEMOGRAPHICS,
    Category.RISK,
    Category.PLACEMENT,
    Category.SAFETY_PLAN,
    Category.SERVICES,
)


def _authority(request: HttpRequest, number: str) -> AuthorityPage:
    found = find_authority(request.door, number)
    if found is None:
        raise no_such_youth(request.door, number)
    row = RowFacts(found.table_id, found.county_id, found.youth_id)
    decision = decide(found.standing, Verb.READ, Category.CONSENT, row)
    if not decision:
        raise Refused(f"Consents and walls are not shared with you. {decision.why}")
    return found


def _close(request: HttpRequest, number: str, asked: str) -> HttpResponse:
    paper = read_id(request.POST.get("paper", ""))
    if paper is None:
        raise NotInScope("There is no such paper.")
    if asked == "revoke":
        revoke_consent(door=request.door, consent_id=paper, number=number, on=clock.today())
        messages.success(request, "The consent is revoked; what it opened is closed.")
    else:
        end_wall(door=request.door, wall_id=paper, number=number, on=clock.today())
        messages.success(request, "The wall ends today.")
    return HttpResponseRedirect(reverse("authority", args=[number]))


def _both_systems(found: YouthFile) -> str:
    """A line for the table when agencies say "now" for both systems and the county has no protocol for that."""
    allowed = setting_value("dual_status", found.county_name, found.settings) == "yes"
    probation = [row.status for row in found.records.get("probationstatus", ()) if not row.ends]
    services = [row.status for row in found.records.get("childwelfarestatus", ()) if not row.ends]
    return TO_THE_CALENDAR if not allowed and described_by_both(probation, services) else ""
