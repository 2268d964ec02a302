"""Pages that say what went wrong: what happened, what was kept, what to do next. None of them asks the database."""

import sys
from html import escape

import psycopg
from django.contrib.auth.decorators import login_not_required
from django.db import Error as DjangoDatabaseError
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from safetynet.governance.models import Account
from safetynet.kernel.faults import Fault, NotInScope, Refused

NOT_WRITTEN_DOWN = Fault(
    "This page could not be written into the log, so it is not shown.",
    kept="Nothing was changed.",
    next="Try again; if it happens again, tell the administrator.",
)
_NO_DATABASE = Fault(
    "The database does not answer at the moment.",
    kept="Nothing was changed by this request; what was saved before is safe.",
    next="Wait a minute and try again. What you typed is still there when you go back.",
)
TOO_LARGE = Fault(
    "This file is larger than a workbook may be.",
    kept="Nothing was read, nothing was changed.",
    next="Take pictures and sheets that are not needed out of it, save it again, and go back to choose it.",
)
_BROKEN = Fault(
    "Something went wrong on our side.",
    kept="Nothing was changed by this request.",
    next="Go back and try again; if it happens again, tell the administrator at what time.",
)
_TITLES = {
    400: "That did not work",
    403: "Not shared with you",
    404: "Not here",
    409: "Somebody was first",
    413: "Too large",
    500: "Something went wrong",
    503: "No database",
}


def page(request: HttpRequest, status: int, fault: Fault) -> HttpResponse:
    """A full page with the fault in words."""
    context = {"fault": fault, "title": fault.title or _TITLES.get(status, "That did not work")}
    return HttpResponse(render_to_string("pages/failure.html", context, request), status=status)


def plain(status: int, words: str) -> HttpResponse:
    """The least of a page, where nothing else can be trusted to work."""
    body = f'<!doctype html><html lang="en"><title>SafetyNet</title><h1>SafetyNet</h1><p>{escape(words)}</p></html>'
    return HttpResponse(body, status=status)


def locked(request: HttpRequest, account: Account, *, wrong: bool) -> HttpResponse:
    """The lock of an idle screen. What was typed travels with the password and is not lost, but for passwords: they stand on
    no page."""
    typed = []
    if request.method == "POST":
        hidden = ("unlock_form", "csrfmiddlewaretoken")
        typed = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in hidden and "password" not in name.lower()
            for value in values
        ]
    context = {"account": account, "typed": typed, "was_form": request.method == "POST" and bool(typed), "wrong": wrong}
    return HttpResponse(render_to_string("pages/locked.html", context, request), status=403)


@login_not_required
def forged_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: an old page, or another site."""
    fault = Refused(
        "This form is too old, or it did not come from this site.",
        kept="Nothing was changed.",
        next="Go back, load the page again, and send it once more.",
    )
    return page(request, 403, fault)


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page."""
    return page(request, 404, NotInScope("There is no page at this address.", next="Go to your desk and begin there."))


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be read."""
    return plain(400, "This request cannot be read. Nothing was changed.")


@login_not_required
def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """More tries than a person makes."""
    return plain(429, "These were too many tries in a short time. Nothing was changed. Wait a few minutes and try again.")


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """Anything else; a database that is down is told apart. No trace, no values."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError | psycopg.OperationalError | psycopg.InterfaceError):
        return _without_database(_NO_DATABASE, 503)
    if isinstance(error, psycopg.Error | DjangoDatabaseError):
        return _without_database(_BROKEN, 500)
    return _without_database(_BROKEN, 500)


def _without_database(fault: Fault, status: int) -> HttpResponse:
    return HttpResponse(render_to_string("pages/broken.html", {"fault": fault, "title": _TITLES[status]}), status=status)
