"""Fields of plans and recommendations."""

from django import forms


def long_text(label: str, most: int, *, rows: int = 4, required: bool = False, hint: str = "") -> forms.CharField:
    """A field for several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=required, widget=widget, help_text=hint)
