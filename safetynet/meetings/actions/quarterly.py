"""The quarterly meeting without names: calling it, and what the table asks there of the heads of its agencies."""

import re
from datetime import date

from safetynet.audit.acts import Act
from safetynet.kernel.codes import MeetingKind
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.kernel.identifiers import AgencyId, PersonId
from safetynet.kernel.names import normal_name
from safetynet.meetings.models import Meeting, MeetingState, Topic
from safetynet.meetings.queries.quarters import QuarterAtTable
from safetynet.policy.door import Door
from safetynet.policy.rules import decide
from safetynet.policy.vocabulary import Category, Verb
from safetynet.youths.models import NameEntry

from .refusals import in_words

_NOTHING = "Nothing was changed."
_NUMBER = re.compile(r"\b\d{2}-\d{4,7}\b")
LONGEST_WORDS, LONGEST_ASK = 300, 1000


def call_quarterly_meeting(*, door: Door, found: QuarterAtTable, day: date, by: PersonId) -> Meeting:
    """Make the quarterly meeting that looks back on this quarter, on a day of the next one.

    Raises Refused without the right, Fault for another day, Conflict when the table has a meeting that day.
    """
    _check_keeps(found)
    following = found.quarter.following
    if not following.begins <= day <= following.ends:
        when = f"The meeting about the {found.quarter.words} is held in the {following.words}."
        raise Fault(when, kept=_NOTHING, next="Choose another day.")
    with door.opened(), in_words():
        meeting, made = Meeting.objects.get_or_create(
            table_id=found.table, held_on=day, defaults={"kind": MeetingKind.QUARTERLY.value, "created_by_id": by}
        )
        if not made:
            raise Conflict("Your table has a meeting on that day.", kept=_NOTHING, next="Choose another day.")
        door.note(Act("create", "quarterly meeting", subject=day.isoformat(), table=found.table))
    return meeting


def ask_heads(
    *, door: Door, found: QuarterAtTable, words: str, ask: str, agency: AgencyId | None, topic: int | None = None
) -> Topic:
    """Keep what came up and what is asked of an agency's head (of all, without ``agency``), as a topic of the quarterly meeting
    that is ahead; ``topic`` changes one. On such a meeting a topic's agency is the one that is asked.

    Raises Refused without the right, Fault for words that are missing, too long, or name a youth of the table.
    """
    _check_keeps(found)
    said = {"words": _tidy(words, LONGEST_WORDS), "conclusion": _tidy(ask, LONGEST_ASK), "raised_by_id": agency}
    meeting = next((each["id"] for each in found.meetings if each["state"] != MeetingState.CLOSED), None)
    if meeting is None:
        raise Conflict("There is no quarterly meeting ahead.", kept=_NOTHING, next="Call it first; its asks stand on its agenda.")
    if agency is not None and agency not in {each["id"] for each in found.agencies}:
        raise NotInScope("This agency has no seat at your table.", kept=_NOTHING)
    with door.opened(), in_words():
        _check_names_nobody(found, f"{words} {ask}")
        if topic is None:
            kept = Topic.objects.create(meeting_id=meeting, table_id=found.table, position=len(found.asks) + 1, **said)
        elif Topic.objects.filter(pk=topic, meeting_id=meeting).update(**said):
            kept = Topic.objects.get(pk=topic)
        else:
            raise NotInScope("This does not stand on the agenda of the quarterly meeting.", kept=_NOTHING)
        door.note(Act("create" if topic is None else "correct", "ask of the heads", subject=found.quarter.key, table=found.table))
    return kept


def _check_keeps(found: QuarterAtTable) -> None:
    decision = decide(found.standing, Verb.WRITE, Category.MEETING, found.row)
    if not decision:
        raise Refused(f"Only the coordinator keeps what is asked of the heads. {decision.why}", kept=_NOTHING)


def _tidy(text: str, longest: int) -> str:
    tidy = " ".join(text.split())
    if not 3 <= len(tidy) <= longest:
        raise Fault(f"Write 3 to {longest} characters: what came up, and what is asked.", kept=_NOTHING)
    return tidy


def _check_names_nobody(found: QuarterAtTable, text: str) -> None:
    """No youth's number, and no first and last name of one youth of the table, in whatever order. One name alone cannot be told
    from a word (Rose, Hope), so the page says that nobody may be named."""
    names = {normal_name(word) for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)} - {""}
    named = NameEntry.objects.filter(table_id=found.table, last__in=names, first__in=names).exists()
    if named or _NUMBER.search(text):
        raise Fault("This names a youth.", kept=_NOTHING, next="Say it without a name and without a number.")
