"""What an agency says about a youth, before it becomes a row: pure data, so that a county needs no database."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any


def weekday_after(day: date) -> date:
    """The day, or the Monday after a weekend: hearings and reviews are on weekdays."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)


def weekday_before(day: date) -> date:
    """The day, or the Friday before a weekend: offices write on weekdays."""
    return day - timedelta(days=max(0, day.weekday() - 4))


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """A person of the cast where a record needs one (counsel)."""

    username: str


@dataclass(frozen=True, slots=True)
class AgencyNamed:
    """An agency of the cast where a record needs one (who should answer)."""

    key: str


@dataclass(slots=True, eq=False)
class Said:
    """One statement: its ``kind`` is the record kind's name in small letters, ``by`` the user name of who makes it.

    ``of`` is the arrest that a charge belongs to. ``replaces`` is what it corrects (with a reason) or, when ``withdrawn``,
    takes back.
    """

    kind: str
    youth: int
    by: str
    values: dict[str, Any]
    of: "Said | None" = None
    replaces: "Said | None" = None
    reason: str = ""
    withdrawn: bool = False


@dataclass(slots=True)
class Telling:
    """Everything that is said about one youth, in the order in which it is told."""

    youth: int
    today: date
    rng: Random
    full: bool = False
    said: list[Said] = field(default_factory=list)

    def say(self, by: str, kind: str, *, of: Said | None = None, **values: Any) -> Said:
        """Add a statement; empty values are left out, so that the record's own defaults count."""
        kept = {name: value for name, value in values.items() if value is not None and value != ""}
        statement = Said(kind, self.youth, by, kept, of)
        self.said.append(statement)
        return statement

    def correct(self, earlier: Said, reason: str, **values: Any) -> Said:
        """Replace an earlier statement of the same person by one that differs in these values."""
        statement = Said(
            earlier.kind, self.youth, earlier.by, {**earlier.values, **values}, earlier.of, replaces=earlier, reason=reason
        )
        self.said.append(statement)
        return statement

    def withdraw(self, earlier: Said, reason: str) -> Said:
        """Take an earlier statement back."""
        statement = Said(
            earlier.kind, self.youth, earlier.by, earlier.values, earlier.of, replaces=earlier, reason=reason, withdrawn=True
        )
        self.said.append(statement)
        return statement

    def find(self, kind: str, by: str | None = None) -> list[Said]:
        """What stands now of one kind (of one person): neither replaced nor withdrawn."""
        replaced = {id(statement.replaces) for statement in self.said if statement.replaces}
        return [
            statement
            for statement in self.said
            if statement.kind == kind
            and (by is None or statement.by == by)
            and not statement.withdrawn
            and id(statement) not in replaced
        ]

    def chance(self, of_one: float) -> bool:
        """True that often."""
        return self.rng.random() < of_one

    def likely(self, of_one: float) -> bool:
        """Whether there is something to tell: that often, and always for a youth whose file shows everything (``full``)."""
        return self.rng.random() < of_one or self.full

    def day_between(self, first: date, last: date) -> date:
        """Some day from ``first`` to ``last`` (the first, if they are the wrong way round); never after today."""
        last = min(last, self.today)
        if last <= first:
            return min(first, self.today)
        return date.fromordinal(self.rng.randint(first.toordinal(), last.toordinal()))
