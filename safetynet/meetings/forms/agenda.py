"""The shape of what a coordinator sends about a meeting."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from safetynet.governance.models import DayField, dress
from safetynet.kernel.codes import AgendaSection, MeetingKind, StatementKind
from safetynet.meetings.rules.packet import Papers
from safetynet.meetings.rules.subjects import SUBJECTS
from safetynet.policy.vocabulary import Category

Choices = Sequence[tuple[Any, str]]


class MeetingDayForm(forms.Form):
    """The day of a meeting to prepare, and its kind."""

    day = DayField(label="Day of the meeting")
    kind = forms.ChoiceField(required=False, choices=[("", ""), *MeetingKind.choices()])
    table = forms.IntegerField(required=False)


class LineForm(forms.Form):
    """What is done with one line of an agenda."""

    what = forms.ChoiceField(
        choices=[(name, name) for name in ("up", "down", "remove", "carry", "section", "add", "defer", "take up", "undo")],
    )
    item = forms.IntegerField(required=False)
    number = forms.CharField(required=False, max_length=12)
    section = forms.ChoiceField(required=False, choices=[("", ""), *AgendaSection.choices()])
    why = forms.CharField(required=False, max_length=200)


class CopiesForm(forms.Form):
    """The seats whose copies are printed, and what each copy is made of."""

    seats = forms.TypedMultipleChoiceField(coerce=int)
    papers = forms.ChoiceField(required=False, choices=[("", ""), *((each.value, each.label) for each in Papers)])


_CHOOSE = ("", "Choose")


class StatementForm(forms.Form):
    """What an agency shares about a youth at the table. What decides who reads the words, and whose they are, is chosen and
    never taken for granted."""

    item = forms.IntegerField(widget=forms.HiddenInput)
    submission = forms.UUIDField(widget=forms.HiddenInput)
    correcting = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(required=False, choices=StatementKind.choices(), widget=forms.HiddenInput)
    category = forms.ChoiceField(
        label="What is it about?", help_text="It decides who reads it.", widget=forms.Select(attrs={"class": "usa-select"}),
        error_messages={"required": "Choose what it is about: that decides who reads it."},
    )  # fmt: skip
    text = forms.CharField(
        label="In a sentence or two", max_length=1000, required=False,
        widget=forms.Textarea(attrs={"class": "usa-textarea room__words", "rows": 3, "maxlength": 1000}),
    )  # fmt: skip
    shared_by = forms.TypedChoiceField(
        label="Which agency shared it?", coerce=int, widget=forms.Select(attrs={"class": "usa-select"}),
        error_messages={"required": "Choose which agency shared it: the words stand under its name."},
    )  # fmt: skip
    taken_on = DayField(label="Said on")

    def __init__(
        self, *arguments: object, categories: Sequence[Category], agencies: Sequence[tuple[int, str]], **options: object
    ) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]
        listed = sorted(categories, key=lambda category: list(SUBJECTS).index(category))
        categories = [(category.value, SUBJECTS[category]) for category in listed]
        self.fields["category"].choices = [_CHOOSE, *categories]  # type: ignore[attr-defined]
        self.fields["shared_by"].choices = [_CHOOSE, *agencies] if len(agencies) > 1 else agencies  # type: ignore[attr-defined]
        self.fields["taken_on"].widget.attrs["class"] = "usa-input"
        if len(agencies) == 1:
            self.fields["shared_by"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, object]:
        """Words are needed unless an agency says that it has nothing to disclose; a day to come is none."""
        said = super().clean() or {}
        if said.get("kind") != StatementKind.NOTHING_TO_DISCLOSE and not str(said.get("text") or "").strip():
            self.add_error("text", "Write what is shared, or press 'Involved, nothing to disclose'.")
        day = said.get("taken_on")
        if isinstance(day, date) and self.initial.get("today") and day > self.initial["today"]:
            self.add_error("taken_on", "This day is still to come.")
        return said


class AddendumForm(forms.Form):
    """What is added to the minutes of a closed meeting about one youth."""

    item = forms.TypedChoiceField(label="About whom?", coerce=int)
    shared_by = forms.TypedChoiceField(label="Which agency shared it?", coerce=int)
    kind = forms.ChoiceField(label="What is said?", choices=StatementKind.choices(), initial=StatementKind.SAID.value)
    category = forms.ChoiceField(
        label="What is it about?", choices=[("", "Choose"), *((each.value, words) for each, words in SUBJECTS.items())],
        help_text="It says with whom the statement is shared.",
    )  # fmt: skip
    text = forms.CharField(
        label="Statement", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nothing that is privileged. Empty when the agency is involved and has nothing to disclose.",
    )  # fmt: skip
    taken_on = DayField(label="Said on", help_text="The day it was taken down, for notes that were kept on paper.")
    supersedes = forms.IntegerField(required=False, widget=forms.HiddenInput)
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, youths: Choices, agencies: Choices, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["item"].choices = youths
        self.fields["shared_by"].choices = agencies
        dress(self)
