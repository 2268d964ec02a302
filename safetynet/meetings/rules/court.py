"""What a recommendation to the court may not hold: words that were only said at the table, or that a privilege covers.

Sources: WIC 18951(d) (discussions of the team are confidential), EC 954, 1035.8, 1037.5, 1038, 42 CFR Part 2, HIPAA; the
table's memorandum: not to be used against the minor. Pure functions.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

RUN = 8
"""So many words in a row, the same as in a source, are a repetition and no longer a way of speaking."""
NOTICE = "Not to be used against the minor."

_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Source:
    """Words that may not be repeated: where they stand, and whether no part of them ever leaves (42 CFR Part 2)."""

    where: str
    text: str
    never: bool = False


@dataclass(frozen=True, slots=True)
class Repetition:
    """A run of words that stands in the text and in a source."""

    where: str
    words: str


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: without case, accents' different spellings, punctuation and line ends."""
    return [word.replace("’", "'").casefold() for word in _WORD.findall(unicodedata.normalize("NFKC", text))]


def find_repetitions(text: str, sources: Iterable[Source], run: int = RUN) -> list[Repetition]:
    """What a text repeats of its sources, once for each source: the first run of at least ``run`` words, as far as it goes.

    A source that never leaves counts whole as well, however short: the name of a program is two words.
    """
    said = words_of(text)
    found = []
    for source in sources:
        given = words_of(source.text)
        least = min(run, len(given)) if source.never else run
        if least and (repeated := _first_run(said, given, least)):
            found.append(Repetition(source.where, " ".join(repeated)))
    return found


def _first_run(said: Sequence[str], given: Sequence[str], least: int) -> Sequence[str]:
    """The first run of at least so many words of ``given`` that stands in ``said`` too, as long as it is there."""
    places: dict[tuple[str, ...], int] = {}
    for begins in range(len(said) - least + 1):
        places.setdefault(tuple(said[begins : begins + least]), begins)
    for start in range(len(given) - least + 1):
        place = places.get(tuple(given[start : start + least]))
        if place is not None:
            length = least
            while given[start : start + length + 1] == said[place : place + length + 1] and start + length < len(given):
                length += 1
            return given[start : start + length]
    return []


def say_repetitions(found: Iterable[Repetition]) -> str:
    """The words of the refusal: what is repeated, and from where."""
    told = "; ".join(f"“{each.words}” ({each.where})" for each in found)
    return f"It repeats what may not stand in a court's file: {told}."
