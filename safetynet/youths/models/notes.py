"""The table's summary and notes, and the two vaults whose notes only their own side can read."""

from django.db import models

from safetynet.policy.vocabulary import Category

from .claim import Claim, RecordKind


class Summary(Claim):
    """The short summary the table keeps of the youth."""

    kind = RecordKind(Category.NOTES, "Summary", "Add a summary", begins="written_on", head=("text",), single=True)
    text = models.TextField("Summary", max_length=4000)
    written_on = models.DateField("On which day?", null=True, blank=True)


class MeetingNote(Claim):
    """A short statement shared at a meeting."""

    kind = RecordKind(Category.NOTES, "Meeting notes", "Add a note", begins="noted_on", head=("text",))
    text = models.TextField("Note", max_length=2000)
    noted_on = models.DateField("Meeting of", null=True, blank=True)


class ReviewRequest(Claim):
    """An agency asks the table to discuss the youth; open until the youth was on an agenda after that day."""

    kind = RecordKind(Category.REQUEST, "Asked to be discussed", "Ask the table to discuss", begins="asked_on", head=("why",))
    why = models.CharField("Why should the table discuss the youth?", max_length=300)
    asked_on = models.DateField("Asked on", null=True, blank=True)


class AdvocateNote(Claim):
    """What a counselor or caseworker holds in privilege (EC 1035.8, 1037.5, 1038): read by the same agency only."""

    kind = RecordKind(Category.PRIVILEGED, "Advocate's notes", "Add a privileged note", begins="noted_on", head=("noted_on",))
    text = models.TextField("Note", max_length=4000)
    noted_on = models.DateField("On which day?", null=True, blank=True)


class VaultNote(Claim):
    """What counsel holds in privilege (EC 954): read by its author only."""

    kind = RecordKind(Category.VAULT, "Counsel's notes", "Add a privileged note", begins="noted_on", head=("noted_on",))
    text = models.TextField("Note", max_length=4000)
    noted_on = models.DateField("On which day?", null=True, blank=True)
