"""The edits of a dishonest owner of the database: all are noticed, and the first broken link is named."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connections, transaction

from safetynet.audit.acts import Act
from safetynet.audit.chain import Entry, canonical
from safetynet.audit.checkpoints import Checkpoint, private_key, read_checkpoint, short_code, sign_checkpoint
from safetynet.audit.keeping import LogFault, file_checkpoints, heads_now, make_checkpoint, read_chains, verify
from safetynet.config.home import Home
from safetynet.kernel import clock
from safetynet.policy.door import Door

LIFT_THE_GUARD = "SET LOCAL session_replication_role = replica"
MEND_HEAD = """
UPDATE audit.head h SET (seq, hash) = (
    SELECT e.seq, e.hash FROM audit.entry e WHERE e.shard = h.shard ORDER BY e.seq DESC LIMIT 1)
WHERE h.shard = %(shard)s
"""
REWRITE = """
DO $$
DECLARE
    e audit.entry;
    last bytea;
    place bigint;
    s smallint;
BEGIN
    FOR s IN SELECT shard FROM audit.head LOOP
        last := sha256(convert_to('SafetyNet audit chain ' || s, 'UTF8'));
        place := 0;
        FOR e IN SELECT * FROM audit.entry x WHERE x.shard = s ORDER BY x.seq LOOP
            place := place + 1;
            DELETE FROM audit.entry x WHERE x.shard = s AND x.seq = e.seq;
            e.seq := place;
            e.previous := last;
            IF e.who = 'Ada Alder' THEN e.who := 'Somebody Else'; END IF;
            e.hash := sha256(e.previous || audit.canonical(e));
            INSERT INTO audit.entry SELECT e.*;
            last := e.hash;
        END LOOP;
        UPDATE audit.head SET seq = place, hash = last WHERE shard = s;
    END LOOP;
