-- Question: how many youths, by year, sex, race, home, age, class, status, risk factor, service, system, school, arrest and
--           placement; how well attended were the meetings; who looks like whom?
-- Grain: one document of counts, in the same keys as the study's figures. Only current claims count (neither superseded nor
--        withdrawn). Of kinds of which a youth has one value, the earliest current claim of the coordinating agency counts,
--        where it has none the latest of the others. Of what a youth may have many of, every row of the coordinating agency
--        counts, and of the others those that it does not have (same school; same day of arrest; same stay); a charge
--        counts with the entry of its arrest that stands now. A service
--        counts when it was used at any time, not when it was only offered, declined or not available.
--        Age is completed years on the day of the first referral, the year is the year of that day. Unknown is not "no".
-- Who may see: row-level security decides for every table; only the coordinator sees all of it, and only then is it asked.
(WITH RECURSIVE place AS MATERIALIZED (
    SELECT t.id AS table_id FROM public.governance_table AS t WHERE t.id = ANY (%(tables)s::bigint[])
), of_workbook AS MATERIALIZED (
    SELECT DISTINCT l.youth_id
    FROM public.intake_loadedrow AS l JOIN public.intake_workbook AS w ON w.id = l.workbook_id
    WHERE %(workbook)s::text <> '' AND w.file_name = %(workbook)s::text AND l.table_id = ANY (%(tables)s::bigint[])
), scope AS MATERIALIZED (
    SELECT y.id AS youth_id FROM public.youths_youth AS y
    WHERE y.table_id IN (SELECT p.table_id FROM place AS p)
      AND (%(workbook)s::text = '' OR y.id IN (SELECT o.youth_id FROM of_workbook AS o))
), coordinating AS MATERIALIZED (
    SELECT DISTINCT s.agency_id
    FROM public.governance_seat AS s JOIN public.governance_roleholding AS h ON h.person_id = s.person_id
    WHERE s.table_id = ANY (%(tables)s::bigint[]) AND h.role = 'COORD'
      AND s.begins <= policy.today() AND (s.ends IS NULL OR s.ends >= policy.today())
      AND h.begins <= policy.today() AND (h.ends IS NULL OR h.ends >= policy.today())
), referral AS MATERIALIZED (
    SELECT DISTINCT ON (c.youth_id) c.youth_id, c.referred_on, extract(year FROM c.referred_on)::int AS year
    FROM public.youths_referral AS c JOIN scope USING (youth_id)
    WHERE c.superseded_at IS NULL AND NOT c.withdrawn
    ORDER BY c.youth_id, (c.source_agency_id IN (SELECT k.agency_id FROM coordinating AS k)) DESC, c.referred_on, c.id
), identity AS MATERIALIZED (
    SELECT DISTINCT ON (c.youth_id) c.youth_id, c.birth_date
    FROM public.youths_identity AS c JOIN scope USING (youth_id)
    WHERE c.superseded_at IS NULL AND NOT c.withdrawn
    ORDER BY c.youth_id, (c.source_agency_id IN (SELECT k.agency_id FROM coordinating AS k)) DESC,
             CASE WHEN c.source_agency_id IN (SELECT k.agency_id FROM coordinating AS k) THEN c.id ELSE -c.id END
), demographics AS MATERIALIZED (
    SELECT DISTINCT ON (c.youth_id) c.youth_id, c.sex, c.races
    FROM public.youths_demographics AS c JOIN scope USING (youth_id)
    WHERE c.superseded_at IS NULL AND NOT c.withdrawn
    ORDER BY c.youth_id, (c.source_agency_id IN (SELECT k.agency_id FROM coordinating AS k)) DESC,
             CASE WHEN c.source_agency_id IN (SELECT k.agency_id FROM coordinating AS k) THEN c.id ELSE -c.id END
), residence AS MATERIALIZED (
    SELECT DISTINCT ON (c.youth_id) c.youth_id, c.city, c.county, c.state
    FROM public.youths_residence AS c JOIN scope USING (youth_id)
    WHERE c.superseded_at IS NULL AND NOT c.withdrawn
    ORDER BY c.youth_id, (c.source_agency_id IN (SELECT k.agency_id FROM coordinating AS k)) DESC,
             CASE WHEN c.source_agency_id IN (SELECT k.agency_id FROM coordinating AS k) THEN c.id ELSE -c.id END
), classified AS MATERIALIZED (
    SELECT DISTINCT ON (c.youth_id) c.youth_id, c.classification
    FROM public.youths_classificationattable AS c JOIN scope USING (youth_id)
    WHERE c.superseded_at IS NULL AND NOT c.withdrawn
    ORDER BY c.youth_id, (c.source_agency_id IN (SELECT k.agency_id FROM coordinating AS k)) DESC,
             CASE WHEN c.source_agency_id IN (SELECT k.agency_id FROM coordinating AS k) THEN c.id ELSE -c.id END
), standing AS MATERIALIZED (
    SELECT DISTINCT ON (c.youth_id) c.youth_id, c.status
    FROM public.youths_statusattable AS c JOIN scope USING (youth_id)
    WHERE c.superseded_at IS NULL AND NOT c.withdrawn
    ORDER BY c.youth_id, (c.source_agency_id IN (SELECT k.agency_id FROM coordinating AS k)) DESC,
             CASE WHEN c.source_agency_id IN (SELECT k.agency_id FROM coordinating AS k) THEN c.id ELSE -c.id END
), youth AS MATERIALIZED (
    SELECT s.youth_id, r.year,
           extract(year FROM age(r.referred_on, i.birth_date))::int AS age,
           coalesce(d.sex, 'UNKNOWN') AS sex,
           CASE WHEN cardinality(d.races) > 1 THEN 'MIXED_OTHER' ELSE coalesce(d.races[1], 'UNKNOWN') END AS race,
           CASE WHEN h.state <> 'CA' THEN 'OUT_OF_STATE' ELSE nullif(h.county, '') END AS county,
           CASE WHEN h.state <> 'CA' THEN concat_ws(', ', nullif(h.city, ''), nullif(h.state, '')) ELSE nullif(h.city, '') END AS city,
           CASE k.classification WHEN 'CSEC_IDENTIFIED' THEN 'CSEC' ELSE k.classification END AS class, t.status,
           EXISTS (SELECT 1 FROM public.youths_probationstatus AS p WHERE p.youth_id = s.youth_id AND p.superseded_at IS NULL
                   AND NOT p.withdrawn AND p.status IN ('CURRENT', 'PREVIOUS')) AS probation,
           EXISTS (SELECT 1 FROM public.youths_childwelfarestatus AS p WHERE p.youth_id = s.youth_id
                   AND p.superseded_at IS NULL AND NOT p.withdrawn AND p.status IN ('CURRENT', 'PREVIOUS')) AS social
    FROM scope AS s
    LEFT JOIN referral AS r USING (youth_id) LEFT JOIN identity AS i USING (youth_id)
    LEFT JOIN demographics AS d USING (youth_id) LEFT JOIN residence AS h USING (youth_id)
    LEFT JOIN classified AS k USING (youth_id) LEFT JOIN standing AS t USING (youth_id)
), risk AS MATERIALIZED (
    SELECT DISTINCT ON (c.youth_id, c.factor) c.youth_id, c.factor, c.value
    FROM public.youths_riskfactor AS c JOIN scope USING (youth_id)
    WHERE c.superseded_at IS NULL AND NOT c.withdrawn
    ORDER BY c.youth_id, c.factor, (c.source_agency_id IN (SELECT k.agency_id FROM coordinating AS k)) DESC,
             CASE WHEN c.source_agency_id IN (SELECT k.agency_id FROM coordinating AS k) THEN c.id ELSE -c.id END
), at_risk AS MATERIALIZED (
    SELECT r.youth_id, r.factor, y.year, y.probation, y.social FROM risk AS r JOIN youth AS y USING (youth_id)
    WHERE r.value = 'YES'
), service AS MATERIALIZED (
    SELECT DISTINCT c.youth_id, c.provider, y.probation, y.social
    FROM public.youths_servicelink AS c JOIN youth AS y USING (youth_id)
    WHERE c.superseded_at IS NULL AND NOT c.withdrawn AND c.status NOT IN ('DECLINED', 'NOT_AVAILABLE', 'WAITLISTED', 'REFERRED')
), own_school AS MATERIALIZED (
    SELECT c.youth_id, c.school, c.source_agency_id IN (SELECT k.agency_id FROM coordinating AS k) AS own
    FROM public.youths_schooling AS c JOIN scope USING (youth_id) WHERE c.superseded_at IS NULL AND NOT c.withdrawn
), school AS MATERIALIZED (
    SELECT o.youth_id, o.school FROM own_school AS o WHERE o.own
    UNION ALL
    SELECT DISTINCT o.youth_id, o.school FROM own_school AS o
    WHERE NOT o.own AND NOT EXISTS (SELECT 1 FROM own_school AS m WHERE m.own AND m.youth_id = o.youth_id AND m.school = o.school)
), entry_of_arrest AS (
    SELECT c.id, c.id AS now, c.supersedes_id AS before
    FROM public.youths_arrest AS c JOIN scope USING (youth_id) WHERE c.superseded_at IS NULL AND NOT c.withdrawn
    UNION ALL
    SELECT c.id, e.now, c.supersedes_id FROM entry_of_arrest AS e JOIN public.youths_arrest AS c ON c.id = e.before
), exploited AS MATERIALIZED (
    SELECT DISTINCT e.now FROM entry_of_arrest AS e JOIN public.youths_charge AS g ON g.arrest_id = e.id
    WHERE g.superseded_at IS NULL AND NOT g.withdrawn AND g.charge_group IN ('PROSTITUTION_647B', 'LOITERING_653_22')
), own_arrest AS MATERIALIZED (
    SELECT c.id, c.youth_id, c.arrested_on, c.arrested_by, c.forum,
           c.source_agency_id IN (SELECT k.agency_id FROM coordinating AS k) AS own,
           c.id IN (SELECT x.now FROM exploited AS x) AS exploitation
    FROM public.youths_arrest AS c JOIN scope USING (youth_id) WHERE c.superseded_at IS NULL AND NOT c.withdrawn
), arrest AS MATERIALIZED (
    SELECT o.youth_id, o.arrested_by, o.forum, o.exploitation FROM own_arrest AS o WHERE o.own
    UNION ALL
    SELECT DISTINCT ON (o.youth_id, o.arrested_on) o.youth_id, o.arrested_by, o.forum, o.exploitation FROM own_arrest AS o
    WHERE NOT o.own AND NOT EXISTS (
        SELECT 1 FROM own_arrest AS m WHERE m.own AND m.youth_id = o.youth_id AND m.arrested_on = o.arrested_on)
), own_stay AS MATERIALIZED (
    SELECT c.youth_id, c.placement_kind AS kind, c.begins, c.source_agency_id IN (SELECT k.agency_id FROM coordinating AS k) AS own
    FROM public.youths_placement AS c JOIN scope USING (youth_id) WHERE c.superseded_at IS NULL AND NOT c.withdrawn
    UNION ALL
    SELECT c.youth_id, 'ABSENT', c.begins, c.source_agency_id IN (SELECT k.agency_id FROM coordinating AS k)
    FROM public.youths_absence AS c JOIN scope USING (youth_id) WHERE c.superseded_at IS NULL AND NOT c.withdrawn
), stay AS MATERIALIZED (
    SELECT o.youth_id, o.kind FROM own_stay AS o WHERE o.own
    UNION ALL
    SELECT d.youth_id, d.kind FROM (SELECT DISTINCT o.youth_id, o.kind, o.begins FROM own_stay AS o WHERE NOT o.own) AS d
    WHERE NOT EXISTS (SELECT 1 FROM own_stay AS m WHERE m.own AND m.youth_id = d.youth_id AND m.kind = d.kind AND m.begins = d.begins)
), people AS MATERIALIZED (
    SELECT m.id, count(*)::int AS present
    FROM public.meetings_meeting AS m JOIN public.meetings_attendance AS a ON a.meeting_id = m.id
    WHERE m.table_id = ANY (%(tables)s::bigint[]) AND m.state = 'CLOSED' AND (%(workbook)s::text = '' OR m.from_workbook)
      AND (a.person_id IS NULL OR a.checked_in_at IS NOT NULL)
    GROUP BY m.id
), number AS MATERIALIZED (
    SELECT DISTINCT ON (c.youth_id) c.youth_id, c.case_number
    FROM public.youths_agencycase AS c JOIN scope USING (youth_id)
    WHERE c.superseded_at IS NULL AND NOT c.withdrawn AND c.source_agency_id IN (SELECT k.agency_id FROM coordinating AS k)
    ORDER BY c.youth_id, (c.batch IS NOT NULL) DESC, c.id
)
SELECT jsonb_build_object(
    'seen', '["counts"]'::jsonb,
    'table_id', (SELECT min(p.table_id) FROM place AS p),
    'n', (SELECT count(*) FROM youth),
    'present', (SELECT coalesce(jsonb_agg(p.present ORDER BY p.id), '[]') FROM people AS p),
    'duplicates', (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_array(
                       least(coalesce(a.case_number, y.number), coalesce(b.case_number, z.number)),
                       greatest(coalesce(a.case_number, y.number), coalesce(b.case_number, z.number)))), '[]')
                   FROM public.youths_possibleduplicate AS d
                   JOIN public.youths_youth AS y ON y.id = d.youth_id JOIN public.youths_youth AS z ON z.id = d.other_id
                   LEFT JOIN number AS a ON a.youth_id = d.youth_id LEFT JOIN number AS b ON b.youth_id = d.other_id
                   WHERE NOT d.different AND (d.youth_id IN (SELECT s.youth_id FROM scope AS s)
                                              OR d.other_id IN (SELECT s.youth_id FROM scope AS s))),
    'groups', (SELECT coalesce(jsonb_agg(jsonb_build_array(g.year, g.sex, g.race, g.county, g.city, g.age, g.class, g.status,
                                                           g.probation, g.social, g.n)), '[]')
               FROM (SELECT y.year, y.sex, y.race, y.county, y.city, y.age, y.class, y.status, y.probation, y.social,
                            count(*) AS n FROM youth AS y GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10) AS g),
    'risks', (SELECT coalesce(jsonb_agg(jsonb_build_array(g.factor, g.year, g.probation, g.social, g.n)), '[]')
              FROM (SELECT r.factor, r.year, r.probation, r.social, count(*) AS n FROM at_risk AS r GROUP BY 1, 2, 3, 4) AS g),
    'services', (SELECT coalesce(jsonb_agg(jsonb_build_array(g.provider, g.probation, g.social, g.n)), '[]')
                 FROM (SELECT s.provider, s.probation, s.social, count(*) AS n FROM service AS s GROUP BY 1, 2, 3) AS g),
    'no_service', (SELECT count(*) FROM youth AS y WHERE NOT EXISTS (SELECT 1 FROM service AS s WHERE s.youth_id = y.youth_id)),
    'schools', (SELECT coalesce(jsonb_agg(jsonb_build_array(g.school, g.n)), '[]')
                FROM (SELECT s.school, count(*) AS n FROM school AS s GROUP BY 1) AS g),
    'school_known', (SELECT count(DISTINCT s.youth_id) FROM school AS s),
    'arrests', (SELECT coalesce(jsonb_agg(jsonb_build_array(g.arrested_by, g.exploitation, g.n)), '[]')
                FROM (SELECT a.arrested_by, a.exploitation, count(*) AS n FROM arrest AS a GROUP BY 1, 2) AS g),
    'juvenile_arrest', (SELECT count(DISTINCT a.youth_id) FROM arrest AS a WHERE a.forum = 'JUVENILE'),
    'adult_arrest', (SELECT count(DISTINCT a.youth_id) FROM arrest AS a WHERE a.forum = 'ADULT'),
    'adult_arrest_csec_charge', (SELECT count(DISTINCT a.youth_id) FROM arrest AS a WHERE a.forum = 'ADULT' AND a.exploitation),
    'stays', (SELECT coalesce(jsonb_agg(jsonb_build_array(g.kind, g.n)), '[]')
              FROM (SELECT s.kind, count(*) AS n FROM stay AS s GROUP BY 1) AS g),
    'youths_with_absence', (SELECT count(DISTINCT s.youth_id) FROM stay AS s WHERE s.kind = 'ABSENT')
))
