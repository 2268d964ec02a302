-- Part of: search.sql. Question: whom does an agency know under this case number?
SELECT c.youth_id, 'case ' || c.case_number AS found_as, 0 AS closeness
FROM public.youths_agencycase AS c
WHERE c.case_number = %(case)s::text AND c.superseded_at IS NULL AND NOT c.withdrawn
LIMIT %(limit)s::int
