-- Question: which counts of one group may be told? The same rule as kernel.suppression (a test holds the two together): every
--        1 to 10 is withheld, and where one is, the smallest larger count too, the first among equals. A true nought stays.
-- Grain: the counts in their order; "S" where one is withheld. Who may see: functions of the policy only.
CREATE OR REPLACE FUNCTION policy.suppressed(counts bigint[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(jsonb_agg(CASE WHEN c.n BETWEEN 1 AND 10 OR c.place = beside.place THEN '"S"'::jsonb ELSE to_jsonb(c.n) END
                              ORDER BY c.place), '[]')
    FROM unnest(counts) WITH ORDINALITY AS c (n, place)
    LEFT JOIN LATERAL (
        SELECT l.place FROM unnest(counts) WITH ORDINALITY AS l (n, place)
        WHERE l.n > 10 AND EXISTS (SELECT 1 FROM unnest(counts) AS s WHERE s BETWEEN 1 AND 10)
        ORDER BY l.n, l.place LIMIT 1
    ) AS beside ON true
$$;

-- Question: may the sum of this group be told? Only where every count of it is.
-- Grain: the sum, or NULL. Who may see: functions of the policy only.
CREATE OR REPLACE FUNCTION policy.sum_if_told(counts bigint[]) RETURNS bigint
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN bool_or(s BETWEEN 1 AND 10) THEN NULL ELSE sum(s)::bigint END FROM unnest(counts) AS s
$$;
