"""The desk, the purpose of a session, the directory of the county."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from safetynet.audit.acts import Act
from safetynet.governance.queries import find_county
from safetynet.governance.rules import SETTINGS, setting_value
from safetynet.intake.actions.importer import importing_tables
from safetynet.kernel.codes import AgencyType, StaffLevel
from safetynet.meetings.rules.follow_ups import say_waiting
from safetynet.pages.decorators import without_record
from safetynet.pages.desk import find_desk, may_prepare, obstacles, renewals, who_is
from safetynet.policy.vocabulary import MATRIX_CATEGORIES, Purpose, Role
from safetynet.reports.queries.snapshots import makes_statistics
from safetynet.youths.rules.referral import may_refer


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Today, for this person."""
    found = find_desk(request.door)
    more = {"imports": bool(importing_tables(found.standing)), "numbers": makes_statistics(found.standing)}
    for place, there in more.items():
        if request.session.get(place) != there:
            request.session[place] = there
    context = {
        "desk": found,
        "obstacles": obstacles(found.standing),
        "hidden": say_waiting(
            found.hidden, found.standing.agency_name, seated=bool(found.standing.seats), today=found.standing.today
        ),
        "renewals": renewals(found.standing, found.notice_days),
        "may_refer": may_refer(found.standing),
        "may_prepare": may_prepare(found.standing),
        "who": who_is(found.standing),
    }
    return render(request, "pages/desk.html", context)


@without_record
def purpose(request: HttpRequest) -> HttpResponse:
    """State another purpose for what is opened from now on; it counts when it stands in the log."""
    chosen = request.POST.get("purpose", "")
    if request.method == "POST" and chosen in Purpose.__members__:
        with request.door_for(Purpose(chosen)).opened() as door:
            door.note(Act("change purpose", "session", detail={"before": str(request.session.get("purpose", ""))}))
        request.session["purpose"] = chosen
        return HttpResponseRedirect(reverse("desk"))
    return render(request, "pages/purpose.html", {"purposes": Purpose.choices(), "missing": "missing" in request.GET})


@require_safe
def county(request: HttpRequest) -> HttpResponse:
    """The directory: tables, agencies and their memoranda, people, seats, agreements, trainings, settings."""
    found = find_county(request.door)
    today = found.standing.today.isoformat()
    name = found.tables[0]["county"] if found.tables else ""
    changed = {key: setting["value"] for key, setting in found.settings.items()}
    context = {
        "found": found,
        "tables": {table["id"]: table["name"] for table in found.tables},
        "roles": {role.value: role.label for role in Role},
        "levels": {level.value: level.label for level in StaffLevel},
        "kinds": {kind.value: kind.label for kind in AgencyType},
        "all_categories": len(MATRIX_CATEGORIES),
        "today_iso": today,
        "settings": [
            (
                setting.meaning,
                setting_value(setting.key, name, changed),
                found.settings.get(setting.key, {}).get("source", setting.source),
            )
            for setting in SETTINGS.values()
        ],
    }
    return render(request, "pages/county.html", context)
