-- Question: which youths of my tables have a name that looks like this one (a letter missing, two swapped)?
-- Grain: at most twenty ids, likest first. Trigram operators are not leakproof, so they would lose their index under
--        row-level security; this function uses the index, keeps to the tables where a seat opens the whole index to the bearer's
--        role and the gate is open, leaves out youths behind a wall, and returns ids only: the caller joins them to secured
--        tables.
-- Who may see: the bearer of the pass, if one of the roles below, which are those of the table of grants (a test compares).
CREATE OR REPLACE FUNCTION policy.lookalikes(last text, first text) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    near bigint[];
    walls bigint[];
BEGIN
    IF last = '' THEN
        RETURN '{}';
    END IF;
    SELECT array_agg(t) INTO near
    FROM unnest(policy.seat_tables('{COORD,DA,PROB,CWS,LE,SCH,MED,MH,ADV,CBO}')) AS t WHERE t = ANY (policy.open_tables('INDEX'));
    walls := policy.my_walls();
    RETURN coalesce((
        SELECT array_agg(found.youth_id)
        FROM (
            SELECT n.youth_id FROM public.youths_nameentry AS n
            WHERE n.last OPERATOR(public.%) lookalikes.last AND n.table_id = ANY (near)
              AND n.youth_id <> ALL (walls)
              AND public.similarity(n.last, lookalikes.last) > 0.4
              AND (lookalikes.first = '' OR public.similarity(n.first, lookalikes.first) > 0.3)
            ORDER BY public.similarity(n.last, lookalikes.last) + public.similarity(n.first, lookalikes.first) DESC
            LIMIT 20
        ) AS found
    ), '{}');
END
$$;
