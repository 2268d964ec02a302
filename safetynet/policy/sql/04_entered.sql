-- Question: how does the person of this transaction stand, worked out once?
-- Grain: one row per database connection, overwritten by each transaction that enters; worthless to any other
--        transaction and to any other pass. Unlogged: nothing in it outlives a crash, nothing needs to.
-- Who may see: functions of the policy.
CREATE UNLOGGED TABLE IF NOT EXISTS policy.entered (
    backend integer PRIMARY KEY,
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
    far jsonb NOT NULL
) WITH (fillfactor = 50);
REVOKE ALL ON policy.entered FROM PUBLIC;
