-- Question: which faults were told about this workbook?
-- Grain: one line per fault, in the order of sheets and rows, a page of them.
-- Who may see: the coordinator with a seat at the table.
(SELECT jsonb_build_object(
    'seen', '["workbook fault"]'::jsonb, 'subject', w.id::text, 'table_id', w.table_id,
    'id', w.id, 'file_name', w.file_name,
    'count', (SELECT count(*) FROM public.intake_workbookfault AS f WHERE f.workbook_id = w.id),
    'holding', (SELECT count(*) FROM public.intake_workbookfault AS f WHERE f.workbook_id = w.id AND f.holds),
    'by_code', (SELECT coalesce(jsonb_object_agg(c.code, c.n), '{}') FROM (
                    SELECT f.code, count(*) AS n FROM public.intake_workbookfault AS f
                    WHERE f.workbook_id = w.id GROUP BY f.code) AS c),
    'faults', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'id', p.id, 'sheet', p.sheet, 'row', p.row_number, 'column', p.column, 'code', p.code, 'value', p.value,
                   'expected', p.expected, 'done', p.done, 'holds', p.holds) ORDER BY p.sheet, p.row_number, p.id), '[]')
               FROM (SELECT f.* FROM public.intake_workbookfault AS f
                     WHERE f.workbook_id = w.id
                       AND (%(code)s::text = '' OR f.code = %(code)s::text)
                     ORDER BY f.sheet, f.row_number, f.id
                     LIMIT %(limit)s::integer OFFSET %(offset)s::integer) AS p)
)
FROM public.intake_workbook AS w WHERE w.id = %(workbook)s::bigint)
