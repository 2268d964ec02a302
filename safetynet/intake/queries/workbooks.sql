-- Question: which workbooks were handed in at my table, and what waits for a person?
-- Grain: one line per workbook, the newest first.
-- Who may see: the coordinator with a seat at the table.
(SELECT jsonb_build_object(
    'seen', '["workbook"]'::jsonb,
    'table_id', %(table)s::bigint,
    'held_now', (SELECT count(*) FROM public.intake_heldrow AS h
                 WHERE h.table_id = %(table)s::bigint AND h.settled_at IS NULL AND h.waits_for = ''),
    'cells_waiting', (SELECT count(*) FROM public.intake_heldrow AS h
                      WHERE h.table_id = %(table)s::bigint AND h.settled_at IS NULL AND h.waits_for <> ''),
    'duplicates', (SELECT count(*) FROM public.youths_possibleduplicate AS d
                   WHERE d.table_id = %(table)s::bigint AND NOT d.different),
    'saved_mappings', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'saved_at', s.saved_at)
                                                 ORDER BY s.name), '[]')
                       FROM public.intake_savedmapping AS s WHERE s.table_id = %(table)s::bigint),
    'workbooks', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                      'id', w.id, 'file_name', w.file_name, 'state', w.state, 'received_at', w.received_at,
                      'received_by', btrim(p.given_name || ' ' || p.family_name), 'finished_at', w.finished_at,
                      'tally', w.tally,
                      'held_now', (SELECT count(*) FROM public.intake_heldrow AS h
                                   WHERE h.workbook_id = w.id AND h.settled_at IS NULL AND h.waits_for = ''),
                      'faults', (SELECT count(*) FROM public.intake_workbookfault AS f WHERE f.workbook_id = w.id)
                  ) ORDER BY w.received_at DESC, w.id DESC), '[]')
                  FROM public.intake_workbook AS w
                  LEFT JOIN public.governance_person AS p ON p.id = w.received_by_id
                  WHERE w.table_id = %(table)s::bigint)
))
