-- Question: which youths are at my table, by name?
-- Grain: one page of lines, the number of all of them (counted up to a limit), and how the reader stands.
-- Who may see: whoever reads the index of the table's youths; without a seat, those whom the own agency serves.
(WITH mine AS MATERIALIZED (SELECT (policy.my_seats())[1] AS at_table), listed AS (
    (SELECT n.youth_id, n.shown, n.birth_date, n.last, n.first
     FROM public.youths_nameentry AS n
     WHERE n."primary" AND n.table_id = (SELECT m.at_table FROM mine AS m)
       AND (n.last, n.first, n.youth_id) > (%(last)s::text, %(first)s::text, %(youth)s::bigint) AND /* limited */
     ORDER BY n.last, n.first, n.youth_id LIMIT %(limit)s::int)
    UNION ALL
    (SELECT n.youth_id, n.shown, n.birth_date, n.last, n.first
     FROM public.youths_served AS s JOIN public.youths_nameentry AS n ON n.youth_id = s.youth_id
     WHERE (SELECT m.at_table FROM mine AS m) IS NULL AND n."primary"
       AND (n.last, n.first, n.youth_id) > (%(last)s::text, %(first)s::text, %(youth)s::bigint) AND /* limited */
     ORDER BY n.last, n.first, n.youth_id LIMIT %(limit)s::int)
), page AS MATERIALIZED (
    SELECT l.youth_id, y.number, l.shown, l.shown AS found_as, l.birth_date,
           jsonb_build_array(l.last, l.first, l.youth_id) AS place,
           row_number() OVER (ORDER BY l.last, l.first, l.youth_id) AS rank
    FROM listed AS l JOIN public.youths_youth AS y ON y.id = l.youth_id
), counted AS (
    (SELECT 1 FROM public.youths_nameentry AS n
     WHERE n."primary" AND n.table_id = (SELECT m.at_table FROM mine AS m) AND /* limited */
     LIMIT %(many)s::int + 1)
    UNION ALL
    (SELECT 1 FROM public.youths_served AS s JOIN public.youths_nameentry AS n ON n.youth_id = s.youth_id
     WHERE (SELECT m.at_table FROM mine AS m) IS NULL AND n."primary" AND /* limited */
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
