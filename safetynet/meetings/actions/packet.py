"""Issuing numbered copies of the packet, and taking them back. A copy shows what its holder's seat may see, and is a
disclosure of every youth in it; each is written into the log as one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import Max

from safetynet.audit.acts import Act, ActOnMany
from safetynet.audit.checkpoints import private_key
from safetynet.audit.keeping import make_checkpoint
from safetynet.kernel import clock
from safetynet.kernel.faults import Conflict, Fault, Refused
from safetynet.kernel.identifiers import MeetingId, PersonId
from safetynet.meetings.models import CopyState, Meeting, MeetingState, PacketCopy
from safetynet.meetings.queries.agendas import Agenda, SeatLine
from safetynet.meetings.queries.packet import CopyContent, find_copy_content
from safetynet.meetings.rules.packet import Papers
from safetynet.meetings.rules.seats import NOTHING_OPEN
from safetynet.policy.door import Door
from safetynet.policy.rules import decide
from safetynet.policy.vocabulary import Category, Verb

from .refusals import in_words
from .typeset import CopyFacts, set_copies

Told = tuple[int, str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Press:
    """What printing needs beside the record: the typeface, and a fresh code of the audit log."""

    fonts: Path
    witness: Callable[[], str]


@dataclass(frozen=True, slots=True)
class IssuedCopies:
    """The set pages of some copies, and the seats to which none could be given, with why."""

    pdf: bytes
    copies: Sequence[PacketCopy]
    refused: Sequence[tuple[SeatLine, str]]


def press() -> Press:
    """This instance's press: the collected typeface, and a fresh signed checkpoint whose code the copies carry."""

    def witness() -> str:
        return make_checkpoint(private_key(settings.AUDIT_SEED), settings.AUDIT_FILE, clock.now()).code

    return Press(settings.FONTS, witness)


def issue_copies(
    *, door: Door, agenda: Agenda, seats: Sequence[SeatLine], by: PersonId, press: Press, papers: Papers = Papers.PACKET
) -> IssuedCopies:
    """Set and issue a numbered copy for each seat; a seat's earlier copy is replaced. Sheets for notes are part of the copy;
    alone, they are numbered with the copy that is out, or are a copy of their own where none is.

    Numbers are given and disclosures are written in the same transaction as the copies; if setting fails, nothing was
    issued. Raises Refused without the right, Conflict when the meeting is closed or its agenda changed since it was read,
    Fault when no seat may be given a copy.
    """
    check_keeps_copies(agenda, "issue copies of this packet", kept="Nothing was printed.")
    if agenda.state is MeetingState.CLOSED:
        raise Conflict("This meeting is closed; no more copies are issued.", kept="Nothing was printed.")
    refused = [(seat, seat.no_copy) for seat in seats if seat.no_copy]
    asked = [seat for seat in seats if not seat.no_copy]
    _check_any(asked, refused)
    code = press.witness()
    with door.opened(), in_words():
        _check_lines_stand(agenda)
        contents = [(seat, _content(door, agenda, seat)) for seat in asked]
        given = [(seat, content) for seat, content in contents if content is not None]
        refused += [(seat, NOTHING_OPEN) for seat, content in contents if content is None]
        _check_any(given, refused)
        out = _out(agenda, given) if papers is Papers.NOTES else {}
        fresh = iter(_next_numbers(agenda, len(given) - len(out)))
        numbers = [out[seat.seat].copy_number if seat.seat in out else next(fresh) for seat, _ in given]
        set_for = [
            (CopyFacts(number, seat.name, seat.agency, code, agenda.standing.today), seat, content)
            for number, (seat, content) in zip(numbers, given, strict=True)
        ]
        pdf = set_copies([(facts, content) for facts, _, content in set_for], press.fonts, papers)
        copies = [out.get(seat.seat) or _issue(agenda, facts, seat, _told(content, papers), by) for facts, seat, content in set_for]
        for copy, (_, seat, content) in zip(copies, set_for, strict=True):
            door.note(_disclosure(door, agenda, copy, seat, _told(content, papers), papers))
    return IssuedCopies(pdf, copies, refused)


def check_keeps_copies(agenda: Agenda, what: str, kept: str) -> None:
    """Raises Refused to whoever does not keep the table's copies."""
    decision = decide(agenda.standing, Verb.WRITE, Category.PACKET, agenda.row)
    if not decision:
        raise Refused(f"You may not {what}. {decision.why}", kept=kept)


