"""Jinja2 as the house uses it: everything escaped, undefined names are errors."""

import re
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import quote

import jinja2
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse

from safetynet.kernel import clock
from safetynet.kernel.dates import say_date, say_date_from
from safetynet.kernel.periods import duration_in_words

_STAND_IN = 7_700_000_000
_PLAIN = "-._~"


def make_environment(**options: Any) -> jinja2.Environment:
    """The environment of all pages. Django's engine passes ``autoescape=True``; a repository test says so too."""
    options |= {"autoescape": True, "undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    environment = jinja2.Environment(**options)  # noqa: S701 (autoescape is on, one line above)
    environment.globals.update(static=static, url=_url, get_messages=get_messages)
    environment.filters.update(day=say_date, day_from=say_date_from, duration=duration_in_words, moment=_moment)
    return environment


def _url(name: str, *arguments: str | int) -> str:
    """The address of a page. A youth's file has 150 of them, so the pattern of each is looked up once."""
    between = _pattern(name, len(arguments))
    return between[0] + "".join(quote(str(one), safe=_PLAIN) + rest for one, rest in zip(arguments, between[1:], strict=True))


@cache
def _pattern(name: str, arguments: int) -> list[str]:
    """What stands before, between and after the arguments of an address; stand-ins pass for text and for numbers."""
    stand_ins = [_STAND_IN + place for place in range(arguments)]
    return re.split("|".join(map(str, stand_ins)) or "$", reverse(name, args=stand_ins))[: arguments + 1]


def _moment(text: str) -> str:
    """A day or an instant as the database writes it in a document, in words; an instant by the clock in California."""
    if len(text) == len("2026-11-24"):
        return say_date(date.fromisoformat(text))
    instant = clock.local(datetime.fromisoformat(text))
    return f"{say_date(instant.date())}, {instant:%H:%M}"
