"""What every request passes on its way to a page."""

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.hashers import check_password
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from safetynet.audit.acts import Act
from safetynet.governance.models import Account
from safetynet.kernel import clock
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.kernel.identifiers import PersonId
from safetynet.pages.views import failures
from safetynet.policy.door import Door
from safetynet.policy.passes import Reader
from safetynet.policy.vocabulary import Purpose

from .sign_in import address_of, note_sign_in, request_id

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


class HouseHeaders:
    """Headers of our own on every response, and no requests from other sites."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Number the request, refuse what another site sends, forbid keeping pages."""
        request.house_id = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        if _comes_from_elsewhere(request):
            return failures.plain(403, "This request came from another site.")
        response = self.answer(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store"
        return response


def _comes_from_elsewhere(request: HttpRequest) -> bool:
    if request.headers.get("Sec-Fetch-Site") not in ("cross-site", "same-site"):
        return False
    return not (request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate")


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
        tries_key = f"unlock-{account.pk}"
        password = request.POST.get("unlock_password")
        wrong = False
        if password is not None:
            if check_password(password, account.password):
                note_sign_in(request, "unlock", "done", who=account.username, person=account.person)
                cache.delete(tries_key)
                request.session["seen"] = now
                return self._go_on(request)
            wrong = True
            note_sign_in(request, "unlock", "refused", who=account.username, person=account.person)
            tries = cache.get(tries_key, 0) + 1
            cache.set(tries_key, tries, IDLE_SECONDS)
            if tries >= UNLOCK_TRIES:
                return self._end(request, account)
        return failures.locked(request, account, wrong=wrong)

    @staticmethod
    def _go_on(request: HttpRequest) -> HttpResponse | None:
        was_form = request.POST.get("unlock_form") == "1"
        if not was_form:
            return HttpResponseRedirect(request.get_full_path())
        remaining = request.POST.copy()
        for name in ("unlock_password", "unlock_form"):
            remaining.pop(name, None)
        request.POST = remaining  # type: ignore[assignment]
        return None


class RecordDoor:
    """The door to the record for whoever is signed in; and no page that nobody wrote down."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with a door at hand; refuse to send what was not written into the log."""
        account = request.user
        if not isinstance(account, Account):
            return self.answer(request)
        purpose = Purpose(request.session.get("purpose", Purpose.MEETING))
        reader = Reader(PersonId(account.person), purpose, address=address_of(request), request=request_id(request))
        door = Door(reader)
        request.door = door  # type: ignore[attr-defined]
        response = self.answer(request)
        if response.status_code == 200 and not door.receipts and not getattr(request, "without_record", False):
            return failures.page(request, 500, failures.NOT_WRITTEN_DOWN)
        return response

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, options: Any) -> None:
        """Pages that show no record say so with ``@without_record``; allauth's own pages show none."""
        module = str(getattr(view, "__module__", ""))
        request.without_record = getattr(view, "without_record", False) or module.startswith("allauth.")  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Faults become plain pages; a refusal is written into the log on a connection of its own first."""
        if not isinstance(error, Fault):
            return None
        status = 404 if isinstance(error, NotInScope) else 403 if isinstance(error, Refused) else 400
        if isinstance(error, Conflict):
            status = 409
        door: Door | None = getattr(request, "door", None)
        if door is not None and status in (403, 404):
            match = request.resolver_match
            subject, reader = match.view_name if match else "", door.reader
            detail = {"status": status}
            door.note_denial(
                Act("denied", "page", subject, outcome="refused", detail=detail, address=reader.address, request=reader.request)
            )
        return failures.page(request, status, error)
