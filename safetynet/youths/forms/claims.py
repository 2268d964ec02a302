"""A plain form for any kind of claim: the fields this person may write, in the order of the record."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models

from safetynet.governance.models import CodeField, DayField, dress
from safetynet.kernel.dates import say_date
from safetynet.policy.seen import withheld_columns
from safetynet.policy.vocabulary import Role
from safetynet.youths.models import Absence, Charge, Claim, Exploitation, FollowUp, Placement, Representation
from safetynet.youths.queries.writing import Desk

_EMPTY = ("", "Choose one")
_ABOUT = ("source_type", "source_note", "observed_on")
_COMPUTED: dict[type[Claim], frozenset[str]] = {Charge: frozenset({"charge_group", "decriminalized_today"})}
_FIRST_DAY = date(1900, 1, 1)
_HAPPENED = frozenset(
    {
        "birth_date", "observed_on", "contacted_on", "agreed_on", "asked_on", "referred_on", "since", "decided_on", "noted_on",
        "screened_on", "happened_on", "seen_on", "received_on", "disposed_on", "arrested_on", "written_on",
    }
)  # fmt: skip
"""Days of what has happened; none of them lies ahead."""
_BEGUN = (Placement, Absence, Exploitation)
"""Kinds of which something is said only once it has begun."""


class ClaimForm(forms.Form):
    """What one agency says; made by ``make_claim_form``."""

    kind: type[Claim]
    correcting: bool
    today: date
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean(self) -> dict[str, Any]:
        """Dates in order, nothing impossible, and at least something said."""
        cleaned = super().clean() or {}
        kind = self.kind.kind
        if kind.begins and kind.ends and kind.ends != "review_on":
            begins, ends = cleaned.get(kind.begins), cleaned.get(kind.ends)
            if begins and ends and ends < begins:
                self.add_error(kind.ends, "This lies before the beginning.")
        for name, value in list(cleaned.items()):
            if isinstance(value, date) and not _FIRST_DAY <= value <= date(2200, 1, 1):
                self.add_error(name, "This year cannot be meant.")
            elif isinstance(value, date) and value > self.today and self._has_happened(name):
                self.add_error(name, f"This lies ahead: today is {say_date(self.today)}.")
        said = [name for name in cleaned if name in self.said_names()]
        if not self.errors and said and not any(cleaned[name] not in (None, "", [], False) for name in said):
            raise forms.ValidationError("Nothing is said yet: fill in at least one field.")
        return cleaned

    def _has_happened(self, name: str) -> bool:
        return name in _HAPPENED or (name == "begins" and issubclass(self.kind, _BEGUN))

    def said_names(self) -> list[str]:
        """The fields that hold what is claimed."""
        return [name for name in self.fields if name not in (*_ABOUT, "submission", "reason")]

    def about_names(self) -> list[str]:
        """The fields that say how the agency knows."""
        return [name for name in self.fields if name in _ABOUT]

    def about_errors(self) -> bool:
        """Whether one of those fields has an error, so that it may not stay folded away."""
        return any(name in self.errors for name in self.about_names())

    def values(self) -> dict[str, Any]:
        """What the claim will hold, by column."""
        cleaned = self.cleaned_data
        return {
            self._column(name): value
            for name, value in cleaned.items()
            if name not in ("submission", "reason") and value is not None
        }

    def sent(self) -> UUID:
        """The form's own number; a form counts once."""
        number: UUID = self.cleaned_data["submission"]
        return number

    def _column(self, name: str) -> str:
        return self.kind._meta.get_field(name).attname


class WithdrawForm(forms.Form):
    """Why a claim is taken back."""

    reason = forms.CharField(
        label="Why is this taken back?", max_length=300, help_text="It stays readable in the history, with this reason."
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        dress(self)


def make_claim_form(
    kind: type[Claim],
    desk: Desk,
    data: Mapping[str, Any] | None = None,
    initial: Mapping[str, Any] | None = None,
    *,
    correcting: bool = False,
) -> ClaimForm:
    """The form for one kind of claim about one youth, with the fields that the writer may write."""
    fields: dict[str, Any] = {field.name: _form_field(field, desk) for field in _writable(kind, desk.standing.roles)}
    if correcting:
        fields["reason"] = forms.CharField(
            label="Why is it corrected?", max_length=300, help_text="The old entry stays readable in the history."
        )
    made = type("MadeClaimForm", (ClaimForm,), {**fields, "kind": kind, "correcting": correcting, "today": desk.standing.today})
    form: ClaimForm = made(data, initial=_initial(kind, initial))
    dress(form)
    return form


def _writable(kind: type[Claim], roles: frozenset[Role]) -> list["models.Field[Any, Any]"]:
    withheld = withheld_columns(kind._meta.db_table, roles) | _COMPUTED.get(kind, frozenset())
    said = [field for field in kind.said_fields() if field.name not in withheld]
    return said + [kind._meta.get_field(name) for name in _ABOUT]


def _form_field(field: "models.Field[Any, Any]", desk: Desk) -> forms.Field:
    """The form field of a model field; choices come from what the writer sees."""
    label, required, hint = str(field.verbose_name), not field.blank and not field.null, str(field.help_text)
    common = {"label": label, "required": required, "help_text": hint}
    if isinstance(field, models.ForeignKey):
        return forms.TypedChoiceField(choices=[_EMPTY, *_related(field, desk)], coerce=int, empty_value=None, **common)
    if isinstance(field, ArrayField):
        base = field.base_field
        return forms.MultipleChoiceField(
            choices=base.choices, widget=forms.CheckboxSelectMultiple, label=label, required=False, help_text=hint
        )
    if isinstance(field, CodeField):
        choices = list(field.choices or [])
        has_default = field.has_default() and not field.blank
        return forms.ChoiceField(choices=choices if has_default else [_EMPTY, *choices], **common)
    if isinstance(field, models.DateField):
        return DayField(**common)
    if isinstance(field, models.BooleanField):
        return forms.BooleanField(label=label, required=False, help_text=hint)
    if isinstance(field, models.PositiveSmallIntegerField):
        return forms.IntegerField(min_value=0, max_value=100, **common)
    if isinstance(field, models.TextField):
        rows = forms.Textarea(attrs={"rows": 5})
        return forms.CharField(max_length=field.max_length, widget=rows, strip=True, **common)
    return forms.CharField(max_length=field.max_length, strip=True, **common)


def _related(field: "models.ForeignKey[Any, Any]", desk: Desk) -> Sequence[tuple[int, str]]:
    """What a form may point at: agencies of the county, counsel, arrests of this youth."""
    if field.model is Charge:
        return [(row.id, f"{row.arrested_by}, {row.arrested_on or 'day unknown'}") for row in desk.rows.get("arrest", ())]
    if field.model is Representation:
        return sorted(desk.counsel.items(), key=lambda one: one[1])
    if field.model is FollowUp:
        return sorted(((int(key), name) for key, name in desk.agencies.items()), key=lambda one: one[1])
    raise LookupError(f"no choices are known for {field}")


def _initial(kind: type[Claim], values: Mapping[str, Any] | None) -> dict[str, Any]:
    """Defaults of the model, then what the claim says now; form fields are named without ``_id``."""
    initial = {field.name: field.get_default() for field in kind.said_fields() if field.has_default()}
    for column, value in (values or {}).items():
        initial[column.removesuffix("_id")] = value
    return initial
