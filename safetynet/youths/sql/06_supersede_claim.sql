-- Question: what does this claim replace?
-- Grain: trigger after each row: marks the claim it names as superseded, once, and only within one agency and youth; of a
--        kind that its author alone reads (the trigger then says 'author'), only the author's own.
-- Who may see: runs inside claim tables only. Raises SN409 when somebody else was first.
CREATE OR REPLACE FUNCTION policy.supersede_claim() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    touched bigint;
BEGIN
    IF NEW.supersedes_id IS NOT NULL THEN
        EXECUTE format(
            'UPDATE %I.%I SET superseded_at = $1 WHERE id = $2 AND youth_id = $3 AND source_agency_id = $4
             AND superseded_at IS NULL AND ($5 OR recorded_by_id = $6)', TG_TABLE_SCHEMA, TG_TABLE_NAME)
        USING NEW.recorded_at, NEW.supersedes_id, NEW.youth_id, NEW.source_agency_id, TG_NARGS = 0, NEW.recorded_by_id;
        GET DIAGNOSTICS touched = ROW_COUNT;
        IF touched <> 1 THEN
            RAISE EXCEPTION 'the claim was already replaced, or is not yours to replace' USING ERRCODE = 'SN409';
        END IF;
    END IF;
    IF TG_TABLE_NAME IN ('youths_identity', 'youths_alias') THEN
        PERFORM policy.refresh_names(NEW.youth_id);
    ELSIF TG_TABLE_NAME = 'youths_agencycase' THEN
        PERFORM policy.refresh_served(NEW.youth_id);
    END IF;
    RETURN NULL;
END
$$;