END $$
"""


@pytest.fixture
def witness(door_of: Callable[..., Door], tmp_path: Path) -> Checkpoint:
    """Forty entries, then a checkpoint in a file outside the database."""
    door = door_of("ada")
    for _ in range(40):
        with door.opened():
            door.note(Act("view", "witnessed"))
    file = tmp_path / "heads.jsonl"
    checkpoint = make_checkpoint(private_key(settings.AUDIT_SEED), file, clock.now())
    assert file_checkpoints(file) == [checkpoint]
    return checkpoint


@pytest.fixture
def longest(admin: psycopg.Connection, witness: Checkpoint) -> int:
    """The shard with the most entries."""
    return max(witness.heads, key=lambda shard: witness.heads[shard][0])


def judged(admin: psycopg.Connection, *witnesses: Checkpoint, code: str = "") -> list[LogFault]:
    """What verifying says."""
    key, keeper = private_key(settings.AUDIT_SEED).public_key(), Home.from_environment().role("auditor")
    return verify(admin, key, witnesses, keeper=keeper, code=code)


def test_an_untouched_log_is_whole(admin: psycopg.Connection, witness: Checkpoint) -> None:
    """No fault, by chain, by file and by code."""
    assert judged(admin) == []
    assert judged(admin, witness) == []
    assert judged(admin, code=witness.code) == []


def test_cut_in_the_middle(admin: psycopg.Connection, witness: Checkpoint, longest: str) -> None:
    """The entry after the gap is named."""
    shard, last = int(longest), witness.heads[longest][0]
    admin.execute(LIFT_THE_GUARD)
    admin.execute("DELETE FROM audit.entry WHERE shard = %s AND seq = %s", [shard, last // 2])
    found = judged(admin)
    assert str(found[0]) == f"shard {shard}, entry {last // 2 + 1}: entries before this one are missing"


def test_changed_in_the_middle(admin: psycopg.Connection, witness: Checkpoint, longest: str) -> None:
    """The changed entry itself is named."""
    shard, last = int(longest), witness.heads[longest][0]
    admin.execute(LIFT_THE_GUARD)
    admin.execute("UPDATE audit.entry SET who = 'Nobody' WHERE shard = %s AND seq = %s", [shard, last // 2])
    assert str(judged(admin)[0]) == f"shard {shard}, entry {last // 2}: this entry was changed"


def test_cut_tail(admin: psycopg.Connection, witness: Checkpoint, longest: str) -> None:
    """The head tells."""
    shard, last = int(longest), witness.heads[longest][0]
    admin.execute(LIFT_THE_GUARD)
    admin.execute("DELETE FROM audit.entry WHERE shard = %s AND seq > %s", [shard, last - 2])
    assert str(judged(admin)[0]) == f"shard {shard}, entry {last}: the chain does not end where its head says"


@pytest.mark.parametrize("by", ["file", "code"])
def test_cut_tail_and_mended_head(admin: psycopg.Connection, witness: Checkpoint, longest: str, by: str) -> None:
    """The chain alone would not show it; the file and the code on paper do."""
    shard, last = int(longest), witness.heads[longest][0]
    admin.execute(LIFT_THE_GUARD)
    admin.execute("DELETE FROM audit.entry WHERE shard = %s AND seq > %s", [shard, last - 2])
    admin.execute(MEND_HEAD, {"shard": shard})
    assert read_chains(admin).broken() == []
    found = judged(admin, witness) if by == "file" else judged(admin, code=witness.code)
    assert f"shard {shard}, entry {last}: not as it was witnessed" in str(found[0])


@pytest.mark.parametrize("by", ["file", "code", "code, and the checkpoints forged too"])
def test_everything_rewritten(admin: psycopg.Connection, witness: Checkpoint, by: str) -> None:
    """A whole new chain with every link right, and the checkpoints beside it removed or not."""
    admin.execute(LIFT_THE_GUARD)
    admin.execute(REWRITE)
    assert read_chains(admin).broken() == []
    if by == "file":
        admin.execute("DELETE FROM audit.checkpoint")
        found = judged(admin, witness)
        assert any("the database does not know it any more" in str(fault) for fault in found)
        assert any("not as it was witnessed" in str(fault) for fault in found)
        return
    if by.endswith("too"):
        admin.execute("UPDATE audit.checkpoint SET heads = audit.heads()")
    found = judged(admin, code=witness.code)
    assert found
    assert any("witnessed" in str(fault) or "signature" in str(fault) or "no checkpoint" in str(fault) for fault in found)


def test_a_forged_checkpoint_is_told(admin: psycopg.Connection, witness: Checkpoint) -> None:
    """Somebody without the key cannot make a checkpoint, nor move one in time."""
    assert witness.signed_by(private_key(settings.AUDIT_SEED).public_key())
    line = witness.line().replace(witness.at[:4], "2001", 1)
    moved = read_checkpoint(line)
    found = judged(admin, moved)
    assert "its signature is not this house's" in str(found[0])


def test_the_code_is_of_all_heads(witness: Checkpoint) -> None:
    """One entry more in any shard gives another code."""
    for shard, (seq, digest) in witness.heads.items():
        other = {**witness.heads, shard: (seq + 1, digest)}
        assert short_code(other) != witness.code


KEPT_CHECKPOINTS = "SELECT count(*) FROM audit.checkpoint"
ANOTHERS_KEY = "7" * 64


def keep(words: list[str]) -> None:
    """Hand a checkpoint to the log over the web role's connection, without any pass."""
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT audit.keep_checkpoint(%s, %s, %s, %s, %s)", words)


def test_the_web_role_alone_keeps_no_checkpoint(admin: psycopg.Connection, witness: Checkpoint) -> None:
    """Whoever gets hold of the connection and not of the key can put no row beside the log: no nonsense, no well-formed one
    of true heads, no true one once more with another signature."""
    before = admin.execute(KEPT_CHECKPOINTS).fetchone()
    own = sign_checkpoint(heads_now(), private_key(ANOTHERS_KEY), clock.now())
    seal = witness.sealed(settings.PASS_KEY)[-1]
    for words in (
        [witness.at, "[1]", "AAAA-BBBB-CCCC", "00", ""],
        own.sealed(b"another key"),
        [*own.sealed(settings.PASS_KEY)[:-1], seal],
        [*witness.sealed(settings.PASS_KEY)[:-2], own.signature, seal],
    ):
        with pytest.raises(DatabaseError, match="does not come from this house"):
            keep(words)
    assert admin.execute(KEPT_CHECKPOINTS).fetchone() == before
    assert judged(admin) == []


