-- Question: which are the next numbers for youths of this table?
-- Grain: as many numbers as asked for, in order ('01-0482'); each is given out once, whoever asks at the same time.
-- Who may see: whoever may put a youth on the table's register: a seat there, its gate open, and one of the roles below, which
-- are those of the table of grants (a test compares).
CREATE OR REPLACE FUNCTION policy.next_youth_numbers(which bigint, wanted integer) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    reached integer;
    code text;
BEGIN
    IF policy.me() IS NULL OR wanted NOT BETWEEN 1 AND 10000 THEN
        RAISE EXCEPTION 'no numbers without a pass' USING ERRCODE = 'SN401';
    END IF;
    IF (which = ANY (policy.seat_tables('{COORD,PROB,CWS}')) AND which = ANY (policy.open_tables('*'))) IS NOT TRUE THEN
        RAISE EXCEPTION 'no numbers of another table' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT c.state_code INTO STRICT code
    FROM public.governance_table AS t JOIN public.governance_county AS c ON c.id = t.county_id WHERE t.id = which;
    INSERT INTO public.youths_numbering AS n (table_id, last) VALUES (which, wanted)
    ON CONFLICT (table_id) DO UPDATE SET last = n.last + wanted RETURNING n.last INTO reached;
    RETURN (SELECT array_agg(code || '-' || lpad(g::text, greatest(4, length(g::text)), '0') ORDER BY g)
            FROM generate_series(reached - wanted + 1, reached) AS g);
END
$$;
