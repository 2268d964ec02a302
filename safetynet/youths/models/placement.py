"""Where the youth lived or was held, and when the youth was gone: rows, with the county's own text kept whole beside."""

from django.db import models
from django.db.models import F, Q

from safetynet.governance.models import CodeField
from safetynet.kernel.codes import PlacementKind, YesNoUnknown
from safetynet.policy.vocabulary import Category

from .claim import Claim, RecordKind


class Placement(Claim):
    """A place where the youth stays or stayed."""

    kind = RecordKind(
        Category.PLACEMENT, "Where is the youth staying?", "Add a place", begins="begins", ends="ends",
        head=("placement_kind", "place"),
    )  # fmt: skip
    placement_kind = CodeField("What kind of place?", PlacementKind)
    place = models.CharField("Name of the place or person", max_length=120, blank=True)
    city = models.CharField("City", max_length=80, blank=True)
    state = models.CharField("State", max_length=2, default="CA", blank=True)
    address = models.CharField("Address", max_length=200, blank=True)
    begins = models.DateField("Since", null=True, blank=True)
    ends = models.DateField("Until", null=True, blank=True)
    return_planned_on = models.DateField("Planned return", null=True, blank=True)

    class Meta(Claim.Meta):
        indexes = (
            *Claim.Meta.indexes,
            models.Index(
                fields=("table", "placement_kind"),
                name="placement_running",
                condition=Q(superseded_at__isnull=True, ends__isnull=True),
            ),
        )
        constraints = (
            *Claim.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(begins__isnull=True) | Q(ends__gte=F("begins")),
                name="placement_period",
            ),
        )


class Absence(Claim):
    """A time when the youth was missing or had left a placement without leave."""

    kind = RecordKind(
        Category.PLACEMENT, "When was the youth missing?", "Add an absence", begins="begins", ends="ends",
        head=("begins", "ends"),
    )  # fmt: skip
    begins = models.DateField("Missing since")
    ends = models.DateField("Returned on", null=True, blank=True)
    left_from = models.CharField("Left from", max_length=120, blank=True)
    reported_to_police = CodeField("Reported to police?", YesNoUnknown, default=YesNoUnknown.UNKNOWN)
    reported_to_ncmec = CodeField("Reported to NCMEC?", YesNoUnknown, default=YesNoUnknown.UNKNOWN)

    class Meta(Claim.Meta):
        indexes = (
            *Claim.Meta.indexes,
            models.Index(fields=("table",), name="absence_running", condition=Q(superseded_at__isnull=True, ends__isnull=True)),
        )
        constraints = (
            *Claim.Meta.constraints,
            models.CheckConstraint(condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")), name="absence_period"),
        )


class PlacementText(Claim):
    """The county's placement history as it was typed, whole, and the parts of it that no program could read."""

    kind = RecordKind(Category.PLACEMENT, "Placement history as written", "Add placement history as written", single=True)
    text = models.TextField("As written", max_length=8000)
    unread = models.TextField("Parts a person must read", max_length=8000, blank=True)
