"""Writing a calendar feed (RFC 5545). Pure: what goes in is what comes out, so that a test can read it back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

FOLD_AT = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something with a time (``begins`` and ``ends``, both with a zone) or, with a plain date and no end, of a whole day."""

    uid: str
    summary: str
    begins: datetime | date
    ends: datetime | None = None
    description: str = ""


def write_calendar(name: str, events: Iterable[Event], stamp: datetime) -> str:
    """The feed. ``stamp`` is when it was written (DTSTAMP); instants are told in UTC, so no time zone has to be explained."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//SafetyNet//Calendar without names//EN", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]  # fmt: skip
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(event: Event, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(event.uid)}"
    yield f"DTSTAMP:{_instant(stamp)}"
    if isinstance(event.begins, datetime):
        yield f"DTSTART:{_instant(event.begins)}"
        yield f"DTEND:{_instant(event.ends or event.begins)}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.begins:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.begins + timedelta(days=1):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{_escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_escaped(event.description)}"
    yield "CLASS:CONFIDENTIAL"
    yield "END:VEVENT"


def _instant(moment: datetime) -> str:
    """An instant in UTC. Raises ValueError when it has no zone: nobody could tell when that is."""
    if moment.tzinfo is None:
        raise ValueError("an instant of a calendar has a zone")
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """Text of a property (3.3.11). What could end the line becomes its escape; other control characters are left out.

    >>> _escaped("13 youths, 4 of yours; a\\\\b")
    '13 youths\\\\, 4 of yours\\\\; a\\\\\\\\b'
    """
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    plain = plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")
    return "".join(character for character in plain if character >= " " and character != "\x7f")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, never within a character; each after the first begins with a space."""
    piece, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > FOLD_AT:
            yield piece
            piece, octets = " ", 1
        piece += character
        octets += size
    yield piece
