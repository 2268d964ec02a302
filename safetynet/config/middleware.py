"""What every request passes on its way to a page."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.hashers import check_password
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import reverse
from django.utils.http import escape_leading_slashes

from safetynet.audit.acts import Act
from safetynet.governance.models import Account
from safetynet.governance.queries import find_standing
from safetynet.kernel import clock
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.kernel.identifiers import PersonId, is_id
from safetynet.pages.views import failures
from safetynet.policy.door import Door
from safetynet.policy.passes import Reader
from safetynet.policy.rules import shut_out
from safetynet.policy.vocabulary import Purpose

from .sign_in import DOOR, address_of, note_sign_in, request_id

Answer = Callable[[HttpRequest], HttpResponse]

IDLE_SECONDS = 15 * 60
"""After this long without a request the screen asks for the password again (CJIS AC-11: at most 30 minutes; A4: 15)."""
END_SECONDS = 60 * 60
"""After this long without a request the session is over (A5)."""
WHOLE_SECONDS = 12 * 3600
"""No session lives longer (A5: re-authenticate every 12 hours)."""
STEP_SECONDS = 60
"""How exactly the last request is remembered; less writing, and a minute's grace at most."""
UNLOCK_TRIES = 5
LOOKS_ON = "/room/now/"
"""What a page asks by itself, every second and a half: no sign that somebody is there. It neither keeps a session awake nor
is asked for a password; the page then asks for itself as a whole."""
SERVED = ("GET", "HEAD", "POST")
"""The methods of forms and links; a page may serve fewer of them."""
LARGEST_REQUEST = settings.WORKBOOK_MAX_BYTES + 1024 * 1024
"""Bytes of the largest request that is read: a workbook and the form around it."""
LARGEST_DRAINED = 1024 * 1024 * 1024
"""Bytes of a larger one that are read and thrown away to say so."""


