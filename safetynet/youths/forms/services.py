"""Few fields for what is said most often: a new referral, a new benefit, one step further."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from safetynet.governance.models import DayField, dress
from safetynet.kernel.codes import BenefitKind, ServiceStatus, ServiceType
from safetynet.kernel.dates import say_date


class _NewForm(forms.Form):
    """A new entry that begins on a day, today unless somebody says otherwise."""

    begins = DayField(label="Since")
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.today = today
        self.fields["begins"].initial = today
        dress(self)

    def clean_begins(self) -> date:
        """A day that has come."""
        day: date = self.cleaned_data["begins"]
        if day > self.today:
            raise forms.ValidationError(f"This lies ahead: today is {say_date(self.today)}.")
        return day

    def values(self) -> dict[str, Any]:
        """What the claim will hold."""
        return {name: value for name, value in self.cleaned_data.items() if name != "submission"}


class NewServiceForm(_NewForm):
    """A referral to a service."""

    provider = forms.CharField(label="To which provider?", max_length=80)
    service_type = forms.ChoiceField(label="What kind?", choices=[("", "Choose one"), *ServiceType.choices()], required=False)
    field_order = ("provider", "service_type", "begins")

    def values(self) -> dict[str, Any]:
        """A referral, as of its day."""
        return {**super().values(), "status": ServiceStatus.REFERRED.value, "observed_on": self.cleaned_data["begins"]}


class NewBenefitForm(_NewForm):
    """A benefit that is asked for."""

    benefit = forms.ChoiceField(label="Which benefit?", choices=[("", "Choose one"), *BenefitKind.choices()])
    field_order = ("benefit", "begins")

    def values(self) -> dict[str, Any]:
        """A benefit that is asked for, as of its day."""
        return {**super().values(), "status": ServiceStatus.REFERRED.value, "observed_on": self.cleaned_data["begins"]}


class ServiceStepForm(forms.Form):
    """One press: which entry, how far it has come, and what was needed if there was none of it."""

    kind = forms.ChoiceField(choices=[("servicelink", "servicelink"), ("benefit", "benefit")])
    claim = forms.IntegerField(min_value=1)
    status = forms.ChoiceField(choices=ServiceStatus.choices())
    needed = forms.CharField(max_length=180, required=False)
    submission = forms.UUIDField()