def _check_any(given: Sequence[object], refused: Sequence[tuple[SeatLine, str]]) -> None:
    if not given:
        reasons = "; ".join(f"{seat.name}: {why}" for seat, why in refused)
        raise Fault("No copy can be given.", kept="Nothing was printed.", next=reasons or "Choose at least one seat.")


def _check_lines_stand(agenda: Agenda) -> None:
    """Keep the agenda from being changed until the copies are out, so that a copy printed before a change says so. Raises
    Conflict when it changed since it was read."""
    meeting = Meeting.objects.select_for_update().get(pk=agenda.meeting)
    if meeting.lines_changed_at != agenda.lines_changed_at:
        raise Conflict("The agenda changed a moment ago.", kept="Nothing was printed.", next="Look at it, then print again.")


def _next_numbers(agenda: Agenda, wanted: int) -> list[int]:
    """Copy numbers are given out one after another, whoever prints at the same moment."""
    meeting = Meeting.objects.get(pk=agenda.meeting)
    last: int = meeting.copies.aggregate(last=Max("copy_number"))["last"] or 0
    return list(range(last + 1, last + wanted + 1))


def _content(door: Door, agenda: Agenda, seat: SeatLine) -> CopyContent | None:
    """What the holder may read, asked with the holder's own packet pass on a connection of its own; without the youths from
    whom a wall keeps the one who prints, for nobody learns by printing what is not theirs. None when nothing
    is open to the holder."""
    reader = door.reader.for_packet(PersonId(seat.person), MeetingId(agenda.meeting))
    content = find_copy_content(Door(reader, alias="packets"), agenda.meeting, printed_by=door.reader.person)
    if content is None:
        return None
    known = {line.number for line in agenda.lines if line.number}
    return replace(
        content,
        lines=[line for line in content.lines if line["number"] is None or line["number"] in known],
        sheets=[sheet for sheet in content.sheets if sheet.number in known],
    )


def _out(agenda: Agenda, given: Sequence[tuple[SeatLine, CopyContent]]) -> dict[int, PacketCopy]:
    """By seat, the copies that are out, to which sheets for notes may be added."""
    seats = [seat.seat for seat, _ in given]
    held = PacketCopy.objects.filter(meeting_id=agenda.meeting, seat_id__in=seats)
    return {copy.seat_id: copy for copy in held if copy.state is CopyState.OUT}


def _issue(agenda: Agenda, facts: CopyFacts, seat: SeatLine, told: Sequence[Told], by: PersonId) -> PacketCopy:
    PacketCopy.objects.filter(
        meeting_id=agenda.meeting, seat_id=seat.seat, returned_at__isnull=True, replaced_at__isnull=True, missing_at__isnull=True
    ).update(replaced_at=clock.now())
    return PacketCopy.objects.create(
        meeting_id=agenda.meeting, table_id=agenda.table, seat_id=seat.seat, holder_id=seat.person, copy_number=facts.number,
        issued_at=clock.now(), issued_by_id=by, witness_code=facts.code, youths=len(told),
    )  # fmt: skip


def _told(content: CopyContent, papers: Papers) -> list[Told]:
    """Of which youths a copy tells something, and which kinds of records: a sheet for notes tells a number only."""
    if papers is not Papers.NOTES:
        return [(sheet.youth, sheet.number, sheet.fields) for sheet in content.sheets]
    return [(line["youth"], line["number"], ()) for line in content.lines if line["number"]]


def _disclosure(
    door: Door, agenda: Agenda, copy: PacketCopy, seat: SeatLine, told: Sequence[Told], papers: Papers
) -> ActOnMany | Act:
    detail: dict[str, object] = {"copy": copy.copy_number, "holder": seat.person, "meeting": _day(agenda.held_on)}
    if papers is not Papers.PACKET:
        detail["papers"] = papers.value
    if not told:
        return Act("print", "packet", subject=_day(agenda.held_on), table=agenda.table, detail=detail)
    youths = [
        {"id": youth, "table": agenda.table, "subject": number, "fields": list(fields)} for youth, number, fields in told
    ]  # fmt: skip
    return ActOnMany("print", "packet copy", youths, detail=detail, address=door.reader.address, request=door.reader.request)


def _day(day: date) -> str:
    return day.isoformat()
