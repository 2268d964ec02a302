"""The shape of a follow-up that is asked, and of what is done with one."""

from collections.abc import Iterable

from django import forms

from safetynet.governance.models import DayField, dress
from safetynet.kernel.codes import TaskKind
from safetynet.meetings.rules.follow_ups import ANSWER, WHY


class AskForm(forms.Form):
    """A follow-up to ask of a place at the table."""

    what = forms.CharField(label="What do you ask?", max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    place = forms.TypedChoiceField(
        label="Who should answer?", coerce=int, help_text="Whoever has this place inherits the question."
    )
    due_on = DayField(label="By when?")
    kind = forms.ChoiceField(label="What sort is it?", choices=TaskKind.choices(), initial=TaskKind.FOLLOW_UP.value)

    def __init__(self, *arguments: object, places: Iterable[tuple[int, str]], **options: object) -> None:
        super().__init__(*arguments, **options)
        self.fields["place"].choices = [("", "Choose one"), *places]
        dress(self)


class WordsForm(forms.Form):
    """What somebody writes to a follow-up, and what it is meant as."""

    what = forms.ChoiceField(choices=[(name, name) for name in ("answer", "block", "drop", "reopen", "hand over")])
    revision = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    words = forms.CharField(required=False, max_length=ANSWER, error_messages={"max_length": f"Write at most {ANSWER} characters."})
    place = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)

    def clean(self) -> dict[str, object]:
        """An answer has words, a reason is short, a place is named where it is handed over."""
        cleaned = super().clean() or {}
        what, words = cleaned.get("what"), str(cleaned.get("words", ""))
        if what == "hand over" and cleaned.get("place") is None:
            self.add_error("place", "Choose who should answer.")
        elif what == "answer" and not words and "words" not in self.errors:
            self.add_error("words", "Write the answer.")
        elif what in ("block", "drop", "reopen") and not words and "words" not in self.errors:
            self.add_error("words", "Say why.")
        elif what in ("block", "drop", "reopen") and len(words) > WHY:
            self.add_error("words", f"Say why in at most {WHY} characters.")
        return cleaned
