"""Making a checkpoint of the running instance, and verifying the whole log against all that is known of it."""

import json
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import connections

from .chain import Chains, Entry, Place
from .checkpoints import Checkpoint, Heads, append_to_file, read_checkpoint, read_file, read_heads, sign_checkpoint

_KEPT = ("entry", "head", "checkpoint")
_LIKE_NO_OTHER = """
SELECT c.relname, a.rolname = %s AND c.relkind = 'r' AND NOT c.relhasrules AND NOT c.relhassubclass AND NOT c.relispartition
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits AS i WHERE i.inhrelid = c.oid)
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_policy AS p WHERE p.polrelid = c.oid AND p.polcmd IN ('r', '*')
                       AND EXISTS (SELECT FROM unnest(p.polroles) AS r (id) WHERE r.id = 0 OR pg_has_role(a.oid, r.id, 'MEMBER'))
                       AND NOT (p.polpermissive AND pg_catalog.pg_get_expr(p.polqual, p.polrelid) = 'true'))
FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_roles AS a ON a.oid = c.relowner WHERE n.nspname = 'audit' AND c.relname = ANY (%s)
"""
"""Tables of the log that are plain tables of its keeper, from whom no policy hides a row."""
_AS_IT_STANDS = """COPY (
    SELECT true AS entry, e.shard, e.seq, e.at, e.person, e.who, e.agency, e.action, e.subject_kind, e.subject, e.youth_id,
           e.table_id, e.fields, e.purpose, e.outcome, e.detail, e.address, e.request, e.previous, e.hash
    FROM ONLY audit.entry AS e
    UNION ALL
    SELECT false, h.shard, h.seq, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           h.hash
    FROM ONLY audit.head AS h
    ORDER BY 2, 3
) TO STDOUT"""
"""Columns as they are, by no function of the database: entries and heads of one moment."""
_TYPES = (
    "bool", "int2", "int8", "text", "int8", "text", "text", "text", "text", "text", "int8", "int8", "text[]", "text", "text",
    "text", "text", "text", "bytea", "bytea",
)  # fmt: skip

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
    connection: psycopg.Connection[Any],
    key: Ed25519PublicKey,
    witnesses: Iterable[Checkpoint],
    *,
    keeper: str,
    code: str = "",
) -> list[LogFault]:
    """Every fault of the log, the first broken link of each chain first; empty when all is as it was witnessed.

    The connection acts as the log's ``keeper``. Only rows are read; what they mean is worked out here, because a function
    of the database may have been replaced. ``witnesses`` are checkpoints from files, which the database cannot change;
    ``code`` is one read from a printed packet. What this house did not sign is told, and is no witness of anything.
    """
    strange = _strange_tables(connection, keeper)
    if strange:
        return strange
    witnesses = list(witnesses)
    beside, unreadable = _beside_the_log(connection)
    told = [*(checkpoint for _, checkpoint in beside), *witnesses]
    chains = read_chains(connection, {place for checkpoint in told for place in _places(checkpoint)})
    found = [LogFault(f"shard {shard}, entry {seq}", fault) for shard, seq, fault in chains.broken()]
    found += unreadable
    known: set[str] = set()
    for where, checkpoint in beside:
        if not checkpoint.signed_by(key):
            found.append(LogFault(where, _NOT_SIGNED))
            continue
        known.add(checkpoint.code)
        found += _missing(chains, checkpoint)
    for checkpoint in witnesses:
        where = f"checkpoint {checkpoint.code} of the file"
        if not checkpoint.signed_by(key):
            found.append(LogFault(where, _NOT_SIGNED))
            continue
        if checkpoint.code not in known:
            found.append(LogFault(where, "the database does not know it any more"))
        found += _missing(chains, checkpoint)
        known.add(checkpoint.code)
    if code and code not in known:
        found.append(LogFault(f"code {code}", "no checkpoint has this code: the log was rewritten, or the code misread"))
    return list(dict.fromkeys(found))


def read_chains(connection: psycopg.Connection[Any], wanted: Set[Place] = frozenset()) -> Chains:
    """The chains as they stand at one moment, followed entry by entry; ``wanted`` entries are remembered."""
    chains = Chains(wanted)
    with _plainly(connection), connection.cursor() as cursor, cursor.copy(_AS_IT_STANDS) as rows:
        rows.set_types(_TYPES)
        for is_entry, shard, seq, at, *rest in rows.rows():
            if is_entry:
                chains.follow(Entry(shard, seq, _spelled(at), *rest))
            else:
                chains.head(shard, seq, rest[-1])
    return chains


@contextmanager
def _plainly(connection: psycopg.Connection[Any]) -> Iterator[None]:
    """Read with no names and spellings but PostgreSQL's own."""
    with connection.transaction(force_rollback=True):
        connection.execute("SET LOCAL search_path = pg_catalog, pg_temp")
        connection.execute("SET LOCAL timezone = 'UTC'")
        connection.execute("SET LOCAL datestyle = 'ISO, YMD'")
        yield


def file_checkpoints(path: Path) -> list[Checkpoint]:
    """The checkpoints of a file that was carried off. Raises ValueError when it is not such a file."""
    return read_file(path)


def _strange_tables(connection: psycopg.Connection[Any], keeper: str) -> list[LogFault]:
    """The tables of the log that are no plain tables of its keeper: nothing that they show can be believed."""
    with _plainly(connection):
        plain = dict(connection.execute(_LIKE_NO_OTHER, [keeper, list(_KEPT)]).fetchall())
    words = "it is no plain table of the log's keeper, or a policy hides rows of it, so nothing in it can be believed"
    return [LogFault(f"table audit.{name}", words) for name in _KEPT if not plain.get(name)]


def _spelled(at: str) -> str:
    """A moment as the hashes cover it: ``2026-03-01 09:30:00.25+00`` is ``2026-03-01T09:30:00.250000Z``."""
    whole, _, part = at.removesuffix("+00").partition(".")
    return f"{whole.replace(' ', 'T')}.{part:0<6}Z"


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


def _places(checkpoint: Checkpoint) -> list[Place]:
    return [(int(shard), seq) for shard, (seq, _) in checkpoint.heads.items()]


def _missing(chains: Chains, checkpoint: Checkpoint) -> list[LogFault]:
    """The shards whose entry, as it was witnessed, is not in the log any more."""
    words = f"not as it was witnessed on {checkpoint.at} ({checkpoint.code})"
    heads = sorted((int(shard), seq, digest) for shard, (seq, digest) in checkpoint.heads.items())
    gone = [(shard, seq) for shard, seq, digest in heads if chains.hash_at((shard, seq)) != digest]
    return [LogFault(f"shard {shard}, entry {seq}", words) for shard, seq in gone]


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
