"""The key to a person's calendar: an address that a calendar program may ask without signing in, and that tells no name."""

from django.db import models


class CalendarKey(models.Model):
    """A person's one key. Only its digest is kept: whoever reads this table can open no calendar. A new key ends the old one."""

    person = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the key, in hexadecimal")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar key {self.pk}"
