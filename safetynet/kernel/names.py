"""Names of people as they are compared, sorted and shown."""

import re
import unicodedata


def normal_name(text: str) -> str:
    """A name as it is searched and sorted: small letters only, without accents, spaces, hyphens or apostrophes.

    The database computes the same for its name index (``public.normal_name``); a test holds the two together.

    >>> normal_name("O'Brien-Núñez")
    'obriennunez'
    """
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if letter.isalpha()).lower()


def tidy_name(text: str) -> str:
    """A name as it is shown: one space between words, and an all-capitals entry set in ordinary capitals.

    >>> tidy_name("  GARCIA-LOPEZ "), tidy_name("McDonald"), tidy_name("o'neil")
    ('Garcia-Lopez', 'McDonald', "o'neil")
    """
    text = " ".join(text.split())
    if len(text) > 1 and text.isupper():
        return re.sub(r"[^\W\d_]+", lambda word: word.group(0).capitalize(), text)
    return text
