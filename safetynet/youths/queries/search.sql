-- Question: who may be meant by these words?
-- Grain: at most one page of lines, best first; each youth once, with the name by which it was found.
-- Who may see: whoever reads the index of a youth; every condition uses leakproof operators on the access index, and ranges
-- instead of "begins with", which finds its index only while the planner looks at the values.
(WITH mine AS MATERIALIZED (
    /* mine */
), near AS MATERIALIZED (
    /* near */
), hits AS (
    /* found */
), best AS (
    SELECT DISTINCT ON (h.youth_id) h.youth_id, h.found_as, h.closeness FROM hits AS h ORDER BY h.youth_id, h.closeness
), page AS MATERIALIZED (
    SELECT b.youth_id, y.number, n.shown, coalesce(b.found_as, n.shown) AS found_as, n.birth_date,
           row_number() OVER (ORDER BY b.closeness, n.last, n.first, b.youth_id) AS rank
    FROM best AS b
    JOIN public.youths_youth AS y ON y.id = b.youth_id
    LEFT JOIN public.youths_nameentry AS n ON n.youth_id = b.youth_id AND n."primary"
    ORDER BY b.closeness, n.last, n.first, b.youth_id LIMIT %(limit)s::int
)
SELECT jsonb_build_object(
    'standing', policy.standing(),
    'table_id', (SELECT m.at_table FROM mine AS m),
    'table_name', (SELECT t.name FROM public.governance_table AS t WHERE t.id = (SELECT m.at_table FROM mine AS m)),
    'count', (SELECT least(count(*), %(many)s::int + 1) FROM page),
    'seen', '["nameentry", "classificationattable.classification", "statusattable.status", "referral.referred_on"]'::jsonb,
    'noted', jsonb_build_object('youths', (SELECT coalesce(jsonb_agg(p.number ORDER BY p.rank), '[]') FROM page AS p)),
    'youths', /* lines */
))
