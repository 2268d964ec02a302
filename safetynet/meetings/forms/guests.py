"""The shape of what members send about guests, and of a topic of policy."""

from django import forms

from safetynet.governance.models import DayField
from safetynet.meetings.models import GuestProposal, Topic


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
