"""Notices that were sent by e-mail. They live behind the sign-in door: who is told how often is no part of any youth's record."""

from django.db import models

from safetynet.kernel import clock
from safetynet.kernel.codes import NoticeKind

from .fields import CodeField


class SentNotice(models.Model):
    """One e-mail of one kind to one person for one day. The row is written before the mail is handed over, so that nobody
    is told twice even if the program is killed in between; ``sent_at`` stays empty where that happened."""

    person = models.BigIntegerField()
    kind = CodeField(codes=NoticeKind)
    day = models.DateField(help_text="The day it tells of")
    claimed_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "kind", "day"), name="told_once"),)

    def __str__(self) -> str:
        return f"notice {self.pk}"
