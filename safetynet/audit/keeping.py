"""Making a checkpoint of the running instance, and verifying the whole log against all that is known of it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import connections

from .checkpoints import Checkpoint, Heads, append_to_file, read_checkpoint, read_file, read_heads, sign_checkpoint


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
        stored = json.dumps({shard: list(head) for shard, head in heads.items()})
        cursor.execute(
            "SELECT audit.keep_checkpoint(%s::timestamptz, %s::jsonb, %s, %s)",
            [checkpoint.at, stored, checkpoint.code, checkpoint.signature],
        )
    append_to_file(file, checkpoint)
    return checkpoint


def verify(
    connection: psycopg.Connection[Any], key: Ed25519PublicKey, witnesses: Iterable[Checkpoint], *, code: str = ""
) -> list[LogFault]:
    """Every fault of the log, the first broken link of each chain first; empty when all is as it was witnessed.

    The connection acts as the log's keeper. ``witnesses`` are checkpoints from files, which the database cannot change;
    ``code`` is one read from a printed packet.
    """
    found = [
        LogFault(f"shard {shard}, entry {seq}", fault)
        for shard, seq, fault in connection.execute("SELECT * FROM audit.broken_links()").fetchall()
    ]
    beside = _beside_the_log(connection)
    known = {checkpoint.code: checkpoint for checkpoint in beside}
    for checkpoint in beside:
        if not checkpoint.signed_by(key):
            found.append(LogFault(f"checkpoint {checkpoint.code}", "its signature is not this house's"))
        found += _missing(connection, checkpoint)
    for checkpoint in witnesses:
        if not checkpoint.signed_by(key):
            found.append(LogFault(f"checkpoint {checkpoint.code} of the file", "its signature is not this house's"))
        if checkpoint.code not in known:
            found.append(LogFault(f"checkpoint {checkpoint.code} of the file", "the database does not know it any more"))
        found += _missing(connection, checkpoint)
        known.setdefault(checkpoint.code, checkpoint)
    if code and code not in known:
        found.append(LogFault(f"code {code}", "no checkpoint has this code: the log was rewritten, or the code misread"))
    return list(dict.fromkeys(found))


def file_checkpoints(path: Path) -> list[Checkpoint]:
    """The checkpoints of a file that was carried off. Raises ValueError when it is not such a file."""
    return read_file(path)


def _beside_the_log(connection: psycopg.Connection[Any]) -> list[Checkpoint]:
    rows = connection.execute("SELECT at, heads, code, signature FROM audit.checkpoint ORDER BY id").fetchall()
    lines = [
        json.dumps({"at": _utc(at), "heads": _json(heads), "code": code, "signature": signature})
        for at, heads, code, signature in rows
    ]
    return [read_checkpoint(line) for line in lines]


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
