"""What a refusal of the database means to the person who wrote something at a meeting."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError

from safetynet.kernel.faults import Conflict, Fault, Refused

COORDINATOR_PREPARES = "Only the table's coordinator prepares its agenda."
NOTHING_CHANGED = "Nothing was changed."


@contextmanager
def in_words(
    not_yours: str = COORDINATOR_PREPARES,
    *,
    moved: str = "Somebody changed this meeting at the same moment.",
    twice: str = "",
    kept: str = NOTHING_CHANGED,
    next: str = "",
) -> Iterator[None]:
    """Raises Refused with ``not_yours`` where the policy refuses, Conflict with ``moved`` where the state has moved on and, if
    ``twice`` is said, with that where the same row is there already. ``kept`` and ``next`` go with a conflict."""
    try:
        yield
    except Fault:
        raise
    except DatabaseError as error:
        code = getattr(error.__cause__, "sqlstate", "")
        if code == "SN409":
            raise Conflict(moved, kept=kept, next=next) from error
        if code == "42501":
            raise Refused(not_yours, kept=NOTHING_CHANGED) from error
        if twice and code == "23505":
            raise Conflict(twice, kept=kept, next=next) from error
        raise
