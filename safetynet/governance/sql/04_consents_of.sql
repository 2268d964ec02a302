-- Question: whose record do recorded consents open to a person's agency on one day, category by category?
-- Grain: one row: {"CATEGORY": "{youth ids}"}, and '*' for anything at all, of tables in the agency's own county (near) and
--        of those in another one (far). A statewide agency is neither. From another county a consent opens nothing to
--        somebody who only runs the platform or reads reports (field facts 7.3). Who may see: policy.work_out() only.
CREATE OR REPLACE FUNCTION policy.consents_of(person bigint, day date) RETURNS TABLE (near jsonb, far jsonb)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT coalesce(jsonb_object_agg(opened.category, opened.youths::text) FILTER (WHERE opened.is_near), '{}'),
           coalesce(jsonb_object_agg(opened.category, opened.youths::text) FILTER (WHERE NOT opened.is_near), '{}')
    FROM (
        SELECT named.category, t.county_id = g.county_id AS is_near, array_agg(DISTINCT c.youth_id) AS youths
        FROM public.governance_person AS p
        JOIN public.governance_agency AS g ON g.id = p.agency_id
        JOIN public.governance_consent AS c ON c.agency_id = g.id
        JOIN public.governance_table AS t ON t.id = c.table_id
        CROSS JOIN LATERAL unnest(c.categories || '*'::varchar) AS named (category)
        WHERE p.id = person
          AND (p.ended_on IS NULL OR p.ended_on >= day)
          AND c.begins <= day AND (c.ends IS NULL OR c.ends >= day)
          AND (c.revoked_on IS NULL OR c.revoked_on > day)
          AND (t.county_id = g.county_id OR NOT policy.roles_of(person, day) <@ ARRAY['ADM', 'RPT'])
        GROUP BY named.category, t.county_id = g.county_id
    ) AS opened;
END
$$;
