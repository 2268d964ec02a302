-- Question: (none; it writes) append one entry to a chain that nobody else is writing.
-- Grain: one entry; returns its receipt 'shard:seq'. Control characters are taken out, so that no line can be forged.
-- Who may call: audit.record and audit.record_sign_in only.
CREATE OR REPLACE FUNCTION audit.append(
    person bigint, who text, agency text, action text, subject_kind text, subject text, youth bigint, table_at bigint,
    fields text[], purpose text, outcome text, detail jsonb, address text, request text
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    head audit.head;
    e audit.entry;
    wanted smallint := pg_backend_pid() % 16;
BEGIN
    SELECT h.* INTO head FROM audit.head AS h WHERE h.shard = wanted FOR UPDATE SKIP LOCKED;
    IF head.shard IS NULL THEN
        SELECT h.* INTO head FROM audit.head AS h ORDER BY (h.shard + 16 - wanted) % 16 LIMIT 1 FOR UPDATE SKIP LOCKED;
    END IF;
    IF head.shard IS NULL THEN
        SELECT h.* INTO STRICT head FROM audit.head AS h WHERE h.shard = wanted FOR UPDATE;
    END IF;
    e := ROW(
        head.shard, head.seq + 1, clock_timestamp(), person,
        regexp_replace(coalesce(who, ''), '[[:cntrl:]]', ' ', 'g'),
        regexp_replace(coalesce(agency, ''), '[[:cntrl:]]', ' ', 'g'), action, subject_kind,
        left(regexp_replace(coalesce(subject, ''), '[[:cntrl:]]', ' ', 'g'), 200), youth, table_at,
        coalesce(fields, '{}'), coalesce(purpose, ''), outcome, coalesce(detail, '{}'),
        left(regexp_replace(coalesce(address, ''), '[[:cntrl:]]', ' ', 'g'), 100),
        left(regexp_replace(coalesce(request, ''), '[[:cntrl:]]', ' ', 'g'), 100), head.hash, NULL
    );
    e.hash := sha256(e.previous || audit.canonical(e));
    INSERT INTO audit.entry SELECT e.*;
    UPDATE audit.head AS h SET seq = e.seq, hash = e.hash WHERE h.shard = e.shard;
    RETURN e.shard || ':' || e.seq;
END
$$;
