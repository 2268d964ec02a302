-- Part of: search.sql. Question: who was born on this day?
SELECT n.youth_id, n.shown AS found_as, 0 AS closeness
FROM public.youths_nameentry AS n
WHERE n.birth_date = %(birth)s::date AND n.table_id = (SELECT m.at_table FROM mine AS m)
LIMIT %(limit)s::int
