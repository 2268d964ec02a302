-- Question: at which tables is the gate open to me for this category?
-- Grain: ids of tables where my agency's memorandum is in force and covers the category ('*' asks for any memorandum),
--        and my confidentiality agreement is in the table's current version and has not expired; none without a purpose.
-- Who may see: the bearer of the pass.
CREATE OR REPLACE FUNCTION policy.open_tables(category text) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    pass text[] := policy.verified();
    day date := policy.today();
BEGIN
    IF pass IS NULL OR pass[3] = '' THEN
        RETURN '{}';
    END IF;
    RETURN coalesce((
        SELECT array_agg(DISTINCT t.id)
        FROM public.governance_person AS p
        JOIN public.governance_memorandum AS m ON m.agency_id = p.agency_id
        JOIN public.governance_table AS t ON t.id = m.table_id
        JOIN public.governance_agreement AS a
          ON a.person_id = p.id AND a.table_id = t.id AND a.version = t.agreement_version
        WHERE p.id = pass[1]::bigint
          AND (p.ended_on IS NULL OR p.ended_on >= day)
          AND m.begins <= day AND (m.ends IS NULL OR m.ends >= day)
          AND (category = '*' OR category = ANY (m.categories))
          AND a.signed_on <= day AND a.expires_on >= day
    ), '{}');
END
$$;
