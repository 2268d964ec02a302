-- Question: from which youths is a person kept away on one day?
-- Grain: ids of youths. Who may see: policy.work_out() only.
CREATE OR REPLACE FUNCTION policy.walls_of(person bigint, day date) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN coalesce((
        SELECT array_agg(w.youth_id) FROM public.governance_wall AS w
        WHERE w.person_id = person AND w.begins <= day AND (w.ends IS NULL OR w.ends >= day)
    ), '{}');
END
$$;
