-- Part of: by_name.sql. Question: and if the words part elsewhere into first and last name ("Garcia Lopez", "Ana Garcia Lopez")?
-- One such part for each way to part them, in the same ranges of the index.
UNION ALL
(SELECT n.youth_id, n.shown, 0
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
 FROM public.youths_nameentry AS n
 WHERE n.table_id = (SELECT m.whole FROM mine AS m) AND %(last)s::text <> ''
   AND n.sound_last = public.dmetaphone(%(last)s::text)
   AND n.sound_first ^@ coalesce(public.dmetaphone(%(first)s::text), '')
 LIMIT %(limit)s::int)
UNION ALL
(SELECT n.youth_id, n.shown, 2
 FROM near AS k JOIN public.youths_nameentry AS n ON n.youth_id = k.youth_id
 WHERE %(last)s::text <> '' AND n.sound_last = public.dmetaphone(%(last)s::text)
   AND n.sound_first ^@ coalesce(public.dmetaphone(%(first)s::text), '')
 LIMIT %(limit)s::int)
