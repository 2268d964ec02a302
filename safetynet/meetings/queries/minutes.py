"""The minutes of a meeting, as this reader may know them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from safetynet.audit.acts import Act
from safetynet.governance.rules import setting_number
from safetynet.kernel import clock
from safetynet.kernel.codes import StatementKind
from safetynet.kernel.identifiers import CountyId, TableId
from safetynet.meetings.models import MeetingState
from safetynet.meetings.rules.spoken import day_of, say_taken
from safetynet.meetings.rules.subjects import SUBJECTS
from safetynet.policy.door import Door
from safetynet.policy.rules import RowFacts, Standing, may
from safetynet.policy.standing import read_standing
from safetynet.policy.vocabulary import Category, Verb

from .decided import DecidedLine, question_with_decisions, read_line

VIEW, PRINT = "view", "print"


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that this reader may read. ``mine``: the reader's agency wrote it and nothing has replaced it."""

    id: int
    shared_by: str
    kind: StatementKind
    category: Category
    text: str
    when: str
    recorded_on: date
    addendum: bool
    supersedes: int | None
    superseded_on: date | None
    withdrawn: bool
    mine: bool

    @property
    def subject(self) -> str:
        """What it is about, in the words of the sheets."""
        return SUBJECTS[self.category]


@dataclass(frozen=True, slots=True)
class MinutesLine:
    """A youth of the minutes: what was decided, what was said. ``may_add``: this reader may still add to it."""

    decided: DecidedLine
    said: Sequence[Said]
    may_add: bool

    @property
    def sharing(self) -> list[tuple[str, list[Category]]]:
        """Which agency shared something, and in which categories; what was replaced or withdrawn does not count."""
        shared: dict[str, set[Category]] = {}
        for each in self._counting(StatementKind.SAID):
            shared.setdefault(each.shared_by, set()).add(each.category)
        order = list(SUBJECTS)
        return [(agency, sorted(found, key=order.index)) for agency, found in sorted(shared.items())]

    @property
    def sharing_in_words(self) -> list[tuple[str, str]]:
        """The same in the words of the sheets."""
        return [(agency, "; ".join(SUBJECTS[category] for category in found)) for agency, found in self.sharing]

    @property
    def nothing_to_disclose(self) -> list[str]:
        """Which agencies said that they are involved and have nothing to disclose."""
        return sorted({each.shared_by for each in self._counting(StatementKind.NOTHING_TO_DISCLOSE)})

    @property
    def addenda(self) -> list[Said]:
        """What was added after the meeting was closed."""
        return [each for each in self.said if each.addendum]

    def _counting(self, kind: StatementKind) -> list[Said]:
        return [each for each in self.said if each.kind is kind and each.superseded_on is None and not each.withdrawn]


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of one meeting. ``people`` are those who were there, ``away`` those who were said not to be."""

    meeting: int
    table: TableId
    county: CountyId
    county_name: str
    table_name: str
    held_on: date
    begins_at: str
    state: MeetingState
    standing: Standing
    from_workbook: bool
    opened_at: datetime | None
    closed_at: datetime | None
    read_back_at: datetime | None
    after_hours: int
    people: Sequence[Mapping[str, Any]]
    away: Sequence[Mapping[str, Any]]
    guests: Sequence[Mapping[str, Any]]
    topics: Sequence[Mapping[str, Any]]
    agencies: Sequence[Mapping[str, Any]]
    lines: Sequence[MinutesLine]

    @property
    def row(self) -> RowFacts:
        """The table's papers as the decision sees them."""
        return RowFacts(self.table, self.county)

    @property
    def times(self) -> str:
        """From when to when it was in session; of a workbook's meetings only the usual hour is known."""
        if self.from_workbook or self.opened_at is None or self.closed_at is None:
            return self.begins_at
        return f"{self.opened_at:%H:%M} to {self.closed_at:%H:%M}"


def find_minutes(door: Door, meeting: int, action: str = VIEW, form: str = "minutes") -> Minutes | None:
    """The minutes of a meeting; None when there is none that this reader may know of. ``action`` is what the log is told."""
    act = Act(action, form, from_document=True)
    document = door.ask(question_with_decisions(__file__, "minutes"), {"meeting": meeting}, act)
    if document is None:
        return None
    standing = read_standing(document["standing"])
    papers = RowFacts(TableId(document["table_id"]), CountyId(document["county"]))
    return Minutes(
        meeting=document["meeting"],
        table=TableId(document["table_id"]),
        county=CountyId(document["county"]),
        county_name=document["county_name"],
        table_name=document["table_name"],
        held_on=day_of(document["held_on"]),
        begins_at=document["begins_at"][:5],
        state=MeetingState(document["state"]),
        standing=standing,
        from_workbook=document["from_workbook"],
        opened_at=_moment(document["opened_at"]),
        closed_at=_moment(document["closed_at"]),
        read_back_at=_moment(document["read_back_at"]),
        after_hours=setting_number("after_meeting_hours", document["county_name"], document["settings"]),
        people=[one for one in document["people"] if one["came"]],
        away=[one for one in document["people"] if not one["came"]],
        guests=document["guests"],
        topics=document["topics"],
        agencies=sorted(document["agencies"], key=lambda agency: str(agency["name"])),
        lines=[_line(line, standing, papers) for line in document["lines"]],
    )


def _line(line: Mapping[str, Any], standing: Standing, papers: RowFacts) -> MinutesLine:
    decided = read_line(line, standing, papers)
    own = replace(papers, youth=decided.youth, agency=standing.agency, author=standing.person)
    return MinutesLine(
        decided=decided,
        said=[_said(each, standing) for each in line["statements"]],
        may_add=decided.number is not None and may(standing, Verb.WRITE, Category.STATEMENT, own),
    )


def _said(each: Mapping[str, Any], standing: Standing) -> Said:
    recorded_on = _day(each["recorded_at"])
    superseded_on = _day(each["superseded_at"]) if each["superseded_at"] else None
    return Said(
        id=each["id"], shared_by=each["shared_by"] or "another agency", kind=StatementKind(each["kind"]),
        category=Category(each["category"]), text=each["text"], when=say_taken(day_of(each["taken_on"]), recorded_on),
        recorded_on=recorded_on, addendum=each["addendum"], supersedes=each["supersedes"], superseded_on=superseded_on,
        withdrawn=each["withdrawn"], mine=each["agency"] == standing.agency and superseded_on is None,
    )  # fmt: skip


def _day(text: str) -> date:
    return clock.local(datetime.fromisoformat(text)).date()


def _moment(text: str | None) -> datetime | None:
    return clock.local(datetime.fromisoformat(text)) if text else None
