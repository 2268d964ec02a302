"""How the values of a column look: dates, flags, numbers, words of a list, a history of placements."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

from safetynet.kernel.dates import NoSuchDay, NotADate, read_date

from .fields import Field, Shape
from .lookup import WordBook
from .text import plain, split_list, tidy

ENOUGH = 200
"""Values of a column that are looked at."""

_ID = re.compile(r"^[A-Za-z]{0,8}[ ./#-]?\d[\dA-Za-z ./-]{0,15}$")
_STARTS_WITH_DATE = re.compile(r"^\W{0,3}(?:from |since )?\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b.{2}", re.IGNORECASE)
_CHARGE = re.compile(
    r"\b\d{3,5}(?:\.\d{1,2})?(?:\([a-z0-9]\)){0,3} ?(?:pc|wic|hs|vc|bp|h&s)\b|warrant|\b\d{3}\([a-z]\)", re.IGNORECASE
)
_NAME = re.compile(r"^[^\W\d_][^\d@/;=]{0,60}$")
_LISTS = ("race", "sex", "classification", "county", "status", "source", "system", "court", "section", "state", "flag")


@dataclass(frozen=True, slots=True)
class Look:
    """Shares (0 to 1) of the values of one column that look like something; ``count`` is how many were looked at."""

    count: int
    distinct: float = 0.0
    dates: float = 0.0
    numbers: float = 0.0
    placements: float = 0.0
    charges: float = 0.0
    names: float = 0.0
    commas: float = 0.0
    spaces: float = 0.0
    providers: float = 0.0
    risks: float = 0.0
    length: float = 0.0
    year: float = 0.0
    lists: dict[str, float] = field(default_factory=dict)


def look_at(values: Iterable[str], words: WordBook) -> Look:
    """How a column looks. Blank cells are left out; a column of blanks has count 0."""
    texts = Counter(islice((value for value in values if value), ENOUGH))
    many = texts.total()
    if not many:
        return Look(0)
    short = Counter({tidy(text[:400])[:120]: 0 for text in texts})
    for text, times in texts.items():
        short[tidy(text[:400])[:120]] += times
    years = {text: _year(text) for text in short}
    days = sorted(year for text, year in years.items() for _ in range(short[text]) if year)
    words_of = {text: plain(text) for text in short if len(text) <= 60}

    def share(test: Callable[[str], object], of: Counter[str] = short) -> float:
        return sum(times for text, times in of.items() if test(text)) / many

    return Look(
        count=many,
        distinct=len({text.lower() for text in short}) / many,
        dates=len(days) / many,
        numbers=share(lambda text: _ID.match(text) and not _year(text, serial=False)),
        placements=share(_is_placements, texts),
        charges=share(_CHARGE.search),
        names=share(_NAME.match),
        commas=share(lambda text: "," in text),
        spaces=share(lambda text: " " in text),
        providers=share(lambda text: _any_known("provider", text, words)),
        risks=share(lambda text: _any_known("risk", text, words)),
        length=sum(len(text) * times for text, times in short.items()) / many,
        year=days[len(days) // 2] if days else 0.0,
        lists={name: share(lambda text, name=name: words.has(name, words_of.get(text))) for name in _LISTS},  # type: ignore[misc]
    )


def looks_like_header(cells: Iterable[str]) -> bool:
    """Whether a row could be a header: two or more texts, nearly all short words and different, none of them a date."""
    texts = [tidy(cell[:400]) for cell in cells if cell]
    different = len({text.casefold() for text in texts})
    words = sum(1 for text in texts if _is_word(text))
    return different >= 2 and different >= 0.8 * len(texts) and words >= 0.7 * len(texts) and not any(map(_year, texts))


def _is_word(text: str) -> bool:
    named = any(letter.isalpha() or letter == "#" for letter in text)
    return named and len(text) <= 80 and (_ID.match(text) is None or not text[-1].isdigit())


def fit(wanted: Field, look: Look) -> float:
    """How well a column suits a field, 0 to 1; a column without values suits any."""
    if not look.count:
        return 0.6
    if wanted.name == "gender_identity" and look.lists["sex"] > 0.9:
        return 0.1
    prose = max(0.0, 1 - look.dates - look.lists["flag"]) if look.length < 4 else max(0.1, 0.9 - look.dates)
    fits = {
        Shape.DATE: look.dates,
        Shape.NUMBER: max(look.numbers, 0.45 if look.names > 0.8 and look.distinct > 0.9 and look.spaces < 0.2 else 0.0),
        Shape.FLAG: look.lists["flag"],
        Shape.PLACEMENTS: max(look.placements, 0.3 if look.length > 25 and look.dates < 0.5 else 0.0),
        Shape.CHARGES: max(look.charges, 0.3 if look.length > 4 else 0.0),
        Shape.NAME: look.names * (0.4 if look.lists["flag"] > 0.8 else 1.0),
        Shape.FULL_NAME: look.names * max(look.commas, look.spaces),
        Shape.PLACE: look.names * (0.3 if look.lists["flag"] > 0.8 else 1.0),
        Shape.TEXT: prose,
        Shape.ANY: 0.8,
    }
    if wanted.shape is Shape.LIST:
        return _fit_of_list(wanted, look, prose)
    if wanted.shape is Shape.WORD:
        share = look.lists[wanted.words]
        return max(share, 0.55 * look.names * (look.length > 2)) if wanted.words == "source" else share
    return fits[wanted.shape]


def _fit_of_list(wanted: Field, look: Look, prose: float) -> float:
    if wanted.words == "provider":
        return max(look.providers, min(0.5, prose))
    if wanted.words == "risk":
        return look.risks
    return prose


def _is_placements(text: str) -> bool:
    return len(text) > 8 and _STARTS_WITH_DATE.match(text[:200].strip()) is not None and not _year(text)


def _any_known(name: str, text: str, words: WordBook) -> bool:
    parts = split_list(text, ";,\n|")
    return len(text) > 1 and any(words.knows(name, part) for part in ((text, *parts) if len(parts) > 1 else (text,)))


def _year(text: str, *, serial: bool = True) -> int:
    """The year of a date; 0 when the text is none."""
    try:
        return read_date(text, serial=serial).year
    except (NotADate, NoSuchDay):
        return 0
