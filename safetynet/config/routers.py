"""Which connection serves which model: accounts and sessions behind the sign-in door, all else behind the web door."""

from typing import Any

_SIGN_IN_APPS = frozenset({"account", "auth", "sessions", "contenttypes", "django_cache"})
_SIGN_IN_MODELS = frozenset({"account", "sessionkey", "calendarkey", "sentnotice"})


class TwoDoors:
    """Neither connection can see the other's tables; PostgreSQL's privileges say the same."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """The alias that may read the model."""
        options = model._meta
        behind_sign_in = options.app_label in _SIGN_IN_APPS or (
            options.app_label == "governance" and options.model_name in _SIGN_IN_MODELS
        )
        return "signin" if behind_sign_in else "default"

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """Both sides must stand behind the same door."""
        return self.db_for_read(type(one)) == self.db_for_read(type(other))

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Tables are made by the owner only."""
        return db == "owner"
