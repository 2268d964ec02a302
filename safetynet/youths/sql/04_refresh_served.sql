-- Question: which agencies have an open case for this youth?
-- Grain: rewrites the rows of one youth from its current agency-case claims. Runs inside the claim triggers only.
CREATE OR REPLACE FUNCTION policy.refresh_served(which bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DELETE FROM public.youths_served AS s WHERE s.youth_id = which;
    INSERT INTO public.youths_served (agency_id, youth_id)
    SELECT DISTINCT c.source_agency_id, which
    FROM public.youths_agencycase AS c
    WHERE c.youth_id = which AND c.superseded_at IS NULL AND NOT c.withdrawn
      AND (c.closed_on IS NULL OR c.closed_on > policy.today());
END
$$;
