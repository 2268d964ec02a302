-- Question: at which tables is which gate open to a person on one day?
-- Grain: {"CATEGORY": "{table ids}"}, and '*' for anything at all: the agency's memorandum with the table is in force and
--        covers the category, the person's confidentiality agreement is in the table's current version and counts, and,
--        where the table's county requires training, one of the person's trainings counts (A11: "MOU + confidentiality +
--        training current, else no case access"). Who may see: policy.work_out() only.
CREATE OR REPLACE FUNCTION policy.gates_of(person bigint, day date) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN coalesce((
        SELECT jsonb_object_agg(open.category, open.tables::text)
        FROM (
            SELECT covered.category, array_agg(DISTINCT t.id) AS tables
            FROM public.governance_person AS p
            JOIN public.governance_memorandum AS m ON m.agency_id = p.agency_id
            JOIN public.governance_table AS t ON t.id = m.table_id
            JOIN public.governance_agreement AS a
              ON a.person_id = p.id AND a.table_id = t.id AND a.version = t.agreement_version
            CROSS JOIN LATERAL unnest(m.categories || '*'::varchar) AS covered (category)
            WHERE p.id = person
              AND (p.ended_on IS NULL OR p.ended_on >= day)
              AND m.begins <= day AND (m.ends IS NULL OR m.ends >= day)
              AND a.signed_on <= day AND a.expires_on >= day
              AND (NOT policy.requires_training(t.county_id) OR EXISTS (
                  SELECT 1 FROM public.governance_training AS c
                  WHERE c.person_id = p.id AND c.completed_on <= day AND c.counts_until >= day))
            GROUP BY covered.category
        ) AS open
    ), '{}');
END
$$;
