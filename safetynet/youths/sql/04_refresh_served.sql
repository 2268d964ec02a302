-- Question: which agencies have a case for this youth, from when to when?
-- Grain: rewrites the rows of one youth from its current agency-case claims; whether a case is open today is asked by
--        whoever reads, for a case may be opened or closed for a day to come. What has ended is left out.
-- Who may see: runs inside the claim triggers only.
CREATE OR REPLACE FUNCTION policy.refresh_served(which bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DELETE FROM public.youths_served AS s WHERE s.youth_id = which;
    INSERT INTO public.youths_served (agency_id, youth_id, opened_on, closed_on)
    SELECT DISTINCT c.source_agency_id, which, c.opened_on, c.closed_on
    FROM public.youths_agencycase AS c
    WHERE c.youth_id = which AND c.superseded_at IS NULL AND NOT c.withdrawn
      AND (c.closed_on IS NULL OR c.closed_on > policy.today());
END
$$;
