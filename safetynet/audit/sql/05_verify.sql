-- Question: what is the hash of the entry that ended a chain at a certain number?
-- Grain: one hash in hexadecimal. Who may call: audit.keep_checkpoint, to turn nonsense away. Verifying the log asks no function
--        of the database; it reads the rows (audit/chain.py).
DROP FUNCTION IF EXISTS audit.broken_links();
CREATE OR REPLACE FUNCTION audit.hash_at(which smallint, at_seq bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN at_seq = 0 THEN encode(sha256(convert_to('SafetyNet audit chain ' || which, 'UTF8')), 'hex')
           ELSE (SELECT encode(e.hash, 'hex') FROM audit.entry AS e WHERE e.shard = which AND e.seq = at_seq) END
$$;
