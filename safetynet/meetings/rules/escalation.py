"""To whom a follow-up that stays unanswered is shown: worked out from its day and the county's settings, never stored.

S1 wishes for higher-level representatives of agencies and for a report "to your boss"; the days are settings of the county.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from safetynet.kernel.dates import say_date


class Level(IntEnum):
    """Who looks on besides the place that owes it and whoever asked."""

    NONE = 0
    SUPERVISOR = 1
    SIGNATORY = 2


@dataclass(frozen=True, slots=True)
class Patience:
    """For how many days overdue a county waits before somebody else is shown a follow-up."""

    supervisor_days: int
    signatory_days: int


@dataclass(frozen=True, slots=True)
class Above:
    """The people above a place at the table, by name; empty where nobody is named. ``holder`` holds the place, or did last."""

    holder: str
    supervisor: str
    agency: str
    signatory: str


def counts_from(due_on: date, asked_on: date) -> date:
    """The day from which a follow-up is late: its own, or the one on which it was asked where that came later. Nobody is told of a
    delay from before there was anything to do.

    >>> counts_from(date(2026, 11, 20), date(2026, 11, 24))
    datetime.date(2026, 11, 24)
    """
    return max(due_on, asked_on)


def days_late(due_on: date, today: date) -> int:
    """How many days a follow-up is overdue; none on its day."""
    return max(0, (today - due_on).days)


def level(due_on: date, today: date, patience: Patience) -> Level:
    """Who is shown it today.

    >>> waits = Patience(supervisor_days=1, signatory_days=7)
    >>> [level(date(2026, 3, 3), date(2026, 3, day), waits).name for day in (3, 4, 9, 10)]
    ['NONE', 'SUPERVISOR', 'SUPERVISOR', 'SIGNATORY']
    """
    late = days_late(due_on, today)
    if late == 0:
        return Level.NONE
    if late >= patience.signatory_days:
        return Level.SIGNATORY
    return Level.SUPERVISOR if late >= patience.supervisor_days else Level.NONE


def shown_since(due_on: date, of: Level, patience: Patience) -> date:
    """The first day on which somebody of that level is shown it."""
    return due_on + timedelta(days=patience.signatory_days if of is Level.SIGNATORY else patience.supervisor_days)


def shown_to(due_on: date, today: date, patience: Patience, above: Above) -> list[str]:
    """In words, who is shown it and since when; and who should be, where the directory names nobody.

    >>> waits, above = Patience(1, 7), Above("Kai", "Theo Tamarack", "Probation", "")
    >>> shown_to(date(2026, 3, 2), date(2026, 3, 3), waits, above)
    ['Shown to Theo Tamarack since Tue 3 Mar 2026.']
    """
    reached = level(due_on, today, patience)
    said = []
    if days_late(due_on, today) >= patience.supervisor_days and reached >= Level.SUPERVISOR:
        since = say_date(shown_since(due_on, Level.SUPERVISOR, patience))
        said.append(f"Shown to {above.supervisor} since {since}." if above.supervisor else _no_supervisor(above))
    if reached is Level.SIGNATORY:
        since = say_date(shown_since(due_on, Level.SIGNATORY, patience))
        nobody = f"The memorandum of {above.agency} names nobody who signed it, so nobody there is shown this."
        said.append(f"Shown to {above.signatory}, who signed for {above.agency}, since {since}." if above.signatory else nobody)
    return said


def _no_supervisor(above: Above) -> str:
    whom = above.holder or "this place"
    return f"No supervisor of {whom} is named for {above.agency}, so nobody above is shown this."
