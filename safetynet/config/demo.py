"""The demo sign-in: one button for each invented person. It exists only where everything is invented and nobody is far."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from safetynet.governance.models import Account
from safetynet.pages.decorators import without_record
from safetynet.policy.vocabulary import Purpose

from .sign_in import begin_session, note_sign_in

_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
_OF_PROXIES = frozenset({"via", "forwarded", "x-real-ip", "x-client-ip", "true-client-ip"})
_PURPOSES = {"gale": Purpose.REPORTING, "hal": Purpose.ADMINISTRATION, "dev": Purpose.RECORD_KEEPING}


def demo_allowed(request: HttpRequest) -> bool:
    """Whether the page exists: the database is marked synthetic, and the request came from this machine and no proxy."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return (
        settings.SYNTHETIC
        and not settings.SERVED_OVER_TLS
        and not settings.TRUSTED_PROXIES
        and request.META.get("REMOTE_ADDR") in _LOOPBACK
        and host in _LOCAL_NAMES
        and not any(name in _OF_PROXIES or name.startswith("x-forwarded") for name in map(str.lower, request.headers))
    )


@login_not_required
@without_record
def demo(request: HttpRequest) -> HttpResponse:
    """Choose one of the demo's people. 404 wherever it may not exist."""
    if not demo_allowed(request):
        raise Http404
    people = list(Account.objects.filter(is_active=True).order_by("pk"))
    if request.method != "POST":
        return render(request, "pages/demo.html", {"people": people})
    account = next((one for one in people if one.username == request.POST.get("username")), None)
    if account is None:
        raise Http404
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    note_sign_in(request, "sign-in", "done in the demo", who=account.username, person=account.person)
    begin_session(request, _PURPOSES.get(account.username, Purpose.MEETING))
    return HttpResponseRedirect(reverse("desk"))
