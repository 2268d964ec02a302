-- Part of: list.sql, search.sql. Question: whom does this reader know one by one, who knows no whole table's names?
-- Those whom the agenda, being counsel or a consent names, and those whom the own agency serves.
SELECT t.youth_id FROM unnest(/* named */) AS t (youth_id) WHERE (SELECT m.whole FROM mine AS m) IS NULL
UNION
SELECT s.youth_id FROM public.youths_served AS s WHERE (SELECT m.whole FROM mine AS m) IS NULL
