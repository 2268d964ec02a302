"""The form of a plan: its fields, one row for each step, and the digests of the words from which its writer begins."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from safetynet.governance.models import DayField, dress
from safetynet.kernel.codes import AftercareStep
from safetynet.kernel.identifiers import read_id
from safetynet.meetings.actions.plans import Writing
from safetynet.meetings.queries.places import Place
from safetynet.meetings.queries.plans import PlanVersion
from safetynet.meetings.rules.plans import NOT_NEEDED, Choice, Side, Step, fields_of

from .fields import long_text

MOST_STEPS = 40
BLANK_ROWS = 3
_NAMED = 300 - len(NOT_NEEDED)


class ReopenForm(forms.Form):
    """Why an agreed plan is opened again."""

    reason = forms.CharField(label="Why is the plan opened again?", max_length=300, required=True)


class AgreeForm(forms.Form):
    """On which day the table agreed, and when it looks again."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    agreed_on = DayField(label="Agreed on")
    review_on = DayField(label="Review by")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        dress(self)


class FieldsForm(forms.Form):
    """What a plan says besides its steps."""

    concerns = long_text("What are the safety concerns?", 2000)
    safe_adults = long_text("Which adults are safe?", 1000, hint="One on a line, with how to reach them.")
    stay_away = forms.CharField(label="Where is it not safe to go?", max_length=300, required=False)
    youth_said = forms.CharField(label="What did the youth say?", max_length=400, required=False, help_text="In the youth's words.")
    returning_on = DayField(label="When does the youth come back?", required=False)
    review_on = DayField(label="Review by", required=False)

    def __init__(self, *arguments: Any, names: Sequence[str], trusted: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields = {name: self.fields[name] for name in names}
        if trusted and "safe_adults" in self.fields:
            self.fields["safe_adults"].help_text = f"On file as trusted: {'; '.join(trusted)}."
        if "returning_on" in self.fields:
            self.fields["returning_on"].help_text = "The days of the checklist are counted back from it."
        dress(self)


class StepForm(forms.Form):
    """One step: what, who, by when."""

    what = forms.CharField(label="What is done?", max_length=300, required=False)
    owner = forms.TypedChoiceField(label="Which place at the table owns it?", coerce=int, empty_value=None, required=False)
    who = forms.CharField(label="Or who else does it?", max_length=120, required=False)
    due_on = DayField(label="By when?", required=False)
    not_needed = forms.CharField(label="Not needed? Say why", max_length=_NAMED, required=False)
    out = forms.BooleanField(label="Take this step out", required=False)

    def __init__(self, *arguments: Any, places: Sequence[Place], code: str, new: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.code, self.new = code, new
        self.fields["owner"].choices = [("", "Nobody yet"), *((place.place, place.words) for place in places)]
        for name in ("not_needed",) * (not code) + ("out",) * bool(code or new):
            del self.fields[name]
        dress(self)

    def clean(self) -> dict[str, Any]:
        """A step says what is done, and one who does it."""
        cleaned = super().clean() or {}
        if cleaned.get("owner") and cleaned.get("who"):
            self.add_error("who", "Choose a place at the table or name somebody else, not both.")
        about = [name for name in ("owner", "who", "due_on") if cleaned.get(name)]
        if not cleaned.get("what") and not self.code and (about or not self.new) and not cleaned.get("out"):
            self.add_error("what", "Say what is done" + ("." if self.new else ", or take the step out."))
        return cleaned

    def step(self, number: int) -> Step:
        """The step as it was typed."""
        cleaned = self.cleaned_data
        what = cleaned["what"] or (AftercareStep.label_of(self.code) if self.code else "")
        if self.code and cleaned["not_needed"]:
            what = f"{NOT_NEEDED}{cleaned['not_needed']}"
        return Step(number, what, cleaned["who"], cleaned["owner"], cleaned["due_on"], self.code)


@dataclass(frozen=True, slots=True)
class Row:
    """One step on the page: its key (``step-7``, ``new-1``) and its form."""

    key: str
    number: int
    form: StepForm

    @property
    def title(self) -> str:
        """What the row is called."""
        return AftercareStep.label_of(self.form.code) if self.form.code else ""


class PlanForm:
    """A draft as somebody writes it. With ``data`` it holds what was typed, else what the draft says."""

    def __init__(
        self, draft: PlanVersion, places: Sequence[Place], trusted: Sequence[str] = (), data: QueryDict | None = None, *,
        first_day: date | None = None,
    ) -> None:  # fmt: skip
        self.draft, self._places, self._data, self._first_day = draft, places, data, first_day
        names = fields_of(draft.kind)
        self.fields = FieldsForm(data, names=names, trusted=trusted, initial=draft.values)
        self.begun = _marked(data, "was-") if data is not None else draft.began()
        codes = {step.id: step.code for step in draft.steps}
        if data is None:
            self.rows = [self.row(f"step-{step.id}", step.code, _typed(step)) for step in draft.steps]
            self.rows += [self.row(f"new-{place}") for place in range(1, BLANK_ROWS + 1)]
        else:
            keys = [key for key in dict.fromkeys(data.getlist("row")) if _number(key) is not None][: MOST_STEPS + BLANK_ROWS]
            self.rows = [self.row(key, codes.get(_number(key) or 0, "")) for key in keys]

    def is_valid(self) -> bool:
        """Whether everything that was typed can be read, and no step is asked for by a day that has passed. A day that stood in the
        draft before may stay."""
        fine = [form.is_valid() for form in self.forms()]
        stands = {f"step-{step.id}": step.due_on for step in self.draft.steps}
        for row in self.rows:
            day = row.form.cleaned_data.get("due_on")
            if day and self._first_day and day < self._first_day and day != stands.get(row.key):
                row.form.add_error("due_on", "This day has passed.")
                fine.append(False)
        for form in self.forms():
            dress(form)
        return all(fine)

    def forms(self) -> Iterator[forms.Form]:
        """The form of the fields, then of each step."""
        yield self.fields
        yield from (row.form for row in self.rows)

    @property
    def errors(self) -> bool:
        """Whether something must be typed again."""
        return any(form.is_bound and form.errors for form in self.forms())

    def writing(self) -> Writing:
        """What was typed, for the action that saves it."""
        typed = [(row, row.form.step(0 if row.form.new else row.number)) for row in self.rows]
        chosen = {
            part: Choice(Side(side), shown)
            for part, (side, _, shown) in ((part, value.partition(".")) for part, value in _marked(self._data, "take-").items())
            if side in tuple(Side)
        }
        return Writing(
            values={name: self.fields.cleaned_data[name] for name in self.fields.fields},
            steps=[step for row, step in typed if not row.form.new or step.what],
            taken_out=frozenset(row.number for row, _ in typed if row.form.cleaned_data.get("out")),
            begun=self.begun,
            chosen=chosen,
        )

    def row(self, key: str, code: str = "", initial: Mapping[str, Any] | None = None) -> Row:
        """A row for one step."""
        new = key.startswith("new-")
        form = StepForm(self._data, prefix=key, places=self._places, code=code, new=new, initial=initial)
        return Row(key, _number(key) or 0, form)


def joined_form(
    typed: Writing, now: PlanVersion, clashes: Sequence[str], places: Sequence[Place], trusted: Sequence[str]
) -> PlanForm:
    """The form after a clash: what the draft says now, with everything that this person typed otherwise kept in it."""
    mine = typed.parts()
    begun = now.began()
    theirs = now.parts()
    keep = {part for part in mine if part in clashes or (typed.begun.get(part) == begun.get(part) and mine[part] != theirs[part])}
    by_id = {step.id: step for step in typed.steps if step.id}
    values = {name: typed.values[name] if name in keep else value for name, value in now.values.items() if name in typed.values}
    steps = [replace(by_id[step.id], code=step.code) if f"step-{step.id}" in keep else step for step in now.steps]
    steps += [step for number, step in by_id.items() if f"step-{number}" in keep and number not in {one.id for one in now.steps}]
    form = PlanForm(replace(now, values={**now.values, **values}, steps=steps), places, trusted)
    added = [step for step in typed.steps if not step.id]
    fresh = [form.row(f"new-{place}", "", _typed(step)) for place, step in enumerate(added, start=1)]
    blank = [form.row(f"new-{place}") for place in range(len(added) + 1, len(added) + BLANK_ROWS + 1)]
    form.rows = [row for row in form.rows if not row.form.new] + fresh + blank
    for row in form.rows:
        if row.number in typed.taken_out and "out" in row.form.fields:
            row.form.initial["out"] = True
    form.begun = {**begun, **{part: typed.begun[part] for part in clashes if part in typed.begun}}
    return form


def _typed(step: Step) -> dict[str, Any]:
    what = AftercareStep.label_of(step.code) if step.not_needed else step.what
    return {
        "what": what, "owner": step.owner_place, "who": step.who, "due_on": step.due_on, "not_needed": step.not_needed,
    }  # fmt: skip


def _number(key: str) -> int | None:
    kind, _, number = key.partition("-")
    return read_id(number) if kind in ("step", "new") else None


def _marked(data: QueryDict | None, mark: str) -> dict[str, str]:
    return {name[len(mark) :]: value for name, value in (data or {}).items() if name.startswith(mark)}
