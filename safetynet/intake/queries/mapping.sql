-- Question: which mapping was accepted for this workbook?
-- Grain: one document. Who may see: the coordinator with a seat at the table.
(SELECT jsonb_build_object(
    'seen', '["workbook"]'::jsonb, 'subject', w.id::text, 'table_id', w.table_id,
    'id', w.id, 'file_name', w.file_name, 'state', w.state, 'mapping', w.mapping
)
FROM public.intake_workbook AS w WHERE w.id = %(workbook)s::bigint)
