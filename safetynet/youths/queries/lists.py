"""Which youths are at my table, and who is called like that? Over the access index, never over the claims."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel.dates import NoSuchDay, NotADate, read_date
from safetynet.kernel.identifiers import is_youth_number
from safetynet.kernel.names import normal_name
from safetynet.policy.compiler import named_youths, whole_tables
from safetynet.policy.door import Door
from safetynet.policy.questions import question
from safetynet.policy.rules import Standing
from safetynet.policy.standing import read_standing
from safetynet.policy.vocabulary import Category

PAGE = 50
"""Youths on one page of a list."""

MANY = 10_000
"""Beyond this a list says "more than" instead of counting on."""

_MOST_WAYS = 4
"""Ways to part the words of a search into first and last name; each costs a few ranges of the index."""

_LAST_CHARACTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class ListedYouth:
    """One line of a list; what the reader may not see is None. ``found_as`` is the name by which a search found it."""

    number: str
    name: str | None
    birth_date: date | None
    classification: str | None
    status: str | None
    referred_on: date | None
    found_as: str | None = None


@dataclass(frozen=True, slots=True)
class YouthList:
    """A page of a list: the lines, the number after which the next page begins, how many there are, and how they were found."""

    standing: Standing
    youths: Sequence[ListedYouth]
    how: str
    count: int
    after: str
    table: int | None
    table_name: str | None


def list_youths(door: Door, *, after: str = "", workbook: int | None = None, table: int | None = None) -> YouthList:
    """A page of 50 youths by name, beginning after the youth whose number is ``after``; of one workbook only, if given; of one
    of the tables where the reader has a seat, if there are several.

    Whose seat opens the names of a whole table sees the table's youths; anybody else those known one by one: on an open
    agenda, as counsel, by a consent, or because the own agency serves them.
    """
    parameters = {"after": after, "workbook": workbook, "table": table}
    return _ask(door, "list", "by name", _list_question(workbook is not None), parameters)


def search_youths(door: Door, words: str, table: int | None = None) -> YouthList:
    """The youths whom the words may mean: a number, a case number, a date of birth, the beginning of a name, or a name
    that sounds alike. How the words were understood is written into the log, the words are not."""
    how, condition, parameters = _understand(" ".join(words.split())[:100])
    ways = sum(name.startswith("first") for name in parameters)
    return _ask(door, "search", how, _search_question(condition, ways), {**parameters, "table": table})


def _understand(words: str) -> tuple[str, str, dict[str, Any]]:
    """How the words are meant, which part of the search answers, and with what."""
    if is_youth_number(words):
        return "by number", "by_number", {"number": words}
    try:
        return "by date of birth", "by_birth_date", {"birth": read_date(words)}
    except (NotADate, NoSuchDay):
        pass
    if any(character.isdigit() for character in words):
        return "by case number", "by_case_number", {"case": words}
    parameters: dict[str, Any] = {}
    for place, (last, first) in enumerate(_ways(words)):
        parameters |= _name_range(normal_name(last), normal_name(first), str(place or ""))
    return "by name", "by_name", parameters


def _ways(words: str) -> list[tuple[str, str]]:
    """Last and first name as the words may mean them, the likeliest first: the last name may have more than one word."""
    if "," in words:
        last, _, first = words.partition(",")
        return [(last, first)]
    parts = words.split(" ")
    places = list(range(len(parts) - 1, -1, -1))
    chosen = places if len(places) <= _MOST_WAYS else [places[0], places[1], places[-2], places[-1]]
    return [(" ".join(parts[place:]), " ".join(parts[:place])) for place in chosen]


def _name_range(last: str, first: str, way: str) -> dict[str, str]:
    """What both names begin with, and where those that begin like the last name end."""
    return {f"last{way}": last, f"last_end{way}": last + _LAST_CHARACTER, f"first{way}": first}


def _ask(door: Door, action: str, how: str, asked: str, parameters: Mapping[str, Any]) -> YouthList:
    act = Act(action, "youths", subject=how, address=door.reader.address, request=door.reader.request, from_document=True)
    document = door.ask(asked, {**parameters, "limit": PAGE + 1, "many": MANY}, act)
    lines = document["youths"][:PAGE]
    return YouthList(
        standing=read_standing(document["standing"]),
        youths=[_line(line) for line in lines],
        how=how,
        count=document["count"],
        after=lines[-1]["number"] if len(document["youths"]) > PAGE else "",
        table=document["table_id"],
        table_name=document["table_name"],
    )


def _line(line: Mapping[str, Any]) -> ListedYouth:
    return ListedYouth(
        number=line["number"],
        name=line["name"],
        birth_date=_day(line["birth_date"]),
        classification=line["classification"],
        status=line["status"],
        referred_on=_day(line["referred_on"]),
        found_as=line["found_as"] if line["found_as"] != line["name"] else None,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def _list_question(of_a_workbook: bool) -> str:
    limited = question(__file__, "of_a_workbook") if of_a_workbook else "true"
    return _whole(question(__file__, "list").replace("/* limited */", limited))


@cache
def _search_question(condition: str, ways: int) -> str:
    found = question(__file__, condition)
    others = [str(way) for way in range(1, ways)]
    found = found.replace("/* otherwise */", "\n".join(_way(question(__file__, "by_name_otherwise"), way) for way in others))
    looks = "".join(_way(" || policy.lookalikes(%(last)s::text, %(first)s::text)", way) for way in others)
    return _whole(question(__file__, "search").replace("/* found */", found.replace("/* looks */", looks)))


def _way(part: str, way: str) -> str:
    """A part of the question that asks for another way to part the words."""
    for name in ("last", "last_end", "first"):
        part = part.replace(f"%({name})s", f"%({name}{way})s")
    return part


def _whole(asked: str) -> str:
    """The question with the parts that both have."""
    for part in ("lines", "mine", "near"):
        asked = asked.replace(f"/* {part} */", question(__file__, part))
    return asked.replace("/* whole */", whole_tables(Category.INDEX)).replace("/* named */", named_youths(Category.INDEX))
