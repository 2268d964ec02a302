-- Question: from which youths am I kept away today?
-- Grain: ids of youths. Who may see: the bearer of the pass.
CREATE OR REPLACE FUNCTION policy.my_walls() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    person bigint := policy.me();
    day date := policy.today();
BEGIN
    RETURN coalesce((
        SELECT array_agg(w.youth_id)
        FROM public.governance_wall AS w
        WHERE w.person_id = person AND w.begins <= day AND (w.ends IS NULL OR w.ends >= day)
    ), '{}');
END
$$;
