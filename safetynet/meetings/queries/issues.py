"""The table's list of issues, and which of them were named at a meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel.identifiers import CountyId, TableId, YouthId
from safetynet.meetings.models import MeetingState
from safetynet.policy.door import Door
from safetynet.policy.questions import question
from safetynet.policy.rules import RowFacts, Standing
from safetynet.policy.standing import read_standing


@dataclass(frozen=True, slots=True)
class NamedIssues:
    """A youth on the agenda and the issues that were named: each with its id, words, by how many, and whether by the reader."""

    youth: YouthId
    number: str
    name: str | None
    issues: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class IssuesAtMeeting:
    """The issues of one meeting; ``kinds`` are those that can be named."""

    meeting: int
    table: TableId
    county: CountyId
    table_name: str
    held_on: date
    state: MeetingState
    standing: Standing
    kinds: Sequence[Mapping[str, Any]]
    youths: Sequence[NamedIssues]

    @property
    def row(self) -> RowFacts:
        """What is said in the room as the decision sees it."""
        return RowFacts(self.table, self.county)


@dataclass(frozen=True, slots=True)
class IssueList:
    """A table's own list of issues."""

    table: TableId
    county: CountyId
    table_name: str
    standing: Standing
    kinds: Sequence[Mapping[str, Any]]

    @property
    def row(self) -> RowFacts:
        """The table's papers as the decision sees them."""
        return RowFacts(self.table, self.county)


def find_issues(door: Door, table: TableId, day: date) -> IssuesAtMeeting | None:
    """The issues named at a table's meeting on a day; None when there is none that this reader may know of."""
    act = Act("view", "issues", subject=day.isoformat(), from_document=True)
    document = door.ask(question(__file__, "issues"), {"day": day, "table": table}, act)
    if document is None:
        return None
    return IssuesAtMeeting(
        meeting=document["meeting"],
        table=TableId(document["table_id"]),
        county=CountyId(document["county"]),
        table_name=document["table_name"],
        held_on=date.fromisoformat(document["held_on"]),
        state=MeetingState(document["state"]),
        standing=read_standing(document["standing"]),
        kinds=document["kinds"],
        youths=[NamedIssues(YouthId(each["id"]), each["number"], each["name"], each["issues"]) for each in document["youths"]],
    )


def find_issue_list(door: Door, table: TableId) -> IssueList | None:
    """The list of issues of a table; None without a seat there."""
    act = Act("view", "issue list", from_document=True)
    document = door.ask(question(__file__, "issue_list"), {"table": table}, act)
    if document is None:
        return None
    return IssueList(
        table=TableId(document["table_id"]),
        county=CountyId(document["county"]),
        table_name=document["table_name"],
        standing=read_standing(document["standing"]),
        kinds=document["kinds"],
    )
