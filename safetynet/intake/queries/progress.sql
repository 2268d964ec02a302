-- Question: how far is this workbook?
-- Grain: one document; the first turn that still waits, and the counts so far.
-- Who may see: the coordinator with a seat at the table.
(SELECT jsonb_build_object(
    'seen', '["workbook"]'::jsonb, 'subject', w.id::text, 'table_id', w.table_id,
    'id', w.id, 'file_name', w.file_name, 'state', w.state, 'received_at', w.received_at, 'finished_at', w.finished_at,
    'tally', w.tally,
    'rows_waiting', (SELECT count(*) FROM public.intake_sheetrow AS r WHERE r.workbook_id = w.id),
    'next_turn', (SELECT min(r.turn) FROM public.intake_sheetrow AS r WHERE r.workbook_id = w.id)
)
FROM public.intake_workbook AS w WHERE w.id = %(workbook)s::bigint)
