"""The form of a recommendation to the court."""

from typing import Any

from django import forms

from safetynet.governance.models import DayField, dress

from .fields import long_text


class RecommendationForm(forms.Form):
    """What the table recommends, to which court, for which hearing."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    court = forms.CharField(label="To which court or judge?", max_length=120)
    case_number = forms.CharField(label="Case number at the court", max_length=40, required=False)
    hearing_on = DayField(label="Hearing on")
    recommends = long_text("What does the table recommend?", 1600, rows=6, required=True)
    grounds = long_text(
        "On what grounds?", 1200, rows=5,
        hint="Only what may stand in a court's file. What was only said at the table, health, treatment and privileged notes "
        "stay here.",
    )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        dress(self)


class WithdrawalForm(forms.Form):
    """Why a recommendation is withdrawn."""

    reason = forms.CharField(label="Why is it withdrawn?", max_length=300)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        dress(self)
