"""Putting a youth on the register: the least that is needed to begin."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from safetynet.governance.models import DayField, dress
from safetynet.kernel.codes import Classification, ReferralSource


class NewYouthForm(forms.Form):
    """A youth who is referred to the table."""

    last_name = forms.CharField(label="Last name", max_length=100)
    first_name = forms.CharField(label="First name", max_length=100, required=False)
    birth_date = DayField(label="Date of birth", required=False, help_text="Leave empty if nobody knows it yet.")
    referred_on = DayField(label="Referred on")
    source = forms.ChoiceField(label="Referred by", choices=[("", "Choose one"), *ReferralSource.choices()])
    classification = forms.ChoiceField(
        label="Classification", choices=Classification.choices(), initial=Classification.UNDETERMINED
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, today: date, tables: Mapping[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.tables = tables
        if len(tables) > 1:
            choices = [("", "Choose one"), *tables.items()]
            self.fields = {"table": forms.TypedChoiceField(label="To which table?", choices=choices, coerce=int), **self.fields}
        self.fields["referred_on"].initial = today
        dress(self)

    def table(self) -> int:
        """The table on whose register the youth is put: the only one that the person may refer to, or the chosen one."""
        chosen: int = self.cleaned_data["table"] if len(self.tables) > 1 else next(iter(self.tables))
        return chosen

    def clean(self) -> dict[str, Any]:
        """A youth is born before being referred, and nobody is referred in the future."""
        cleaned = super().clean() or {}
        born, referred = cleaned.get("birth_date"), cleaned.get("referred_on")
        if referred and referred > self.today:
            self.add_error("referred_on", "This day has not come yet.")
        if born and referred and born >= referred:
            self.add_error("birth_date", "This lies after the referral.")
        return cleaned
