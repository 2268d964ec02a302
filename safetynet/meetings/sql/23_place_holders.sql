-- Kept by: owner
-- Question: who holds each place at a table on one day, or held it last?
-- Grain: one line per place that somebody has taken by that day; ``held`` is false where it is empty now.
-- Who may see: whoever reads the seats; it acts with its caller's rights.
CREATE OR REPLACE FUNCTION public.place_holders(day date)
RETURNS TABLE (place bigint, table_id bigint, agency_id bigint, person_id bigint, held boolean)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT DISTINCT ON (s.place) s.place, s.table_id, s.agency_id, s.person_id, s.ends IS NULL OR s.ends >= day
    FROM public.governance_seat AS s
    WHERE s.begins <= day
    ORDER BY s.place, s.begins DESC
$$;
