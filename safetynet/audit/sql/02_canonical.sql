-- Question: what exactly does an entry's hash cover?
-- Grain: one entry as bytes, every column but the hash itself. Who may see: whoever verifies.
CREATE OR REPLACE FUNCTION audit.canonical(e audit.entry) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT convert_to(jsonb_build_array(
        e.shard, e.seq, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.person, e.who, e.agency,
        e.action, e.subject_kind, e.subject, e.youth_id, e.table_id, e.fields, e.purpose, e.outcome, e.detail, e.address,
        e.request, encode(e.previous, 'hex'))::text, 'UTF8')
$$;
