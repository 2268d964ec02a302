-- Question: who takes part in a county's tables today, who of them is trained, and what has the county set differently?
-- Grain: one document; the tables are those of which the reader may make statistics, the agencies those whose memorandum with one
--        of them is in force; people are counted, never named.
-- Who may see: whoever makes statistics of a table of the county and reads its directory; the tables are empty to everybody else.
(WITH mine AS MATERIALIZED (
    SELECT t.id, t.name FROM public.governance_table AS t JOIN public.governance_county AS c ON c.id = t.county_id
    WHERE c.name = %(county)s::text AND t.id = ANY (policy.cohort_tables()) AND c.id = ANY (policy.my_counties()))
SELECT jsonb_build_object(
    'subject', c.name, 'seen', '["agencies", "training", "settings"]'::jsonb, 'today', policy.today(),
    'tables', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) ORDER BY t.name), '[]') FROM mine AS t),
    'agencies', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'kind', a.kind, 'table', t.name, 'since', m.begins, 'until', m.ends)
                                  ORDER BY a.name, t.name), '[]')
        FROM public.governance_memorandum AS m JOIN mine AS t ON t.id = m.table_id JOIN public.governance_agency AS a ON a.id = m.agency_id
        WHERE m.begins <= policy.today() AND (m.ends IS NULL OR m.ends >= policy.today())),
    'trained', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('agency', g.name, 'people', g.people, 'courses', g.courses) ORDER BY g.name), '[]')
        FROM (SELECT a.name, count(DISTINCT p.id) AS people,
                     (SELECT coalesce(jsonb_object_agg(k.course, k.n), '{}')
                      FROM (SELECT r.course, count(DISTINCT r.person_id) AS n
                            FROM public.governance_training AS r JOIN public.governance_person AS q ON q.id = r.person_id
                            WHERE q.agency_id = a.id AND (q.ended_on IS NULL OR q.ended_on >= policy.today())
                              AND r.completed_on <= policy.today() AND r.counts_until >= policy.today()
                            GROUP BY r.course) AS k) AS courses
              FROM public.governance_agency AS a JOIN public.governance_person AS p ON p.agency_id = a.id
              WHERE (p.ended_on IS NULL OR p.ended_on >= policy.today())
                AND a.id IN (SELECT m.agency_id FROM public.governance_memorandum AS m JOIN mine AS t ON t.id = m.table_id
                             WHERE m.begins <= policy.today() AND (m.ends IS NULL OR m.ends >= policy.today()))
              GROUP BY a.id) AS g),
    'settings', (SELECT coalesce(jsonb_agg(jsonb_build_object('key', s.key, 'value', s.value, 'source', s.source) ORDER BY s.key), '[]')
                 FROM public.governance_countysetting AS s WHERE s.county_id = c.id)
)
FROM public.governance_county AS c
WHERE c.name = %(county)s::text)
