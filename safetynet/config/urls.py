"""Every address of the house. What is not here does not exist; nothing is public but signing in, and
a calendar without names behind an address that nobody guesses."""

from allauth.account import views as account
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from .calendar import calendar, calendar_feed
from .demo import demo


def _not_here(request: HttpRequest, **parts: str) -> HttpResponse:
    """Pages that the sign-in library knows and this house does not have."""
    raise Http404


urlpatterns = [
    path("", include("safetynet.youths.urls")),
    path("", include("safetynet.pages.urls")),
    path("", include("safetynet.meetings.urls")),
    path("", include("safetynet.reports.urls")),
    path("demo/", demo, name="demo"),
    path("calendar/", calendar, name="calendar"),
    path("calendar/<str:key>.ics", calendar_feed, name="calendar_feed"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/password/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/signup/", _not_here, name="account_signup"),
    path("accounts/reset/", _not_here, name="account_reset_password"),
    path("accounts/reauthenticate/", _not_here, name="account_reauthenticate"),
]

handler400 = "safetynet.pages.views.failures.bad_request"
handler404 = "safetynet.pages.views.failures.not_found"
handler429 = "safetynet.pages.views.failures.too_often"
handler500 = "safetynet.pages.views.failures.broken"
