"""The look of fields in the design system."""

from django import forms

_LOOKS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "usa-textarea"),
    (forms.CheckboxInput, "usa-checkbox__input"),
    (forms.Select, "usa-select"),
    (forms.TextInput, "usa-input"),
)


def dress(form: forms.BaseForm) -> None:
    """Give every field of a form its class of the design system and tie it to its hint and error.

    Ids carry the form's prefix, since a page may hold the same field many times.
    """
    for name, field in form.fields.items():
        field.widget.attrs["class"] = next((look for kind, look in _LOOKS if isinstance(field.widget, kind)), "usa-input")
        described = [f"hint-{form.add_prefix(name)}"] if field.help_text else []
        if name in form.errors:
            described.append(f"error-{form.add_prefix(name)}")
            field.widget.attrs["aria-invalid"] = "true"
        if described:
            field.widget.attrs["aria-describedby"] = " ".join(described)


def long_text(label: str, most: int, *, rows: int = 4, required: bool = False, hint: str = "") -> forms.CharField:
    """A field for several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=required, widget=widget, help_text=hint)
