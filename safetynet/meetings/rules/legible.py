"""Text as paper can carry it. What people typed is never read as markup; here it only loses what cannot be printed.

Line ends of every kind become one kind, and a page of them becomes a few; characters that turn writing round or show
nothing are taken out; a word longer than a line may be broken.
"""

import re
import unicodedata
from collections.abc import Iterator, Set

LINES = 12
"""Line ends that one text may set; the parts that follow are set apart by a stroke."""
LONGEST_WORD = 20
"""Characters of a word that is set whole; a longer one may be broken after every ``PART``."""
PART = 10
STAND_IN = "□"
"""Stands for a character that the typeface lacks."""

_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""Controls, marks of direction, soft hyphens; the joiners U+200C and U+200D stay, since scripts are written with them."""
_LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")
_FOLLOWING = frozenset({"Mn", "Mc", "Me", "Cf", "Sk"})
"""Unicode categories of characters that are set together with the one before them."""
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_PARTS = re.compile(rf".{{{PART}}}(?=.)")


def legible(text: str) -> str:
    """The text as it can be set. Nothing that a reader could have read is lost."""
    if text.isascii() and text.isprintable() and len(text) <= LONGEST_WORD:
        return text
    lines = [_BLANKS.sub(" ", _INVISIBLE.sub("", line)).strip() for line in _LINE_END.sub("\n", text).split("\n")]
    lines = [line for line in lines if line]
    if len(lines) > LINES:
        lines[LINES - 1 :] = [" / ".join(lines[LINES - 1 :])]
    folded = "\n".join(lines)
    return _LONG_WORD.sub(lambda word: _PARTS.sub(lambda part: f"{part[0]}\u200b", word[0]), folded)


def signs(text: str) -> Iterator[str]:
    """The signs of a text: each character with the marks and joiners that follow it."""
    sign = ""
    for character in text:
        if sign and unicodedata.category(character) in _FOLLOWING and not character.isascii() and character != "\u200b":
            sign += character
            continue
        if sign:
            yield sign
        sign = character
    if sign:
        yield sign


def stand_in(text: str, missing: Set[str]) -> str:
    """The text with a stand-in for each sign that cannot be set."""
    if not missing or text.isascii():
        return text
    return "".join(STAND_IN if sign in missing else sign for sign in signs(text))
