-- Question: does a county require that whoever reads a case is trained?
-- Grain: yes or no; the default is that of governance.rules, a test holds them together. Who may call: these functions.
CREATE OR REPLACE FUNCTION policy.requires_training(county bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN coalesce((SELECT s.value FROM public.governance_countysetting AS s
                     WHERE s.county_id = county AND s.key = 'training_required'), 'yes') <> 'no';
END
$$;
