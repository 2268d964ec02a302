-- Question: at which tables do I hold a seat today, in one of these roles?
-- Grain: ids of tables. Who may see: the bearer of the pass.
CREATE OR REPLACE FUNCTION policy.seat_tables(roles text[]) RETURNS bigint[]
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
        SELECT array_agg(s.table_id)
        FROM public.governance_seat AS s
        WHERE s.person_id = person AND s.begins <= day AND (s.ends IS NULL OR s.ends >= day)
    ), '{}');
END
$$;
