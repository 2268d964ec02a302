-- Question: with which tables of other counties could my table discuss a youth together?
-- Grain: one row per table: its id, county and name; nothing about anybody.
-- Who may see: the bearer of the pass, if one of the roles below, which are those of the table of grants (a test compares).
CREATE OR REPLACE FUNCTION policy.tables_elsewhere() RETURNS TABLE (at_table bigint, county text, name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    mine bigint[] := policy.seat_tables('{COORD}');
BEGIN
    RETURN QUERY
    SELECT t.id, c.name::text, t.name::text
    FROM public.governance_table AS t JOIN public.governance_county AS c ON c.id = t.county_id
    WHERE cardinality(mine) > 0
      AND NOT EXISTS (SELECT 1 FROM public.governance_table AS o WHERE o.id = ANY (mine) AND o.county_id = t.county_id)
    ORDER BY c.name, t.name;
END
$$;
