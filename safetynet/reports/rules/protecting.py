"""Figures as they may be told outside a table's coordination."""

from collections.abc import Sequence

from safetynet.kernel.faults import Refused

from .figures import Figure


def protected(figures: Sequence[Figure]) -> list[Figure]:
    """The same with small counts withheld. Raises Refused: only the coordination of a table gets figures as yet."""
    raise Refused(f"{len(figures)} figures hold counts that may be small.", next="The coordinator of the table can make them.")
