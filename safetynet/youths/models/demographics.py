"""Demographics, referral, residence at first referral, status, work; and, apart, gender identity and orientation."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from safetynet.governance.models import CodeField
from safetynet.kernel.codes import CaseStatus, EntryType, GenderIdentity, Orientation, Race, ReferralSource, Sex
from safetynet.policy.vocabulary import Category

from .claim import Claim, RecordKind


class Demographics(Claim):
    """Sex, race, language."""

    kind = RecordKind(
        Category.DEMOGRAPHICS, "Sex, race, language", "Add demographics", single=True, head=("sex", "races"),
        compared=("sex", "races"),
    )  # fmt: skip
    sex = CodeField("Sex", Sex, default=Sex.UNKNOWN)
    races = ArrayField(CodeField(codes=Race), verbose_name="Race and ethnicity", default=list, blank=True)
    language = models.CharField("Language spoken at home", max_length=60, blank=True)
    interpreter = models.BooleanField("Needs an interpreter", default=False)


class Referral(Claim):
    """A referral to the table. The first one's date is the day on which age and year are counted."""

    kind = RecordKind(
        Category.DEMOGRAPHICS, "Referral to the table", "Add a referral", begins="referred_on",
        head=("referred_on", "source"),
    )  # fmt: skip
    referred_on = models.DateField("Referred on")
    source = CodeField("Referred by", ReferralSource)
    source_words = models.CharField("Who exactly?", max_length=120, blank=True)
    entry_type = CodeField("Known to a system before?", EntryType, blank=True)

    class Meta(Claim.Meta):
        indexes = (
            *Claim.Meta.indexes,
            models.Index(fields=("table", "referred_on"), name="referral_lately", condition=Q(superseded_at__isnull=True)),
        )


class Residence(Claim):
    """City and county at first referral. Never overwritten (study rule R4): the database refuses an agency a second one."""

    kind = RecordKind(
        Category.DEMOGRAPHICS, "Home at first referral", "Add home at first referral", single=True, head=("city", "county"),
    )  # fmt: skip
    city = models.CharField("City", max_length=80)
    county = models.CharField("County", max_length=40, blank=True, help_text="Leave empty outside California")
    state = models.CharField("State", max_length=2, default="CA")

    class Meta(Claim.Meta):
        constraints = (
            *Claim.Meta.constraints,
            models.UniqueConstraint(
                fields=("youth", "source_agency"),
                condition=Q(supersedes__isnull=True),
                name="residence_once_per_agency",
            ),
        )


class StatusAtTable(Claim):
    """Whether the table still follows the youth, and since when."""

    kind = RecordKind(
        Category.DEMOGRAPHICS, "Status at the table", "Change status", begins="since", head=("status",), single=True,
        compared=("status",),
    )  # fmt: skip
    status = CodeField("Status", CaseStatus)
    since = models.DateField("Since", null=True, blank=True)

    class Meta(Claim.Meta):
        indexes = (
            *Claim.Meta.indexes,
            models.Index(fields=("table", "status"), name="status_at_table", condition=Q(superseded_at__isnull=True)),
        )


class Work(Claim):
    """Work history."""

    kind = RecordKind(Category.DEMOGRAPHICS, "Work", "Add work", begins="begins", ends="ends", head=("what",))
    what = models.CharField("What and where?", max_length=200)
    begins = models.DateField("Since", null=True, blank=True)
    ends = models.DateField("Until", null=True, blank=True)


class GenderAndOrientation(Claim):
    """Gender identity and orientation, in a table apart because few may see it."""

    kind = RecordKind(
        Category.SOGI, "Gender identity and orientation", "Add gender identity or orientation", single=True,
        head=("gender_identity", "orientation"), compared=("gender_identity", "orientation"),
    )  # fmt: skip
    gender_identity = CodeField("Gender identity", GenderIdentity, blank=True)
    own_words = models.CharField("In the youth's own words", max_length=120, blank=True)
    pronouns = models.CharField("Pronouns", max_length=40, blank=True)
    orientation = CodeField("Orientation", Orientation, blank=True)
    who_knows = models.CharField("Who knows, and with whom is it safe to use?", max_length=200, blank=True)
