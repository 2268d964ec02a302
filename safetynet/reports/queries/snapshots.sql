-- Question: which snapshots may the reader use, the newest first; may the reader see small counts of them; which workbook is meant?
-- Grain: one document: the snapshots, the tables at which the reader coordinates, the number of the workbook if one is asked for.
-- Who may see: whoever may make statistics of every table in a snapshot, for the purpose of statistics (row-level security).
(SELECT jsonb_build_object(
    'standing', policy.standing(),
    'may', to_jsonb(policy.cohort_tables()),
    'workbook', (SELECT max(w.id) FROM public.intake_workbook AS w WHERE w.file_name = %(workbook)s::text),
    'snapshots', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'id', s.id, 'content', s.content, 'day', s.day, 'program', s.program, 'tables', s.tables, 'youths', s.youths,
                   'rows', s.rows, 'purpose', s.purpose, 'made_at', s.made_at, 'made_by', p.given_name || ' ' || p.family_name)
                   ORDER BY s.made_at DESC, s.id DESC), '[]')
        FROM public.reports_snapshot AS s LEFT JOIN public.governance_person AS p ON p.id = s.made_by_id)
))
