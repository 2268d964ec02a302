"""The shape of what a coordinator sends about a meeting."""

from django import forms

from safetynet.governance.models import DayField
from safetynet.kernel.codes import AgendaSection


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
    """The seats whose copies are printed."""

    seats = forms.TypedMultipleChoiceField(coerce=int)
