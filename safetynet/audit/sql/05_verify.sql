-- Question: where does a chain first break?
-- Grain: one row per broken shard: the first entry whose number, link or hash is wrong, or a head that is not its end.
-- Who may call: whoever verifies (the owner of the schema, an administrator of the database).
CREATE OR REPLACE FUNCTION audit.broken_links() RETURNS TABLE (shard smallint, seq bigint, fault text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    WITH linked AS (
        SELECT e.shard, e.seq, e.previous, e.hash, sha256(e.previous || audit.canonical(e)) AS computed,
               lag(e.seq, 1, 0::bigint) OVER w AS seq_before,
               lag(e.hash, 1, sha256(convert_to('SafetyNet audit chain ' || e.shard, 'UTF8'))) OVER w AS hash_before
        FROM audit.entry AS e WINDOW w AS (PARTITION BY e.shard ORDER BY e.seq)
    ), faults AS (
        SELECT l.shard, l.seq,
               CASE WHEN l.seq <> l.seq_before + 1 THEN 'entries before this one are missing'
                    WHEN l.previous <> l.hash_before THEN 'this entry does not follow the one before it'
                    ELSE 'this entry was changed' END AS fault
        FROM linked AS l
        WHERE l.seq <> l.seq_before + 1 OR l.previous <> l.hash_before OR l.hash <> l.computed
        UNION ALL
        SELECT h.shard, h.seq, 'the chain does not end where its head says'
        FROM audit.head AS h
        LEFT JOIN LATERAL (
            SELECT e.seq, e.hash FROM audit.entry AS e WHERE e.shard = h.shard ORDER BY e.seq DESC LIMIT 1
        ) AS last ON true
        WHERE h.seq <> coalesce(last.seq, 0)
           OR (last.hash IS NOT NULL AND last.hash <> h.hash)
    )
    SELECT DISTINCT ON (f.shard) f.shard, f.seq, f.fault FROM faults AS f ORDER BY f.shard, f.seq
$$;

-- Question: what is the hash of the entry that ended a chain at a certain number?
CREATE OR REPLACE FUNCTION audit.hash_at(which smallint, at_seq bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN at_seq = 0 THEN encode(sha256(convert_to('SafetyNet audit chain ' || which, 'UTF8')), 'hex')
           ELSE (SELECT encode(e.hash, 'hex') FROM audit.entry AS e WHERE e.shard = which AND e.seq = at_seq) END
$$;
