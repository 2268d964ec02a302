"""Reading and writing dates: the five styles a county's spreadsheet holds, and the one style people read."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from .periods import duration_in_words

EXPECTED = "a date such as 3/1/2013, 3/1/13, 2013-03-01 or Mar 1, 2013"

_LONGEST = 60
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?: ?[AaPp][Mm])?$")
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? ", re.IGNORECASE)
_SLASHED = re.compile(r"^(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?'?(\d{4}|\d{2})$")
_ISO = re.compile(r"^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})$")
_NAMED = re.compile(r"^([A-Za-z]{3,9})\.?[ -]?(\d{1,2})(?:st|nd|rd|th)?(?:, ?| |-)'?(\d{4}|\d{2})$")
_DAY_FIRST_NAMED = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?(?:, ?| |-)'?(\d{4}|\d{2})$")
_SERIAL = re.compile(r"^(\d{5})(?:\.\d{1,12})?$")
_SERIALS = range(15_000, 80_000)
_FIRST_SERIAL = date(1899, 12, 30)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip


class NotADate(ValueError):
    """The text is not written like a date."""


class NoSuchDay(ValueError):
    """The text is written like a date, but the calendar has no such day."""


def read_date(value: object, *, pivot: int = 50, serial: bool = False) -> date:
    """The date that a cell or a form field means; a time of day beside it is left out.

    Months come first, as in the United States; a two-digit year up to ``pivot`` belongs to this century. With ``serial``
    a bare number is what a spreadsheet keeps behind a date (days since 30 Dec 1899), from 1941 to 2119.
    Raises NotADate or NoSuchDay.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = " ".join(str(value).split())
    if len(text) > _LONGEST:
        raise NotADate(text[:_LONGEST])
    if serial and (found := _SERIAL.match(text)) and int(found.group(1)) in _SERIALS:
        return _FIRST_SERIAL + timedelta(days=int(found.group(1)))
    year, month, day = _parts(_WEEKDAY.sub("", _TIME.sub("", text)))
    if year < 100:
        year += 2000 if year <= pivot else 1900
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDay(text) from error


def _parts(text: str) -> tuple[int, int, int]:
    if found := _SLASHED.match(text):
        month, day, year = (int(part) for part in found.groups())
        return year, month, day
    if found := _ISO.match(text):
        return int(found.group(1)), int(found.group(3)), int(found.group(4))
    if found := _NAMED.match(text):
        name, day_text, year_text = found.groups()
    elif found := _DAY_FIRST_NAMED.match(text):
        day_text, name, year_text = found.groups()
    else:
        raise NotADate(text)
    if name.lower() not in _MONTHS:
        raise NotADate(text)
    return int(year_text), _MONTHS[name.lower()], int(day_text)


@lru_cache(maxsize=20_000)
def say_date(day: date) -> str:
    """The one way a date is written for people: ``Tue 3 Mar 2015``."""
    return f"{day:%a} {day.day} {day:%b %Y}"


@lru_cache(maxsize=20_000)
def say_date_from(day: date, today: date) -> str:
    """A date with its distance: ``Tue 3 Mar 2015 (9 days ago)``."""
    distance = (day - today).days
    if distance == 0:
        return f"{say_date(day)} (today)"
    if distance == 1:
        return f"{say_date(day)} (tomorrow)"
    if distance == -1:
        return f"{say_date(day)} (yesterday)"
    words = duration_in_words(abs(distance))
    return f"{say_date(day)} (in {words})" if distance > 0 else f"{say_date(day)} ({words} ago)"
