"""What may the holder of a copy read of the youths on an agenda? Asked with the holder's own packet pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel.identifiers import CountyId, PersonId, TableId, YouthId
from safetynet.meetings.rules.packet import FaceLine, SheetSection, worth_measuring
from safetynet.meetings.rules.subjects import ON_PAPER
from safetynet.policy.door import Door
from safetynet.policy.questions import question
from safetynet.policy.rules import RowFacts, Standing, may
from safetynet.policy.standing import read_standing
from safetynet.policy.vocabulary import Verb
from safetynet.youths.queries.file import KINDS, read_records, records_expression
from safetynet.youths.queries.words import Words
from safetynet.youths.rules.face import face_sheet

from .agendas import section_of
from .paper import entries_of, face_lines


@dataclass(frozen=True, slots=True)
class Sheet:
    """One youth's sheet for one holder."""

    youth: YouthId
    number: str
    name: str | None
    other_names: Sequence[str]
    face: Sequence[FaceLine]
    sections: Sequence[SheetSection]
    not_shared: Sequence[str]
    fields: Sequence[str]


@dataclass(frozen=True, slots=True)
class CopyContent:
    """Everything that one copy says."""

    standing: Standing
    table_name: str
    held_on: date
    begins_at: str
    minutes: int
    lines: Sequence[Mapping[str, Any]]
    sheets: Sequence[Sheet]


def find_copy_content(holder_door: Door, meeting: int, *, printed_by: PersonId) -> CopyContent | None:
    """What the holder may read at that meeting; None when the meeting is not open to the holder at all. The door carries the
    holder's packet pass. One round trip."""
    reader = holder_door.reader
    act = Act(
        "compose copy", "packet", detail={"printed_by": printed_by}, address=reader.address, request=reader.request,
        from_document=True,
    )  # fmt: skip
    document = holder_door.ask(_question(), {"meeting": meeting}, act)
    if document is None:
        return None
    standing = read_standing(document["standing"])
    people = {int(key): name for key, name in document["people"].items()}
    agencies = {int(key): name for key, name in document["agencies"].items()}
    words = Words(standing.today, agencies, people)
    return CopyContent(
        standing=standing,
        table_name=document["table_name"],
        held_on=date.fromisoformat(document["held_on"]),
        begins_at=document["begins_at"][:5],
        minutes=document["minutes"],
        lines=[{**line, "section": section_of(line)} for line in document["items"]],
        sheets=[_sheet(each, document, standing, words) for each in document["youths"]],
    )


@cache
def _question() -> str:
    return question(__file__, "packet").replace("/* records */", records_expression("y.id"))


def _sheet(each: Mapping[str, Any], document: Mapping[str, Any], standing: Standing, words: Words) -> Sheet:
    youth = YouthId(each["youth"])
    records = read_records(each["records"], standing.roles)
    row = RowFacts(TableId(document["table_id"]), CountyId(document["county"]), youth)
    shared = {category: may(standing, Verb.READ, category, row) for category, _ in ON_PAPER}
    wanted = [(category, title, entries_of(category, records, words)) for category, title in ON_PAPER]
    face = face_sheet(records, standing.today, words.agencies)
    return Sheet(
        youth=youth,
        number=each["number"],
        name=face.name,
        other_names=face.other_names,
        face=face_lines(face, records, shared, words),
        sections=worth_measuring([SheetSection(title, entries) for _, title, entries in wanted if entries]),
        not_shared=[title for category, title, entries in wanted if not shared[category] and not entries],
        fields=sorted(name for name in records if KINDS[name].kind.category in shared),
    )