def test_even_a_sealed_checkpoint_must_be_one_of_this_log(admin: psycopg.Connection, witness: Checkpoint) -> None:
    """Other heads than the log's, fewer chains than it has, a code or a signature of another shape."""
    shard, (seq, digest) = next(iter(witness.heads.items()))
    wrong = Checkpoint(witness.at, {**witness.heads, shard: (seq + 1, digest)}, witness.code, witness.signature)
    fewer = Checkpoint(witness.at, {shard: (seq, digest)}, witness.code, witness.signature)
    for checkpoint in (
        wrong,
        fewer,
        Checkpoint(witness.at, witness.heads, "AAAA", witness.signature),
        Checkpoint(witness.at, witness.heads, witness.code, "00"),
    ):
        with pytest.raises(DatabaseError, match="no checkpoint of this log"):
            keep(checkpoint.sealed(settings.PASS_KEY))
    keep(witness.sealed(settings.PASS_KEY))
    assert judged(admin) == []


@pytest.mark.parametrize("heads", ["[1]", "null", '{"0": 3}', '{"0": ["x", "y"]}', '"words"', '{"0": null}'])
def test_a_row_that_cannot_be_read_is_told_in_words(admin: psycopg.Connection, witness: Checkpoint, heads: str) -> None:
    """Verifying goes on; the row is named, and the code it carries counts for nothing."""
    put = "INSERT INTO audit.checkpoint (at, heads, code, signature) VALUES (now(), %s::jsonb, 'AAAA-BBBB-CCCC', '00') RETURNING id"
    row = admin.execute(put, [heads]).fetchone()[0]
    assert [str(fault) for fault in judged(admin, code=witness.code)] == [
        f"row {row} beside the log: it cannot be read as a checkpoint, and witnesses nothing"
    ]
    assert "no checkpoint has this code" in str(judged(admin, code="AAAA-BBBB-CCCC")[-1])


def test_what_is_badly_signed_witnesses_nothing(admin: psycopg.Connection, witness: Checkpoint) -> None:
    """One of another key is told once, with its row; neither its heads nor its code are believed, beside the log or in a file."""
    heads = {shard: (seq + 1, "00" * 32) for shard, (seq, _) in witness.heads.items()}
    false = sign_checkpoint(heads, private_key(ANOTHERS_KEY), clock.now())
    by_file = judged(admin, false)
    assert [fault.what for fault in by_file] == ["its signature is not this house's, so it witnesses nothing"]
    put = "INSERT INTO audit.checkpoint (at, heads, code, signature) VALUES (%s, %s::jsonb, %s, %s)"
    admin.execute(put, false.sealed(b"any")[:-1])
    beside = judged(admin)
    assert [fault.what for fault in beside] == ["its signature is not this house's, so it witnesses nothing"]
    assert "beside the log" in beside[0].where
    assert "no checkpoint has this code" in str(judged(admin, code=false.code)[-1])


LYING = """
CREATE FUNCTION audit.broken_links() RETURNS TABLE (shard smallint, seq bigint, fault text)
    LANGUAGE sql AS $$ SELECT 1::smallint, 1::bigint, '' WHERE false $$;
CREATE OR REPLACE FUNCTION audit.hash_at(which smallint, at_seq bigint) RETURNS text LANGUAGE sql AS $$
    SELECT c.heads -> which::text ->> 1 FROM audit.checkpoint c WHERE (c.heads -> which::text ->> 0)::bigint = at_seq $$;
CREATE OR REPLACE FUNCTION audit.canonical(e audit.entry) RETURNS bytea LANGUAGE sql AS $$ SELECT ''::bytea $$;
CREATE OR REPLACE FUNCTION audit.heads() RETURNS jsonb LANGUAGE sql AS $$ SELECT '{}'::jsonb $$;
CREATE FUNCTION public.sha256(bytea) RETURNS bytea LANGUAGE sql AS $$ SELECT ''::bytea $$;
"""


def test_functions_replaced(admin: psycopg.Connection, witness: Checkpoint, longest: str) -> None:
    """The log is not asked whether it is whole: with every function of it lying, a change and a cut tail are told."""
    shard, last = int(longest), witness.heads[longest][0]
    admin.execute(LIFT_THE_GUARD)
    admin.execute(LYING)
    assert judged(admin, witness) == []
    admin.execute("UPDATE audit.entry SET who = 'Nobody' WHERE shard = %s AND seq = 2", [shard])
    assert [str(fault) for fault in judged(admin)] == [f"shard {shard}, entry 2: this entry was changed"]
    admin.execute("DELETE FROM audit.entry WHERE shard = %s AND seq > %s", [shard, last - 2])
    admin.execute(MEND_HEAD, {"shard": shard})
    assert f"shard {shard}, entry {last}: not as it was witnessed" in str(judged(admin, witness)[1])


