"""What is said of a follow-up on a page: how late it is, and the words that were written to it, none of which is lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safetynet.kernel.dates import say_date
from safetynet.kernel.faults import Fault
from safetynet.kernel.periods import duration_in_words

LONGEST = 1000
"""Characters of everything that is written to one follow-up."""
ANSWER, WHY = 600, 200
"""Characters of one answer, and of one reason."""


def say_due(due_on: date, today: date) -> str:
    """When it is due, in words.

    >>> [say_due(date(2026, 3, 3), date(2026, 3, day)) for day in (1, 2, 3, 5)]
    ['Due Tue 3 Mar 2026, in 2 days', 'Due tomorrow', 'Due today', '2 days overdue, since Tue 3 Mar 2026']
    """
    days = (due_on - today).days
    if days == 0:
        return "Due today"
    if days == 1:
        return "Due tomorrow"
    if days > 1:
        return f"Due {say_date(due_on)}, in {duration_in_words(days)}"
    return f"{duration_in_words(-days)} overdue, since {say_date(due_on)}"


def add_words(before: str, words: str, *, what: str, by: str, on: date) -> str:
    """What stands with a follow-up after somebody has written to it. The first answer stands alone; everything after it says
    what it is, whose and of which day. Raises Fault when there is no room left: nothing that was written is cut off.

    >>> add_words("", "She is at home.", what="", by="Kai", on=date(2026, 3, 3))
    'She is at home.'
    >>> print(add_words("At home.", "Since when?", what="Asked again", by="Ada", on=date(2026, 3, 3)))
    At home.
    Asked again, Ada, Tue 3 Mar 2026: Since when?
    """
    said = " ".join(words.split())
    line = f"{what or 'Answer'}, {by}, {say_date(on)}: {said}" if what or before else said
    whole = f"{before}\n{line}" if before else line
    if len(whole) > LONGEST:
        raise Fault(
            "There is no room left for more words on this follow-up.", kept="Nothing was changed.", next="Ask it anew instead."
        )
    return whole


@dataclass(frozen=True, slots=True)
class Told:
    """How an agency, or somebody's people, answer: what was asked, answered, is late, and after how many days answers came."""

    asked: int
    answered: int
    late: int
    mean_days: float | None


def tell(asked: Iterable[tuple[date, date | None, date, bool]], today: date) -> Told:
    """The figures of follow-ups, each told as the day it was asked, the day it was answered, its due day, and whether it is open.

    >>> tell([(date(2026, 3, 1), date(2026, 3, 4), date(2026, 3, 8), False), (date(2026, 3, 1), None, date(2026, 3, 2), True)],
    ...      date(2026, 3, 9))
    Told(asked=2, answered=1, late=1, mean_days=3.0)
    """
    every = list(asked)
    days = [(answered - on).days for on, answered, _due, _open in every if answered is not None]
    late = sum(is_open and due < today for _on, _answered, due, is_open in every)
    return Told(len(every), len(days), late, sum(days) / len(days) if days else None)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Questions of youths' files that wait for one agency: how many, how many of them late, and the first day one was due."""

    count: int
    late: int
    first_due: date | None

    def beyond(self, shown: Iterable[date | None], today: date) -> "Waiting":
        """Those that a reader is not shown; ``shown`` are the due days of those that are. The day is told only where it cannot be
        that of one that is shown.

        >>> Waiting(3, 2, date(2026, 3, 1)).beyond([date(2026, 3, 1)], date(2026, 3, 9))
        Waiting(count=2, late=1, first_due=None)
        """
        days = list(shown)
        late = self.late - sum(day is not None and day < today for day in days)
        first = None if self.first_due in days else self.first_due
        return Waiting(max(0, self.count - len(days)), max(0, late), first)


def say_waiting(hidden: Waiting, agency: str, *, seated: bool, today: date) -> str:
    """What is told of questions whose youth and words are not shared with the reader now; empty where there are none.

    >>> say_waiting(Waiting(1, 1, date(2026, 10, 27)), "School district", seated=True, today=date(2026, 11, 24))
    "1 question to School district waits in a youth's file: 28 days overdue, since Tue 27 Oct 2026. You can read it once ...
    """
    if not hidden.count:
        return ""
    one = hidden.count == 1
    files = "question to {} waits in a youth's file" if one else "questions to {} wait in youths' files"
    said = f"{hidden.count} {files.format(agency)}"
    if one and hidden.first_due:
        due = say_due(hidden.first_due, today)
        said += f": {due[0].lower()}{due[1:]}."
    else:
        parts = [f"{hidden.late} of them late"] if hidden.late and not one else []
        parts += [f"the first was due on {say_date(hidden.first_due)}"] if hidden.first_due and hidden.first_due < today else []
        said += f": {', '.join(parts)}." if parts else "."
    if not seated:
        return f"{said} Whoever of {agency} has a seat at the table reads {'it' if one else 'them'} there."
    which = "this youth on its" if one else "these youths on its"
    return f"{said} You can read {'it' if one else 'them'} once a meeting with {which} agenda is open and you are checked in."
