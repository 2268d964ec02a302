"""What is asked of the numbers: what a snapshot is for, which years, which subject by which split."""

from typing import Any

from django import forms

from safetynet.reports.rules.exploring import SUBJECTS, splits_of

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


class PurposeForm(forms.Form):
    """What a snapshot is made for."""

    purpose = forms.CharField(
        label="What is it for?", max_length=200, strip=True, widget=forms.TextInput(attrs={"class": "usa-input"}),
        help_text="Such as: report of the third quarter. It stands in the register and in the log.",
    )  # fmt: skip


class PeriodForm(forms.Form):
    """Years of the first referral, both counted."""

    first = forms.IntegerField(label="Referred in or after", required=False, min_value=_FIRST_YEAR, max_value=_LAST_YEAR)
    last = forms.IntegerField(label="Referred in or before", required=False, min_value=_FIRST_YEAR, max_value=_LAST_YEAR)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for field in ("first", "last"):
            self.fields[field].widget.attrs |= {"class": "usa-input usa-input--small", "inputmode": "numeric"}

    def clean(self) -> dict[str, Any]:
        """The years in their order."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            raise forms.ValidationError("The first year is after the last.")
        return cleaned


class ExploreForm(PeriodForm):
    """A subject, and one or two splits that it has."""

    subject = forms.ChoiceField(label="What is counted?", choices=[(key, subject.title) for key, subject in SUBJECTS.items()])
    split = forms.ChoiceField(label="By")
    then = forms.ChoiceField(label="and by", required=False)
    field_order = ("subject", "split", "then", "first", "last")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        chosen = SUBJECTS.get(str(self.data.get("subject", "")), SUBJECTS["youths"])
        ways = [(key, split.title) for key, split in splits_of(chosen).items()]
        self.fields["split"].choices = ways  # type: ignore[attr-defined]
        self.fields["then"].choices = [("", "nothing more"), *ways]  # type: ignore[attr-defined]
        for field in ("subject", "split", "then"):
            self.fields[field].widget.attrs |= {"class": "usa-select"}

    def clean(self) -> dict[str, Any]:
        """Two splits are two."""
        cleaned = super().clean()
        if cleaned.get("split") and cleaned.get("split") == cleaned.get("then"):
            raise forms.ValidationError("Choose two different ways to divide it.")
        return cleaned
