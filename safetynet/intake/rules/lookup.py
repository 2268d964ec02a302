"""Looking words up: the house's lists and what a county has added to them in its mapping."""

from collections.abc import Mapping
from dataclasses import dataclass

from safetynet.kernel.counties import find_county

from .text import header_words, plain, tidy
from .words import OUTSIDE, known_words

Lists = Mapping[str, Mapping[str, str]]
"""List name, then word as it is looked up, to what it means."""


@dataclass(frozen=True, slots=True)
class WordBook:
    """Every word list with a county's additions; what the county says counts first."""

    added: Lists

    def find(self, name: str, written: str) -> str | None:
        """What a word of a list means; None when the list does not have it."""
        if len(written) > 200:
            return None
        word = plain(written)
        added = self.added.get(name, {})
        if word in added:
            return added[word]
        found = known_words()[name].get(word)
        if found is None and name == "risk":
            found = known_words()[name].get(" ".join(sorted(header_words(written))))
        if found is None and name == "county" and (county := find_county(tidy(written))):
            found = county.name
        return found

    def has(self, name: str, word: str | None) -> bool:
        """Whether the list has a word that is already in the form in which words are looked up."""
        return word is not None and (word in self.added.get(name, {}) or word in known_words()[name])

    def knows(self, name: str, written: str) -> bool:
        """Whether the list has the word."""
        return self.find(name, written) is not None


HOUSE_WORDS = WordBook({})
"""The lists as the house has them."""

__all__ = ["HOUSE_WORDS", "OUTSIDE", "Lists", "WordBook"]
