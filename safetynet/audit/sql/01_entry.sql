-- Question: who did what with whose record, when, why, from where, and how did it end?
-- Grain: one act. Field names, never values. No foreign keys: the log outlives what it speaks of.
-- Who may see: the coordinator of the table; everybody their own acts (policy "records watch").
CREATE TABLE IF NOT EXISTS audit.entry (
    shard smallint NOT NULL,
    seq bigint NOT NULL,
    at timestamptz NOT NULL,
    person bigint,
    who text NOT NULL,
    agency text NOT NULL,
    action text NOT NULL,
    subject_kind text NOT NULL,
    subject text NOT NULL,
    youth_id bigint,
    table_id bigint,
    fields text[] NOT NULL,
    purpose text NOT NULL,
    outcome text NOT NULL,
    detail jsonb NOT NULL,
    address text NOT NULL,
    request text NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (shard, seq)
);
CREATE INDEX IF NOT EXISTS entry_of_youth ON audit.entry (youth_id, person, at) WHERE youth_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS entry_of_person ON audit.entry (person, at);
CREATE INDEX IF NOT EXISTS entry_of_table ON audit.entry (table_id, at);
CREATE INDEX IF NOT EXISTS entry_by_time ON audit.entry (at);

-- Grain: the end of each of the sixteen chains. A writer locks one that nobody holds, so there is no global lock.
CREATE TABLE IF NOT EXISTS audit.head (
    shard smallint PRIMARY KEY CHECK (shard BETWEEN 0 AND 15),
    seq bigint NOT NULL,
    hash bytea NOT NULL
) WITH (fillfactor = 20);
INSERT INTO audit.head (shard, seq, hash)
SELECT g, 0, sha256(convert_to('SafetyNet audit chain ' || g, 'UTF8')) FROM generate_series(0, 15) AS g
ON CONFLICT DO NOTHING;

-- Grain: the heads at one moment, signed with a key the database never sees. ``code`` is what packets carry.
CREATE TABLE IF NOT EXISTS audit.checkpoint (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    heads jsonb NOT NULL,
    code text NOT NULL,
    signature text NOT NULL
);
CREATE INDEX IF NOT EXISTS checkpoint_by_code ON audit.checkpoint (code);
