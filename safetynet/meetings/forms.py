"""The shape of what a coordinator sends about a meeting."""

from collections.abc import Sequence
from typing import Any

from django import forms

from safetynet.governance.models import DayField
from safetynet.kernel.codes import AgendaSection, StatementKind
from safetynet.meetings.rules.packet import Papers
from safetynet.policy.tables import SPOKEN_OF

Choices = Sequence[tuple[Any, str]]


class MeetingDayForm(forms.Form):
    """The day of a meeting to prepare."""

    day = DayField(label="Day of the meeting")
    table = forms.IntegerField(required=False)


class LineForm(forms.Form):
    """What is done with one line of an agenda."""

    what = forms.ChoiceField(
        choices=[(name, name) for name in ("up", "down", "remove", "carry", "section", "add")],
    )
    item = forms.IntegerField(required=False)
    number = forms.CharField(required=False, max_length=12)
    section = forms.ChoiceField(required=False, choices=[("", ""), *AgendaSection.choices()])


class CopiesForm(forms.Form):
    """The seats whose copies are printed, and what each copy is made of."""

    seats = forms.TypedMultipleChoiceField(coerce=int)
    papers = forms.ChoiceField(required=False, choices=[("", ""), *((each.value, each.label) for each in Papers)])


class AddendumForm(forms.Form):
    """What is added to the minutes of a closed meeting about one youth."""

    item = forms.TypedChoiceField(label="About whom?", coerce=int)
    shared_by = forms.TypedChoiceField(label="Which agency shared it?", coerce=int)
    kind = forms.ChoiceField(label="What is said?", choices=StatementKind.choices(), initial=StatementKind.SAID.value)
    category = forms.ChoiceField(
        label="What is it about?", choices=[("", "Choose"), *((each.value, each.label) for each in SPOKEN_OF)],
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
        for field in self.fields.values():
            looks = {"Select": "usa-select", "Textarea": "usa-textarea"}
            field.widget.attrs.setdefault("class", looks.get(type(field.widget).__name__, "usa-input"))
