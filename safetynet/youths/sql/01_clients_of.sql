-- Question: of which youths is a person counsel on one day?
-- Grain: ids of youths. Who may see: policy.work_out() only.
CREATE OR REPLACE FUNCTION policy.clients_of(person bigint, day date) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN coalesce((
        SELECT array_agg(DISTINCT r.youth_id) FROM public.youths_representation AS r
        WHERE r.counsel_id = person AND r.superseded_at IS NULL AND NOT r.withdrawn
          AND r.begins <= day AND (r.ends IS NULL OR r.ends >= day)
    ), '{}');
END
$$;
