"""The lines of an agenda and why each stands there."""

from django.db import models

from safetynet.governance.models import CodeField
from safetynet.kernel.codes import AgendaSection
from safetynet.policy.vocabulary import Category
from safetynet.youths.models import Youth

from .meeting import Meeting, Table


class AgendaItem(models.Model):
    """A youth on an agenda. The youth has a number at the table already: from the referral, or from the county's workbook."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    youth = models.ForeignKey(Youth, on_delete=models.PROTECT, related_name="+")
    section = CodeField(codes=AgendaSection)
    position = models.PositiveSmallIntegerField()
    carried_from = models.DateField(null=True, help_text="The meeting it was carried over from")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "youth"), name="youth_once_on_an_agenda"),)
        ordering = ("meeting_id", "position")

    def __str__(self) -> str:
        return f"agenda item {self.pk}"


class AgendaReason(models.Model):
    """Why a youth stands on an agenda: a code and a date, shared like the category it was read from."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="reasons")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", db_index=False)
    youth = models.ForeignKey(Youth, on_delete=models.PROTECT, related_name="+", db_index=False)
    category = CodeField(codes=Category)
    code = models.CharField(max_length=30)
    since = models.DateField(null=True)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("item", "code"), name="reason_once_per_line"),)

    def __str__(self) -> str:
        return f"agenda reason {self.pk}"