class HouseHeaders:
    """Headers of our own on every response, and no requests from other sites."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Number the request, refuse what another site sends, forbid keeping pages."""
        request.house_id = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        response = _refused(request) or self.answer(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers["Server"] = "SafetyNet"  # in place of the server's own name
        if not (request.path.startswith(settings.STATIC_URL) and response.status_code in (200, 206, 304)):
            response.headers["Cache-Control"] = "no-store"
        return response


def _size(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() else 0


def _refuse_as_too_large(request: HttpRequest) -> HttpResponse:
    """Say so on a page. The rest of the request is read and thrown away first (so that the browser listens), none of it is
    kept; one that is larger than anybody's workbook is cut off."""
    rest = _size(request) if _size(request) <= LARGEST_DRAINED else 0
    while rest > 0 and (part := request.META["wsgi.input"].read(min(rest, 1024 * 1024))):
        rest -= len(part)
    return failures.page(request, 413, failures.TOO_LARGE)


def _refused(request: HttpRequest) -> HttpResponse | None:
    """What is refused before anybody is asked for: strange methods, octets that no text holds, requests of other sites."""
    if request.method not in SERVED:
        return _not_served()
    if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        return failures.bad_request(request)
    if _comes_from_elsewhere(request):
        return failures.plain(403, "This request came from another site.")
    if _size(request) > LARGEST_REQUEST:
        return _refuse_as_too_large(request)
    return None


def _not_served() -> HttpResponse:
    response = failures.plain(405, "This cannot be done here. Nothing was changed.")
    response.headers["Allow"] = ", ".join(SERVED)
    return response


def _comes_from_elsewhere(request: HttpRequest) -> bool:
    if request.headers.get("Sec-Fetch-Site") not in ("cross-site", "same-site"):
        return False
    return not (request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate")


class _TokenCheck(CsrfViewMiddleware):
    """The check of a form's token and origin, before its turn: a password is looked at for our own forms only."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(status=403)


def _tries_key(account: Account) -> str:
    return f"unlock-{account.pk}"


def _count_try(account: Account) -> int:
    """Which try of the last minutes this is, counted before its password is looked at; tries that come at once wait for
    each other."""
    with transaction.atomic(using=DOOR):
        Account.objects.using(DOOR).select_for_update().get(pk=account.pk)
        tries: int = cache.get(_tries_key(account), 0) + 1
        cache.set(_tries_key(account), tries, IDLE_SECONDS)
    return tries


class SessionClock:
    """Idle screens lock, idle sessions end, no session lives for ever. What was typed is not lost."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let a fresh session pass, ask for the password in a stale one, end an old one."""
        account = request.user
        if not isinstance(account, Account):
            return self.answer(request)
        now = clock.now().timestamp()
        seen, began = request.session.get("seen", 0), request.session.get("began", 0)
        if request.path.endswith(LOOKS_ON):
            idle = now - began > WHOLE_SECONDS or now - seen > IDLE_SECONDS
            return failures.plain(401, "This screen is locked.") if idle else self.answer(request)
        if now - began > WHOLE_SECONDS or now - seen > END_SECONDS:
            return self._end(request, account)
        if now - seen > IDLE_SECONDS:
            answer = self._ask(request, account, now)
            if answer is not None:
                return answer
        elif now - seen > STEP_SECONDS:
            request.session["seen"] = now
        return self.answer(request)

    def _end(self, request: HttpRequest, account: Account) -> HttpResponse:
        note_sign_in(request, "lock", "session ended", who=account.username, person=account.person)
        logout(request)
        return HttpResponseRedirect(f"{settings.LOGIN_URL}?ended=1")

    def _ask(self, request: HttpRequest, account: Account, now: float) -> HttpResponse | None:
        """None when the right password came with the request: then it goes on as it was sent."""
        if not account.has_usable_password():
            return self._end(request, account)
        password = request.POST.get("unlock_password")
        if password is None:
            return failures.locked(request, account, wrong=False)
        if _TokenCheck(self.answer).process_view(request, None, (), {}) is not None:
            return failures.forged_form(request)
        tries = _count_try(account)
        if tries <= UNLOCK_TRIES and check_password(password, account.password):
            note_sign_in(request, "unlock", "done", who=account.username, person=account.person)
            cache.delete(_tries_key(account))
            request.session["seen"] = now
            return self._go_on(request)
        note_sign_in(request, "unlock", "refused", who=account.username, person=account.person)
        return self._end(request, account) if tries >= UNLOCK_TRIES else failures.locked(request, account, wrong=True)

    @staticmethod
    def _go_on(request: HttpRequest) -> HttpResponse | None:
        was_form = request.POST.get("unlock_form") == "1"
        if not was_form:
            return HttpResponseRedirect(escape_leading_slashes(request.get_full_path()))
        remaining = request.POST.copy()
        for name in ("unlock_password", "unlock_form"):
            remaining.pop(name, None)
        request.POST = remaining  # type: ignore[assignment]
        return None


def _door_of(request: HttpRequest, account: Account) -> Door | None:
    """The door of somebody who is signed in; None when the session has stated none of the house's purposes."""
    stated = request.session.get("purpose")
    if not isinstance(stated, str) or stated not in Purpose.__members__:
        return None
    return _door_for(request, account, Purpose(stated))


def _door_for(request: HttpRequest, account: Account, purpose: Purpose) -> Door:
    """The door of somebody who is signed in, for one purpose."""
    return Door(Reader(PersonId(account.person), purpose, address=address_of(request), request=request_id(request)))


class RecordDoor:
    """The door to the record for whoever is signed in; and no page that nobody wrote down."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with a door at hand; refuse to send what was not written into the log."""
        account = request.user
        if not isinstance(account, Account):
            return self.answer(request)
        door = _door_of(request, account)
        request.door = door  # type: ignore[attr-defined]
        request.door_for = partial(_door_for, request, account)  # type: ignore[attr-defined]
        response = self.answer(request)
        written = door is not None and door.receipts
        if response.status_code == 200 and not written and not getattr(request, "without_record", False):
            return failures.page(request, 500, failures.NOT_WRITTEN_DOWN)
        return response

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, options: Any) -> HttpResponse | None:
        """Pages that show no record say so with ``@without_record``; allauth's own pages show none. An address with a
        number that can be nobody's leads nowhere, and a session that has stated no purpose to the question for it."""
        module = str(getattr(view, "__module__", ""))
        request.without_record = getattr(view, "without_record", False) or module.startswith("allauth.")  # type: ignore[attr-defined]
        if not all(is_id(each) for each in options.values() if isinstance(each, int)):
            return failures.not_found(request)
        if getattr(request, "door", self) is None and not request.without_record:  # type: ignore[attr-defined]
            answer = HttpResponseRedirect(f"{reverse('purpose')}?missing=1")
            answer.status_code = 303  # whatever was sent is not sent again to that page
            return answer
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Faults become plain pages; a refusal is written into the log on a connection of its own first."""
        if not isinstance(error, Fault):
            return None
        door: Door | None = getattr(request, "door", None)
        if door is not None and isinstance(error, NotInScope):
            error = self._named(door) or error
        status = 404 if isinstance(error, NotInScope) else 403 if isinstance(error, Refused) else 400
        if isinstance(error, Conflict):
            status = 409
        if door is not None and status in (403, 404):
            match = request.resolver_match
            subject, reader = match.view_name if match else "", door.reader
            detail = {"status": status}
            door.note_denial(
                Act("denied", "page", subject, outcome="refused", detail=detail, address=reader.address, request=reader.request)
            )
        return failures.page(request, status, error)

    @staticmethod
    def _named(door: Door) -> Fault | None:
        """For somebody of a table to whom everything is shut: the rule, in place of "not here". It is the same answer for
        every address, so it tells nothing about any youth."""
        rule = shut_out(find_standing(door, action="ask why", subject="refusal"))
        if not rule:
            return None
        return Refused(f"Nothing of the record is shared with you. {rule}", next="Ask the coordinator; the papers can be renewed.")
