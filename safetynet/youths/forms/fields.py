"""The look of fields in the design system."""

from django import forms

_LOOKS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "usa-textarea"),
    (forms.CheckboxSelectMultiple, "usa-checkbox__input"),
    (forms.CheckboxInput, "usa-checkbox__input"),
    (forms.Select, "usa-select"),
    (forms.TextInput, "usa-input"),
)


def dress(form: forms.BaseForm) -> None:
    """Give every field of a form its class of the design system and tie it to its hint and error."""
    for name, field in form.fields.items():
        for widget, look in _LOOKS:
            if isinstance(field.widget, widget):
                field.widget.attrs.setdefault("class", look)
                break
        described = [f"hint-{name}"] if field.help_text else []
        if name in form.errors:
            described.append(f"error-{name}")
            field.widget.attrs["aria-invalid"] = "true"
        if described:
            field.widget.attrs["aria-describedby"] = " ".join(described)
