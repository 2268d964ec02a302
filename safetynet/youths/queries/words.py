"""How values of the record are written for people. One formatter per field, worked out once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from safetynet.governance.models import Agency, CodeField, Person
from safetynet.kernel import clock
from safetynet.kernel.dates import say_date
from safetynet.youths.models import Claim

Names = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Words:
    """What values are said with: the day, and the names that stand behind ids."""

    today: date
    agencies: Names
    people: Names


Say = Callable[[Any, Words], str]


@dataclass(frozen=True, slots=True)
class SaidField:
    """A field of a claim as a page shows it."""

    column: str
    label: str
    say: Say
    long: bool


@cache
def said_fields(kind: type[Claim]) -> tuple[SaidField, ...]:
    """The fields of a kind in the order in which they are shown."""
    return tuple(
        SaidField(field.attname, str(field.verbose_name).rstrip("?"), _say(field), isinstance(field, models.TextField))
        for field in kind.said_fields()
    )


def _say(field: "models.Field[Any, Any]") -> Say:
    if isinstance(field, ArrayField):
        labels = dict(field.base_field.choices or [])
        return lambda value, words: ", ".join(labels.get(each, each) for each in value)
    if isinstance(field, CodeField):
        labels = dict(field.choices or [])
        return lambda value, words: labels.get(value, value)
    if isinstance(field, models.DateField):
        return lambda value, words: say_date(date.fromisoformat(value))
    if isinstance(field, models.BooleanField):
        return lambda value, words: "Yes" if value else "No"
    if isinstance(field, models.ForeignKey):
        return _named(field)
    return lambda value, words: str(value)


def _named(field: "models.ForeignKey[Any, Any]") -> Say:
    if field.related_model is Agency:
        return lambda value, words: words.agencies.get(value, "an agency")
    if field.related_model is Person:
        return lambda value, words: words.people.get(value, "somebody")
    return lambda value, words: str(value)


def empty(value: Any) -> bool:
    """Whether nothing was said."""
    return value is None or value == "" or value == []


def joined(parts: Sequence[str]) -> str:
    """Parts that are there, with commas."""
    return ", ".join(part for part in parts if part)


@cache
def _local_day(text: str) -> date:
    return clock.local(datetime.fromisoformat(text)).date()


def say_recorded(text: str) -> str:
    """The day on which a claim was recorded, from the database's ISO text."""
    return say_date(_local_day(text))
