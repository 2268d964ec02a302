"""Accounts and sessions. They live behind a connection of their own, which cannot see a youth; and the connection that
sees youths cannot see these."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from safetynet.kernel import clock


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts the way Django's sign-in asks for them."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account with that user name, capitals or not."""
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """How one person signs in. ``person`` is the id of the person in the directory; never shared (HIPAA 164.312(a))."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)
    person = models.BigIntegerField(unique=True)
    display_name = models.CharField(max_length=160)
    description = models.CharField(max_length=260, blank=True, help_text="Title and agency, for lists of people")
    is_active = models.BooleanField(default=True)
    opened_at = models.DateTimeField(default=clock.now, help_text="When it was made or last released; unused days count from here")
    password_changed_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    objects = AccountManager()

    def __str__(self) -> str:
        return self.display_name


class SessionKey(AbstractBaseSession):
    """A session. ``session_key`` holds a digest of what the browser holds, so that reading this table opens nothing."""

    session_key = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="sessions")

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "session"
