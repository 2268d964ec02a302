-- Question: under which name and agency does the audit log know me?
-- Grain: {name, agency}. Who may see: the bearer of the pass.
CREATE OR REPLACE FUNCTION policy.my_label() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    person bigint := policy.me();
BEGIN
    RETURN (
        SELECT ARRAY[btrim(p.given_name || ' ' || p.family_name), g.short_name]
        FROM public.governance_person AS p JOIN public.governance_agency AS g ON g.id = p.agency_id
        WHERE p.id = person
    );
END
$$;
