-- Question: which rows wait for a person at my table?
-- Grain: one line per row with its cells by header and its faults, a page of them; one row alone, or those of one workbook.
-- Who may see: the coordinator with a seat at the table.
(SELECT jsonb_build_object(
    'seen', '["held row"]'::jsonb, 'table_id', %(table)s::bigint,
    'count', (SELECT count(*) FROM public.intake_heldrow AS h
              WHERE h.table_id = %(table)s::bigint AND h.settled_at IS NULL
                AND (%(workbook)s::bigint IS NULL OR h.workbook_id = %(workbook)s::bigint)),
    'rows', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                 'id', p.id, 'workbook', p.workbook_id, 'file_name', w.file_name, 'sheet', p.sheet, 'row', p.row_number,
                 'kind', p.kind, 'waits_for', p.waits_for, 'values', p.values,
                 'headers', (SELECT coalesce(jsonb_agg(c ->> 'header' ORDER BY place), '[]')
                             FROM jsonb_array_elements(w.mapping -> 'sheets') AS s,
                                  jsonb_array_elements(s -> 'columns') WITH ORDINALITY AS listed (c, place)
                             WHERE s ->> 'sheet' = p.sheet AND c ->> 'field' IS NOT NULL),
                 'faults', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                'column', f.column, 'code', f.code, 'value', f.value, 'expected', f.expected, 'done', f.done,
                                'holds', f.holds) ORDER BY f.id), '[]')
                            FROM public.intake_workbookfault AS f
                            WHERE f.workbook_id = p.workbook_id AND f.sheet = p.sheet AND f.row_number = p.row_number)
                 ) ORDER BY p.waits_for <> '', p.workbook_id, p.id), '[]')
             FROM (SELECT h.* FROM public.intake_heldrow AS h
                   WHERE h.table_id = %(table)s::bigint AND h.settled_at IS NULL
                     AND (%(workbook)s::bigint IS NULL OR h.workbook_id = %(workbook)s::bigint)
                     AND (%(held)s::bigint IS NULL OR h.id = %(held)s::bigint)
                   ORDER BY h.waits_for <> '', h.workbook_id, h.id LIMIT %(limit)s::integer OFFSET %(offset)s::integer) AS p
             JOIN public.intake_workbook AS w ON w.id = p.workbook_id)
))
