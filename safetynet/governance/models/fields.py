"""Fields of the house: a value of a closed list, a day as people write it, and how they look."""

from datetime import date
from typing import Any

from django import forms
from django.db import models

from safetynet.kernel.codes.base import Codes
from safetynet.kernel.dates import EXPECTED, NoSuchDay, NotADate, read_date

_MEANT = range(1900, 2200)
"""Years that anybody can mean; nothing is counted from a day at the end of the calendar."""
_LOOKS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "usa-textarea"),
    (forms.CheckboxSelectMultiple, "usa-checkbox__input"),
    (forms.CheckboxInput, "usa-checkbox__input"),
    (forms.Select, "usa-select"),
    (forms.TextInput, "usa-input"),
)
"""Classes of the design system, the first that fits."""


class CodeField(models.CharField):
    """A value of a closed list. The list's words may change without a migration; its length is the same everywhere."""

    def __init__(self, verbose_name: Any = None, codes: type[Codes] | None = None, **options: Any) -> None:
        self.codes = codes
        options.setdefault("max_length", 40)
        if codes is not None:
            options["choices"] = codes.choices()
        super().__init__(verbose_name, **options)

    def deconstruct(self) -> Any:
        """For a migration this is a plain column of text."""
        name, _, arguments, options = super().deconstruct()
        options.pop("choices", None)
        if isinstance(options.get("default"), Codes):
            options["default"] = options["default"].value
        return name, "django.db.models.CharField", arguments, options


class DayField(forms.DateField):
    """A date, chosen or typed in any of the ways an office writes dates."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> date | None:
        """The day that was meant. Raises ValidationError with what was expected."""
        if value in self.empty_values:
            return None
        try:
            day = read_date(value)
        except NoSuchDay as error:
            raise forms.ValidationError(f"The calendar has no such day: {value}.", code="invalid") from error
        except NotADate as error:
            raise forms.ValidationError(f"Write {EXPECTED}.", code="invalid") from error
        if day.year not in _MEANT:
            raise forms.ValidationError("This year cannot be meant.", code="invalid")
        return day


def dress(form: forms.BaseForm) -> None:
    """Give every field of a form its class of the design system and tie it to its hint and error. Ids carry the form's prefix,
    since a page may hold the same field many times."""
    for name, field in form.fields.items():
        for widget, look in _LOOKS:
            if isinstance(field.widget, widget):
                field.widget.attrs.setdefault("class", look)
                break
        described = [f"hint-{form.add_prefix(name)}"] if field.help_text else []
        if name in form.errors:
            described.append(f"error-{form.add_prefix(name)}")
            field.widget.attrs["aria-invalid"] = "true"
        if described:
            field.widget.attrs["aria-describedby"] = " ".join(described)
