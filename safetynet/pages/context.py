"""What every page's frame needs: who is signed in, what for, whether the data are invented."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from safetynet.governance.models import Account
from safetynet.kernel import clock
from safetynet.policy.vocabulary import Purpose

IDLE_MINUTES = 15


def house(request: HttpRequest) -> dict[str, Any]:
    """The frame's facts. No question to the database."""
    account = request.user if isinstance(getattr(request, "user", None), Account) else None
    purpose = request.session.get("purpose") if account else None
    return {
        "account": account,
        "purpose": Purpose.label_of(purpose) if purpose else "",
        "synthetic": settings.SYNTHETIC,
        "idle_minutes": IDLE_MINUTES if account else 0,
        "places": _places(request.session if account else {}),
        "today": clock.today(),
        "here": request.path,
        "way_back": _way_back(request) if account else "",
    }


def _way_back(request: HttpRequest) -> str:
    """The address of the open room in which the reader is checked in, as the room left it; empty in the room itself."""
    kept = str(request.session.get("room", ""))
    return "" if request.path == kept.partition("?")[0] else kept


def _places(session: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Where the main navigation leads: address names and words. Whoever loads no workbooks or makes no statistics is not sent
    there; the pages themselves decide who may."""
    places = [("desk", "Desk"), ("youths", "Youths"), ("meetings", "Meetings"), ("my_follow_ups", "Follow-ups")]
    places += [("numbers", "Numbers")] if session.get("numbers") else []
    return [*places, *([("workbooks", "Workbooks")] if session.get("imports") else []), ("county", "County")]
