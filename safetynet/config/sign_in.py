"""Signing in: allauth's forms and limits, with a stated purpose, and every try written into the log.

A1 one account each · A3 five failures in 15 minutes lock the account for as long (settings.ACCOUNT_RATE_LIMITS) ·
A6 passwords of twelve characters or more against a list of common ones · A8 banner on the page (field facts, section 10).
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from django import forms
from django.db import connections
from django.http import HttpRequest, HttpResponse

from safetynet.governance.models import Account
from safetynet.kernel import clock
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
    """Where a request came from, as the log keeps it."""
    return str(request.META.get("REMOTE_ADDR") or "")


def request_id(request: HttpRequest) -> str:
    """The number of a request, so that entries of one request are found together."""
    return str(getattr(request, "house_id", ""))


def begin_session(request: HttpRequest, purpose: Purpose) -> None:
    """Start the clocks of a session and keep what it is for."""
    now = clock.now().timestamp()
    request.session["began"] = now
    request.session["seen"] = now
    request.session["purpose"] = purpose.value


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
