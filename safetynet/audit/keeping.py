"""Making a checkpoint of the running instance, and verifying the whole log against all that is known of it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import connections

from .checkpoints import Checkpoint, Heads, append_to_file, read_checkpoint, read_file, read_heads, sign_checkpoint

_NOT_SIGNED = "its signature is not this house's, so it witnesses nothing"


@dataclass(frozen=True, slots=True)
class LogFault:
    """Something wrong with the log: where, and what."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def heads_now() -> Heads:
    """Where the sixteen chains end at this moment."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT audit.heads()")
        return read_heads(_json(cursor.fetchone()[0]))


def make_checkpoint(key: Ed25519PrivateKey, file: Path, now: datetime) -> Checkpoint:
    """Sign where the chains end now; keep it beside the log and in the file. Returns it, with its code."""
    with connections["default"].cursor() as cursor:
        heads = heads_now()
        checkpoint = sign_checkpoint(heads, key, now)
        cursor.execute("SELECT audit.keep_checkpoint(%s, %s, %s, %s, %s)", checkpoint.sealed(settings.PASS_KEY))
    append_to_file(file, checkpoint)
    return checkpoint


def verify(
    connection: psycopg.Connection[Any], key: Ed25519PublicKey, witnesses: Iterable[Checkpoint], *, code: str = ""
) -> list[LogFault]:
    """Every fault of the log, the first broken link of each chain first; empty when all is as it was witnessed.

    The connection acts as the log's keeper. ``witnesses`` are checkpoints from files, which the database cannot change;
    ``code`` is one read from a printed packet. What this house did not sign is told, and is no witness of anything.
    """
    found = [
        LogFault(f"shard {shard}, entry {seq}", fault)
        for shard, seq, fault in connection.execute("SELECT * FROM audit.broken_links()").fetchall()
    ]
    beside, unreadable = _beside_the_log(connection)
    found += unreadable
    known: set[str] = set()
    for where, checkpoint in beside:
        if not checkpoint.signed_by(key):
            found.append(LogFault(where, _NOT_SIGNED))
            continue
        known.add(checkpoint.code)
        found += _missing(connection, checkpoint)
    for checkpoint in witnesses:
        where = f"checkpoint {checkpoint.code} of the file"
        if not checkpoint.signed_by(key):
            found.append(LogFault(where, _NOT_SIGNED))
            continue
        if checkpoint.code not in known:
            found.append(LogFault(where, "the database does not know it any more"))
        found += _missing(connection, checkpoint)
        known.add(checkpoint.code)
    if code and code not in known:
        found.append(LogFault(f"code {code}", "no checkpoint has this code: the log was rewritten, or the code misread"))
    return list(dict.fromkeys(found))


def file_checkpoints(path: Path) -> list[Checkpoint]:
    """The checkpoints of a file that was carried off. Raises ValueError when it is not such a file."""
    return read_file(path)


def _beside_the_log(connection: psycopg.Connection[Any]) -> tuple[list[tuple[str, Checkpoint]], list[LogFault]]:
    """The checkpoints that the database keeps, with where each stands; and those that cannot be read."""
    read, faults = [], []
    rows = connection.execute("SELECT id, at, heads, code, signature FROM audit.checkpoint ORDER BY id").fetchall()
    for row, at, heads, code, signature in rows:
        try:
            line = json.dumps({"at": _utc(at), "heads": _json(heads), "code": code, "signature": signature})
            read.append((f"checkpoint {code}, row {row} beside the log", read_checkpoint(line)))
        except ValueError:
            faults.append(LogFault(f"row {row} beside the log", "it cannot be read as a checkpoint, and witnesses nothing"))
    return read, faults


def _missing(connection: psycopg.Connection[Any], checkpoint: Checkpoint) -> list[LogFault]:
    """The shards whose entry, as it was witnessed, is not in the log any more."""
    rows = connection.execute(
        "SELECT h.shard, h.seq FROM unnest(%s::smallint[], %s::bigint[], %s::text[]) AS h (shard, seq, hash) "
        "WHERE audit.hash_at(h.shard, h.seq) IS DISTINCT FROM h.hash ORDER BY h.shard",
        [
            [int(shard) for shard in checkpoint.heads],
            [head[0] for head in checkpoint.heads.values()],
            [head[1] for head in checkpoint.heads.values()],
        ],
    ).fetchall()
    words = f"not as it was witnessed on {checkpoint.at} ({checkpoint.code})"
    return [LogFault(f"shard {shard}, entry {seq}", words) for shard, seq in rows]


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
