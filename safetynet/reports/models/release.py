"""The release register: what was proposed for publication, what is told and what withheld, and who let it go."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from safetynet.governance.models import CodeField, County, Person
from safetynet.kernel.codes.base import Codes

from .snapshot import Snapshot


class ReleaseState(Codes):
    """Where a release stands. Nothing leaves the house before a second person has approved it."""

    PROPOSED = "PROPOSED", "Proposed"
    APPROVED = "APPROVED", "Approved and published"
    REFUSED = "REFUSED", "Refused"


TRANSITIONS = {
    ReleaseState.PROPOSED: {ReleaseState.APPROVED, ReleaseState.REFUSED},
    ReleaseState.APPROVED: set(),
    ReleaseState.REFUSED: set(),
}
"""What is published cannot be taken back, and what was refused is proposed anew."""


class Release(models.Model):
    """Figures of one snapshot as they leave the house. ``told`` holds what everybody will see, and so no small count.

    The database holds that whoever decides is not whoever proposed, that nothing changes but the decision, and it publishes.
    """

    title = models.CharField(max_length=200)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    county = models.ForeignKey(County, on_delete=models.PROTECT, null=True, related_name="+", help_text="None: several counties")
    tables = ArrayField(models.BigIntegerField(), help_text="Whose youths are in it")
    told = models.JSONField(help_text="By measure: the cells and what they are out of, null where a count is withheld")
    body = models.JSONField(help_text="The tables as they are published")
    state = CodeField(codes=ReleaseState, default=ReleaseState.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was refused")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")), name="release_by_two"),
            models.CheckConstraint(
                condition=Q(state="PROPOSED", decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(state="PROPOSED"),
                name="release_decided_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(state="REFUSED") | ~Q(reason=""), name="release_refused_for_a_reason"),
        )

    def __str__(self) -> str:
        return f"release {self.pk}"
