"""The calendar without names: a page on which a person makes its address, and the feed behind that address.

A calendar program cannot sign in, so the address itself is the key: 256 bits, kept as a digest, renewed or taken back by its
person. What it opens are times, days and counts. A wrong key, an old one, and the key of somebody who has left look the same.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connections, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from safetynet.governance.actions.calendar_keys import digest_of, renew_calendar_key, revoke_calendar_key
from safetynet.governance.models import Account, CalendarKey
from safetynet.kernel import clock
from safetynet.meetings.rules.ics import Event, write_calendar
from safetynet.meetings.rules.mails import counted
from safetynet.pages.decorators import without_record
from safetynet.pages.views import failures

from .sign_in import DOOR, address_of, note_sign_in

TRIES, WITHIN = 60, 60
"""So many requests from one machine in so many seconds; calendar programs ask a few times a day."""


@without_record
def calendar(request: HttpRequest) -> HttpResponse:
    """Make, renew or take back the address of one's own calendar. A new address is shown once."""
    account: Account = request.user  # type: ignore[assignment]
    what = request.POST.get("what", "") if request.method == "POST" else ""
    address = ""
    if what == "renew":
        with transaction.atomic(using=DOOR):
            address = settings.HOUSE_ADDRESS.rstrip("/") + reverse(
                "calendar_feed", args=[renew_calendar_key(person=account.person)]
            )
            note_sign_in(request, "calendar key", "made", who=account.username, person=account.person)
    elif what == "revoke":
        with transaction.atomic(using=DOOR):
            revoke_calendar_key(person=account.person)
            note_sign_in(request, "calendar key", "taken back", who=account.username, person=account.person)
        messages.success(request, "Your calendar is closed. Its address opens nothing any more.")
        return HttpResponseRedirect(reverse("calendar"))
    key = CalendarKey.objects.filter(person=account.person).first()
    return render(request, "pages/calendar.html", {"key": key, "address": address})


@require_safe
@login_not_required
@without_record
def calendar_feed(request: HttpRequest, key: str) -> HttpResponse:
    """The feed that a key opens; 404 for everything else."""
    if _too_often(request):
        return failures.too_often(request)
    with connections[DOOR].cursor() as cursor:
        cursor.execute("SELECT policy.calendar_of(%s)", [digest_of(key)])
        [found] = cursor.fetchone()
    if found is None:
        raise Http404
    document = json.loads(found) if isinstance(found, str) else found
    feed = write_calendar("SafetyNet", events_of(document), clock.now())
    answer = HttpResponse(feed, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="safetynet.ics"'
    return answer


def events_of(document: Mapping[str, Any]) -> Iterator[Event]:
    """The meetings and the days with follow-ups, as counts."""
    for meeting in document["meetings"]:
        held_on, at = date.fromisoformat(meeting["held_on"]), time.fromisoformat(meeting["begins_at"])
        begins = datetime.combine(held_on, at, tzinfo=clock.ZONE)
        told = counted(meeting["youths"], meeting["yours"] or 0) if meeting["youths"] else ""
        ends = begins + timedelta(minutes=meeting["minutes"])
        yield Event(f"meeting-{meeting['id']}@safetynet", "SafetyNet meeting", begins, ends, told)
    for due in document["due"]:
        count = f"{due['count']} SafetyNet follow-up{'' if due['count'] == 1 else 's'} due"
        yield Event(f"due-{due['day']}-{document['person']}@safetynet", count, date.fromisoformat(due["day"]))


def _too_often(request: HttpRequest) -> bool:
    """Whether this machine asks more often than any calendar program does; the window begins with its first request."""
    counter = f"calendar-{address_of(request)}"
    cache.add(counter, 0, WITHIN)
    try:
        asked: int = cache.incr(counter)
    except ValueError:  # the window ended between the two steps
        return False
    return asked > TRIES
