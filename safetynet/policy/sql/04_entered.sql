-- Question: how does the person of this transaction stand, worked out once?
-- Grain: one row per transaction that enters; worthless to any other transaction and to any other pass, and removed by a
--        later one of the same connection. A row of its own, not one overwritten again and again: while a backup holds an
--        old snapshot, each look-up would wade through all versions of it. Unlogged: nothing in it outlives a crash,
--        nothing needs to.
-- Who may see: functions of the policy.
CREATE UNLOGGED TABLE IF NOT EXISTS policy.entered (
    backend integer NOT NULL,
    transaction xid8 NOT NULL,
    pass text NOT NULL,
    person bigint NOT NULL,
    purpose text NOT NULL,
    agency bigint,
    roles text[] NOT NULL,
    seats bigint[] NOT NULL,
    gates jsonb NOT NULL,
    walls bigint[] NOT NULL,
    clients bigint[] NOT NULL,
    agenda bigint[] NOT NULL,
    near jsonb NOT NULL,
    far jsonb NOT NULL,
    counties bigint[] NOT NULL,
    PRIMARY KEY (backend, transaction)
);
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM information_schema.columns
                   WHERE table_schema = 'policy' AND table_name = 'entered' AND column_name = 'counties') THEN
        TRUNCATE policy.entered;
        ALTER TABLE policy.entered ADD COLUMN counties bigint[] NOT NULL;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'entered_pkey' AND cardinality(conkey) = 2) THEN
        TRUNCATE policy.entered;
        ALTER TABLE policy.entered DROP CONSTRAINT entered_pkey, ADD PRIMARY KEY (backend, transaction);
    END IF;
END
$$;
REVOKE ALL ON policy.entered FROM PUBLIC;
