"""What opens or closes one youth's record to one agency or person: consents and walls."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from safetynet.policy.vocabulary import Category

from .agency import Agency, Table
from .fields import CodeField
from .person import Person


class Consent(models.Model):
    """A recorded consent or court order that opens categories of one youth's record to one agency."""

    youth_id = models.BigIntegerField(db_index=True, editable=False)
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name="Which agency may read?")
    categories = ArrayField(
        CodeField(codes=Category),
        verbose_name="What may it read?",
    )
    given_by = models.CharField(
        max_length=120, verbose_name="Who gave it?", help_text="The youth, a holder of the right, or the court's order"
    )
    document = models.CharField(max_length=200, blank=True, verbose_name="Where is the paper filed?")
    begins = models.DateField(verbose_name="From which day?")
    ends = models.DateField(null=True, blank=True, verbose_name="Until which day?")
    revoked_on = models.DateField(null=True, blank=True, verbose_name="Revoked on")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")), name="consent_period"),)

    def __str__(self) -> str:
        return f"consent {self.pk}"


class Wall(models.Model):
    """Keeps one person away from one youth: a prosecutor on the case, a relative, counsel of a co-accused (7.2, 7.4)."""

    youth_id = models.BigIntegerField(db_index=True, editable=False)
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+", editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="Who is kept away?")
    reason = models.CharField(max_length=200, verbose_name="Why?")
    begins = models.DateField(verbose_name="From which day?")
    ends = models.DateField(null=True, blank=True, verbose_name="Until which day?")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")), name="wall_period"),)

    def __str__(self) -> str:
        return f"wall {self.pk}"
