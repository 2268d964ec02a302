"""What the reader's agency asked a table to discuss, and whether the table has taken it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel.dates import say_date
from safetynet.policy.door import Door
from safetynet.policy.questions import question


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request of the reader's agency. ``stands_on``: the day of an agenda on which the youth stands; ``discussed_on``: the day
    on which the table spoke of the youth since it was asked."""

    number: str
    name: str | None
    why: str
    asked_on: date
    stands_on: date | None
    discussed_on: date | None

    @property
    def taken_up(self) -> str:
        """What became of it, in words."""
        if self.stands_on is not None:
            return f"On the agenda of {say_date(self.stands_on)}"
        return f"Discussed on {say_date(self.discussed_on)}" if self.discussed_on is not None else "Not yet taken up"


def find_requests(door: Door) -> list[RequestLine]:
    """The requests of the last ninety days, newest first."""
    document = door.ask(question(__file__, "requests"), {}, Act("view", "requests", from_document=True))
    return [_line(each) for each in document["requests"]]


def _line(each: Mapping[str, Any]) -> RequestLine:
    days = {name: date.fromisoformat(each[name]) if each[name] else None for name in ("stands_on", "discussed_on")}
    return RequestLine(each["number"], each["name"], each["why"], date.fromisoformat(each["asked_on"]), **days)
