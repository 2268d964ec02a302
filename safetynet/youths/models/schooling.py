"""Schools the youth attends or attended (FERPA: no redisclosure)."""

from django.db import models

from safetynet.governance.models import CodeField
from safetynet.kernel.codes import YesNoUnknown
from safetynet.policy.vocabulary import Category

from .claim import Claim, RecordKind


class Schooling(Claim):
    """A school, and whether its records have arrived."""

    kind = RecordKind(
        Category.EDUCATION, "School", "Add a school", begins="begins", ends="ends", head=("school", "enrolled"),
    )  # fmt: skip
    school = models.CharField("School", max_length=120)
    district = models.CharField("District", max_length=120, blank=True)
    grade = models.CharField("Grade", max_length=20, blank=True)
    begins = models.DateField("Since", null=True, blank=True)
    ends = models.DateField("Until", null=True, blank=True)
    enrolled = CodeField("Enrolled now?", YesNoUnknown, default=YesNoUnknown.UNKNOWN)
    records_received = CodeField("School records received?", YesNoUnknown, default=YesNoUnknown.UNKNOWN)
    often_absent = CodeField("Often absent?", YesNoUnknown, default=YesNoUnknown.UNKNOWN)
