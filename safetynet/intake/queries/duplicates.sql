-- Question: which youths of my table look like the same person?
-- Grain: one line per pair with both names, birth dates and the numbers the workbooks have for them; pairs that a person has
--        called different come last. Of one workbook only, if it is named.
-- Who may see: the coordinator with a seat at the table.
(SELECT jsonb_build_object(
    'seen', '["possible duplicate", "identity", "agencycase"]'::jsonb, 'table_id', %(table)s::bigint,
    'pairs', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                  'id', d.id, 'why', d.why, 'different', d.different, 'found_at', d.found_at,
                  'youths', jsonb_build_array(
                      jsonb_build_object('number', y.number, 'name', n.shown, 'birth_date', n.birth_date, 'client_number', c.case_number),
                      jsonb_build_object('number', z.number, 'name', m.shown, 'birth_date', m.birth_date, 'client_number', e.case_number)
                  )) ORDER BY d.different, d.id), '[]')
              FROM public.youths_possibleduplicate AS d
              JOIN public.youths_youth AS y ON y.id = d.youth_id
              JOIN public.youths_youth AS z ON z.id = d.other_id
              LEFT JOIN public.youths_nameentry AS n ON n.youth_id = y.id AND n.primary
              LEFT JOIN public.youths_nameentry AS m ON m.youth_id = z.id AND m.primary
              LEFT JOIN LATERAL (SELECT k.case_number FROM public.youths_agencycase AS k
                                 WHERE k.youth_id = y.id AND k.superseded_at IS NULL AND NOT k.withdrawn AND k.batch IS NOT NULL
                                 ORDER BY k.id LIMIT 1) AS c ON true
              LEFT JOIN LATERAL (SELECT k.case_number FROM public.youths_agencycase AS k
                                 WHERE k.youth_id = z.id AND k.superseded_at IS NULL AND NOT k.withdrawn AND k.batch IS NOT NULL
                                 ORDER BY k.id LIMIT 1) AS e ON true
              WHERE d.table_id = %(table)s::bigint
                AND (%(workbook)s::bigint IS NULL OR EXISTS (
                    SELECT 1 FROM public.intake_loadedrow AS l
                    WHERE l.youth_id IN (d.youth_id, d.other_id) AND l.workbook_id = %(workbook)s::bigint)))
))
