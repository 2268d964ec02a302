-- Question: of which counties does a person know the people on one day?
-- Grain: ids of counties: where the person's agency works and where the person holds a seat.
-- Who may see: policy.work_out() only.
CREATE OR REPLACE FUNCTION policy.counties_of(person bigint, day date) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
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
