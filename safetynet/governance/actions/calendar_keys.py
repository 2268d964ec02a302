"""Keys to calendars: made, renewed and taken back by their own person, behind the sign-in door."""

import hashlib
import secrets

from django.db import transaction

from safetynet.governance.models import CalendarKey
from safetynet.kernel import clock

DOOR = "signin"
OCTETS = 32
"""256 bits: nobody guesses a key."""


def digest_of(key: str) -> str:
    """The form in which a key is kept."""
    return hashlib.sha256(key.encode()).hexdigest()


def renew_calendar_key(*, person: int) -> str:
    """A new key for the person's calendar, told once; the one before opens nothing any more."""
    key = secrets.token_urlsafe(OCTETS)
    with transaction.atomic(using=DOOR):
        CalendarKey.objects.using(DOOR).update_or_create(
            person=person, defaults={"digest": digest_of(key), "made_at": clock.now()}
        )  # fmt: skip
    return key


def revoke_calendar_key(*, person: int) -> bool:
    """The person's calendar is closed. Returns whether there was a key."""
    gone, _ = CalendarKey.objects.using(DOOR).filter(person=person).delete()
    return bool(gone)
