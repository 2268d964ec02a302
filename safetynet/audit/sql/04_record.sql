-- Question: (none; it writes) record an act of the bearer of this transaction's pass.
-- Grain: one entry. Who may call: the web role, with a pass; nobody can record in another person's name.
CREATE OR REPLACE FUNCTION audit.record(
    action text, subject_kind text, subject text, youth bigint, table_at bigint, fields text[], outcome text,
    detail jsonb, address text, request text
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    me bigint := policy.me();
    label text[] := policy.my_label();
BEGIN
    IF me IS NULL THEN
        RAISE EXCEPTION 'this transaction has no pass' USING ERRCODE = 'SN401';
    END IF;
    RETURN audit.append(me, label[1], label[2], action, subject_kind, subject, youth, table_at, fields,
                        policy.purpose(), outcome, detail, address, request);
END
$$;

-- Question: (none; it writes) record a sign-in, a failed one, a sign-out, a lock.
-- Grain: one entry, at the only table where the person sits. Who may call: the sign-in role, which sees no youth; the name is
--        what was typed.
CREATE OR REPLACE FUNCTION audit.record_sign_in(
    person bigint, who text, action text, outcome text, address text, request text
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF action NOT IN ('sign-in', 'sign-out', 'lock', 'unlock', 'password-change', 'calendar key', 'denied') THEN
        RAISE EXCEPTION 'not an act of signing in: %', action;
    END IF;
    RETURN audit.append(person, left(who, 80), '', action, 'account', left(who, 80), NULL,
                        policy.only_table_of(person), '{}', '', outcome, '{}', address, request);
END
$$;

-- Question: where do the sixteen chains end? (for checkpoints)
-- Grain: {"shard": ["seq", "hash in hexadecimal"]}. Who may call: the web role; hashes tell nothing.
CREATE OR REPLACE FUNCTION audit.heads() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT jsonb_object_agg(h.shard, jsonb_build_array(h.seq, encode(h.hash, 'hex'))) FROM audit.head AS h $$;

-- Question: (none; it writes) keep a signed checkpoint beside the log.
-- Grain: one row. Who may call: the web role, which prints packets and signs the heads, and only with words that the program
--        has sealed: a checkpoint that cannot be removed any more must not come from whoever gets hold of the connection.
--        The heads must be entries of this log, one for each chain.
DROP FUNCTION IF EXISTS audit.keep_checkpoint(timestamptz, jsonb, text, text);
CREATE OR REPLACE FUNCTION audit.keep_checkpoint(at text, heads text, code text, signature text, seal text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ends jsonb;
BEGIN
    IF NOT policy.is_sealed(concat_ws(E'\n', at, heads, code, signature), seal) THEN
        RAISE EXCEPTION 'this checkpoint does not come from this house' USING ERRCODE = 'SN401';
    END IF;
    ends := heads::jsonb;
    IF code !~ '^[A-Z2-7]{4}(-[A-Z2-7]{4}){2}$' OR signature !~ '^[0-9a-f]{128}$'
       OR (SELECT count(*) FROM audit.head AS h
           WHERE audit.hash_at(h.shard, (ends -> h.shard::text ->> 0)::bigint) = ends -> h.shard::text ->> 1) <> 16 THEN
        RAISE EXCEPTION 'this is no checkpoint of this log' USING ERRCODE = 'SN403';
    END IF;
    INSERT INTO audit.checkpoint (at, heads, code, signature) VALUES (at::timestamptz, ends, code, signature);
END
$$;

-- Question: (none; it writes) record a change of the directory that the operator made on the machine itself.
-- Grain: one entry. Who may call: the owner of the tables, who sees no youth.
CREATE OR REPLACE FUNCTION audit.record_operator(who text, action text, subject text, detail jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN audit.append(NULL, 'operator ' || left(who, 60), '', action, 'directory', subject, NULL, NULL, '{}',
                        'ADMINISTRATION', 'done', detail, 'command line', '');
END
$$;

-- Question: (none; it writes) record the same act of the bearer of this pass for many youths, as a packet copy discloses them.
-- Grain: one entry per element of ``youths``: {"id", "table", "subject", "fields"}. Who may call: the web role, with a pass.
CREATE OR REPLACE FUNCTION audit.record_each(
    action text, subject_kind text, youths jsonb, outcome text, detail jsonb, address text, request text
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    me bigint := policy.me();
    label text[] := policy.my_label();
    why text := policy.purpose();
    each jsonb;
    receipt text := '';
BEGIN
    IF me IS NULL THEN
        RAISE EXCEPTION 'this transaction has no pass' USING ERRCODE = 'SN401';
    END IF;
    FOR each IN SELECT jsonb_array_elements(youths) LOOP
        receipt := audit.append(me, label[1], label[2], action, subject_kind, each ->> 'subject', (each ->> 'id')::bigint,
                                (each ->> 'table')::bigint,
                                ARRAY(SELECT jsonb_array_elements_text(coalesce(each -> 'fields', '[]'))), why, outcome,
                                detail, address, request);
    END LOOP;
    RETURN receipt;
END
$$;
