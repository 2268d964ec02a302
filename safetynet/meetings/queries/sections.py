"""What concerns one reader of follow-ups, sorted under headings: who owes it, who asked, who looks on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from safetynet.kernel.dates import say_date
from safetynet.meetings.models import TaskState
from safetynet.meetings.rules.asking import coordinates
from safetynet.meetings.rules.escalation import Level

from .follow_ups import FollowUpLine, MyFollowUps, QuestionLine
from .holders import places_of

MOST = 100
"""Follow-ups that one heading lists; it counts all of them."""
SHOWN: dict[str, Callable[[FollowUpLine], bool]] = {
    "": lambda line: True,
    "late": lambda line: line.late > 0,
    "blocked": lambda line: line.state is TaskState.BLOCKED,
}
"""The filters of the page."""
FILTERS = (("", "All"), ("late", "Late"), ("blocked", "Blocked"))


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with its follow-ups, how many there are without the filter, and what an empty one means."""

    key: str
    title: str
    lines: Sequence[FollowUpLine]
    whole: int
    nothing: str

    @property
    def count(self) -> int:
        """How many the filter lets through."""
        return len(self.lines)


def sections_of(mine: MyFollowUps, show: str) -> list[Section]:
    """Every heading that concerns this reader, in the order of what is owed most."""
    me, agency, name = mine.standing.person, mine.standing.agency, mine.standing.agency_name
    places = places_of(mine.places, me)
    since = f" since {say_date(mine.last_meeting)}" if mine.last_meeting else " in the last 30 days"
    found = [
        _section(
            mine, show, "yours", "Yours to answer", lambda line: line.is_open and line.place in places,
            "Nothing is asked of your place." if places else "You hold no place at a table, so nothing is asked of you by name.",
        ),
        _section(
            mine, show, "agency", f"Asked of others at {name}",
            lambda line: line.is_open and line.agency_id == agency and line.place not in places,
            f"Nothing is asked of another place of {name}, or none is shared with you now.",
        ),
        _section(
            mine, show, "asked", "You asked, still open", lambda line: line.is_open and line.asked_by_id == me,
            "You have asked nothing that is open.",
        ),
        _section(
            mine, "", "answered", f"Answered{since}",
            lambda line: line.state is TaskState.DONE and agency == line.asked_by_agency_id,
            f"Nothing that {name} asked was answered{since}.",
        ),
    ]  # fmt: skip
    return found + _looking_on(mine, show)


def _looking_on(mine: MyFollowUps, show: str) -> list[Section]:
    """What is shown to somebody because others let it become late."""
    me, agency, name = mine.standing.person, mine.standing.agency, mine.standing.agency_name
    found = []
    if mine.supervises:
        found.append(
            _section(
                mine, show, "supervised", "Late, of people you supervise",
                lambda line: line.level >= Level.SUPERVISOR and line.supervisor_id == me,
                "Nothing of the people you supervise has been late for long enough to be shown to you.",
            )
        )  # fmt: skip
    if mine.heads:
        found.append(
            _section(
                mine, show, "whole", f"Long overdue at {name}",
                lambda line: line.agency_id == agency and line.level >= Level.SIGNATORY,
                f"Nothing that is asked of {name} has been overdue for long enough to be shown to whoever answers for it.",
            )
        )  # fmt: skip
    if any(coordinates(mine.standing, line.row) for line in mine.tasks):
        found.append(
            _section(
                mine, show, "table", "Late at your table", lambda line: line.late > 0 and coordinates(mine.standing, line.row),
                "Nothing is late at your table.",
            )
        )  # fmt: skip
    return found


def _section(
    mine: MyFollowUps, show: str, key: str, title: str, belongs: Callable[[FollowUpLine], bool], nothing: str
) -> Section:  # fmt: skip
    whole = [line for line in mine.tasks if belongs(line)]
    lines = [line for line in whole if SHOWN[show](line)]
    return Section(key, title, lines, len(whole), nothing)


def questions_shown(mine: MyFollowUps, show: str) -> list[QuestionLine]:
    """The open questions of youths' files that the filter lets through; none of them can be blocked here."""
    return [line for line in mine.questions if show == "" or (show == "late" and line.late > 0)]
