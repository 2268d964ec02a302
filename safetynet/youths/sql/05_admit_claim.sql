-- Question: may this claim enter as it stands?
-- Grain: trigger before each row: the database, not the sender, says at which table, by whom and when it was recorded.
--        Without a pass the policy on the table refuses the web role anyway; only the house's own loading has none.
-- Who may see: runs inside claim tables only.
CREATE OR REPLACE FUNCTION policy.admit_claim() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    NEW.table_id := (SELECT y.table_id FROM public.youths_youth AS y WHERE y.id = NEW.youth_id);
    NEW.recorded_at := clock_timestamp();
    IF coalesce(current_setting('safetynet.pass', true), '') <> '' THEN
        NEW.recorded_by_id := policy.me();
    END IF;
    NEW.superseded_at := NULL;
    RETURN NEW;
END
$$;
