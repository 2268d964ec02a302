-- Question: is there so much left of this table's privacy budget?
-- Grain: trigger before insert of one spending; 0.074 is TOTAL_RHO of the rules (a test compares). One lock for each table, so that
--        two who ask at the same moment cannot spend the same twice; whoever asks for several tables asks in the order of their ids.
-- Who may see: runs inside its table only; it counts every spending of the table, whoever asks.
CREATE OR REPLACE FUNCTION policy.keep_privacy_budget() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    total constant numeric := 0.074;
    spent numeric;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('reports_privacyspending', NEW.table_id));
    SELECT coalesce(sum(s.rho), 0) INTO spent FROM public.reports_privacyspending AS s WHERE s.table_id = NEW.table_id;
    IF spent + NEW.rho > total THEN
        RAISE EXCEPTION 'the privacy budget of this table is spent' USING ERRCODE = 'SN409';
    END IF;
    NEW.spent_at := clock_timestamp();
    RETURN NEW;
END
$$;
