-- Question: of which counties do I know the people?
-- Grain: ids of counties: where my agency works and where I hold a seat. Who may see: the bearer of the pass.
CREATE OR REPLACE FUNCTION policy.my_counties() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    person bigint := policy.me();
    day date := policy.today();
BEGIN
    RETURN coalesce((
        SELECT array_agg(DISTINCT county_id) FROM (
            SELECT g.county_id
            FROM public.governance_person AS p JOIN public.governance_agency AS g ON g.id = p.agency_id
            WHERE p.id = person AND (p.ended_on IS NULL OR p.ended_on >= day)
            UNION ALL
            SELECT t.county_id
            FROM public.governance_seat AS s JOIN public.governance_table AS t ON t.id = s.table_id
            WHERE s.person_id = person AND s.begins <= day AND (s.ends IS NULL OR s.ends >= day)
        ) AS known WHERE county_id IS NOT NULL
    ), '{}');
END
$$;
