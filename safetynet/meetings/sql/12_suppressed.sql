-- Question: which counts of one group may be told? The same rule as kernel.suppression (a test holds the two together): every
--        1 to 10 is withheld, and where one is, the smallest larger count too, with all that equal it. A true nought stays.
-- Grain: the counts in their order; "S" where one is withheld. Who may see: functions of the policy only.
CREATE OR REPLACE FUNCTION policy.suppressed(counts bigint[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(jsonb_agg(CASE WHEN c.n BETWEEN 1 AND 10 OR g.small AND c.n = g.beside THEN '"S"'::jsonb ELSE to_jsonb(c.n) END
                              ORDER BY c.place), '[]')
    FROM unnest(counts) WITH ORDINALITY AS c (n, place)
    CROSS JOIN (SELECT bool_or(s BETWEEN 1 AND 10) AS small, min(s) FILTER (WHERE s > 10) AS beside FROM unnest(counts) AS s) AS g
$$;

-- Question: does this way to share out the youths have no small count? The same as kernel.suppression.finest asks of each.
-- Grain: one answer; true for no counts at all. Who may see: functions of the policy only.
CREATE OR REPLACE FUNCTION policy.none_small(counts bigint[]) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT NOT EXISTS (SELECT 1 FROM unnest(counts) AS s WHERE s BETWEEN 1 AND 10)
$$;
