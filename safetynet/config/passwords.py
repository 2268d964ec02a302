"""What guessers try first, however long it is (A6; NIST 800-63B: repetitive, sequential, common and context-specific words)."""

from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from safetynet.kernel.counties import COUNTIES

_ROWS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_RUNS = (*_ROWS, *(row[::-1] for row in _ROWS))
_SHORTEST_RUN = 3
_OURS = {"safetynet", "california", "county", *(county.name.lower().replace(" ", "") for county in COUNTIES)}


class GuessedFirst:
    """Refuses a password that repeats itself, runs along the keyboard, or is a common word with digits around it."""

    def __init__(self) -> None:
        self._common = CommonPasswordValidator().passwords | _OURS

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError with the reason."""
        plain = password.lower()
        if repeats(plain):
            raise ValidationError("This password repeats itself.", code="password_repeats")
        if runs(plain):
            raise ValidationError("This password runs along the keyboard or the alphabet.", code="password_runs")
        if _core(plain) in self._common:
            raise ValidationError("This password is a common word with signs around it.", code="password_too_common")

    def get_help_text(self) -> str:
        """The rule in words."""
        return "No repetition, no run of neighboring keys, no common word with digits around it."


def repeats(plain: str) -> bool:
    """Whether a text is a shorter one over and over."""
    return any(plain == (plain[:period] * len(plain))[: len(plain)] for period in range(1, len(plain) // 2 + 1))


def runs(plain: str) -> bool:
    """Whether a text is nothing but runs of three or more neighboring keys, letters or digits."""
    place = 0
    while place < len(plain):
        longest = max(
            (size for size in range(_SHORTEST_RUN, len(plain) - place + 1) if _is_run(plain[place : place + size])), default=0
        )
        if not longest:
            return False
        place += longest
    return bool(plain)


def _is_run(part: str) -> bool:
    return any(part in row for row in _RUNS)


def _core(plain: str) -> str:
    """The letters within: without digits and signs around them."""
    while plain and not plain[0].isalpha():
        plain = plain[1:]
    while plain and not plain[-1].isalpha():
        plain = plain[:-1]
    return plain
