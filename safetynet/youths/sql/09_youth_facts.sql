-- Question: which youth is this, at which table, and does this person's agency serve it?
-- Grain: one row of ids; nothing that is said about the youth. For the operator's question "why does this person see it?".
-- Who may call: the owner of the tables, who sees no youth.
CREATE OR REPLACE FUNCTION policy.youth_facts(asked text, person bigint)
RETURNS TABLE (youth bigint, at_table bigint, county bigint, served boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT y.id, y.table_id, t.county_id,
           EXISTS (SELECT 1 FROM public.youths_served AS s JOIN public.governance_person AS p ON p.agency_id = s.agency_id
                   WHERE s.youth_id = y.id AND p.id = person
                     AND (s.opened_on IS NULL OR s.opened_on <= policy.today())
                     AND (s.closed_on IS NULL OR s.closed_on > policy.today()))
    FROM public.youths_youth AS y JOIN public.governance_table AS t ON t.id = y.table_id
    WHERE y.number = asked;
END
$$;
