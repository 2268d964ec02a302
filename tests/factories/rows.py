"""The least that a row of any model needs, so that every table can be filled."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

DAY = date(2015, 3, 3)


def least_values(model: type[models.Model], canary: str = "", **given: Any) -> dict[str, Any]:
    """A value for each column that must have one (for each column, if ``canary`` is given), by column name.

    Foreign keys that are not given are left out if they may be empty; text becomes the canary and the field's name.
    """
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        column = field.column
        if field.primary_key:
            continue
        if column in given or field.name in given:
            values[column] = given.get(column, given.get(field.name))
        elif not field.null or (canary and not field.is_relation):
            values[column] = _value(field, canary)
    return values


def _value(field: models.Field, canary: str) -> Any:
    if field.is_relation:
        raise LookupError(f"{field} must be given")
    if isinstance(field, ArrayField):
        return [_value(field.base_field, canary)]
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.DateTimeField):
        return datetime(2015, 3, 3, 12, tzinfo=UTC)
    if isinstance(field, models.DateField):
        return DAY
    if isinstance(field, models.TimeField):
        return time(10, 0)
    if isinstance(field, models.JSONField):
        return "{}"
    if isinstance(field, models.IntegerField):
        return 1
    if isinstance(field, models.SlugField):
        return f"{canary}{field.name}"
    if field.blank and not canary:
        return ""
    text = f"{canary}{field.name}" if canary else "x"
    return text[: field.max_length] if field.max_length else text
