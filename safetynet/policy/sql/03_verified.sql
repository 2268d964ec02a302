-- Question: what does this transaction's pass say, if its signature holds?
-- Grain: {person, expires, purpose, meeting}, or NULL when no pass was ever shown on this connection.
-- Who may see: the bearer. A pass that is forged, expired or left over from an earlier transaction is an error.
CREATE OR REPLACE FUNCTION policy.verified() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    shown text := current_setting('safetynet.pass', true);
    parts text[];
    key_inner bytea;
    key_outer bytea;
BEGIN
    IF shown IS NULL THEN
        RETURN NULL;
    END IF;
    IF shown = '' THEN
        RAISE EXCEPTION 'this transaction has no pass' USING ERRCODE = 'SN401';
    END IF;
    parts := string_to_array(shown, ':');
    SELECT k.inner_pad, k.outer_pad INTO key_inner, key_outer FROM policy.pass_key AS k;
    IF array_length(parts, 1) IS DISTINCT FROM 5
       OR encode(sha256(key_outer || sha256(key_inner || convert_to(array_to_string(parts[1:4], ':'), 'UTF8'))), 'hex')
          IS DISTINCT FROM parts[5] THEN
        RAISE EXCEPTION 'this pass is not signed by this house' USING ERRCODE = 'SN401';
    END IF;
    IF parts[2]::bigint < extract(epoch FROM now()) THEN
        RAISE EXCEPTION 'this pass has expired' USING ERRCODE = 'SN401';
    END IF;
    RETURN parts[1:4];
END
$$;
