"""Adding to the minutes of a closed meeting. Nothing that was said is changed: a correction stands beside it, dated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import DatabaseError

from safetynet.audit.acts import Act
from safetynet.kernel import clock
from safetynet.kernel.codes import StatementKind
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.kernel.identifiers import AgencyId, PersonId
from safetynet.meetings.models import AgendaItem, MeetingState, Statement
from safetynet.meetings.queries.minutes import Minutes, MinutesLine
from safetynet.policy.door import Door
from safetynet.policy.tables import SPOKEN_OF
from safetynet.policy.vocabulary import Category
from safetynet.youths.actions.once import inserted_once

UNCHANGED = "Nothing was added."


@dataclass(frozen=True, slots=True)
class Addendum:
    """What is added: which agency shared it, of which sort and category, in which words, said on which day. ``supersedes`` is
    the statement that it corrects; ``submission`` the form it came from, which counts once."""

    shared_by: AgencyId
    kind: StatementKind
    category: Category
    text: str
    taken_on: date
    supersedes: int | None = None
    submission: UUID | None = None


def add_addendum(*, door: Door, minutes: Minutes, item_id: int, words: Addendum) -> None:
    """Add a statement about a youth to the minutes of a closed meeting; the same form sent twice adds it once.

    Raises Refused to whoever may not write about this youth any more, Conflict while the meeting is not closed or when the
    statement was corrected already, Fault when the words or the day cannot be right, NotInScope when the youth is not on the
    agenda.
    """
    line = _line(minutes, item_id)
    _check(minutes, line, words)
    with door.opened():
        try:
            added = inserted_once(_row(minutes, line, words))
        except DatabaseError as error:
            raise _in_words(error) from error
        door.note(_act("add to" if added else "send again", minutes, line, words))


def _check(minutes: Minutes, line: MinutesLine, words: Addendum) -> None:
    if minutes.state is not MeetingState.CLOSED:
        raise Conflict("This meeting is not closed; what is said in it is not an addendum.", kept=UNCHANGED)
    if not line.may_add:
        raise Refused(
            f"You may not add to this youth's minutes any more. Who stayed to the end may for {minutes.after_hours} hours; "
            "after that the coordinator adds it for them.", kept=UNCHANGED,
        )  # fmt: skip
    if words.category not in SPOKEN_OF:
        raise Refused("What is privileged never stands in minutes.", kept=UNCHANGED)
    if words.kind is StatementKind.SAID and not words.text.strip():
        raise Fault("An addendum says something.", kept=UNCHANGED, next="Write what was said.")
    if words.kind is not StatementKind.SAID and words.text.strip():
        raise Fault("Who has nothing to disclose discloses nothing.", kept=UNCHANGED, next="Leave the statement empty.")
    if words.taken_on > minutes.standing.today:
        raise Fault("Nothing was said on a day to come.", kept=UNCHANGED, next="Look at the day again.")
    if words.supersedes is not None and not any(each.id == words.supersedes and each.mine for each in line.said):
        raise Conflict(
            "The statement was corrected already, or your agency did not write it.", kept=UNCHANGED, next="Read the minutes again."
        )


def _row(minutes: Minutes, line: MinutesLine, words: Addendum) -> Statement:
    """The row; meeting, table, youth, time and that it is an addendum the database says itself."""
    item = AgendaItem.objects.get(pk=line.decided.item)
    return Statement(
        meeting_id=minutes.meeting, table_id=minutes.table, item=item, youth_id=item.youth_id,
        agency_id=minutes.standing.agency, said_by_id=PersonId(minutes.standing.person), shared_by_id=words.shared_by,
        kind=words.kind.value, category=words.category.value, text=words.text.strip(), taken_on=words.taken_on,
        recorded_at=clock.now(), supersedes_id=words.supersedes, submission=words.submission,
    )  # fmt: skip


def _in_words(error: DatabaseError) -> Exception:
    """What a refusal of the database means here: the hours are over, or somebody was first."""
    code = getattr(error.__cause__, "sqlstate", "")
    if code == "42501":
        return Refused("You may not add to this youth's minutes any more.", kept=UNCHANGED)
    if code in ("SN409", "23505"):
        return Conflict(
            "Somebody corrected this statement a moment ago, or it was sent twice.", kept=UNCHANGED, next="Read the minutes again."
        )
    return error


def _line(minutes: Minutes, item_id: int) -> MinutesLine:
    line = next((line for line in minutes.lines if line.decided.item == item_id and line.decided.number), None)
    if line is None:
        raise NotInScope("This youth is not on the agenda of that meeting.", kept=UNCHANGED)
    return line


def _act(action: str, minutes: Minutes, line: MinutesLine, words: Addendum) -> Act:
    detail: Mapping[str, object] = {"meeting": minutes.held_on.isoformat(), "category": words.category.value}
    return Act(
        action, "minutes", subject=str(line.decided.number), youth=line.decided.youth, table=minutes.table, fields=["statement"],
        detail=detail,
    )  # fmt: skip
