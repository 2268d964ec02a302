"""Forms of pages that show several nouns: consents and walls."""

from collections.abc import Sequence
from typing import Any

from django import forms

from safetynet.governance.models import DayField
from safetynet.kernel import clock
from safetynet.policy.vocabulary import MATRIX_CATEGORIES, Category

_LOOKS = {
    forms.TextInput: "usa-input",
    forms.DateInput: "usa-input",
    forms.Select: "usa-select",
    forms.CheckboxSelectMultiple: "usa-checkbox__input",
}


class _PeriodForm(forms.Form):
    begins = DayField(label="From which day?", initial=clock.today)
    ends = DayField(label="Until which day?", required=False, help_text="Leave empty: until further notice")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for field in self.fields.values():
            field.widget.attrs["class"] = _LOOKS[type(field.widget)]

    def clean(self) -> dict[str, Any]:
        """The end does not come before the beginning."""
        cleaned = super().clean() or {}
        if cleaned.get("begins") and cleaned.get("ends") and cleaned["ends"] < cleaned["begins"]:
            self.add_error("ends", "This lies before the beginning.")
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the action needs."""
        return dict(self.cleaned_data)


class ConsentForm(_PeriodForm):
    """A written consent or a court's order."""

    agency_id = forms.TypedChoiceField(label="Which agency may read?", coerce=int)
    categories = forms.MultipleChoiceField(
        label="What may it read?",
        choices=[(category.value, category.label) for category in MATRIX_CATEGORIES if category is not Category.RELEASED],
        widget=forms.CheckboxSelectMultiple,
    )
    given_by = forms.CharField(label="Who gave it?", max_length=120, help_text="The youth, a holder of the right, or a court")
    document = forms.CharField(label="Where is the paper filed?", max_length=200)
    field_order = ("agency_id", "categories", "given_by", "document", "begins", "ends")

    def __init__(self, *arguments: Any, agencies: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["agency_id"].choices = [("", "Choose one"), *agencies]

    def values(self) -> dict[str, Any]:
        """What the action needs, with categories of the policy."""
        return {**self.cleaned_data, "categories": [Category(name) for name in self.cleaned_data["categories"]]}


class WallForm(_PeriodForm):
    """Somebody who must not see this youth's record."""

    person_id = forms.TypedChoiceField(label="Who is kept away?", coerce=int)
    reason = forms.CharField(
        label="Why?", max_length=200, help_text="A prosecutor on the case, a relative, counsel of a co-accused"
    )
    field_order = ("person_id", "reason", "begins", "ends")

    def __init__(self, *arguments: Any, people: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["person_id"].choices = [("", "Choose one"), *people]