@pytest.mark.parametrize(
    "tampering",
    [
        "ALTER TABLE audit.entry RENAME TO truth; CREATE VIEW audit.entry AS SELECT * FROM audit.truth",
        "CREATE TABLE audit.more () INHERITS (audit.entry)",
        "CREATE RULE hide AS ON INSERT TO audit.entry DO INSTEAD NOTHING",
        "ALTER TABLE audit.entry OWNER TO CURRENT_USER",
        "CREATE POLICY hide ON audit.entry AS RESTRICTIVE FOR SELECT USING (who <> 'Ada Alder')",
    ],
)
def test_what_stands_in_for_the_table_is_not_believed(admin: psycopg.Connection, witness: Checkpoint, tampering: str) -> None:
    """A view, an heir, a rule, another owner, a policy that hides: told before anything is read."""
    assert judged(admin, witness) == []
    admin.execute(tampering)
    [fault] = judged(admin, witness)
    assert fault.where == "table audit.entry"
    assert "nothing in it can be believed" in fault.what


def test_a_lost_head_is_told(admin: psycopg.Connection, witness: Checkpoint, longest: str) -> None:
    """A chain without its head may have been cut anywhere."""
    admin.execute("DELETE FROM audit.head WHERE shard = %s", [int(longest)])
    assert str(judged(admin)[0]) == f"shard {longest}, entry {witness.heads[longest][0]}: the chain has no head"


_SPELLED = """
SELECT audit.canonical(ROW(d.*)::audit.entry),
       d.shard, d.seq, to_char(d.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), d.person, d.who, d.agency, d.action,
       d.subject_kind, d.subject, d.youth_id, d.table_id, d.fields, d.purpose, d.outcome, d.detail::text, d.address, d.request,
       d.previous, d.hash
FROM drawn AS d ORDER BY d.seq
"""


def test_python_and_postgresql_write_the_same_bytes(admin: psycopg.Connection) -> None:
    """The form that hashes cover, for entries of every kind of text and number: quotes, controls, other scripts, missing
    numbers, nested detail."""
    chance = Random(7)
    letters = [*map(chr, range(1, 128)), *"äß€漢字\u2028\u200b\U0001f600"]

    def text() -> str:
        return "".join(chance.choices(letters, k=chance.randrange(12)))

    def number() -> int | None:
        return chance.choice([None, 0, -1, 2**62])

    rows = []
    for seq in range(300):
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=chance.randrange(10**15))
        detail = {text(): [text(), 1.50, None, True, {"b": -3, "a": 2**70, text(): {}}], "n": chance.random(), "": []}
        rows.append((
            seq % 16, seq, at, number(), text(), text(), text(), text(), text(), number(), number(),
            [text() for _ in range(chance.randrange(3))], text(), text(), json.dumps(detail), text(), text(),
            chance.randbytes(32), b"",
        ))  # fmt: skip
    admin.execute("CREATE TEMPORARY TABLE drawn (LIKE audit.entry)")
    with admin.cursor() as cursor:
        cursor.executemany(f"INSERT INTO drawn VALUES ({', '.join(['%s'] * 19)})", rows)
    found = admin.execute(_SPELLED).fetchall()
    assert len(found) == 300
    for bytes_of_sql, *columns in found:
        assert canonical(Entry(*columns)) == bytes_of_sql


@pytest.mark.parametrize("moment", ["2026-03-01 09:30:00+00", "2026-03-01 09:30:00.25+00", "2026-07-01 23:59:59.999999-07"])
def test_moments_are_read_as_they_were_hashed(admin: psycopg.Connection, moment: str) -> None:
    """With and without a fraction, in summer and winter, whatever the session's time zone: the chains of such entries hold."""
    admin.execute("SET LOCAL timezone = 'America/Los_Angeles'")
    admin.execute(LIFT_THE_GUARD)
    admin.execute("UPDATE audit.entry SET at = %s WHERE seq = 1", [moment])
    admin.execute(REWRITE)
    assert read_chains(admin).broken() == []
