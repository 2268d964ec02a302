"""Which field a header may mean: equal words first, then words about the same, then a spelling close to a known one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

from .fields import SheetKind
from .headers import known_headers
from .text import header_words

EXACT = 0.95
"""From here on a header counts as known."""

_SUBJECTS = frozenset(
    """
    client youth minor child participant kid victim person patient
    """.split()  # noqa: SIM905 (a table of words)
)
_RISK = frozenset(("risk", "factor", "flag", "indicator"))
_FAMILY = frozenset(("relative", "parenting", "parental", "kin", "household", "mother", "father"))
_BETWEEN_PARTS = re.compile(r"[/&,+;]| or | and ", re.IGNORECASE)
_WEAK = frozenset(
    """
    date name number id type status agency note plan school case code current history family health service program
    department group list level section category other total time day system work county city state court risk
    """.split()  # noqa: SIM905 (a table of words)
)
"""Words that say too little to recognize a longer header by one of them alone."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One field a header may mean, how sure (0 to 1), and why in words."""

    field: str
    score: float
    why: str


def readings(kind: SheetKind, header: str, combined: str = "") -> list[Reading]:
    """The fields a header may mean on a kind of sheet, the likeliest first.

    ``combined`` is the header with the group heading above it; it counts where it is known and the header alone is not.
    """
    words = header_words(header)
    found: dict[str, Reading] = {}
    for reading in _tries(kind, header, words, header_words(combined) if combined else ()):
        if reading.score > found.get(reading.field, _NOTHING).score:
            found[reading.field] = reading
    return sorted(found.values(), key=lambda reading: -reading.score)


_NOTHING = Reading("", 0.0, "")


def _tries(kind: SheetKind, header: str, words: tuple[str, ...], combined: tuple[str, ...]) -> Iterator[Reading]:
    shown = header[:60]
    full = header_words(header, remarks=True)
    if combined and combined != words:
        yield from _equal(kind, combined, 0.97, f"the two header lines say “{' '.join(combined)}”")
    if full != words and frozenset(full) in known_headers(kind):
        words = full
    yield from _equal(kind, words, 1.0, f"“{shown}” is a known header")
    yield from _all_parts(kind, header, shown)
    bare = tuple(word for word in words if word not in _SUBJECTS)
    for fewer in (bare, tuple(word for word in bare if word not in _RISK), _of_family(full)):
        if fewer != words:
            yield from _equal(kind, fewer, 0.96, f"“{shown}” is a known header")
    counted = tuple(word for word in bare if not word.isdigit())
    if counted != bare:
        yield from _equal(kind, counted, 0.95, f"“{shown}” is a known header with a number")
    spelled = tuple(dict.fromkeys(part for word in bare for part in _spelled(kind, word)))
    if spelled != bare:
        yield from _equal(kind, spelled, 0.85, f"“{shown}” is close in spelling to a known header")
    yield from _overlapping(kind, frozenset(bare), shown)
    if full != words:
        yield from _overlapping(kind, frozenset(full), shown)
    if spelled != bare:
        yield from _overlapping(kind, frozenset(spelled), shown)


def _all_parts(kind: SheetKind, header: str, shown: str) -> Iterator[Reading]:
    """A header of several parts ("CBO/Services") each of which is a known header of the same field."""
    parts = [header_words(part) for part in _BETWEEN_PARTS.split(header[:120])]
    if len(parts) > 1 and all(parts):
        fields = [set(known_headers(kind).get(frozenset(part), ())) for part in parts]
        for field in sorted(set.intersection(*fields)):
            yield Reading(field, 0.97, f"each part of “{shown}” is a known header")


def _of_family(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with "family" for relatives and parents, as in "relatives: criminal history"."""
    return tuple(dict.fromkeys("family" if word in _FAMILY else word for word in words))


def _equal(kind: SheetKind, words: tuple[str, ...], score: float, why: str) -> Iterator[Reading]:
    for place, field in enumerate(known_headers(kind).get(frozenset(words), ())):
        yield Reading(field, score - 0.08 * place, why)


def _overlapping(kind: SheetKind, words: frozenset[str], shown: str) -> Iterator[Reading]:
    """Known headers of which all words stand in this one, or which have all words of this one."""
    for known, fields in known_headers(kind).items():
        if known < words and not known <= _WEAK:
            share = len(known) / len(words)
            yield Reading(fields[0], 0.5 + 0.35 * share, f"“{shown}” has the words “{' '.join(sorted(known))}”")
        elif words < known and not words <= _WEAK:
            share = len(words) / len(known)
            yield Reading(fields[0], 0.4 + 0.3 * share, f"“{shown}” is part of “{' '.join(sorted(known))}”")


@cache
def _vocabulary(kind: SheetKind) -> tuple[str, ...]:
    return tuple(sorted({word for words in known_headers(kind) for word in words if len(word) > 3}))


@lru_cache(maxsize=5_000)
def _spelled(kind: SheetKind, word: str) -> tuple[str, ...]:
    """The word as the known headers spell it: the closest known word, or two known words written as one."""
    vocabulary = _vocabulary(kind)
    if len(word) < 4 or len(word) > 30 or word in vocabulary:
        return (word,)
    close = get_close_matches(word, vocabulary, n=1, cutoff=0.82)
    if close:
        return (close[0],)
    for cut in range(3, len(word) - 2):
        if word[:cut] in vocabulary and (word[cut:] in vocabulary or word[cut:] in ("id", "date", "name", "use", "hx")):
            return (word[:cut], word[cut:])
    return (word,)
