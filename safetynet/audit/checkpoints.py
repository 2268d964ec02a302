"""Signed heads of the log: written beside it, carried off in a file, and told by a short code on every packet.

A chain alone does not show a cut tail or a full rewrite by the database's owner. A checkpoint says where the sixteen chains
ended at one moment and is signed with a key that the database never sees; whoever holds the file or a printed code can tell
whether the log still contains what it contained then. Entries written and removed between two checkpoints are covered by
nobody: that interval is the limit of what this shows.
"""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SHARDS = 16
"""How many chains the log has."""

Heads = Mapping[str, tuple[int, str]]
"""For each of the sixteen shards the number and the hash (hexadecimal) of its last entry."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where the chains ended at one moment, with the signature over it."""

    at: str
    heads: Heads
    code: str
    signature: str

    def line(self) -> str:
        """The checkpoint as one line of the file that is carried off."""
        heads = {shard: list(head) for shard, head in self.heads.items()}
        return json.dumps({"at": self.at, "heads": heads, "code": self.code, "signature": self.signature}, sort_keys=True)

    def sealed(self, key: bytes) -> list[str]:
        """What the database keeps (moment, heads, code, signature), and last the seal that shows who hands it over."""
        heads = json.dumps({shard: list(head) for shard, head in self.heads.items()})
        said = [self.at, heads, self.code, self.signature]
        return [*said, hmac.new(key, "\n".join(("sealed", *said)).encode(), hashlib.sha256).hexdigest()]

    def signed_by(self, key: Ed25519PublicKey) -> bool:
        """Whether the signature is this house's and covers exactly this moment and these heads."""
        try:
            key.verify(bytes.fromhex(self.signature), _message(self.at, self.heads))
        except (InvalidSignature, ValueError):
            return False
        return self.code == short_code(self.heads)


def short_code(heads: Heads) -> str:
    """The code that stands on a packet: sixty bits of the digest of all heads, in groups that can be read aloud.

    >>> short_code({"0": (1, "ab")})
    'UEYX-A4YA-IWHE'
    """
    digest = hashlib.sha256(_canonical(heads)).digest()
    letters = base64.b32encode(digest)[:12].decode()
    return "-".join(letters[start : start + 4] for start in range(0, 12, 4))


def sign_checkpoint(heads: Heads, key: Ed25519PrivateKey, now: datetime) -> Checkpoint:
    """The signed checkpoint of these heads at this moment."""
    at = now.astimezone(UTC).isoformat(timespec="microseconds")
    return Checkpoint(at, heads, short_code(heads), key.sign(_message(at, heads)).hex())


def read_heads(document: Mapping[str, Any]) -> Heads:
    """Heads as ``audit.heads()`` or a checkpoint's line tells them. Raises ValueError when they are none."""
    if not isinstance(document, Mapping) or sorted(document) != sorted(str(shard) for shard in range(SHARDS)):
        raise ValueError("not the heads of the chains")
    return {shard: (int(head[0]), str(head[1])) for shard, head in document.items()}


def read_checkpoint(line: str) -> Checkpoint:
    """A checkpoint from its line. Raises ValueError when it is not one."""
    document = json.loads(line)
    try:
        told = [document[name] for name in ("at", "code", "signature")]
        heads = read_heads(document["heads"])
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError("not a checkpoint") from error
    if not all(isinstance(each, str) for each in told):
        raise ValueError("not a checkpoint")
    at, code, signature = told
    return Checkpoint(at, heads, code, signature)


def read_file(path: Path) -> list[Checkpoint]:
    """All checkpoints of a file, oldest first; none if there is no file. Raises ValueError on a line that is none."""
    if not path.exists():
        return []
    return [read_checkpoint(line) for line in path.read_text().splitlines() if line.strip()]


def append_to_file(path: Path, checkpoint: Checkpoint) -> None:
    """Write one more line and make sure that it lies on the disk."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(checkpoint.line() + "\n")
        file.flush()
        os.fsync(file.fileno())


def private_key(seed: str) -> Ed25519PrivateKey:
    """The signing key from its 32-octet seed in hexadecimal."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))


def _canonical(heads: Heads) -> bytes:
    return "\n".join(f"{shard}:{heads[shard][0]}:{heads[shard][1]}" for shard in sorted(heads, key=int)).encode()


def _message(at: str, heads: Heads) -> bytes:
    return b"SafetyNet audit checkpoint\n" + at.encode() + b"\n" + _canonical(heads)
