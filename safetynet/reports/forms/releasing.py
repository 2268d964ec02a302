"""What is proposed for publication, and how it is decided."""

from collections.abc import Sequence
from typing import Any

from django import forms

from safetynet.reports.rules.measures import MEASURES

_FIGURES = [(key, f"{f'{measure.number}. ' if measure.number else ''}{measure.title}") for key, measure in MEASURES.items()]


class ReleaseForm(forms.Form):
    """A title, a snapshot, and figures of it."""

    title = forms.CharField(label="Title", max_length=200, strip=True, widget=forms.TextInput(attrs={"class": "usa-input"}))
    snapshot = forms.ChoiceField(label="Snapshot", widget=forms.Select(attrs={"class": "usa-select"}))
    figures = forms.MultipleChoiceField(
        label="Figures", choices=_FIGURES, widget=forms.CheckboxSelectMultiple(attrs={"class": "usa-checkbox__input"})
    )

    def __init__(self, *given: Any, snapshots: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["snapshot"].choices = snapshots  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """Approve, or refuse with a reason."""

    decision = forms.ChoiceField(choices=[("approve", "Approve"), ("refuse", "Refuse")])
    reason = forms.CharField(label="Why is it refused?", max_length=300, required=False, strip=True,
                             widget=forms.TextInput(attrs={"class": "usa-input"}))  # fmt: skip
