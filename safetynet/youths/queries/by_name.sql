-- Part of: search.sql. Question: whose name begins like this (0, 1), sounds like this (2), or looks like this (3)?
-- The index is found by a range of the one part of the name; "begins with" (^@) only filters by the other, or the plan
-- would choose between them blindly. Whoever reads no whole table is answered from the youths known one by one, wherever
-- they are. The last two parts ask only when the others found nobody; the function searches a whole table by trigrams and
-- names youths only, whom row-level security then lets through or not.
(WITH found AS MATERIALIZED (
    (SELECT n.youth_id, n.shown AS found_as, 0 AS closeness
     FROM public.youths_nameentry AS n
     WHERE n.table_id = (SELECT m.whole FROM mine AS m)
       AND n.last >= %(last)s::text AND n.last < %(last_end)s::text AND n.first ^@ %(first)s::text
     ORDER BY n.last, n.first LIMIT %(limit)s::int)
    UNION ALL
    (SELECT n.youth_id, n.shown, 1
     FROM public.youths_nameentry AS n
     WHERE n.table_id = (SELECT m.whole FROM mine AS m) AND %(last)s::text <> ''
       AND n.first >= %(last)s::text AND n.first < %(last_end)s::text AND n.last ^@ %(first)s::text
     LIMIT %(limit)s::int)
    UNION ALL
    (SELECT n.youth_id, n.shown, 2
     FROM public.youths_nameentry AS n
     WHERE n.table_id = (SELECT m.whole FROM mine AS m) AND %(last)s::text <> ''
       AND n.sound_last = public.dmetaphone(%(last)s::text)
       AND n.sound_first ^@ coalesce(public.dmetaphone(%(first)s::text), '')
     LIMIT %(limit)s::int)
    UNION ALL
    (SELECT n.youth_id, n.shown, 0
     FROM near AS k JOIN public.youths_nameentry AS n ON n.youth_id = k.youth_id
     WHERE n.last >= %(last)s::text AND n.last < %(last_end)s::text AND n.first ^@ %(first)s::text
     LIMIT %(limit)s::int)
    UNION ALL
    (SELECT n.youth_id, n.shown, 1
     FROM near AS k JOIN public.youths_nameentry AS n ON n.youth_id = k.youth_id
     WHERE %(last)s::text <> ''
       AND n.first >= %(last)s::text AND n.first < %(last_end)s::text AND n.last ^@ %(first)s::text
     LIMIT %(limit)s::int)
    UNION ALL
    (SELECT n.youth_id, n.shown, 2
     FROM near AS k JOIN public.youths_nameentry AS n ON n.youth_id = k.youth_id
     WHERE %(last)s::text <> '' AND n.sound_last = public.dmetaphone(%(last)s::text)
       AND n.sound_first ^@ coalesce(public.dmetaphone(%(first)s::text), '')
     LIMIT %(limit)s::int)
    /* otherwise */
)
SELECT * FROM found
UNION ALL
SELECT l.youth_id, n.shown, 3
FROM (SELECT DISTINCT unnest(policy.lookalikes(%(last)s::text, %(first)s::text)/* looks */) AS youth_id
      WHERE NOT EXISTS (SELECT 1 FROM found) AND (SELECT m.whole FROM mine AS m) IS NOT NULL) AS l
JOIN public.youths_nameentry AS n ON n.youth_id = l.youth_id AND n."primary"
UNION ALL
(SELECT n.youth_id, n.shown, 3
 FROM near AS k JOIN public.youths_nameentry AS n ON n.youth_id = k.youth_id
 WHERE NOT EXISTS (SELECT 1 FROM found) AND public.similarity(n.last, %(last)s::text) > 0.4
   AND (%(first)s::text = '' OR public.similarity(n.first, %(first)s::text) > 0.3)
 LIMIT %(limit)s::int))
