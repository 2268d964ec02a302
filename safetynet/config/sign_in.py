"""Signing in: allauth's forms and limits, with a stated purpose, and every try written into the log.

A1 one account each · A3 five failures in 15 minutes lock the account for as long (settings.ACCOUNT_RATE_LIMITS) ·
A6 passwords of twelve characters or more against a list of common ones ·
A7 an account unused for 90 days is closed (settings.UNUSED_DAYS) · A8 banner on the page (field facts, section 10).
"""

from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse

from safetynet.governance.models import Account
from safetynet.kernel import clock
from safetynet.kernel.faults import Refused
from safetynet.pages.views import failures
from safetynet.policy.vocabulary import Purpose

DOOR = "signin"


def note_sign_in(request: HttpRequest, action: str, outcome: str, *, who: str, person: int | None = None) -> None:
    """Write an act of signing in into the log. If that fails, so does the act."""
    with connections[DOOR].cursor() as cursor:
        cursor.execute(
            "SELECT audit.record_sign_in(%s, %s, %s, %s, %s, %s)",
            [person, who, action, outcome, address_of(request), request_id(request)],
        )


def address_of(request: HttpRequest) -> str:
    """Where a request came from, as the log keeps it and tries are counted.

    Behind proxies of our own (``settings.TRUSTED_PROXIES``) it is what the outermost of them has seen; whatever the sender
    wrote before that is not looked at. A request that did not come through all of them has the address of its sender.
    """
    peer, proxies = str(request.META.get("REMOTE_ADDR") or ""), settings.TRUSTED_PROXIES
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    if not proxies or len(hops) < proxies:
        return peer
    try:
        return str(ip_address(hops[-proxies]))
    except ValueError:
        return peer


def is_unused(account: Account, now: datetime) -> bool:
    """Whether nobody has signed in to the account for too long (A7), counted from when it was made or released."""
    used = max(account.last_login or account.opened_at, account.opened_at)
    return now - used > timedelta(days=settings.UNUSED_DAYS)


def request_id(request: HttpRequest) -> str:
    """The number of a request, so that entries of one request are found together."""
    return str(getattr(request, "house_id", ""))


def begin_session(request: HttpRequest, purpose: Purpose) -> None:
    """Start the clocks of a session and keep what it is for."""
    now = clock.now().timestamp()
    request.session["began"] = now
    request.session["seen"] = now
    request.session["purpose"] = purpose.value


def _closed() -> Refused:
    return Refused(
        f"This account was not used for {settings.UNUSED_DAYS} days, so it is closed.",
        next="Whoever runs SafetyNet for your county can release it.",
    )


class SignInForm(LoginForm):
    """User name, password, and what for."""

    purpose = forms.ChoiceField(label="What do you open records for?", choices=Purpose.choices())

    def clean(self) -> dict[str, Any]:
        """Names are of plain letters, and capitals do not count: no other spelling has tries of its own."""
        name = str(self.cleaned_data.get("login", ""))
        if not name.isascii():
            note_sign_in(self.request, "sign-in", "refused", who=name)
            raise HouseAdapter(self.request).validation_error("username_password_mismatch")
        self.cleaned_data["login"] = name.casefold()
        cleaned: dict[str, Any] = super().clean()
        return cleaned

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Sign in and begin the session with its purpose."""
        response: HttpResponse = super().login(request, redirect_url)
        if request.user.is_authenticated:
            begin_session(request, Purpose(self.cleaned_data["purpose"]))
        return response


class HouseAdapter(DefaultAccountAdapter):
    """Nobody signs up here; every sign-in, refusal and sign-out is written into the log."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are admitted by the operator."""
        return False

    def add_message(self, *arguments: Any, **options: Any) -> None:
        """Signing in needs no congratulation."""

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Tries are counted for the name alone, whatever host or port the request calls this house."""
        return str(credentials.get("username", "")).casefold()

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Too many tries are refused before the password is looked at; that stands in the log too."""
        try:
            super().pre_authenticate(request, **credentials)
        except forms.ValidationError:
            note_sign_in(request, "sign-in", "locked", who=str(credentials.get("username", "")))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password or an unknown name."""
        note_sign_in(request, "sign-in", "refused", who=str(credentials.get("username", "")))

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address under which tries are counted."""
        return address_of(request)

    def pre_login(self, request: HttpRequest, user: Account, **options: Any) -> HttpResponse | None:
        """A right password of an account that was not used for too long opens nothing (A7)."""
        if is_unused(user, clock.now()):
            note_sign_in(request, "sign-in", "closed as unused", who=user.username, person=user.person)
            return failures.page(request, 403, _closed())
        answer: HttpResponse | None = super().pre_login(request, user, **options)
        return answer

    def login(self, request: HttpRequest, user: Account) -> None:
        """A right password."""
        super().login(request, user)
        note_sign_in(request, "sign-in", "done", who=user.username, person=user.person)

    def logout(self, request: HttpRequest) -> None:
        """The end of a session by its owner."""
        user = request.user
        if isinstance(user, Account):
            note_sign_in(request, "sign-out", "done", who=user.username, person=user.person)
        super().logout(request)

    def set_password(self, user: Account, password: str) -> None:
        """A new password ends the account's other sessions."""
        super().set_password(user, password)
        user.password_changed_at = clock.now()
        user.save(update_fields=["password_changed_at"])
        user.sessions.all().delete()
