-- Question: of which youths am I counsel today, if I hold one of these roles?
-- Grain: ids of youths. Who may see: the bearer of the pass.
CREATE OR REPLACE FUNCTION policy.client_youths(roles text[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    person bigint := policy.me();
    day date := policy.today();
BEGIN
    IF NOT coalesce(policy.person_holds(person, roles), false) THEN
        RETURN '{}';
    END IF;
    RETURN coalesce((
        SELECT array_agg(DISTINCT r.youth_id)
        FROM public.youths_representation AS r
        WHERE r.counsel_id = person AND r.superseded_at IS NULL AND NOT r.withdrawn
          AND r.begins <= day AND (r.ends IS NULL OR r.ends >= day)
    ), '{}');
END
$$;
