-- Question: which youths are at my table, by name, after the one with a number?
-- Grain: one page of lines, the number of all of them (counted up to a limit), and how the reader stands.
-- Who may see: whoever reads the index of the table's youths; whoever reads no whole table, the youths known one by one (at
-- the own table, if there is one).
(WITH mine AS MATERIALIZED (
    /* mine */
), near AS MATERIALIZED (
    /* near */
), place AS MATERIALIZED (
    SELECT n.last, n.first, n.youth_id
    FROM public.youths_youth AS y JOIN public.youths_nameentry AS n ON n.youth_id = y.id
    WHERE y.number = %(after)s::text AND n."primary" LIMIT 1
), begins AS MATERIALIZED (
    SELECT coalesce((SELECT p.last FROM place AS p), '') AS last, coalesce((SELECT p.first FROM place AS p), '') AS first,
           coalesce((SELECT p.youth_id FROM place AS p), 0) AS youth_id
), listed AS (
    (SELECT n.youth_id, n.shown, n.birth_date, n.last, n.first
     FROM public.youths_nameentry AS n
     WHERE n."primary" AND n.table_id = (SELECT m.whole FROM mine AS m)
       AND (n.last, n.first, n.youth_id)
           > ((SELECT b.last FROM begins AS b), (SELECT b.first FROM begins AS b), (SELECT b.youth_id FROM begins AS b)) AND /* limited */
     ORDER BY n.last, n.first, n.youth_id LIMIT %(limit)s::int)
    UNION ALL
    (SELECT n.youth_id, n.shown, n.birth_date, n.last, n.first
     FROM near AS k JOIN public.youths_nameentry AS n ON n.youth_id = k.youth_id
     WHERE n."primary" AND coalesce(n.table_id = (SELECT m.at_table FROM mine AS m), true)
       AND (n.last, n.first, n.youth_id)
           > ((SELECT b.last FROM begins AS b), (SELECT b.first FROM begins AS b), (SELECT b.youth_id FROM begins AS b)) AND /* limited */
     ORDER BY n.last, n.first, n.youth_id LIMIT %(limit)s::int)
), page AS MATERIALIZED (
    SELECT l.youth_id, y.number, l.shown, l.shown AS found_as, l.birth_date,
           row_number() OVER (ORDER BY l.last, l.first, l.youth_id) AS rank
    FROM listed AS l JOIN public.youths_youth AS y ON y.id = l.youth_id
), counted AS (
    (SELECT 1 FROM public.youths_nameentry AS n
     WHERE n."primary" AND n.table_id = (SELECT m.whole FROM mine AS m) AND /* limited */
     LIMIT %(many)s::int + 1)
    UNION ALL
    (SELECT 1 FROM near AS k JOIN public.youths_nameentry AS n ON n.youth_id = k.youth_id
     WHERE n."primary" AND coalesce(n.table_id = (SELECT m.at_table FROM mine AS m), true) AND /* limited */
     LIMIT %(many)s::int + 1)
)
SELECT jsonb_build_object(
    'standing', policy.standing(),
    'table_id', (SELECT m.at_table FROM mine AS m),
    'table_name', (SELECT t.name FROM public.governance_table AS t WHERE t.id = (SELECT m.at_table FROM mine AS m)),
    'count', (SELECT count(*) FROM counted),
    'seen', '["nameentry", "classificationattable.classification", "statusattable.status", "referral.referred_on"]'::jsonb,
    'noted', jsonb_build_object('youths', (SELECT coalesce(jsonb_agg(p.number ORDER BY p.rank), '[]') FROM page AS p)),
    'youths', /* lines */
))
