"""Sessions in the database, keyed by a digest, and loaded together with their account in one round trip.

What the browser holds opens a session; what the table holds does not, so whoever reads the table gains nothing.
"""

import hashlib
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from safetynet.governance.models import Account, SessionKey
from safetynet.kernel import clock

_carried: ContextVar[Account | None] = ContextVar("carried_account", default=None)


def digest(session_key: str | None) -> str:
    """The form in which a session's key is stored."""
    return hashlib.sha256((session_key or "").encode()).hexdigest()


class SessionStore(DatabaseSessions):
    """Django's database sessions with the two differences named above."""

    def __init__(self, session_key: str | None = None) -> None:
        _carried.set(None)
        super().__init__(session_key)

    @classmethod
    def get_model_class(cls) -> type[SessionKey]:
        """The model that stores sessions."""
        return SessionKey

    def _get_session_from_db(self) -> SessionKey | None:
        session = (
            SessionKey.objects.select_related("account")
            .filter(session_key=digest(self.session_key), expire_date__gt=clock.now())
            .first()
        )
        if session is None:
            self._session_key = None
            return None
        _carried.set(session.account)
        return session

    def create_model_instance(self, data: dict[str, Any]) -> SessionKey:
        """The row for this session; the account stands beside the data, so that one person's sessions can be ended."""
        account = data.get("_auth_user_id")
        expires: datetime = self.get_expiry_date()
        return SessionKey(
            session_key=digest(self._get_or_create_session_key()),
            session_data=self.encode(data),
            expire_date=expires,
            account_id=int(account) if account else None,
        )

    def exists(self, session_key: str | None) -> bool:
        """Whether a session with that key is kept."""
        return SessionKey.objects.filter(session_key=digest(session_key)).exists()

    def delete(self, session_key: str | None = None) -> None:
        """End a session for good."""
        key = session_key or self.session_key
        if key is not None:
            SessionKey.objects.filter(session_key=digest(key)).delete()


class CarriedAccountBackend(AuthenticationBackend):
    """allauth's sign-in; a signed-in request takes the account that came with its session."""

    def get_user(self, user_id: Any) -> Account | None:
        """The account, if it is still active."""
        account = _carried.get()
        if account is None or account.pk != int(user_id):
            account = Account.objects.filter(pk=user_id).first()
        return account if account is not None and account.is_active else None
