"""The chains of the log, worked out from raw rows: what a hash covers, and where a chain first breaks.

Nothing here asks the database to judge itself: whoever can change entries can change functions too. The form of an entry is
that of ``sql/02_canonical.sql``, which writes it; a test holds the two against each other.
"""

import hashlib
import json
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

SHARDS = range(16)
Place = tuple[int, int]
"""Shard and number of an entry; number 0 is the beginning of a chain, before its first entry."""

_encode = json.JSONEncoder(ensure_ascii=False).encode


class Entry(NamedTuple):
    """One row of the log, its columns in order. ``at`` is ISO 8601 in UTC with six digits, ``detail`` as the database tells it."""

    shard: int
    seq: int
    at: str
    person: int | None
    who: str
    agency: str
    action: str
    subject_kind: str
    subject: str
    youth_id: int | None
    table_id: int | None
    fields: list[str]
    purpose: str
    outcome: str
    detail: str
    address: str
    request: str
    previous: bytes
    hash: bytes


class Broken(NamedTuple):
    """The first thing wrong with one chain."""

    shard: int
    seq: int
    fault: str


def beginning(shard: int) -> bytes:
    """What the first entry of a chain follows.

    >>> beginning(3).hex()[:8]
    'ef5cc8ec'
    """
    return hashlib.sha256(f"SafetyNet audit chain {shard}".encode()).digest()


def canonical(entry: Entry) -> bytes:
    """The bytes that an entry's hash covers, after those of the entry before: every column but the hash itself."""
    before = _encode([*entry[:14]])[:-1]
    after = _encode([entry.address, entry.request, entry.previous.hex()])[1:]
    return f"{before}, {entry.detail}, {after}".encode()


@dataclass(slots=True)
class Chains:
    """The sixteen chains while their entries go by, in order of number within each; ``wanted`` are the places to remember."""

    wanted: AbstractSet[Place] = frozenset()
    entries: int = 0
    witnessed: dict[Place, bytes] = field(default_factory=dict)
    _ends: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    _heads: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    _broken: dict[int, Broken] = field(default_factory=dict)

    def follow(self, entry: Entry) -> None:
        """The next entry of its chain."""
        shard, seq = entry.shard, entry.seq
        last, digest = self._ends.get(shard) or (0, beginning(shard))
        if shard not in self._broken:
            if seq != last + 1:
                self._broken[shard] = Broken(shard, seq, "entries before this one are missing")
            elif entry.previous != digest:
                self._broken[shard] = Broken(shard, seq, "this entry does not follow the one before it")
            elif entry.hash != hashlib.sha256(entry.previous + canonical(entry)).digest():
                self._broken[shard] = Broken(shard, seq, "this entry was changed")
        self._ends[shard] = seq, entry.hash
        self.entries += 1
        if (shard, seq) in self.wanted:
            self.witnessed[shard, seq] = entry.hash

    def head(self, shard: int, seq: int, digest: bytes) -> None:
        """Where the database says that a chain ends."""
        self._heads[shard] = seq, digest

    def hash_at(self, place: Place) -> str:
        """The hash of an entry that was wanted, in hexadecimal; empty when there is none."""
        shard, seq = place
        return (beginning(shard) if seq == 0 else self.witnessed.get(place, b"")).hex()

    def broken(self) -> list[Broken]:
        """One line for each chain that does not hold, once all entries and heads went by."""
        found = dict(self._broken)
        for shard in sorted({*SHARDS, *self._ends, *self._heads}):
            end = self._ends.get(shard) or (0, beginning(shard))
            head = self._heads.get(shard)
            if head is None:
                found.setdefault(shard, Broken(shard, end[0], "the chain has no head"))
            elif head != end:
                found.setdefault(shard, Broken(shard, head[0], "the chain does not end where its head says"))
        return [found[shard] for shard in sorted(found)]
