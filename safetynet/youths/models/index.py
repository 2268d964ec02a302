"""The index tier: what WIC 18961.5 lets a county keep in common."""

from django.db import models

from safetynet.governance.models import CodeField, Person
from safetynet.kernel.codes import Relation
from safetynet.policy.vocabulary import Category

from .claim import Claim, RecordKind


class Identity(Claim):
    """Name and birth, as one agency has them."""

    kind = RecordKind(
        Category.INDEX, "Who is the youth?", "Add name and birth date", single=True,
        head=("last_name", "first_name", "birth_date"), compared=("last_name", "first_name", "birth_date"),
    )  # fmt: skip
    last_name = models.CharField("Last name", max_length=100)
    first_name = models.CharField("First name", max_length=100, blank=True)
    middle_name = models.CharField("Middle name", max_length=100, blank=True)
    birth_date = models.DateField("Date of birth", null=True, blank=True)
    birth_place = models.CharField("Place of birth", max_length=100, blank=True)
    phone = models.CharField("Phone", max_length=40, blank=True)


class Alias(Claim):
    """Another name the youth is known by."""

    kind = RecordKind(Category.INDEX, "Also known as", "Add another name", head=("name",))
    name = models.CharField("Other name", max_length=100)


class AgencyCase(Claim):
    """The agency's own number for the youth; while it is open, the agency serves the youth."""

    kind = RecordKind(
        Category.INDEX, "Agency case numbers", "Add our case number", begins="opened_on", ends="closed_on",
        head=("case_number",),
    )  # fmt: skip
    case_number = models.CharField("Our case number", max_length=60)
    opened_on = models.DateField("Opened on", null=True, blank=True)
    closed_on = models.DateField("Closed on", null=True, blank=True)

    class Meta(Claim.Meta):
        indexes = (*Claim.Meta.indexes, models.Index(fields=("case_number",), name="agencycase_number"))


class WorkerContact(Claim):
    """Who at the agency works with the youth, and how to reach them."""

    kind = RecordKind(
        Category.INDEX, "Who works with the youth?", "Add a worker", begins="begins", ends="ends",
        head=("worker_name", "phone"),
    )  # fmt: skip
    worker_name = models.CharField("Worker", max_length=120)
    position = models.CharField("Position", max_length=120, blank=True)
    phone = models.CharField("Phone", max_length=40, blank=True)
    begins = models.DateField("Since", null=True, blank=True)
    ends = models.DateField("Until", null=True, blank=True)


class ContactDate(Claim):
    """A day on which the agency had contact with the youth; no content."""

    kind = RecordKind(Category.INDEX, "Last contacts", "Add a contact", begins="contacted_on", head=("contacted_on",))
    contacted_on = models.DateField("Day of contact")


class HouseholdMember(Claim):
    """Family and household (study rule R15: who counts as family)."""

    kind = RecordKind(Category.INDEX, "Family and household", "Add a family member", head=("name", "relation"))
    name = models.CharField("Name", max_length=120)
    relation = CodeField("Relation to the youth", Relation)
    birth_date = models.DateField("Date of birth", null=True, blank=True)
    phone = models.CharField("Phone", max_length=40, blank=True)


class Representation(Claim):
    """Who is counsel of the youth. Opens to that person what counsel may read."""

    kind = RecordKind(Category.INDEX, "Counsel of the youth", "Add counsel", begins="begins", ends="ends", head=("counsel",))
    counsel = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="Counsel")
    begins = models.DateField("Since")
    ends = models.DateField("Until", null=True, blank=True)

    class Meta(Claim.Meta):
        indexes = (*Claim.Meta.indexes, models.Index(fields=("counsel",), name="representation_counsel"))
