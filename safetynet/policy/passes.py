"""The signed pass: who asks, until when, for which purpose. PostgreSQL verifies it; an injected one is worth nothing."""

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from safetynet.kernel.identifiers import MeetingId, PersonId

from .vocabulary import Purpose

PASS_LIFE = timedelta(seconds=120)
"""A pass serves one request or one step of a command; its transaction must begin within this time."""

_BLOCK = 64


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads or writes, why, and from where. ``packet_meeting`` is set only while a packet copy is composed."""

    person: PersonId
    purpose: Purpose
    address: str = ""
    request: str = ""
    packet_meeting: MeetingId | None = None

    def for_packet(self, holder: PersonId, meeting: MeetingId) -> "Reader":
        """The reader that stands for the holder of a packet copy of one meeting."""
        return replace(self, person=holder, purpose=Purpose.MEETING, packet_meeting=meeting)


def sign_pass(reader: Reader, key: bytes, now: datetime) -> str:
    """The pass as it is set in the transaction: ``person:expires:purpose:meeting:signature`` (HMAC-SHA-256)."""
    expires = int((now + PASS_LIFE).timestamp())
    said = f"{reader.person}:{expires}:{reader.purpose.value}:{reader.packet_meeting or ''}"
    return f"{said}:{hmac.new(key, said.encode(), hashlib.sha256).hexdigest()}"


def pads(key: bytes) -> tuple[bytes, bytes]:
    """The key as PostgreSQL keeps it: padded to the inner and the outer block (RFC 2104), since it has no HMAC of its own."""
    block = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    return bytes(octet ^ 0x36 for octet in block), bytes(octet ^ 0x5C for octet in block)
