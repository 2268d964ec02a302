-- Part of: search.sql. Question: who has this number?
SELECT y.id AS youth_id, NULL::text AS found_as, 0 AS closeness
FROM public.youths_youth AS y WHERE y.number = %(number)s::text
