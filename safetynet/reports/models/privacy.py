"""The ledger of privacy: what was spent on invented rows, of which table's youths, by whom. Nothing in it is ever given back."""

from django.db import models
from django.db.models import Q

from safetynet.governance.models import Person, Table
from safetynet.reports.rules.microdata.limits import PLACES


class PrivacySpending(models.Model):
    """What one release spent of one table's budget. The database refuses what would exceed it; rows are only added.

    The budget is a table's, not a snapshot's: the snapshot of next week shows the same youths.
    """

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+")
    content = models.CharField(max_length=64, help_text="The hash of the snapshot the rows were made from")
    period = models.CharField(max_length=20, help_text="Which years of referral")
    epsilon = models.FloatField(help_text="What was asked for, at the house's delta")
    rho = models.DecimalField(max_digits=PLACES + 3, decimal_places=PLACES, help_text="What it costs; this adds up")
    spent_at = models.DateTimeField()
    spent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(rho__gt=0), name="privacy_spending_costs_something"),)

    def __str__(self) -> str:
        return f"Epsilon {self.epsilon:g}, {self.period}"
