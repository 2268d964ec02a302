"""The shape of what a coordinator sends about a meeting."""

from django import forms

from safetynet.governance.models import DayField
from safetynet.kernel.codes import AgendaSection, MeetingKind
from safetynet.meetings.models import GuestProposal, Topic


class MeetingDayForm(forms.Form):
    """The day of a meeting to prepare, and its kind."""

    day = DayField(label="Day of the meeting")
    kind = forms.ChoiceField(required=False, choices=[("", ""), *MeetingKind.choices()])
    table = forms.IntegerField(required=False)


class LineForm(forms.Form):
    """What is done with one line of an agenda."""

    what = forms.ChoiceField(
        choices=[(name, name) for name in ("up", "down", "remove", "carry", "section", "add", "defer", "take up")],
    )
    item = forms.IntegerField(required=False)
    number = forms.CharField(required=False, max_length=12)
    section = forms.ChoiceField(required=False, choices=[("", ""), *AgendaSection.choices()])
    why = forms.CharField(required=False, max_length=200)


class GuestForm(forms.ModelForm):
    """A guest whom a member proposes."""

    class Meta:
        model = GuestProposal
        fields = ("name", "organization", "why")
        widgets = {
            "name": forms.TextInput(attrs={"class": "usa-input"}),
            "organization": forms.TextInput(attrs={"class": "usa-input"}),
            "why": forms.Textarea(attrs={"class": "usa-textarea", "rows": 2}),
        }


class SignedForm(forms.Form):
    """The day on which a guest signed the confidentiality form."""

    day = DayField(label="Confidentiality form signed on")


class TopicForm(forms.ModelForm):
    """A topic of policy; the view says which agencies may have raised it."""

    raised_by = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)

    class Meta:
        model = Topic
        fields = ("words",)


class CopiesForm(forms.Form):
    """The seats whose copies are printed."""

    seats = forms.TypedMultipleChoiceField(coerce=int)
